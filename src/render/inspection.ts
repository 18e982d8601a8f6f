import type { ChalkInstance } from 'chalk'
import { formatDecimal, type Decimal } from '../base/decimal.js'
import { grouped } from '../base/money.js'
import type { ColumnProfile } from '../inspect/column-profile.js'
import type { Inspection } from '../inspect/inspect-file.js'
import type { TextFacts } from '../inspect/text-facts.js'
import { safe } from './safe.js'
import { cutTo, displayWidth, padTo } from './width.js'
import { wrapped } from './wrap.js'

const LABEL = 12
const NAME_WIDTH = 24
const TYPE_WIDTH = 9
const EXAMPLE = 30
const EXAMPLES = 2

export interface InspectionTextOptions {
  readonly chalk: ChalkInstance
  readonly width: number
}

/** What a file is, for people: its text, then a paragraph a column. */
export function renderInspection(inspection: Inspection, { chalk, width }: InspectionTextOptions): string {
  const { text, rows, columns } = inspection
  const fact = (label: string, value: string): string[] => paragraph(padTo(label, LABEL, 'left'), value, width)
  const lines = [
    chalk.bold(safe(inspection.file)),
    ...fact('encoding', encodingText(text)),
    ...fact('delimiter', delimiterText(text)),
    ...fact('line ends', lineEndsText(text)),
    ...fact('header', headerText(inspection)),
    ...fact('rows', `${count(rows)}${inspection.header ? ' below the header' : ''}`),
    ...oddRows(inspection).flatMap((each) => fact('', each)),
    '',
    chalk.bold(`Columns (counts are exact, types and formats are guesses from all ${many(rows, 'row')})`),
  ]
  const nameWidth = Math.min(NAME_WIDTH, Math.max(...columns.map((each) => displayWidth(nameOf(each)))))
  const digits = String(columns.length).length
  for (const column of columns) {
    const name = padTo(cutTo(nameOf(column), nameWidth), nameWidth, 'left')
    const first = `${padTo(String(column.position), digits, 'right')}  ${name}  ${padTo(column.type, TYPE_WIDTH, 'left')}`
    lines.push(...paragraph(first, columnText(column), width))
  }
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}

function nameOf({ name }: ColumnProfile): string {
  return name === '' ? '(no name)' : safe(name)
}

/** A first word at the left, the rest beside it. */
function paragraph(first: string, text: string, width: number): string[] {
  const indent = displayWidth(first)
  return wrapped(safe(text), Math.max(20, width - indent)).map((line, index) =>
    index === 0 ? first + line : ' '.repeat(indent) + line,
  )
}

function count(value: number): string {
  return grouped(String(value))
}

function encodingText({ encoding, encodingBy, beyondAscii }: TextFacts): string {
  const sample = beyondAscii === undefined ? '' : `, such as "${beyondAscii.trim()}"`
  if (encodingBy === 'mark') return `${encoding}, by its byte order mark${sample}`
  if (encodingBy === 'ascii') return `${encoding} (ASCII only)`
  if (encodingBy === 'bytes') return `${encoding}, no byte order mark${sample}`
  return `${encoding}: a guess, it is not utf-8${sample}`
}

const SIGNS: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' }

function delimiterText({ delimiter, delimiterBy }: TextFacts): string {
  const name = SIGNS[delimiter] ?? `"${delimiter}"`
  if (delimiterBy === 'sep') return `${name}, by its first line sep=`
  return delimiterBy === 'none' ? 'none: the file has one column' : `${name}${delimiter === ',' ? '' : ' (a guess)'}`
}

function lineEndsText({ lineEnds }: TextFacts): string {
  const parts = Object.entries(lineEnds).filter(([, lines]) => lines > 0)
  if (parts.length === 0) return 'none: a single line'
  return parts.length === 1
    ? parts[0]![0]
    : `mixed: ${parts.map(([end, lines]) => `${end} ${count(lines)}`).join(', ')}`
}

function headerText({ header, headerRecord }: Inspection): string {
  if (header === undefined) return 'none, by the look of it: the first line holds numbers or dates'
  return headerRecord === 1 ? 'the first line' : `row ${headerRecord}`
}

function oddRows({ blankLines, ragged, footer, columns }: Inspection): string[] {
  const first = ragged.first.map(({ record, cells }) => `row ${record} has ${cells}`).join(', ')
  return [
    ...(blankLines > 0 ? [many(blankLines, 'blank line')] : []),
    ...(ragged.rows > 0
      ? [`${many(ragged.rows, 'row')} without the ${columns.length} cells of the others: ${first}`]
      : []),
    ...(footer.length > 0
      ? [`${many(footer.length, 'line')} below the data, a footer by the look of it, from ${quoted(footer[0]!)} on`]
      : []),
  ]
}

function many(value: number, word: string): string {
  return `${count(value)} ${word}${value === 1 ? '' : 's'}`
}

function quoted(text: string): string {
  return `"${cutTo(text, EXAMPLE)}"`
}

function columnText(column: ColumnProfile): string {
  const { type, blank, nulls, misfits, repeated } = column
  const parts: string[] = []
  if (type === 'number') parts.push(...numberText(column))
  else if (type === 'date') parts.push(...dateText(column))
  else if (type !== 'blank') {
    parts.push(differentText(column))
    if (repeated && repeated.cells > 0) {
      const where = repeated.first.map(({ text, record }) => `${quoted(text)} again on row ${record}`).join(', ')
      parts.push(`${count(repeated.cells)} stand twice: ${where}`)
    } else if (repeated) parts.push('none twice')
  }
  parts.push(blank === 0 ? 'none blank' : `${count(blank)} blank`)
  for (const [text, cells] of nulls) parts.push(`${count(cells)} are ${quoted(text)}`)
  if (misfits.cells > 0) {
    const where = misfits.first.map(({ text, record }) => `${quoted(text)} on row ${record}`).join(', ')
    parts.push(`${count(misfits.cells)} do not fit${where === '' ? '' : `: ${where}`}`)
  }
  if (column.spreadsheetErrors > 0) parts.push(`${count(column.spreadsheetErrors)} errors of the spreadsheet`)
  if (column.twoDigitYears > 0)
    parts.push(`${count(column.twoDigitYears)} dates have two-digit years, which are not read`)
  if (column.serialDates)
    parts.push('spreadsheet serial numbers, not dates: format the column as a date and export again')
  return parts.join('; ')
}

/** Few texts with their counts; where each stands once, some of them. */
function differentText({ values, distinct }: ColumnProfile): string {
  if (values === undefined) return distinct === undefined ? 'more than 2,000 different' : `${count(distinct)} different`
  if (values.length <= EXAMPLES || values.some(([, cells]) => cells > 1))
    return values.map(([text, cells]) => `${quoted(text)} ${count(cells)}`).join(', ')
  const some = values.slice(0, EXAMPLES).map(([text]) => quoted(text))
  return `${count(values.length)} different, such as ${some.join(', ')}`
}

function digits(value: Decimal): string {
  return grouped(formatDecimal(value))
}

function numberText({ number }: ColumnProfile): string[] {
  if (number === undefined) return []
  const { readings, marks, percents, parentheses, grouped: thousands, mayBeThousands } = number
  const ranges = readings.map(({ min, max, sum }) => `${digits(min)} to ${digits(max)}, sum ${digits(sum)}`)
  const [only] = readings
  const form = [
    only!.decimal === ',' && 'decimal comma',
    thousands > 0 && 'thousands apart',
    marks.length > 0 && `marked ${marks.join(' ')}`,
    percents > 0 && 'percent',
    parentheses > 0 && 'parentheses for negative',
  ].filter((each) => each !== false)
  if (readings.length > 1)
    return [`decimal point or decimal comma: no value decides (point: ${ranges[0]}; comma: ${ranges[1]})`, ...form]
  return [
    ranges[0]!,
    ...form,
    ...(mayBeThousands ? ['read with a decimal point, though each has three digits behind it'] : []),
  ]
}

function dateText({ date }: ColumnProfile): string[] {
  if (date === undefined) return []
  const { readings, times } = date
  const [first, second] = readings
  const time = times > 0 ? ['with a time of day, which is cut off'] : []
  if (second === undefined) return [`${first!.pattern}, ${first!.min} to ${first!.max}`, ...time]
  const ranges = readings.map(({ pattern, min, max }) => `${pattern} gives ${min} to ${max}`).join(', ')
  return [`${readings.map(({ pattern }) => pattern).join(' or ')}: no value decides (${ranges})`, ...time]
}
