import { dirname, posix } from 'node:path'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { ledgerOnDisk } from '../project/ledger-files.js'
import { loadPlans } from '../project/load-plans.js'
import { loadPosted } from '../project/load-posted.js'
import type { ClosedPeriod } from '../ledger/close-record.js'
import type { InputName } from '../project/settings.js'
import type { Sources } from '../project/sources.js'
import { runInMemory, type MemoryRun } from './memory-run.js'
import { rawTable, type RawTable } from './raw-tables.js'
import { caseText, type RecordedCase } from './case-text.js'
import { Redaction } from './redact.js'
import { readTestFile } from './read-test-file.js'
import { runCase } from './run-case.js'
import type { TestProject } from './test-project.js'

/** Whose pay becomes a case. */
export interface RecordRequest {
  readonly payee: string
  readonly period: string
  /** The file that it will be written to, relative to the root. */
  readonly out: string
  readonly closed: readonly ClosedPeriod[]
}

type Tables = ReadonlyMap<InputName, RawTable>

/**
 * A test file with one case: what a payee is paid in a period, from his rows of the project's tables, with everybody's
 * names and ids replaced. It holds the rows that concern him or, where he is paid something else by them, all rows. It is
 * run before it is handed out; undefined when `found` holds errors.
 */
export async function recordCase(
  project: TestProject,
  sources: Sources,
  { payee, period, out, closed }: RecordRequest,
  found: Diagnostic[],
): Promise<string | undefined> {
  const run = await runInMemory(sources, period, await loadPosted(closed, ledgerOnDisk), found)
  if (run === undefined || hasErrors(found)) return undefined
  if (!run.results.some((each) => each.payee === payee)) {
    found.push(diagnose('SPM3720', `"${payee}" is not paid by any plan in ${period}`))
    return undefined
  }
  const all = await readTables(sources, found)
  if (all === undefined) return undefined
  for (const tables of [concerning(all, payee), all]) {
    const text = caseOf({ run, payee, period, out, closed }, sources, tables)
    const own: Diagnostic[] = []
    const [test] = (await readTestFile(text, out, dirname(out), own)) ?? []
    if (test && (await runCase(project, out, test, { remember: () => {} })).passed) return text
  }
  found.push(
    diagnose('SPM3721', `what "${payee}" is paid in ${period} cannot be told from the rows of the tables alone`),
  )
  return undefined
}

async function readTables(sources: Sources, found: Diagnostic[]): Promise<Tables | undefined> {
  const loaded = await loadPlans({ ...sources, watch: () => {} }, [])
  const keys = (onto: string): string[] =>
    sources.settings.lookups.filter((each) => each.onto === onto).map(({ key }) => key)
  const used = (name: InputName): ReadonlySet<string> => {
    if (name !== 'deals' && name !== 'reps') return new Set()
    return new Set([...(loaded?.columns[name].list.map((column) => column.name) ?? []), ...keys(name)])
  }
  const tables = new Map<InputName, RawTable>()
  for (const [name, source] of sources.tables) {
    // The calendar is one of the settings, which a case takes over.
    if (name === 'periods') continue
    const table = await rawTable(name, source, used(name), found)
    if (table) tables.set(name, table)
  }
  return hasErrors(found) ? undefined : tables
}

/** The rows about a payee: his deals, who shares them, and what these people need. */
function concerning(tables: Tables, payee: string): Tables {
  const rowsOf = (name: InputName): RawTable['rows'] => tables.get(name)?.rows ?? []
  const shared = rowsOf('splits').filter((row) => row.get('payee_id') === payee)
  const ids = new Set(shared.map((row) => row.get('deal_id')))
  const deals = rowsOf('deals').filter((row) => row.get('payee_id') === payee || ids.has(row.get('deal_id')))
  const kept = new Set(deals.map((row) => row.get('deal_id')))
  const people = new Set<string | undefined>([payee, '', undefined, ...deals.map((row) => row.get('payee_id'))])
  for (const row of rowsOf('splits')) if (kept.has(row.get('deal_id'))) people.add(row.get('payee_id'))
  const wanted = (name: InputName, row: ReadonlyMap<string, string>): boolean => {
    const deal = row.get('deal_id')
    if (name === 'fx') return true
    return people.has(row.get('payee_id')) && (deal === undefined || deal === '' || kept.has(deal))
  }
  return new Map(
    [...tables].map(([name, table]) => {
      // Managers who are not in the case would be people whom nobody knows.
      const columns = table.columns.filter((column) => column !== 'manager_id')
      return [name, { columns, rows: table.rows.filter((row) => wanted(name, row)) }]
    }),
  )
}

function caseOf(
  { run, payee, period, out, closed }: RecordRequest & { readonly run: MemoryRun },
  { settings, plans }: Sources,
  tables: Tables,
): string {
  const redaction = new Redaction(payee)
  const given = [...tables]
    .filter(([name, { rows }]) => rows.length > 0 || name === 'deals' || name === 'reps')
    .map(([name, table]) => [name, redaction.table(name, table)] as const)
  const recorded: RecordedCase = {
    plans: plans.map(({ name }) => posix.relative(posix.dirname(out), name)),
    period,
    closed: closed.map((each) => each.period.id).filter((id) => id !== period),
    settings,
    given,
    payee: redaction.of('payee', payee),
    payouts: rowsOf(run, 'payouts.csv', payee),
    lines: rowsOf(run, 'payout-lines.csv', payee).map((row) => {
      const deal = redaction.of('deal', row.get('deal_id')!)
      return new Map([...row, ['deal_id', deal]])
    }),
  }
  return caseText(recorded)
}

function rowsOf({ tables }: MemoryRun, file: string, payee: string): readonly ReadonlyMap<string, string>[] {
  const { columns, rows } = tables.get(file)!
  const named = rows.map((row) => new Map(columns.map(({ name }, index) => [name, row[index]!] as const)))
  return named.filter((row) => row.get('payee_id') === payee)
}
