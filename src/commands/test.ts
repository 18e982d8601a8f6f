import type { ChalkInstance } from 'chalk'
import { dirname, relative, resolve } from 'node:path'
import { diagnose, hasErrors, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import type { RecordFormat } from '../input/file-format.js'
import type { Env } from '../io/env.js'
import { Coverage } from '../plan-tests/coverage.js'
import { runCase, type CaseOutcome } from '../plan-tests/run-case.js'
import type { TestCase } from '../plan-tests/read-test-file.js'
import {
  findPlanFiles,
  findTestFiles,
  findTestProject,
  readTest,
  type TestProject,
} from '../plan-tests/test-project.js'
import { CellFields } from '../project/cell-fields.js'
import { casesJunit, type CaseReport } from '../render/cases-junit.js'
import { colourFor, noColour } from '../render/colour.js'
import { renderDiagnostics } from '../render/diagnostics.js'
import { renderJson } from '../render/json.js'
import { safe } from '../render/safe.js'
import { coverageText } from './test-coverage.js'
import { flagOption, listOption, textOption, type Command, type OptionValues } from './command.js'
import { exitCodeOf, EXIT } from './exit-code.js'
import { shownPath } from './shown-path.js'
import { locateProjectFindings, showProjectFindings, type FindingPlaces } from './show-findings.js'
import { outcomeText } from './test-text.js'

interface Counts {
  passed: number
  failed: number
  files: number
}

async function run(env: Env, options: OptionValues, patterns: readonly string[]): Promise<number> {
  if (options['record'] !== undefined) return (await import('./test-record.js')).record(env, options)
  const first = await runRound(env, options, patterns)
  let { exit } = first
  if (!flagOption(options, 'watch')) return exit
  for await (const _ of env.changes(first.folders)) {
    env.stdout.write('\n')
    exit = (await runRound(env, options, patterns)).exit
  }
  return exit
}

/** Runs all cases once. Gives the exit code, and the folders in which a change may change it. */
async function runRound(
  env: Env,
  options: OptionValues,
  patterns: readonly string[],
): Promise<{ readonly exit: number; readonly folders: readonly string[] }> {
  const found: Diagnostic[] = []
  const named = { config: textOption(options, 'config'), overrides: listOption(options, 'set') }
  const project = findTestProject(env.cwd, named, found)
  const places = placesOf(env, project)
  const coverage = flagOption(options, 'coverage') ? new Coverage() : undefined
  const counts: Counts = { passed: 0, failed: 0, files: 0 }
  const files = project ? findTestFiles(project, env.cwd, listOption(options, 'tests'), found) : []
  const format = textOption(options, 'format') as CaseFormat
  const isText = format === 'text'
  const asked = { patterns, coverage, places, counts, isText }
  const reports = project ? await runFiles(env, project, files, asked, found) : []
  if (project && counts.files === 0 && !hasErrors(found)) found.push(diagnose('SPM3701', nothingRan(files, patterns)))
  await showProjectFindings(env, found, places, { as: 'messages' })
  const chalk = colourFor(env, 'stdout')
  if (!isText) env.stdout.write(caseFormats[format](reports))
  else if (counts.files > 0) env.stdout.write(summary(counts, chalk))
  const plans = project ? findPlanFiles(project) : []
  if (isText && coverage && counts.files > 0) {
    const unused = plans.filter((file) => !coverage.files.has(file))
    const shown = ({ file }: Place): string => shownPath(env, places.pathOf(file))
    env.stdout.write(coverageText(coverage.plans(), unused, shown, chalk))
  }
  const exit = hasErrors(found) ? exitCodeOf(found) : counts.failed > 0 ? EXIT.findings : EXIT.ok
  const seen = [...files, ...plans, ...places.files(), 'spm.yaml'].map((file) => dirname(places.pathOf(file)))
  return { exit, folders: [...new Set(seen)] }
}

interface Asked {
  readonly patterns: readonly string[]
  readonly coverage: Coverage | undefined
  readonly places: Places
  readonly counts: Counts
  /** Cases are shown as they come, not reported at the end. */
  readonly isText: boolean
}

async function runFiles(
  env: Env,
  project: TestProject,
  files: readonly string[],
  { patterns, coverage, places, counts, isText }: Asked,
  found: Diagnostic[],
): Promise<readonly CaseReport[]> {
  const reports: CaseReport[] = []
  const chalk = colourFor(env, 'stdout')
  for (const name of files) {
    const { cases = [] } = await readTest(project.root, name, found)
    const wanted = cases.filter((each) => isWanted(env, project, name, each, patterns))
    if (wanted.length === 0) continue
    counts.files += 1
    if (isText && !env.quiet) env.stdout.write(`${chalk.bold(safe(shownPath(env, places.pathOf(name))))}\n`)
    for (const test of wanted) {
      const outcome = await runCase(project, name, test, { remember: places.remember, coverage })
      counts[outcome.passed ? 'passed' : 'failed'] += 1
      if (isText) await show(env, outcome, places)
      else reports.push(await reported(env, outcome, places))
    }
  }
  return reports
}

interface Places extends FindingPlaces {
  readonly remember: (file: string, format: RecordFormat) => void
  /** What has been remembered. */
  files(): Iterable<string>
}

/** Where findings stand: names are relative to the project's folder. */
function placesOf(env: Env, project: TestProject | undefined): Places {
  const root = project?.root ?? env.cwd
  const formats = new Map<string, RecordFormat>()
  return {
    root,
    cells: new CellFields(),
    pathOf: (file) => resolve(root, file),
    formatOf: (file) => formats.get(file),
    remember: (file, format) => void formats.set(file, format),
    files: () => formats.keys(),
  }
}

/** A pattern is a part of the file's path or of the case's name; a path may also be as from the current folder. */
function isWanted(env: Env, { root }: TestProject, file: string, test: TestCase, patterns: readonly string[]): boolean {
  const texts = [file, relative(env.cwd, resolve(root, file)), test.name].map((text) => text.toLowerCase())
  return patterns.length === 0 || patterns.some((each) => texts.some((text) => text.includes(each.toLowerCase())))
}

function nothingRan(files: readonly string[], patterns: readonly string[]): string {
  if (files.length === 0) return 'there is no test file beside the plans'
  return `no case of ${files.length} ${files.length === 1 ? 'file' : 'files'} has "${patterns.join('" or "')}" in its name or path`
}

/** A case, with its place and all that is wrong with it where it failed. */
async function show(env: Env, outcome: CaseOutcome, places: Places): Promise<void> {
  const { test, passed } = outcome
  const chalk = colourFor(env, 'stdout')
  if (passed) {
    if (!env.quiet) env.stdout.write(`  ${chalk.green('ok')}    ${safe(test.name)}\n`)
    return
  }
  const { file, line, column } = test.place
  const where = safe(`${shownPath(env, places.pathOf(file))}:${line}:${column}`)
  env.stdout.write(`  ${chalk.red('FAIL')}  ${safe(test.name)}  ${chalk.dim(where)}\n`)
  env.stdout.write(await failureText(env, outcome, places, chalk))
}

/** What it was refused for, what differs, and why. */
async function failureText(env: Env, outcome: CaseOutcome, places: Places, chalk: ChalkInstance): Promise<string> {
  const located = await locateProjectFindings(env, outcome.found, places)
  return renderDiagnostics(located.found, { chalk, sourceLine: located.sourceLine }) + outcomeText(outcome, chalk)
}

async function reported(env: Env, outcome: CaseOutcome, places: Places): Promise<CaseReport> {
  const { name, place } = outcome.test
  return {
    file: shownPath(env, places.pathOf(place.file)),
    line: place.line ?? 1,
    name,
    passed: outcome.passed,
    text: outcome.passed ? '' : await failureText(env, outcome, places, noColour),
  }
}

/** For programs: all cases, once they have run. */
const caseFormats = {
  json: (cases: readonly CaseReport[]) =>
    renderJson({
      version: 1,
      passed: cases.filter(({ passed }) => passed).length,
      failed: cases.filter(({ passed }) => !passed).length,
      cases,
    }),
  junit: casesJunit,
}
type CaseFormat = 'text' | keyof typeof caseFormats

function summary({ passed, failed, files }: Counts, chalk: ChalkInstance): string {
  const total = [passed > 0 && chalk.green(`${passed} passed`), failed > 0 && chalk.red(`${failed} failed`)]
  return `${total.filter((part) => part !== false).join(', ')}, in ${files} ${files === 1 ? 'file' : 'files'}\n`
}

export const command: Command = {
  arguments: [{ name: '[patterns...]', summary: 'cases whose name or file has this in it (default: all)' }],
  about:
    'Runs the cases of plans/*.test.yaml: each says what is given and what must come of it.\n' +
    'A case that fails shows what was expected, what came, and why. See "Testing plans" in\n' +
    'plans/README.md.',
  options: [
    { flags: '--config <file>', summary: 'the settings file (default: spm.yaml, if there is one)' },
    { flags: '--tests <path>', summary: 'test files or folders (default: beside the plans)', list: true },
    { flags: '--coverage', summary: 'say which tiers, boundaries, gates and rules of the plans no case reaches' },
    { flags: '--format <format>', summary: 'how to print it', choices: ['text', 'json', 'junit'], default: 'text' },
    { flags: '--watch', summary: 'run again whenever plans, tests or tables change, until Ctrl-C' },
    { flags: '--record <payee>', summary: 'write a case of what this payee is paid, names and ids replaced' },
    { flags: '--period <id>', summary: 'the period of --record' },
    { flags: '--out <file>', summary: 'the new test file of --record: plans/ana.test.yaml' },
    { flags: '--set <key=value>', summary: 'a setting, as in spm.yaml: --set fx.credit=period_end', list: true },
  ],
  examples: [
    'spm test',
    'spm test plans/ae.test.yaml',
    'spm test "at quota"',
    'spm test --coverage',
    'spm test --record e1 --period 2026-03 --out plans/march.test.yaml',
  ],
  run,
}
