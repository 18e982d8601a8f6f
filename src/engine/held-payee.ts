import { sum, ZERO } from '../base/decimal.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import type { Participation } from './attain.js'
import type { Balances } from './balances.js'
import { holdOnPayee } from './holds.js'
import { moneyOf, planLine, type Line } from './line.js'
import type { RunContext } from './run-context.js'

/**
 * A hold on all that somebody is paid: what is left of a total above zero after draws and what he owes, since a hold
 * stops payment and never recovery (F19). What it stopped before is paid once it is released.
 * @param on the plan that the line stands under
 * @param lines everything in the plan's currency so far
 */
export function heldLines(
  on: Participation,
  lines: readonly Line[],
  balances: Balances,
  { book, report }: RunContext,
): readonly Line[] {
  const { payee } = on.current
  const { currency } = on.run.plan
  const hold = holdOnPayee(book, payee.id)
  if (hold === undefined) {
    // The rest of the balance is held deal by deal.
    const byDeal = (book.brought.dealPay.get(payee.id) ?? []).filter((each) => each.currency === currency)
    const waited = balances.opening('held').minus(sum(byDeal.map(({ held }) => held)))
    if (!waited.greaterThan(ZERO)) return []
    balances.take('held', waited)
    return [planLine('held_released', on, waited, 'the hold is released')]
  }
  for (const line of lines) {
    if (!line.adjustment || moneyOf(line) === currency) continue
    const { row } = line.adjustment
    const message = `adjustment "${row.id}" is in ${moneyOf(line)}, and hold "${hold.id}" stops what is paid in ${currency}`
    const place = { file: row.file, record: row.record, cell: 'amount' }
    const related = [{ message: 'the hold', place: { file: hold.file, record: hold.record, cell: 'hold_id' } }]
    report(diagnose('SPM5962', message, { place, related }))
  }
  const total = sum(lines.filter((line) => moneyOf(line) === currency).map(({ amount }) => amount))
  if (!total.greaterThan(ZERO)) return []
  balances.add('held', total)
  return [planLine('held_withheld', on, total.negated(), `held by "${hold.id}": ${hold.reason}`)]
}
