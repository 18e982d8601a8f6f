import { formatMoney } from '../base/money.js'
import { judge, type Judged } from '../diagnostics/checks.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { appendAudit, canAppend, lockPath } from '../io/audit-log.js'
import { dryRun } from '../io/dry-run.js'
import type { Env } from '../io/env.js'
import type { ClosedPeriod } from '../ledger/close-record.js'
import { acquireLock } from '../io/lock.js'
import { closeRecords } from '../io/read-ledger.js'
import { keepMemorySteady } from '../io/steady-memory.js'
import { beginRun, type CommittedRun, type RunWriter } from '../io/write-run.js'
import { fillRun, type FilledRun } from '../project/fill-run.js'
import { findSources, type DiskSources } from '../project/find-sources.js'
import { foldersOf, type ProjectFolders } from '../project/find-settings.js'
import { loadPosted } from '../project/load-posted.js'
import { readState } from '../project/read-state.js'
import type { Tell } from '../project/read-deals.js'
import { runProject, type ProjectRun } from '../project/run-project.js'
import { takeSnapshot } from '../project/snapshot.js'
import { colourFor } from '../render/colour.js'
import { countDiagnostics, diagnosticsData } from '../render/diagnostics.js'
import { renderJson } from '../render/json.js'
import { safe } from '../render/safe.js'
import type { RunResult } from '../run/write-results.js'
import { askPeriod } from './ask-period.js'
import { flagOption, listOption, textOption, type Command, type OptionValues } from './command.js'
import { exitCodeOf } from './exit-code.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { renderRunSummary } from './run-summary.js'
import { shownPath } from './shown-path.js'
import { locateProjectFindings, showProjectFindings } from './show-findings.js'
import { withProgress } from './with-progress.js'

interface Outcome extends FilledRun {
  readonly period: string
  readonly run: CommittedRun
  /** The inputs were kept, too. */
  readonly snapshot: boolean
}

async function run(env: Env, options: OptionValues): Promise<number> {
  const period = textOption(options, 'period')
  if (period === undefined) return askPeriod(env, options, 'calc')
  keepMemorySteady()
  const found: Diagnostic[] = []
  const sources = findSources(env.cwd, projectOptionsOf(options), found)
  const folders = sources && foldersOf(env.cwd, sources.root, sources.settings, textOption(options, 'out'))
  const closed = folders ? readState(folders, found).closed : []
  if (closed.some((each) => each.period.id === period)) {
    found.push(diagnose('SPM6054', `${period} is closed`))
  }
  const outcome =
    folders &&
    !hasErrors(found) &&
    (await withProgress(env, async (tell) => {
      const posted = await loadPosted(closed)
      const project = await runProject(sources, period, tell, found, { posted })
      return project && (await write(env, options, sources, folders, closed, project, tell, found))
    }))
  const { found: judged } = judgedBy(options, sources, found)
  const failed = outcome === undefined || outcome === false || hasErrors(judged)
  const json = options['format'] === 'json'
  await showProjectFindings(
    env,
    judged,
    sources,
    failed && json ? { as: 'result', format: 'json' } : { as: 'messages' },
  )
  if (failed) {
    if (!env.quiet) env.stderr.write('Nothing was written.\n')
    return exitCodeOf(judged)
  }
  if (json) {
    const { found: located } = await locateProjectFindings(env, judged, sources)
    env.stdout.write(summaryJson(outcome, located, flagOption(options, 'dryRun')))
  }
  if (!json && !env.quiet) env.stdout.write(summaryText(outcome, env, flagOption(options, 'dryRun')))
  return exitCodeOf(judged)
}

/** The findings as settings and `--strict` judge them. */
function judgedBy(options: OptionValues, sources: DiskSources | undefined, found: readonly Diagnostic[]): Judged {
  return judge(found, sources?.settings.checks, flagOption(options, 'strict'))
}

/** Settles payee by payee into the run folder and logs it; on any error nothing of it stays. */
async function write(
  env: Env,
  options: OptionValues,
  sources: DiskSources,
  folders: ProjectFolders,
  closed: readonly ClosedPeriod[],
  project: ProjectRun,
  tell: Tell,
  found: Diagnostic[],
): Promise<Outcome | undefined> {
  const dry = flagOption(options, 'dryRun')
  const { runs, log } = folders
  const lock = dry ? undefined : acquireLock(lockPath(log), env.now(), found)
  if (!dry && lock === undefined) return undefined
  try {
    // A run that could not be logged must not come to be.
    if (!dry && !canAppend(log, found)) return undefined
    const now = new Set(closeRecords(folders.ledger))
    if (now.size !== closed.length || !closed.every(({ hash }) => now.has(hash))) {
      found.push(diagnose('SPM6056', 'a period was closed or reopened while this one was calculated'))
      return undefined
    }
    const { period } = project.book
    const writer: RunWriter = dry ? dryRun(runs, period.id) : beginRun(runs, period.id)
    try {
      const origin = { version: env.version, overrides: listOption(options, 'set'), closed }
      const filled = await fillRun(project, sources, origin, writer, tell, found)
      // A warning that is an error here must stop the run before it is there.
      if (filled === undefined || hasErrors(judgedBy(options, sources, found).found)) return undefined
      const snapshot = flagOption(options, 'snapshot') && !dry
      if (snapshot && !takeSnapshot(runs, sources, filled.manifest, found)) return undefined
      const committed = writer.commit(filled.manifest, found)
      if (committed === undefined) return undefined
      if (lock) {
        const actor = textOption(options, 'as') ?? env.actor
        const details = auditDetails(committed, period.id, filled.result)
        appendAudit(log, { at: env.now(), actor, action: 'calc', details }, found, { lock })
      }
      return { ...filled, period: period.id, snapshot, run: { ...committed, folder: shownPath(env, committed.folder) } }
    } finally {
      writer.abort()
    }
  } finally {
    lock?.release()
  }
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

function summaryText({ period, result, run, ledger, snapshot }: Outcome, env: Env, dry: boolean): string {
  const chalk = colourFor(env, 'stdout')
  const where = dry
    ? `Dry run: nothing was written. The run would be ${safe(run.folder)}`
    : `${run.existed ? 'The same run was there already' : 'Written'}: ${safe(run.folder)}`
  const next = dry ? '' : `Look at payouts.csv, payout-lines.csv and exceptions.csv there.\n`
  const kept = snapshot ? `Its inputs are kept: spm reproduce ${period}/${run.id} computes it again.\n` : ''
  const open = ledger.open_before
  // Before the first close there may be no wish to close anything.
  const provisional =
    ledger.head !== null && open !== null ? `Provisional: ${open} is open, so this run cannot be approved.\n` : ''
  return `${renderRunSummary(result, env, chalk)}\n${where}\n${kept}${next}${provisional}`
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
    { flags: '--snapshot', summary: 'keep a copy of all inputs, so that "spm reproduce" can compute it again' },
    { flags: '--as <actor>', summary: 'who does this, for the audit log (default: the environment’s user)' },
    { flags: '--strict', summary: 'warnings are errors, so that nothing is written' },
    { flags: '--format <format>', summary: 'how to print the summary', choices: ['text', 'json'], default: 'text' },
  ],
  examples: [
    'spm calc --period 2026-03',
    'spm calc --period 2026-03 --dry-run',
    'spm calc --period 2026-03 --snapshot',
    'spm calc --period 2026-Q1 --deals export/*.csv --reps reps.csv --out runs',
    'spm calc --period 2026-03 --set inputs.deals.types.arr=number',
  ],
  run,
}
