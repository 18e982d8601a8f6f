import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { NOTHING_BROUGHT } from '../engine/balances.js'
import type { Book } from '../engine/book.js'
import { FxTable } from '../engine/fx.js'
import { keptFx } from '../ledger/kept.js'
import type { Posted } from '../ledger/posted.js'
import type { Calendar } from '../base/period.js'
import { parseDecimal } from '../base/decimal.js'
import type { Deal, FxRow } from '../model/records.js'
import { checkClosed } from './check-closed.js'
import type { LoadedBook } from './load-book.js'
import type { PlanBook } from './load-plans.js'
import { mergeDeals } from './merge-deals.js'
import type { Tell } from './read-deals.js'
import { trueUps } from './true-ups.js'

/** A run's book and deals with what closed periods bring into them. */
export interface Brought {
  readonly book: Book
  readonly rows: readonly Deal[]
}

/**
 * Lays today's inputs over what closed periods were paid by, and computes these again: what they pay more or less, and
 * the balances they left, come into this run. Undefined when `found` holds errors.
 */
export async function bringForward(
  loaded: PlanBook,
  { book, fx }: LoadedBook,
  deals: readonly Deal[],
  posted: Posted,
  tell: Tell,
  found: Diagnostic[],
): Promise<Brought | undefined> {
  const { settings, files, columns } = loaded
  const { rows, splits, changes, removed, exceptions, fromLedger } = mergeDeals(
    deals,
    book.splits,
    columns.deals,
    posted,
    settings.closedDeals,
  )
  const changed = checkClosed({ ...book, files, repColumns: columns.reps }, posted, found)
  if (hasErrors(found)) return undefined
  const rates = settings.restateFx ? fx : closedRates(fx, posted, book.calendar)
  const before = { ...NOTHING_BROUGHT, closedBy: posted.closedBy }
  const whole: Book = { ...book, splits, fx: new FxTable(rates), brought: before }
  const why = { ...changed, deals: changes, removed }
  const lines = await trueUps(whole, posted, why, rows, columns.deals, tell, found)
  if (hasErrors(found)) return undefined
  const brought = { ...before, trueUps: lines, balances: posted.balances, exceptions, deals: fromLedger }
  return { book: { ...whole, brought }, rows }
}

/** Rates of closed days and periods as they were: a closed credit keeps its rate (F7, F9). */
function closedRates(fx: readonly FxRow[], posted: Posted, calendar: Calendar): readonly FxRow[] {
  const isClosed = (on: string): boolean => {
    const period = calendar.period(on)
    return period ? period.end <= posted.end : on < posted.end
  }
  const keyOf = (row: readonly (string | undefined)[]): string => row.slice(0, 3).join('\n')
  const kept = posted.fx.filter(([on = '']) => isClosed(on))
  const there = new Set(kept.map(keyOf))
  return [
    ...fx.filter((row) => !there.has(keyOf(keptFx(row)))),
    ...kept.map(([on = '', from = '', to = '', rate = '']) => ({
      on,
      from,
      to,
      rate: parseDecimal(rate)!,
      file: 'ledger',
      record: 0,
    })),
  ]
}
