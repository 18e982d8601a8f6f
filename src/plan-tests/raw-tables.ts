import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { cleanText } from '../input/cell.js'
import { openTable } from '../input/open-table.js'
import { readRecords } from '../input/read-records.js'
import type { Placed, TableSpec } from '../input/table-spec.js'
import { tables } from '../input/tables.js'
import type { InputName } from '../project/settings.js'
import type { SourceTable } from '../project/sources.js'

/** The rows of an input as they are written, by our column names. */
export interface RawTable {
  readonly columns: readonly string[]
  readonly rows: readonly ReadonlyMap<string, string>[]
}

/** More than this is no example any more. */
export const MOST_ROWS = 5000

/**
 * Reads an input without reading its cells. Of further columns only those in `used` are kept: what no plan asks for says
 * nothing in a case. Undefined when it cannot be read, or is too long to choose from.
 */
export async function rawTable(
  name: InputName,
  { settings, files }: SourceTable,
  used: ReadonlySet<string>,
  found: Diagnostic[],
): Promise<RawTable | undefined> {
  // What its rows become is not asked for.
  const spec: TableSpec<Placed> = tables[name] as TableSpec<never>
  const opened = await openTable(spec, settings, files, [], found)
  if (opened === undefined) return undefined
  const columns = new Set<string>()
  const rows: ReadonlyMap<string, string>[] = []
  for (const { source, binding, headerRecord } of opened.files) {
    const kept = binding.columns.filter(({ name: column, spec }) => {
      const own = opened.spec.columns[spec]
      return used.has(column) || own?.inRecord === true || own?.required === true
    })
    for (const each of kept) columns.add(each.name)
    await readRecords(source, opened.format.record, (fields, record) => {
      if (record === headerRecord || fields.every((field) => field.trim() === '')) return true
      const cells = kept.map(({ name: column, source: from }) => {
        const text = from.from === 'field' ? fields[from.index] : from.from === 'constant' ? from.text : ''
        return [column, cleanText(text ?? '')] as const
      })
      rows.push(new Map(cells))
      return rows.length <= MOST_ROWS
    })
  }
  return { columns: [...columns], rows }
}
