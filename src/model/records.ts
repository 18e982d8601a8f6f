import type { Decimal } from '../base/decimal.js'
import type { PlainDate } from '../base/date.js'
import type { Currency } from '../base/money.js'
import type { DealId, PayeeId, PeriodId } from './ids.js'
import type { Row } from './table.js'

/** A deal as exported. Everything plans ask of it (amount, dates, stage, …) is read from `cells` through expressions. */
export interface Deal extends Row {
  readonly id: DealId
  /** The deal's owner; credited unless revenue splits replace him (F33). */
  readonly owner: PayeeId
  /** ISO 4217; undefined when the export has none: then the plan's currency (or the settings') is meant. */
  readonly currency: Currency | undefined
  /** The deal that this negative one refunds; undefined: none (F3). */
  readonly reverses: DealId | undefined
}

/** One row of the reps file: a payee's particulars from one day to another, both counted (F38). */
export interface RepRow extends Row {
  readonly payee: PayeeId
  readonly name: string
  /** First day in force: effective_from, or the first of all days. */
  readonly from: PlainDate
  /** Last day in force, included, whatever the setting of `effective_to` says of the file. */
  readonly to: PlainDate
  /** First and last day with the company, both counted; undefined is open. */
  readonly hired: PlainDate | undefined
  readonly left: PlainDate | undefined
  /** The plan column; '' falls through to the plans' `assign` (F39). */
  readonly plan: string
  /** Pay currency; undefined is the plan's. */
  readonly currency: Currency | undefined
  readonly managerId: string
  readonly team: string
  readonly region: string
  readonly email: string
  /** His role: quotas may be given by role. */
  readonly role: string
  /** The first closed period that a change of the row reaches into (F7); '' is none. */
  readonly restates: string
}

/** A person who can be paid: rows in order of their days, never overlapping. */
export interface Payee {
  readonly id: PayeeId
  readonly rows: readonly RepRow[]
}

/** Of a payee, or of everybody in a role. */
export interface QuotaRow {
  /** Undefined where the row is of a role. */
  readonly payee: PayeeId | undefined
  /** '' where the row is of a payee. */
  readonly role: string
  readonly period: PeriodId
  /** The measure it serves; '' serves all. */
  readonly measure: string
  /** For the whole period, also where the row is in force for a part of it. */
  readonly amount: Decimal
  /** Undefined is the plan's. */
  readonly currency: Currency | undefined
  /** First and last day in force, both included (F38). */
  readonly from: PlainDate
  readonly to: PlainDate
  readonly file: string
  readonly record: number
}

export type SplitType = 'revenue' | 'overlay'

/** A participant's share of a deal. Revenue shares of a deal total 100 %; overlay shares come on top (F33). */
export interface SplitRow {
  readonly deal: DealId
  readonly payee: PayeeId
  /** A ratio: 0.5 for 50 %. Exactly one of share and weight is given, the same one for the whole file. */
  readonly share: Decimal | undefined
  readonly weight: Decimal | undefined
  readonly type: SplitType
  readonly file: string
  readonly record: number
}

/** An objective of a payee for a period, and how far it was met. */
export interface ObjectiveRow {
  readonly payee: PayeeId
  readonly period: PeriodId
  readonly id: string
  /** The component that pays it; '' is the only one with objectives. */
  readonly component: string
  /** Its part of the target, a ratio; those of a payee, period and component total 1. */
  readonly weight: Decimal
  /** Percent of the objective, a ratio; undefined while nobody has judged it (F41). */
  readonly score: Decimal | undefined
  readonly file: string
  readonly record: number
}

/** Money that somebody asked for and somebody else approved, beside what plans earn; paid by the run of its period. */
export interface AdjustmentRow {
  readonly id: string
  readonly period: PeriodId
  readonly payee: PayeeId
  /** Signed, never 0. */
  readonly amount: Decimal
  readonly reason: string
  /** Payee ids, names or whatever else the file calls people by. */
  readonly requestedBy: string
  readonly approvedBy: string
  /** '' is the plan that the payee is on. */
  readonly plan: string
  /** Of the payee's plan; '' is the plan as a whole. */
  readonly component: string
  /** '' is none. Only told: it need not be in the deals file. */
  readonly deal: string
  /** Undefined is the pay currency. */
  readonly currency: Currency | undefined
  /** Of a ticket or letter, for people. */
  readonly reference: string
  readonly file: string
  readonly record: number
}

export const EVENT_TYPES = ['invoice', 'payment', 'cancel', 'refund', 'non_payment'] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** Events that take pay back where a plan says so; all others release it. */
export const CAUSES = ['cancel', 'refund', 'non_payment'] as const satisfies readonly EventType[]

export function takesBack(type: EventType): boolean {
  return (CAUSES as readonly EventType[]).includes(type)
}

/** Something that happened to a deal after it was won. */
export interface EventRow {
  readonly id: string
  readonly deal: DealId
  readonly date: PlainDate
  readonly type: EventType
  /** How much of the deal, above zero, in deal currency; undefined is all of it. */
  readonly amount: Decimal | undefined
  readonly reason: string
  readonly file: string
  readonly record: number
}

/** Pay that waits from a day until it is released. Names a payee, a deal or a component, or several of them. */
export interface HoldRow {
  readonly id: string
  readonly payee: PayeeId | undefined
  readonly deal: DealId | undefined
  readonly component: string | undefined
  readonly from: PlainDate
  /** The first day on which it holds no more; undefined: it is not released yet. */
  readonly until: PlainDate | undefined
  readonly reason: string
  readonly file: string
  readonly record: number
}

/** A rate of exchange: an amount in `from` times `rate` is an amount in `to` (F9). */
export interface FxRow {
  /** A date or a period id. */
  readonly on: string
  readonly from: Currency
  readonly to: Currency
  readonly rate: Decimal
  readonly file: string
  readonly record: number
}

/** A row of periods.csv: [start, end). */
export interface PeriodRow {
  readonly id: PeriodId
  readonly level: string
  readonly start: PlainDate
  /** First day after the period. */
  readonly end: PlainDate
  readonly file: string
  readonly record: number
}

/** What a payee brings from the time before the first period (F45). */
export interface OpeningRow {
  readonly payee: PayeeId
  /** `credit`: credited to date, by measure; `paid`: paid to date, by component; `balance`: carried, by kind of balance. */
  readonly kind: 'credit' | 'paid' | 'balance'
  /** Measure or component id, or kind of balance. */
  readonly name: string
  /** In plan currency. */
  readonly amount: Decimal
  /** A plan currency; undefined: that of the payee's plan. */
  readonly currency: Currency | undefined
  /** The day it counts for: it belongs to the windows that hold this day. */
  readonly date: PlainDate
  readonly file: string
  readonly record: number
}
