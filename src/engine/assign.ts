import { earlier, FIRST_DATE, later, LAST_DATE, type PlainDate } from '../base/date.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
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
}

/**
 * Puts payees on plans. The plan column of the reps file wins; where it is blank each plan's `assign` condition decides
 * (F39). Two plans on one day are an error; no plan is not, until a deal asks for one.
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
        if (from <= to) mine.push({ payee, row, plan, from, to })
      }
    }
    mine.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    reportOverlaps(mine, found)
    result.set(payee.id, mine)
  }
  return result
}

function plansOf(row: RepRow, plans: readonly Plan[], ids: ReadonlySet<string>, found: Diagnostic[]): readonly Plan[] {
  if (row.plan !== '') {
    if (ids.has(row.plan)) return plans.filter((plan) => plan.id === row.plan)
    found.push(
      diagnose(
        'SPM5001',
        `"${row.payee}" is on plan "${row.plan}", which no plan file defines.${didYouMean(row.plan, ids)}`,
        {
          place: { file: row.file, record: row.record, cell: 'plan' },
        },
      ),
    )
    return []
  }
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

/** The plan in force for a payee on a day. */
export function assignmentOn(assignments: readonly Assignment[], date: PlainDate): Assignment | undefined {
  return assignments.find((each) => each.from <= date && date <= each.to)
}
