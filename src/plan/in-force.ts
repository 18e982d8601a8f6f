import type { Period } from '../base/period.js'
import type { Plan } from './plan.js'

/** Whether a plan covers any day of a period (whose end is not included; a plan's last day is). */
export function isInForce(plan: Plan, { start, end }: Pick<Period, 'start' | 'end'>): boolean {
  return plan.from < end && plan.to >= start
}
