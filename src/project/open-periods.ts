import type { Calendar, Period } from '../base/period.js'
import type { Book } from '../engine/book.js'
import type { ClosedPeriod } from '../ledger/close-record.js'
import type { Plan } from '../plan/plan.js'
import type { LedgerState } from '../run/manifest.js'
import { rhythmIn } from './periods-in-force.js'

/** What a run of the book says of the ledger that it was computed from. */
export function ledgerState(book: Book, closed: readonly ClosedPeriod[]): LedgerState {
  return { head: closed.at(-1)?.hash ?? null, open_before: firstOpenBefore(book, closed)?.id ?? null }
}

/**
 * The first period before a run's that is open; undefined where all are closed (F45). They begin with `first_period`,
 * or with the period in which the earliest plan starts.
 */
function firstOpenBefore(
  { calendar, plans, firstPeriod, period }: Pick<Book, 'calendar' | 'plans' | 'firstPeriod' | 'period'>,
  closed: readonly ClosedPeriod[],
): Period | undefined {
  const ids = new Set(closed.map((each) => each.period.id))
  let next: Period | undefined = firstPeriod ?? firstOf(calendar, plans, period)
  while (next && next.start < period.start) {
    if (!ids.has(next.id)) return next
    next = calendar.at(rhythmIn(calendar, plans, calendar.at(period.level, next.end)), next.end)
  }
  return undefined
}

function firstOf(calendar: Calendar, plans: readonly Plan[], { level }: Period): Period | undefined {
  const start = plans.map((plan) => plan.from).sort()[0]!
  return calendar.at(rhythmIn(calendar, plans, calendar.at(level, start)), start)
}
