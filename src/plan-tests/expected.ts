import { parseDecimal } from '../base/decimal.js'
import { parseDate } from '../base/date.js'
import { diagnose, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { YamlDocument, YamlPath } from '../yaml/document.js'
import { inlineFile, pathOfTable, recordsOf, type CellPlace, type GivenTable } from './given-table.js'
import { OUTPUTS, type OutputName } from './outputs.js'
import type { CaseShape, TableShape } from './shape.js'

/** A column that a case compares. */
export interface ExpectedColumn {
  readonly name: string
  readonly type: 'text' | 'number' | 'date'
}

/** What a case expects of one output: these columns of these rows, and no others. */
export interface Expected {
  readonly output: OutputName
  /** Cells by column that a row has to have to be looked at. */
  readonly where: readonly (readonly [ExpectedColumn, string])[]
  readonly columns: readonly ExpectedColumn[]
  readonly rows: readonly (readonly string[])[]
}

/** Reads what a case expects of an output; undefined when it cannot be compared, which is in `found`. */
export async function readExpected(
  output: OutputName,
  shape: NonNullable<CaseShape['expect'][OutputName]>,
  { doc, path }: { readonly doc: YamlDocument; readonly path: YamlPath },
  folder: string,
  found: Diagnostic[],
): Promise<Expected | undefined> {
  const filtered = isFiltered(shape) ? shape : undefined
  const value = filtered ? filtered.rows : (shape as TableShape)
  const table: GivenTable = { value, doc, path: filtered ? [...path, 'rows'] : path }
  const before = found.length
  const [header, ...rows] = await recordsOf(table, folder, found)
  if (found.length > before) return undefined
  const placeOf = placesIn(table)
  const report = (code: 'SPM3705' | 'SPM3706' | 'SPM3707', message: string, place: Place, fix?: string): void =>
    void found.push(diagnose(code, message, { place, fix }))
  if (header === undefined) {
    report('SPM3706', `\`${output}\` is empty`, doc.placeOf(table.path, 'key'))
    return undefined
  }
  const columns = header.map((name, index) => columnOf(output, name, placeOf(1, index), found))
  for (const [index, name] of header.entries()) {
    if (header.indexOf(name) < index) report('SPM3706', `the column "${name}" is given twice`, placeOf(1, index))
  }
  for (const [index, row] of rows.entries()) {
    if (row.length !== header.length) {
      const message = `this row has ${row.length} of ${header.length} cells`
      const fix = 'Give each row as many cells as the header has; two quotes are a blank one.'
      report('SPM3706', message, placeOf(index + 2, undefined), fix)
      continue
    }
    for (const [field, cell] of row.entries()) checkCell(columns[field], cell, placeOf(index + 2, field), found)
  }
  const where = Object.entries(filtered?.where ?? {}).map(([name, cell]) => {
    const at = [...path, 'where', name]
    const column = columnOf(output, name, doc.placeOf(at, 'key'), found)
    checkCell(column, cell, doc.placeOf(at), found)
    return [column, cell] as const
  })
  if (found.length > before) return undefined
  return {
    output,
    where: where as Expected['where'],
    columns: columns as readonly ExpectedColumn[],
    rows,
  }
}

function isFiltered(shape: unknown): shape is { where: Readonly<Record<string, string>>; rows: TableShape } {
  return typeof shape === 'object' && !Array.isArray(shape)
}

/** Cells of a file of its own are pointed at by the path that names it. */
function placesIn(table: GivenTable): CellPlace {
  const place = table.doc.placeOf(table.path)
  return pathOfTable(table) === undefined ? inlineFile(table, '').placeOf : () => place
}

function columnOf(output: OutputName, name: string, place: Place, found: Diagnostic[]): ExpectedColumn | undefined {
  const { columns, file } = OUTPUTS[output]
  const column = columns.find((each) => each.name === name)
  if (column) return { name, type: column.type }
  const names = columns.map((each) => each.name)
  const message = `${file} has no column "${name}".${didYouMean(name, names)}`
  found.push(diagnose('SPM3705', message, { place, fix: `Its columns: ${names.join(', ')}.` }))
  return undefined
}

function checkCell(column: ExpectedColumn | undefined, cell: string, place: Place, found: Diagnostic[]): void {
  if (column === undefined || cell === '' || column.type === 'text') return
  const read = column.type === 'number' ? parseDecimal(cell) : parseDate(cell)
  if (read !== undefined) return
  const kind = column.type === 'number' ? 'an exact number' : 'a date'
  found.push(diagnose('SPM3707', `\`${column.name}\` is ${kind}, not "${cell}"`, { place }))
}
