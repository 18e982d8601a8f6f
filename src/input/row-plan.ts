import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { Cell, Columns } from '../model/table.js'
import { specIndex, type BoundColumn } from './bind-columns.js'
import { cellReader } from './cell-reader.js'
import { blankOf, typeOfKind } from './cell.js'
import { CellProblem } from './cell-problem.js'
import type { OpenedFile, OpenedTable } from './open-table.js'
import type { Placed } from './table-spec.js'

export type ReadCell = (raw: string) => Cell | CellProblem

/** What to do for one column with each row of a file. */
export interface RowStep {
  readonly name: string
  /** The field it is read from; -1 for a constant or a looked-up cell. */
  readonly field: number
  readonly constant: Cell
  /** Index into the plan's joins and the looked-up row's cells; -1 otherwise. */
  readonly join: number
  readonly column: number
  /** Undefined where the cell comes ready from a lookup of the same type. */
  readonly read: ReadCell | undefined
  readonly blank: Cell
  /** Where it is stored: in `cells` and in the record's `values`; -1 for nowhere. */
  readonly slot: number
  readonly spec: number
  readonly filled: boolean
}

export interface Join {
  readonly as: string
  readonly onMissing: 'error' | 'blank'
  readonly rows: ReadonlyMap<string, readonly Cell[]>
  /** The field whose text is the key; -1 for a constant. */
  readonly field: number
  readonly constant: string
  readonly keyName: string
  readonly read: ReadCell
}

export interface RowPlan {
  readonly steps: readonly RowStep[]
  readonly joins: readonly Join[]
  /** Length of `cells`. */
  readonly size: number
}

/** Readers with their memory, shared by the files of a table. */
export function readerCache<T extends Placed>(
  opened: OpenedTable<T>,
): (column: BoundColumn, asText?: boolean) => ReadCell {
  const readers = new Map<string, ReadCell>()
  const maps = new Map<string, ReadonlyMap<string, string>>()
  for (const [written, texts] of Object.entries(opened.settings.values ?? {})) {
    const name = opened.spec.columns[specIndex(opened.spec.columns, written)]?.name ?? written
    maps.set(name, new Map(Object.entries(texts)))
  }
  return (column, asText = false) => {
    const kind = asText ? 'text' : column.kind
    const id = `${kind} ${column.name}`
    let reader = readers.get(id)
    if (!reader) {
      reader = cellReader(kind, opened.format.cell, maps.get(column.name))
      readers.set(id, reader)
    }
    return reader
  }
}

/** Resolves what is read from each row of a file; undefined when the file lacks what is used. */
export function rowPlan<T extends Placed>(
  opened: OpenedTable<T>,
  file: OpenedFile,
  columns: Columns,
  /** Whether all of `columns` is used, so that a file without one of them is an error. */
  used: boolean,
  reader: (column: BoundColumn, asText?: boolean) => ReadCell,
  found: Diagnostic[],
): RowPlan | undefined {
  const { spec, lookups } = opened
  const before = found.length
  const bound = new Map(file.binding.columns.map((column) => [column.name, column]))
  const place = { file: file.source.name, ...(file.header && { record: file.headerRecord }) }
  for (const { name } of columns.list) {
    // What goes into the record (a currency, a plan) may be blank in one file; what a plan reads may not vanish.
    const own = spec.columns[specIndex(spec.columns, name)]
    if (used && !bound.has(name) && (own?.inRecord !== true || own.inEveryFile)) {
      const message = `The file lacks column "${name}", which is used and which another file of ${spec.name} has.`
      found.push(diagnose('SPM2030', message, { place }))
    }
  }

  const joins: Join[] = []
  const joinOf = new Map<number, number>()
  const join = (number: number): number => {
    const known = joinOf.get(number)
    if (known !== undefined) return known
    const { as, key, keyPlace, rows, onMissing } = lookups[number]!
    const name = spec.columns[specIndex(spec.columns, key)]?.name ?? key
    const column = bound.get(name)
    if (!column || column.source.from === 'lookup') {
      const message = `${spec.name}: lookup "${as}" is by column "${key}", which ${file.source.name} lacks.${didYouMean(key, bound.keys())}`
      found.push(diagnose('SPM2028', message, { place: keyPlace ?? place }))
      return -1
    }
    const { source } = column
    const [at, constant] = source.from === 'field' ? [source.index, ''] : [-1, source.text]
    joins.push({ as, onMissing, rows, field: at, constant, keyName: name, read: reader(column, true) })
    joinOf.set(number, joins.length - 1)
    return joins.length - 1
  }

  const steps: RowStep[] = []
  for (const column of file.binding.columns) {
    const own = spec.columns[column.spec]
    const slot = columns.get(column.name)?.slot ?? -1
    if (slot < 0 && !own?.inRecord && !own?.required) continue
    const { source } = column
    const type = typeOfKind(column.kind)
    const step = { name: column.name, slot, spec: column.spec, filled: own?.filled === true, blank: blankOf(type) }
    const none = { field: -1, constant: undefined, join: -1, column: -1 }
    if (source.from === 'field') steps.push({ ...step, ...none, field: source.index, read: reader(column) })
    else if (source.from === 'constant') {
      const cell = reader(column)(source.text)
      if (cell instanceof CellProblem) {
        const message = `${spec.name}: the constant of "${column.name}", "${source.text}", ${cell.reason}.`
        found.push(diagnose(cell.code, message, { place, fix: cell.fix }))
      } else steps.push({ ...step, ...none, constant: cell, read: undefined })
    } else {
      const looked = lookups[source.lookup]!.columns[source.column]!
      // A text is read as the column's type; a declared type must be the same.
      if (looked.type !== type && looked.type !== 'text') {
        const message = `${spec.name}: column "${column.name}" is ${type}, but "${looked.name}" of the lookup is ${looked.type}.`
        found.push(diagnose('SPM2011', message, { place }))
      }
      const read = looked.type === column.kind ? undefined : reader(column)
      steps.push({ ...step, ...none, join: join(source.lookup), column: source.column, read })
    }
  }
  if (found.length > before) return undefined
  return { steps, joins, size: columns.list.reduce((size, column) => Math.max(size, column.slot + 1), 0) }
}
