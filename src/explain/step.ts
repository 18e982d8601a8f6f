import type { Decimal } from '../base/decimal.js'
import type { Place } from '../diagnostics/diagnostic.js'

/** The row of an input that something was read from. */
export interface Input {
  readonly file: string
  /** As a spreadsheet numbers it. */
  readonly record: number
}

/**
 * One step of a computation as it was made. What it adds up from (`parts`) is told apart from what it rests on
 * (`because`): the amounts of the parts always sum to its own, in its unit, down to the leaves.
 */
export interface Step {
  /** What it is, as a heading. */
  readonly what: string
  /** Exact and signed; undefined where the step is no amount. */
  readonly amount?: Decimal | undefined
  /** Of the amount: a currency, or `number`. */
  readonly unit?: string | undefined
  /** Of a payout line: its line_id in payout-lines.csv. */
  readonly line?: string | undefined
  /** How it came about, in plain words. */
  readonly how?: string | undefined
  /** The rule, in the file of its plan. */
  readonly rule?: Place | undefined
  readonly inputs?: readonly Input[] | undefined
  readonly parts?: readonly Step[] | undefined
  readonly because?: readonly Step[] | undefined
  /** What was asked and did not apply. */
  readonly notApplied?: readonly Step[] | undefined
}

/** Steps under a heading. */
export interface Chapter {
  readonly title: string
  readonly steps: readonly Step[]
}

/** Why somebody is paid what he is paid, or why a deal pays what it pays. */
export interface Explanation {
  readonly title: string
  /** What was asked for: payee, deal, component, line, period. */
  readonly about: Readonly<Record<string, string>>
  /** The answer in a sentence or two. */
  readonly summary: readonly string[]
  readonly chapters: readonly Chapter[]
}
