import type { Currency } from '../base/money.js'
import type { Calendar, Period } from '../base/period.js'

/** What a template's texts are filled with. */
export interface Ground {
  readonly currency: Currency
  readonly calendar: Calendar
  /** The fiscal year in which the plan is in force. */
  readonly year: Period
  /** Which deals count, as a condition; undefined: every deal. */
  readonly won: string | undefined
  /** The condition asks for the currency too, so that tests must say it. */
  readonly asksCurrency: boolean
  /** A column of deals and the text of a won deal and of another one, for tests; undefined: every deal is won. */
  readonly stage: { readonly column: string; readonly won: string; readonly lost: string } | undefined
}

/** A file of the new project, its path relative to its folder, with `/`. */
export interface NewFile {
  readonly path: string
  readonly text: string
}

/** A row of quotas.csv. */
export interface QuotaRow {
  readonly payee: string
  readonly period: string
  readonly measure: string
  readonly amount: string
}

/** A plan to start from. Amounts and rates are examples, to be replaced. */
export interface Template {
  /** The plan of `plans/` that it is taken from. */
  readonly from: string
  readonly summary: string
  /** Plans and their tests. */
  files(ground: Ground): readonly NewFile[]
  /** Somebody who leads all others is needed. */
  readonly manager: boolean
  /** Quotas of the people, or of the one who leads them; none where the plan needs none. */
  quotas(ground: Ground, people: readonly string[], manager: string): readonly QuotaRow[]
}

/** The comment by which editors find the schema of a file, which `spm schema --out schemas` writes. */
export function schemaLine(file: 'plan' | 'settings' | 'tests'): string {
  return `# yaml-language-server: $schema=${file === 'settings' ? './' : '../'}schemas/${file}.schema.json`
}
