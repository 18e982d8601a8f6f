import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { compileDatePattern, type DateReader } from './date-cell.js'
import type { TableSettings } from './table-settings.js'

const DELIMITERS: ReadonlyMap<string, string> = new Map([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['pipe', '|'],
])

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'macintosh']

/** How the bytes of a file become records. */
export interface RecordFormat {
  readonly delimiter: string | undefined
  readonly encoding: string | undefined
}

/** How the texts of a file become cells. */
export interface CellFormat {
  readonly decimal: '.' | ',' | undefined
  readonly date: DateReader | undefined
  /** The declared pattern, for messages. */
  readonly datePattern: string | undefined
  readonly blanks: ReadonlySet<string>
}

export interface FileFormat {
  readonly record: RecordFormat
  readonly cell: CellFormat
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}

/** Checks and resolves the format settings of an input; a setting that means nothing is reported and left out. */
export function fileFormat(settings: TableSettings, input: string, found: Diagnostic[]): FileFormat {
  let delimiter: string | undefined
  if (settings.delimiter !== undefined) {
    delimiter = DELIMITERS.get(settings.delimiter) ?? settings.delimiter
    if (delimiter.length !== 1 || /["\r\n]/.test(delimiter)) {
      const hint = didYouMean(delimiter, DELIMITERS.keys())
      found.push(diagnose('SPM2003', `${input}: delimiter "${delimiter}" is not one character.${hint}`))
      delimiter = undefined
    }
  }
  let encoding = settings.encoding
  if (encoding !== undefined && !isEncoding(encoding)) {
    found.push(diagnose('SPM2003', `${input}: encoding "${encoding}" is unknown.${didYouMean(encoding, ENCODINGS)}`))
    encoding = undefined
  }
  const date = settings.date === undefined ? undefined : compileDatePattern(settings.date)
  if (settings.date !== undefined && date === undefined) {
    const message = `${input}: date format "${settings.date}" does not hold a year, a month and a day, each once.`
    found.push(diagnose('SPM2003', message, { fix: 'Write it like YYYY-MM-DD, MM/DD/YYYY, DD.MM.YYYY or D MMM YYYY.' }))
  }
  return {
    record: { delimiter, encoding },
    cell: {
      decimal: settings.decimal,
      date,
      datePattern: settings.date,
      blanks: new Set(settings.null ?? []),
    },
  }
}
