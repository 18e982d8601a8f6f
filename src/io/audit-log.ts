import { dirname } from 'node:path'
import { lastLine, nextEntry, recovery, type Addition, type NewEntry } from '../audit/append.js'
import { checkLog } from '../audit/check-log.js'
import { splitLog, type LogLine } from '../audit/entry.js'
import { formatHead, headState, parseHead, type AuditHead } from '../audit/head.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { realFs, type FsPort } from './fs-port.js'
import { doing, systemCode } from './io-failure.js'
import { acquireLock, type Lock } from './lock.js'
import { FILE_MODE, replaceFile, syncFolder, writeAll } from './write-file.js'

/** The head file of a log: `audit.jsonl` has `audit.head` beside it. */
export function headPath(log: string): string {
  return `${log.replace(/\.jsonl$/, '')}.head`
}

/** The lock that everything takes which writes runs, ledger or log of a project. */
export function lockPath(log: string): string {
  return `${log}.lock`
}

function readIfThere(fs: FsPort, path: string): Uint8Array | undefined {
  try {
    return fs.readFile(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

export interface AuditLog {
  readonly lines: readonly LogLine[]
  /** Undefined when the head file is missing or damaged. */
  readonly head: AuditHead | undefined
}

/** Log and head file as they stand; undefined when there is neither. */
export function readAuditLog(log: string, fs: FsPort = realFs): AuditLog | undefined {
  return doing('read', log, () => {
    const bytes = readIfThere(fs, log)
    const head = readIfThere(fs, headPath(log))
    if (!bytes && !head) return undefined
    return { lines: splitLog(bytes ?? new Uint8Array()), head: head && parseHead(Buffer.from(head).toString('utf8')) }
  })
}

function add(fs: FsPort, log: string, { text, head }: Addition, isNew: boolean): void {
  doing('write', log, () => {
    const fd = fs.open(log, 'a', FILE_MODE)
    try {
      if (isNew) fs.chmod(log, FILE_MODE)
      writeAll(fs, fd, Buffer.from(text))
      fs.fsync(fd)
    } finally {
      fs.close(fd)
    }
    if (isNew) syncFolder(fs, dirname(log))
  })
  replaceFile(headPath(log), formatHead(head), fs)
}

export interface AppendOptions {
  /** The project's lock when the caller holds it already; else it is taken for the time of writing. */
  readonly lock?: Lock | undefined
  /** How long to wait for a lock that another process holds; milliseconds. */
  readonly wait?: number
  readonly fs?: FsPort
}

/** Whether log and head file disagree; says so. */
function disagrees(there: AuditLog | undefined, log: string, found: Diagnostic[]): boolean {
  const lines = there?.lines ?? []
  if (headState(lines, there?.head) !== 'disagrees') return false
  const problems: Diagnostic[] = []
  checkLog(lines, there?.head, { log, head: headPath(log) }, undefined, problems)
  found.push(...problems.filter((each) => each.code === 'SPM6029'))
  if (!hasErrors(problems)) throw new Error('audit: a disagreement without a finding')
  return true
}

/**
 * Whether an entry could be appended: to be asked, under the lock, before anything is written that the log must know
 * of. If not, a diagnostic says why (exit 4).
 */
export function canAppend(log: string, found: Diagnostic[], fs: FsPort = realFs): boolean {
  return !disagrees(readAuditLog(log, fs), log, found)
}

/**
 * Appends an entry and returns the log's new head. Undefined and a diagnostic (exit 4) when the log is locked, or when
 * log and head file disagree: going on would cover up what was cut.
 */
export function appendAudit(
  log: string,
  entry: NewEntry,
  found: Diagnostic[],
  { lock, wait = 2000, fs = realFs }: AppendOptions = {},
): AuditHead | undefined {
  const taken = lock ?? acquireLock(lockPath(log), entry.at, found, { fs, wait })
  if (!taken) return undefined
  try {
    const there = readAuditLog(log, fs)
    const lines = there?.lines ?? []
    if (disagrees(there, log, found)) return undefined
    const state = headState(lines, there?.head)
    const repair = recovery(lines, state === 'missing', entry)
    if (repair) add(fs, log, repair, false)
    const next = nextEntry(repair?.head ?? lastLine(lines), entry)
    add(fs, log, next, lines.length === 0)
    return next.head
  } finally {
    if (!lock) taken.release()
  }
}
