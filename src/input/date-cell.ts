import { dateOf, parseDate, type PlainDate } from '../base/date.js'
import { CellProblem } from './cell-problem.js'

/** Reads a text by one declared pattern; undefined when it does not follow it. */
export type DateReader = (text: string) => PlainDate | undefined

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A written time of day with or without zone: cut off, because business dates are what is written (domain: time). */
const TIME = String.raw`(?:(?:T|,?[ ]+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:[ ]?[AaPp]\.?[Mm]\.?)?(?:[ ]?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?)?`
const ISO = new RegExp(String.raw`^(\d{4}-\d{2}-\d{2})${TIME}$`)
const LOOKS_LIKE_A_DATE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d)/
const TOKENS = /YYYY|YY|MMMM|MMM|MM|M|DD|D/g

/**
 * Compiles `MM/DD/YYYY` and the like; undefined when year, month and day are not each there once.
 * Where signs part the numbers, one digit or two are read for `M`, `MM`, `D`, `DD` alike; without signs (`YYYYMMDD`)
 * the width counts. Two-digit years are not read: the century would be a guess.
 */
export function compileDatePattern(pattern: string): DateReader | undefined {
  const parts: readonly string[] = pattern.match(TOKENS) ?? []
  const first = parts.map((part) => part[0]).sort()
  if (first.join('') !== 'DMY' || parts.includes('YY') || parts.includes('MMMM')) return undefined
  const between = pattern.split(TOKENS)
  if (between.some((sign) => /[0-9A-Za-z]/.test(sign))) return undefined
  const apart = between.slice(1, -1).every((sign) => sign !== '')
  const source = parts
    .map((part, index) => {
      const width =
        part === 'YYYY'
          ? String.raw`(\d{4})`
          : part === 'MMM'
            ? '([A-Za-z]{3})'
            : apart
              ? String.raw`(\d{1,2})`
              : String.raw`(\d{2})`
      return between[index]!.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`) + width
    })
    .join('')
  const shape = new RegExp(`^${source}${TIME}$`)
  const at = (letter: string): number => parts.findIndex((part) => part.startsWith(letter)) + 1
  const [year, month, day] = [at('Y'), at('M'), at('D')]
  return (text) => {
    const match = shape.exec(text)
    if (!match) return undefined
    const named = match[month]!
    const monthNumber = /\d/.test(named) ? Number.parseInt(named, 10) : MONTHS.indexOf(named.toLowerCase()) + 1
    return dateOf(Number.parseInt(match[year]!, 10), monthNumber, Number.parseInt(match[day]!, 10))
  }
}

/** Reads `2024-01-31`, with or without a time of day behind it. */
export function parseIsoDate(text: string): PlainDate | undefined {
  const match = ISO.exec(text)
  return match ? parseDate(match[1]!) : undefined
}

/** Reads a date by the declared pattern, else as ISO. What could be two dates is an error, never a guess. */
export function parseDateCell(
  text: string,
  declared: DateReader | undefined,
  pattern?: string,
): PlainDate | CellProblem {
  const date = declared ? declared(text) : parseIsoDate(text)
  if (date !== undefined) return date
  if (declared) {
    return new CellProblem('SPM2015', `is not a date of the declared format ${pattern ?? ''}`.trimEnd())
  }
  if (ISO.test(text)) return new CellProblem('SPM2015', 'is not a day of the calendar')
  if (LOOKS_LIKE_A_DATE.test(text)) {
    return new CellProblem(
      'SPM2016',
      'is not YYYY-MM-DD, and which number is the day and which the month is not declared',
    )
  }
  if (/^\d{5}(?:\.\d+)?$/.test(text)) {
    const fix = 'Format the column as a date in the spreadsheet (YYYY-MM-DD), then export again.'
    return new CellProblem('SPM2015', 'is a spreadsheet serial number, not a date', fix)
  }
  return new CellProblem('SPM2015', 'is not a date (YYYY-MM-DD)')
}
