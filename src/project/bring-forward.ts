import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { NOTHING_BROUGHT } from '../engine/balances.js'
import type { Book } from '../engine/book.js'
import { FxTable } from '../engine/fx.js'
import { keptFx } from '../ledger/kept.js'
import type { Posted } from '../ledger/posted.js'
import type { Calendar } from '../base/period.js'
import { parseDecimal } from '../base/decimal.js'
import type { DealId } from '../model/ids.js'
import type { Deal, FxRow } from '../model/records.js'
import { checkClosed } from './check-closed.js'
import type { LoadedBook } from './load-book.js'
import type { PlanBook } from './load-plans.js'
import { historiesOf, settledDeals, type DealEvents } from './deal-events.js'
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
  events: DealEvents,
  tell: Tell,
  found: Diagnostic[],
): Promise<Brought | undefined> {
  const { settings, files, columns } = loaded
  const { rows, splits, changes, removed, exceptions, fromLedger, shown } = mergeDeals(
    deals,
    book.splits,
    columns.deals,
    posted,
    settings.closedDeals,
    settledDeals(events, book.plans),
  )
  const changed = checkClosed({ ...book, files, repColumns: columns.reps }, posted, found)
  if (hasErrors(found)) return undefined
  const rates = settings.restateFx ? fx : closedRates(fx, posted, book.calendar)
  const before = { ...NOTHING_BROUGHT, closedBy: posted.closedBy }
  const histories = historiesOf(events, rows)
  const whole: Book = { ...book, splits, fx: new FxTable(rates), histories, shown, brought: before }
  const why = { ...changed, deals: changes, removed, cancelled: cancelledBy(whole) }
  const { lines, entitled } = await trueUps(whole, posted, why, rows, columns.deals, tell, found)
  if (hasErrors(found)) return undefined
  const { balances, dealPay } = posted
  const brought = { ...before, trueUps: lines, balances, dealPay, entitled, exceptions, deals: fromLedger }
  return { book: { ...whole, brought }, rows }
}

/** Deals that leave the windows of their credits because they were cancelled (F5), and by what. */
function cancelledBy({ histories, plans }: Book): ReadonlyMap<DealId, string> {
  const types = new Set(plans.flatMap((plan) => (plan.restate === 'source' ? [...plan.settles] : [])))
  return new Map(
    [...histories].flatMap(([id, { events }]) => {
      const event = events.findLast(({ type }) => types.has(type))
      return event ? [[id, `the clawback of deal ${id} (${event.type.replaceAll('_', ' ')} ${event.id})`] as const] : []
    }),
  )
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
