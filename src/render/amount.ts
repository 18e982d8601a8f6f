import type { Decimal } from '../base/decimal.js'
import { formatMoney, type Currency } from '../base/money.js'

/** Puts commas between thousands: for people only, files have plain digits. */
export function grouped(digits: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(digits) ?? []
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction}`
}

/** `12,345.60` in the digits of the currency. */
export function renderMoney(value: Decimal, currency: Currency): string {
  return grouped(formatMoney(value, currency))
}
