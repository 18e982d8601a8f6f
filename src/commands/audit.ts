import { resolve } from 'node:path'
import { checkLog } from '../audit/check-log.js'
import { checkRuns } from '../audit/check-runs.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { headPath, readAuditLog } from '../io/audit-log.js'
import type { Env } from '../io/env.js'
import { locatePlaces } from '../io/locate.js'
import { readLedgerFolders } from '../io/read-ledger.js'
import { readRuns } from '../io/read-runs.js'
import { checkLedger, checkLogged } from '../ledger/check-ledger.js'
import { loggedBy } from '../ledger/logged.js'
import { colourFor } from '../render/colour.js'
import { countDiagnostics, diagnosticsData, renderDiagnostics } from '../render/diagnostics.js'
import { renderJson } from '../render/json.js'
import { safe } from '../render/safe.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { EXIT } from './exit-code.js'
import { showFindings } from './show-findings.js'

const LIMITS =
  'A chain cannot show that the whole log was rewritten together with its head file: ' +
  'keep the head hash somewhere else and check it with --head.'

async function run(env: Env, options: OptionValues): Promise<number> {
  const log = textOption(options, 'log')!
  const runsFolder = textOption(options, 'runs')!
  const ledger = textOption(options, 'ledger')!
  const kept = textOption(options, 'head')?.toLowerCase()
  const json = options['format'] === 'json'
  const read = readAuditLog(resolve(env.cwd, log))
  if (!read) {
    const missing = diagnose('SPM6021', `there is no audit log "${log}"`, { place: { file: log } })
    await showFindings(env, [missing], json ? { as: 'result', format: 'json' } : { as: 'messages' })
    return EXIT.usage
  }
  const found: Diagnostic[] = []
  checkLog(read.lines, read.head, { log, head: headPath(log) }, kept, found)
  const runs = readRuns(resolve(env.cwd, runsFolder))
  checkRuns(read.lines, runs, { log, runsFolder }, found)

  const closed = checkLedger(readLedgerFolders(resolve(env.cwd, ledger)), found)
  checkLogged(closed, loggedBy(read.lines), { log, ledger }, found)

  const head = read.lines.at(-1)?.hash
  const counts = countDiagnostics(found)
  const sound = counts.errors === 0 && counts.warnings === 0
  if (json) {
    const located = await locatePlaces(found, env.cwd)
    const body = {
      log,
      entries: read.lines.length,
      head: head ?? null,
      runs: runs.length,
      closed: closed.length,
      ok: sound,
    }
    env.stdout.write(
      renderJson({ version: 1, ...body, ...counts, diagnostics: diagnosticsData(located.found), limits: LIMITS }),
    )
  } else {
    const chalk = colourFor(env, 'stdout')
    const shown = env.quiet ? found.filter((each) => each.severity !== 'note') : found
    const text = renderDiagnostics((await locatePlaces(shown, env.cwd)).found, { chalk })
    const periods = closed.length === 0 ? '' : `, ${closed.length} closed ${closed.length === 1 ? 'period' : 'periods'}`
    const verdict = sound ? chalk.green('ok') : chalk.red('not ok')
    const lines = [
      `${verdict} ${safe(log)}: ${read.lines.length} ${read.lines.length === 1 ? 'line' : 'lines'}, ${runs.length} ${runs.length === 1 ? 'run' : 'runs'}${periods} checked`,
      `head ${head ?? '(none)'}`,
      ...(env.quiet ? [] : [LIMITS]),
    ]
    env.stdout.write(`${text}${text === '' ? '' : '\n'}${lines.join('\n')}\n`)
  }
  return sound ? EXIT.ok : EXIT.findings
}

export const command: Command = {
  options: [
    { flags: '--head <hash>', summary: 'a head hash kept elsewhere; it must be in the log' },
    { flags: '--log <file>', summary: 'the audit log', default: 'audit.jsonl' },
    { flags: '--runs <folder>', summary: 'the folder of runs', default: 'runs' },
    { flags: '--ledger <folder>', summary: 'the folder of closed periods', default: 'ledger' },
    { flags: '--format <format>', summary: 'how to print the result', choices: ['text', 'json'], default: 'text' },
  ],
  examples: ['spm audit verify', 'spm audit verify --head 9f86d081884c7d65… --format json'],
  run,
}
