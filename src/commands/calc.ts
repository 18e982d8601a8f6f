import { dirname, join, relative, resolve } from 'node:path'
import { formatMoney } from '../base/money.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { appendAudit, canAppend, lockPath } from '../io/audit-log.js'
import { dryRun } from '../io/dry-run.js'
import type { Env } from '../io/env.js'
import { acquireLock } from '../io/lock.js'
import { keepMemorySteady } from '../io/steady-memory.js'
import { beginRun, type CommittedRun, type RunWriter } from '../io/write-run.js'
import { findSources, type DiskSources } from '../project/find-sources.js'
import { runProject, type ProjectRun, type Tell } from '../project/run-project.js'
import { colourFor } from '../render/colour.js'
import { countDiagnostics, diagnosticsData } from '../render/diagnostics.js'
import { renderJson } from '../render/json.js'
import { safe } from '../render/safe.js'
import { manifest } from '../run/manifest.js'
import { writeResults, type RunResult } from '../run/write-results.js'
import { askPeriod } from './ask-period.js'
import { flagOption, listOption, textOption, type Command, type OptionValues } from './command.js'
import { exitCodeOf } from './exit-code.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { renderRunSummary } from './run-summary.js'
import { locateProjectFindings, showProjectFindings } from './show-findings.js'
import { withProgress } from './with-progress.js'

interface Outcome {
  readonly result: RunResult
  readonly run: CommittedRun
  readonly manifest: string
}

async function run(env: Env, options: OptionValues): Promise<number> {
  const period = textOption(options, 'period')
  if (period === undefined) return askPeriod(env, options, 'calc')
  keepMemorySteady()
  const found: Diagnostic[] = []
  const sources = findSources(env.cwd, projectOptionsOf(options), found)
  const outcome =
    sources &&
    (await withProgress(env, async (tell) => {
      const project = await runProject(sources, period, tell, found)
      return project && (await write(env, options, sources, project, tell, found))
    }))
  const failed = outcome === undefined || hasErrors(found)
  const json = options['format'] === 'json'
  await showProjectFindings(env, found, sources, failed && json ? { as: 'result', format: 'json' } : { as: 'messages' })
  if (failed) {
    if (!env.quiet) env.stderr.write('Nothing was written.\n')
    return exitCodeOf(found)
  }
  if (json) {
    const { found: located } = await locateProjectFindings(env, found, sources)
    env.stdout.write(summaryJson(outcome, located, flagOption(options, 'dryRun')))
  }
  if (!json && !env.quiet) env.stdout.write(summaryText(outcome, env, flagOption(options, 'dryRun')))
  return exitCodeOf(found)
}

/** Settles payee by payee into the run folder and logs it; on any error nothing of it stays. */
async function write(
  env: Env,
  options: OptionValues,
  sources: DiskSources,
  { book, calculation, read, extended, rejected }: ProjectRun,
  tell: Tell,
  found: Diagnostic[],
): Promise<Outcome | undefined> {
  const dry = flagOption(options, 'dryRun')
  const out = textOption(options, 'out')
  const runs = out === undefined ? resolve(sources.root, sources.settings.runs) : resolve(env.cwd, out)
  const log = join(dirname(runs), 'audit.jsonl')
  const lock = dry ? undefined : acquireLock(lockPath(log), env.now(), found)
  if (!dry && lock === undefined) return undefined
  try {
    // A run that could not be logged must not come to be.
    if (!dry && !canAppend(log, found)) return undefined
    const writer: RunWriter = dry ? dryRun(runs, book.period.id) : beginRun(runs, book.period.id)
    try {
      const pause = (payees: number): Promise<void> => tell(`settled ${payees} payees`)
      const result = await writeResults(calculation, rejected, book.period, writer, pause)
      if (hasErrors(found)) return undefined
      const text = manifest({
        version: env.version,
        period: book.period,
        settings: sources.settingsFile,
        overrides: listOption(options, 'set'),
        plans: [...sources.planFiles, ...sources.libraryFiles.filter(({ path }) => extended.has(path))],
        inputs: read,
        outputs: writer.finish(),
        result,
      })
      const committed = writer.commit(text, found)
      if (committed === undefined) return undefined
      if (lock) {
        const actor = textOption(options, 'as') ?? env.actor
        const details = auditDetails(committed, book.period.id, result)
        appendAudit(log, { at: env.now(), actor, action: 'calc', details }, found, { lock })
      }
      return { result, run: { ...committed, folder: shownPath(env, committed.folder) }, manifest: text }
    } finally {
      writer.abort()
    }
  } finally {
    lock?.release()
  }
}

/** As one would type it: a path outside of the current folder in the shorter way. */
function shownPath({ cwd }: Env, path: string): string {
  const inside = relative(cwd, path) || '.'
  return inside.startsWith('..') && path.length < inside.length ? path : inside
}

function auditDetails(run: CommittedRun, period: string, { deals, totals }: RunResult): Record<string, string> {
  const payable = totals.currencies.map(
    ({ currency, payable: amount }) => `${formatMoney(amount, currency)} ${currency}`,
  )
  return {
    period,
    run: run.id,
    manifest: run.manifest,
    deals: String(deals.read),
    payable: payable.join(', '),
    ...(run.existed && { repeated: 'true' }),
  }
}

function summaryText({ result, run }: Outcome, env: Env, dry: boolean): string {
  const chalk = colourFor(env, 'stdout')
  const where = dry
    ? `Dry run: nothing was written. The run would be ${safe(run.folder)}`
    : `${run.existed ? 'The same run was there already' : 'Written'}: ${safe(run.folder)}`
  const next = dry ? '' : `Look at payouts.csv, payout-lines.csv and exceptions.csv there.\n`
  return `${renderRunSummary(result, env, chalk)}\n${where}\n${next}`
}

function summaryJson({ run, manifest: text, result }: Outcome, found: readonly Diagnostic[], dry: boolean): string {
  const { id, folder, existed, manifest: hash } = run
  const content = JSON.parse(text) as object
  const exceptions = result.exceptions.slice(0, 100)
  return renderJson({
    version: 1,
    dry_run: dry,
    run: id,
    folder,
    existed,
    manifest: hash,
    ...content,
    top_exceptions: exceptions,
    ...countDiagnostics(found),
    diagnostics: diagnosticsData(found),
  })
}

export const command: Command = {
  options: [
    { flags: '--period <id>', summary: 'the period to pay: 2026-03, 2026-Q1, … (needed)' },
    ...projectOptions,
    { flags: '--out <folder>', summary: 'where runs are kept (default: runs/)' },
    { flags: '--dry-run', summary: 'calculate and show, write nothing' },
    { flags: '--as <actor>', summary: 'who does this, for the audit log (default: the environment’s user)' },
    { flags: '--format <format>', summary: 'how to print the summary', choices: ['text', 'json'], default: 'text' },
  ],
  examples: [
    'spm calc --period 2026-03',
    'spm calc --period 2026-03 --dry-run',
    'spm calc --period 2026-Q1 --deals export/*.csv --reps reps.csv --out runs',
    'spm calc --period 2026-03 --set inputs.deals.types.arr=number',
  ],
  run,
}
