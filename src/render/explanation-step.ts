import type { ChalkInstance } from 'chalk'
import { Decimal, formatDecimal, mended, ZERO } from '../base/decimal.js'
import { grouped, isCurrency, minorDigits } from '../base/money.js'
import type { Step } from '../explain/step.js'

export interface ExplanationOptions {
  /** Text stays within it, amounts stand at its right edge. */
  readonly width: number
  readonly chalk: ChalkInstance
  /** A file as one would type it. */
  readonly pathOf: (file: string) => string
}

/** Digits after the point of an amount that is no money, or has parts of a minor unit. */
const MOST_DIGITS = 6

/** `1,234.50`: at least the digits of its currency, and more where it has parts of a minor unit. */
export function stepAmount({ amount, unit }: Step): string {
  if (amount === undefined || unit === undefined) return ''
  const least = isCurrency(unit) ? minorDigits(unit) : 0
  const short = mended(amount).toDecimalPlaces(MOST_DIGITS, Decimal.ROUND_HALF_UP)
  const shown = short.isZero() ? ZERO : short
  return grouped(shown.decimalPlaces() <= least ? shown.toFixed(least) : formatDecimal(shown))
}

/** With its currency; a number alone. */
export function stepAmountWithUnit(step: Step): string {
  const amount = stepAmount(step)
  return amount === '' || !isCurrency(step.unit!) ? amount : `${amount} ${step.unit!}`
}

/** `plans/ae.yaml:12:5`, `data/deals.csv row 17`. */
export function placesOf({ rule, inputs }: Step, pathOf: ExplanationOptions['pathOf']): readonly string[] {
  const places = rule
    ? [[pathOf(rule.file), rule.line, rule.column].filter((each) => each !== undefined).join(':')]
    : []
  const rows = (inputs ?? []).map(({ file, record }) => `${pathOf(file)} row ${record}`)
  return [...new Set([...places, ...rows])]
}
