import { Parser, type CsvError } from 'csv-parse'

/** Takes a record; false stops the reading. Records are counted from 1, blank lines and the header included. */
export type RecordSink = (fields: string[], record: number) => boolean | void

export interface RecordSplitter {
  /** False when no more is wanted or possible. */
  push(text: string): Promise<boolean>
  end(): Promise<void>
  /** Records seen so far. */
  readonly records: number
  /** Why the text from record `records + 1` on cannot be read. */
  readonly problem: string | undefined
}

/** A record longer than this is a quote that nobody closed. */
const LONGEST_RECORD = 4_000_000
/** Text without a line feed for so long is not split here any more. */
const LONGEST_LINE = 1_000_000

/** csv-parse, its records handed over as they are found: without the queue of a stream, which costs as much as parsing. */
class DirectParser extends Parser {
  constructor(
    delimiter: string,
    private readonly onRecord: (record: string[]) => void,
  ) {
    super({
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: LONGEST_RECORD,
      bom: false,
    })
  }
  override push(record: unknown): boolean {
    if (Array.isArray(record)) this.onRecord(record as string[])
    return true
  }
}

const PROBLEMS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote opened in this row is never closed',
  CSV_MAX_RECORD_SIZE: 'a quote opened in this row is not closed within 4 million characters',
  CSV_INVALID_CLOSING_QUOTE: 'a closing quote is followed by more text in the same cell',
  INVALID_OPENING_QUOTE: 'a quote stands in the middle of a cell that does not begin with one',
}

/** Splits a line whose quotes only enclose whole cells; undefined for any other, which is left to csv-parse. */
function splitQuoted(line: string, delimiter: string): string[] | undefined {
  const fields: string[] = []
  let from = 0
  for (;;) {
    if (line[from] === '"') {
      const close = line.indexOf('"', from + 1)
      if (close < 0) return undefined
      fields.push(line.slice(from + 1, close))
      if (close + 1 === line.length) return fields
      if (line[close + 1] !== delimiter) return undefined
      from = close + 2
    } else {
      const end = line.indexOf(delimiter, from)
      const field = end < 0 ? line.slice(from) : line.slice(from, end)
      if (field.includes('"')) return undefined
      fields.push(field)
      if (end < 0) return fields
      from = end + 1
    }
  }
}

/**
 * Splits text into records. Plain lines, which is most of what systems export, are split at their delimiters directly,
 * four times faster; from the first line on that is not plain (a quote or line end inside a cell, a lone CR) csv-parse
 * reads the rest of the file. Any of CRLF, LF, CR ends a line, mixed too. A broken quote ends the file: whatever came
 * after would be guesswork.
 * @param counted records that came before this text (a `sep=` line)
 */
export function recordSplitter(delimiter: string, sink: RecordSink, counted = 0): RecordSplitter {
  let records = counted
  let carry = ''
  let parser: DirectParser | undefined
  let stopped = false
  let problem: string | undefined

  const take = (fields: string[]): void => {
    if (stopped) return
    records += 1
    if (sink(fields, records) === false) stopped = true
  }

  /** Takes the lines of a text from the start; gives the offset of the first that is not plain, or the text's length. */
  const takeLines = (text: string): number => {
    const hasReturn = text.includes('\r')
    const hasQuote = text.includes('"')
    let offset = 0
    for (const written of text.split('\n')) {
      const line = hasReturn && written.endsWith('\r') ? written.slice(0, -1) : written
      if (hasReturn && line.includes('\r')) return offset
      const fields = hasQuote && line.includes('"') ? splitQuoted(line, delimiter) : line.split(delimiter)
      if (!fields) return offset
      take(fields)
      if (stopped) break
      offset += written.length + 1
    }
    return text.length
  }

  const settle = (error: Error | null | undefined): void => {
    if (!error) return
    const { code } = error as CsvError
    problem ??= PROBLEMS[code] ?? 'the row cannot be split into cells'
    stopped = true
  }

  /** Hands text to csv-parse, which reads everything from then on. */
  const write = (text: string): Promise<void> => {
    if (!parser) {
      parser = new DirectParser(delimiter, take)
      parser.on('error', settle)
    }
    const current = parser
    return new Promise((resolve) => {
      current.write(text, (error) => {
        settle(error)
        resolve()
      })
    })
  }

  return {
    async push(chunk) {
      if (stopped) return false
      if (parser) await write(chunk)
      else {
        const text = carry + chunk
        const end = text.lastIndexOf('\n')
        const done = end < 0 ? (text.length > LONGEST_LINE ? 0 : text.length) : takeLines(text.slice(0, end))
        if (end < 0 && done > 0) carry = text
        else if (done === end) carry = text.slice(end + 1)
        else if (!stopped) await write(text.slice(done))
      }
      return !stopped
    },
    async end() {
      if (!parser && carry !== '') {
        const done = stopped ? carry.length : takeLines(carry)
        if (done < carry.length) await write(carry.slice(done))
      }
      const current = parser
      if (stopped || !current) return
      await new Promise<void>((resolve) => {
        current.once('error', () => resolve())
        current.end(() => resolve())
      })
    },
    get records() {
      return records
    },
    get problem() {
      return problem
    },
  }
}
