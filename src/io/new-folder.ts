import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { sha256, sha256Stream } from '../base/hash.js'
import type { CsvColumn } from '../render/csv.js'
import { realFs, type FsPort } from './fs-port.js'
import type { FileHash } from './hash-file.js'
import { onInterrupt } from './interrupt.js'
import { doing, systemCode } from './io-failure.js'
import { isKnownDead } from './process-alive.js'
import { outputSink, type OutputSink, type RowSink, type RunOutput } from './run-output.js'
import { createFile, ensureFolder, FILE_MODE, FOLDER_MODE, syncFolder, writeAll } from './write-file.js'

/** A folder in the making: nothing of it is visible before `commit` renames it to its name. */
export interface NewFolder {
  /** Opens a CSV file. */
  file(name: string, columns: readonly CsvColumn[]): RowSink
  /** Ends all CSV files. Call once, after the last row. */
  finish(): readonly RunOutput[]
  /** Creates a file of known content. */
  text(name: string, text: string): void
  /** Copies a file and tells what was copied. */
  copy(from: string, name: string): FileHash
  /**
   * Makes it visible under its name in one step; false when there is a folder of that name already, which stays as it
   * is: then `abort` or `end` it.
   */
  commit(name: string): boolean
  /** Drops what is not visible yet, and leaves the folders above it. */
  end(): void
  /** Leaves nothing behind. Harmless after `commit`. */
  abort(): void
  /** Runs a step of the caller's own; if it fails, nothing is left behind. */
  guarded<T>(path: string, operation: () => T): T
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

interface OpenFile {
  readonly path: string
  readonly fd: number
  readonly sink: OutputSink
}

/**
 * Starts a folder inside another: a temporary one (0700, exclusive) beside the place where it will stand. Whatever
 * fails, the temporary folder is removed and an IoFailure thrown; what stood there before is never touched.
 */
export function beginFolder(parent: string, fs: FsPort = realFs): NewFolder {
  serial += 1
  const temporary = join(parent, `.tmp-${hostMark()}-${process.pid}-${serial}`)
  const open: OpenFile[] = []
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
    // Folders that only this one needed; the system refuses when there is anything in them.
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
    return written
  }

  const text = (name: string, content: string): void => {
    const path = join(temporary, name)
    guarded(path, () => {
      ensureFolder(fs, dirname(path))
      createFile(fs, path, Buffer.from(content))
    })
  }

  const copy = (from: string, name: string): FileHash => {
    const path = join(temporary, name)
    return guarded(path, () => {
      ensureFolder(fs, dirname(path))
      return copyFile(fs, from, path)
    })
  }

  const commit = (name: string): boolean => {
    const folder = join(parent, name)
    return guarded(folder, () => {
      syncFolder(fs, temporary)
      if (!moveInto(fs, temporary, folder)) return false
      end()
      syncFolder(fs, parent)
      return true
    })
  }

  return { file, finish, text, copy, commit, end, abort, guarded }
}

/** Copies a file of any size into a new one, synced. */
export function copyFile(fs: FsPort, from: string, to: string): FileHash {
  const hash = sha256Stream()
  const piece = new Uint8Array(256 * 1024)
  let bytes = 0
  const source = fs.open(from, 'r')
  try {
    const target = fs.open(to, 'wx', FILE_MODE)
    try {
      fs.chmod(to, FILE_MODE)
      for (;;) {
        const read = fs.read(source, piece)
        if (read === 0) break
        bytes += read
        hash.add(piece.subarray(0, read))
        writeAll(fs, target, piece.subarray(0, read))
      }
      fs.fsync(target)
      if (fs.size(target) !== bytes) throw Object.assign(new Error('short file'), { code: 'EIO', syscall: 'write' })
    } finally {
      fs.close(target)
    }
  } finally {
    fs.close(source)
  }
  return { bytes, sha256: hash.hex() }
}
