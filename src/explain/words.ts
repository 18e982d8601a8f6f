import { Decimal, formatDecimal, formatPercent, HUNDRED, mended, type Decimal as Amount } from '../base/decimal.js'
import { formatMoney, grouped, isCurrency, minorDigits, round } from '../base/money.js'
import type { Payee } from '../model/records.js'
import type { Cell } from '../model/table.js'
import type { Measure, Plan } from '../plan/plan.js'

/** Digits after the point at which people still read a number that is not money. */
const READABLE = 4

/** `12,345.60 USD` in whole minor units, as people speak of money; or a plain number. */
export function amountWords(value: Amount, unit: string): string {
  return isCurrency(unit) ? `${figureWords(value, unit)} ${unit}` : numberWords(value)
}

/** The same without the currency, where that is plain from what stands around it. */
export function figureWords(value: Amount, unit: string): string {
  if (!isCurrency(unit)) return numberWords(value)
  return grouped(formatMoney(round(value, minorDigits(unit), 'half_up'), unit))
}

/** Digits after the point that are told of an amount before it is rounded. */
const BEFORE_ROUNDING = 6

export function exactWords(value: Amount): string {
  return grouped(formatDecimal(mended(value).toDecimalPlaces(BEFORE_ROUNDING, Decimal.ROUND_HALF_UP)))
}

export function numberWords(value: Amount): string {
  const short = mended(value).toDecimalPlaces(READABLE, Decimal.ROUND_HALF_UP)
  return `${mended(value).equals(short) ? '' : 'about '}${grouped(formatDecimal(short))}`
}

/** `8 %`. */
export function percentWords(ratio: Amount): string {
  return `${numberWords(ratio.times(HUNDRED))} %`
}

/** Attainment: rounded down, so that 99.999 % never reads 100. */
export function attainmentWords(ratio: Amount): string {
  return `${formatPercent(ratio)} %`
}

/** The unit of what a measure counts. */
export function unitOf(measure: Measure, plan: Plan): string {
  return measure.unit === 'money' ? plan.currency : 'number'
}

/** `Ada Lind (E1)`. */
export function personWords({ id, rows }: Payee): string {
  const name = rows.at(-1)?.name ?? ''
  return name === '' || name === id ? id : `${name} (${id})`
}

/** A cell as it would be written in a condition. */
export function cellWords(cell: Cell): string {
  if (cell === undefined || cell === '') return 'blank'
  if (cell instanceof Decimal) return grouped(formatDecimal(cell))
  return typeof cell === 'string' ? (/^\d{4}-\d\d-\d\d$/.test(cell) ? cell : `"${cell}"`) : String(cell)
}

export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`
}

export function many(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}
