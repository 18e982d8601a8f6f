import type { Decimal } from '../base/decimal.js'
import { formatMoney, grouped, type Currency } from '../base/money.js'

/** `12,345.60` in the digits of the currency. */
export function renderMoney(value: Decimal, currency: Currency): string {
  return grouped(formatMoney(value, currency))
}
