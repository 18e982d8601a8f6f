import type { PlainDate } from '../base/date.js'
import { compareText } from '../base/order.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { DealId, PayeeId, PeriodId } from '../model/ids.js'
import type { AdjustmentRow } from '../model/records.js'
import type { Assignment } from './assign.js'
import type { Participation } from './attain.js'
import type { Book } from './book.js'
import type { Exception } from './credit.js'
import { lineOf, NO_RATE, type Line } from './line.js'
import { standsAside } from './participations.js'
import { placeAdjustment, type PlacedAdjustment } from './place-adjustment.js'
import type { PlanRun } from './windows.js'

/** Rows of the adjustments file: read = paid + for other periods. */
export interface AdjustmentCounts {
  readonly read: number
  /** Rows of the run's period, each of which is a line. */
  readonly paid: number
  /** Rows that other runs pay, by their period, in order of it. */
  readonly otherPeriods: ReadonlyMap<PeriodId, number>
}

/** The adjustments of a run. */
export interface Adjusted {
  readonly of: ReadonlyMap<Participation, readonly PlacedAdjustment[]>
  /** Those who take part in the run by an adjustment alone: their plans earn nothing in it. */
  readonly aside: readonly Participation[]
  readonly exceptions: readonly Exception[]
  readonly counts: AdjustmentCounts
}

/**
 * Puts the adjustments of the run's period beside the plans they belong to; what does not fit is in `found`.
 * @param taking who takes part in the run anyway
 */
export function adjust(
  book: Book,
  runs: readonly PlanRun[],
  assignments: ReadonlyMap<PayeeId, readonly Assignment[]>,
  taking: readonly Participation[],
  found: Diagnostic[],
): Adjusted {
  const of = new Map<Participation, PlacedAdjustment[]>()
  const aside: Participation[] = []
  const exceptions: Exception[] = []
  const known = new Map(taking.map((each) => [keyOf(each.current.payee.id, each.run), each]))
  const runOf = new Map(runs.map((run) => [run.plan, run]))
  for (const row of adjustmentsNow(book)) {
    const placed = placeAdjustment(row, book.period, assignments.get(row.payee) ?? [], found)
    if (placed === undefined) continue
    const run = runOf.get(placed.assignment.plan)!
    const key = keyOf(row.payee, run)
    const participation = known.get(key) ?? standsAside(run, placed.assignment)
    if (!known.has(key)) aside.push(participation)
    known.set(key, participation)
    const mine = of.get(participation)
    if (mine) mine.push(placed)
    else of.set(participation, [placed])
    if (placed.leftOn !== undefined) exceptions.push(afterLeaving(placed, placed.leftOn))
  }
  return { of, aside, exceptions, counts: countRows(book) }
}

/** All adjustments of the run's period, in order of payee, then id. */
function adjustmentsNow(book: Book): readonly AdjustmentRow[] {
  return [...book.adjustments.keys()].sort(compareText).flatMap((payee) => adjustmentsOf(book, payee))
}

/** A payee's adjustments in the run's period, in order of their ids. */
export function adjustmentsOf({ adjustments, period }: Book, payee: PayeeId): readonly AdjustmentRow[] {
  const mine = adjustments.get(payee) ?? []
  return mine.filter((row) => row.period === period.id).sort((a, b) => compareText(a.id, b.id))
}

/** A payee's adjustments on a plan as lines: after gates, caps and floors, which never act on them (F1). */
export function adjustmentLines({ of }: Adjusted, participation: Participation): readonly Line[] {
  return (of.get(participation) ?? []).map(({ row, currency, component }) => {
    const { id, amount, reference } = row
    const reason = `${row.reason} (${reference === '' ? id : `${id}, ${reference}`})`
    const adjustment = { row, currency }
    return lineOf(
      { ...NO_RATE, kind: 'adjustment', participation, component, exact: amount, reason, adjustment },
      amount,
    )
  })
}

function keyOf(payee: PayeeId, { plan }: PlanRun): string {
  return [payee, plan.id, plan.from].join('\n')
}

/** Somebody who has left is seldom paid anew, so a person should look at it; paid he is. */
function afterLeaving({ row, assignment }: PlacedAdjustment, leftOn: PlainDate): Exception {
  const { id, payee, file, record } = row
  const detail = `adjustment "${id}" pays "${payee}" under plan ${assignment.plan.id}, whose last day on it was ${leftOn}`
  return { kind: 'adjusted_after_leaving', payee, dealId: id as DealId, date: '', detail, file, record }
}

function countRows({ adjustments, period }: Book): AdjustmentCounts {
  const rows = [...adjustments.values()].flat()
  const otherPeriods = new Map<PeriodId, number>()
  const others = rows.filter((row) => row.period !== period.id).map((row) => row.period)
  for (const id of others.sort(compareText)) otherPeriods.set(id, (otherPeriods.get(id) ?? 0) + 1)
  return { read: rows.length, paid: rows.length - others.length, otherPeriods }
}
