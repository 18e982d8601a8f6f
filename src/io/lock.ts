import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { realFs, type FsPort } from './fs-port.js'
import { onInterrupt } from './interrupt.js'
import { doing, systemCode } from './io-failure.js'
import { isKnownDead, thisProcess, type Owner } from './process-alive.js'
import { createFile, ensureFolder } from './write-file.js'

export interface Lock {
  readonly path: string
  release(): void
}

interface Claim extends Owner {
  readonly at: string
  readonly token: string
}

function parseClaim(text: string): Claim | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const { pid, host, at, token } = value as Record<string, unknown>
    if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined
    if (typeof host !== 'string' || typeof at !== 'string' || typeof token !== 'string') return undefined
    return { pid, host, at, token }
  } catch {
    return undefined
  }
}

/** Tokens of the locks this process holds: a claim with our process id but another token is a dead namesake's. */
const held = new Set<string>()

function isAbandoned(claim: Claim | undefined): boolean {
  return claim !== undefined && !held.has(claim.token) && isKnownDead(claim)
}

function read(fs: FsPort, path: string): string | undefined {
  try {
    return Buffer.from(fs.readFile(path)).toString('utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** What a file system answers that knows no second names for a file. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'])

/** Removes a file that may not be there: the error that led here is the one to report. */
function discard(fs: FsPort, path: string): void {
  try {
    fs.unlink(path)
  } catch (error) {
    if (systemCode(error) === undefined) throw error
  }
}

/**
 * Creates the lock file; false when there is one. It gets its name only when it is written: killed in between, a process
 * would leave a lock without an owner, which nobody may take over.
 */
function tryCreate(fs: FsPort, path: string, text: string): boolean {
  if (read(fs, path) !== undefined) return false
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    createFile(fs, temporary, Buffer.from(text))
    fs.link(temporary, path)
  } catch (error) {
    discard(fs, temporary)
    const code = systemCode(error)
    if (code === 'EEXIST') return false
    if (code === undefined || !NO_LINKS.has(code)) throw error
    return createInPlace(fs, path, text)
  }
  try {
    fs.unlink(temporary)
    return true
  } catch (error) {
    discard(fs, path)
    throw error
  }
}

/** Where files have one name only. A file whose content cannot be written is taken away again. */
function createInPlace(fs: FsPort, path: string, text: string): boolean {
  try {
    createFile(fs, path, Buffer.from(text))
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    discard(fs, path)
    throw error
  }
}

/**
 * Removes the lock of a dead process. Only who holds the take-over file may remove somebody else's lock, and looks at
 * it again first: else two waiting processes could both win. The take-over file is a lock itself: who died with it in
 * hand is relieved in the same way.
 */
function removeAbandoned(fs: FsPort, path: string, text: string): void {
  const guard = `${path}.takeover`
  if (!tryCreate(fs, guard, text)) {
    const holder = read(fs, guard)
    if (holder === undefined || !isAbandoned(parseClaim(holder))) return
    removeAbandoned(fs, guard, text)
    if (!tryCreate(fs, guard, text)) return
  }
  try {
    const now = read(fs, path)
    if (now !== undefined && isAbandoned(parseClaim(now))) fs.unlink(path)
  } finally {
    fs.unlink(guard)
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

export interface LockOptions {
  /** How long to wait for another process that is at work; milliseconds. */
  readonly wait?: number
  readonly fs?: FsPort
}

/**
 * Takes an exclusive lock file; undefined and a diagnostic (exit 4) when a living process, or one on another machine,
 * holds it. A dead process's lock on this machine is taken over.
 */
export function acquireLock(
  path: string,
  at: string,
  found: Diagnostic[],
  { wait = 2000, fs = realFs }: LockOptions = {},
): Lock | undefined {
  const claim: Claim = { ...thisProcess(), at, token: randomUUID() }
  const text = `${JSON.stringify(claim)}\n`
  const ours = doing('lock', path, (): string | undefined => {
    ensureFolder(fs, dirname(path))
    let left = wait
    for (;;) {
      if (tryCreate(fs, path, text)) return undefined
      const other = read(fs, path)
      if (other === undefined) continue
      const before = left
      if (isAbandoned(parseClaim(other))) removeAbandoned(fs, path, text)
      if (tryCreate(fs, path, text)) return undefined
      if (before <= 0) return other
      sleep(50)
      left -= 50
    }
  })
  if (ours !== undefined) {
    const other = parseClaim(ours)
    const who = other ? `process ${other.pid} on "${other.host}" since ${other.at}` : 'a process that left no name'
    const fix = `Wait until it is done. If you are sure that it no longer runs, remove the file "${path}".`
    found.push(diagnose('SPM6005', `another spm is at work here: ${who}`, { place: { file: path }, fix }))
    return undefined
  }
  held.add(claim.token)
  const release = (): void => {
    forget()
    if (!held.delete(claim.token)) return
    doing('unlock', path, () => {
      if (read(fs, path) === text) fs.unlink(path)
    })
  }
  const forget = onInterrupt(release)
  return { path, release }
}
