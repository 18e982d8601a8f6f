import { sum } from '../base/decimal.js'
import { formatMoney } from '../base/money.js'
import type { Participation } from './attain.js'
import type { Balances } from './balances.js'
import { planLine, type Line } from './line.js'

/**
 * A total above zero that does not reach the plan's threshold waits, with what waits already; what reaches it is paid at
 * once, and so is everything in the last pay period on the plan. In plan currency, before it is converted (F1).
 * @param isLast whether no later pay period of the plan is the payee's
 */
export function thresholdLines(
  on: Participation,
  lines: readonly Line[],
  balances: Balances,
  isLast: boolean,
): readonly Line[] {
  const { threshold, currency } = on.run.plan
  const waiting = balances.at('threshold')
  const total = sum(lines.map(({ amount }) => amount))
  const small = threshold !== undefined && !isLast && total.plus(waiting).lessThan(threshold)
  if (small) {
    if (!total.greaterThan(0)) return []
    balances.add('threshold', total)
    const least = `${formatMoney(threshold, currency)} ${currency}`
    return [planLine('threshold_carried', on, total.negated(), `payouts below ${least} wait`)]
  }
  if (!waiting.greaterThan(0)) return []
  balances.take('threshold', waiting)
  return [planLine('threshold_paid', on, waiting, 'earlier amounts that waited for the threshold')]
}
