import type { Decimal } from '../base/decimal.js'

/** The types a CSV column can have. */
export type CellType = 'text' | 'number' | 'date' | 'boolean'
export const CELL_TYPES = ['text', 'number', 'date', 'boolean'] as const satisfies readonly CellType[]

/**
 * A cell after reading: text is `''` when blank; a number is a Decimal, a date a PlainDate string, a boolean a boolean,
 * and each of these three is `undefined` when blank ("absent": using it rejects the row, `has()` tests it).
 */
export type Cell = string | Decimal | boolean | undefined

/** A named column of deals or reps as expressions see it. */
export interface Column {
  /** `amount`, `Exact Header`, or `account_info.sector` for a looked-up column. */
  readonly name: string
  readonly type: CellType
  /** Index into `cells`. */
  readonly slot: number
}

/** The columns of a table, known before any row is read: from its spec, `spm.yaml` and the file's header. */
export class Columns {
  readonly #byName: ReadonlyMap<string, Column>
  constructor(readonly list: readonly Column[]) {
    this.#byName = new Map(list.map((column) => [column.name, column]))
  }
  get(name: string): Column | undefined {
    return this.#byName.get(name)
  }
  get names(): string[] {
    return [...this.#byName.keys()]
  }
}

/** A whole file looked into by its key: a price list, the parents of categories. */
export interface KeyedTable {
  readonly columns: readonly { readonly name: string; readonly type: CellType }[]
  /** Cells by key, in the order of `columns`. */
  readonly rows: ReadonlyMap<string, readonly Cell[]>
}

/** One data row: its cells and where it stands. */
export interface Row {
  readonly cells: readonly Cell[]
  readonly file: string
  /** The record's number in its file, from 1, the header counted: what a spreadsheet shows as row number. */
  readonly record: number
}
