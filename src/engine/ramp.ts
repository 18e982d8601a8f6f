import { addDays, addMonths, dateOf, daysBetween, earlier, later, partsOf, type PlainDate } from '../base/date.js'
import { fraction, NONE, plusFraction, timesFractions, type Fraction } from '../base/fraction.js'
import type { Period } from '../base/period.js'
import type { Proration, Ramp } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import { counts, daysPresent, monthsOf, presence } from './presence.js'

/** A row whose ramp would begin only after days for which the payee is already there. */
export interface LateRamp {
  readonly late: Assignment
  readonly on: PlainDate
}

/**
 * The share of a period's quota that a payee carries: the ramp's percent of each tenure month, weighted by how much of
 * it he is there (F21, F23). Tenure month 1 is the calendar month of the ramp's date; a blank date is no ramp.
 */
export function rampedPresence(
  period: Period,
  assignments: readonly Assignment[],
  proration: Proration,
  ramp: Ramp | undefined,
): Fraction | LateRamp {
  if (ramp === undefined) return presence(period, assignments, proration)
  let total = NONE
  let months = 0
  const whole = daysBetween(period.start, period.end)
  for (const month of monthsOf(period)) {
    months += 1
    if (proration.by === 'days') {
      for (const assignment of assignments) {
        for (const piece of calendarMonths(month, assignment)) {
          const percent = percentOf(ramp, assignment, piece.start)
          if (percent === undefined) return { late: assignment, on: piece.start }
          const days = daysPresent(piece, [assignment])
          total = plusFraction(total, timesFractions(percent, fraction(days, whole)))
        }
      }
      continue
    }
    if (proration.by === 'months' && !counts(month, assignments, proration.counts)) continue
    const inCharge = assignments.findLast(({ from }) => from < month.end) ?? assignments[0]!
    const percent = percentOf(ramp, inCharge, month.start)
    if (percent === undefined && daysPresent(month, [inCharge]) > 0) return { late: inCharge, on: month.start }
    total = plusFraction(total, percent ?? ramp.percents[0]!)
  }
  return proration.by === 'days' ? total : { top: total.top, bottom: total.bottom * BigInt(months) }
}

/** The days of an assignment inside a period, cut at the starts of calendar months. */
function* calendarMonths(period: Period, { from, to }: Assignment): Generator<Period> {
  const end = earlier(addDays(earlier(to, addDays(period.end, -1)), 1), period.end)
  for (let start = later(from, period.start); start < end;) {
    const { year, month } = partsOf(start)
    const next = earlier(addMonths(dateOf(year, month, 1)!, 1), end)
    yield { id: '', level: 'month', start, end: next }
    start = next
  }
}

/** The ramp's percent on a day, 1 after its end; undefined before its first month, unless that is the hire. */
function percentOf({ slot, hire, percents }: Ramp, { row }: Assignment, day: PlainDate): Fraction | undefined {
  const start = row.cells[slot] as PlainDate | undefined
  if (start === undefined) return fraction(1, 1)
  const [from, here] = [partsOf(start), partsOf(day)]
  const month = here.year * 12 + here.month - (from.year * 12 + from.month)
  if (month < 0) return hire ? percents[0] : undefined
  return percents[month] ?? fraction(1, 1)
}
