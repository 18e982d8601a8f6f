/** A calendar date without time zone, as `YYYY-MM-DD`; text order is date order. */
export type PlainDate = string & { readonly __brand: 'PlainDate' }

/** Bounds for open-ended ranges. */
export const FIRST_DATE = '0001-01-01' as PlainDate
export const LAST_DATE = '9999-12-31' as PlainDate

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

/** A date from its parts; undefined when there is no such day (February 30). */
export function dateOf(year: number, month: number, day: number): PlainDate | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as PlainDate
}

function digits(text: string): number {
  return Number.parseInt(text, 10)
}

export function partsOf(date: PlainDate): { year: number; month: number; day: number } {
  return { year: digits(date.slice(0, 4)), month: digits(date.slice(5, 7)), day: digits(date.slice(8, 10)) }
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/

/** Reads `YYYY-MM-DD`, nothing else. */
export function parseDate(text: string): PlainDate | undefined {
  const match = ISO.exec(text)
  return match ? dateOf(digits(match[1]!), digits(match[2]!), digits(match[3]!)) : undefined
}

/** Known day numbers: a project has few days, and quotas ask for them a million times. */
const numbers = new Map<PlainDate, number>()

/** Days since 0001-01-01 (which is 0), proleptic Gregorian. */
export function dayNumber(date: PlainDate): number {
  let known = numbers.get(date)
  if (known === undefined) {
    known = countDays(date)
    numbers.set(date, known)
  }
  return known
}

function countDays(date: PlainDate): number {
  const { year, month, day } = partsOf(date)
  const before = year - 1
  const leapDay = month > 2 && isLeap(year) ? 1 : 0
  const years = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
  return years + DAYS_BEFORE_MONTH[month - 1]! + leapDay + day - 1
}

export function fromDayNumber(days: number): PlainDate {
  let year = Math.floor(days / 365.2425) + 1
  while (dayNumber(dateOf(year, 1, 1)!) > days) year -= 1
  while (year < 9999 && dayNumber(dateOf(year + 1, 1, 1)!) <= days) year += 1
  let rest = days - dayNumber(dateOf(year, 1, 1)!)
  let month = 1
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month)
    month += 1
  }
  return dateOf(year, month, rest + 1)!
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Adds calendar months; a day that the target month lacks becomes its last day. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const { year, month, day } = partsOf(date)
  const index = year * 12 + (month - 1) + months
  const toYear = Math.floor(index / 12)
  const toMonth = (index % 12) + 1
  return dateOf(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)))!
}

/** Whole calendar months from `from` to `to`: 2026-01-31 to 2026-02-28 is 0, to 2026-03-31 is 2. */
export function monthsBetween(from: PlainDate, to: PlainDate): number {
  if (to < from) return -monthsBetween(to, from) + 0
  const a = partsOf(from)
  const b = partsOf(to)
  return (b.year - a.year) * 12 + (b.month - a.month) - (b.day < a.day ? 1 : 0)
}

export function earlier(a: PlainDate, b: PlainDate): PlainDate {
  return a < b ? a : b
}

export function later(a: PlainDate, b: PlainDate): PlainDate {
  return a > b ? a : b
}
