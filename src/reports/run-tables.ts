/** Cells of a row by column name. */
export type TableRow = Readonly<Record<string, string>>

/** What of a run's files two runs are compared by. */
export interface RunTables {
  /** As people name it: `2026-03/e18ff9c2a4d1`. */
  readonly name: string
  readonly period: string
  readonly facts: RunFacts
  readonly lines: readonly TableRow[]
  readonly payouts: readonly TableRow[]
  readonly credits: readonly TableRow[]
}

/** What a run was made from, each with something that tells two of them apart. */
export interface RunFacts {
  readonly version: string
  readonly settings: string
  readonly plans: ReadonlyMap<string, string>
  /** By table, then path. */
  readonly inputs: ReadonlyMap<string, string>
  /** The state of the ledger. */
  readonly ledger: string
}

export const LINE_COLUMNS = [
  'line_id',
  'payee_id',
  'plan_id',
  'component_id',
  'kind',
  'status',
  'deal_id',
  'source_period',
  'credited_amount',
  'quota',
  'window_before',
  'blended_rate',
  'multiplier',
  'pay_amount',
  'pay_currency',
  'fx_rate',
  'reason',
] as const

export const PAYOUT_COLUMNS = ['payee_id', 'name', 'currency', 'payable', 'owed', 'total'] as const

export const CREDIT_COLUMNS = [
  'payee_id',
  'plan_id',
  'measure',
  'deal_id',
  'credit_date',
  'share',
  'deal_amount',
  'fx_rate',
] as const
