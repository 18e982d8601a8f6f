import { grouped } from '../base/money.js'
import { presetTable } from '../input/bind-preset.js'
import type { CellType } from '../model/table.js'
import type { PresetName } from '../input/presets.js'
import { tables } from '../input/tables.js'
import type { ColumnProfile } from './column-profile.js'
import { ISO } from './date-guess.js'
import type { Inspection } from './inspect-file.js'
import { fitsKind, type Proposal } from './propose.js'

/** Settings of an input that read a file as it was found. */
export interface ProposedSettings {
  readonly preset: PresetName | undefined
  readonly delimiter: string | undefined
  readonly encoding: string | undefined
  /** Our column and the header that must be written down: a guess, unless somebody has said it. */
  readonly columns: readonly { readonly column: string; readonly header: string; readonly said?: true }[]
  readonly decimal: '.' | ',' | undefined
  readonly date: string | undefined
  readonly nulls: readonly string[]
  readonly footer: boolean
  /** Types of columns that spm does not know, by header. */
  readonly types: readonly (readonly [header: string, type: CellType])[]
  /** Keys that a person must decide before the file can be read, with the choices. */
  readonly open: readonly { readonly key: string; readonly choices: readonly string[] }[]
  /** What a person should know before trusting the map. */
  readonly cautions: readonly string[]
}

const DELIMITERS: Readonly<Record<string, string>> = { ';': 'semicolon', '\t': 'tab', '|': 'pipe' }

/** The same of a file that is none of our tables: formats and types of all its columns. */
export function settingsOfOther(inspection: Inspection): ProposedSettings {
  const { columns, header } = inspection
  const mapped = columns.map((profile) => ({ column: profile.name, profile, by: 'name', needed: false }) as const)
  const nothing = { preset: undefined, missing: [], doubtful: [], extra: [] }
  const { types: _, ...settings } = proposedSettings(inspection, { table: 'deals', mapped, ...nothing })
  const types = header === undefined ? [] : typesOf(columns, settings.date ?? ISO, settings.decimal)
  return { ...settings, types }
}

/** As settings write a delimiter. */
function delimiterName(sign: string): string {
  return DELIMITERS[sign] ?? sign
}

/** Turns a proposal into the keys of an input. What no value decides is left open, never chosen. */
export function proposedSettings(inspection: Inspection, proposal: Proposal): ProposedSettings {
  const { text } = inspection
  const known = proposal.preset && presetTable(proposal.preset, proposal.table)
  const mapped = neededFirst(proposal)
  const cautions: string[] = []
  const dates = agreed(mapped.flatMap(({ date }) => (date ? [date.readings.map(({ pattern }) => pattern)] : [])))
  const decimals = agreed(decimalsOf(mapped))
  if (decimals.conflict)
    cautions.push('Some columns write numbers with a point before the decimals, others with a comma.')
  if (dates.conflict)
    cautions.push('The date columns are written in different ways; one date format serves a whole file.')
  const date = settled(dates.common, known?.format?.date, ISO)
  const decimal = settled(decimals.common, known?.format?.decimal, undefined)
  const open: { key: string; choices: readonly string[] }[] = []
  if (date.open.length > 0) open.push({ key: 'date', choices: date.open })
  if (decimal.open.length > 0) open.push({ key: 'decimal', choices: decimal.open.map((each) => `"${each}"`) })
  for (const { column, profiles } of proposal.doubtful)
    open.push({ key: `columns: ${column}`, choices: profiles.map(({ name }) => name) })
  cautions.push(...cautionsOf(inspection, proposal))
  const pattern = date.value ?? known?.format?.date ?? ISO
  return {
    preset: proposal.preset,
    delimiter: text.delimiterBy === 'guess' && text.delimiter !== ',' ? delimiterName(text.delimiter) : undefined,
    encoding: text.encodingBy === 'guess' ? text.encoding : undefined,
    columns: proposal.mapped
      .filter(({ by }) => by === 'guess')
      .map(({ column, profile }) => ({ column, header: profile.name })),
    decimal: decimal.value,
    date: date.value,
    nulls: nullsOf(inspection.columns),
    footer: inspection.footer.length > 0 && known?.format?.footer !== true,
    // A doubtful column has a type once it is chosen.
    types: typesOf(
      proposal.extra.filter((profile) => !proposal.doubtful.some(({ profiles }) => profiles.includes(profile))),
      pattern,
      decimal.value ?? known?.format?.decimal,
    ),
    open,
    cautions,
  }
}

/** In a column of texts a dash may mean something. */
function nullsOf(columns: readonly ColumnProfile[]): readonly string[] {
  const texts = columns.flatMap(({ type, nulls }) =>
    nulls.map(([each]) => each).filter((each) => type !== 'text' || /[NnAa]/.test(each)),
  )
  return [...new Set(texts)]
}

function neededFirst({ mapped }: Proposal): readonly ColumnProfile[] {
  const [needed, others] = [mapped.filter((each) => each.needed), mapped.filter((each) => !each.needed)]
  return [...new Set([...needed, ...others].map(({ profile }) => profile))]
}

/** Signs that may stand before the decimals, by column; where plain digits leave nothing to say, none are asked. */
function decimalsOf(columns: readonly ColumnProfile[]): readonly (readonly ('.' | ',')[])[] {
  const numbers = columns.flatMap(({ number }) => number ?? [])
  const asked = numbers.filter(({ readings }) => readings[0]!.decimal !== undefined)
  if (asked.length === 0) return []
  return numbers.flatMap(({ readings, isWhole }) =>
    readings[0]!.decimal === undefined ? (isWhole ? [] : [['.' as const]]) : [readings.map(({ decimal }) => decimal!)],
  )
}

/** What all columns agree on; where they do not, what the first ones say. */
function agreed<T>(columns: readonly (readonly T[])[]): { readonly common: readonly T[]; readonly conflict: boolean } {
  let common = columns[0] ?? []
  let conflict = false
  for (const readings of columns.slice(1)) {
    const both = common.filter((each) => readings.includes(each))
    if (both.length > 0) common = both
    else conflict = true
  }
  return { common, conflict }
}

/** The value that settings must write: nothing where the preset says it, or it is how files are read anyway. */
function settled<T>(
  found: readonly T[],
  preset: T | undefined,
  usual: T | undefined,
): { readonly value: T | undefined; readonly open: readonly T[] } {
  if (preset !== undefined && found.includes(preset)) return { value: undefined, open: [] }
  if (found.length > 1) return { value: undefined, open: found }
  const [value] = found
  return { value: preset === undefined && value === usual ? undefined : value, open: [] }
}

function typesOf(
  columns: readonly ColumnProfile[],
  pattern: string,
  decimal: '.' | ',' | undefined,
): ProposedSettings['types'] {
  return columns.flatMap((profile) => {
    const type = extraType(profile, pattern, decimal)
    return type && profile.name !== '' ? [[profile.name, type] as const] : []
  })
}

function extraType(profile: ColumnProfile, pattern: string, decimal: '.' | ',' | undefined): CellType | undefined {
  if (profile.misfits.cells > 0 || profile.spreadsheetErrors > 0) return undefined
  if (profile.type === 'yes/no') return 'boolean'
  if (profile.type === 'date')
    return profile.date?.readings.some((each) => each.pattern === pattern) === true ? 'date' : undefined
  if (profile.type !== 'number') return undefined
  const { readings = [] } = profile.number ?? {}
  return readings.some((each) => each.decimal === undefined || each.decimal === decimal) ? 'number' : undefined
}

function rowsText(rows: number): string {
  return rows === 1 ? '1 row has' : `${grouped(String(rows))} rows have`
}

function cautionsOf({ text, ragged, columns }: Inspection, proposal: Proposal): string[] {
  const specs = tables[proposal.table].columns
  const cautions = proposal.mapped.flatMap(({ column, profile }) => {
    const spec = specs.find(({ name }) => name === column)
    if (spec === undefined || fitsKind(spec, profile)) return []
    return [`${column} must be a ${spec.kind === 'percent' ? 'number' : spec.kind}, and "${profile.name}" is not.`]
  })
  for (const { column, profile, needed } of proposal.mapped) {
    const spec = specs.find(({ name }) => name === column)
    if (needed && spec?.filled === true && profile.blank > 0)
      cautions.push(
        `${rowsText(profile.blank)} no ${column}: ${profile.blank === 1 ? 'a bad row' : 'bad rows'}, see on_bad_row.`,
      )
  }
  const id = proposal.mapped.find(
    ({ column }) => tables[proposal.table].unique && column === tables[proposal.table].key[0],
  )
  if (id?.profile.repeated && id.profile.repeated.cells > 0 && tables[proposal.table].key.length === 1)
    cautions.push(
      `${id.column} must be unique, and cells of "${id.profile.name}" stand twice: ${id.profile.repeated.cells}.`,
    )
  if (ragged.rows > 0)
    cautions.push(
      `${rowsText(ragged.rows)} another number of cells than the header: ${ragged.rows === 1 ? 'a bad row' : 'bad rows'}.`,
    )
  if (columns.some(({ spreadsheetErrors }) => spreadsheetErrors > 0))
    cautions.push('There are errors of the spreadsheet such as #REF!: they are never read.')
  if (text.encodingBy === 'guess')
    cautions.push(`The encoding is a guess: look whether "${text.beyondAscii ?? ''}" is read well.`)
  if (columns.some(({ number }) => number?.mayBeThousands))
    cautions.push('Some numbers have a point and three digits behind it. They are read as decimals, such as 1.234.')
  return cautions
}
