import type { CatalogueEntry } from '../entry.js'

/** Who is on which plan, and who is credited with what. */
export const creditingCodes = {
  SPM3320: {
    severity: 'error',
    title: 'An additional plan without `assign`',
    why: 'The plan column names a payee’s own plan, so nobody could be on this one besides it (F39).',
    fix: 'Say whom it is for: `assign: true` is everybody.',
  },
  SPM3321: {
    severity: 'error',
    title: 'A rule that credits nothing, or more than the deal',
    why: 'Each payee whom a rule reaches is credited with a share of the deal: above 0, at most all of it.',
    fix: 'Write `share: 50%`, or leave it out for the whole deal.',
  },
  SPM5705: {
    severity: 'error',
    title: 'A credit rule needs a cell of the reps file that is blank',
    why: 'Whether the payee is credited with the deal would be a guess.',
    fix: 'Fill the cell, or test for it: `has(rep.x) && …`.',
  },
} as const satisfies Record<string, CatalogueEntry>
