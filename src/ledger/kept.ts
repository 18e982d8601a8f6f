import { parseDecimal, type Decimal } from '../base/decimal.js'
import { parseDate, type PlainDate } from '../base/date.js'
import type { DealId, PayeeId } from '../model/ids.js'
import type { DealEvent } from '../engine/deal-history.js'
import type { AdjustmentRow, Deal, EventType, FxRow, Payee, QuotaRow, RepRow, SplitRow } from '../model/records.js'
import type { Cell, CellType, Columns } from '../model/table.js'

/**
 * What a close keeps of the inputs, so that later changes can be told apart from what was paid by: one JSON object a
 * line, since cells keep their exact text there whatever a spreadsheet would make of it.
 */
export const KEPT = {
  deals: 'deals.jsonl',
  reps: 'reps.jsonl',
  plans: 'plans.jsonl',
  quotas: 'quotas.jsonl',
  fx: 'fx.jsonl',
  adjustments: 'adjustments.jsonl',
  events: 'events.jsonl',
}

/** Cells by column name: numbers in plain digits, dates as YYYY-MM-DD, null where blank. */
export type KeptCells = Readonly<Record<string, string | boolean | null>>

/** A deal as it was when a closed period credited it. */
export interface KeptDeal {
  readonly deal: DealId
  readonly owner: PayeeId
  readonly currency: string | null
  /** Rows of the splits file: payee, share, weight, type. */
  readonly splits: readonly (readonly [string, string | null, string | null, string])[]
  /** The credit dates in closed periods. */
  readonly dates: readonly PlainDate[]
  readonly cells: KeptCells
  readonly reverses?: DealId
  /** It has gone from the export since, and what was paid on it has been taken back. */
  readonly removed?: true
}

/** A row of the reps file, but for what changes no money. */
export interface KeptRep {
  readonly payee: PayeeId
  readonly from: PlainDate
  readonly to: PlainDate
  readonly hired: PlainDate | null
  readonly left: PlainDate | null
  readonly plan: string
  readonly currency: string | null
  readonly manager: string
  readonly role: string
  readonly cells: KeptCells
}

/** A version of a plan: SHA-256 of what it says, without its name and last day. */
export interface KeptPlan {
  readonly plan: string
  readonly from: PlainDate
  readonly to: PlainDate
  readonly says: string
}

/** Something that happened to a deal. */
export interface KeptEvent {
  readonly id: string
  readonly deal: DealId
  readonly type: EventType
  readonly date: PlainDate
  readonly amount: string | null
  readonly reason: string
}

/** An event of the events file by its id; one that a column tells, by that and the deal. */
export function keptEventKey({ id, deal }: Pick<KeptEvent, 'id' | 'deal'>): string {
  return `${deal}\n${id}`
}

export function keptEvent({ id, type, date, amount, reason }: DealEvent, deal: DealId): KeptEvent {
  return { id, deal, type, date, amount: amount?.toFixed() ?? null, reason }
}

export function keptDeal(
  deal: Deal,
  splits: readonly SplitRow[],
  dates: readonly PlainDate[],
  columns: Columns,
): KeptDeal {
  return {
    deal: deal.id,
    owner: deal.owner,
    currency: deal.currency ?? null,
    splits: splits
      .map(({ payee, share, weight, type }) => [payee, textOf(share), textOf(weight), type] as const)
      .toSorted((a, b) => (a.join('\n') < b.join('\n') ? -1 : 1)),
    dates,
    cells: keptCells(deal.cells, columns),
    ...(deal.reverses !== undefined && { reverses: deal.reverses }),
  }
}

export function keptReps({ id, rows }: Payee, columns: Columns): readonly KeptRep[] {
  return rows.map((row) => keptRep(id, row, columns))
}

function keptRep(payee: PayeeId, row: RepRow, columns: Columns): KeptRep {
  return {
    payee,
    from: row.from,
    to: row.to,
    hired: row.hired ?? null,
    left: row.left ?? null,
    plan: row.plan,
    currency: row.currency ?? null,
    manager: row.managerId,
    role: row.role,
    cells: keptCells(row.cells, columns),
  }
}

export function keptCells(cells: readonly Cell[], columns: Columns): KeptCells {
  const kept: Record<string, string | boolean | null> = Object.create(null) as Record<string, string | boolean | null>
  for (const { name, slot } of columns.list.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    kept[name] = keptCell(cells[slot])
  }
  return kept
}

function keptCell(cell: Cell): string | boolean | null {
  if (cell === undefined || cell === '') return null
  return typeof cell === 'object' ? cell.toFixed() : cell
}

function textOf(value: Decimal | undefined): string | null {
  return value?.toFixed() ?? null
}

/** The same cell again; blank where it was blank, was not kept, or cannot be read as what the column is now. */
export function cellOf(kept: string | boolean | null | undefined, type: CellType): Cell {
  const blank = type === 'text' ? '' : undefined
  if (kept === null || kept === undefined) return blank
  if (type === 'boolean') return typeof kept === 'boolean' ? kept : blank
  if (typeof kept === 'boolean') return blank
  if (type === 'text') return kept
  return type === 'number' ? parseDecimal(kept) : parseDate(kept)
}

/** One JSON object a line. */
export function formatLines(rows: Iterable<unknown>): string {
  let text = ''
  for (const row of rows) text += `${JSON.stringify(row)}\n`
  return text
}

/** The rows of a file that spm wrote and whose hash has been checked. */
export function parseLines<T>(text: string): readonly T[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]))
}

/** A quota row as one list of texts: payee, role, measure, period, amount, currency, first and last day. */
export function keptQuota(row: QuotaRow): readonly string[] {
  const { payee, role, measure, period, amount, currency, from, to } = row
  return [payee ?? '', role, measure, period, amount.toFixed(), currency ?? '', from, to]
}

/** A rate of exchange as one list of texts: day or period, from, to, rate. */
export function keptFx({ on, from, to, rate }: FxRow): readonly string[] {
  return [on, from, to, rate.toFixed()]
}

/** An adjustment as one list of texts, its id first. */
export function keptAdjustment(row: AdjustmentRow): readonly string[] {
  const { id, period, payee, plan, component, deal, amount, currency, reason, requestedBy, approvedBy, reference } = row
  const what = [plan, component, deal, amount.toFixed(), currency ?? '']
  return [id, period, payee, ...what, reason, requestedBy, approvedBy, reference]
}
