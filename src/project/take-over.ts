import { groupBy } from '../base/order.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { assignPlans } from '../engine/assign.js'
import type { Book } from '../engine/book.js'
import { checkTakenOver, openingBalances } from '../engine/opening-balances.js'
import type { Posted } from '../ledger/posted.js'

/**
 * The book with the balances of the opening file: they come into the first period while no period is closed (F45). Then
 * the ledger holds, and a row that says something else than was taken over is an error; one that is gone is not.
 */
export function takeOver(book: Book, posted: Posted | undefined, found: Diagnostic[]): Book {
  if (!book.openings.some(({ kind }) => kind === 'balance')) return book
  // What is wrong with assignments is told where they are used.
  const rows = openingBalances(book, assignPlans(book.payees.values(), book.plans, []), found)
  if (hasErrors(found)) return book
  if (posted) {
    checkTakenOver(rows, posted.openings, posted.closed[0]!.period.id, found)
    return book
  }
  if (book.period.start !== book.firstPeriod?.start) return book
  return { ...book, brought: { ...book.brought, balances: groupBy(rows, ({ payee }) => payee) } }
}
