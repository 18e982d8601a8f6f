import type { CatalogueEntry } from '../entry.js'

/** Adjustments: rows of their file, and what becomes of them when a period is calculated. */
export const adjustmentCodes = {
  SPM2050: {
    severity: 'error',
    title: 'An adjustment of 0',
    why: 'It would move no money, so the amount is most likely missing.',
    fix: 'Write the amount, or remove the row.',
  },
  SPM2051: {
    severity: 'error',
    title: 'An adjustment approved by the one who asked for it',
    why: 'Money beside the plans needs two people: one who asks for it and another one who approves it.',
    fix: 'Have somebody else approve it and write that person under approved_by.',
  },
  SPM2052: {
    severity: 'error',
    title: 'An adjustment approved by the payee',
    why: 'Nobody approves money for himself.',
    fix: 'Have somebody else approve it and write that person under approved_by, by payee_id where two people share a name.',
  },
  SPM5940: {
    severity: 'error',
    title: 'An adjustment for a period that runs do not go by',
    why: 'Each adjustment is paid by the run of its own period; no run has this one.',
    fix: 'Name the period whose run is to pay it, as in --period.',
  },
  SPM5941: {
    severity: 'warning',
    title: 'An adjustment that no run pays',
    why: 'Its period lies where no plan is in force, or before the first period, so it is never paid.',
    fix: 'Correct the period; nothing to do where another system has paid it.',
  },
  SPM5942: {
    severity: 'error',
    title: 'An adjustment for somebody who is not on a plan',
    why: 'A plan says in which currency it is paid, and what becomes of a negative total.',
    fix: 'Correct the payee, the plan or the period. Whoever has left a plan can still be adjusted under it.',
  },
  SPM5943: {
    severity: 'error',
    title: 'An adjustment of a component that the payee’s plan does not have',
    why: 'It would stand beside pay that does not exist.',
    fix: 'Correct the component, or leave it blank: then the adjustment belongs to the plan as a whole.',
  },
  SPM5944: {
    severity: 'error',
    title: 'An adjustment that may belong to two plans',
    why: 'The payee is on both that day, and neither is more meant than the other.',
    fix: 'Name the plan in a column `plan` of the adjustments file.',
  },
  SPM5945: {
    severity: 'error',
    title: 'An adjustment in another currency than the payee’s pay',
    why: 'It is paid as it was approved, and at which rate it would be converted is not said.',
    fix: 'Have the amount approved in pay currency; a blank currency means that too.',
  },
  SPM5946: {
    severity: 'error',
    title: 'An adjustment with parts of the smallest coin',
    why: 'It is paid as it was approved; rounding it would pay another amount.',
    fix: 'Write the rounded amount.',
  },
  SPM5947: {
    severity: 'error',
    title: 'An adjustment of a plan that no plan file defines',
    why: 'Its run would not know whose pay it corrects.',
    fix: 'Correct the plan’s id, or leave it blank: then it is the plan that the payee is on.',
  },
} as const satisfies Record<string, CatalogueEntry>
