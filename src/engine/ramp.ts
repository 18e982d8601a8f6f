import { partsOf, type PlainDate } from '../base/date.js'
import { fraction, type Fraction } from '../base/fraction.js'
import type { Decimal } from '../base/decimal.js'
import type { Measure, Ramp } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import type { Piece } from './quota-pieces.js'

/** A row whose ramp would begin only after days for which the payee is already there. */
export interface LateRamp {
  readonly late: Assignment
  readonly on: PlainDate
}

/** What the ramp makes of a month's quota: a share of it, or an amount in its place, in the measure's unit. */
export type Ramped = { readonly percent: Fraction } | { readonly instead: Decimal } | LateRamp

const ALL: Ramped = { percent: fraction(1, 1) }

/**
 * The ramp of a piece of a pay period (F23). Tenure month 1 is the calendar month of the ramp's date; a blank date is no
 * ramp, and after its last month the quota is whole.
 */
export function rampOf(ramp: Ramp | undefined, measure: Measure, piece: Piece): Ramped {
  if (ramp === undefined) return ALL
  const { assignment, tenureDay, there } = piece
  const start = assignment.row.cells[ramp.slot] as PlainDate | undefined
  if (start === undefined) return ALL
  const month = tenureMonth(start, tenureDay)
  // Months before, where they count at all, count as the first, but only while he is not there yet.
  if (month < 0 && !ramp.hire && there) return { late: assignment, on: tenureDay }
  const amounts = ramp.amounts.get(measure.id)
  const instead = amounts?.[Math.max(month, 0)]
  if (instead !== undefined) return { instead }
  const percent = amounts === undefined ? ramp.percents[Math.max(month, 0)] : undefined
  return percent === undefined ? ALL : { percent }
}

/** Calendar months from the ramp's start; 0 in the first. */
export function tenureMonth(start: PlainDate, day: PlainDate): number {
  const [from, here] = [partsOf(start), partsOf(day)]
  return here.year * 12 + here.month - (from.year * 12 + from.month)
}
