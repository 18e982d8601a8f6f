import { compareText } from '../base/order.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { BroughtForward } from '../engine/balances.js'
import type { Book } from '../engine/book.js'
import { startCalculation } from '../engine/calculate.js'
import type { ClosedPeriod } from '../ledger/close-record.js'
import type { Posted } from '../ledger/posted.js'
import { TrueUps } from '../ledger/true-ups.js'
import { Why, type Changes } from '../ledger/why.js'
import type { Deal } from '../model/records.js'
import type { Columns } from '../model/table.js'
import type { Tell } from './read-deals.js'

const BETWEEN_SIGNS_OF_LIFE = 20_000

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
): Promise<BroughtForward['trueUps']> {
  const all = new TrueUps(posted, book.period.id, new Why(posted, changes))
  for (const closed of posted.closed) {
    await recompute(book, closed, all, deals, columns, tell, found)
    if (hasErrors(found)) return new Map()
  }
  return new Map([...all.lines].map(([payee, lines]) => [payee, lines.toSorted((a, b) => compareText(a.id, b.id))]))
}

async function recompute(
  book: Book,
  { period }: ClosedPeriod,
  all: TrueUps,
  deals: readonly Deal[],
  columns: Columns,
  tell: Tell,
  found: Diagnostic[],
): Promise<void> {
  const own: Diagnostic[] = []
  const then: Book = { ...book, period, adjustments: new Map() }
  const engine = startCalculation(then, columns, own)
  for (const [index, deal] of deals.entries()) {
    if (index % BETWEEN_SIGNS_OF_LIFE === 0) await tell(`comparing ${period.id}: ${index} of ${deals.length} deals`)
    engine.addDeal(deal)
  }
  const calculation = engine.finish()
  if (calculation) {
    const { sources, placeOf } = calculation
    all.add({ earned: calculation.earned(), sources, placeOf })
  }
  // What the run at hand says too is said there; warnings of a closed period were said in its own run.
  const told = new Set(found.map((each) => JSON.stringify(each)))
  found.push(...own.filter((each) => each.severity === 'error' && !told.has(JSON.stringify(each))))
}
