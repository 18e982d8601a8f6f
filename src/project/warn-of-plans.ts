import { runPlanChecks } from '../checks/plan-checks.js'
import type { PlansToCheck } from '../checks/plan-check.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { PlanBook } from './load-plans.js'

/** What rows add to the checks of plans. */
export type FromRows = Pick<PlansToCheck, 'quotaMeasures' | 'quotasOf'>

const WITHOUT_ROWS: FromRows = { quotaMeasures: new Set(), quotasOf: () => [] }

/** What is allowed in plans and seldom meant: cliffs, idle tiers, components that never pay. */
export function warnOfPlans(
  { plans, files, calendar }: PlanBook,
  rows: FromRows | undefined,
  found: Diagnostic[],
): void {
  if (plans === undefined) return
  const written = plans.map((plan, index) => ({ plan, file: files[index]! }))
  runPlanChecks({ plans: written, calendar, ...(rows ?? WITHOUT_ROWS) }, found)
}
