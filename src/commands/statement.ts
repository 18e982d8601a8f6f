import { resolve } from 'node:path'
import { groupBy } from '../base/order.js'
import { judge } from '../diagnostics/checks.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeResult } from '../engine/calculate.js'
import { noPayee } from '../explain/asked.js'
import { Recording } from '../explain/recording.js'
import type { Env } from '../io/env.js'
import { isInside } from '../io/out-file.js'
import { redactKey } from '../io/redact-key.js'
import { whyNoStatements } from '../io/statement-folder.js'
import { keepMemorySteady } from '../io/steady-memory.js'
import type { PayeeId } from '../model/ids.js'
import { foldersOf } from '../project/find-settings.js'
import { findSources, type DiskSources } from '../project/find-sources.js'
import { loadPosted } from '../project/load-posted.js'
import { filesBefore } from '../project/period-before.js'
import type { Tell } from '../project/read-deals.js'
import { runProject } from '../project/run-project.js'
import { statementFormats, type StatementFormat } from '../render/statement.js'
import { pseudonymsBy } from '../reports/pseudonyms.js'
import { makeStatement } from '../statement/make-statement.js'
import type { Told } from '../statement/told.js'
import { askPeriod } from './ask-period.js'
import { flagOption, textOption, type Command, type OptionValues } from './command.js'
import { checkOut, deliver } from './deliver.js'
import { EXIT, exitCodeOf } from './exit-code.js'
import { paidState, readDone, totalsOf } from './paid-state.js'
import { openBefore } from './posted-before.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { showProjectFindings } from './show-findings.js'
import { withProgress } from './with-progress.js'
import { writeAll, type Made } from './write-statements.js'

export const command: Command = {
  arguments: [{ name: '[payee]', summary: 'whose statement, by payee id' }],
  options: [
    { flags: '--all', summary: 'everybody’s, a file each, into the folder of --out' },
    { flags: '--period <id>', summary: 'the period: 2026-03, 2026-Q1, … (needed)' },
    {
      flags: '--format <format>',
      summary: 'how to write it (default: html into files, md to stdout)',
      choices: Object.keys(statementFormats),
    },
    { flags: '--out <path>', summary: 'a file; with --all a folder (default: stdout)' },
    { flags: '--redact', summary: 'pseudonyms in the place of people, deals and what names them' },
    ...projectOptions,
  ],
  about:
    'How much of the quota is reached and what that pays, every line with its deal\n' +
    'and rates, adjustments, balances, what waits and what is not counted. It holds\n' +
    'that payee’s pay alone, and its totals are those of payouts.csv. Computed from\n' +
    'the inputs; runs and ledger are not written.',
  examples: [
    'spm statement E1 --period 2026-03',
    'spm statement E1 --period 2026-03 --out E1.html',
    'spm statement --all --period 2026-03 --out statements/2026-03',
    'spm statement --all --period 2026-03 --format md --out statements/2026-03',
  ],
  run,
}

interface Asked {
  readonly period: string
  /** Undefined: everybody. */
  readonly payee: string | undefined
  readonly out: string | undefined
  readonly format: StatementFormat
  readonly isRedacted: boolean
}

async function run(env: Env, options: OptionValues, args: readonly string[]): Promise<number> {
  const period = textOption(options, 'period')
  if (period === undefined) return askPeriod(env, options, 'statement')
  keepMemorySteady()
  const found: Diagnostic[] = []
  const out = textOption(options, 'out')
  checkAsked(args[0], flagOption(options, 'all'), out, found)
  const isMisused = hasErrors(found)
  const sources = isMisused ? undefined : findSources(env.cwd, projectOptionsOf(options), found)
  const format = (textOption(options, 'format') ?? (out === undefined ? 'md' : 'html')) as StatementFormat
  const asked = { period, payee: args[0], out, format, isRedacted: flagOption(options, 'redact') }
  if (sources) checkPlace(env, asked, sources, found)
  const made = sources && (await withProgress(env, (tell) => statements(env, asked, sources, tell, found)))
  // Meanwhile something else may have come to stand there.
  if (made && sources) checkPlace(env, asked, sources, found)
  const { found: judged } = judge(found, sources?.settings.checks)
  await showProjectFindings(env, judged, sources, { as: 'messages' })
  if (hasErrors(judged)) made?.drop()
  else made?.put()
  return isMisused ? EXIT.usage : exitCodeOf(judged)
}

/** One payee or all of them; all of them are files. */
function checkAsked(payee: string | undefined, all: boolean, out: string | undefined, found: Diagnostic[]): void {
  if (payee === undefined && !all) found.push(diagnose('SPM1060', 'neither a payee nor --all was given'))
  if (payee !== undefined && all) found.push(diagnose('SPM1060', `both "${payee}" and --all were given`))
  if (all && payee === undefined && out === undefined)
    found.push(diagnose('SPM1062', '--all writes a file for each payee, and no folder was given'))
}

/** A file may be replaced, a folder that holds statements alone too; nothing of the project is. */
function checkPlace(env: Env, { payee, out }: Asked, sources: DiskSources, found: Diagnostic[]): void {
  if (out === undefined) return
  if (payee !== undefined) {
    checkOut(env, out, sources, found)
    return
  }
  const path = resolve(env.cwd, out)
  const { runs, ledger } = foldersOf(env.cwd, sources.root, sources.settings, undefined)
  const isOwn = isInside(path, runs) || isInside(path, ledger)
  const why = isOwn ? 'runs and ledger are written by spm alone' : whyNoStatements(path)
  if (why !== undefined) found.push(diagnose('SPM1061', `statements cannot be written to "${out}": ${why}`))
}

async function statements(
  env: Env,
  asked: Asked,
  sources: DiskSources,
  tell: Tell,
  found: Diagnostic[],
): Promise<Made | undefined> {
  const done = readDone(env, sources, found)
  const closed = openBefore(done.closed, asked.period, found)
  const key = asked.isRedacted && !hasErrors(found) ? redactKey(sources.root, found) : undefined
  if (hasErrors(found)) return undefined
  const posted = await loadPosted(closed)
  const recording = new Recording(undefined, undefined)
  const project = await runProject(sources, asked.period, tell, found, { posted, record: recording.record })
  if (!project || hasErrors(found)) return undefined
  const { book, calculation } = project
  if (asked.payee !== undefined && !book.payees.has(asked.payee as PayeeId)) {
    found.push(noPayee(asked.payee, book))
    return undefined
  }
  const files = filesBefore(book, closed, done)
  const common = {
    terms: sources.settings.statements,
    now: await paidState(done, asked.period),
    before: files && { period: files.period, totals: await totalsOf(files) },
    pseudonym: key === undefined ? undefined : pseudonymsBy(key),
  }
  const isClosed = common.now.state === 'closed'
  const attainments = groupBy(calculation.attainments, ({ participation }) => participation.current.payee.id)
  const missed = groupBy(calculation.credits.exclusions, ({ payee }) => payee)
  const told = (result: PayeeResult): Told => ({
    ...common,
    missed: missed.get(result.payee) ?? [],
    result,
    subject: {
      ...project,
      calculation: { ...calculation, attainments: attainments.get(result.payee) ?? [] },
      recording,
      isClosed,
      isPrivate: true,
    },
  })
  if (asked.payee === undefined)
    return writeAll({ env, asked: { ...asked, out: asked.out! }, tell, found }, project, recording, told)
  const payee = asked.payee as PayeeId
  const [result = nothingFor(payee)] = [...calculation.payees(new Set([payee]))]
  if (hasErrors(found)) return undefined
  const text = statementFormats[asked.format](makeStatement(told(result)))
  return { put: () => deliver(env, text, asked.out), drop: () => {} }
}

/** Somebody whom the period has nothing for. */
function nothingFor(payee: PayeeId): PayeeResult {
  return { payee, participations: [], lines: [], payouts: [], balances: [], dealPay: [] }
}
