import { Buffer } from 'node:buffer'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import type { Lookup } from '../../src/input/lookup.js'
import { openTable } from '../../src/input/open-table.js'
import { readTable, type ReadOptions, type TableRead } from '../../src/input/read-table.js'
import type { SourceFile, TableSettings } from '../../src/input/table-settings.js'
import type { Placed, TableSpec } from '../../src/input/table-spec.js'

/** A file in memory, handed over in chunks of the given size. */
export function source(content: string | Uint8Array, name = 'file.csv', chunk = 7): SourceFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return {
    name,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk)
    },
  }
}

export interface Outcome<T> extends TableRead<T> {
  readonly found: readonly Diagnostic[]
  readonly codes: readonly string[]
}

/** Opens and reads a table in one go; notes are left out of `codes`. */
export async function read<T extends Placed>(
  spec: TableSpec<T>,
  content: string | readonly SourceFile[],
  settings: TableSettings = {},
  options: ReadOptions = {},
  lookups: readonly Lookup[] = [],
): Promise<Outcome<T>> {
  const found: Diagnostic[] = []
  const files = typeof content === 'string' ? [source(content)] : content
  const opened = await openTable(spec, settings, files, lookups, found)
  const result = opened ? await readTable(opened, options, found) : { rows: [], files: [], rejected: [] }
  const codes = found.filter((each) => each.severity !== 'note').map((each) => each.code)
  return { ...result, found, codes }
}

/** Where a finding points, short: `record:field`. */
export function places(found: readonly Diagnostic[]): string[] {
  return found
    .filter((each) => each.severity !== 'note')
    .map((each) => `${each.place?.record}:${each.place?.field ?? '-'}`)
}
