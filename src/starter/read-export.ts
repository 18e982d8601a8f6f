import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { foldHeader } from '../input/fold-header.js'
import { fileFormat } from '../input/file-format.js'
import type { UsedPreset } from '../input/preset.js'
import { presets } from '../input/presets.js'
import type { SourceFile, TableSettings } from '../input/table-settings.js'
import { inspectFile, type Inspection } from '../inspect/inspect-file.js'
import { propose, type Proposal } from '../inspect/propose.js'
import { proposedSettings, type ProposedSettings } from '../inspect/proposed-settings.js'
import { presetTable } from '../input/bind-preset.js'

/** An export of deals as it was found, and how it would be read. */
export interface ReadExport {
  readonly inspection: Inspection
  readonly proposal: Proposal
  readonly settings: ProposedSettings
}

/** What a person has decided about an export. */
export interface Decisions {
  /** Our column and a header of the file. */
  readonly map: readonly (readonly [column: string, header: string])[]
  readonly date: string | undefined
  readonly decimal: string | undefined
}

/** Looks at an export of deals; undefined where `found` says why it is none. */
export async function readExport(source: SourceFile, found: Diagnostic[]): Promise<ReadExport | undefined> {
  const inspection = await inspectFile(source, found)
  const proposal = inspection && propose(inspection, 'deals')
  if (inspection && !proposal) {
    const message = 'the export has no header line, so that nothing says which column is which'
    const fix = 'Export it with a header line, or describe it in spm.yaml by hand: header: false.'
    found.push(diagnose('SPM1093', message, { place: { file: source.name, record: 1 }, fix }))
  }
  return inspection && proposal && { inspection, proposal, settings: proposedSettings(inspection, proposal) }
}

/** Lays decisions over what was proposed; undefined where something is still open or missing, which `found` says. */
export function decide(
  { inspection, proposal, settings }: ReadExport,
  { map, date, decimal }: Decisions,
  found: Diagnostic[],
): ProposedSettings | undefined {
  const { file, header = [], headerRecord } = inspection
  const own: Diagnostic[] = []
  const place = { file, record: headerRecord }
  for (const [column, target] of map) {
    if (header.some((each) => foldHeader(each) === foldHeader(target))) continue
    const message = `--map ${column}=${target}: the export has no header "${target}".${didYouMean(target, header)}`
    own.push(diagnose('SPM1092', message, { place }))
  }
  const mapped = new Set(map.map(([column]) => column))
  const decided = new Set([
    ...[...mapped].map((column) => `columns: ${column}`),
    ...(date === undefined ? [] : ['date']),
    ...(decimal === undefined ? [] : ['decimal']),
  ])
  for (const { key, choices } of settings.open) {
    if (decided.has(key)) continue
    const column = key.replace('columns: ', '')
    const flags = choices.map((choice) =>
      key === column ? `--${key} ${choice}` : `--map ${column}=${JSON.stringify(choice)}`,
    )
    const message = `the export leaves open what ${column} is: ${choices.join(' or ')}`
    const field = fieldOf(key, choices, proposal, header)
    own.push(diagnose('SPM1092', message, { place: { ...place, field }, fix: `Say it: ${flags.join(' or ')}.` }))
  }
  const missing = proposal.missing.filter((column) => !mapped.has(column))
  if (missing.length > 0) {
    const message = `the export has no column that looks like ${missing.join(', ')}`
    const fix = `Say which it is: ${missing.map((column) => `--map ${column}="<header>"`).join(' ')}. The headers: ${header.join(', ')}.`
    own.push(diagnose('SPM1093', message, { place, fix }))
  }
  if (date !== undefined) fileFormat({ date }, 'deals', own)
  found.push(...own)
  if (own.length > 0) return undefined
  return {
    ...settings,
    columns: [
      ...settings.columns.filter(({ column }) => !mapped.has(column)),
      ...map.map(([column, target]) => ({ column, header: target, said: true as const })),
    ],
    date: date ?? settings.date,
    decimal: decimal === '.' || decimal === ',' ? decimal : settings.decimal,
    // What is mapped has the type of its column.
    types: settings.types.filter(([each]) => !map.some(([, target]) => foldHeader(target) === foldHeader(each))),
    open: [],
  }
}

/** The field of the header at which something is open. */
function fieldOf(key: string, choices: readonly string[], { mapped }: Proposal, header: readonly string[]): number {
  const open = mapped.find(({ profile: { date, number } }) =>
    key === 'date' ? (date?.readings.length ?? 0) > 1 : (number?.readings.length ?? 0) > 1,
  )
  const doubtful = key.startsWith('columns: ') ? header.indexOf(choices[0]!) : -1
  return doubtful >= 0 ? doubtful : open ? open.profile.position - 1 : 0
}

/** The proposed settings as they would be read from `spm.yaml`. */
export function tableSettings(settings: ProposedSettings): TableSettings {
  const { preset, delimiter, encoding, columns, decimal, date, nulls, footer, types } = settings
  const known = preset === undefined ? undefined : presetTable(preset, 'deals')
  const used: UsedPreset | undefined =
    preset === undefined || known === undefined
      ? undefined
      : { name: preset, of: presets[preset].of, columns: known.columns }
  return {
    ...known?.format,
    preset: used,
    delimiter,
    encoding,
    columns: Object.fromEntries(columns.map(({ column, header }) => [column, header])),
    ...(decimal && { decimal }),
    ...(date && { date }),
    null: nulls,
    ...(footer && { footer }),
    types: Object.fromEntries(types),
  }
}
