import { lastDay, type Period } from '../base/period.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import { paysDeals } from '../plan/component.js'
import { isInForce } from '../plan/in-force.js'
import type { Plan } from '../plan/plan.js'
import type { PlanCheck, PlansToCheck } from './plan-check.js'

/**
 * Pay periods, and windows that pay once at their end, that end when no plan is in force any more: no run can name that
 * day, so that what was sold in them is never paid (F17).
 */
export const checkWindowEnds: PlanCheck = (book) =>
  book.plans.flatMap(({ plan, file }) => {
    const unpaid = unendedOf(plan.pays, plan, book)
    if (unpaid) {
      const message = `what ${plan.id} pays for ${unpaid.id} is due on ${lastDay(unpaid)}, and the plan ends on ${plan.to}`
      return [diagnose('SPM3808', message, { place: file.doc.placeOf(['effective', 'to']) })]
    }
    return plan.components.flatMap((component) => {
      const { window, id, place } = component
      if (paysDeals(component) || component.interim || window === 'period' || window === 'deal') return []
      const period = unendedOf(window, plan, book)
      if (period === undefined) return []
      const message = `"${id}" never pays for ${period.id}: it pays on ${lastDay(period)}, and the plan ends on ${plan.to}`
      return [diagnose('SPM3808', message, { place })]
    })
  })

/** The period of a level on the plan's last day, where no run can come to its end. */
function unendedOf(level: string, plan: Plan, { plans, calendar }: PlansToCheck): Period | undefined {
  const period = calendar.at(level, plan.to)
  if (period === undefined || lastDay(period) <= plan.to) return undefined
  const payPeriod = calendar.at(plan.pays, lastDay(period)) ?? period
  const around = plans.filter((other) => isInForce(other.plan, payPeriod)).map((other) => other.plan)
  // Runs go by the shortest pay period among the plans in force.
  const rhythm = calendar.levels.find((each) => around.some(({ pays }) => pays === each))
  const last = rhythm === undefined ? undefined : calendar.at(rhythm, lastDay(period))
  return last && around.some((other) => isInForce(other, last)) ? undefined : period
}
