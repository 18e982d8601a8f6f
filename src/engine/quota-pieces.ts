import { addDays, addMonths, dateOf, daysBetween, earlier, later, partsOf, type PlainDate } from '../base/date.js'
import { fraction, type Fraction } from '../base/fraction.js'
import { daysIn, lastDay, type Period } from '../base/period.js'
import type { Proration } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import { counts, daysPresent, monthsOf } from './presence.js'

/** A payee as quotas see him on a day: the rows that serve him are those of his own and of his role. */
export interface Stand {
  readonly role: string
  readonly day: PlainDate
}

/** A part of a pay period in which one quota row and one month of tenure hold. */
export interface Piece {
  readonly stand: Stand
  /** The part of the pay period that it is, of the time for which the payee was there (F21). */
  readonly share: Fraction
  /** The same as a part of its calendar month; only where pieces are cut by month. */
  readonly ofMonth: Fraction
  /** Under whose row the tenure is counted, and on which day. */
  readonly assignment: Assignment
  readonly tenureDay: PlainDate
  /** Is he there at all in it, under that row? */
  readonly there: boolean
}

export interface Cuts {
  /** First days of changes among the quota rows. */
  readonly days: readonly PlainDate[]
  /** A ramp looks at each calendar month apart. */
  readonly byMonth: boolean
}

/**
 * The pieces of a pay period for which somebody has a quota, by the plan's proration: days; the months that count, each
 * under the row in charge of it; or all of it, whoever was there. Empty where he was not there.
 */
export function piecesOf(
  period: Period,
  assignments: readonly Assignment[],
  proration: Proration,
  cuts: Cuts,
): readonly Piece[] {
  if (proration.by === 'days') return byDays(period, assignments, cuts)
  const months = cuts.byMonth || proration.by === 'months' ? [...monthsOf(period)] : [period]
  // Not prorated, what holds first holds for all of it: changes inside have been refused.
  const [first] = standsIn(period, assignments, cuts.days)
  return months
    .filter((month) => proration.by === 'none' || counts(month, assignments, proration.counts))
    .map((month): Piece => {
      const assignment = inCharge(month, assignments)
      const stand = (proration.by === 'none' && first) || standAtEnd(month, assignments)
      const share = fraction(1, months.length)
      const there = daysPresent(month, [assignment]) > 0
      return { stand, share, ofMonth: fraction(1, 1), assignment, tenureDay: month.start, there }
    })
}

/** Every way in which quotas see a payee on the days of a period on which he is there. */
export function standsIn(
  period: Period,
  assignments: readonly Assignment[],
  days: readonly PlainDate[],
): readonly Stand[] {
  return byDays(period, assignments, { days, byMonth: false }).map(({ stand }) => stand)
}

/** How quotas see a payee at the end of a period, or when he was last there before. */
export function standAtEnd(period: Period, assignments: readonly Assignment[]): Stand {
  const { row, from, to } = inCharge(period, assignments)
  const end = lastDay(period)
  return { role: row.role, day: from <= end && to >= period.start ? earlier(to, end) : end }
}

/** The last row to begin in a period speaks for it; somebody who comes later is as on his first day. */
function inCharge({ end }: Period, assignments: readonly Assignment[]): Assignment {
  return assignments.findLast(({ from }) => from < end) ?? assignments[0]!
}

function byDays(period: Period, assignments: readonly Assignment[], cuts: Cuts): readonly Piece[] {
  const whole = daysIn(period)
  return assignments.flatMap((assignment) => {
    const pieces: Piece[] = []
    const end = addDays(earlier(assignment.to, lastDay(period)), 1)
    for (let start = later(assignment.from, period.start); start < end;) {
      const next = nextCut(start, end, cuts)
      const days = daysBetween(start, next)
      pieces.push({
        stand: { role: assignment.row.role, day: start },
        share: fraction(days, whole),
        ofMonth: cuts.byMonth ? fraction(days, daysInMonth(start)) : fraction(days, whole),
        assignment,
        tenureDay: start,
        there: true,
      })
      start = next
    }
    return pieces
  })
}

function nextCut(start: PlainDate, end: PlainDate, { days, byMonth }: Cuts): PlainDate {
  let next = byMonth ? earlier(nextMonth(start), end) : end
  for (const day of days) if (day > start && day < next) next = day
  return next
}

function nextMonth(day: PlainDate): PlainDate {
  const { year, month } = partsOf(day)
  return addMonths(dateOf(year, month, 1)!, 1)
}

function daysInMonth(day: PlainDate): number {
  const end = nextMonth(day)
  return daysBetween(addMonths(end, -1), end)
}
