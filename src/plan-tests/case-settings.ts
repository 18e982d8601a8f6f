import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { TableSettings } from '../input/table-settings.js'
import { readSettings, type InputName, type Settings } from '../project/settings.js'
import { compositeDocument, pieceValue, type Part, type Piece } from '../yaml/composite.js'
import type { YamlDocument } from '../yaml/document.js'
import type { TestCase } from './read-test-file.js'

/** What settings of the project say of what numbers mean; where its files are and how they are written says nothing here. */
const OF_THE_PROJECT = new Set(['currency', 'calendar', 'effective_to', 'true_up', 'fx', 'lookups', 'tables'])
const WITHOUT_EFFECT = ['plans', 'runs', 'ledger', 'approval']

/** The settings of a case, and whether the test file itself says its `lookups` and `tables`. */
export interface CaseSettings {
  readonly settings: Settings
  readonly own: ReadonlySet<string>
}

/**
 * The project's settings under those of the test file, under those of the case: the nearest that says a key has it.
 * Undefined when they have errors, which are in `found`.
 */
export function caseSettings(project: Settings, test: TestCase, found: Diagnostic[]): CaseSettings | undefined {
  const entries = new Map<string, Part>()
  if (project.doc) takeProject(project.doc, entries)
  const own = new Set<string>()
  for (const path of test.settings) {
    for (const key of keysOf({ doc: test.doc, path })) {
      own.add(key)
      entries.set(key, { kind: 'whole', at: { doc: test.doc, path: [...path, key] } })
    }
  }
  const at = { doc: test.doc, path: test.settings.at(-1) ?? [] }
  const before = found.length
  for (const key of WITHOUT_EFFECT.filter((each) => own.has(each))) {
    const { doc, path } = (entries.get(key) as Part).at
    found.push(diagnose('SPM3700', `\`${key}\` has no effect on a case`, { place: doc.placeOf(path, 'key') }))
  }
  const doc = compositeDocument({ kind: 'map', at, entries })
  const settings = readSettings(doc, found)
  if (settings && own.has('inputs')) checkPaths(settings, doc, found)
  if (!settings || found.length > before) return undefined
  return { settings: own.has('inputs') ? settings : { ...settings, inputs: typesOf(project, settings.inputs) }, own }
}

/** The types of the project's files, those that its presets know included; a table of a case need not have all columns. */
function typesOf(project: Settings, inputs: Settings['inputs']): Settings['inputs'] {
  const typed: Partial<Record<InputName, TableSettings>> = { ...inputs }
  for (const [name, { preset }] of Object.entries(project.inputs) as [InputName, TableSettings][]) {
    const known = preset?.columns.flatMap(({ name: column, type }) => (type ? [[column, type] as const] : [])) ?? []
    const said = inputs[name]
    if (known.length === 0 && said === undefined) continue
    typed[name] = { ...said, types: { ...Object.fromEntries(known), ...said?.types }, typesOfAnother: true }
  }
  return typed
}

function takeProject(doc: YamlDocument, entries: Map<string, Part>): void {
  for (const key of keysOf({ doc, path: [] })) {
    if (OF_THE_PROJECT.has(key)) entries.set(key, { kind: 'whole', at: { doc, path: [key] } })
  }
  const inputs = new Map<string, Part>()
  for (const name of keysOf({ doc, path: ['inputs'] })) {
    const types: Piece = { doc, path: ['inputs', name, 'types'] }
    if (pieceValue(types) === undefined) continue
    const part = new Map<string, Part>([['types', { kind: 'whole', at: types }]])
    inputs.set(name, { kind: 'map', at: { doc, path: ['inputs', name] }, entries: part })
  }
  if (inputs.size > 0) entries.set('inputs', { kind: 'map', at: { doc, path: ['inputs'] }, entries: inputs })
}

/** Tables stand under `given`: a path beside would be read by nobody. */
function checkPaths({ inputs }: Settings, doc: YamlDocument, found: Diagnostic[]): void {
  for (const [name, own] of Object.entries(inputs)) {
    if (own.path === undefined || name === 'periods') continue
    const place = doc.placeOf(['inputs', name])
    found.push(
      diagnose('SPM3700', `a path of ${name} has no effect on a case: its tables stand under \`given\``, { place }),
    )
  }
}

function keysOf(piece: Piece): readonly string[] {
  const value = pieceValue(piece)
  return typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : []
}
