import { Decimal as DecimalJs } from 'decimal.js'

/**
 * The one number type: exact decimals with 60 significant digits (F10).
 * Amounts of 15 + 10 digits times two rates stay far below that, so only `/` can round, and it does so at the 60th digit.
 */
export const Decimal = DecimalJs.clone({
  precision: 60,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -200,
  toExpPos: 200,
})
export type Decimal = DecimalJs

export const ZERO: Decimal = new Decimal(0)
export const ONE: Decimal = new Decimal(1)
export const HUNDRED: Decimal = new Decimal(100)

const PLAIN = /^[+-]?\d{1,15}(?:\.\d{1,10})?$/

/** Reads plain digits (at most 15 before and 10 after the point); undefined for anything else, never a guess. */
export function parseDecimal(text: string): Decimal | undefined {
  return PLAIN.test(text) ? new Decimal(text) : undefined
}

/** Reads `0.08` or `8%` as 0.08. */
export function parseRatio(text: string): Decimal | undefined {
  if (!text.endsWith('%')) return parseDecimal(text)
  return parseDecimal(text.slice(0, -1).trimEnd())?.dividedBy(HUNDRED)
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO
  for (const value of values) total = total.plus(value)
  return total
}

export function min(a: Decimal, b: Decimal): Decimal {
  return a.lessThan(b) ? a : b
}

export function max(a: Decimal, b: Decimal): Decimal {
  return a.greaterThan(b) ? a : b
}

/**
 * Takes away what a quotient leaves at the 60th digit: three thirds of 10000 are 10000 again, so that they reach a tier
 * that starts there (F10: a quotient never decides a comparison). Exact products of inputs have at most 32 decimals
 * (amount 10, rate of exchange 10, share 12) and are untouched. For whatever is compared or rounded.
 */
export function mended(value: Decimal): Decimal {
  return value.decimalPlaces() <= 36 ? value : value.toDecimalPlaces(36, DecimalJs.ROUND_HALF_EVEN)
}

/**
 * A quotient that is compared with written numbers and also multiplied further: mended where that makes it a number that
 * could be written; an endless one keeps all its digits, for a mended third times 2000 is off where it is rounded.
 */
export function settled(value: Decimal): Decimal {
  const short = mended(value)
  return short.decimalPlaces() <= 32 ? short : value
}

/** Plain digits without exponent and without `-0`. */
export function formatDecimal(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed()
}

/** An exact amount for display: at most 12 decimals, half up, trailing zeros dropped (F10). */
export function formatExact(value: Decimal): string {
  return formatDecimal(value.decimalPlaces() <= 12 ? value : mended(value).toDecimalPlaces(12, DecimalJs.ROUND_HALF_UP))
}

/** A ratio as percent, rounded down to two decimals so that 99.999 % never reads 100 (domain: attainment). */
export function formatPercent(ratio: Decimal): string {
  const percent = mended(ratio.times(HUNDRED)).toDecimalPlaces(2, DecimalJs.ROUND_FLOOR)
  return (percent.isZero() ? ZERO : percent).toFixed(2)
}
