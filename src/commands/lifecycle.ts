import { basename } from 'node:path'
import { checkFiles, type RunOnDisk } from '../audit/check-runs.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { appendAudit, canAppend, lockPath } from '../io/audit-log.js'
import type { Env } from '../io/env.js'
import { acquireLock, type Lock } from '../io/lock.js'
import { latestRun, readRun, runIds } from '../io/read-runs.js'
import { compareWithLog } from '../ledger/logged.js'
import { findSettings, type ProjectFolders } from '../project/find-settings.js'
import { readState, type ProjectState } from '../project/read-state.js'
import { parseManifest, type RunManifest } from '../run/read-manifest.js'
import type { Settings } from '../project/settings.js'
import { textOption, type OptionSpec, type OptionValues } from './command.js'
import { exitCodeOf } from './exit-code.js'
import { showFindings } from './show-findings.js'

/** The options of every command that acts on what was computed. */
export const stateOptions: readonly OptionSpec[] = [
  { flags: '--config <file>', summary: 'the settings file (default: spm.yaml, if there is one)' },
  { flags: '--out <folder>', summary: 'where runs are kept (default: runs/)' },
]

export const actorOption: OptionSpec = {
  flags: '--as <actor>',
  summary: 'who does this, for the audit log (default: the environment’s user)',
}

/** A project’s folders and what was done in them so far. */
export interface Project extends ProjectFolders, ProjectState {
  readonly root: string
  readonly settings: Settings
}

/** What a command that writes holds while it does: the lock, and the log to write to. */
export interface Acting extends Project {
  readonly actor: string
  readonly lock: Lock
  /** Appends an entry; false (and a finding) where the log cannot take it. */
  record(action: string, details: Readonly<Record<string, string>>): boolean
}

/** Reads the project’s state; undefined when `found` holds errors. */
export function openState(env: Env, options: OptionValues, found: Diagnostic[]): Project | undefined {
  const names = { config: textOption(options, 'config'), out: textOption(options, 'out') }
  const project = findSettings(env.cwd, names, found)
  if (project === undefined || hasErrors(found)) return undefined
  const state = readState(project, found)
  return hasErrors(found) ? undefined : { ...project, ...state }
}

/** Who acts, as stated; else the environment's user. */
export function actorOf(env: Env, options: OptionValues): string {
  return textOption(options, 'as') ?? env.actor
}

/**
 * Runs a command that changes the project's state, under its lock, and shows what was found. What an interrupted
 * command left unlogged is logged first.
 */
export async function act(
  env: Env,
  options: OptionValues,
  command: (acting: Acting, found: Diagnostic[]) => Promise<string | undefined> | string | undefined,
): Promise<number> {
  const found: Diagnostic[] = []
  const text = await locked(env, options, command, found)
  await showFindings(env, found, { as: 'messages' })
  if (hasErrors(found)) {
    if (!env.quiet) env.stderr.write('Nothing was changed.\n')
    return exitCodeOf(found)
  }
  if (text !== undefined && !env.quiet) env.stdout.write(text)
  return exitCodeOf(found)
}

async function locked(
  env: Env,
  options: OptionValues,
  command: Parameters<typeof act>[2],
  found: Diagnostic[],
): Promise<string | undefined> {
  const names = { config: textOption(options, 'config'), out: textOption(options, 'out') }
  const folders = findSettings(env.cwd, names, found)
  if (folders === undefined) return undefined
  const lock = acquireLock(lockPath(folders.log), env.now(), found)
  if (lock === undefined) return undefined
  try {
    if (!canAppend(folders.log, found)) return undefined
    const actor = actorOf(env, options)
    const record: Acting['record'] = (action, details) =>
      appendAudit(folders.log, { at: env.now(), actor, action, details }, found, { lock }) !== undefined
    complete(folders, readState(folders, found), record, found)
    if (hasErrors(found)) return undefined
    const state = readState(folders, found)
    return await command({ ...folders, ...state, actor, lock, record }, found)
  } finally {
    lock.release()
  }
}

/** Logs what was done to the ledger and not logged, since the command was cut off between the two. */
function complete(
  { ledger }: ProjectFolders,
  { closed, logged }: ProjectState,
  record: Acting['record'],
  found: Diagnostic[],
): void {
  if (hasErrors(found)) return
  const unlogged = compareWithLog(closed, logged)
  for (const { details } of unlogged.open) {
    const { period = '', run = '', ledger: hash = '' } = details
    record('reopen', { period, run, ledger: hash, reason: 'recovered: the folder was moved and this was not logged' })
    const message = `${period} is open: it was reopened, which the log did not say`
    found.push(diagnose('SPM6059', message, { place: { file: basename(ledger) } }))
  }
  for (const { period, run, manifest, hash, previous } of unlogged.closed) {
    record('close', {
      period: period.id,
      run,
      manifest,
      ledger: hash,
      previous: previous ?? '',
      note: 'recovered: an interrupted close',
    })
    const message = `${period.id} is closed: an interrupted close had posted it, which the log did not say`
    found.push(diagnose('SPM6059', message, { place: { file: basename(ledger) } }))
  }
}

/** A run with its manifest, found to be as it was written. */
export interface SoundRun {
  readonly run: RunOnDisk
  readonly manifest: RunManifest
  /** Who computed it first. */
  readonly by: string
}

/**
 * The run that a command names by `--period` and the start of its id (the latest one without); undefined when there is
 * none, or it was changed since it was written.
 */
export function soundRun(
  project: Project,
  period: string,
  id: string | undefined,
  found: Diagnostic[],
): SoundRun | undefined {
  const logged = loggedRun(project, period, id, found)
  if (logged) checkFiles(logged.run, found)
  return hasErrors(found) ? undefined : logged
}

/** The same; only its manifest is known to be as it was written, and its files may be changed. */
export function loggedRun(
  { runs, logged }: Project,
  period: string,
  id: string | undefined,
  found: Diagnostic[],
): SoundRun | undefined {
  const refuse = (code: Parameters<typeof diagnose>[0], message: string, file?: string): undefined => {
    found.push(diagnose(code, message, file === undefined ? {} : { place: { file } }))
    return undefined
  }
  const named = id === undefined ? latestRun(runs, period) : id
  if (named === undefined) return refuse('SPM6050', `there is no run of ${period}`)
  const fits = runIds(runs, period).filter((each) => each.startsWith(named))
  if (fits.length > 1) return refuse('SPM6050', `"${named}" is the start of ${fits.join(' and ')}`)
  const run = fits[0] === undefined ? undefined : readRun(runs, period, fits[0])
  if (run === undefined) return refuse('SPM6050', `there is no run ${named} of ${period}`)
  const made = logged.made.get(run.manifestHash)
  if (made === undefined) {
    const known = [...logged.made.values()].some(({ details }) => details['run'] === run.id)
    const message = known
      ? `the manifest of run ${run.id} is not the one that was logged`
      : `run ${run.id} is not in the log`
    return refuse(known ? 'SPM6033' : 'SPM6051', message, `${run.folder}/run.json`)
  }
  const manifest = parseManifest(run.manifest)
  if (manifest === undefined)
    return refuse('SPM6056', `run ${run.id} was made by an earlier version of spm`, `${run.folder}/run.json`)
  return { run, manifest, by: made.actor }
}

/** Refuses a run that could not be posted as the ledger stands. */
export function checkPostable({ closed }: Project, { run, manifest }: SoundRun, found: Diagnostic[]): void {
  const { period, ledger } = manifest
  const place = { file: `${run.folder}/run.json` }
  const head = closed.at(-1)
  if (closed.some((each) => each.period.id === period.id)) {
    found.push(diagnose('SPM6054', `${period.id} is closed already`, { place }))
  } else if (head && head.period.start > period.start) {
    found.push(diagnose('SPM6055', `${head.period.id} is closed, which comes after ${period.id}`, { place }))
  } else if (ledger.head !== (head?.hash ?? null)) {
    const message = `run ${run.id} was computed when the ledger stood elsewhere: ${head ? `${head.period.id} is closed now` : 'no period is closed now'}`
    found.push(diagnose('SPM6056', message, { place }))
  } else if (ledger.open_before !== null) {
    const message = `run ${run.id} of ${period.id} is provisional: ${ledger.open_before} is open`
    found.push(diagnose('SPM6055', message, { place }))
  }
}
