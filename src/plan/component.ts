import type { PlainDate } from '../base/date.js'
import type { Decimal } from '../base/decimal.js'
import type { Place } from '../diagnostics/diagnostic.js'
import type { Expression } from '../expression/expression.js'
import type { ComponentId } from '../model/ids.js'
import type { CompiledOnce, CompiledRate, RateValue } from '../rates/rate.js'
import type { Tier } from '../rates/tiers.js'
import type { Clawback } from './clawback.js'
import type { Release } from './release.js'
import type { Against, Measure, Rollup, Window } from './plan.js'

/** A component of a plan. Kinds that pay deals one by one, and kinds that pay once a window. */
export type Component = DealComponent | OnceComponent

/** What components of all kinds have. */
export interface ComponentTerms {
  readonly id: ComponentId
  readonly name: string
  /** Who is eligible: judged on the row in force on the credit date. Undefined: everybody on the plan. */
  readonly where: Expression | undefined
  /** Credits from..to are paid, both days included; those outside count in the window all the same. */
  readonly from: PlainDate | undefined
  readonly to: PlainDate | undefined
  readonly window: Window
  /** Always said where a quota is needed and the window is longer than the pay period. */
  readonly against: Against | undefined
  /** Rate or multipliers go by attainment. */
  readonly needsQuota: boolean
  /** Its part of the payee's target incentive, a ratio; those of a plan total 1. */
  readonly weight: Decimal | undefined
  readonly gate: Gate | undefined
  /** In the order of the plan; all points are added before anything is multiplied (F28). */
  readonly multipliers: readonly Multiplier[]
  readonly cap: Cap | undefined
  /** Least that the component pays everybody it could pay in a pay period. */
  readonly floor: Decimal | undefined
  /** What of its pay a person should look at. */
  readonly reviews: readonly Review[]
  /** What it adds up over which window: says how far back a run looks. */
  readonly adds: readonly { readonly measure: Measure; readonly window: Window }[]
  /** Every expression in it: the columns that must be kept. */
  readonly expressions: readonly Expression[]
  readonly place: Place
}

/** Pays credited deals: a commission on one's own, a SPIFF beside it, an override on those of the people below. */
export interface DealComponent extends ComponentTerms {
  readonly kind: 'commission' | 'spiff' | 'override'
  readonly measure: Measure
  /** The measure whose credits move through the tiers: another one where the rate says `of` (F26). */
  readonly position: Measure
  readonly rate: CompiledRate
  /** Moves the credited amount before the rate sees it. */
  readonly uplift: Uplift | undefined
  /** Conditions of uplift and multipliers: judged once for each credit while crediting, so that a blank is found there. */
  readonly conditions: readonly Expression[]
  /** What a spiff pays at most over all its days; undefined: no limit (F44). */
  readonly budget: Budget | undefined
  readonly override: OverrideTerms | undefined
  /** When its pay on a deal becomes payable; undefined: at once (F18). */
  readonly release: Release | undefined
  /** What is taken back; undefined: nothing, by `none` or for want of a rule. */
  readonly clawback: Clawback | undefined
}

/** Money above zero, one of the two at least. */
export interface Budget {
  /** Most to all payees together. */
  readonly all: Decimal | undefined
  /** Most to each payee. */
  readonly each: Decimal | undefined
}

/** What an override is a percent of (F35, F36). */
export interface OverrideTerms {
  /** credits: of what is credited below; earnings: of what `below` earns there. */
  readonly of: 'credits' | 'earnings'
  /** full: each level on the whole; cascading: on what `below` left of it. */
  readonly mode: 'full' | 'cascading'
  /** Components of the owner and of lower levels, by id, and where they are named. */
  readonly below: ReadonlyMap<ComponentId, Place>
  readonly levels: Rollup['levels']
}

export type OnceComponent = BonusComponent | MboComponent | PoolComponent | RankComponent

interface OnceTerms extends ComponentTerms {
  /** Pays to date in each pay period of its window, not only at the end (F17). */
  readonly interim: boolean
  /** What somebody gets who leaves the company inside the window; undefined until somebody does. */
  readonly leaver: 'pay' | 'lapse' | undefined
  /** The money that percents and scores are of; undefined where it needs none. */
  readonly target: TargetTerms | undefined
}

/** Money at 100 %, prorated once by presence (F22, F41). */
export type TargetTerms =
  /** A part of the yearly target incentive, spread evenly over the year's pay periods. */
  | { readonly kind: 'weight'; readonly weight: Decimal; readonly slot: number }
  /** For the whole window. */
  | { readonly kind: 'amount'; readonly value: RateValue }

/** An amount by what has been credited in the window. */
export interface BonusComponent extends OnceTerms {
  readonly kind: 'bonus'
  readonly measure: Measure | undefined
  readonly rate: CompiledOnce
}

/** Target incentive x weighted objective scores. */
export interface MboComponent extends OnceTerms {
  readonly kind: 'mbo'
  readonly measure: undefined
  /** Most that one objective counts, a ratio. */
  readonly maxScore: Decimal | undefined
}

/** A team amount shared by weights. */
export interface PoolComponent extends OnceTerms {
  readonly kind: 'pool'
  readonly measure: Measure
  /** Money for everybody together, or a share of everything credited. */
  readonly amount: { readonly of: 'money' | 'measure'; readonly value: Decimal }
  readonly members: Expression
  /** The reps column that makes a pool of each of its values; undefined: one pool. */
  readonly per: { readonly column: string; readonly slot: number } | undefined
}

/** Prizes for the first ones. */
export interface RankComponent extends OnceTerms {
  readonly kind: 'rank'
  readonly measure: Measure
  readonly by: 'attainment' | 'amount'
  readonly prizes: readonly Decimal[]
}

/** Something to look at; it moves no money (F47). */
export interface Review {
  /** On a credit where the component pays deals, on the payee and his window where it pays once. */
  readonly when: Expression
  readonly reason: string
}

/** Pays only where something has been reached (F20). */
export interface Gate {
  readonly condition:
    | {
        readonly kind: 'attainment'
        readonly measure: Measure
        readonly against: Against | undefined
        /** A ratio, which must be reached (`at_least`) or exceeded (`above`). */
        readonly least: Decimal
        readonly inclusive: boolean
      }
    | { readonly kind: 'when'; readonly when: Expression }
  /** Over which it is tested, and held amounts wait. */
  readonly window: Window
  /** hold: paid when passed, lost at the window's end; lost: what a closed pay period earned never pays. */
  readonly otherwise: 'hold' | 'lost'
  /** What was paid while it was open, when it closes again. */
  readonly reclose: 'keep' | 'take_back'
}

/** Money, or an expression that gives it. */
export type Money = RateValue

export interface Cap {
  /** Most that one deal pays; on the whole deal before the split in window `deal`, else on the payee's line (F34). */
  readonly perDeal: Money | undefined
  /** Most that the component pays in a pay period. */
  readonly perPeriod: Money | undefined
  /** `perPeriod` is for somebody there all the pay period, and shrinks with part presence (F21). */
  readonly prorated: boolean
  /** Most that the component pays in its window, over all its pay periods; after the others. */
  readonly perWindow: Money | undefined
  /** Most that the deals with one value of a column pay in the window. */
  readonly perGroup: { readonly column: string; readonly slot: number; readonly most: Decimal } | undefined
  readonly excess: Excess
}

/** What becomes of the part above a cap: lost, or carried into room of later pay periods (F32). */
export type Excess =
  | { readonly kind: 'lost' }
  | {
      readonly kind: 'carried'
      readonly until: 'window_end' | 'plan_end'
      /** What becomes of what is left at the end. */
      readonly rest: 'lost' | 'paid'
    }

export type Multiplier =
  | { readonly kind: 'times'; readonly when: Expression | undefined; readonly times: Decimal }
  /** Points on the rate. */
  | { readonly kind: 'add'; readonly when: Expression | undefined; readonly add: Decimal }
  /** `factors` by tier. `running`: by the attainment that each deal left behind, else by that at the period's end. */
  | {
      readonly kind: 'attainment'
      readonly running: boolean
      readonly tiers: readonly Tier[]
      readonly factors: readonly Decimal[]
    }

export interface Uplift {
  readonly when: Expression | undefined
  readonly times: Decimal
  /** `attainment`: it moves further through the tiers and is paid on what it is; `both`: it is also paid on. */
  readonly for: 'attainment' | 'both'
}

/** The kinds that pay deals one by one. */
export function paysDeals(component: Component): component is DealComponent {
  return component.kind === 'commission' || component.kind === 'spiff' || component.kind === 'override'
}

/** Does what it pays in a pay period depend on what it paid in earlier ones, beside its rate? */
export function looksBack({ cap, gate }: Pick<ComponentTerms, 'cap' | 'gate'>): boolean {
  if (cap?.perWindow !== undefined || cap?.perGroup !== undefined || cap?.excess.kind === 'carried') return true
  return gate !== undefined && (gate.otherwise === 'hold' || gate.reclose === 'take_back')
}
