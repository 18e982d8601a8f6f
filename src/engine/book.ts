import type { Currency } from '../base/money.js'
import type { Calendar, Period } from '../base/period.js'
import type { DealId, PayeeId } from '../model/ids.js'
import type {
  AdjustmentRow,
  Deal,
  HoldRow,
  ObjectiveRow,
  OpeningRow,
  Payee,
  QuotaRow,
  SplitRow,
} from '../model/records.js'
import type { Plan, Window } from '../plan/plan.js'
import type { PlainDate } from '../base/date.js'
import type { BroughtForward } from './balances.js'
import type { DealHistories } from './deal-history.js'
import type { FxPolicy, FxTable } from './fx.js'

/** A span that reports tell to date. */
export type SpanToDate = Exclude<Window, 'deal' | 'period'>

/** Everything a run is calculated from, checked; only the deals come apart, one by one, because they may be many. */
export interface Book {
  readonly calendar: Calendar
  /** The period being paid; its level is the rhythm of the runs. */
  readonly period: Period
  readonly plans: readonly Plan[]
  readonly payees: ReadonlyMap<PayeeId, Payee>
  readonly quotas: readonly QuotaRow[]
  readonly objectives: ReadonlyMap<PayeeId, readonly ObjectiveRow[]>
  /** Of all periods. */
  readonly adjustments: ReadonlyMap<PayeeId, readonly AdjustmentRow[]>
  readonly splits: ReadonlyMap<DealId, readonly SplitRow[]>
  readonly fx: FxTable
  readonly holds: readonly HoldRow[]
  /** What happened to deals before the period's end; of those alone to which something did. */
  readonly histories: DealHistories
  /**
   * Deals that a clawback settles stand among the deals as they were paid. What the export shows of them today, for
   * plans without a rule; undefined: nothing any more (F3).
   */
  readonly shown: ReadonlyMap<DealId, Deal | undefined>
  /** Cancelled deals leave attainment (F5) by events that closed periods before this day have seen; undefined: by all. */
  readonly restatedBy: PlainDate | undefined
  /** What closed periods bring into this one. */
  readonly brought: BroughtForward
  /** Undefined: settings do not say at which rate, so nothing may be converted. */
  readonly fxPolicy: FxPolicy | undefined
  readonly openings: readonly OpeningRow[]
  /** The first period that spm pays; deals before it are not counted (openings stand for them). */
  readonly firstPeriod: Period | undefined
  /** Meant where a deal names no currency; undefined: the plan's. */
  readonly currency: Currency | undefined
  /** A level of the calendar: every measure is told to date over it, also where no component accumulates so long. */
  readonly toDate?: SpanToDate | undefined
  /** What a deal does in which a plan finds a blank it needs: stop the run, or be rejected and listed. */
  readonly onBadDeal: 'stop' | 'reject'
}
