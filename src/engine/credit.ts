import type { PlainDate } from '../base/date.js'
import type { Decimal } from '../base/decimal.js'
import type { DealId, PayeeId } from '../model/ids.js'
import type { Deal } from '../model/records.js'
import type { Cell } from '../model/table.js'
import type { Measure } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import type { FxUse } from './fx.js'

/** A payee's part of a deal, counted by a measure of a plan he is on on the credit date. */
export interface Credit {
  /** '' for an opening credit, which stands for deals before the first period (F45). */
  readonly dealId: DealId | ''
  /** The deal's cells, kept only where a rate asks for them: a year of deals must fit in memory. */
  readonly cells: readonly Cell[] | undefined
  readonly assignment: Assignment
  readonly measure: Measure
  readonly date: PlainDate
  /** The payee's share of the deal, a ratio. */
  readonly share: Decimal
  /** The whole deal in the measure's unit: plan currency, exact, or a number. */
  readonly whole: Decimal
  /** What the payee is credited with: whole x share, exact; the whole for counts under `split: whole` (F34). */
  readonly amount: Decimal
  /** Units of the whole deal; undefined where no plan asks. */
  readonly quantity: Decimal | undefined
  /** How it came to the payee. */
  readonly by: CreditBy
  /** The rate that brought the deal's amount to plan currency; undefined where none was needed. */
  readonly fx: FxUse | undefined
}

/** The ways in which a deal came to a payee, and the people below through whom; ids separated by blanks. */
export interface CreditBy {
  readonly ways: string
  readonly via: string
}
export const DIRECT: CreditBy = { ways: 'direct', via: '' }
/** Taken out of attainment where the deal was cancelled: nobody is paid on it (F5). */
export const CANCELLED: CreditBy = { ways: 'cancelled', via: '' }
export const OPENING: CreditBy = { ways: 'opening', via: '' }

/**
 * Why a deal, or a participant's part of it, was not credited. The order is how far it came: of several reasons the
 * last one in this list is told.
 */
export const REASONS = [
  'other_plan',
  'condition_false',
  'before_first_period',
  'before_window',
  'after_period',
  'no_rule',
  'no_plan',
  'no_own_plan',
  'no_rep_row',
  'not_yet_hired',
  'left_company',
  'reversal',
  'cancelled',
  'rejected',
] as const
export type Reason = (typeof REASONS)[number]

/** The reasons that a person should look at: somebody may be owed money. */
export const EXCEPTIONAL: ReadonlySet<Reason> = new Set([
  'no_plan',
  'no_own_plan',
  'no_rep_row',
  'not_yet_hired',
  'left_company',
  'rejected',
])

export interface Missed {
  readonly dealId: DealId
  readonly payee: PayeeId
  readonly reason: Reason
  /** The credit date, '' when there is none. */
  readonly date: PlainDate | ''
  /** The plan and measure that came nearest, or what was blank. */
  readonly detail: string
  readonly file: string
  readonly record: number
}

/** What every note on a deal says of it. */
export function missOf(deal: Deal, payee: PayeeId): Pick<Missed, 'dealId' | 'payee' | 'file' | 'record'> {
  return { dealId: deal.id, payee, file: deal.file, record: deal.record }
}

/** The one of two reasons that came further. */
export function further(a: Missed, b: Missed): Missed {
  return REASONS.indexOf(b.reason) > REASONS.indexOf(a.reason) ? b : a
}

/** Something a person should look at; it never stops a draft (F47). */
export interface Exception extends Omit<Missed, 'reason'> {
  readonly kind:
    | Reason
    | 'zero_amount'
    | 'vacant_manager'
    | 'no_territory_holder'
    | 'nobody_by_rule'
    | 'overlay_not_credited'
    | 'no_objectives'
    | 'blank_score'
    | 'gate_lost'
    | 'balance_stands'
    | 'pool_unshared'
    | 'adjusted_after_leaving'
    | 'owner_changed'
    | 'deal_missing'
    | 'event_without_rule'
    | 'review'
}

/** What crediting has made of all deals. */
export interface Credits {
  /** In order of payee id; each payee's credits in order of date, then deal id. */
  readonly byPayee: ReadonlyMap<PayeeId, readonly Credit[]>
  /** Every deal that nobody was credited with, by deal id. */
  readonly exclusions: readonly Missed[]
  readonly exceptions: readonly Exception[]
  /** Measures that were asked about deals and whose condition was false for all of them, whatever their dates. */
  readonly unmet: ReadonlySet<Measure>
  /** In deals: read = credited + excluded + rejected. */
  readonly counts: {
    readonly read: number
    readonly credited: number
    readonly excluded: number
    readonly rejected: number
  }
}
