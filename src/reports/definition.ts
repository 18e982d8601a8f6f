import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Book, SpanToDate } from '../engine/book.js'
import type { Calculation } from '../engine/calculate.js'
import type { Rejected } from '../run/write-results.js'
import type { PeriodBefore } from './period-before.js'
import type { Pseudonym } from './pseudonyms.js'
import type { Report } from './report.js'

/** A calculated period, which reports are made from. */
export interface ReportInput {
  readonly book: Book
  readonly calculation: Calculation
  readonly rejected: Rejected
  /** What the period before came to, for reports that ask for it; undefined where it was not calculated. */
  readonly before?: PeriodBefore | undefined
  /** Given where the report may tell no people and deals (`--redact`). */
  readonly pseudonym?: Pseudonym | undefined
}

/** An option of one report, beside period, project and format that all of them have. */
export interface ReportOption {
  readonly flags: string
  readonly summary: string
  readonly choices?: readonly string[]
  readonly default?: string
}

export type AskedOption = (name: string) => string | undefined

/** A report as `spm report <name>` offers it: one file with one of these, and its line in the table of commands. */
export interface ReportDefinition {
  readonly name: string
  readonly options: readonly ReportOption[]
  readonly examples: readonly string[]
  /** For the end of the help: what the rows are and in which order. */
  readonly about: string
  /** It compares with the period before. */
  readonly looksBack?: true
  /** A level of the calendar at which every measure is to be told to date, also where no component accumulates so long. */
  toDate?(option: AskedOption): SpanToDate | undefined
  /** Undefined where `found` says why not. */
  build(input: ReportInput, option: AskedOption, found: Diagnostic[]): Report | undefined
}
