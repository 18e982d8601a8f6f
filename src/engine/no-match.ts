import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import { isInForce } from '../plan/in-force.js'
import type { Measure, Plan } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import type { Book } from './book.js'

/**
 * Plans that nobody is on and conditions that no deal meets pay 0 without an error, so they are told (F47): behind most
 * of them stands a word that the export spells in another way.
 * @param unmet measures whose condition was asked and was false for every deal of the export, whatever its date
 */
export function checkMatches(
  { plans, period }: Book,
  assignments: ReadonlyMap<PayeeId, readonly Assignment[]>,
  unmet: ReadonlySet<Measure>,
  found: Diagnostic[],
): void {
  const inForce = plans.filter((plan) => isInForce(plan, period))
  checkUnmet(checkPeopled(inForce, assignments, found), unmet, found)
}

/** The plans that somebody is on; the others are told. */
export function checkPeopled(
  plans: readonly Plan[],
  assignments: ReadonlyMap<PayeeId, readonly Assignment[]>,
  found: Diagnostic[],
): readonly Plan[] {
  const peopled = new Set([...assignments.values()].flatMap((mine) => mine.map(({ plan }) => plan)))
  for (const plan of plans) {
    if (peopled.has(plan)) continue
    found.push(diagnose('SPM5064', `nobody of the reps file is on plan ${plan.id}`, { place: plan.place }))
  }
  return plans.filter((plan) => peopled.has(plan))
}

/** Conditions that no deal meets. */
export function checkUnmet(plans: readonly Plan[], unmet: ReadonlySet<Measure>, found: Diagnostic[]): void {
  for (const measure of plans.flatMap((plan) => [...plan.measures.values()])) {
    if (!unmet.has(measure)) continue
    const message = `no deal of the export meets the condition of ${measure.label}: ${measure.where!.text}`
    found.push(diagnose('SPM5065', message, { place: measure.place }))
  }
}
