import { sha256Stream } from '../base/hash.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { decoder } from './decode.js'
import type { RecordFormat } from './file-format.js'
import { recordSplitter, type RecordSink, type RecordSplitter } from './split-records.js'
import type { SourceFile } from './table-settings.js'

export interface RecordsRead {
  readonly bytes: number
  /** Of the raw bytes; meaningless when the sink stopped early. */
  readonly sha256: string
  /** Why the file could not be read to its end; always stops a run, also under `on_bad_row: reject`. */
  readonly problem: Diagnostic | undefined
}

const SEPARATOR_LINE = /^sep=(.)(\r\n|\n|\r)/i

/** The `sep=;` line that Excel understands, if the text begins with one. */
export function separatorLine(text: string): { delimiter: string; length: number } | undefined {
  const match = SEPARATOR_LINE.exec(text)
  return match ? { delimiter: match[1]!, length: match[0].length } : undefined
}

/** Reads a file's records in steady memory. The sink stops the reading by returning false. */
export async function readRecords(file: SourceFile, format: RecordFormat, sink: RecordSink): Promise<RecordsRead> {
  const text = decoder(format.encoding)
  const hash = sha256Stream()
  let bytes = 0
  let start = ''
  let splitter: RecordSplitter | undefined

  const begin = (): RecordSplitter => {
    const separator = separatorLine(start)
    const delimiter = format.delimiter ?? separator?.delimiter ?? ','
    return recordSplitter(delimiter, sink, separator ? 1 : 0)
  }
  const feed = async (piece: string, last: boolean): Promise<boolean> => {
    if (splitter) return splitter.push(piece)
    start += piece
    // Long enough for `sep=;` and both halves of its CRLF.
    if (start.length < 7 && !last) return true
    splitter = begin()
    return splitter.push(start.slice(separatorLine(start)?.length ?? 0))
  }

  let more = true
  for await (const chunk of file.open()) {
    bytes += chunk.length
    hash.add(chunk)
    const piece = text.push(chunk)
    if (piece !== '') more = await feed(piece, false)
    if (text.problem || !more) break
  }
  if (more) {
    const last = text.problem ? '' : text.end()
    more = await feed(last, true)
    // After a decoding problem the last record is cut: it must not be taken for a whole one.
    if (more && !text.problem) await splitter?.end()
  }

  const record = (splitter?.records ?? 0) + 1
  let problem: Diagnostic | undefined
  // Where the sink has stopped, what follows is not its business: reading on will tell, with the right row.
  if (text.problem && more) {
    const { code, message, fix } = text.problem
    const place = code === 'SPM2001' || splitter === undefined ? { file: file.name } : { file: file.name, record }
    problem = diagnose(code, `The file ${message}`, { place, fix })
  } else if (splitter?.problem !== undefined) {
    problem = diagnose('SPM2005', `Row ${record}: ${splitter.problem}.`, { place: { file: file.name, record } })
  }
  return { bytes, sha256: hash.hex(), problem }
}
