import type { PlainDate } from '../base/date.js'
import { compileDatePattern, parseIsoDate, type DateReader } from '../input/date-cell.js'

/** Dates of a column as read by one pattern. */
export interface DateReading {
  readonly pattern: string
  readonly cells: number
  readonly min: PlainDate
  readonly max: PlainDate
}

export interface DateGuess {
  /** The one reading, or all where no value decides which number is the day. */
  readonly readings: readonly DateReading[]
  /** Cells with a time of day, which is cut off. */
  readonly times: number
}

export const ISO = 'YYYY-MM-DD'

/** By the sign after the first number: what is tried. ISO is read without any declaration. */
const PATTERNS: readonly (readonly [shape: RegExp, patterns: readonly string[]])[] = [
  [/^\d{4}-/, [ISO]],
  [/^\d{4}\//, ['YYYY/MM/DD']],
  [/^\d{4}\./, ['YYYY.MM.DD']],
  [/^\d{1,2}\/\d/, ['MM/DD/YYYY', 'DD/MM/YYYY']],
  [/^\d{1,2}\.\d/, ['DD.MM.YYYY', 'MM.DD.YYYY']],
  [/^\d{1,2}-\d/, ['MM-DD-YYYY', 'DD-MM-YYYY']],
  [/^\d{1,2} [A-Za-z]{3} /, ['D MMM YYYY']],
  [/^\d{1,2}-[A-Za-z]{3}-/, ['D-MMM-YYYY']],
  [/^[A-Za-z]{3} \d{1,2}, /, ['MMM D, YYYY']],
  [/^\d{8}$/, ['YYYYMMDD']],
]

const READERS: ReadonlyMap<string, DateReader> = new Map(
  PATTERNS.flatMap(([, patterns]) =>
    patterns.map((pattern) => [pattern, pattern === ISO ? parseIsoDate : compileDatePattern(pattern)!]),
  ),
)

interface Reading {
  cells: number
  min: PlainDate
  max: PlainDate
}

/** Reads the texts of a column as dates, by every pattern that they may follow. */
export class DateTracker {
  private readonly readings = new Map<string, Reading>()
  private times = 0
  /** Cells such as 3/5/26, whose century would be a guess. */
  twoDigitYears = 0

  /** Whether the text is a date by some pattern. */
  add(text: string, count: number): boolean {
    const patterns = PATTERNS.find(([shape]) => shape.test(text))?.[1]
    if (patterns === undefined) return false
    let isDate = false
    for (const pattern of patterns) {
      const date = READERS.get(pattern)!(text)
      if (date === undefined) continue
      isDate = true
      const reading = this.readings.get(pattern)
      if (!reading) this.readings.set(pattern, { cells: count, min: date, max: date })
      else {
        reading.cells += count
        if (date < reading.min) reading.min = date
        if (date > reading.max) reading.max = date
      }
    }
    if (isDate && text.includes(':')) this.times += count
    if (!isDate && /^\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)/.test(text)) this.twoDigitYears += count
    return isDate
  }

  /** By the patterns that read most; undefined where none reads any. */
  guess(): DateGuess | undefined {
    const most = Math.max(0, ...[...this.readings.values()].map(({ cells }) => cells))
    if (most === 0) return undefined
    const readings = [...this.readings].filter(([, { cells }]) => cells === most)
    return { readings: readings.map(([pattern, reading]) => ({ pattern, ...reading })), times: this.times }
  }
}
