import { addDays, earlier, later, type PlainDate } from '../base/date.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { isAbsent } from '../expression/expression.js'
import type { RepRow } from '../model/records.js'
import type { Component } from '../plan/component.js'
import type { Plan } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import { CANCELLED, type Credit } from './credit.js'
import type { PlanRun } from './windows.js'

/** A payee's days on a plan, as far as a run looks. */
interface Days {
  readonly run: PlanRun
  readonly assignments: readonly Assignment[]
}

/** Does the component pay a credit of this day, under the row in force on it? */
export function eligible({ where, from, to }: Component, row: RepRow, date: PlainDate): boolean {
  if (from !== undefined && date < from) return false
  if (to !== undefined && date > to) return false
  return where === undefined || where.evaluate({ rep: row.cells }) === true
}

/** Does the component of a plan pay a credit? Not those of plans that it goes on from, nor cancelled ones, which only move the window. */
export function isPaid({ assignment, date, by }: Credit, plan: Plan, component: Component): boolean {
  return by !== CANCELLED && assignment.plan === plan && eligible(component, assignment.row, date)
}

/**
 * The payee's days on the plan, inside the component's window so far and its own dates, on which it could pay him.
 * @param whole of the whole window, also what is still to come
 */
export function eligibleDays(component: Component, { run, assignments }: Days, whole = false): readonly Assignment[] {
  const { where, window } = component
  const { start, end } = run.span(window)
  const last = addDays(whole ? end : run.end, -1)
  return assignments.flatMap((each) => {
    const from = [each.from, start, component.from ?? start].reduce(later)
    const to = [each.to, last, component.to ?? last].reduce(earlier)
    const could =
      each.plan === run.plan && from <= to && (where === undefined || where.evaluate({ rep: each.row.cells }) === true)
    return could ? [{ ...each, from, to }] : []
  })
}

/** Could the component pay him for credits of the window so far? Also where he has left and is credited on (F40). */
export function takesCredits(component: Component, days: Days): boolean {
  return eligibleDays(component, creditDays(days)).length > 0
}

/** With the days on which leavers are still credited taken for days on the plan. */
function creditDays({ run, assignments }: Days): Days {
  return { run, assignments: assignments.map((each) => ({ ...each, to: each.creditTo })) }
}

/** A condition that stumbles over a blank cell is an error, for every row that the window looks at. */
export function checkEligibility(component: Component, { run, assignments }: Days, found: Diagnostic[]): void {
  const { where, window, place } = component
  if (where === undefined) return
  const { start } = run.span(window)
  for (const { plan, row, from, creditTo } of assignments) {
    if (plan !== run.plan || from >= run.end || creditTo < start) continue
    const answer = where.evaluate({ rep: row.cells })
    if (!isAbsent(answer)) continue
    const cell = { ...(answer.column !== undefined && { cell: answer.column }) }
    found.push(
      diagnose(
        'SPM5801',
        `${plan.id}/${component.id} cannot tell whether "${row.payee}" is eligible: ${answer.reason}`,
        {
          place: { file: row.file, record: row.record, ...cell },
          related: [{ message: 'the component', place }],
        },
      ),
    )
  }
}
