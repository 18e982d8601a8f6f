import { checkLog } from '../audit/check-log.js'
import { checkRuns } from '../audit/check-runs.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { headPath, lockPath, readAuditLog } from '../io/audit-log.js'
import type { Env } from '../io/env.js'
import { realFs } from '../io/fs-port.js'
import { REDACT_KEY } from '../io/redact-key.js'
import { readLedgerFolders } from '../io/read-ledger.js'
import { readRuns, readTextFile } from '../io/read-runs.js'
import { checkLedger, checkLogged } from '../ledger/check-ledger.js'
import { loggedBy } from '../ledger/logged.js'
import { foldersOf } from '../project/find-settings.js'
import { findSources, type DiskSources } from '../project/find-sources.js'
import { loadPlans } from '../project/load-plans.js'
import { colourFor } from '../render/colour.js'
import { renderReport, type ReportFormat } from '../render/report.js'
import { doctorReport, type Look } from '../reports/doctor.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { EXIT } from './exit-code.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { shownPath } from './shown-path.js'
import { formatOption } from './show-report.js'

/** What it says where nothing is wrong; findings say the rest. */
type Examine = (env: Env, sources: DiskSources, found: Diagnostic[]) => Promise<Told> | Told

interface Told {
  readonly says: string
  /** It works, and somebody should look at it: what to do. */
  readonly look?: string | undefined
}

function count(many: number, one: string, several = `${one}s`): string {
  return many === 1 ? `1 ${one}` : `${many} ${several}`
}

const settings: Examine = (_, { settingsFile }) =>
  settingsFile
    ? { says: settingsFile.path }
    : { says: 'none; plans are looked for in plans/, files in data/', look: 'spm.yaml says how your files are read' }

const plans: Examine = async (_, sources, found) => {
  const loaded = await loadPlans(sources, found)
  const there = loaded?.plans?.length ?? 0
  return there === 0
    ? { says: 'none', look: 'put a plan into plans/: plans/README.md has some to start from' }
    : { says: count(there, 'plan') }
}

/** Without these nothing can be paid. */
const NEEDED = ['deals', 'reps'] as const

const inputs: Examine = (_, { tables }) => {
  const missing = NEEDED.filter((name) => !tables.has(name))
  const says = [...tables].map(([name, { files }]) => (files.length === 1 ? name : `${name} (${files.length} files)`))
  return {
    says: says.length === 0 ? 'none' : says.join(', '),
    look: missing.length > 0 ? `spm calc needs ${missing.join(' and ')} in data/, or named in spm.yaml` : undefined,
  }
}

const history: Examine = (env, { root, settings: own }, found) => {
  const { runs, ledger, log } = foldersOf(env.cwd, root, own, undefined)
  const names = { log: shownPath(env, log), ledger: shownPath(env, ledger) }
  const read = readAuditLog(log)
  const made = readRuns(runs)
  const closed = checkLedger(readLedgerFolders(ledger), found)
  if (read === undefined)
    return made.length + closed.length === 0
      ? { says: 'no runs yet' }
      : { says: 'runs without an audit log', look: `put ${names.log} back from a backup` }
  checkLog(read.lines, read.head, { log: names.log, head: headPath(names.log) }, undefined, found)
  checkRuns(read.lines, made, { log: names.log, runsFolder: shownPath(env, runs) }, found)
  checkLogged(closed, loggedBy(read.lines), names, found)
  const until = closed.at(-1)
  return { says: `${count(made.length, 'run')}, ${until ? `closed until ${until.period.id}` : 'no period closed'}` }
}

const lock: Examine = (env, { root, settings: own }) => {
  const path = lockPath(foldersOf(env.cwd, root, own, undefined).log)
  return readTextFile(realFs, path) === undefined
    ? { says: 'nobody is at work' }
    : { says: 'a command is at work, or one was killed', look: 'the next command that writes says which' }
}

const key: Examine = (_, { root }) =>
  readTextFile(realFs, `${root}/${REDACT_KEY}`) === undefined
    ? { says: 'none; the first --redact makes it' }
    : { says: REDACT_KEY, look: 'keep it in your backups, and away from who gets redacted reports' }

/** In the order in which they are told. To look at one more thing: a function, and its line here. */
const EXAMINED: Readonly<Record<string, Examine>> = {
  settings,
  plans,
  inputs,
  'runs and ledger': history,
  lock,
  pseudonyms: key,
}

async function examine(about: string, of: Examine, env: Env, sources: DiskSources): Promise<Look> {
  const found: Diagnostic[] = []
  const { says, look } = await of(env, sources, found)
  const worst =
    found.find(({ severity }) => severity === 'error') ?? found.find(({ severity }) => severity === 'warning')
  if (worst === undefined) return { about, state: look === undefined ? 'ok' : 'look', says, next: look ?? '' }
  const more = found.length > 1 ? ` (and ${found.length - 1} more)` : ''
  return {
    about,
    state: hasErrors(found) ? 'wrong' : 'look',
    says: `${worst.code} ${worst.message}${more}`,
    next: about === 'runs and ledger' ? 'spm audit verify' : 'spm validate',
  }
}

async function run(env: Env, options: OptionValues): Promise<number> {
  const found: Diagnostic[] = []
  const sources = findSources(env.cwd, projectOptionsOf(options), found)
  const program: Look = { about: 'program', state: 'ok', says: `spm ${env.version} on node ${env.node}`, next: '' }
  const first = found.find(({ severity }) => severity === 'error')
  const files: readonly Look[] = first
    ? [{ about: 'files', state: 'wrong', says: `${first.code} ${first.message}`, next: 'spm validate' }]
    : []
  const rest: Look[] = []
  if (sources) for (const [about, of] of Object.entries(EXAMINED)) rest.push(await examine(about, of, env, sources))
  const looks = [program, ...files, ...rest]
  const { isTTY, columns: width } = env.stdout
  const format = textOption(options, 'format') as ReportFormat
  env.stdout.write(renderReport(doctorReport(looks), format, { isTTY, width, chalk: colourFor(env, 'stdout') }))
  return looks.some(({ state }) => state === 'wrong') ? EXIT.findings : EXIT.ok
}

export const command: Command = {
  about:
    'Settings, plans, files, runs, ledger and lock: whether a command would be stopped by\n' +
    'something, and what to do. Rows are not read (spm validate --data does), and\n' +
    'nothing is written.',
  options: [formatOption, ...projectOptions],
  examples: ['spm doctor', 'spm doctor --format json'],
  run,
}
