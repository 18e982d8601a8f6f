import { Buffer } from 'node:buffer'
import { compareText } from '../../src/base/order.js'
import { hasErrors, type Diagnostic } from '../../src/diagnostics/diagnostic.js'
import type { Book } from '../../src/engine/book.js'
import type { SourceFile, TableSettings } from '../../src/input/table-settings.js'
import { runProject } from '../../src/project/run-project.js'
import { parseSettings, type InputName } from '../../src/project/settings.js'
import type { Sources, SourceTable } from '../../src/project/sources.js'
import { csvRows } from '../../src/render/csv.js'
import type { RunSink } from '../../src/run/output-table.js'
import { writeResults, type DealCounts, type RunResult } from '../../src/run/write-results.js'

/** A project in memory: files as text, and the period to pay. */
export interface TestProject {
  /** YAML of the plans, or one of them. */
  readonly plans: string | readonly string[]
  readonly deals: string
  readonly reps: string
  readonly quotas?: string | undefined
  readonly splits?: string | undefined
  readonly fx?: string | undefined
  readonly periods?: string | undefined
  readonly opening?: string | undefined
  readonly objectives?: string | undefined
  readonly adjustments?: string | undefined
  readonly events?: string | undefined
  readonly holds?: string | undefined
  /** YAML of `spm.yaml`. */
  readonly settings?: string | undefined
  /** What `lookups` and `tables` of the settings name, by path. */
  readonly files?: Readonly<Record<string, string>> | undefined
  readonly period: string
}

/** A row of an output file, by column name; a column that the file lacks is a mistake in the test and throws. */
export type OutputRow = Readonly<Record<string, string>>

export interface TestRun {
  readonly found: readonly Diagnostic[]
  /** Codes of errors and warnings (no notes), sorted. Empty for a clean run. */
  readonly codes: readonly string[]
  /** False when an error stopped the run: then everything below is empty. */
  readonly ok: boolean
  readonly lines: readonly OutputRow[]
  readonly slices: readonly OutputRow[]
  readonly payouts: readonly OutputRow[]
  readonly balances: readonly OutputRow[]
  readonly dealPay: readonly OutputRow[]
  readonly attainment: readonly OutputRow[]
  readonly credits: readonly OutputRow[]
  readonly exceptions: readonly OutputRow[]
  readonly exclusions: readonly OutputRow[]
  readonly counts: Omit<DealCounts, 'fromLedger'>
  /** CSV text by file name, byte for byte what a run writes. */
  readonly files: Readonly<Record<string, string>>
  readonly result: RunResult | undefined
}

export const TABLES = [
  'deals',
  'reps',
  'quotas',
  'splits',
  'fx',
  'periods',
  'opening',
  'objectives',
  'adjustments',
  'events',
  'holds',
] as const satisfies readonly InputName[]

/** Calculates a period through the real path: texts -> Sources -> runProject -> writeResults; only the disk is missing. */
export async function calculate(project: TestProject): Promise<TestRun> {
  const found: Diagnostic[] = []
  const sink = memorySink()
  const sources = sourcesOf(project, found)
  const run = sources && (await runProject(sources, project.period, async () => {}, found))
  const result = run && (await writeResults(run.calculation, run.rejected, run.book, sink, () => Promise.resolve()))
  const ok = result !== undefined && !hasErrors(found)
  const told = found.filter(({ severity }) => severity !== 'note').map(({ code }) => code)
  const rows = (file: string): readonly OutputRow[] => (ok ? sink.rows(file) : [])
  return {
    found,
    codes: told.sort(compareText),
    ok,
    lines: rows('payout-lines.csv'),
    slices: rows('slices.csv'),
    payouts: rows('payouts.csv'),
    balances: rows('balances.csv'),
    dealPay: rows('deal-pay.csv'),
    attainment: rows('attainment.csv'),
    credits: rows('credits.csv'),
    exceptions: rows('exceptions.csv'),
    exclusions: rows('exclusions.csv'),
    counts: countsOf(ok ? result : undefined),
    files: ok ? sink.texts() : {},
    result: ok ? result : undefined,
  }
}

function countsOf(result: RunResult | undefined): TestRun['counts'] {
  const { read, credited, excluded, rejected } = result?.deals ?? { read: 0, credited: 0, excluded: 0, rejected: 0 }
  return { read, credited, excluded, rejected }
}

/** The book of a project, for what is asked of the engine directly; throws where it is wrong. */
export async function bookOf(project: TestProject): Promise<Book> {
  const found: Diagnostic[] = []
  const sources = sourcesOf(project, found)
  const run = sources && (await runProject(sources, project.period, async () => {}, found))
  if (run === undefined) throw new Error(found.map(({ code, message }) => `${code} ${message}`).join('\n'))
  return run.book
}

/** Several periods of one project, one after the other: what a year looks like. */
export async function calculateAll(
  project: Omit<TestProject, 'period'>,
  periods: readonly string[],
): Promise<readonly TestRun[]> {
  const runs: TestRun[] = []
  for (const period of periods) runs.push(await calculate({ ...project, period }))
  return runs
}

/** The months of a year: `2026-01` … `2026-12`. */
export function monthsOf(year: string): readonly string[] {
  return Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`)
}

function file(name: string, text: string): SourceFile {
  return {
    name,
    async *open() {
      yield Buffer.from(text)
    },
  }
}

/** A project in memory as what a project is loaded from; tables that it lacks are not there. */
export function sourcesOf(
  project: Omit<TestProject, 'period' | 'deals' | 'reps'> & { readonly deals?: string; readonly reps?: string },
  found: Diagnostic[],
): Sources | undefined {
  const settings = parseSettings(project.settings ?? '', 'spm.yaml', found)
  if (settings === undefined) return undefined
  const tables = new Map<InputName, SourceTable>()
  for (const name of TABLES) {
    const text = project[name]
    if (text !== undefined)
      tables.set(name, { settings: settings.inputs[name] ?? {}, files: [file(`${name}.csv`, text)] })
  }
  const plans = typeof project.plans === 'string' ? [project.plans] : project.plans
  const withFiles = <T extends TableSettings>(own: T): { settings: T; files: readonly SourceFile[] } => ({
    settings: own,
    files: [own.path ?? []].flat().map((path) => file(path, project.files?.[path] ?? '')),
  })
  return {
    settings,
    plans: plans.map((text, index) => ({ name: `plan-${index + 1}.yaml`, text })),
    tables,
    lookups: settings.lookups.map(withFiles),
    keyed: settings.tables.map(withFiles),
  }
}

interface MemorySink extends RunSink {
  rows(name: string): readonly OutputRow[]
  texts(): Readonly<Record<string, string>>
}

function memorySink(): MemorySink {
  const files = new Map<string, { rows: OutputRow[]; text: string }>()
  return {
    file(name, columns) {
      const csv = csvRows(columns)
      const kept = { rows: [] as OutputRow[], text: csv.header }
      files.set(name, kept)
      return {
        row(cells) {
          kept.text += csv.row(cells)
          kept.rows.push(
            strict(
              name,
              columns.map((column, index) => [column.name, cells[index] ?? '']),
            ),
          )
        },
      }
    },
    rows: (name) => files.get(name)?.rows ?? [],
    texts: () => Object.fromEntries([...files].map(([name, { text }]) => [name, text])),
  }
}

/** A misspelt column would compare undefined with undefined: it throws instead. */
function strict(name: string, cells: readonly (readonly [string, string])[]): OutputRow {
  return new Proxy(Object.fromEntries(cells), {
    get(row, column) {
      if (typeof column !== 'string' || Object.hasOwn(row, column) || column in Object.prototype) {
        return Reflect.get(row, column) as string
      }
      if (column === 'toJSON' || column === 'asymmetricMatch' || column === 'then' || column.startsWith('$$'))
        return undefined
      throw new RangeError(`${name} has no column "${column}", only ${Object.keys(row).join(', ')}`)
    },
  })
}

/** Cuts rows down to some columns, as lists: `pick(run.lines, 'deal_id', 'amount')`. */
export function pick(rows: readonly OutputRow[], ...columns: readonly string[]): string[][] {
  return rows.map((row) => columns.map((column) => row[column]!))
}
