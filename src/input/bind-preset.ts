import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { foldHeader } from './fold-header.js'
import type { Preset, PresetTable, UsedPreset } from './preset.js'
import { presets, type PresetName } from './presets.js'
import type { ColumnSpec, TableName } from './table-spec.js'

interface PresetRequest {
  readonly table: string
  readonly file: string
  readonly headerRecord: number
  readonly header: readonly string[]
  readonly preset: UsedPreset
}

export interface PresetFields {
  readonly fields: readonly (readonly [name: string, index: number])[]
  /** Columns for which several headers are there: none is taken. */
  readonly doubtful: readonly string[]
}

/** Which field of a file the preset says is which column. Names without a header are left to be matched as usual. */
export function bindPreset(
  { table, file, headerRecord, header, preset }: PresetRequest,
  open: (column: { readonly name: string }) => boolean,
  found: Diagnostic[],
): PresetFields {
  const folded = header.map(foldHeader)
  const place = { file, record: headerRecord }
  const fields: (readonly [string, number])[] = []
  const doubtful: string[] = []
  const unchecked: number[] = []
  for (const column of preset.columns) {
    if (!open(column)) continue
    // A header that is our own name fits without any preset, so that it is one more that may be meant.
    const verified = new Set([...column.headers, column.name].map(foldHeader))
    const wanted = new Set([...verified, ...(column.unverified ?? []).map(foldHeader)])
    const at = folded.flatMap((name, index) => (wanted.has(name) ? [index] : []))
    if (at.length === 1) {
      fields.push([column.name, at[0]!])
      if (!verified.has(folded[at[0]!]!)) unchecked.push(at[0]!)
    } else if (at.length > 1) {
      const names = at.map((index) => `"${header[index]!}"`).join(' and ')
      const message = `${table}: headers ${names} both fit column "${column.name}" of preset ${preset.name}.`
      const fix = `Say which beside the preset: columns: {${column.name}: "<header>"}.`
      found.push(diagnose('SPM2009', message, { place: { ...place, field: at[1]! }, fix }))
      doubtful.push(column.name)
    }
  }
  if (unchecked.length > 0) {
    const names = unchecked.map((index) => `"${header[index]!}"`).join(', ')
    const message = `${table}: preset ${preset.name} takes ${names}, which nobody has checked against a real export`
    found.push(diagnose('SPM1082', message, { place: { ...place, field: unchecked[0]! } }))
  }
  return { fields, doubtful }
}

/** How a preset exports a table; undefined where it does not. */
export function presetTable(name: PresetName, table: TableName): PresetTable | undefined {
  const { tables }: Preset = presets[name]
  return tables[table]
}

/** Whether all headers are there that the preset knows for needed columns. */
function fits({ columns }: PresetTable, specs: readonly ColumnSpec[], folded: ReadonlySet<string>): boolean {
  return specs.every(({ name, required }) => {
    const column = columns.find((each) => each.name === name)
    const headers = [...(column?.headers ?? []), ...(column?.unverified ?? [])]
    return !required || headers.some((each) => folded.has(foldHeader(each)))
  })
}

/** The one preset that knows all needed columns of a table by the headers of a file; undefined for none or several. */
export function fittingPreset(
  table: string,
  specs: readonly ColumnSpec[],
  header: readonly string[],
): PresetName | undefined {
  const folded = new Set(header.map(foldHeader))
  const names = (Object.keys(presets) as PresetName[]).filter((name) => {
    const own = presetTable(name, table as TableName)
    return own !== undefined && fits(own, specs, folded)
  })
  return names.length === 1 ? names[0] : undefined
}
