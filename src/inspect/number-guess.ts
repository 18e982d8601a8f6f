import { ZERO, max, min, type Decimal } from '../base/decimal.js'
import { CellProblem } from '../input/cell-problem.js'
import { parseNumberCell } from '../input/number-cell.js'

/** Numbers of a column as read in one way. */
export interface NumberReading {
  /** What `decimal` of the settings must say; undefined: nothing, the reading is certain. */
  readonly decimal: '.' | ',' | undefined
  readonly cells: number
  readonly min: Decimal
  readonly max: Decimal
  readonly sum: Decimal
}

export interface NumberGuess {
  /** The one reading, or both where no value decides. */
  readonly readings: readonly NumberReading[]
  /** Currency signs and codes that stand beside numbers, sorted. */
  readonly marks: readonly string[]
  readonly percents: number
  readonly parentheses: number
  /** Cells with signs between thousands. */
  readonly grouped: number
  /** No cell has a point or comma. */
  readonly isWhole: boolean
  /** Every point has three digits behind it, so that it may part thousands: `1.234`. */
  readonly mayBeThousands: boolean
}

class Reading {
  cells = 0
  min: Decimal | undefined
  max: Decimal | undefined
  sum: Decimal = ZERO
  constructor(readonly decimal: '.' | ',' | undefined) {}

  add(value: Decimal | CellProblem, count: number): boolean {
    if (value instanceof CellProblem) return false
    this.cells += count
    this.min = this.min === undefined ? value : min(this.min, value)
    this.max = this.max === undefined ? value : max(this.max, value)
    this.sum = this.sum.plus(count === 1 ? value : value.times(count))
    return true
  }
}

const MARK = /\p{Sc}|(?<![A-Z])[A-Z]{3}(?![A-Z])/u
const MOST_MARKS = 8

/** Reads the texts of a column as numbers, in every way that they may be meant. */
export class NumberTracker {
  private readonly plain = new Reading(undefined)
  private readonly point = new Reading('.')
  private readonly comma = new Reading(',')
  private readonly marks = new Set<string>()
  private percents = 0
  private parentheses = 0
  private grouped = 0
  private fractions = 0
  private threes = 0

  /** Whether the text is a number in some way. */
  add(text: string, count: number): boolean {
    if (!/\d/.test(text)) return false
    const plain = parseNumberCell(text, undefined)
    const point = plain instanceof CellProblem ? parseNumberCell(text, '.') : plain
    // A whole number is the same in both.
    const comma = /^-?\d+$/.test(text) ? plain : parseNumberCell(text, ',')
    this.plain.add(plain, count)
    const [asPoint, asComma] = [this.point.add(point, count), this.comma.add(comma, count)]
    if (!asPoint && !asComma) return false
    if (/[.,]/.test(text)) this.fractions += count
    if (/^\D*\d{1,3}\.\d{3}\D*$/.test(text)) this.threes += count
    if (/\d[.,' \u2019\u00a0\u202f\u2009]\d{3}(?!\d)/.test(text) && !/^-?\d+\.\d+$/.test(text)) this.grouped += count
    if (text.includes('%')) this.percents += count
    if (text.includes('(')) this.parentheses += count
    const mark = MARK.exec(text)?.[0]
    if (mark !== undefined && this.marks.size < MOST_MARKS) this.marks.add(mark)
    return true
  }

  /** What they are, read in the way in which most of them are numbers; undefined where none is. */
  guess(): NumberGuess | undefined {
    const most = Math.max(this.point.cells, this.comma.cells)
    if (most === 0) return undefined
    const certain = this.plain.cells === most
    const all = certain ? [this.plain] : [this.point, this.comma].filter(({ cells }) => cells === most)
    return {
      readings: all.map((each) => ({
        decimal: each.decimal,
        cells: each.cells,
        min: each.min!,
        max: each.max!,
        sum: each.sum,
      })),
      marks: [...this.marks].sort((a, b) => (a < b ? -1 : 1)),
      percents: this.percents,
      parentheses: this.parentheses,
      grouped: this.grouped,
      isWhole: this.fractions === 0,
      mayBeThousands: certain && this.threes > 0 && this.threes === this.fractions,
    }
  }
}
