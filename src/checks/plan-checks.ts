import { distinct, type Diagnostic } from '../diagnostics/diagnostic.js'
import { checkCliffs, checkFalls } from './cliffs.js'
import { checkCappedTiers, checkRepeatedTiers } from './idle-tiers.js'
import { checkNeverHolds, checkNeverPays } from './never-pays.js'
import type { PlanCheck, PlansToCheck } from './plan-check.js'
import { checkUnusedMeasures } from './unused-measures.js'
import { checkWindowEnds } from './window-ends.js'

/** What `spm validate` warns about in plans. To add one: a function from plans to findings, and a line here. */
const planChecks: readonly PlanCheck[] = [
  checkCliffs,
  checkFalls,
  checkCappedTiers,
  checkRepeatedTiers,
  checkNeverPays,
  checkNeverHolds,
  checkUnusedMeasures,
  checkWindowEnds,
]

export function runPlanChecks(book: PlansToCheck, found: Diagnostic[]): void {
  found.push(...distinct(planChecks.flatMap((check) => check(book))))
}
