import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { cleanText } from '../input/cell.js'
import { CellProblem } from '../input/cell-problem.js'
import { isFooterLine } from '../input/footer.js'
import { parseNumberCell } from '../input/number-cell.js'
import { readRecords } from '../input/read-records.js'
import type { SourceFile } from '../input/table-settings.js'
import { ColumnProfiler, type ColumnProfile } from './column-profile.js'
import { DateTracker } from './date-guess.js'
import { textFacts, type TextFacts } from './text-facts.js'

/** What a CSV file is, after reading all of it. */
export interface Inspection {
  readonly file: string
  readonly text: TextFacts
  /** Cleaned header texts; undefined where the first line seems to be data. */
  readonly header: readonly string[] | undefined
  /** The record of the header, or 0. */
  readonly headerRecord: number
  /** Rows below the header; blank lines and the footer are none. */
  readonly rows: number
  readonly blankLines: number
  /** Rows with more or fewer cells than the first line. */
  readonly ragged: {
    readonly rows: number
    readonly first: readonly { readonly record: number; readonly cells: number }[]
  }
  /** Lines of one cell that end the file after a blank one. */
  readonly footer: readonly string[]
  readonly columns: readonly ColumnProfile[]
}

const EXAMPLES = 3
const LONGEST_FOOTER = 20
/** A first line in which so many cells are numbers or dates is no header. */
const DATA_SHARE = 1 / 3

/** Reads a CSV file twice, in steady memory, and says what is in it; undefined where `found` says why it cannot be read. */
export async function inspectFile(source: SourceFile, found: Diagnostic[]): Promise<Inspection | undefined> {
  const text = await textFacts(source)
  if ('code' in text) {
    found.push(diagnose(text.code, `The file ${text.message}`, { place: { file: source.name }, fix: text.fix }))
    return undefined
  }
  let header: readonly string[] | undefined
  let headerRecord = 0
  let profilers: readonly ColumnProfiler[] | undefined
  let rows = 0
  let blankLines = 0
  let ragged = 0
  const firstRagged: { record: number; cells: number }[] = []
  let held: { readonly fields: readonly string[]; readonly record: number }[] = []
  let afterBlank = false

  const begin = (fields: readonly string[], record: number): boolean => {
    const names = fields.map(cleanText)
    if (!isData(names)) {
      header = names
      headerRecord = record
    }
    profilers = names.map((name, index) => new ColumnProfiler(header ? name : '', index + 1))
    return header !== undefined
  }
  const take = (fields: readonly string[], record: number): void => {
    const columns = profilers!
    rows += 1
    if (fields.length !== columns.length) {
      ragged += 1
      if (firstRagged.length < EXAMPLES) firstRagged.push({ record, cells: fields.length })
      return
    }
    for (let index = 0; index < columns.length; index += 1) columns[index]!.add(fields[index]!, record)
  }
  const { problem } = await readRecords(
    source,
    { delimiter: text.delimiter, encoding: text.encoding },
    (fields, record) => {
      if (fields.every((field) => field.trim() === '')) {
        blankLines += 1
        afterBlank = profilers !== undefined
        return true
      }
      if (profilers === undefined && begin(fields, record)) return true
      if (afterBlank && held.length < LONGEST_FOOTER && isFooterLine(fields, profilers!.length)) {
        held.push({ fields, record })
        return true
      }
      afterBlank = false
      for (const each of held) take(each.fields, each.record)
      held = []
      take(fields, record)
      return true
    },
  )
  if (problem) {
    found.push(problem)
    return undefined
  }
  if (profilers === undefined) {
    found.push(diagnose('SPM2004', 'The file is empty.', { place: { file: source.name } }))
    return undefined
  }
  return {
    file: source.name,
    text,
    header,
    headerRecord,
    rows,
    blankLines,
    ragged: { rows: ragged, first: firstRagged },
    footer: held.map(({ fields }) => cleanText(fields[0]!)),
    columns: profilers.map((each: ColumnProfiler) => each.finish()),
  }
}

/** Headers are words: a line with numbers or dates in it is taken for data. */
function isData(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '')
  const values = filled.filter(
    (cell) => !(parseNumberCell(cell, '.') instanceof CellProblem) || new DateTracker().add(cell, 1),
  )
  return values.length > 0 && values.length >= filled.length * DATA_SHARE
}
