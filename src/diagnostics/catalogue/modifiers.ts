import type { CatalogueEntry } from '../entry.js'

/** Eligibility and modifiers of components: SPM34xx in the plan, SPM58xx when a period is calculated. */
export const modifierCodes = {
  SPM3401: {
    severity: 'error',
    title: 'A component ends before it starts',
    why: 'No deal could ever be paid by it.',
    fix: 'Both `from` and `to` are included: correct one of them.',
  },
  SPM3402: {
    severity: 'error',
    title: 'A component is in force only outside of its plan',
    why: 'The plan pays credits on its own days alone, so the component could never pay.',
    fix: 'Let `from` and `to` meet the days of `effective`.',
  },
  SPM5801: {
    severity: 'error',
    title: 'Cannot tell whether somebody is eligible',
    why: 'The condition of a component needs a cell that is blank; neither yes nor no may be assumed.',
    fix: 'Fill the cell in the reps file, or test it with `has()` first.',
  },
} as const satisfies Record<string, CatalogueEntry>
