import type { Calendar, Period } from '../base/period.js'
import { isInForce } from '../plan/in-force.js'
import type { Plan } from '../plan/plan.js'

/** Runs go by the shortest pay period among the plans (domain section 3). */
export function rhythmOf(calendar: Calendar, plans: readonly Plan[]): string {
  return calendar.levels.find((level) => plans.some((plan) => plan.pays === level))!
}

/** The periods that a run may name, for messages: `the plans pay by month and are in force from 2026-01 to 2026-12`. */
export function periodsInForce(calendar: Calendar, plans: readonly Plan[]): string {
  const rhythm = rhythmOf(calendar, plans)
  const first = calendar.at(rhythm, plans.map((plan) => plan.from).sort()[0]!)
  const last = calendar.at(
    rhythm,
    plans
      .map((plan) => plan.to)
      .sort()
      .at(-1)!,
  )
  const inForce = first && last ? `and are in force from ${first.id} to ${last.id}` : `: ${calendar.example}`
  return `the plans pay by ${rhythm} ${inForce}`
}

/** The rhythm among the plans in force in a period: one that is over, or not yet begun, sets none. */
export function rhythmIn(calendar: Calendar, plans: readonly Plan[], period: Period | undefined): string {
  const inForce = plans.filter((plan) => period && isInForce(plan, period))
  return rhythmOf(calendar, inForce.length > 0 ? inForce : plans)
}
