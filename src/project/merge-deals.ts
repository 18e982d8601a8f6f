import type { Exception } from '../engine/credit.js'
import { changesOf, type DealChange } from '../ledger/deal-changes.js'
import { cellOf, keptDeal, type KeptDeal } from '../ledger/kept.js'
import type { Posted } from '../ledger/posted.js'
import { parseDecimal } from '../base/decimal.js'
import { compareText } from '../base/order.js'
import type { DealId, PayeeId } from '../model/ids.js'
import type { Deal, SplitRow, SplitType } from '../model/records.js'
import type { Columns } from '../model/table.js'
import { EVENT_COLUMN_NAMES } from './changed-event.js'
import type { ClosedDeals } from './settings.js'

/** Today's deals together with those that the ledger knows. */
export interface MergedDeals {
  readonly rows: readonly Deal[]
  readonly splits: ReadonlyMap<DealId, readonly SplitRow[]>
  /** How many rows are not in the export. */
  readonly fromLedger: number
  readonly exceptions: readonly Exception[]
  /** By deal, how it differs from what closed periods were paid by. */
  readonly changes: ReadonlyMap<DealId, DealChange>
  /** Deals that closed periods were paid by and that are gone. */
  readonly removed: ReadonlySet<DealId>
  /** What the export shows of deals that stand in `rows` as they were paid; undefined: nothing any more. */
  readonly shown: ReadonlyMap<DealId, Deal | undefined>
}

/**
 * Lays today's deals over those that closed periods credited. Absence is not deletion: a deal that the export does not
 * hold goes on as it was, unless the export covers its credit dates (F6). A closed credit keeps its owner and splits,
 * unless settings follow them (F7). What a clawback settles goes on as it was paid, whatever the export shows (F3).
 * @param settled deals whose events a clawback settles
 */
export function mergeDeals(
  today: readonly Deal[],
  splits: ReadonlyMap<DealId, readonly SplitRow[]>,
  columns: Columns,
  posted: Posted,
  { covers, owner }: ClosedDeals,
  settled: ReadonlySet<DealId>,
): MergedDeals {
  const rows: Deal[] = []
  const merged = new Map(splits)
  const exceptions: Exception[] = []
  const changes = new Map<DealId, DealChange>()
  const there = new Set<DealId>()
  const removed = new Set<DealId>()
  const shown = new Map<DealId, Deal | undefined>()
  for (const deal of today) {
    const before = posted.deals.get(deal.id)
    if (before === undefined || before.removed) {
      rows.push(deal)
      continue
    }
    there.add(deal.id)
    if (settled.has(deal.id)) {
      rows.push(asPaid(before, deal, columns))
      setSplits(merged, deal, before)
      shown.set(deal.id, { ...deal, owner: before.owner })
      continue
    }
    const now = keptDeal(deal, splits.get(deal.id) ?? [], before.dates, columns)
    const moved = before.owner !== now.owner || JSON.stringify(before.splits) !== JSON.stringify(now.splits)
    if (moved && owner === 'keep') {
      const who = { owner: before.owner, splits: before.splits }
      exceptions.push(
        note(
          'owner_changed',
          deal,
          `${changesOf({ ...now, ...who }, now).join('; ')}: who was credited stays, unless settings say true_up: {owner: follow}`,
        ),
      )
      rows.push({ ...deal, owner: before.owner })
      setSplits(merged, deal, before)
    } else rows.push(deal)
    const kept = owner === 'keep' ? { ...now, owner: before.owner, splits: before.splits } : now
    const words = changesOf(before, kept)
    if (words.length > 0) {
      changes.set(deal.id, { words: words.join('; '), toPayee: changesOf(before, kept, true).join('; ') })
    }
  }
  let fromLedger = 0
  for (const before of [...posted.deals.values()].sort((a, b) => compareText(a.deal, b.deal))) {
    if (there.has(before.deal) || before.removed) continue
    if (settled.has(before.deal)) {
      const deal = dealOf(before, columns)
      rows.push(deal)
      setSplits(merged, deal, before)
      if (covers) shown.set(before.deal, undefined)
      fromLedger += 1
      continue
    }
    if (covers && before.dates.some((date) => covers.from <= date && date <= covers.to)) {
      removed.add(before.deal)
      continue
    }
    const deal = dealOf(before, columns)
    if (covers === undefined)
      exceptions.push(note('deal_missing', deal, 'is not in the export any more; nothing says which dates it covers'))
    rows.push(deal)
    setSplits(merged, deal, before)
    fromLedger += 1
  }
  return { rows, splits: merged, fromLedger, exceptions, changes, removed, shown }
}

function note(kind: Exception['kind'], deal: Deal, detail: string): Exception {
  return { kind, dealId: deal.id, payee: deal.owner, date: '', detail, file: deal.file, record: deal.record }
}

/** As closed periods paid it, but for what has happened to it since. */
function asPaid(before: KeptDeal, today: Deal, columns: Columns): Deal {
  const { cells, ...deal } = dealOf(before, columns)
  const now = [...cells]
  for (const name of EVENT_COLUMN_NAMES) {
    const column = columns.get(name)
    if (column) now[column.slot] = today.cells[column.slot]
  }
  return { ...deal, cells: now, file: today.file, record: today.record }
}

function dealOf({ deal, owner, currency, reverses, cells }: KeptDeal, columns: Columns): Deal {
  const row: Deal['cells'][number][] = []
  for (const { name, type, slot } of columns.list) row[slot] = cellOf(cells[name], type)
  return { id: deal, owner, currency: currency ?? undefined, reverses, cells: row, file: 'ledger', record: 0 }
}

function setSplits(into: Map<DealId, readonly SplitRow[]>, deal: Deal, { splits }: KeptDeal): void {
  const { id, file, record } = deal
  if (splits.length === 0) into.delete(id)
  else
    into.set(
      id,
      splits.map(([payee, share, weight, type]) => ({
        deal: id,
        payee: payee as PayeeId,
        share: share === null ? undefined : parseDecimal(share),
        weight: weight === null ? undefined : parseDecimal(weight),
        type: type as SplitType,
        file,
        record,
      })),
    )
}
