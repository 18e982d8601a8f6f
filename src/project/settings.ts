import { isCurrency, type Currency } from '../base/money.js'
import type { CheckRules } from '../diagnostics/checks.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { FxPolicy } from '../engine/fx.js'
import { presetTable } from '../input/bind-preset.js'
import { fileFormat } from '../input/file-format.js'
import type { PresetTable } from '../input/preset.js'
import { presets, type PresetName } from '../input/presets.js'
import type { KeyedSettings, LookupSettings, TableSettings } from '../input/table-settings.js'
import type { TableName } from '../input/table-spec.js'
import { parseYaml, type YamlDocument, type YamlPath } from '../yaml/document.js'
import { checkShape } from '../yaml/shape.js'
import { checkRules } from './check-rules.js'
import type { ExportsShape } from './export-shape.js'
import { withOverrides } from './overrides.js'
import {
  settingsShape,
  type DealsShape,
  type InputShape,
  type LookupShape,
  type SettingsShape,
} from './settings-shape.js'

export type InputName = Exclude<TableName, 'lookup' | 'table'>

/** What `spm.yaml` says. Paths are as written: relative to the settings file. */
export interface Settings {
  /** Of amounts that name none; undefined is the plan's. */
  readonly currency: Currency | undefined
  /** Month in which the fiscal year starts, 1 to 12; without meaning where `inputs.periods` is given. */
  readonly fiscalYearStarts: number
  /** `periods` stands under `calendar` in the file. */
  readonly inputs: Readonly<Partial<Record<InputName, TableSettings>>>
  readonly lookups: readonly LookupSettings[]
  /** What `lookup()` looks into (F48). */
  readonly tables: readonly KeyedSettings[]
  /** Files, folders or globs; undefined when not said. */
  readonly plans: readonly string[] | undefined
  readonly runs: string
  readonly ledger: string
  readonly approval: 'required' | 'optional'
  readonly firstPeriod: string | undefined
  readonly effectiveTo: 'inclusive' | 'exclusive'
  /** Undefined when not said: then nothing may be converted, since which rate is meant changes money. */
  readonly fx: FxPolicy | undefined
  /** For places of later findings; undefined without a settings file. */
  readonly doc: YamlDocument | undefined
  readonly closedDeals: ClosedDeals
  /** How grave the findings of checks are, where that differs from the catalogue. */
  readonly checks: CheckRules
  /** Control totals that the exports must have; by table how many rows, and what the amounts of deals add up to. */
  readonly expect: NonNullable<SettingsShape['expect']>
  /** Do changed rates of exchange change what closed periods paid (F9)? */
  readonly restateFx: boolean
  /** What `spm export` needs to know. */
  readonly exports: ExportsShape
  readonly statements: StatementSettings
}

/** What statements say beside figures. */
export interface StatementSettings {
  readonly company: string | undefined
  readonly ask: string | undefined
  readonly note: string | undefined
}

/** What settings say of deals that closed periods have credited. */
export interface ClosedDeals {
  /** The credit dates that the export holds (F6); undefined: absence says nothing. */
  readonly covers: { readonly from: string; readonly to: string } | undefined
  /** Whether a changed owner or split of a closed credit counts (F7). */
  readonly owner: 'keep' | 'follow'
}

export const defaultSettings: Settings = {
  currency: undefined,
  fiscalYearStarts: 1,
  inputs: {},
  lookups: [],
  tables: [],
  plans: undefined,
  runs: 'runs',
  ledger: 'ledger',
  approval: 'required',
  firstPeriod: undefined,
  effectiveTo: 'inclusive',
  fx: undefined,
  doc: undefined,
  closedDeals: { covers: undefined, owner: 'keep' },
  checks: new Map(),
  expect: {},
  restateFx: false,
  exports: {},
  statements: { company: undefined, ask: undefined, note: undefined },
}

/**
 * Reads `spm.yaml`; undefined when it has errors, all of which are in `found`. A file of comments only says nothing.
 * @param overrides `key.key=value`, laid over what the file says
 */
export function parseSettings(
  text: string,
  file: string,
  found: Diagnostic[],
  overrides: readonly string[] = [],
): Settings | undefined {
  const says = text.split('\n').some((line) => !/^\s*(?:#|$)/.test(line))
  if (!says && overrides.length === 0) return defaultSettings
  const own: Diagnostic[] = []
  const written = parseYaml(says ? text : '{}', file, own)
  const doc = written && withOverrides({ ...written, isWritten: says }, overrides, own)
  const settings = doc && readSettings(doc, own)
  // What is wrong with values of the command line alone stands in no file.
  found.push(...(says ? own : own.map(({ code, message, fix }) => diagnose(code, message, { fix }))))
  return hasErrors(own) ? undefined : settings
}

/** The same of a document, whose keys may come from several files; undefined when it has errors. */
export function readSettings(doc: YamlDocument, found: Diagnostic[]): Settings | undefined {
  const own: Diagnostic[] = []
  const shape = checkShape(settingsShape, doc, own, 'SPM1001')
  const settings = shape && settingsOf(shape, doc, own)
  found.push(...own)
  return hasErrors(own) ? undefined : settings
}

/** The inputs that stand under `inputs`. */
const OWN_INPUTS = [
  'deals',
  'reps',
  'quotas',
  'splits',
  'fx',
  'opening',
  'objectives',
  'adjustments',
  'events',
  'holds',
] as const

function settingsOf(shape: SettingsShape, doc: YamlDocument, found: Diagnostic[]): Settings {
  const { currency, calendar } = shape
  if (currency !== undefined && !isCurrency(currency)) {
    found.push(diagnose('SPM1003', `"${currency}" is no currency`, { place: doc.placeOf(['currency']) }))
  }
  if (calendar?.periods !== undefined && calendar.fiscal_year_starts !== undefined) {
    const message = 'calendar gives both periods and fiscal_year_starts'
    found.push(diagnose('SPM1002', message, { place: doc.placeOf(['calendar', 'fiscal_year_starts'], 'key') }))
  }
  const inputs: Partial<Record<InputName, TableSettings>> = {}
  for (const name of OWN_INPUTS) {
    const input = shape.inputs?.[name]
    if (input !== undefined) inputs[name] = tableSettings(input, ['inputs', name], doc, found)
  }
  if (calendar?.periods !== undefined) {
    inputs.periods = tableSettings(calendar.periods, ['calendar', 'periods'], doc, found)
  }
  return {
    currency,
    fiscalYearStarts: Number.parseInt(calendar?.fiscal_year_starts ?? '1', 10),
    inputs,
    tables: Object.entries(shape.tables ?? {}).map(([as, { key, ...table }]) => ({
      ...tableSettings(table, ['tables', as], doc, found),
      as,
      key,
    })),
    lookups: lookupsOf(shape.lookups ?? [], doc, found),
    plans: shape.plans === undefined ? undefined : listOf(shape.plans),
    runs: shape.runs ?? defaultSettings.runs,
    ledger: shape.ledger ?? defaultSettings.ledger,
    approval: shape.approval ?? defaultSettings.approval,
    firstPeriod: shape.first_period,
    effectiveTo: shape.effective_to ?? defaultSettings.effectiveTo,
    fx: shape.fx && fxPolicy(shape.fx, doc, found),
    doc,
    closedDeals: { covers: coversOf(shape, doc, found), owner: shape.true_up?.owner ?? 'keep' },
    checks: checkRules(shape.checks ?? {}, doc, found),
    expect: shape.expect ?? {},
    restateFx: shape.fx?.restate === 'true',
    exports: shape.exports ?? {},
    statements: { company: undefined, ask: undefined, note: undefined, ...shape.statements },
  }
}

function coversOf({ inputs }: SettingsShape, doc: YamlDocument, found: Diagnostic[]): ClosedDeals['covers'] {
  const deals = inputs?.deals
  if (deals === undefined || typeof deals === 'string' || !('covers' in deals)) return undefined
  const { covers } = deals
  if (covers && covers.to < covers.from) {
    const place = doc.placeOf(['inputs', 'deals', 'covers'])
    found.push(diagnose('SPM1002', `the export cannot cover days from ${covers.from} to ${covers.to}`, { place }))
  }
  return covers
}

function tableSettings(
  input: InputShape | DealsShape,
  path: YamlPath,
  doc: YamlDocument,
  found: Diagnostic[],
): TableSettings {
  if (typeof input === 'string' || Array.isArray(input)) return { path: listOf(input) }
  const {
    path: files,
    preset,
    header,
    footer,
    columns,
    null: blanks,
    covers: _,
    ...others
  } = input as Exclude<DealsShape, string | string[]>
  const known = preset && presetOf(preset, path, doc, found)
  for (const key of ['delimiter', 'encoding', 'date'] as const) {
    const problems: Diagnostic[] = []
    fileFormat({ [key]: others[key] }, String(path.at(-1)), problems)
    const place = doc.placeOf([...path, key])
    for (const { code, message, fix } of problems) found.push(diagnose(code, message, { fix, place }))
  }
  return {
    ...known?.format,
    ...others,
    ...(preset && known && { preset: { name: preset, of: presets[preset].of, columns: known.columns } }),
    ...(footer !== undefined && { footer: footer === 'true' }),
    // Keys of the command line alone stand nowhere.
    ...(doc.isWritten && { placeOf: (inner: readonly string[]) => doc.placeOf([...path, ...inner]) }),
    path: files === undefined ? undefined : listOf(files),
    header: header === undefined ? undefined : header === 'true',
    columns: columns && columnsOf(columns, [...path, 'columns'], doc),
    null: blanks === undefined ? undefined : listOf(blanks),
  }
}

/** What the preset says of the table that is read. */
function presetOf(name: PresetName, path: YamlPath, doc: YamlDocument, found: Diagnostic[]): PresetTable | undefined {
  const table = String(path.at(-1)) as InputName
  const known = presetTable(name, table)
  if (known === undefined) {
    const message = `preset ${name} knows no ${table}, only ${Object.keys(presets[name].tables).join(', ')}`
    found.push(diagnose('SPM1081', message, { place: doc.placeOf([...path, 'preset']) }))
  }
  return known
}

/** A bare number is a position, a quoted one a header that reads like a number. */
function columnsOf(
  columns: Readonly<Record<string, string>>,
  path: YamlPath,
  doc: YamlDocument,
): Readonly<Record<string, string | number>> {
  const mapped = Object.create(null) as Record<string, string | number>
  for (const [column, target] of Object.entries(columns)) {
    const position = /^[1-9]\d{0,3}$/.test(target) && doc.isBare([...path, column])
    mapped[column] = position ? Number.parseInt(target, 10) : target
  }
  return mapped
}

function lookupsOf(lookups: readonly LookupShape[], doc: YamlDocument, found: Diagnostic[]): LookupSettings[] {
  const seen = new Map<string, number>()
  return lookups.map((shape, i) => {
    const { onto, key, match, as, on_missing, ...table } = shape
    const earlier = seen.get(`${onto} ${as}`)
    if (earlier !== undefined) {
      const related = [{ message: 'first used here', place: doc.placeOf(['lookups', earlier, 'as']) }]
      const message = `two lookups onto ${onto} are called "${as}"`
      found.push(
        diagnose('SPM1002', message, { place: doc.placeOf(['lookups', i, 'as']), related, fix: 'Rename one.' }),
      )
    }
    seen.set(`${onto} ${as}`, i)
    return { ...tableSettings(table, ['lookups', i], doc, found), onto, key, match, as, on_missing }
  })
}

function fxPolicy(shape: NonNullable<SettingsShape['fx']>, doc: YamlDocument, found: Diagnostic[]): FxPolicy {
  const fixed = (['credit', 'payout'] as const).find((key) => shape[key] === 'fixed')
  if (fixed !== undefined && shape.fixed_on === undefined) {
    const fix = 'Add fixed_on: with the day or period whose rates are meant.'
    found.push(diagnose('SPM1002', 'fixed rates need fixed_on', { place: doc.placeOf(['fx', fixed]), fix }))
  }
  if (fixed === undefined && shape.fixed_on !== undefined) {
    const message = 'fixed_on has no effect: neither credit nor payout is fixed'
    found.push(diagnose('SPM1002', message, { place: doc.placeOf(['fx', 'fixed_on'], 'key') }))
  }
  return {
    credit: shape.credit,
    payout: shape.payout,
    fixedOn: shape.fixed_on,
    inverse: shape.inverse === 'true',
    earlier: Number.parseInt(shape.earlier ?? '0', 10),
  }
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value
}
