import { addDays, addMonths, daysBetween, earlier, later, type PlainDate } from '../base/date.js'
import { fraction, type Fraction } from '../base/fraction.js'
import type { Period } from '../base/period.js'
import type { Proration } from '../plan/plan.js'

/** Days from..to, both included. */
export interface Span {
  readonly from: PlainDate
  readonly to: PlainDate
}

/** Days of a period on which one of the (never overlapping) spans holds. */
export function daysPresent(period: Period, spans: readonly Span[]): number {
  let days = 0
  for (const span of spans) {
    const from = later(span.from, period.start)
    const to = earlier(span.to, addDays(period.end, -1))
    if (from <= to) days += daysBetween(from, to) + 1
  }
  return days
}

/** The share of a period for which somebody was there (F21, F23). */
export function presence(period: Period, spans: readonly Span[], proration: Proration): Fraction {
  switch (proration.by) {
    case 'none':
      return fraction(1, 1)
    case 'days':
      return fraction(daysPresent(period, spans), daysBetween(period.start, period.end))
    case 'months':
      return monthsPresent(period, spans, proration.counts)
  }
}

/** Months from the period's start; the standard calendar's periods are whole months. */
export function* monthsOf(period: Period): Generator<Period> {
  let months = 0
  for (let start = period.start; start < period.end; start = addMonths(period.start, months)) {
    months += 1
    yield { id: '', level: 'month', start, end: earlier(addMonths(period.start, months), period.end) }
  }
}

/** Does a month of part presence count (F23)? */
export function counts(month: Period, spans: readonly Span[], rule: 'whole' | 'any' | 'by_15th'): boolean {
  // The 15th of a calendar month; in odd calendars the 15th day of the month that starts with the period.
  const fifteenth = addDays(month.start, 14)
  if (rule === 'by_15th') return spans.some((span) => span.from <= fifteenth && fifteenth <= span.to)
  const days = daysPresent(month, spans)
  return rule === 'any' ? days > 0 : days === daysBetween(month.start, month.end)
}

function monthsPresent(period: Period, spans: readonly Span[], rule: 'whole' | 'any' | 'by_15th'): Fraction {
  const months = [...monthsOf(period)]
  return fraction(months.filter((month) => counts(month, spans, rule)).length, months.length)
}
