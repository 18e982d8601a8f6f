import type { Mode } from './rational.js'

/** A random company as the naive evaluator sees it: the year 2026, months as 1 to 12, every number as its text. */
export interface NaiveProject {
  /** The month that is run. */
  readonly month: number
  readonly plans: readonly NaivePlan[]
  readonly reps: readonly NaiveRep[]
  readonly deals: readonly NaiveDeal[]
  readonly splits: readonly NaiveSplit[]
  /** The parts of revenue splits are weights, not percents. */
  readonly byWeight: boolean
  readonly quotas: readonly NaiveQuota[]
}

export type MeasureId = 'money' | 'deals' | 'units'
export const MEASURES: readonly MeasureId[] = ['money', 'deals', 'units']

export interface NaivePlan {
  readonly id: string
  /** First and last day in force. */
  readonly from: string
  readonly to: string
  readonly continues: string | undefined
  readonly pays: 'month' | 'quarter'
  readonly rounding: { readonly mode: Mode; readonly at: 'line' | 'total' }
  readonly proration: 'none' | 'days' | 'any' | 'whole' | 'by_15th'
  /** How the measures of deals and units count shared deals. */
  readonly counting: 'share' | 'whole'
  readonly credit: Readonly<Record<MeasureId, NaiveCreditRules>>
  /** 4 or 12 weights. */
  readonly seasonality: readonly string[] | undefined
  /** Percents by month of tenure, from the hire on. */
  readonly ramp: readonly string[] | undefined
  readonly cap: string | undefined
  /** What the plan's cap cuts waits until the plan ends, and is then lost or paid. */
  readonly carried: 'lost' | 'paid' | undefined
  /** The plan's floor. */
  readonly floor: string | undefined
  readonly components: readonly NaiveComponent[]
}

export interface NaiveCreditRules {
  readonly direct: boolean
  readonly overlay: boolean
  readonly rollup: NaiveRollup | undefined
  /** Credits who holds the deal's territory as AE. */
  readonly territory: boolean
}
export interface NaiveRollup {
  /** Up to so many levels above, 9 for all; or exactly so many. */
  readonly levels: number
  readonly only: boolean
  readonly overlay: boolean
  readonly own: boolean
}

export interface NaiveComponent {
  readonly id: string
  readonly measure: MeasureId
  /** `where: rep.title == "Lead"`. */
  readonly leads: boolean
  readonly from: string | undefined
  readonly to: string | undefined
  readonly window: 'deal' | 'period' | 'quarter' | 'half' | 'year'
  readonly against: 'full_quota' | 'quota_to_date' | undefined
  readonly uplift: NaiveUplift | undefined
  readonly rate: NaiveRate
  readonly multipliers: readonly NaiveMultiplier[]
  readonly perDeal: string | undefined
  readonly perPeriod: string | undefined
  readonly perWindow: string | undefined
  /** What the cap per pay period cuts waits. */
  readonly carried: NaiveCarried | undefined
  readonly floor: string | undefined
  readonly gate: NaiveGate | undefined
  /** `of` another measure: it moves through the tiers by attainment (F26). */
  readonly of: MeasureId | undefined
}

export interface NaiveCarried {
  readonly until: 'window_end' | 'plan_end'
  readonly rest: 'lost' | 'paid'
}
export interface NaiveGate {
  readonly measure: MeasureId
  readonly key: 'at_least' | 'above'
  readonly at: string
  readonly window: 'period' | 'quarter' | 'half' | 'year'
  readonly against: 'full_quota' | 'quota_to_date' | undefined
  readonly otherwise: 'hold' | 'lost'
  readonly takesBack: boolean
}

/** Of deals of type New alone, or of all. */
export interface NaiveUplift {
  readonly fresh: boolean
  readonly times: string
  readonly for: 'attainment' | 'both'
}
export type NaiveMultiplier =
  | { readonly kind: 'times' | 'add'; readonly fresh: boolean; readonly by: string }
  | { readonly kind: 'attainment'; readonly running: boolean; readonly tiers: readonly NaiveTier[] }

export interface NaiveBand {
  /** `from` holds its boundary, `above` does not. */
  readonly key: 'from' | 'above'
  readonly at: string
}
export interface NaiveTier extends NaiveBand {
  readonly pay: string
  /** Where tiers mix: a mode of its own. */
  readonly mode?: 'marginal' | 'retroactive' | undefined
}
export type Axis = 'attainment' | 'amount' | 'quantity' | 'count'

interface OnWhat {
  /** Undefined: a rate on the amount. */
  readonly per: 'deal' | 'unit' | undefined
  readonly split: 'share' | 'whole' | undefined
}
export interface NaiveFlat extends OnWhat {
  readonly kind: 'flat'
  readonly pay: string
}
export interface NaiveTiered extends OnWhat {
  readonly kind: 'tiered'
  readonly by: Axis
  readonly mode: 'marginal' | 'retroactive' | 'excess_at_top' | 'interpolated'
  readonly tiers: readonly NaiveTier[]
  /** interpolated: where the last tier ends, and whether the tiers have amounts of their own. */
  readonly end: string | undefined
  readonly sums: boolean
}
export interface NaiveRow {
  /** One of these products, any where undefined. */
  readonly product: readonly string[] | undefined
  readonly type: string | undefined
  /** `when: deal.amount >= …`. */
  readonly atLeast: string | undefined
  readonly pay: string
}
export interface NaiveTable extends OnWhat {
  readonly kind: 'table'
  readonly match: 'first' | 'specific'
  readonly rows: readonly NaiveRow[]
  readonly otherwise: string | undefined
}
export interface NaiveMatrix extends OnWhat {
  readonly kind: 'matrix'
  /** `margin` is a column of the deal, anything else accumulates. */
  readonly by: Axis | 'margin'
  readonly running: boolean
  readonly bands: readonly NaiveBand[]
  readonly products: readonly string[]
  /** By band, then product. */
  readonly cells: readonly (readonly string[])[]
  readonly otherwise: string
}
export interface NaiveFormula extends OnWhat {
  readonly kind: 'formula'
  readonly formula: 'tenth' | 'kicker' | 'part_of_quota' | 'units' | 'margin' | 'reached'
}
/** A pay curve of rates (F29). */
export interface NaiveCurve extends OnWhat {
  readonly kind: 'curve'
  readonly by: Axis
  readonly hold: boolean
  readonly points: readonly { readonly at: string; readonly pay: string }[]
}
export type NaiveRate = NaiveFlat | NaiveTiered | NaiveTable | NaiveMatrix | NaiveFormula | NaiveCurve

export interface NaiveDeal {
  readonly id: string
  readonly owner: string
  readonly amount: string
  readonly date: string
  readonly quantity: string
  readonly won: boolean
  readonly product: string
  readonly type: string
  readonly margin: string
  readonly territory: string
}
export interface NaiveSplit {
  readonly deal: string
  readonly payee: string
  /** Percent or weight. */
  readonly part: string
  readonly overlay: boolean
}
export interface NaiveRep {
  readonly id: string
  readonly hired: string | undefined
  readonly left: string | undefined
  /** In order of their days. */
  readonly rows: readonly NaiveRepRow[]
}
export interface NaiveRepRow {
  readonly from: string
  readonly to: string
  readonly plan: string
  readonly title: string
  readonly role: string
  readonly manager: string
  readonly territory: string
}
export interface NaiveQuota {
  readonly payee: string
  readonly measure: MeasureId
  /** Of months, quarters or the year: one amount each. */
  readonly amounts: readonly string[]
}

/** The measure that moves through the tiers, whose quota counts (F26). */
export function movedBy({ of, measure }: NaiveComponent): MeasureId {
  return of ?? measure
}

/** Does the rate, or a multiplier, ask for the window's quota? */
export function needsQuota({ rate, multipliers }: NaiveComponent): boolean {
  if (multipliers.some(({ kind }) => kind === 'attainment')) return true
  if (rate.kind === 'formula') return ['kicker', 'part_of_quota', 'reached'].includes(rate.formula)
  return 'by' in rate && rate.by === 'attainment'
}
