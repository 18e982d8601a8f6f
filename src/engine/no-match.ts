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
  const peopled = new Set<Plan>()
  for (const mine of assignments.values()) for (const { plan } of mine) peopled.add(plan)
  for (const plan of plans) {
    if (!isInForce(plan, period)) continue
    if (!peopled.has(plan)) {
      found.push(diagnose('SPM5064', `nobody of the reps file is on plan ${plan.id}`, { place: plan.place }))
      continue
    }
    for (const measure of plan.measures.values()) {
      if (!unmet.has(measure)) continue
      const message = `no deal of the export meets the condition of ${measure.label}: ${measure.where!.text}`
      found.push(diagnose('SPM5065', message, { place: measure.place }))
    }
  }
}
