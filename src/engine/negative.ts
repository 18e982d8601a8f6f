import { min, sum, type Decimal } from '../base/decimal.js'
import { formatMoney } from '../base/money.js'
import type { Participation } from './attain.js'
import type { Balances } from './balances.js'
import { planLine, type Line } from './line.js'
import type { Topped } from './minimum.js'

/**
 * What becomes of a total in one currency, after everything else: what is left above zero pays back what earlier periods
 * left negative; a total below zero is carried where the plan says so (F15).
 * An opening balance is never taken below a guarantee or draw that runs.
 * @param on the plan that says it and that the lines stand under
 */
export function negativeLines(
  on: Participation,
  lines: readonly Line[],
  { minimum, below }: Pick<Topped, 'minimum' | 'below'>,
  balances: Balances,
): readonly Line[] {
  // What guarantee and draw did not top up is carried, so that its minimum is paid (F12).
  const total = sum(lines.map(({ amount }) => amount)).plus(below)
  const { currency, negative } = on.run.plan
  const money = (amount: Decimal): string => `${formatMoney(amount, currency)} ${currency}`
  const lacks = total.isNegative() && negative === 'carry' ? total.negated().plus(below) : below
  if (lacks.greaterThan(0)) {
    balances.add('negative', lacks)
    return [planLine('negative_carried', on, lacks, `${money(lacks.negated())} is carried into later periods`)]
  }
  const owed = balances.at('negative')
  const free = total.minus(minimum)
  if (owed.isZero() || !free.greaterThan(0)) return []
  const back = min(owed, free)
  balances.take('negative', back)
  const reason = `of ${money(owed)} that earlier periods left negative`
  return [planLine('negative_recovered', on, back.negated(), reason)]
}
