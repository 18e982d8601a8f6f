import { sha256 } from '../base/hash.js'
import type { Decimal } from '../base/decimal.js'
import type { Currency } from '../base/money.js'
import type { DealId } from '../model/ids.js'
import type { AdjustmentRow } from '../model/records.js'
import type { Component } from '../plan/component.js'
import type { Slice } from '../rates/rate.js'
import type { Credit } from './credit.js'
import type { Participation } from './attain.js'
import type { WindowQuota } from './quota.js'

/** Lines that move a balance: named after its kind. */
const MOVES_A_BALANCE = [
  'accrued_withheld',
  'accrued_released',
  'held_withheld',
  'held_released',
  'draw_paid',
  'draw_recovered',
  'negative_carried',
  'negative_recovered',
  'threshold_carried',
  'threshold_paid',
] as const

/**
 * commission, spiff, override: pay on a deal credited in the pay period. bonus, mbo, pool, rank: pay for a window.
 * re_rating: what a change of tier (or a grown quota to date) adds to or takes from deals of earlier periods of the
 * window (F16). deal_cap, budget_cap, group_cap, period_cap, window_cap, plan_cap: what a cap or a spent budget cuts
 * (F31, F44); carried, plan_carried: what an earlier cut left for this period's room (F32). gate: what waits or is lost because a gate
 * is closed; gate_reversal: what is taken back because it closed again; gate_release: what waited for it (F20).
 * floor, plan_floor: what tops up to a minimum. adjustment: an approved amount beside what the plan earns. true_up: what
 * a closed period pays more or less by today's data (F2). clawback, forfeited: what is taken back of the pay on a deal, and
 * what is lost because somebody left before it was released (F4, F40). guarantee: what tops pay up to it (F12).
 * accrued_withheld, accrued_released: what is earned and not payable yet, and what of it becomes payable (F18).
 * held_withheld, held_released: what a hold stops (F19). negative_carried, negative_recovered: what of a total below zero is
 * carried, and what is taken for it later (F15). draw_paid, draw_recovered: what a draw tops up, and what is taken for it (F12
 * to F14). advance: what was paid at the period's start already (F14). threshold_carried, threshold_paid: what waits because it
 * is little, and what waited.
 */
export const LINE_KINDS = [
  'commission',
  'spiff',
  'override',
  'bonus',
  'mbo',
  'pool',
  'rank',
  're_rating',
  'gate',
  'gate_reversal',
  'gate_release',
  'deal_cap',
  'budget_cap',
  'group_cap',
  'period_cap',
  'window_cap',
  'plan_cap',
  'carried',
  'plan_carried',
  'floor',
  'plan_floor',
  'adjustment',
  'true_up',
  'clawback',
  'forfeited',
  'guarantee',
  'advance',
  ...MOVES_A_BALANCE,
] as const
export type LineKind = (typeof LINE_KINDS)[number]
export const BALANCE_LINES: ReadonlySet<LineKind> = new Set(MOVES_A_BALANCE)

/** Lines that settle what was earned, and are no entitlement of a period: never trued up themselves. */
export const SETTLING_LINES: ReadonlySet<LineKind> = new Set([
  'true_up',
  'adjustment',
  'clawback',
  'forfeited',
  'advance',
  ...BALANCE_LINES,
])

/** What one deal contributes to a line that speaks of several. */
export interface Part {
  /** Undefined for pay that belongs to no deal. */
  readonly credit: Credit | undefined
  /** Exact, in plan currency. */
  readonly pay: Decimal
  /** How much of that lies above a per-deal cap. */
  readonly over: Decimal
  /** How much of it was earned on what has been cancelled since, of a closed period computed again. */
  readonly cancelled?: Decimal
}

/** Is the line the pay on one deal by a rate? */
export function isOnDeal({ kind }: Earning): boolean {
  return kind === 'commission' || kind === 'spiff' || kind === 'override'
}

/** What an adjustment's file says of a line. */
export interface Adjustment {
  readonly row: AdjustmentRow
  /** The payee's pay currency: it is paid as it was approved, whatever the plan's. */
  readonly currency: Currency
}

/** The line of a closed period that a true-up changes. */
export interface ChangedLine {
  readonly id: string
  readonly deal: DealId | ''
  /** The period whose run pays the change. */
  readonly paidIn: string
  /** The reason of the line without who else takes part in the deal. */
  readonly toPayee: string
}

/** The deal that a clawback or release is about. */
export interface OnDeal {
  readonly deal: DealId
  /** The line that a clawback takes back. */
  readonly line: string | undefined
}

/** Pay before rounding: exact, in plan currency. */
export interface Earning {
  readonly kind: LineKind
  readonly participation: Participation
  /** Undefined for what the plan as a whole adds. */
  readonly component: Component | undefined
  /** The deal it is for; undefined for lines that speak of several. */
  readonly credit: Credit | undefined
  /** The pay of the line is the sum of its slices or, where it has none, of its parts. */
  readonly slices: readonly Slice[]
  readonly parts: readonly Part[]
  readonly exact: Decimal
  /** The pay before multipliers, and the factor: exact = amount x multiplier. Undefined where the component has none. */
  readonly base: { readonly amount: Decimal; readonly multiplier: Decimal } | undefined
  readonly quota: WindowQuota | undefined
  /** Everything credited in the window so far, in the measure's unit; undefined in window `deal`. */
  readonly credited: Decimal | undefined
  /** The window's total in the measure's unit before and after the line's deal. */
  readonly before: Decimal | undefined
  readonly after: Decimal | undefined
  /** Why the line exists, in plain words, where its kind alone does not say it. */
  readonly reason: string
  /** Of a line of kind adjustment alone; the amounts of all others are in plan currency. */
  readonly adjustment?: Adjustment
  /** Of a line of kind true_up alone. */
  readonly changes?: ChangedLine
  /** How much of a deal's line was earned on what has been cancelled since, of a closed period computed again. */
  readonly cancelled?: Decimal
  /** Of lines of clawback, release and holds on deals. */
  readonly onDeal?: OnDeal
}

/** A payout line: payee x component x deal x source period x kind, rounded once (F11). */
export interface Line extends Earning {
  readonly id: string
  /** In whole minor units of its money ({@link moneyOf}). */
  readonly amount: Decimal
}

/** What lines that no rate makes leave open. */
export const NO_RATE = {
  credit: undefined,
  slices: [],
  parts: [],
  base: undefined,
  quota: undefined,
  credited: undefined,
  before: undefined,
  after: undefined,
} as const

/** The currency of a line's own amounts: the plan's, but for adjustments, which are in pay currency. */
export function moneyOf({ adjustment, participation }: Earning): Currency {
  return adjustment?.currency ?? participation.run.plan.currency
}

/** A line as it is made: named and rounded. */
export function lineOf(earning: Earning, amount: Decimal): Line {
  return { ...earning, id: lineId(earning), amount }
}

/** A line that a plan as a whole adds: an amount by itself, in plan currency, rounded already. */
export function planLine(kind: LineKind, participation: Participation, amount: Decimal, reason: string): Line {
  return lineOf({ ...NO_RATE, kind, participation, component: undefined, exact: amount, reason }, amount)
}

/** A name for the line that stays the same in every run: a hash of what makes it one line. */
export function lineId({ kind, participation, component, credit, adjustment, changes, onDeal }: Earning): string {
  const { plan, payPeriod } = participation.run
  const payee = participation.current.payee.id
  const deal = onDeal?.deal ?? credit?.dealId ?? ''
  const key = [payee, plan.id, plan.from, component?.id ?? '', deal, payPeriod.id, kind]
  // A quarter that is paid monthly may hold the same words in each of its months.
  if (adjustment) key.push(adjustment.row.period, adjustment.row.deal, adjustment.row.id)
  if (changes) key.push(changes.id, changes.paidIn)
  return sha256(key.join('\u001f')).slice(0, 16)
}
