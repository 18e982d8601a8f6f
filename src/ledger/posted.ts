import type { PlainDate } from '../base/date.js'
import { ZERO, type Decimal } from '../base/decimal.js'
import type { Currency } from '../base/money.js'
import type { OpeningBalance } from '../engine/balances.js'
import { BESIDE, type Pay } from '../engine/counted.js'
import { LINE_KINDS, SETTLING_LINES } from '../engine/line.js'
import type { DealId, PayeeId } from '../model/ids.js'
import type { ClosedPeriod } from './close-record.js'
import type { DealPay } from '../engine/deal-pay.js'
import type { KeptEvent, KeptDeal, KeptPlan, KeptRep } from './kept.js'

/** A line that the ledger has paid, with all later changes to it. */
export interface PostedLine {
  readonly id: string
  readonly payee: PayeeId
  readonly plan: string
  readonly component: string
  readonly kind: string
  readonly deal: DealId | ''
  /** The pay period it was earned in. */
  readonly source: string
  readonly currency: Currency
  /** All posted for it so far, in plan currency: the line itself and its true-ups. */
  readonly amount: Decimal
}

/** Everything that the closed periods say to a run of an open one. */
export interface Posted {
  readonly closed: readonly ClosedPeriod[]
  /** The first day that is open. */
  readonly end: PlainDate
  readonly lines: ReadonlyMap<string, PostedLine>
  /** What a closed run paid somebody under a plan beside what its pay periods earned. */
  readonly beside: (period: string, payee: PayeeId, plan: string, currency: Currency) => readonly Pay[]
  /** As the last close that credited them saw them. */
  readonly deals: ReadonlyMap<DealId, KeptDeal>
  /** The first day after the period whose close first credited a deal. */
  readonly closedBy: ReadonlyMap<DealId, PlainDate>
  /** As the latest close saw them. */
  readonly reps: ReadonlyMap<PayeeId, readonly KeptRep[]>
  readonly plans: readonly KeptPlan[]
  readonly quotas: readonly (readonly string[])[]
  readonly fx: readonly (readonly string[])[]
  /** What closed periods have seen happen to deals, by `keptEventKey`; closedBy: the first day after the first that did. */
  readonly events: ReadonlyMap<string, KeptEvent & { readonly closedBy: PlainDate }>
  /** What each deal has paid so far, where it can wait or be taken back. */
  readonly dealPay: ReadonlyMap<PayeeId, readonly DealPay[]>
  /** Adjustments that were paid, by id. */
  readonly adjustments: ReadonlyMap<string, readonly string[]>
  /** What the first period that was closed took over. */
  readonly openings: ReadonlyMap<PayeeId, readonly OpeningBalance[]>
  /** As the latest close left them. */
  readonly balances: ReadonlyMap<PayeeId, readonly OpeningBalance[]>
}

/** Adds up what was posted for each line. */
export class PostedLines {
  readonly lines = new Map<string, PostedLine>()
  readonly #beside = new Map<string, Pay[]>()

  /**
   * Takes a payable line of a closed period.
   * @param period whose run paid it
   * @param ofLine the line that a true-up changes; '' for all others
   */
  add(line: PostedLine, period: string, ofLine: string): void {
    const { payee, plan, currency } = line
    const kind = LINE_KINDS.find((each) => each === line.kind)
    if (kind && BESIDE.has(kind)) {
      const key = besideKey(period, payee, plan, currency)
      const pay = { kind, amount: line.amount }
      const there = this.#beside.get(key)
      if (there) there.push(pay)
      else this.#beside.set(key, [pay])
    }
    const isTrueUp = line.kind === 'true_up'
    if (!isTrueUp && kind && SETTLING_LINES.has(kind)) return
    const id = isTrueUp ? ofLine : line.id
    const known = this.lines.get(id)
    const amount = (known?.amount ?? ZERO).plus(line.amount)
    this.lines.set(id, isTrueUp && known ? { ...known, amount } : { ...line, ...known, id, amount })
  }

  beside(...of: Parameters<Posted['beside']>): readonly Pay[] {
    return this.#beside.get(besideKey(...of)) ?? []
  }
}

function besideKey(...of: Parameters<Posted['beside']>): string {
  return of.join('\n')
}
