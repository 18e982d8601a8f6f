import { isCurrency } from '../base/money.js'
import { cleanText } from '../input/cell.js'
import { detached } from '../input/cell-reader.js'
import { DateTracker, type DateGuess } from './date-guess.js'
import { NumberTracker, type NumberGuess } from './number-guess.js'
import { SeenTexts } from './seen-texts.js'

export type GuessedType = 'id' | 'text' | 'number' | 'date' | 'yes/no' | 'currency' | 'blank'

/** A text and the row on which it stands first. */
export interface TextAt {
  readonly text: string
  readonly record: number
}

/** What is known of a column after reading all of it. Type and formats are guesses; counts are exact. */
export interface ColumnProfile {
  /** '' where the file has no header line or the header is blank. */
  readonly name: string
  /** From 1. */
  readonly position: number
  readonly type: GuessedType
  readonly filled: number
  readonly blank: number
  /** Texts such as NULL that seem to mean a blank, and how often; counted as filled. */
  readonly nulls: readonly (readonly [text: string, count: number])[]
  /** Different texts, without those that mean a blank; undefined where there are too many to count. */
  readonly distinct: number | undefined
  /** All different texts with their counts, the most frequent first, where they are few. */
  readonly values: readonly (readonly [text: string, count: number])[] | undefined
  /** Of a column in which nearly every text stands once: cells whose text has stood before. */
  readonly repeated: { readonly cells: number; readonly first: readonly TextAt[] } | undefined
  readonly number: NumberGuess | undefined
  readonly date: DateGuess | undefined
  /** Cells that do not fit the type; 0 for texts. */
  readonly misfits: { readonly cells: number; readonly first: readonly TextAt[] }
  /** Cells such as `#REF!`. */
  readonly spreadsheetErrors: number
  readonly twoDigitYears: number
  /** Dates as whole numbers of a spreadsheet. */
  readonly serialDates: boolean
}

/** Different texts kept with their counts; beyond, cells are judged one by one. */
const KEPT = 2000
/** Texts that may be listed. */
const FEW = 12
const EXAMPLES = 3
/** Share of cells that make a type; what does not fit it is told. */
const MOST = 0.95
const NEARLY = 0.9
/** So many repeated texts say that a column is no id; what is more is not kept count of. */
const GIVE_UP = 20_000

/** Not `NA`, which is a region too. */
const NULLS: ReadonlySet<string> = new Set(['NULL', 'null', 'Null', 'N/A', 'n/a', '-', '–', '—', String.raw`\N`])
const ERRORS = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|#+)$/
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'yes', 'no'])
const ID_NAME = /(?:^|[\s_.-])(?:id|key|guid|uuid|number|no|nr|code)$|[a-z]I[dD]$|^#$/i

/** Reads the cells of one column as they come, in steady memory. */
export class ColumnProfiler {
  private texts: Map<string, { count: number; readonly record: number }> | undefined = new Map()
  private readonly seen = new SeenTexts()
  private countsSeen = true
  private repeated = 0
  private readonly repeats: TextAt[] = []
  private filled = 0
  private blank = 0
  private readonly nulls = new Map<string, number>()
  private readonly numbers = new NumberTracker()
  private readonly dates = new DateTracker()
  private readonly noNumber: TextAt[] = []
  private readonly noDate: TextAt[] = []
  private yesNo = 0
  private currencies = 0
  private codes = 0
  private serials = 0
  private errors = 0

  constructor(
    private readonly name: string,
    private readonly position: number,
  ) {}

  add(raw: string, record: number): void {
    const text = cleanText(raw)
    if (text === '') {
      this.blank += 1
      return
    }
    this.filled += 1
    if (NULLS.has(text)) {
      this.nulls.set(text, (this.nulls.get(text) ?? 0) + 1)
      return
    }
    if (!this.texts) {
      this.judge(text, 1, record)
      this.remember(text, record)
      return
    }
    const known = this.texts.get(text)
    if (known) {
      known.count += 1
      if (this.repeats.length < EXAMPLES && known.count === 2) this.repeats.push({ text: detached(text), record })
    } else {
      this.texts.set(detached(text), { count: 1, record })
      if (this.texts.size > KEPT) this.spill()
    }
  }

  /** Too many different texts to keep: from now on only hashes of them are. */
  private spill(): void {
    const texts = this.judgeKept()
    for (const [text, { count }] of texts) {
      this.seen.add(text)
      this.repeated += count - 1
    }
    this.texts = undefined
  }

  private judgeKept(): ReadonlyMap<string, { readonly count: number }> {
    const texts = this.texts ?? new Map<string, { count: number; record: number }>()
    for (const [text, { count, record }] of texts) this.judge(text, count, record)
    return texts
  }

  private remember(text: string, record: number): void {
    if (!this.countsSeen) return
    if (this.seen.add(text)) {
      this.repeated += 1
      if (this.repeats.length < EXAMPLES) this.repeats.push({ text: detached(text), record })
    }
    if (this.seen.isFull || (this.repeated > GIVE_UP && this.repeated > this.filled * (1 - NEARLY)))
      this.countsSeen = false
  }

  private judge(text: string, count: number, record: number): void {
    if (text.startsWith('#') && ERRORS.test(text)) this.errors += count
    if (!this.numbers.add(text, count)) example(this.noNumber, text, record)
    if (!this.dates.add(text, count)) example(this.noDate, text, record)
    if (WORDS.has(text.toLowerCase())) this.yesNo += count
    if (isCurrency(text)) this.currencies += count
    if (/^[\w./:#-]*\d[\w./:#-]*$/.test(text)) this.codes += count
    if (/^[34]\d{4}(?:\.\d+)?$/.test(text)) this.serials += count
  }

  finish(): ColumnProfile {
    const kept = this.texts && this.judgeKept()
    const distinct = kept ? kept.size : this.countsSeen ? this.seen.distinct : undefined
    const cells = this.filled - [...this.nulls.values()].reduce((total, count) => total + count, 0)
    const number = this.numbers.guess()
    const date = this.dates.guess()
    const numbers = number?.readings[0]?.cells ?? 0
    const dates = this.dateCells(date, cells)
    const nearlyUnique = distinct !== undefined && distinct > 1 && distinct >= cells * NEARLY
    const shape = { cells, numbers, dates, isWhole: number?.isWhole === true, nearlyUnique }
    const type = this.typeOf(shape)
    const [fit, first] =
      type === 'number' ? [numbers, this.noNumber] : type === 'date' ? [dates, this.noDate] : [cells, []]
    return {
      name: this.name,
      position: this.position,
      type,
      filled: this.filled,
      blank: this.blank,
      nulls: [...this.nulls],
      distinct,
      values: kept && kept.size <= FEW ? byCount(kept) : undefined,
      repeated: nearlyUnique ? { cells: cells - distinct, first: this.repeats } : undefined,
      number: type === 'number' ? number : undefined,
      date: type === 'date' ? date : undefined,
      misfits: { cells: cells - fit, first },
      spreadsheetErrors: this.errors,
      twoDigitYears: this.dates.twoDigitYears,
      serialDates: cells > 0 && this.serials === cells && this.isNamedDate,
    }
  }

  private get isNamedDate(): boolean {
    return /date|day|_on$/i.test(this.name)
  }

  /** Eight digits are a date where the header says so; elsewhere they are a number. */
  private dateCells(date: DateGuess | undefined, cells: number): number {
    const [reading] = date?.readings ?? []
    if (reading === undefined || (reading.pattern === 'YYYYMMDD' && !this.isNamedDate)) return 0
    return reading.cells >= cells * MOST ? reading.cells : 0
  }

  private typeOf(shape: {
    readonly cells: number
    readonly numbers: number
    readonly dates: number
    readonly isWhole: boolean
    readonly nearlyUnique: boolean
  }): GuessedType {
    const { cells, numbers, dates, isWhole, nearlyUnique } = shape
    if (cells === 0) return 'blank'
    if (this.yesNo === cells) return 'yes/no'
    if (this.currencies === cells) return 'currency'
    if (dates > 0) return 'date'
    const isNumber = numbers >= cells * MOST
    if (ID_NAME.test(this.name) && (!isNumber || isWhole)) return 'id'
    if (isNumber) return 'number'
    return nearlyUnique && cells > 1 && this.codes === cells && this.dates.twoDigitYears === 0 ? 'id' : 'text'
  }
}

function example(list: TextAt[], text: string, record: number): void {
  if (list.length < EXAMPLES) list.push({ text: detached(text), record })
}

function byCount(texts: ReadonlyMap<string, { readonly count: number }>): (readonly [string, number])[] {
  return [...texts]
    .map(([text, { count }]) => [text, count] as const)
    .sort(([a, p], [b, q]) => q - p || (a < b ? -1 : 1))
}
