import { addDays, earlier, FIRST_DATE, later, LAST_DATE, type PlainDate } from '../base/date.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { compareText } from '../base/order.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { isAbsent } from '../expression/expression.js'
import type { PayeeId } from '../model/ids.js'
import type { Payee, RepRow } from '../model/records.js'
import type { Plan } from '../plan/plan.js'

/** A payee on a plan under one row of the reps file, on days with the company: from..to, both included. */
export interface Assignment {
  readonly payee: Payee
  readonly row: RepRow
  readonly plan: Plan
  readonly from: PlainDate
  readonly to: PlainDate
  /** Last day whose credits it takes: after `to` only where the payee left and the plan has days for leavers (F40). */
  readonly creditTo: PlainDate
  /** An additional plan that the plan column does not name: it comes on top of the payee's own plan (F39). */
  readonly onTop: boolean
}

/**
 * Puts payees on plans. The plan column of the reps file wins; where it is blank each plan's `assign` condition decides
 * (F39), that of additional plans always. Two plans on one day are an error unless one comes on top; no plan is not,
 * until a deal asks for one.
 */
export function assignPlans(
  payees: Iterable<Payee>,
  plans: readonly Plan[],
  found: Diagnostic[],
): ReadonlyMap<PayeeId, readonly Assignment[]> {
  const result = new Map<PayeeId, readonly Assignment[]>()
  const ids = new Set(plans.map((plan) => plan.id as string))
  for (const payee of payees) {
    const mine: Assignment[] = []
    for (const row of payee.rows) {
      const first = later(row.from, row.hired ?? FIRST_DATE)
      const last = earlier(row.to, row.left ?? LAST_DATE)
      for (const plan of plansOf(row, plans, ids, found)) {
        const from = later(first, plan.from)
        const to = earlier(last, plan.to)
        const onTop = plan.additional && row.plan !== plan.id
        if (from <= to) mine.push({ payee, row, plan, from, to, creditTo: to, onTop })
      }
    }
    mine.sort(
      (a, b) =>
        compareText(a.from, b.from) ||
        (a.onTop === b.onTop ? 0 : a.onTop ? 1 : -1) ||
        compareText(a.plan.id, b.plan.id),
    )
    reportOverlaps(
      mine.filter(({ onTop }) => !onTop),
      found,
    )
    result.set(
      payee.id,
      mine.map((each) => withLeaverDays(each, mine)),
    )
  }
  return result
}

/** Credits of somebody who left come under the row and plan of his last day, until he is on a plan again. */
function withLeaverDays(assignment: Assignment, all: readonly Assignment[]): Assignment {
  const { row, plan, to } = assignment
  if (plan.leaverDays === 0 || to !== row.left) return assignment
  const again = all.find(({ from }) => from > to)
  const last = addDays(to, plan.leaverDays)
  return { ...assignment, creditTo: again ? earlier(last, addDays(again.from, -1)) : last }
}

function plansOf(row: RepRow, plans: readonly Plan[], ids: ReadonlySet<string>, found: Diagnostic[]): readonly Plan[] {
  if (row.plan !== '') {
    const onTop = choosing(
      row,
      plans.filter((plan) => plan.additional && plan.id !== row.plan),
      found,
    )
    if (ids.has(row.plan)) return [...plans.filter((plan) => plan.id === row.plan), ...onTop]
    found.push(
      diagnose(
        'SPM5001',
        `"${row.payee}" is on plan "${row.plan}", which no plan file defines.${didYouMean(row.plan, ids)}`,
        {
          place: { file: row.file, record: row.record, cell: 'plan' },
        },
      ),
    )
    return onTop
  }
  return choosing(row, plans, found)
}

/** The plans whose `assign` holds for a row. */
function choosing(row: RepRow, plans: readonly Plan[], found: Diagnostic[]): readonly Plan[] {
  return plans.filter((plan) => {
    if (plan.assign === undefined) return false
    const chosen = plan.assign.evaluate({ rep: row.cells })
    if (!isAbsent(chosen)) return chosen === true
    found.push(
      diagnose('SPM5002', `plan ${plan.id} cannot tell whether "${row.payee}" is on it: ${chosen.reason}`, {
        place: {
          file: row.file,
          record: row.record,
          ...(chosen.column !== undefined && { cell: chosen.column }),
        },
        related: [{ message: 'the condition', place: plan.place }],
      }),
    )
    return false
  })
}

function reportOverlaps(assignments: readonly Assignment[], found: Diagnostic[]): void {
  for (let index = 1; index < assignments.length; index += 1) {
    const before = assignments[index - 1]!
    const here = assignments[index]!
    if (here.from > before.to) continue
    found.push(
      diagnose('SPM5003', `"${here.payee.id}" is on two plans on ${here.from}: ${before.plan.id} and ${here.plan.id}`, {
        place: { file: here.row.file, record: here.row.record },
        related: [
          { message: `plan ${before.plan.id}`, place: before.plan.place },
          { message: `plan ${here.plan.id}`, place: here.plan.place },
        ],
      }),
    )
  }
}

/** Under which row a payee is on a plan on a day, or is credited there after he left. */
export function assignmentOn(assignments: readonly Assignment[], plan: Plan, date: PlainDate): Assignment | undefined {
  return assignments.find((each) => each.plan === plan && each.from <= date && date <= each.creditTo)
}

/**
 * The payee's own plan on a day on which he is not on `plan`: no reason to look at what that would pay. An additional
 * plan is none, since it comes on top of his own.
 */
export function elsewhereOn(assignments: readonly Assignment[], plan: Plan, date: PlainDate): Plan | undefined {
  const own = assignments.find((each) => !each.onTop && each.from <= date && date <= each.creditTo)
  if (own === undefined) return undefined
  // He left both on one day, and only his own plan still credits him: that is no other plan, he is gone.
  const leftBoth = date > own.to && assignments.some((each) => each.plan === plan && each.to === own.to)
  return leftBoth ? undefined : own.plan
}

/**
 * A payee's days on a plan and on the plans it goes on from. What follows the plan is none of its business, even where
 * the payee went back to the one it continues.
 * @param chain the plan, then those it continues
 * @param current the last of its days that are asked about
 */
export function assignmentsInChain(
  mine: readonly Assignment[],
  chain: readonly Plan[],
  current: Assignment,
): readonly Assignment[] {
  const counts = countsBefore(mine, chain[0]!, current)
  return mine.filter(({ plan, from }) => chain.includes(plan) && counts(plan, from))
}

/**
 * Whether days on a plan count for one that goes on from it: what follows the plan is none of its business, even where
 * the payee went back to the one it continues; nor is a version before one of that plan that he was on and that had
 * started again.
 */
export function countsBefore(
  mine: readonly Assignment[],
  of: Plan,
  current: Assignment,
): (plan: Plan, day: PlainDate) => boolean {
  const restarted = mine.filter(({ plan, from }) => plan.restarts && from < current.from)
  return (plan, day) =>
    plan === of || (day < current.from && !restarted.some(({ plan: { id, from } }) => plan.id === id && plan.to < from))
}
