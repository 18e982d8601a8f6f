import { join } from 'node:path'
import type { CsvColumn } from '../render/csv.js'
import { realFs, type FsPort } from './fs-port.js'
import { doing, systemCode } from './io-failure.js'
import { outputSink, type OutputSink, type RowSink, type RunOutput } from './run-output.js'

/** Where a file of a run is not what was computed. */
export interface FileDifference {
  readonly file: string
  /** From 1; undefined where the run has no such file. */
  readonly line?: number
  /** The first line that differs: in the run, and as computed; undefined past the end. */
  readonly there?: string | undefined
  readonly computed?: string | undefined
}

/** A writer that holds what is written against a run's folder, piece by piece, and writes nothing. */
export interface RunComparison {
  file(name: string, columns: readonly CsvColumn[]): RowSink
  /** Ends all files. Call once, after the last row. */
  finish(): readonly RunOutput[]
  text(name: string, text: string): void
  /** Closes what is open. Harmless after `finish`. */
  end(): void
  readonly differences: readonly FileDifference[]
}

const LF = 10

export function compareRun(folder: string, fs: FsPort = realFs): RunComparison {
  const differences: FileDifference[] = []
  const open: { readonly against: Against; readonly sink: OutputSink }[] = []
  const done = (against: Against): void => {
    const difference = against.end()
    if (difference) differences.push(difference)
  }
  return {
    differences,
    file: (name, columns) => {
      const against = startAgainst(folder, name, fs)
      const sink = outputSink(name, columns, against.add)
      open.push({ against, sink })
      return sink
    },
    finish: () =>
      open.splice(0).map(({ against, sink }) => {
        const output = sink.end()
        done(against)
        return output
      }),
    text: (name, text) => {
      const against = startAgainst(folder, name, fs)
      against.add(Buffer.from(text))
      done(against)
    },
    end: () => {
      for (const { against } of open.splice(0)) against.end()
    },
  }
}

interface Against {
  add(bytes: Uint8Array): void
  end(): FileDifference | undefined
}

/** Compares bytes as they come with those of a file, and keeps of both only the line it stands in. */
function startAgainst(folder: string, file: string, fs: FsPort): Against {
  const path = join(folder, file)
  const fd = openIfThere(path, fs)
  if (fd === undefined) return { add: () => {}, end: () => ({ file }) }
  let line = 1
  let there = Buffer.alloc(0)
  let computed = Buffer.alloc(0)
  let differs = false

  const read = (length: number): Buffer => {
    const piece = Buffer.alloc(length)
    let size = 0
    while (size < length) {
      const more = doing('read', path, () => fs.read(fd, piece.subarray(size)))
      if (more === 0) break
      size += more
    }
    return piece.subarray(0, size)
  }
  const add = (bytes: Uint8Array): void => {
    if (differs) {
      if (!computed.includes(LF)) computed = Buffer.concat([computed, bytes])
      return
    }
    computed = Buffer.concat([computed, bytes])
    there = Buffer.concat([there, read(bytes.length)])
    differs = !computed.equals(there)
    skipSameLines()
  }
  /** Drops the whole lines that both begin with. */
  const skipSameLines = (): void => {
    for (;;) {
      const end = computed.indexOf(LF) + 1
      if (end === 0 || !computed.subarray(0, end).equals(there.subarray(0, end))) return
      line += 1
      computed = computed.subarray(end)
      there = there.subarray(end)
    }
  }
  const end = (): FileDifference | undefined => {
    while (!there.includes(LF)) {
      const more = read(64 * 1024)
      if (more.length === 0) break
      differs = true
      there = Buffer.concat([there, more])
    }
    fs.close(fd)
    return differs ? { file, line, there: firstLine(there), computed: firstLine(computed) } : undefined
  }
  return { add, end }
}

function firstLine(bytes: Buffer): string | undefined {
  if (bytes.length === 0) return undefined
  const end = bytes.indexOf(LF)
  return bytes.subarray(0, end === -1 ? bytes.length : end).toString('utf8')
}

function openIfThere(path: string, fs: FsPort): number | undefined {
  return doing('read', path, () => {
    try {
      return fs.open(path, 'r')
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined
      throw error
    }
  })
}
