import type { Currency } from '../base/money.js'
import { compareText, groupBy } from '../base/order.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import type { Deal } from '../model/records.js'
import type { Columns } from '../model/table.js'
import { adjust, adjustmentLines, adjustmentsOf, type Adjusted, type AdjustmentCounts } from './adjustments.js'
import type { Assignment } from './assign.js'
import { attain, type Attainment, type Participation } from './attain.js'
import type { BalanceKind } from './balances.js'
import { beginCrediting, type Begun } from './begin-crediting.js'
import type { Book } from './book.js'
import type { Credits, Exception } from './credit.js'
import { withGuarantees, type PostedBeside } from './guarantee.js'
import { Hierarchy } from './hierarchy.js'
import { checkAdjusted, checkAllAdjusted, checkCounts, checkLines, checkSettlement } from './invariants.js'
import { checkMatches } from './no-match.js'
import { participations, standsAside } from './participations.js'
import type { Recorder } from './recorder.js'
import { componentLines, payPlan } from './pay-plan.js'
import { objectiveExceptions } from './objectives.js'
import { RunContext } from './run-context.js'
import { settle, type Settlement } from './settle.js'
import type { PlanLines } from './settle-balances.js'
import type { PlaceOf } from './settle-deals.js'
import { planRuns, type PlanRun } from './windows.js'

/** One payee's result: the settlement of all his plans in this run. */
export interface PayeeResult extends Settlement {
  readonly payee: PayeeId
  readonly participations: readonly Participation[]
}

/** A run, credited and attained; payees are earned and settled one by one, so that a big run stays small in memory. */
export interface Calculation {
  readonly credits: Credits
  readonly attainments: readonly Attainment[]
  /** Everybody's days on plans. */
  readonly assignments: ReadonlyMap<PayeeId, readonly Assignment[]>
  readonly adjustments: AdjustmentCounts
  /** All of them once everybody has been paid: some come up on the way. */
  exceptions(): readonly Exception[]
  /** What everybody earned on each plan, before it is settled; payee by payee. */
  earned(): Iterable<PlanLines>
  /** The same with what tops it up and nobody owes; see {@link withGuarantees}. */
  withGuarantees(earned: Iterable<PlanLines>, beside: PostedBeside): Iterable<PlanLines>
  /** The pay periods that end with this run, of all plans, also those that nobody is on. */
  readonly sources: ReadonlySet<string>
  /** Where somebody stands on a plan in this period, also one that he is not on or that pays him nothing. */
  placeOf(payee: PayeeId, plan: string): Participation | undefined
  /**
   * In order of payee id. Errors found on the way go to `found`: look there before using what came out.
   * @param only nobody but these
   */
  payees(only?: ReadonlySet<PayeeId>): Iterable<PayeeResult>
}

/**
 * The whole computation: crediting takes the deals one by one, then everything else follows from the book.
 * Pure: no clock, no files, no environment; the same book and deals in any order give the same result.
 * @param record told of what is decided on the way, for whoever asks why; it changes nothing
 */
export function startCalculation(book: Book, dealColumns: Columns, found: Diagnostic[], record?: Recorder) {
  const runs = planRuns(book, found)
  const { crediting, isPlaced, ...begun } = beginCrediting(book, runs, dealColumns, found, record)

  return {
    /** Takes one deal; see `Crediting.add`. */
    addDeal: (deal: Deal): void => {
      if (isPlaced) crediting.add(deal)
    },
    /** Closes crediting; undefined when something found so far is an error. */
    finish: (): Calculation | undefined => {
      if (!isPlaced) return undefined
      const credits = crediting.finish()
      checkCounts(credits)
      if (!hasErrors(found)) checkMatches(book, begun.assignments, credits.unmet, found)
      return calculateFrom({ book, runs, ...begun, record }, credits, found)
    },
  }
}

/** What a period is calculated with, beside its credits. */
export interface Ground extends Pick<Begun, 'assignments' | 'quotas' | 'report'> {
  readonly book: Book
  readonly runs: readonly PlanRun[]
  readonly record?: Recorder | undefined
}

/** A period from what has been credited; undefined when something found so far is an error. */
export function calculateFrom(
  { book, runs, assignments, quotas, report, record }: Ground,
  credits: Credits,
  found: Diagnostic[],
): Calculation | undefined {
  const taking = participations(book, runs, assignments, credits)
  const attainments = taking.flatMap((participation) => attain(participation, quotas, found))
  const adjusted = adjust(book, runs, assignments, taking, found)
  if (hasErrors(found)) return undefined
  const context = new RunContext(
    book,
    quotas,
    new Hierarchy(book.payees, assignments),
    () => taking,
    found,
    componentLines,
    report,
    record,
  )
  const early = [
    ...credits.exceptions,
    ...book.brought.exceptions,
    ...taking.flatMap((each) => objectiveExceptions(each, book)),
    ...adjusted.exceptions,
  ]
  return {
    credits,
    attainments,
    assignments,
    adjustments: adjusted.counts,
    exceptions: () => [...early, ...context.exceptions].sort(byKind),
    sources: new Set(runs.filter(({ due }) => due).map(({ payPeriod }) => payPeriod.id)),
    placeOf: (payee, plan) => placeOf(book, runs, assignments.get(payee) ?? [], payee, plan),
    earned: () => earnedLines(context, taking),
    withGuarantees: (earned, beside) => withGuarantees(earned, beside, context),
    payees: (only) => {
      const places: Places = {
        on: (payee, plan) => placeOf(book, runs, assignments.get(payee) ?? [], payee, plan),
        last: (payee, currency) => {
          const mine = assignments.get(payee) ?? []
          const last = mine.findLast(({ plan, from }) => plan.currency === currency && from < book.period.end)
          return last && placeOf(book, runs, mine, payee, last.plan.id)
        },
      }
      return settlePayees(context, taking, adjusted, places, only)
    },
  }
}

function byKind(a: Exception, b: Exception): number {
  return compareText(a.kind, b.kind) || compareText(a.payee, b.payee) || compareText(a.dealId, b.dealId)
}

/** Where somebody stands who is not there any more: on a plan, or on the last one with a currency. */
interface Places {
  readonly on: PlaceOf
  readonly last: (payee: PayeeId, currency: Currency) => Participation | undefined
}

/** What waits for a run and not for a deal. */
const WAITS: ReadonlySet<BalanceKind> = new Set(['threshold', 'held'])

function placeOf(
  { payees, period }: Book,
  runs: readonly PlanRun[],
  mine: readonly Assignment[],
  payee: PayeeId,
  plan: string,
): Participation | undefined {
  const before = mine.filter(({ from }) => from < period.end)
  const assignment = before.findLast((each) => each.plan.id === plan)
  const run = runs.findLast((each) => (assignment ? each.plan === assignment.plan : each.plan.id === plan))
  const person = payees.get(payee)
  if (run === undefined || person === undefined) return undefined
  const row = person.rows.findLast(({ from }) => from < period.end) ?? person.rows[0]!
  const { from } = run.plan
  return standsAside(
    run,
    assignment ?? { payee: person, row, plan: run.plan, from, to: from, creditTo: from, onTop: false },
  )
}

function* earnedLines(context: RunContext, taking: readonly Participation[]): Generator<PlanLines> {
  for (const participation of taking) {
    const lines = payPlan(participation, context)
    checkLines(lines)
    yield { participation, lines }
  }
}

function* settlePayees(
  context: RunContext,
  taking: readonly Participation[],
  adjusted: Adjusted,
  places: Places,
  only?: ReadonlySet<PayeeId>,
): Generator<PayeeResult> {
  const { book, found } = context
  const { trueUps, balances, dealPay } = book.brought
  const aside = new Set(adjusted.aside)
  const taken = groupBy([...taking, ...aside], (each) => each.current.payee.id)
  const ids = new Set([...taken.keys(), ...trueUps.keys(), ...balances.keys(), ...dealPay.keys()])
  let paid = 0
  for (const id of [...ids].sort(compareText)) {
    if (only && !only.has(id)) continue
    const plans = (taken.get(id) ?? [])
      .map((participation) => {
        const earned = aside.has(participation) ? [] : payPlan(participation, context)
        return { participation, lines: [...earned, ...adjustmentLines(adjusted, participation)] }
      })
      // Somebody who left a plan has a place in this run only where a window still pays him.
      .filter(({ participation, lines }) => !participation.left || lines.length > 0)
    const before = [...groupBy(trueUps.get(id) ?? [], (line) => line.participation)]
    // What comes late or waits in the money of a plan that somebody has left is settled by that plan, in this period.
    const left = new Set([
      ...before.map(([{ run }]) => run.plan.currency),
      ...(balances.get(id) ?? []).filter(({ kind }) => WAITS.has(kind)).map(({ currency }) => currency),
    ])
    for (const { participation } of plans) left.delete(participation.run.plan.currency)
    const still = [...left].sort(compareText).flatMap((currency) => places.last(id, currency) ?? [])
    const all = [
      ...before.map(([participation, lines]) => ({ participation, lines })),
      ...still.map((participation) => ({ participation, lines: [] })),
      ...plans,
    ]
    const settlement = settle(context, id, all, places.on)
    if (all.length === 0 && settlement.lines.length + settlement.balances.length === 0) continue
    for (const { lines } of all) checkLines(lines)
    const rows = adjustmentsOf(book, id)
    checkAdjusted(
      rows,
      plans.flatMap(({ lines }) => lines),
    )
    paid += rows.length
    if (!hasErrors(found)) checkSettlement(settlement)
    const standing = all.map(({ participation }) => participation)
    const participations = new Set([...standing, ...settlement.lines.map(({ line }) => line.participation)])
    yield { payee: id, participations: [...participations], ...settlement }
  }
  if (!only) checkAllAdjusted(adjusted.counts, paid)
}
