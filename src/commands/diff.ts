import { judge } from '../diagnostics/checks.js'
import { diagnose, distinct, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { latestRun, runIds } from '../io/read-runs.js'
import { keepMemorySteady } from '../io/steady-memory.js'
import { findSources } from '../project/find-sources.js'
import { runProject } from '../project/run-project.js'
import { factsOf, factsOfPlans, rowsInMemory, rowsOfRun, type RowsByFile } from '../project/run-tables.js'
import { diffReport } from '../reports/diff.js'
import { CREDIT_COLUMNS, LINE_COLUMNS, PAYOUT_COLUMNS, type RunTables } from '../reports/run-tables.js'
import { flagOption, listOption, textOption, type Command, type OptionValues } from './command.js'
import { deliver } from './deliver.js'
import { checkDocument, documentOf, documentOptions, pseudonymOf } from './document.js'
import { EXIT, exitCodeOf } from './exit-code.js'
import { openState, soundRun, type Project } from './lifecycle.js'
import { postedBefore } from './posted-before.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { runName, type RunName } from './run-name.js'
import { showProjectFindings } from './show-findings.js'
import { withProgress } from './with-progress.js'

const WANTED = {
  'payout-lines.csv': LINE_COLUMNS,
  'payouts.csv': PAYOUT_COLUMNS,
  'credits.csv': CREDIT_COLUMNS,
}

/** Two runs, or two sets of plans for one period. */
type Asked =
  { readonly runs: readonly [RunName, RunName?] } | { readonly plans: readonly string[]; readonly period: string }

/** What is to be compared; undefined, and told, where that is not said. */
function askedOf(env: Env, options: OptionValues, args: readonly string[]): Asked | undefined {
  const named = listOption(options, 'plans')
  const sides = [...named, ...args]
  const [first, second] = sides
  if (named.length === 0 && first !== undefined && sides.length <= 2)
    return { runs: second === undefined ? [runName(first)] : [runName(first), runName(second)] }
  if (named.length === 0 || sides.length !== 2) {
    env.stderr.write(
      'Name a period (its last two runs), two runs, or two plan folders:\n' +
        '  spm diff 2026-03\n  spm diff 2026-03/e18ff9 2026-03/57f78d\n  spm diff --plans old/ new/ --period 2026-03\n',
    )
    return undefined
  }
  const period = textOption(options, 'period')
  if (period === undefined) env.stderr.write('Say which period both plans are to pay: --period 2026-03\n')
  return period === undefined ? undefined : { plans: sides, period }
}

async function run(env: Env, options: OptionValues, args: readonly string[]): Promise<number> {
  const asked = askedOf(env, options, args)
  if (asked === undefined) return EXIT.usage
  keepMemorySteady()
  const found: Diagnostic[] = []
  const sources = findSources(env.cwd, projectOptionsOf({ ...options, plans: undefined }), found)
  checkDocument(env, options, sources, found)
  const pseudonym = sources && !hasErrors(found) ? pseudonymOf(options, sources, found) : undefined
  const tables =
    sources === undefined || hasErrors(found)
      ? undefined
      : 'runs' in asked
        ? await ofRuns(env, options, asked.runs, found)
        : await ofPlans(env, options, asked, found)
  const difference = tables && !hasErrors(found) ? diffReport(...tables, pseudonym) : undefined
  const content = difference && sources && documentOf(difference.report, env, options, sources, found)
  const { found: judged } = judge(distinct(found), sources?.settings.checks)
  await showProjectFindings(env, judged, sources, { as: 'messages' })
  if (content === undefined || difference === undefined || hasErrors(judged)) return exitCodeOf(judged)
  deliver(env, content, textOption(options, 'out'))
  return flagOption(options, 'detailedExitcode') && !difference.isEmpty ? EXIT.difference : EXIT.ok
}

type Sides = readonly [RunTables, RunTables]

/** Undefined when `found` holds errors. */
async function ofRuns(
  env: Env,
  options: OptionValues,
  [first, second]: readonly [RunName, RunName?],
  found: Diagnostic[],
): Promise<Sides | undefined> {
  const project = openState(env, { ...options, out: textOption(options, 'runs') }, found)
  if (project === undefined) return undefined
  const latest: RunName = { period: first.period }
  const names = second ? [first, second] : [first.id === undefined ? runBefore(project, first, found) : first, latest]
  const sound = hasErrors(found)
    ? []
    : names.map(({ period, id }) => ({ period, run: soundRun(project, period, id, found) }))
  if (hasErrors(found)) return undefined
  const tables: RunTables[] = []
  for (const { period, run: each } of sound) {
    const rows = await rowsOfRun(each!.run.folder, WANTED)
    tables.push(tablesOf(`${period}/${each!.run.id}`, period, factsOf(each!.manifest), rows))
  }
  return [tables[0]!, tables[1]!]
}

/** The run of a period that was made before its latest one. */
function runBefore({ runs, logged }: Project, { period }: RunName, found: Diagnostic[]): RunName {
  const latest = latestRun(runs, period)
  const there = new Set(runIds(runs, period))
  const made = [...logged.made.values()].flatMap(({ details }) =>
    details['period'] === period ? [details['run']] : [],
  )
  const id = made.findLast((each) => each !== undefined && each !== latest && there.has(each))
  if (latest !== undefined && id === undefined)
    found.push(diagnose('SPM6050', `there is one run of ${period} alone, and nothing to compare it with`))
  return id === undefined ? { period } : { period, id }
}

/** Undefined when `found` holds errors. */
async function ofPlans(
  env: Env,
  options: OptionValues,
  { plans, period }: { readonly plans: readonly string[]; readonly period: string },
  found: Diagnostic[],
): Promise<Sides | undefined> {
  const tables: RunTables[] = []
  for (const path of plans) {
    const sources = findSources(env.cwd, projectOptionsOf({ ...options, plans: [path] }), found)
    const rows = await withProgress(env, async (tell) => {
      const posted = sources && (await postedBefore(env, sources, period, found))
      if (hasErrors(found)) return undefined
      const project = sources && (await runProject(sources, period, tell, found, { posted }))
      return project && rowsInMemory(project, WANTED, (payees) => tell(`settled ${payees} payees`))
    })
    if (rows === undefined || sources === undefined || hasErrors(found)) return undefined
    tables.push(tablesOf(path, period, factsOfPlans(sources), rows))
  }
  return [tables[0]!, tables[1]!]
}

function tablesOf(name: string, period: string, facts: RunTables['facts'], rows: RowsByFile): RunTables {
  const of = (file: keyof typeof WANTED): RunTables['lines'] => rows[file]!
  return { name, period, facts, lines: of('payout-lines.csv'), payouts: of('payouts.csv'), credits: of('credits.csv') }
}

export const command: Command = {
  about:
    'Payee by payee, the largest change first, each with its causes: data, quota,\n' +
    'plan, settings, version or ledger. With --plans: what other plans would pay by\n' +
    'the same data. Nothing is computed anew of runs, and nothing is written.',
  arguments: [
    {
      name: '[runs...]',
      summary: 'a period for its last two runs; <period>/<id> against the latest; or two of either',
    },
  ],
  options: [
    { flags: '--period <id>', summary: 'with --plans: the period that both pay' },
    { flags: '--detailed-exitcode', summary: 'exit with 3 where anything differs' },
    ...documentOptions,
    { flags: '--runs <folder>', summary: 'where runs are kept (default: runs/)' },
    ...projectOptions,
  ],
  examples: [
    'spm diff 2026-03',
    'spm diff 2026-03/e18ff9 2026-03/57f78d',
    'spm diff 2026-02 2026-03',
    'spm diff --plans plans/ proposal/ --period 2026-03 --detailed-exitcode',
  ],
  run,
}
