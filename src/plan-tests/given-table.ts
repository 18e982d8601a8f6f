import type { Diagnostic, Place } from '../diagnostics/diagnostic.js'
import { readRecords } from '../input/read-records.js'
import type { SourceFile } from '../input/table-settings.js'
import { checkReadable, readChunks } from '../io/read.js'
import type { YamlDocument, YamlPath } from '../yaml/document.js'
import type { TableShape } from './shape.js'

/** A table of a test file, as it stands there. */
export interface GivenTable {
  readonly value: TableShape
  readonly doc: YamlDocument
  readonly path: YamlPath
}

/** Where a cell of a table stands: record from 1 (the header counts), field from 0. */
export type CellPlace = (record: number, field: number | undefined) => Place

/** Text in one line is a path, everything else the table itself. */
export function pathOfTable({ value }: GivenTable): string | undefined {
  return typeof value === 'string' && !value.trimEnd().includes('\n') ? value.trim() : undefined
}

/** A table that stands in the test file as a file to read, and where its cells stand. */
export function inlineFile(
  table: GivenTable,
  name: string,
): { readonly file: SourceFile; readonly placeOf: CellPlace } {
  const { value, doc, path } = table
  if (typeof value !== 'string') {
    const text = value.map((row) => `${row.map(quoted).join(',')}\n`).join('')
    const placeOf: CellPlace = (record, field) => {
      const row = value[record - 1]
      if (row === undefined) return doc.placeOf(path, 'key')
      const inside = field !== undefined && field < row.length
      return doc.placeOf(inside ? [...path, record - 1, field] : [...path, record - 1])
    }
    return { file: textFile(name, text), placeOf }
  }
  const lines = linesOf(value)
  return {
    file: textFile(name, value),
    placeOf: (record, field) => {
      const line = lines[record - 1]
      if (line === undefined) return doc.placeOf(path, 'key')
      const [start, end] = fieldIn(line.text, field)
      return doc.offsetPlace(path, line.start + start, line.start + end)
    },
  }
}

/** The records of a table, header first; cells without the blanks around them. A file is relative to `folder`. */
export async function recordsOf(
  table: GivenTable,
  folder: string,
  found: Diagnostic[],
): Promise<readonly (readonly string[])[]> {
  if (typeof table.value !== 'string') return table.value.map((row) => row.map((cell) => cell.trim()))
  const path = pathOfTable(table)
  const place = table.doc.placeOf(table.path)
  if (path !== undefined) {
    const own: Diagnostic[] = []
    if (!checkReadable(folder, path, own)) {
      found.push(...own.map((each) => ({ ...each, place })))
      return []
    }
  }
  const file = path === undefined ? textFile('', table.value) : { name: path, open: () => readChunks(folder, path) }
  const rows: (readonly string[])[] = []
  const { problem } = await readRecords(file, { delimiter: ',', encoding: 'utf-8' }, (fields) => {
    const cells = fields.map((cell) => cell.trim())
    if (cells.some((cell) => cell !== '')) rows.push(cells)
  })
  if (problem) found.push({ ...problem, place })
  return rows
}

function textFile(name: string, text: string): SourceFile {
  return {
    name,
    async *open() {
      yield await Promise.resolve(Buffer.from(text))
    },
  }
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}

/** Lines with their offsets; a cell with a line break in it shifts what comes below it. */
function linesOf(text: string): readonly { readonly text: string; readonly start: number }[] {
  let start = 0
  return text.split('\n').map((line) => {
    const at = start
    start += line.length + 1
    return { text: line, start: at }
  })
}

/** Where a field of a CSV line begins and ends; the whole line where it has none of that number. */
function fieldIn(line: string, field: number | undefined): readonly [number, number] {
  const bounds: [number, number][] = []
  let start = 0
  let inQuotes = false
  for (let at = 0; at <= line.length; at += 1) {
    if (line[at] === '"') inQuotes = !inQuotes
    if (at < line.length && (inQuotes || line[at] !== ',')) continue
    bounds.push([start, at])
    start = at + 1
  }
  return (field === undefined ? undefined : bounds[field]) ?? [0, line.length]
}
