import type { CatalogueEntry } from '../entry.js'

/** Who is on which plan, and who is credited with what. */
export const creditingCodes = {
  SPM3320: {
    severity: 'error',
    title: 'An additional plan without `assign`',
    why: 'The plan column names a payee’s own plan, so nobody could be on this one besides it (F39).',
    fix: 'Say whom it is for: `assign: true` is everybody.',
  },
} as const satisfies Record<string, CatalogueEntry>
