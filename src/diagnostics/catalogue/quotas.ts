import type { CatalogueEntry } from '../entry.js'

/** Quotas: rows of the quotas file, what plans say of them, and what comes out when a period is calculated. */
export const quotaCodes = {
  SPM2040: {
    severity: 'error',
    title: 'A quota of a payee and of a role, or of neither',
    why: 'A row serves one payee, or everybody in a role.',
    fix: 'Fill either payee_id or role. A quota for one person beside that of his role is a row of its own.',
  },
  SPM3340: {
    severity: 'error',
    title: 'A ramp without percents and without amounts',
    why: 'How much quota the first months have is not said.',
    fix: 'Add `quota: [50%, 75%]`, or `amount: { won: [5000, 8000] }` with a measure of the plan.',
  },
  SPM3341: {
    severity: 'error',
    title: 'A ramp for a measure that the plan does not have',
    why: 'The amounts would count nowhere.',
    fix: 'Use the id of a measure of the plan.',
  },
  SPM3342: {
    severity: 'error',
    title: 'Not a quota of a month',
    why: 'An amount of the ramp stands in place of the quota of a month of tenure.',
    fix: 'Write plain digits such as 5000.',
  },
  SPM3343: {
    severity: 'error',
    title: 'A sum of quotas that is nothing',
    why: 'With no level and with a factor of 0 the payee would have no quota.',
    fix: 'Write `levels: 1` or more (or `all`), and `times: 90%` or leave it out.',
  },
  SPM5730: {
    severity: 'warning',
    title: 'A quota for a role that nobody has',
    why: 'It serves nobody; often the name is mistyped.',
    fix: 'Write the role as in the role column of the reps file, letter by letter.',
  },
  SPM5731: {
    severity: 'error',
    title: 'A quota changes inside a pay period, and the plan does not say how it is divided',
    why: 'The earlier quota, the later one and a part of each are different money (F21).',
    fix: 'Add `proration: days` or `proration: months` (with `month_counts`) to the plan, or let the change fall on the first day of a pay period.',
  },
  SPM5732: {
    severity: 'error',
    title: 'A quota row that is never in force',
    why: 'Its effective dates leave out its whole period, so that it would count nowhere.',
    fix: 'Correct the period or the dates. They say on which days of its period the row holds.',
  },
  SPM5733: {
    severity: 'error',
    title: 'A quota of a role and a sum of quotas at once',
    why: 'Which of the two is meant would be a guess.',
    fix: 'Remove the row of the role, name another measure in it, or remove `quota` from the measure. A row of the payee himself always wins.',
  },
  SPM5734: {
    severity: 'error',
    title: 'A sum of quotas of a measure that no plan has',
    why: 'Nobody could have such a quota.',
    fix: 'Say in `quota: { measure: … }` which measure of the members’ plans is meant.',
  },
  SPM5735: {
    severity: 'error',
    title: 'Quotas that cannot be added',
    why: 'A member’s plan pays in another currency, counts something else, or has pay periods that do not fill the manager’s.',
    fix: 'Give the payee a quota row of his own, or sum a measure that the members’ plans count alike.',
  },
  SPM5736: {
    severity: 'error',
    title: 'A sum that counts people twice',
    why: 'A member’s quota is itself a sum of those below him, who are summed here as well.',
    fix: 'Say `levels: 1`, or give the measure of those who sell another id than that of their managers and name it in `measure`.',
  },
  SPM5737: {
    severity: 'error',
    title: 'Ramp amounts in pay periods that are not months',
    why: 'An amount is the quota of a calendar month; how it falls on these periods is not said.',
    fix: 'Use percents: `ramp: { quota: [50%, 75%] }`.',
  },
  SPM5738: {
    severity: 'error',
    title: 'A rejected quota row beside quotas of roles or teams',
    why: 'Its payee would have the quota of his role or team instead of his own: other money, and nobody would see it.',
    fix: 'Correct the row.',
  },
} as const satisfies Record<string, CatalogueEntry>
