import { addDays } from '../base/date.js'
import type { Calendar } from '../base/period.js'
import type { Assignment } from '../engine/assign.js'
import type { Quotas } from '../engine/quota.js'
import type { HeldQuota } from '../checks/plan-check.js'
import type { PayeeId } from '../model/ids.js'
import { chainOf } from '../plan/chain.js'
import { paysDeals, type Component } from '../plan/component.js'
import type { Plan } from '../plan/plan.js'

interface Held {
  readonly calendar: Calendar
  readonly plans: readonly Plan[]
  readonly assignments: ReadonlyMap<PayeeId, readonly Assignment[]>
  readonly quotas: Quotas
}

/** The largest quota above zero that each payee has in a window of a component, over all the days he is on its plan. */
export function largestQuotas({ calendar, plans, assignments, quotas }: Held) {
  return (plan: Plan, component: Component): readonly HeldQuota[] => {
    const measure = paysDeals(component) ? component.position : component.measure
    if (!component.needsQuota && component.gate === undefined) return []
    if (measure === undefined) return []
    const level = component.window === 'deal' || component.window === 'period' ? plan.pays : component.window
    const chain = chainOf(plan, plans)
    return [...assignments].flatMap(([payee, all]) => {
      const mine = all.filter((each) => chain.includes(each.plan))
      let best: HeldQuota | undefined
      for (const { from, to } of mine.filter((each) => each.plan === plan)) {
        for (let day = from; day <= to;) {
          const window = calendar.at(level, day)
          const payPeriods = window && calendar.within(window, plan.pays)
          const quota = payPeriods && quotas.of(plan, measure, payPeriods, mine, undefined, !component.needsQuota)
          if (quota?.amount.greaterThan(best?.quota ?? 0)) {
            best = { payee, quota: quota!.amount, period: window!.id }
          }
          day = window?.end ?? addDays(to, 1)
        }
      }
      return best ? [best] : []
    })
  }
}
