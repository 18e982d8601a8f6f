import type { Decimal } from '../base/decimal.js'
import { formatMoney, grouped } from '../base/money.js'
import type { Missed } from '../engine/credit.js'
import type { PayeeResult } from '../engine/calculate.js'
import type { Subject } from '../explain/subject.js'
import { WITHHELD } from '../reports/redact.js'
import type { Pseudonym } from '../reports/pseudonyms.js'

/** What settings say of statements. */
export interface StatementTerms {
  readonly company: string | undefined
  /** Whom to ask, and how. */
  readonly ask: string | undefined
  /** A closing note. */
  readonly note: string | undefined
}

/** What a run paid: totals by payee, then currency. */
export type Totals = ReadonlyMap<string, ReadonlyMap<string, Decimal>>

/** Where a period stands, and what it was paid. */
export interface PaidState {
  /** draft: nothing of the period is approved. */
  readonly state: 'draft' | 'approved' | 'closed'
  /** Of the approved or posted run. */
  readonly totals: Totals
}

/** Everything that a statement is made from, for one payee. */
export interface Told {
  readonly result: PayeeResult
  /** With the payee's own attainments alone. */
  readonly subject: Subject
  /** Deals that nobody is credited with and for which the payee came nearest, of all periods. */
  readonly missed: readonly Missed[]
  readonly terms: StatementTerms
  readonly now: PaidState
  /** What the period before was paid; undefined where it was not calculated. */
  readonly before: { readonly period: string; readonly totals: Totals } | undefined
  /** Given where it may be shown to others (`--redact`). */
  readonly pseudonym: Pseudonym | undefined
}

/** Money as people read it, without its currency. */
export function money(amount: Decimal, currency: string): string {
  return grouped(formatMoney(amount, currency))
}

/** A deal's id, or what stands for it. */
export function dealName({ pseudonym }: Told, deal: string): string {
  return pseudonym ? pseudonym('deal', deal) : deal
}

/** Words that may name people, customers or deals: withheld from others. */
export function openWords({ pseudonym }: Told, words: string): string {
  return pseudonym && words !== '' ? WITHHELD : words
}
