import { sum } from '../base/decimal.js'
import { formatMoney, grouped, minorDigits } from '../base/money.js'
import type { Journal } from './journals.js'
import type { ExportSource } from './target.js'

/**
 * The journal in the one currency that a file can hold; what stands in others is named by its total (SPM1050). An amount
 * of three decimals is refused.
 */
export function inCurrency(
  { report, placeOf }: ExportSource,
  target: string,
  journals: readonly Journal[],
  currency: string,
): Journal | undefined {
  for (const journal of journals) {
    if (journal.currency === currency) continue
    const debits = sum(journal.blocks.flat().map(({ debit }) => debit))
    const amount = `${grouped(formatMoney(debits, journal.currency))} ${journal.currency}`
    report('SPM1050', `the journal of ${amount} is not in this file, which holds ${currency}`, {
      place: placeOf([target, 'currency']),
    })
  }
  const mine = journals.find((journal) => journal.currency === currency)
  if (mine && minorDigits(currency) > 2) {
    report('SPM1047', `amounts in ${currency} have ${minorDigits(currency)} decimals, and the file takes two`, {
      place: placeOf([target, 'currency']),
    })
  }
  return mine
}
