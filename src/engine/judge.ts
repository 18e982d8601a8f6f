import type { PlainDate } from '../base/date.js'
import type { Code } from '../diagnostics/catalogue.js'
import { isAbsent, type Absent, type Expression } from '../expression/expression.js'
import type { Deal, Payee, RepRow } from '../model/records.js'
import type { Measure } from '../plan/plan.js'
import { assignmentOn, elsewhereOn, type Assignment } from './assign.js'
import type { Book } from './book.js'
import { faceOf, stayingPart } from './cancelled.js'
import type { Reason } from './credit.js'
import type { PlanRun } from './windows.js'

/** Whether a measure counts a deal for a payee, and on which day under which assignment. */
export type Verdict =
  | { readonly kind: 'counts'; readonly assignment: Assignment; readonly date: PlainDate }
  | { readonly kind: 'missed'; readonly reason: Reason; readonly date: PlainDate | ''; readonly detail: string }
  /** A cell that the plan needs is blank: the row is rejected, naming it (F28). */
  | Blank

/** Why a deal is rejected: what is missing, and the deal's column that lacks it, where it is one. */
export interface Blank {
  readonly kind: 'blank'
  readonly detail: string
  readonly cell: string | undefined
  /** Where it is not a blank cell but a look-up without an answer. */
  readonly code?: Code | undefined
}

/** A blank that an expression stumbled over. */
export function blankOf(detail: string, absent: Absent): Blank {
  return {
    kind: 'blank',
    detail: `${detail}: ${absent.reason}`,
    cell: absent.root === 'deal' ? absent.column : undefined,
    code: absent.code,
  }
}

/**
 * Asks one measure of one plan about one deal of one payee.
 * @param debited the day on which the deal is taken back out of attainment: it says whether the run sees that
 */
export function judge(
  row: Deal,
  measure: Measure,
  run: PlanRun,
  payee: Payee,
  assignments: readonly Assignment[],
  book: Book,
  debited?: PlainDate,
): Verdict {
  const { plan } = run
  const { label } = measure
  const deal = faceOf(row, plan, book)
  if (deal === undefined) return { kind: 'missed', reason: 'cancelled', date: '', detail: label }
  const dated = measure.date.evaluate({ deal: deal.cells })
  const date = isAbsent(dated) ? '' : (dated as PlainDate)
  const missed = (reason: Reason, detail: string): Verdict => ({ kind: 'missed', reason, date, detail })

  const inForce = date === '' ? undefined : assignmentOn(assignments, plan, date)
  const elsewhere = date === '' || inForce ? undefined : elsewhereOn(assignments, plan, date)
  if (elsewhere !== undefined) return missed('other_plan', elsewhere.id)
  const onPlan = inForce !== undefined || (date === '' && assignments.some((each) => each.plan === plan))

  const rows = inForce ? [inForce.row] : date === '' ? payee.rows : [rowNear(payee, date)]
  const wanted = asks(measure.where, deal, rows)
  const outside = date === '' ? undefined : outsideOf(debited ?? date, measure, run, book)
  if (isAbsent(wanted)) {
    // Deals of other periods are not seen: a blank in one of them must not stop this run.
    if (outside !== undefined) return missed(outside, label)
    return onPlan ? blankOf(`${label} cannot tell whether it counts`, wanted) : missed('condition_false', label)
  }
  if (!wanted) return missed('condition_false', label)
  if (isAbsent(dated) || date === '') {
    return onPlan && isAbsent(dated) ? blankOf(`${label} has no credit date`, dated) : missed('no_plan', label)
  }
  if (outside !== undefined) return missed(outside, label)
  if (inForce && deal.reverses !== undefined && plan.settles.has('refund')) return missed('reversal', deal.reverses)
  if (inForce && stayingPart(deal.id, plan, book)?.top === 0n) return missed('cancelled', label)
  if (inForce) return { kind: 'counts', assignment: inForce, date }
  return missed(absence(payee, assignments, date), label)
}

/** Why a day is outside of what this run looks at. */
export function outsideOf(date: PlainDate, measure: Measure, run: PlanRun, { firstPeriod }: Book): Reason | undefined {
  if (firstPeriod && date < firstPeriod.start) return 'before_first_period'
  if (date < run.firstDay(measure)) return 'before_window'
  return date >= run.end ? 'after_period' : undefined
}

/** Does the condition hold for any of these rows? Else which blank cell it stumbled over. */
function asks(where: Expression | undefined, deal: Deal, rows: readonly RepRow[]): boolean | Absent {
  if (where === undefined) return true
  let blank: Absent | undefined
  for (const row of where.uses.rep.size === 0 ? rows.slice(0, 1) : rows) {
    const answer = where.evaluate({ deal: deal.cells, rep: row.cells })
    if (isAbsent(answer)) blank = answer
    else if (answer === true) return true
  }
  return blank ?? false
}

function rowOn(payee: Payee, date: PlainDate): RepRow | undefined {
  return payee.rows.find((row) => row.from <= date && date <= row.to)
}

/** The row in force, else the last one before the day, else the first. */
function rowNear(payee: Payee, date: PlainDate): RepRow {
  return rowOn(payee, date) ?? payee.rows.findLast((row) => row.to < date) ?? payee.rows[0]!
}

/** Why somebody is on none of his own plans on a day. */
function absence(payee: Payee, assignments: readonly Assignment[], date: PlainDate): Reason {
  const row = rowOn(payee, date)
  if (row === undefined) return 'no_rep_row'
  if (row.hired !== undefined && date < row.hired) return 'not_yet_hired'
  if (row.left !== undefined && date > row.left) return 'left_company'
  return assignments.some((each) => each.from <= date && date <= each.to) ? 'no_own_plan' : 'no_plan'
}
