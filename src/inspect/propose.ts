import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { bindColumns } from '../input/bind-columns.js'
import { fittingPreset, presetTable } from '../input/bind-preset.js'
import type { PresetTable, UsedPreset } from '../input/preset.js'
import { presets, type PresetName } from '../input/presets.js'
import { tables } from '../input/tables.js'
import type { ColumnSpec, Placed, TableSpec } from '../input/table-spec.js'
import type { ColumnProfile } from './column-profile.js'
import { isHint } from './header-hints.js'
import type { Inspection } from './inspect-file.js'

export type ProposedTable = keyof typeof tables
export const PROPOSED_TABLES = Object.keys(tables) as readonly ProposedTable[]

/** A column of ours and where it would come from. */
export interface Mapping {
  readonly column: string
  readonly profile: ColumnProfile
  /** Our own name or another header that is always taken; the preset; or a guess that settings must write down. */
  readonly by: 'name' | 'preset' | 'guess'
  readonly needed: boolean
}

/** The table that a file seems to be, and its columns. */
export interface Proposal {
  readonly table: ProposedTable
  readonly preset: PresetName | undefined
  readonly mapped: readonly Mapping[]
  /** Needed columns for which the file has nothing. */
  readonly missing: readonly string[]
  /** Columns for which several headers may be meant: none is proposed. */
  readonly doubtful: readonly { readonly column: string; readonly profiles: readonly ColumnProfile[] }[]
  /** Columns of the file that nothing takes; expressions can use them by their header. */
  readonly extra: readonly ColumnProfile[]
}

/**
 * Which table a file seems to be: the one of which it has most needed columns, by the rules by which files are read, then by
 * names that people write. Undefined where it looks like none.
 * @param wanted the table, where somebody has said
 */
export function propose(inspection: Inspection, wanted?: ProposedTable): Proposal | undefined {
  const { header } = inspection
  if (header === undefined) return undefined
  const all = (wanted ? [wanted] : PROPOSED_TABLES).map((table) => proposalFor(table, header, inspection.columns))
  const likely = wanted ? all : all.filter(isLikely)
  return likely.sort((a, b) => rank(b) - rank(a) || mappedBy(b, 'name') - mappedBy(a, 'name'))[0]
}

/** All needed columns of a small table, most of those of a larger one; doubtful ones are there. */
function isLikely({ table, mapped, missing, doubtful }: Proposal): boolean {
  const needed = mapped.filter((each) => each.needed).length + doubtful.length
  return needed > 0 && missing.length <= (tables[table].columns.filter(({ required }) => required).length > 3 ? 1 : 0)
}

/** Complete tables first, then those with more needed columns, then with more columns at all. */
function rank({ mapped, missing, doubtful }: Proposal): number {
  const needed = mapped.filter((each) => each.needed).length + doubtful.length
  return (missing.length === 0 ? 10_000 : 0) + needed * 100 + mapped.length
}

function mappedBy({ mapped }: Proposal, by: Mapping['by']): number {
  return mapped.filter((each) => each.by === by).length
}

function proposalFor(table: ProposedTable, header: readonly string[], columns: readonly ColumnProfile[]): Proposal {
  const spec: TableSpec<Placed> = tables[table]
  const preset = fittingPreset(table, spec.columns, header)
  const known = preset && presetTable(preset, table)
  const mapped = boundBy(spec, header, columns, preset, known)
  const taken = new Set(mapped.map(({ profile }) => profile))
  const doubtful: { column: string; profiles: readonly ColumnProfile[] }[] = []
  const guess = (column: ColumnSpec, profile: ColumnProfile): void => {
    mapped.push({ column: column.name, profile, by: 'guess', needed: column.required === true })
    taken.add(profile)
  }
  const free = new Set(columns.filter((profile) => !taken.has(profile)))
  for (const column of spec.columns) {
    if (mapped.some((each) => each.column === column.name)) continue
    const fits = [...free].filter((each) => isHint(table, column.name, each.name) && fitsKind(column, each))
    if (fits.length === 1) guess(column, fits[0]!)
    else if (fits.length > 1) doubtful.push({ column: column.name, profiles: fits })
  }
  if (table === 'reps') nameAsId(spec, mapped, guess)
  const has = (name: string): boolean =>
    mapped.some((each) => each.column === name) || doubtful.some((each) => each.column === name)
  const missing = spec.columns.filter(
    ({ name, required, unless }) => required && !has(name) && !(unless !== undefined && has(unless)),
  )
  return {
    table,
    preset,
    mapped,
    missing: missing.map(({ name }) => name),
    doubtful,
    extra: columns.filter((profile) => !taken.has(profile)),
  }
}

/** What is bound when the file is read with nothing but the preset. */
function boundBy(
  spec: TableSpec<Placed>,
  header: readonly string[],
  columns: readonly ColumnProfile[],
  preset: PresetName | undefined,
  known: PresetTable | undefined,
): Mapping[] {
  const ignored: Diagnostic[] = []
  const used: UsedPreset | undefined = preset &&
    known && { name: preset, of: presets[preset].of, columns: known.columns }
  const { columns: bound } = bindColumns(
    {
      table: spec.name,
      specs: spec.columns,
      settings: { preset: used },
      lookups: [],
      file: '',
      header,
      headerRecord: 1,
      width: header.length,
    },
    ignored,
  )
  const named = new Set(known?.columns.map(({ name }) => name))
  return bound.flatMap(({ name, spec: index, source }): Mapping[] => {
    const profile = source.from === 'field' ? columns[source.index] : undefined
    if (profile === undefined || (index < 0 && !named.has(name))) return []
    const needed = index >= 0 && spec.columns[index]!.required === true
    return [{ column: name, profile, by: named.has(name) ? 'preset' : 'name', needed }]
  })
}

/** People who are known by their names alone: the name is their id. */
function nameAsId(
  spec: TableSpec<Placed>,
  mapped: readonly Mapping[],
  guess: (column: ColumnSpec, profile: ColumnProfile) => void,
): void {
  const of = (name: string): Mapping | undefined => mapped.find(({ column }) => column === name)
  const [id, name] = [of('payee_id'), of('name')]
  const column = (wanted: string): ColumnSpec => spec.columns.find((each) => each.name === wanted)!
  if (id && !name) guess(column('name'), id.profile)
  else if (name && !id) guess(column('payee_id'), name.profile)
}

/** Whether what is in a column can be what is wanted; a column without any cell can be anything. */
export function fitsKind({ kind }: Pick<ColumnSpec, 'kind'>, { type, number }: ColumnProfile): boolean {
  if (type === 'blank') return true
  if (kind === 'number' || kind === 'percent') return type === 'number' || (type === 'id' && number !== undefined)
  if (kind === 'date') return type === 'date'
  if (kind === 'currency') return type === 'currency'
  return kind === 'date_or_period' || kind === 'period' || type !== 'date'
}
