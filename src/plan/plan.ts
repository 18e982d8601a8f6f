import type { PlainDate } from '../base/date.js'
import type { Decimal } from '../base/decimal.js'
import type { Fraction } from '../base/fraction.js'
import type { Currency, RoundingMode } from '../base/money.js'
import type { Place } from '../diagnostics/diagnostic.js'
import type { Expression } from '../expression/expression.js'
import type { MeasureId, PlanId } from '../model/ids.js'
import type { EventType } from '../model/records.js'
import type { Column } from '../model/table.js'
import type { Clawback, ClawbackRule } from './clawback.js'
import type { Component, Excess } from './component.js'
import type { Draw } from './draw.js'
import type { Minimum } from './minimum.js'

/** A compensation plan, checked and ready to calculate. One file each; several files may be versions of one plan. */
export interface Plan {
  readonly id: PlanId
  readonly name: string
  /** All amounts of the plan, and the currency in which its lines are rounded. */
  readonly currency: Currency
  /** First and last day in force, both included. */
  readonly from: PlainDate
  readonly to: PlainDate
  /** The pay period: a level of the calendar. */
  readonly pays: string
  /** Who is on the plan, where the reps file does not say (F39). A condition on `rep`. */
  readonly assign: Expression | undefined
  /** Payees may be on it besides their own plan, also where the reps file names that one (F39). */
  readonly additional: boolean
  /** How many days after somebody's end_date his deals are still credited; 0: none (F40). */
  readonly leaverDays: number
  readonly rounding: { readonly mode: RoundingMode; readonly at: 'line' | 'total' }
  /** How quotas shrink for part-period presence; undefined until somebody must say (F21). */
  readonly proration: Proration | undefined
  /** How a longer quota falls on its quarters or months; undefined is evenly. */
  readonly seasonality: Seasonality | undefined
  /** Less quota in the first months of tenure (F23). */
  readonly ramp: Ramp | undefined
  /** What becomes of a negative total; undefined until one appears. */
  readonly negative: 'owed' | 'carry' | undefined
  /** The least that is paid; nobody owes it (F12); undefined: none. */
  readonly guarantee: Minimum | undefined
  /** What is paid at least or in advance and, as far as it is not earned, owed (F12, F14); undefined: none. */
  readonly draw: Draw | undefined
  /** What is taken back when a deal is cancelled; undefined: no rule, so a change of the export is trued up (F3). */
  readonly clawback: ClawbackRule | undefined
  /** The events that a clawback rule of the plan or a component settles: no change of the export does then. */
  readonly settles: ReadonlySet<EventType>
  /** What a cancelled deal does to attainment (F5), the same for all rules of the plan; undefined: nothing is ever taken. */
  readonly restate: Clawback['restate'] | undefined
  /** The deal's amount, of which events are parts. */
  readonly dealAmount: Column | undefined
  /** Pay that waits when somebody leaves; said wherever it can (F40). */
  readonly unreleased: 'pay' | 'forfeit' | undefined
  /** Payouts below it wait, in plan currency; undefined: none waits. */
  readonly threshold: Decimal | undefined
  /** The first closed period that a change of the plan reaches into (F7); undefined: none. */
  readonly restates: string | undefined
  /** The plan whose accumulation this one goes on with; undefined restarts at zero. */
  readonly continues: PlanId | undefined
  /** It says that accumulation starts again (`continues: none`). */
  readonly restarts: boolean
  /** Most that all components together pay a payee in a pay period: they fill it in listed order (F31). */
  readonly cap: { readonly perPeriod: Decimal; readonly prorated: boolean; readonly excess: Excess } | undefined
  /** Least that they pay together to everybody who is there. */
  readonly floor: Decimal | undefined
  /** Where the reps file has yearly amounts of the payee (F22); undefined where it has none. */
  readonly columns: { readonly targetIncentive: number | undefined; readonly baseSalary: number | undefined }
  readonly measures: ReadonlyMap<MeasureId, Measure>
  readonly components: readonly Component[]
  readonly place: Place
  /** Where `continues` stands, or would. */
  readonly continuesPlace: Place
}

export type Proration =
  | { readonly by: 'none' }
  | { readonly by: 'days' }
  /** Which months of part presence count (F23). */
  | { readonly by: 'months'; readonly counts: 'whole' | 'any' | 'by_15th' }

export interface Seasonality {
  /** 4 weights are quarters, 12 are months, from the year's first on. */
  readonly level: 'quarter' | 'month'
  readonly weights: readonly Decimal[]
}

export interface Ramp {
  /** The reps column with the day in whose calendar month the ramp starts. */
  readonly column: string
  readonly slot: number
  /** It is the hire date, before which nobody is there. */
  readonly hire: boolean
  /** Shares of the quota by tenure month; all of it after the last. For measures without amounts. */
  readonly percents: readonly Fraction[]
  /** By measure, the quota of each tenure month in the measure's unit; the whole quota after the last. */
  readonly amounts: ReadonlyMap<MeasureId, readonly Decimal[]>
  /** Which quota tiers, multipliers by attainment and gates go by. */
  readonly tiers: 'ramped' | 'full'
  readonly place: Place
}

/** A quota that is the sum of what the people below carry themselves. */
export interface TeamQuota {
  /** The measure of the members' plans whose quotas are summed. */
  readonly measure: MeasureId
  /** How many levels below; undefined is all. */
  readonly levels: number | undefined
  /** On which day of each pay period it is looked who is below. */
  readonly asOf: 'period_start' | 'period_end'
  readonly times: Fraction
  readonly place: Place
}

/** What counts, when, and how much. */
export interface Measure {
  readonly id: MeasureId
  /** `plan/measure`, as messages name it. */
  readonly label: string
  /** Undefined counts every deal. */
  readonly where: Expression | undefined
  readonly amount: Expression | 'count' | 'quantity'
  /** `money` is converted to plan currency and its quotas are spread in cents; a `number` is neither. */
  readonly unit: 'money' | 'number'
  /** The credit date: places the deal in a period and chooses the rows in force. */
  readonly date: Expression
  /** Who is credited. `direct`: only the owner, or the revenue-split participants by their percent. */
  readonly credit: 'direct' | CreditRules
  /** How a shared deal counts where the amount is a count or quantity (F34); money is always shared. */
  readonly split: 'share' | 'whole'
  /** Where the quota is not (only) in the quotas file. */
  readonly quota: TeamQuota | undefined
  readonly place: Place
}

/** The ways in which a deal reaches the payees of a measure, where `direct` is not the only one. */
export interface CreditRules {
  readonly direct: boolean
  /** Overlay rows of the splits file, beyond 100 % (F33). */
  readonly overlay: boolean
  readonly rollup: Rollup | undefined
  readonly territories: readonly TerritoryRule[]
  readonly payees: readonly PayeeRule[]
}

/** Everybody above in the manager hierarchy, by the rows in force on the credit date (F35). */
export interface Rollup {
  /** Counted from the credited payee: up to n (all without n), or exactly n. */
  readonly levels:
    { readonly kind: 'to'; readonly n: number | undefined } | { readonly kind: 'only'; readonly n: number }
  /** Do overlays of the people below count too? */
  readonly overlay: boolean
  /** Are one's own deals team credits? */
  readonly own: boolean
}

/** Whoever holds the deal's territory in a role on the credit date (F37). */
export interface TerritoryRule {
  readonly role: string
  readonly dealSlot: number
  readonly territorySlot: number
  readonly roleSlot: number
}

/**
 * Everybody on the plan for whose row in force a condition on deal and rep holds. It is kept as the conditions that its
 * `&&` join, by what each of them looks at, so that not everybody is asked about every deal.
 */
export interface PayeeRule {
  /** As written. */
  readonly text: string
  /** Of the deal, for each payee it reaches: above 0, at most 1. */
  readonly share: Decimal
  readonly onDeal: readonly Expression[]
  readonly onRep: readonly Expression[]
  /** Texts of both rows that must be equal; a blank one of the deal equals none. */
  readonly equal: readonly { readonly deal: string; readonly dealSlot: number; readonly repSlot: number }[]
  /** All others on both, and the deal's cells that they read. */
  readonly onBoth: readonly Expression[]
  readonly slots: readonly number[]
  /** All that it mentions. */
  readonly uses: Expression['uses']
}

/** The span over which a component's measure and tiers accumulate: `deal`, `period` (the pay period), or a calendar level. */
export type Window = 'deal' | 'period' | 'quarter' | 'half' | 'year'
export const WINDOWS = ['deal', 'period', 'quarter', 'half', 'year'] as const satisfies readonly Window[]

/** Against which part of a longer window's quota: all of it, or that of the pay periods so far. */
export type Against = 'full_quota' | 'quota_to_date'
