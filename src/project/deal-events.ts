import type { PlainDate } from '../base/date.js'
import { parseDecimal, type Decimal } from '../base/decimal.js'
import { compareText, groupBy } from '../base/order.js'
import { checkEventDeals, checkHoldDeals } from '../checks/events.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { DealEvent, DealHistories } from '../engine/deal-history.js'
import { keptEventKey, type KeptEvent } from '../ledger/kept.js'
import type { Posted } from '../ledger/posted.js'
import type { DealId } from '../model/ids.js'
import { takesBack, type Deal, type EventRow, type HoldRow } from '../model/records.js'
import type { Cell, Columns } from '../model/table.js'
import { paysDeals } from '../plan/component.js'
import type { Plan } from '../plan/plan.js'
import { blankedEvent, changedEvent, EVENT_COLUMNS, isColumn, movedEvent, type EventOfDeal } from './changed-event.js'

interface Given {
  readonly deals: readonly Deal[]
  /** Deals that are listed as bad rows: what is said of them waits until they are corrected. */
  readonly rejected: readonly { readonly key: string }[]
  readonly events: readonly EventRow[]
  readonly holds: readonly HoldRow[]
  readonly columns: Columns
  readonly plans: readonly Plan[]
  readonly posted: Posted | undefined
  /** First day that is not seen. */
  readonly end: PlainDate
}

export type DealEvents = ReadonlyMap<DealId, readonly DealEvent[]>

/**
 * What happened to deals before a day: rows of the events file, dates of the deals themselves, and negative deals that
 * reverse others. Absence is not deletion: what closed periods have seen stays, and what they settled may not change.
 */
export function dealEvents(given: Given, found: Diagnostic[]): DealEvents {
  const { deals, holds, columns, plans, posted, end } = given
  const rows = given.events.filter(({ date }) => date < end)
  const bad = given.rejected.map(({ key }) => key as DealId)
  const ids = new Set<DealId>([...deals.map(({ id }) => id), ...bad, ...(posted?.deals.keys() ?? [])])
  // What a closed period has seen may be of a deal that it never credited, and that no export holds any more.
  const unseen = rows.filter((row) => posted?.events.has(keptEventKey(row)) !== true)
  checkEventDeals(unseen, ids, found)
  checkHoldDeals(holds, ids, found)
  const settles = plans.some((plan) => plan.settles.size > 0)
  const releases = plans.some(({ components }) => components.some((each) => paysDeals(each) && each.release))
  if (!settles && !releases && rows.length === 0) return new Map()
  const today = new Map<string, EventOfDeal>()
  const add = (event: EventOfDeal): void => {
    if (event.date < end) today.set(keptEventKey(event), event)
  }
  for (const row of rows) add({ ...row, closedBy: undefined })
  const told = groupBy(rows, ({ deal }) => deal)
  const seen = new Map<string, Deal>()
  const refunds = new Set(deals.flatMap(({ id, reverses }) => (reverses === undefined ? [] : [id])))
  for (const deal of deals) {
    seen.set(deal.id, deal)
    for (const event of ofColumns(deal, columns)) {
      const twice = told.get(deal.id)?.find(({ type }) => type === event.type)
      if (twice && event.date < end) found.push(toldTwice(deal, event, twice))
      add({ ...event, deal: deal.id })
    }
    if (settles && deal.reverses !== undefined) {
      const event = reversal(deal, deal.reverses, columns, { ids, refunds }, found)
      if (event) add({ ...event, deal: deal.reverses, isRefund: true })
    }
  }
  const all = new Map(today)
  const rowOf = new Map(given.events.map((row) => [row.id, row]))
  for (const [key, kept] of posted?.events ?? []) {
    const now = today.get(key)
    const blank = now === undefined && isColumn(kept.id) ? seen.get(kept.deal) : undefined
    const cause = takesBack(kept.type)
    if (cause) {
      const other = blank
        ? blankedEvent(kept, blank, columns)
        : now
          ? changedEvent(kept, now)
          : movedEvent(kept, rowOf, seen)
      if (other) found.push(other)
    }
    if (blank) continue
    all.set(key, now && !cause ? { ...now, closedBy: kept.closedBy } : ofKept(kept))
  }
  const by = groupBy([...all.values()], ({ deal }) => deal)
  return new Map(
    [...by].map(([deal, events]) => [
      deal,
      events.sort((a, b) => compareText(a.date, b.date) || compareText(a.id, b.id)),
    ]),
  )
}

/** Deals that a clawback of some plan settles: no change of the export does then (F3). */
export function settledDeals(events: DealEvents, plans: readonly Plan[]): ReadonlySet<DealId> {
  const types = new Set(plans.flatMap(({ settles }) => [...settles]))
  return new Set([...events].flatMap(([deal, mine]) => (mine.some(({ type }) => types.has(type)) ? [deal] : [])))
}

/** The events of deals with the deals themselves. */
export function historiesOf(events: DealEvents, deals: readonly Deal[]): DealHistories {
  if (events.size === 0) return new Map()
  return new Map(
    deals.flatMap((deal) => {
      const mine = events.get(deal.id)
      return mine ? [[deal.id, { deal, events: mine }] as const] : []
    }),
  )
}

function ofColumns({ cells, file, record }: Deal, columns: Columns): readonly DealEvent[] {
  return Object.entries(EVENT_COLUMNS).flatMap(([id, type]): DealEvent[] => {
    const column = columns.get(id)
    const date = column?.type === 'date' ? (cells[column.slot] as PlainDate | undefined) : undefined
    if (date === undefined) return []
    return [{ id, type, date, amount: undefined, reason: '', closedBy: undefined, file, record }]
  })
}

/** A negative deal that reverses another is a refund of it. */
function reversal(
  deal: Deal,
  original: DealId,
  columns: Columns,
  { ids, refunds }: { readonly ids: ReadonlySet<DealId>; readonly refunds: ReadonlySet<DealId> },
  found: Diagnostic[],
): DealEvent | undefined {
  const { id, cells, file, record } = deal
  const cell = (name: string): Cell => {
    const column = columns.get(name)
    return column && cells[column.slot]
  }
  const report = (message: string, at: string, fix?: string): undefined => {
    const place = { file, record, cell: at }
    found.push(diagnose('SPM6082', `deal "${id}" reverses "${original}", ${message}`, { place, fix }))
    return undefined
  }
  if (!ids.has(original)) return report('which the deals do not have', 'reverses')
  if (refunds.has(original)) {
    const fix = 'Name the deal that was sold under reverses, or leave the cell blank.'
    return report('which reverses a deal itself', 'reverses', fix)
  }
  const amount = cell('amount') as Decimal | undefined
  if (!amount?.isNegative() || amount.isZero()) {
    const fix = 'Write the amount with a minus, or leave the cell under reverses blank.'
    return report('and its amount is not below zero', 'amount', fix)
  }
  const date = cell('close_date') as PlainDate | undefined
  if (date === undefined)
    return report('and has no close_date, the day of the refund', 'close_date', 'Fill its close_date.')
  return { id, type: 'refund', date, amount: amount.negated(), reason: '', closedBy: undefined, file, record }
}

function toldTwice({ id, file, record }: Deal, { id: column, type }: DealEvent, row: EventRow): Diagnostic {
  const message = `deal "${id}" has a ${type} both under ${column} and in the events file`
  return diagnose('SPM6081', message, {
    place: { file: row.file, record: row.record, cell: 'deal_id' },
    related: [{ message: 'the deal', place: { file, record, cell: column } }],
  })
}

function ofKept({ id, deal, type, date, amount, reason, closedBy }: KeptEvent & { closedBy: PlainDate }): EventOfDeal {
  const parsed = amount === null ? undefined : parseDecimal(amount)
  return { id, deal, type, date, amount: parsed, reason, closedBy, file: 'ledger', record: 0 }
}
