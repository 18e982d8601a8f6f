import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PlainDate } from '../base/date.js'
import type { DealEvent } from '../engine/deal-history.js'
import type { KeptEvent } from '../ledger/kept.js'
import type { DealId } from '../model/ids.js'
import type { Deal, EventRow } from '../model/records.js'
import type { Columns } from '../model/table.js'

/** Columns of deals that tell an event of all of the deal. */
export const EVENT_COLUMNS = { invoice_date: 'invoice', payment_date: 'payment', cancel_date: 'cancel' } as const
export const EVENT_COLUMN_NAMES: readonly string[] = Object.keys(EVENT_COLUMNS)

export interface EventOfDeal extends DealEvent {
  readonly deal: DealId
  /** A negative deal tells it, not a row of the events file. */
  readonly isRefund?: true
}

/** Is it the id of an event that a column of the deal tells? */
export function isColumn(id: string): boolean {
  return EVENT_COLUMN_NAMES.includes(id)
}

const WHEN = 'when a closed period settled it'

/** An event that a closed period settled, and that says something else today. */
export function changedEvent(kept: KeptEvent, now: EventOfDeal): Diagnostic | undefined {
  const { id, deal } = kept
  const all = 'all of the deal'
  const parts = [
    ['type', kept.type, now.type],
    ['date', kept.date, now.date],
    ['amount', kept.amount ?? all, now.amount?.toFixed() ?? all],
  ] as const
  const other = parts.find(([, before, after]) => before !== after)
  if (other === undefined) return undefined
  const [what, before, after] = other
  if (isColumn(id)) return changed(now, id, `${id} of deal "${deal}" was ${before} ${WHEN}, and is ${after} now`)
  const cell = now.isRefund && what === 'date' ? 'close_date' : what
  const subject = now.isRefund ? `deal "${id}", which refunds "${deal}",` : `event "${id}"`
  return changed(now, cell, `the ${what} of ${subject} was ${before} ${WHEN}, and is ${after} now`)
}

/** One that a column told whose cell is blank today, or tells a day that is not seen yet. */
export function blankedEvent({ id, deal, date }: KeptEvent, now: Deal, columns: Columns): Diagnostic {
  const column = columns.get(id)
  const cell = (column && (now.cells[column.slot] as PlainDate | undefined)) ?? 'blank'
  return changed(now, id, `${id} of deal "${deal}" was ${date} ${WHEN}, and is ${cell} now`)
}

/** One whose row, or negative deal, speaks of another deal today, where it would count twice; or of a day not seen yet. */
export function movedEvent(
  kept: KeptEvent,
  rows: ReadonlyMap<string, EventRow>,
  deals: ReadonlyMap<string, Deal>,
): Diagnostic | undefined {
  const { id, deal } = kept
  const row = rows.get(id)
  if (row?.deal === deal) return changedEvent(kept, { ...row, closedBy: undefined })
  if (row) return changed(row, 'deal_id', `event "${id}" was of deal "${deal}" ${WHEN}, and is of "${row.deal}" now`)
  const refund = id === (deal as string) ? undefined : deals.get(id)
  if (refund === undefined) return undefined
  const now = refund.reverses === undefined ? 'nothing' : `"${refund.reverses}"`
  return changed(refund, 'reverses', `deal "${id}" reversed "${deal}" ${WHEN}, and reverses ${now} now`)
}

function changed({ file, record }: Pick<Deal, 'file' | 'record'>, cell: string, message: string): Diagnostic {
  return diagnose('SPM6084', message, { place: { file, record, cell } })
}
