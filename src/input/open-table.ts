import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { Columns, type CellType } from '../model/table.js'
import { bindColumns, kindOf, specIndex, type Binding } from './bind-columns.js'
import { cleanText, typeOfKind } from './cell.js'
import { fileFormat, type FileFormat } from './file-format.js'
import type { Lookup } from './lookup.js'
import { readRecords } from './read-records.js'
import type { LookupSettings, SourceFile, TableSettings } from './table-settings.js'
import type { Placed, TableSpec } from './table-spec.js'

/** Unmapped headers named in the note; the rest is counted. */
const NAMED = 6

export interface OpenedFile {
  readonly source: SourceFile
  readonly binding: Binding
  /** The fields of the header record as written, to see that the file is still the same; undefined without header. */
  readonly header: readonly string[] | undefined
  /** 0 without header. */
  readonly headerRecord: number
  readonly width: number
}

/** A table whose headers are known and whose rows are not read yet. */
export interface OpenedTable<T extends Placed> {
  readonly spec: TableSpec<T>
  readonly settings: TableSettings
  readonly format: FileFormat
  readonly files: readonly OpenedFile[]
  readonly lookups: readonly Lookup[]
  /** All that expressions may use. Narrow it with `narrowColumns` before reading. */
  readonly columns: Columns
  readonly unmapped: readonly string[]
}

function isBlank(fields: readonly string[]): boolean {
  return fields.every((field) => field.trim() === '')
}

async function openFile<T extends Placed>(
  spec: TableSpec<T>,
  settings: TableSettings,
  format: FileFormat,
  source: SourceFile,
  lookups: readonly Lookup[],
  found: Diagnostic[],
): Promise<OpenedFile | undefined> {
  let first: string[] | undefined
  let at = 0
  const { problem } = await readRecords(source, format.record, (fields, record) => {
    if (isBlank(fields)) return true
    first = fields
    at = record
    return false
  })
  if (problem) {
    found.push(problem)
    return undefined
  }
  if (!first) {
    found.push(diagnose('SPM2004', 'The file is empty.', { place: { file: source.name } }))
    return undefined
  }
  const header = settings.header === false ? undefined : first
  const headerRecord = header ? at : 0
  const binding = bindColumns(
    {
      table: spec.name,
      specs: spec.columns,
      settings,
      lookups,
      file: source.name,
      header: header?.map(cleanText),
      headerRecord: at,
      width: first.length,
    },
    found,
  )
  return { source, binding, header, headerRecord, width: first.length }
}

/**
 * Reads the headers of a table's files and says what columns there are; rows are read later by `readTable`.
 * Undefined when that is not possible; `found` says why. Unmapped columns are one note.
 */
export async function openTable<T extends Placed>(
  spec: TableSpec<T>,
  settings: TableSettings,
  files: readonly SourceFile[],
  lookups: readonly Lookup[],
  found: Diagnostic[],
): Promise<OpenedTable<T> | undefined> {
  const own: Diagnostic[] = []
  const format = fileFormat(settings, spec.name, own)
  const opened: OpenedFile[] = []
  for (const source of files) {
    const file = await openFile(spec, settings, format, source, lookups, own)
    if (file) opened.push(file)
  }
  const types = new Map<string, CellType>()
  const unmapped = new Set<string>()
  for (const file of opened) {
    for (const column of file.binding.columns) {
      if (!types.has(column.name)) types.set(column.name, typeOfKind(column.kind))
    }
    for (const name of file.binding.unmapped) unmapped.add(name)
  }
  // Where a column is missing or doubtful, that message lists the headers that are free.
  if (unmapped.size > 0 && !hasErrors(own)) {
    const first = opened.find((file) => file.binding.unmapped.length > 0)!
    const names = [...unmapped].slice(0, NAMED).map((name) => `"${name}"`)
    const more = unmapped.size > NAMED ? ` and ${unmapped.size - NAMED} more` : ''
    // Positions of a file without headers tell nobody anything.
    const which = first.header ? `: ${names.join(', ')}${more}` : ''
    const message = `${spec.name}: ${unmapped.size} ${unmapped.size === 1 ? 'column' : 'columns'} unmapped${which}`
    const field = first.header?.findIndex((header) => cleanText(header) === first.binding.unmapped[0]) ?? -1
    const record = first.header && { record: first.headerRecord }
    const place = { file: first.source.name, ...record, ...(field >= 0 && { field }) }
    own.push(diagnose('SPM2010', message, { place }))
  }
  for (const each of own) found.push(each)
  if (hasErrors(own)) return undefined
  return { spec, settings, format, files: opened, lookups, columns: numbered(types), unmapped: [...unmapped] }
}

function numbered(types: Iterable<readonly [string, CellType]>): Columns {
  return new Columns([...types].map(([name, type], slot) => ({ name, type, slot })))
}

/** The same columns without those that nothing uses, with new slots. Only what is in it is stored and checked. */
export function narrowColumns(columns: Columns, used: ReadonlySet<string>): Columns {
  const kept = columns.list.filter((column) => used.has(column.name))
  return numbered(kept.map((column) => [column.name, column.type]))
}

/**
 * The columns of a table of which no file is at hand, so that plans can be checked without data: all standard ones and
 * all that the settings name.
 */
export function columnsWithoutFile<T extends Placed>(
  spec: TableSpec<T>,
  settings: TableSettings,
  lookups: readonly LookupSettings[] = [],
): Columns {
  const types = new Map<string, CellType>()
  const add = (written: string, declared: CellType | undefined): void => {
    const column = spec.columns[specIndex(spec.columns, written)]
    types.set(column?.name ?? written, typeOfKind(kindOf(column, declared)))
  }
  for (const column of spec.columns) types.set(column.name, typeOfKind(column.kind))
  for (const { name, type } of settings.preset?.columns ?? []) add(name, type)
  for (const name of Object.keys(settings.columns ?? {})) add(name, undefined)
  for (const name of Object.keys(settings.constants ?? {})) add(name, undefined)
  for (const [name, type] of Object.entries(settings.types ?? {})) add(name, type)
  for (const lookup of lookups) {
    const names = [
      lookup.match ?? lookup.key,
      ...Object.keys(lookup.columns ?? {}),
      ...Object.keys(lookup.constants ?? {}),
    ]
    for (const name of names) types.set(`${lookup.as}.${name}`, 'text')
    for (const [name, type] of Object.entries(lookup.types ?? {})) types.set(`${lookup.as}.${name}`, type)
  }
  return numbered(types)
}
