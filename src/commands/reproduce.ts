import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { FileDifference } from '../io/compare-run.js'
import type { Env } from '../io/env.js'
import { keepMemorySteady } from '../io/steady-memory.js'
import type { ClosedPeriod } from '../ledger/close-record.js'
import type { DiskSources } from '../project/find-sources.js'
import { keptSources } from '../project/kept-sources.js'
import { closedAt, reproduceRun } from '../project/reproduce-run.js'
import { findKept, type KeptFiles } from '../project/snapshot.js'
import { safe } from '../render/safe.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { EXIT, exitCodeOf } from './exit-code.js'
import { loggedRun, openState, stateOptions, type SoundRun } from './lifecycle.js'
import { runName, type RunName } from './run-name.js'
import { showFindings, showProjectFindings } from './show-findings.js'
import { withProgress } from './with-progress.js'

/** A run, the files it was made from, and the periods that were closed then. */
interface Origin {
  readonly logged: SoundRun
  readonly kept: KeptFiles
  readonly closed: readonly ClosedPeriod[]
}

async function run(env: Env, options: OptionValues, args: readonly string[]): Promise<number> {
  const named = nameOf(options, args)
  if (named === undefined) {
    env.stderr.write('Name one run: spm reproduce 2026-03/e18ff9, or --period 2026-03 with or without --run.\n')
    return EXIT.usage
  }
  keepMemorySteady()
  const found: Diagnostic[] = []
  const origin = findOrigin(env, options, named, found)
  // What the run's own files are warned of was told when it was made.
  const computing: Diagnostic[] = []
  const sources = origin && keptSources(origin.logged.manifest, origin.kept.paths, computing)
  const differences = origin && sources && (await compute(env, origin, sources, computing))
  const errors = computing.filter(({ severity }) => severity === 'error')
  await showProjectFindings(env, errors, sources, { as: 'messages' })
  if (origin && differences) report(origin.logged, differences, found)
  await showFindings(env, found, { as: 'messages' })
  const failed = hasErrors(found) || errors.length > 0
  if (failed && origin && !env.quiet) env.stderr.write(`Not reproduced.${versions(env, origin.logged)}\n`)
  if (!failed && origin && !env.quiet) env.stdout.write(summary(env, origin))
  return exitCodeOf([...found, ...errors])
}

/** What the argument names, else what the options say. */
function nameOf(options: OptionValues, [argument]: readonly string[]): RunName | undefined {
  const period = textOption(options, 'period')
  const id = textOption(options, 'run')
  if (argument === undefined) return period === undefined ? undefined : { period, ...(id !== undefined && { id }) }
  if (period !== undefined || id !== undefined) return undefined
  return runName(argument)
}

function findOrigin(env: Env, options: OptionValues, { period, id }: RunName, found: Diagnostic[]): Origin | undefined {
  const project = openState(env, options, found)
  const logged = project && loggedRun(project, period, id, found)
  if (project === undefined || logged === undefined) return undefined
  const { run: made, manifest } = logged
  const kept = findKept(project, made.id, manifest, found)
  const closed = closedAt(project.closed, manifest.ledger.head)
  if (closed === undefined) {
    const message = `run ${made.id} of ${made.period} was computed from a state of the ledger that is not there any more`
    found.push(diagnose('SPM6071', message, { place: { file: `${made.folder}/run.json` } }))
  }
  return kept && closed && { logged, kept, closed }
}

function compute(
  env: Env,
  { logged: { run: made, manifest }, closed }: Origin,
  sources: DiskSources,
  found: Diagnostic[],
): Promise<readonly FileDifference[] | undefined> {
  return withProgress(env, (tell) => reproduceRun(made.folder, manifest, sources, closed, tell, found))
}

function report({ run: made, manifest }: SoundRun, differences: readonly FileDifference[], found: Diagnostic[]): void {
  for (const { file, line, there, computed } of differences) {
    const place = {
      file: `${made.folder}/${file}`,
      ...(line !== undefined && { line, column: firstDifference(there, computed) }),
    }
    const message =
      line === undefined
        ? `"${file}" of run ${made.id} is missing`
        : `"${file}" of run ${made.id} holds ${quoted(there)}; computed is ${quoted(computed)}`
    found.push(diagnose('SPM6072', message, { place }))
  }
  const written = new Set(manifest.outputs.map(({ file }) => file))
  for (const { file } of made.files) {
    if (written.has(file)) continue
    const message = `"${file}" is in run ${made.id}, which did not write it`
    found.push(diagnose('SPM6072', message, { place: { file: `${made.folder}/${file}` } }))
  }
}

/** The column, from 1, from which on two lines differ. */
function firstDifference(one = '', other = ''): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return at + 1
}

function quoted(line: string | undefined): string {
  return line === undefined ? 'nothing more' : `"${line}"`
}

/** Says so where another version computed the run; empty otherwise. */
function versions({ version }: Env, { manifest: { tool } }: SoundRun): string {
  return tool.version === version ? '' : ` The run was computed by spm ${tool.version}; this is spm ${version}.`
}

function summary(env: Env, { logged, kept: { paths, copies }, closed }: Origin): string {
  const { run: made, manifest } = logged
  const own = paths.size - copies
  const inputs = [
    ...(copies > 0 ? [`${copies} kept`] : []),
    ...(own > 0 ? [`${own} not kept, but still as they were in the project`] : []),
  ]
  const head = closed.at(-1)
  const other = versions(env, logged)
  return safeLines(`Reproduced: run ${made.id} of ${made.period} is what its inputs give, byte for byte.
  files    run.json and ${manifest.outputs.length} others
  inputs   ${inputs.join(', ')}
  ledger   ${head ? `as it was when ${head.period.id} was closed` : 'no period was closed'}
  manifest ${made.manifestHash}
${other === '' ? '' : ` ${other}\n`}`)
}

function safeLines(text: string): string {
  return text.split('\n').map(safe).join('\n')
}

export const command: Command = {
  about:
    'Computes a run again from its own inputs, settings and closed periods, and compares\n' +
    'every file of it byte by byte. Inputs are those that "spm calc --snapshot" kept, or\n' +
    'the files of the project where they are still the same. Nothing is written.',
  arguments: [{ name: '[run]', summary: '<period>/<id>, as under runs/; <period> alone is its latest run' }],
  options: [
    { flags: '--period <id>', summary: 'the period' },
    { flags: '--run <id>', summary: 'the run, or the start of its id (default: the latest)' },
    ...stateOptions,
  ],
  examples: ['spm reproduce 2026-03/e18ff9c2a4d1', 'spm reproduce --period 2026-03'],
  run,
}
