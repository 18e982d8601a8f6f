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
  SPM3403: {
    severity: 'error',
    title: 'Not a factor',
    why: 'A negative multiplier would turn pay into debt.',
    fix: 'Write a factor such as 1.25 or 125%; 0 pays nothing.',
  },
  SPM3404: {
    severity: 'error',
    title: 'A multiplier in several ways, or in none',
    why: 'Points on the rate, a factor and a factor by attainment give different money.',
    fix: 'Say one of `times`, `add`, or `by: attainment` with `tiers`; make it a list for several.',
  },
  SPM3405: {
    severity: 'error',
    title: 'Points that do not add',
    why: '`add` raises the rate; taking points away could turn it negative.',
    fix: 'Write `add: 5%`; to pay less use `times: 0.5`.',
  },
  SPM3406: {
    severity: 'error',
    title: 'Points on what is no rate in percent',
    why: 'Five percent added to 50 dollars a deal means nothing.',
    fix: 'Use `times`, or a rate in percent of an amount of money.',
  },
  SPM3407: {
    severity: 'error',
    title: 'A multiplier by attainment for single deals',
    why: 'A deal alone has no quota.',
    fix: 'Use a window of `period` or longer, or a `when` on the deal.',
  },
  SPM3408: {
    severity: 'error',
    title: 'An uplift without effect',
    why: 'Whoever wrote it expects other money than it gives.',
    fix: 'Remove it, use `multiplier` for more pay, or let tiers go by attainment or amount.',
  },
  SPM3409: {
    severity: 'error',
    title: 'A floor above the cap',
    why: 'The component would have to pay more than its most.',
    fix: 'Make the floor at most the cap.',
  },
  SPM3410: {
    severity: 'error',
    title: 'Not a floor',
    why: 'A floor of nothing has no effect; a negative one would be a limit to debt, which no plan means by it.',
    fix: 'Write an amount of money in plain digits, such as 500.',
  },
  SPM3411: {
    severity: 'error',
    title: 'Floors beside a cap that looks further',
    why: 'Whether a cap of the plan or of the window may cut what a floor promises changes money, and there is no word for it yet.',
    fix: 'Cap the component per deal or period, or leave out the floor.',
  },
  SPM3412: {
    severity: 'error',
    title: 'A cap per window in a window of one pay period',
    why: 'Whoever wrote it expects other money than it gives.',
    fix: 'Say `per_period`, or give the component a longer window.',
  },
  SPM3413: {
    severity: 'error',
    title: 'A cap by deal on what is not paid by deal',
    why: 'Whoever wrote it expects other money than it gives.',
    fix: 'Say `per_period` or `per_window`.',
  },
  SPM3414: {
    severity: 'error',
    title: 'An excess that is not carried anywhere',
    why: 'What is carried needs a later pay period with room, a time until which it waits, and a word on what is left then.',
    fix: 'Say `excess: carried, until: window_end` (or `plan_end`) and `then: lost` (or `paid`) beside `per_period`.',
  },
  SPM5802: {
    severity: 'error',
    title: 'A cap has no amount for somebody',
    why: 'Its expression needs a cell that is blank, or comes out at zero or less; no cap, or no pay, would be a guess.',
    fix: 'Correct the cell in the reps file.',
  },
  SPM5801: {
    severity: 'error',
    title: 'Cannot tell whether somebody is eligible',
    why: 'The condition of a component needs a cell that is blank; neither yes nor no may be assumed.',
    fix: 'Fill the cell in the reps file, or test it with `has()` first.',
  },
} as const satisfies Record<string, CatalogueEntry>
