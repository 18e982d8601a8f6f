import { isCurrency } from '../base/money.js'
import type { RawRow } from './table-spec.js'

const MARK = /€|(?<![A-Z])[A-Z]{3}(?![A-Z])/

/**
 * An amount such as `EUR 5` names its currency. Read as a bare 5 in a row of another currency, or of none, it would be
 * paid as something else, so it must agree with the currency column.
 */
export function checkCurrencyMark(row: RawRow, amount: number, currency: string): void {
  const text = row.text(amount)
  const mark = MARK.exec(text)?.[0]
  if (mark === undefined || row.values[amount] === undefined) return
  const code = mark === '€' ? 'EUR' : mark
  // A lone sign without any currency column is what small exports write; a code is meant to tell currencies apart.
  if (!isCurrency(code) || code === currency || (mark === '€' && currency === '')) return
  const other = currency === '' ? 'no currency of its own' : `the currency ${currency}`
  row.bad(amount, 'SPM2032', `The amount "${text.trim()}" is in ${code}, but the row has ${other}.`)
}
