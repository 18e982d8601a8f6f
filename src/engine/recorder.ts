import type { Period } from '../base/period.js'
import type { Decimal } from '../base/decimal.js'
import type { PayeeId } from '../model/ids.js'
import type { Deal, QuotaRow } from '../model/records.js'
import type { Component, DealComponent, Multiplier } from '../plan/component.js'
import type { Measure } from '../plan/plan.js'
import type { Participation } from './attain.js'
import type { Claims } from './claims.js'
import type { Credit } from './credit.js'
import type { GateState } from './gate.js'
import type { Verdict } from './judge.js'
import type { Participant } from './splits.js'
import type { PlanRun } from './windows.js'

/**
 * What a run decides on its way and its result does not hold: who was not credited, what did not apply, what was not
 * reached. The result says what was paid and by what; this says what else was asked, and how it was answered. Each is
 * told where it is decided, so that an explanation never decides anything again.
 */
export type Decision =
  /** A deal comes to crediting; who takes part in it. */
  | { readonly kind: 'deal'; readonly deal: Deal; readonly participants: readonly Participant[] }
  /** A measure was asked about a deal of somebody: by the plan he is on, by its rules, or for want of a plan. */
  | {
      readonly kind: 'judged'
      readonly deal: Deal
      readonly payee: PayeeId
      readonly measure: Measure
      readonly run: PlanRun
      readonly verdict: Verdict
    }
  /** A measure that credits by its rules wants a deal for nobody: by its date, or a condition on the deal alone. */
  | {
      readonly kind: 'refused'
      readonly deal: Deal
      readonly measure: Measure
      readonly run: PlanRun
      readonly verdict: Extract<Verdict, { kind: 'missed' }>
    }
  /** Whom the credit rules of a measure reach with a deal, and what keeps somebody from it. */
  | { readonly kind: 'claimed'; readonly deal: Deal; readonly measure: Measure; readonly claims: Claims }
  /** A deal is in no total: a cell that a plan needs is blank. */
  | { readonly kind: 'rejected'; readonly deal: Deal; readonly detail: string }
  /** The quota rows that serve a pay period of somebody; none where it is that of a team. */
  | {
      readonly kind: 'quota'
      readonly payee: PayeeId
      readonly measure: Measure
      readonly period: Period
      readonly rows: readonly QuotaRow[]
    }
  /** A component that earned somebody nothing, and why. */
  | {
      readonly kind: 'idle'
      readonly participation: Participation
      readonly component: Component
      readonly reason: IdleReason
    }
  /** A credit of the pay period that a component does not pay: not eligible that day, or outside its own dates. */
  | {
      readonly kind: 'unpaid'
      readonly participation: Participation
      readonly component: Component
      readonly credit: Credit
    }
  /** Whether the condition of a multiplier held, for a credit or for somebody's window; by attainment: which tier. */
  | {
      readonly kind: 'multiplier'
      readonly component: Component
      readonly of: Credit | Participation
      readonly multiplier: Multiplier
      readonly outcome: boolean | number
    }
  /** Whether an uplift lifts a credit on its way through the tiers. */
  | { readonly kind: 'uplift'; readonly component: DealComponent; readonly credit: Credit; readonly applies: boolean }
  | {
      readonly kind: 'gate'
      readonly participation: Participation
      readonly component: Component
      readonly state: GateState
    }
  /** A limit that was looked at, in plan currency, whether it cut or not. */
  | {
      readonly kind: 'limit'
      readonly participation: Participation
      readonly component: Component | undefined
      readonly limit: Limit
      readonly most: Decimal
    }

/** Caps by what they limit. */
export type Limit = 'deal' | 'pay period' | 'window' | 'plan'

/**
 * left: what pays deals is done with who left; not_yet: it pays at its window's end; not_eligible: none of his days;
 * no_quota: none above zero; no_credits: nothing credited that it pays; nothing: its rate or condition comes to zero.
 */
export type IdleReason = 'left' | 'not_yet' | 'not_eligible' | 'no_quota' | 'no_credits' | 'nothing'

/**
 * Takes decisions as they fall. Handed in by whoever asks for reasons and undefined otherwise: then `record?.({…})` is one
 * branch, and what it would be told is not even made.
 */
export type Recorder = (decision: Decision) => void
