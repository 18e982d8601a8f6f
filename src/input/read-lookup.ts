import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { hasErrors } from '../diagnostics/diagnostic.js'
import type { Cell, KeyedTable } from '../model/table.js'
import type { Lookup } from './lookup.js'
import { openTable } from './open-table.js'
import { readTable } from './read-table.js'
import type { KeyedSettings, LookupSettings, SourceFile, TableSettings } from './table-settings.js'
import type { Placed, TableSpec } from './table-spec.js'

interface LookupRow extends Placed {
  readonly key: string
  readonly cells: readonly Cell[]
}

function keyedSpec(name: 'lookup' | 'table', keyColumn: string): TableSpec<LookupRow> {
  return {
    name,
    row: 'row',
    key: [keyColumn],
    unique: true,
    columns: [{ name: keyColumn, kind: 'text', required: true, filled: true, inRecord: true, doc: 'The key.' }],
    builder: () => (row) => ({ key: row.values[0] as string, cells: row.cells, file: row.file, record: row.record }),
  }
}

/**
 * Reads a looked-up file whole. A key that stands twice is an error naming both rows, also under `on_bad_row: reject`
 * (then neither is used). Undefined when the file cannot be used; `found` says why.
 */
export async function readLookup(
  settings: LookupSettings,
  files: readonly SourceFile[],
  found: Diagnostic[],
): Promise<Lookup | undefined> {
  const read = await readKeyed(keyedSpec('lookup', settings.match ?? settings.key), settings, files, found)
  return (
    read && {
      ...read,
      as: settings.as,
      key: settings.key,
      keyPlace: settings.placeOf?.(['key']),
      onMissing: settings.on_missing ?? 'error',
    }
  )
}

/** Reads a table of `lookup()` in the same way; its key must be a column of it. */
export function readKeyedTable(
  settings: KeyedSettings,
  files: readonly SourceFile[],
  found: Diagnostic[],
): Promise<KeyedRead | undefined> {
  return readKeyed(keyedSpec('table', settings.key), settings, files, found)
}

/** A table in memory, and its files for the manifest. */
export type KeyedRead = KeyedTable & Pick<Lookup, 'files'>

async function readKeyed(
  spec: TableSpec<LookupRow>,
  settings: TableSettings,
  files: readonly SourceFile[],
  found: Diagnostic[],
): Promise<KeyedRead | undefined> {
  const own: Diagnostic[] = []
  const opened = await openTable(spec, settings, files, [], own)
  const result = opened && (await readTable(opened, {}, own))
  // Each column is there to be looked up: unmapped ones are no news.
  const told = own.filter((each) => each.code !== 'SPM2010')
  for (const each of told) found.push(each)
  if (!opened || !result || hasErrors(told)) return undefined
  return {
    columns: opened.columns.list.map(({ name, type }) => ({ name, type })),
    rows: new Map(result.rows.map((row) => [row.key, row.cells])),
    files: result.files,
  }
}
