import { min, sum, type Decimal } from '../base/decimal.js'
import { minorDigits } from '../base/money.js'
import type { Participation } from './attain.js'
import type { Balances } from './balances.js'
import { lineOf, NO_RATE, type Line, type LineKind } from './line.js'

/**
 * What becomes of a total in one currency, after everything else: what is left above zero pays back what earlier periods
 * left negative; a total below zero is carried where the plan says so (F15).
 * @param on the plan that says it and that the lines stand under
 */
export function negativeLines(on: Participation, lines: readonly Line[], balances: Balances): readonly Line[] {
  const total = sum(lines.map(({ amount }) => amount))
  const { currency, negative } = on.run.plan
  const of = (kind: LineKind, amount: Decimal, reason: string): readonly Line[] => [
    lineOf({ ...NO_RATE, kind, participation: on, component: undefined, exact: amount, reason }, amount),
  ]
  const money = (amount: Decimal): string => `${amount.toFixed(minorDigits(currency))} ${currency}`
  if (total.isNegative() && negative === 'carry') {
    const carried = total.negated()
    balances.add('negative', carried)
    return of('negative_carried', carried, `the total of ${money(total)} is carried into later periods`)
  }
  const owed = balances.at('negative')
  if (owed.isZero() || !total.greaterThan(0)) return []
  const back = min(owed, total)
  balances.take('negative', back)
  return of('negative_recovered', back.negated(), `of ${money(owed)} that earlier periods left negative`)
}
