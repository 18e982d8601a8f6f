import { addDays, addMonths, daysBetween, monthsBetween, type PlainDate } from './date.js'

/** A number of days or calendar months. */
export interface Span {
  readonly count: number
  readonly unit: 'days' | 'months'
}

/** Reads `90 days`, `1 month`; undefined for anything else. */
export function parseSpan(text: string): Span | undefined {
  const match = /^(\d{1,4}) (day|month)s?$/.exec(text)
  return match ? { count: Number.parseInt(match[1]!, 10), unit: match[2] === 'day' ? 'days' : 'months' } : undefined
}

export function afterSpan(date: PlainDate, { count, unit }: Span): PlainDate {
  return unit === 'days' ? addDays(date, count) : addMonths(date, count)
}

/** How many whole units of a span lie between two days; never below 0. */
export function unitsBetween(from: PlainDate, to: PlainDate, { unit }: Span): number {
  return Math.max(0, unit === 'days' ? daysBetween(from, to) : monthsBetween(from, to))
}
