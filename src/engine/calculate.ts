import { compareText, groupBy } from '../base/order.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Payee } from '../model/records.js'
import type { Columns } from '../model/table.js'
import { adjust, adjustmentLines, adjustmentsOf, type Adjusted, type AdjustmentCounts } from './adjustments.js'
import { assignPlans } from './assign.js'
import { attain, type Attainment, type Participation } from './attain.js'
import type { Book } from './book.js'
import type { Exception } from './credit.js'
import { Crediting, type Credits } from './crediting.js'
import { checkAdjusted, checkAllAdjusted, checkCounts, checkLines, checkSettlement } from './invariants.js'
import { checkMatches } from './no-match.js'
import { openingCredits } from './openings.js'
import { participations } from './participations.js'
import { Quotas } from './quota.js'
import { componentLines, payPlan } from './pay-plan.js'
import { objectiveExceptions } from './objectives.js'
import { RunContext } from './run-context.js'
import { settle, type Settlement } from './settle.js'
import { planRuns } from './windows.js'

/** One payee's result: the settlement of all his plans in this run. */
export interface PayeeResult extends Settlement {
  readonly payee: Payee
  readonly participations: readonly Participation[]
}

/** A run, credited and attained; payees are earned and settled one by one, so that a big run stays small in memory. */
export interface Calculation {
  readonly credits: Credits
  readonly attainments: readonly Attainment[]
  readonly adjustments: AdjustmentCounts
  /** All of them once everybody has been paid: some come up on the way. */
  exceptions(): readonly Exception[]
  /** In order of payee id. Errors found on the way go to `found`: look there before using what came out. */
  payees(): Iterable<PayeeResult>
}

/**
 * The whole computation: crediting takes the deals one by one, then everything else follows from the book.
 * Pure: no clock, no files, no environment; the same book and deals in any order give the same result.
 */
export function startCalculation(book: Book, dealColumns: Columns, found: Diagnostic[]) {
  const assignments = assignPlans(book.payees.values(), book.plans, found)
  const runs = planRuns(book, found)
  // A plan without a place in the calendar can judge no deal; what else is wrong has been looked for all the same.
  const placed = runs.length === book.plans.length
  const quotas = new Quotas(book, assignments, found)
  const crediting = new Crediting(book, runs, assignments, dealColumns, found)
  for (const credit of openingCredits(book, assignments, found)) crediting.addOpening(credit)

  return {
    /** Takes one deal; see {@link Crediting.add}. */
    addDeal: (deal: Parameters<Crediting['add']>[0]): void => {
      if (placed) crediting.add(deal)
    },
    /** Closes crediting; undefined when something found so far is an error. */
    finish: (): Calculation | undefined => {
      if (!placed) return undefined
      const credits = crediting.finish()
      checkCounts(credits)
      if (!hasErrors(found)) checkMatches(book, assignments, credits.unmet, found)
      const taking = participations(book, runs, assignments, credits)
      const attainments = taking.flatMap((participation) => attain(participation, quotas, found))
      const adjusted = adjust(book, runs, assignments, taking, found)
      if (hasErrors(found)) return undefined
      const context = new RunContext(book, quotas, taking, found, componentLines)
      const early = [
        ...credits.exceptions,
        ...taking.flatMap((each) => objectiveExceptions(each, book)),
        ...adjusted.exceptions,
      ]
      return {
        credits,
        attainments,
        adjustments: adjusted.counts,
        exceptions: () => [...early, ...context.exceptions].sort(byKind),
        payees: () => settlePayees(context, taking, adjusted),
      }
    },
  }
}

function byKind(a: Exception, b: Exception): number {
  return compareText(a.kind, b.kind) || compareText(a.payee, b.payee) || compareText(a.dealId, b.dealId)
}

function* settlePayees(
  context: RunContext,
  taking: readonly Participation[],
  adjusted: Adjusted,
): Generator<PayeeResult> {
  const { book, found } = context
  const aside = new Set(adjusted.aside)
  const everybody = [...taking, ...aside].sort((a, b) => compareText(a.current.payee.id, b.current.payee.id))
  let paid = 0
  for (const [payee, mine] of groupBy(everybody, (each) => each.current.payee)) {
    const plans = mine
      .map((participation) => {
        const earned = aside.has(participation) ? [] : payPlan(participation, context)
        return { participation, lines: [...earned, ...adjustmentLines(adjusted, participation)] }
      })
      // Somebody who left a plan has a place in this run only where a window still pays him.
      .filter(({ participation, lines }) => !participation.left || lines.length > 0)
    if (plans.length === 0) continue
    const settlement = settle(book, plans, found)
    for (const { lines } of plans) checkLines(lines)
    const rows = adjustmentsOf(book, payee.id)
    checkAdjusted(
      rows,
      plans.flatMap(({ lines }) => lines),
    )
    paid += rows.length
    if (!hasErrors(found)) checkSettlement(settlement)
    yield { payee, participations: plans.map(({ participation }) => participation), ...settlement }
  }
  checkAllAdjusted(adjusted.counts, paid)
}
