import type { Book } from '../engine/book.js'
import type { Calculation } from '../engine/calculate.js'
import type { Report } from './report.js'

/** A calculated period, which reports are made from. */
export interface ReportInput {
  readonly book: Book
  readonly calculation: Calculation
}

/** An option of one report, beside period, project and format that all of them have. */
export interface ReportOption {
  readonly flags: string
  readonly summary: string
  readonly choices?: readonly string[]
  readonly default?: string
}

/** A report as `spm report <name>` offers it: one file with one of these, and its line in the table of commands. */
export interface ReportDefinition {
  readonly name: string
  readonly options: readonly ReportOption[]
  readonly examples: readonly string[]
  /** For the end of the help: what the rows are and in which order. */
  readonly about: string
  build(input: ReportInput, option: (name: string) => string | undefined): Report
}
