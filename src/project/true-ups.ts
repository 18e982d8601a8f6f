import { compareText } from '../base/order.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { BroughtForward } from '../engine/balances.js'
import type { Book } from '../engine/book.js'
import { ClosedPeriods } from '../engine/closed-periods.js'
import { startCalculation, type Calculation } from '../engine/calculate.js'
import type { PlanLines } from '../engine/settle-balances.js'
import type { PostedBeside } from '../engine/guarantee.js'
import { stayingPart } from '../engine/cancelled.js'
import { EntitledByDeal } from '../engine/deal-pay.js'
import { minusFraction, perFraction, WHOLE, type Fraction } from '../base/fraction.js'
import type { Plan } from '../plan/plan.js'
import { keepOwnPay, type Leaving } from '../ledger/own-pay.js'
import type { DealId } from '../model/ids.js'
import type { ClosedPeriod } from '../ledger/close-record.js'
import type { Posted } from '../ledger/posted.js'
import { TrueUps } from '../ledger/true-ups.js'
import { Why, type Changes } from '../ledger/why.js'
import type { Deal } from '../model/records.js'
import type { Columns } from '../model/table.js'
import type { Tell } from './read-deals.js'

const BETWEEN_SIGNS_OF_LIFE = 20_000

/** What closed periods pay more or less by today's data, and what they come to on deals. */
export interface Again {
  readonly lines: BroughtForward['trueUps']
  readonly entitled: BroughtForward['entitled']
}

/**
 * Computes the closed periods again from today's data, each as its own run did, and gives what they pay more or less
 * than was posted (F2). What was wrong with the data of a closed period alone stops the run like everything else.
 */
export async function trueUps(
  book: Book,
  posted: Posted,
  changes: Changes,
  deals: readonly Deal[],
  columns: Columns,
  tell: Tell,
  found: Diagnostic[],
): Promise<Again> {
  const all = new TrueUps(posted, book.period.id, new Why(posted, changes))
  const entitled = new EntitledByDeal(book.holds.length > 0)
  const given = { deals, columns, tell }
  const last = posted.closed.at(-1)!.period
  const own: Diagnostic[] = []
  const again = new ClosedPeriods(book, last, columns, own)
  await takeAll(deals, (deal) => again.addDeal(deal), 'comparing closed periods', tell)
  for (const closed of posted.closed) {
    const then = { ...book, restatedBy: closed.period.end }
    const leaving = leavingDeals(book, then)
    await tell(`comparing ${closed.period.id}`)
    const now = again.calculation(closed.period)
    addErrors(own, found)
    // Deals that leave their windows keep their own pay: that is what the clawback takes from (F5).
    const asPaid = leaving ? await recompute(then, closed, given, found) : undefined
    if (hasErrors(found)) return { lines: new Map(), entitled: new Map() }
    if (now === undefined) continue
    const earned =
      asPaid && leaving ? keepOwnPay([...now.earned()], [...asPaid.earned()], leaving).toSorted(byPayee) : now.earned()
    const { id: period } = closed.period
    const beside: PostedBeside = (payee, { id, currency }) => posted.beside(period, payee, id, currency)
    const { sources, placeOf } = now
    all.add({ entitled: now.withGuarantees(counting(earned, entitled), beside), sources, placeOf })
  }
  const lines = [...all.lines].map(
    ([payee, mine]) => [payee, mine.toSorted((a, b) => compareText(a.id, b.id))] as const,
  )
  return { lines: new Map(lines), entitled: entitled.of }
}

function byPayee(a: PlanLines, b: PlanLines): number {
  return compareText(a.participation.current.payee.id, b.participation.current.payee.id)
}

/** Hands lines on, and adds up what they come to by deal. */
function* counting(earned: Iterable<PlanLines>, entitled: EntitledByDeal): Generator<PlanLines> {
  for (const plan of earned) {
    if (plan.participation.run.due) for (const line of plan.lines) entitled.add(line)
    yield plan
  }
}

/** What of deals leaves the windows of a closed period, that its own run counted; undefined where nothing does. */
function leavingDeals(book: Book, then: Book): Leaving | undefined {
  const parts = new Map<Plan, Map<DealId, Fraction>>()
  for (const plan of book.plans.filter(({ restate }) => restate === 'source')) {
    const mine = new Map<DealId, Fraction>()
    for (const id of book.histories.keys()) {
      const [now, before] = [stayingPart(id, plan, book) ?? WHOLE, stayingPart(id, plan, then) ?? WHOLE]
      const gone = minusFraction(before, now)
      // Of what was left of it then.
      if (gone.top > 0n) mine.set(id, perFraction(gone, before))
    }
    if (mine.size > 0) parts.set(plan, mine)
  }
  return parts.size === 0 ? undefined : (plan, deal) => parts.get(plan)?.get(deal)
}

interface Given {
  readonly deals: readonly Deal[]
  readonly columns: Columns
  readonly tell: Tell
}

async function recompute(
  book: Book,
  { period }: ClosedPeriod,
  { deals, columns, tell }: Given,
  found: Diagnostic[],
): Promise<Calculation | undefined> {
  const own: Diagnostic[] = []
  const then: Book = { ...book, period, adjustments: new Map() }
  const engine = startCalculation(then, columns, own)
  await takeAll(deals, engine.addDeal, `comparing ${period.id}`, tell)
  const calculation = engine.finish()
  addErrors(own, found)
  return calculation
}

async function takeAll(deals: readonly Deal[], take: (deal: Deal) => void, what: string, tell: Tell): Promise<void> {
  for (const [index, deal] of deals.entries()) {
    if (index % BETWEEN_SIGNS_OF_LIFE === 0) await tell(`${what}: ${index} of ${deals.length} deals`)
    take(deal)
  }
}

/** What the run at hand says too is said there; warnings of a closed period were said in its own run. */
function addErrors(own: readonly Diagnostic[], found: Diagnostic[]): void {
  const told = new Set(found.map((diagnostic) => JSON.stringify(diagnostic)))
  found.push(...own.filter((each) => each.severity === 'error' && !told.has(JSON.stringify(each))))
}
