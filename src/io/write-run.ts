import { hostname } from 'node:os'
import { join } from 'node:path'
import { sha256 } from '../base/hash.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { CsvColumn } from '../render/csv.js'
import { realFs, type FsPort } from './fs-port.js'
import { hashFile } from './hash-file.js'
import { onInterrupt } from './interrupt.js'
import { doing, systemCode } from './io-failure.js'
import { isKnownDead } from './process-alive.js'
import { outputSink, type OutputSink, type RowSink, type RunOutput } from './run-output.js'
import { createFile, ensureFolder, FILE_MODE, FOLDER_MODE, replaceFile, syncFolder, writeAll } from './write-file.js'

export const MANIFEST = 'run.json'

export interface CommittedRun {
  readonly id: string
  /** `runs/<period>/<id>`, as the runs folder was given. */
  readonly folder: string
  /** SHA-256 of run.json; goes into the audit log. */
  readonly manifest: string
  /** The same run was there already and was kept as it is. */
  readonly existed: boolean
}

/** Writes the files of one run; nothing is visible in the runs folder before `commit`. */
export interface RunWriter {
  file(name: string, columns: readonly CsvColumn[]): RowSink
  /** Ends all files. Call once, after the last row. */
  finish(): readonly RunOutput[]
  /**
   * Writes the manifest, which must name every output with its hash, and makes the run visible in one step. Undefined
   * and a diagnostic (exit 4) when a run of this id is there but no longer holds what was computed.
   */
  commit(manifest: string, found: Diagnostic[]): CommittedRun | undefined
  /** Leaves nothing behind. Harmless after `commit`. */
  abort(): void
}

/** A run's id: the first 12 hex digits of its manifest's SHA-256, so that the same inputs give the same folder. */
export function runId(manifest: string): string {
  return sha256(manifest).slice(0, 12)
}

/** Temporary folders of this process that are in use. */
const live = new Set<string>()
let serial = 0

function hostMark(): string {
  return sha256(hostname()).slice(0, 12)
}

/** Removes temporary folders of processes that died while they wrote. Best effort: they are in nobody's way. */
function removeLeftovers(fs: FsPort, folder: string): void {
  try {
    for (const { name } of fs.list(folder)) {
      const [, mark, pid] = /^\.tmp-([0-9a-f]{12})-(\d+)-\d+$/.exec(name) ?? []
      const path = join(folder, name)
      if (pid === undefined || mark !== hostMark() || live.has(path)) continue
      if (isKnownDead({ host: hostname(), pid: Number.parseInt(pid, 10) })) fs.removeTree(path)
    }
  } catch (error) {
    if (systemCode(error) === undefined) throw error
  }
}

/** Whether the folder holds exactly this run. */
function holds(fs: FsPort, folder: string, manifest: string, outputs: readonly RunOutput[]): boolean {
  try {
    if (Buffer.from(fs.readFile(join(folder, MANIFEST))).toString('utf8') !== manifest) return false
    return outputs.every(({ file, bytes, sha256 }) => {
      const there = hashFile(join(folder, file), fs)
      return there.bytes === bytes && there.sha256 === sha256
    })
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false
    throw error
  }
}

/** Renames the finished folder to its name; false when there is one already. */
function moveInto(fs: FsPort, from: string, to: string): boolean {
  try {
    fs.list(to)
    return false
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
  try {
    fs.rename(from, to)
    return true
  } catch (error) {
    // Another process with the same inputs was faster.
    if (systemCode(error) === 'ENOTEMPTY' || systemCode(error) === 'EEXIST') return false
    throw error
  }
}

interface OpenFile {
  readonly path: string
  readonly fd: number
  readonly sink: OutputSink
}

/**
 * Starts a run of a period: a temporary folder (0700, exclusive) beside the place where the run will stand. Whatever
 * fails, the temporary folder is removed and an IoFailure thrown; earlier runs are never touched.
 */
export function beginRun(runsFolder: string, period: string, fs: FsPort = realFs): RunWriter {
  const parent = join(runsFolder, period)
  serial += 1
  const temporary = join(parent, `.tmp-${hostMark()}-${process.pid}-${serial}`)
  const open: OpenFile[] = []
  let outputs: readonly RunOutput[] | undefined
  let made: readonly string[] = []
  let done = false

  const quietly = (undo: () => void): void => {
    try {
      undo()
    } catch {
      // The error that led here is the one to report; what stays is removed by a later run.
    }
  }
  const end = (): void => {
    if (done) return
    done = true
    forget()
    for (const { fd } of open.splice(0)) quietly(() => fs.close(fd))
    quietly(() => fs.removeTree(temporary))
    live.delete(temporary)
  }
  const abort = (): void => {
    if (done) return
    end()
    // Folders that only this run needed; the system refuses when there is anything in them.
    for (const folder of [...made].reverse()) quietly(() => fs.rmdir(folder))
  }
  const forget = onInterrupt(abort)
  const guarded = <T>(path: string, operation: () => T): T => {
    try {
      return doing('write', path, operation)
    } catch (error) {
      abort()
      throw error
    }
  }

  guarded(parent, () => {
    made = ensureFolder(fs, parent)
    removeLeftovers(fs, parent)
    live.add(temporary)
    fs.mkdir(temporary, FOLDER_MODE)
    fs.chmod(temporary, FOLDER_MODE)
  })

  const file = (name: string, columns: readonly CsvColumn[]): RowSink => {
    const path = join(temporary, name)
    return guarded(path, () => {
      const fd = fs.open(path, 'wx', FILE_MODE)
      const sink = outputSink(name, columns, (bytes) => writeAll(fs, fd, bytes))
      open.push({ path, fd, sink })
      fs.chmod(path, FILE_MODE)
      return { row: (cells) => guarded(path, () => sink.row(cells)) }
    })
  }

  const finish = (): readonly RunOutput[] => {
    const written: RunOutput[] = []
    for (;;) {
      const next = open[0]
      if (!next) break
      guarded(next.path, () => {
        const output = next.sink.end()
        fs.fsync(next.fd)
        if (fs.size(next.fd) !== output.bytes) {
          throw Object.assign(new Error('short file'), { code: 'EIO', syscall: 'write' })
        }
        open.shift()
        fs.close(next.fd)
        written.push(output)
      })
    }
    outputs = written
    return written
  }

  const commit = (manifest: string, found: Diagnostic[]): CommittedRun | undefined => {
    const id = runId(manifest)
    const folder = join(parent, id)
    return guarded(folder, () => {
      if (!outputs) throw new Error('commit before finish')
      createFile(fs, join(temporary, MANIFEST), Buffer.from(manifest))
      syncFolder(fs, temporary)
      const moved = moveInto(fs, temporary, folder)
      if (!moved && !holds(fs, folder, manifest, outputs)) {
        const message = `run ${id} of ${period} is there but does not hold what was computed: it was changed`
        found.push(diagnose('SPM6004', message, { place: { file: join(folder, MANIFEST) } }))
        abort()
        return undefined
      }
      end()
      syncFolder(fs, parent)
      replaceFile(join(parent, 'latest'), `${id}\n`, fs)
      return { id, folder, manifest: sha256(manifest), existed: !moved }
    })
  }

  return { file, finish, commit, abort }
}
