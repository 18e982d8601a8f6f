import type { CatalogueEntry } from '../entry.js'

/** What `spm validate` warns about: SPM38xx by the plans alone, SPM508x by plans and the rows beside them. */
export const checkCodes = {
  SPM3801: {
    severity: 'note',
    title: 'A cliff',
    why: 'A cent more sold changes pay by much: payees hold deals back or hurry them, and a late correction costs as much.',
    fix: 'If that is meant, there is nothing to do. Marginal tiers, `at: running` and curves rise without a jump.',
  },
  SPM3802: {
    severity: 'warning',
    title: 'Pay falls when more is sold',
    why: 'Whoever is near that place earns more by selling less; nearly always two values are swapped or mistyped.',
    fix: 'Let the values of tiers, points and multipliers rise, or say `mode: marginal`.',
  },
  SPM3803: {
    severity: 'warning',
    title: 'A tier that a cap makes idle',
    why: 'Whoever reads it expects to be paid by it.',
    fix: 'Raise the cap, or remove the tier.',
  },
  SPM3804: {
    severity: 'warning',
    title: 'A tier that pays as the one below it does',
    why: 'It changes nothing; often a rate was copied and not changed.',
    fix: 'Correct its value, or remove the tier.',
  },
  SPM3805: {
    severity: 'warning',
    title: 'A component that can never pay',
    why: 'It pays 0 to everybody, and nothing else would say so (F47).',
    fix: 'Correct the value, or remove the component.',
  },
  SPM3806: {
    severity: 'warning',
    title: 'A condition that never holds',
    why: 'It is false whatever the deal or payee, so that what hangs on it never happens (F47).',
    fix: 'Correct the condition; `where` is left out to count everything.',
  },
  SPM3807: {
    severity: 'warning',
    title: 'A measure that nothing uses',
    why: 'Deals are credited by it and nobody is paid for them; often a component names another one by mistake.',
    fix: 'Name it in a component, gate or `of`, or remove it. One that is only to be reported has quotas in its name.',
  },
  SPM3808: {
    severity: 'warning',
    title: 'Pay that falls due after the plan',
    why: 'Runs can name no day on which no plan is in force, so this pay would never come.',
    fix: 'Let the plan end with the period, add the plan that follows it, use a shorter window, or say `interim: true`.',
  },
  SPM5081: {
    severity: 'warning',
    title: 'An override that reaches nobody',
    why: 'It pays managers for the people below, and nobody on the plan has anybody there.',
    fix: 'Compare its `levels` with manager_id in the reps file, and who is on the plan.',
  },
  SPM5083: {
    severity: 'warning',
    title: 'Deals that differ in nothing but their id',
    why: 'A deal that was booked twice, or comes from two systems, is paid twice.',
    fix: 'Compare the two in the system that they come from, and remove one. If both are deals, there is nothing to do.',
  },
  SPM5084: {
    severity: 'warning',
    title: 'An amount far above all others',
    why: 'A misplaced decimal point, or a sum in the place of an amount, pays a hundred times too much.',
    fix: 'Compare it with the system that it comes from. If it is right, there is nothing to do.',
  },
  SPM5085: {
    severity: 'warning',
    title: 'A day that is hardly meant',
    why: 'Programs write such days where they have none. A deal of that day falls out of every period, and is paid to nobody.',
    fix: 'Correct the day, or name the text under `null` of the input in spm.yaml: then the cell is blank.',
  },
  SPM5086: {
    severity: 'warning',
    title: 'A quota far from all others',
    why: 'A quota that is a hundred times too small pays the highest tier, one that is too large pays none.',
    fix: 'Compare the row with the letter that was signed. If it is right, there is nothing to do.',
  },
  SPM5082: {
    severity: 'warning',
    title: 'Payees on no plan',
    why: 'They are paid nothing. That is right for somebody who only manages others, and a costly slip for a seller.',
    fix: 'Fill the plan column of the reps file, or widen the `assign` of a plan. Whoever needs none can stay as he is.',
  },
} as const satisfies Record<string, CatalogueEntry>
