import { ZERO, Decimal } from '../base/decimal.js'
import type { Code } from '../diagnostics/catalogue.js'
import { diagnose, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import type { Cell, Columns } from '../model/table.js'
import { cappedFindings, type CappedFindings } from './capped-findings.js'
import { blankOf, typeOfKind } from './cell.js'
import { CellProblem } from './cell-problem.js'
import { withoutFooter } from './footer.js'
import type { OpenedFile, OpenedTable } from './open-table.js'
import { readRecords } from './read-records.js'
import { readerCache, rowPlan, type RowPlan } from './row-plan.js'
import type { RecordSink } from './split-records.js'
import type { Placed, RawRow, TableContext } from './table-spec.js'

export interface ReadOptions {
  /** What to store in `cells` and at which slot; default: all columns of the opened table. */
  readonly columns?: Columns
  readonly context?: TableContext
}

/** One file as read, for the manifest. */
export interface FileRead {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  /** Data rows: without header and blank lines. rows = accepted + rejected. */
  readonly rows: number
  readonly accepted: number
  readonly rejected: number
  /** Sum of the spec's total column over all rows in which it is readable, as a spreadsheet would add it up. */
  readonly total: Decimal | undefined
}

export interface RejectedRow {
  readonly file: string
  readonly record: number
  /** The row's key columns, as far as readable. */
  readonly key: string
  readonly code: Code
  readonly reason: string
}

export interface TableRead<T> {
  readonly rows: T[]
  readonly files: readonly FileRead[]
  /** Empty unless `on_bad_row: reject`: otherwise bad rows are errors and nothing may be computed. */
  readonly rejected: readonly RejectedRow[]
}

function shown(raw: string): string {
  const text = raw.trim()
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`
}

function isBlank(fields: readonly string[]): boolean {
  return fields[0]!.trim() === '' && fields.every((field) => field.trim() === '')
}

/** The row being read. One object serves a whole file: a million short-lived ones would cost a second. */
class CurrentRow implements RawRow {
  readonly values: Cell[]
  cells: Cell[] = []
  fields: readonly string[] = []
  record = 0
  isBad = false
  code: Code = 'SPM2006'
  reason = ''

  constructor(
    readonly file: string,
    private readonly fieldOf: readonly number[],
    private readonly findings: CappedFindings,
    private readonly blanks: readonly Cell[],
    private readonly template: readonly Cell[],
  ) {
    this.values = [...blanks]
  }

  start(fields: readonly string[], record: number): void {
    this.fields = fields
    this.record = record
    this.isBad = false
    // A copy has the exact length: an array that grows would double the memory of each deal.
    this.cells = this.template.slice()
    for (let index = 0; index < this.values.length; index += 1) this.values[index] = this.blanks[index]
  }

  text(column: number): string {
    return this.fields[this.fieldOf[column] ?? -1] ?? ''
  }

  bad(column: number, code: Code, message: string, related?: Diagnostic['related']): void {
    this.report(this.fieldOf[column] ?? -1, code, message, undefined, related)
  }

  report(field: number, code: Code, message: string, fix?: string, related?: Diagnostic['related']): void {
    if (!this.isBad) {
      this.isBad = true
      this.code = code
      this.reason = message
    }
    const place: Place = { file: this.file, record: this.record, ...(field >= 0 && { field }) }
    this.findings.add(code, message, { place, fix, related })
  }
}

const NOTHING: readonly (readonly Cell[] | undefined)[] = []

/** Reads the cells of a row into `row`, reporting each bad one. */
function readCells(row: CurrentRow, plan: RowPlan): void {
  const { fields } = row
  const looked =
    plan.joins.length === 0
      ? NOTHING
      : plan.joins.map((join) => {
          const key = join.field < 0 ? join.read(join.constant) : join.read(fields[join.field]!)
          // A bad key is reported where the key itself is read.
          if (typeof key !== 'string' || key === '') return undefined
          const cells = join.rows.get(key)
          if (!cells && join.onMissing === 'error') {
            row.report(join.field, 'SPM2027', `${join.keyName} ${shown(key)} is not in lookup "${join.as}".`)
          }
          return cells
        })
  for (const step of plan.steps) {
    const { field } = step
    let cell: Cell | CellProblem
    let raw = ''
    if (field >= 0) {
      raw = fields[field]!
      cell = step.read!(raw)
    } else if (step.join >= 0) {
      const ready = looked[step.join]?.[step.column]
      raw = typeof ready === 'string' ? ready : ''
      cell = ready === undefined ? step.blank : step.read && typeof ready === 'string' ? step.read(ready) : ready
    } else cell = step.constant
    if (cell instanceof CellProblem) {
      row.report(
        field,
        cell.code,
        `${step.name} ${shown(raw)} ${cell.reason}${cell.reason.endsWith('?') ? '' : '.'}`,
        cell.fix,
      )
      cell = step.blank
    } else if (step.filled && (cell === undefined || cell === '')) {
      row.report(field, 'SPM2012', `${step.name} is blank.`)
    }
    if (step.slot >= 0) row.cells[step.slot] = cell
    if (step.spec >= 0) row.values[step.spec] = cell
  }
}

/** Rows seen, by key, so that a second one names the first. */
interface Seen {
  readonly file: string
  readonly record: number
}

/**
 * Reads all rows of an opened table. Every bad cell of every row is reported; under `on_bad_row: stop` as errors, under
 * `reject` as warnings, the row then being listed as rejected. Of rows with the same key none is kept: which of them
 * is meant would be a guess, and row order must not decide money.
 */
export async function readTable<T extends Placed>(
  opened: OpenedTable<T>,
  options: ReadOptions,
  found: Diagnostic[],
): Promise<TableRead<T>> {
  const { spec } = opened
  const columns = options.columns ?? opened.columns
  const rejects = opened.settings.on_bad_row === 'reject'
  const build = spec.builder(options.context ?? {})
  const reader = readerCache(opened)
  const keyColumns = spec.key.map((name) => spec.columns.findIndex((column) => column.name === name))
  const filledKeys = keyColumns.filter((column) => spec.columns[column]!.filled)
  const totalColumn = spec.columns.findIndex((column) => column.name === spec.total)

  const rows: T[] = []
  const rejected: RejectedRow[] = []
  /** An index into `rows`, or the complement of one into `seenBad`: numbers are what a map of a million can afford. */
  const firstOf = new Map<string, number>()
  const seenBad: Seen[] = []
  const withdrawn = new Set<number>()
  const keyOf = (values: readonly Cell[], sign: string): string =>
    keyColumns.length === 1
      ? (values[keyColumns[0]!] as string)
      : keyColumns.map((column) => String(values[column] ?? '')).join(sign)
  const named = (values: readonly Cell[]): string => keyOf(values, ' ').replaceAll(/ +/g, ' ').trim()

  const reject = (at: Seen, key: string, code: Code, reason: string): void => {
    if (rejects) rejected.push({ file: at.file, record: at.record, key, code, reason })
  }

  /** Remembers the row's key; if it is not new, both rows are named and both are out. */
  const checkKey = (row: CurrentRow): void => {
    if (!spec.unique || filledKeys.some((column) => row.values[column] === '')) return
    const key = keyOf(row.values, '\0')
    const first = firstOf.get(key)
    if (first === undefined) {
      firstOf.set(key, row.isBad ? ~(seenBad.push({ file: row.file, record: row.record }) - 1) : rows.length)
      return
    }
    const other = first >= 0 ? rows[first]! : seenBad[~first]!
    const what = keyColumns
      .filter((column) => row.values[column] !== '' && row.values[column] !== undefined)
      .map((column) => `${spec.columns[column]!.name} "${String(row.values[column])}"`)
      .join(', ')
    const where = other.file === row.file ? `row ${other.record}` : `row ${other.record} of ${other.file}`
    row.bad(keyColumns[0]!, 'SPM2020', `${what} stands on ${where} already.`, [
      { message: 'the first row', place: { file: other.file, record: other.record } },
    ])
    if (first >= 0 && !withdrawn.has(first)) {
      withdrawn.add(first)
      reject(other, named(row.values), 'SPM2020', `${what} stands on row ${row.record} of ${row.file} too.`)
    }
  }

  const readFile = async (file: OpenedFile): Promise<Omit<FileRead, 'accepted' | 'rejected'> | undefined> => {
    const plan = rowPlan(opened, file, columns, options.columns !== undefined, reader, found)
    if (!plan) return undefined
    const { name } = file.source
    const findings = cappedFindings(name, rejects ? 'warning' : 'error', found)
    const fieldOf = spec.columns.map((_, index) => plan.steps.find((step) => step.spec === index)?.field ?? -1)
    const blanks = spec.columns.map((column) => blankOf(typeOfKind(column.kind)))
    const template = Array.from<Cell>({ length: plan.size })
    for (const column of columns.list) template[column.slot] = blankOf(column.type)
    const row = new CurrentRow(name, fieldOf, findings, blanks, template)
    let count = 0
    let total = ZERO
    let changed = false

    const take: RecordSink = (fields, record) => {
      if (record <= file.headerRecord) {
        if (record < file.headerRecord) return true
        changed = fields.join('\0') !== file.header!.join('\0')
        return !changed
      }
      if (isBlank(fields)) return true
      count += 1
      row.start(fields, record)
      if (fields.length !== file.width) {
        const message = `The row has ${fields.length} ${fields.length === 1 ? 'cell' : 'cells'}, the file has ${file.width} columns.`
        row.report(Math.min(fields.length, file.width) - 1, 'SPM2006', message)
        const keyField = fieldOf[keyColumns[0]!]!
        reject(row, keyField >= 0 ? (fields[keyField] ?? '').trim() : '', 'SPM2006', message)
        return true
      }
      readCells(row, plan)
      const amount = totalColumn < 0 ? undefined : row.values[totalColumn]
      if (amount instanceof Decimal) total = total.plus(amount)
      const made = build(row)
      checkKey(row)
      if (row.isBad) reject(row, named(row.values), row.code, row.reason)
      else rows.push(made)
      return true
    }
    const footer = opened.settings.footer ? withoutFooter(name, file.width, take) : undefined
    const { bytes, sha256, problem } = await readRecords(file.source, opened.format.record, footer?.sink ?? take)
    if (!changed && !problem) footer?.close(found)
    findings.close()
    if (problem) found.push(problem)
    if (changed) found.push(diagnose('SPM2031', 'The file changed while it was read.', { place: { file: name } }))
    return { name, bytes, sha256, rows: count, total: totalColumn < 0 ? undefined : total }
  }

  const files: Omit<FileRead, 'accepted' | 'rejected'>[] = []
  for (const file of opened.files) {
    const read = await readFile(file)
    if (read) files.push(read)
  }
  const kept = withdrawn.size === 0 ? rows : rows.filter((_, index) => !withdrawn.has(index))
  const accepted = new Map<string, number>()
  for (const row of kept) accepted.set(row.file, (accepted.get(row.file) ?? 0) + 1)
  return {
    rows: kept,
    files: files.map((file) => {
      const good = accepted.get(file.name) ?? 0
      const { name, bytes, sha256, rows: count, total } = file
      return { name, bytes, sha256, rows: count, accepted: good, rejected: count - good, total }
    }),
    rejected,
  }
}
