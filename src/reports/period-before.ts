import type { Decimal } from '../base/decimal.js'

/** What the period before came to, as it was posted or last calculated. */
export interface PeriodBefore {
  readonly period: string
  /** closed: as posted; draft: its latest run. */
  readonly state: 'closed' | 'draft'
  /** Totals of payouts.csv in pay currency, by {@link payeeKey}. */
  readonly payees: ReadonlyMap<string, Decimal>
  /** Columns of payouts.csv added up, by `currency column`. */
  readonly groups: ReadonlyMap<string, Decimal>
  /** Payable lines in pay currency, by {@link componentKey}. */
  readonly components: ReadonlyMap<string, Decimal>
}

export function payeeKey(payee: string, currency: string): string {
  return `${payee}\n${currency}`
}

export function groupKey(currency: string, column: string): string {
  return `${currency} ${column}`
}

/** @param component '' for what a plan as a whole adds */
export function componentKey(plan: string, component: string, currency: string): string {
  return [plan, component, currency].join('\n')
}
