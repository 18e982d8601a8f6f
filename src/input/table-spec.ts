import type { PlainDate } from '../base/date.js'
import type { Code } from '../diagnostics/catalogue.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Cell } from '../model/table.js'
import type { CellKind } from './cell.js'

export interface ColumnSpec {
  readonly name: string
  readonly kind: CellKind
  /** The file must have the column (or the settings give it); its cells may still be blank unless `filled`. */
  readonly required?: true
  /** It need not where the file has this other column. */
  readonly unless?: string
  /** A blank cell makes the row a bad one. */
  readonly filled?: true
  /** Goes into the record itself, so it is always read and its type is fixed. */
  readonly inRecord?: true
  /** Where a plan reads it, each file of the table must have it, although it goes into the record. */
  readonly inEveryFile?: true
  /** Other headers that are safe to take for it, compared like the name: without case, spaces, `_` and `-`. */
  readonly aliases?: readonly string[]
  readonly doc: string
}

/** What a table's rows are checked against besides themselves. */
export interface TableContext {
  /** Known payees; without it payees are not checked. */
  readonly payees?: { has(id: string): boolean; keys(): Iterable<string> } | undefined
  /** The day for opening rows without a date. */
  readonly openingDate?: PlainDate | undefined
  /** Whether `effective_to` is the last day in force or the first after it (F38). Default inclusive. */
  readonly effectiveTo?: 'inclusive' | 'exclusive' | undefined
}

/** A row whose cells are read. One object serves all rows: take what you need, keep nothing but `cells`. */
export interface RawRow {
  /** By index of the spec's columns; blank where the file has none or the cell is bad. */
  readonly values: readonly Cell[]
  /** The cells that expressions see, by slot. */
  readonly cells: readonly Cell[]
  readonly file: string
  readonly record: number
  /** The cell as written, by index of the spec's columns; '' where it does not come from the file. */
  text(column: number): string
  /** Reports the row as bad. `column` is the index of the spec's column that is to blame. */
  bad(column: number, code: Code, message: string, related?: Diagnostic['related']): void
}

export interface Placed {
  readonly file: string
  readonly record: number
}

/** Makes a table's records. Called for bad rows too, so that all is reported; their result is dropped. */
export type RowBuilder<T> = (row: RawRow) => T

export type TableName =
  | 'deals'
  | 'reps'
  | 'quotas'
  | 'splits'
  | 'fx'
  | 'periods'
  | 'opening'
  | 'objectives'
  | 'adjustments'
  | 'events'
  | 'holds'
  | 'lookup'
  | 'table'

export interface TableSpec<T extends Placed> {
  readonly name: TableName
  /** One row of it, in words. */
  readonly row: string
  readonly columns: readonly ColumnSpec[]
  /** Columns that name a row in messages. */
  readonly key: readonly string[]
  /** Two rows with the same key are an error naming both (F46). */
  readonly unique: boolean
  /** The number column that is summed for the manifest's control totals. */
  readonly total?: string
  builder(context: TableContext): RowBuilder<T>
}
