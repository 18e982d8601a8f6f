import { sha256Stream } from '../base/hash.js'
import { csvRows, type CsvColumn } from '../render/csv.js'

/** What a run wrote into one file; stands in the manifest. */
export interface RunOutput {
  readonly file: string
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
}

/** Takes the rows of one CSV file, in order. */
export interface RowSink {
  row(cells: readonly string[]): void
}

/** A sink that passes its bytes on in pieces of this size. */
const PIECE = 64 * 1024

export interface OutputSink extends RowSink {
  /** Writes what is still buffered and tells what was written. */
  end(): RunOutput
}

/** Rows -> CSV text -> hashed and counted bytes, handed on in pieces; the dry run hands them to nobody. */
export function outputSink(
  file: string,
  columns: readonly CsvColumn[],
  write: (bytes: Uint8Array) => void,
): OutputSink {
  const csv = csvRows(columns)
  const hash = sha256Stream()
  let text = csv.header
  let rows = 0
  let bytes = 0
  const flush = (): void => {
    const piece = Buffer.from(text)
    text = ''
    hash.add(piece)
    bytes += piece.length
    write(piece)
  }
  return {
    row: (cells) => {
      text += csv.row(cells)
      rows += 1
      if (text.length >= PIECE) flush()
    },
    end: () => {
      flush()
      return { file, rows, bytes, sha256: hash.hex() }
    },
  }
}
