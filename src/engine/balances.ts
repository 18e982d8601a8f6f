import type { PlainDate } from '../base/date.js'
import { ZERO, type Decimal } from '../base/decimal.js'
import type { Currency } from '../base/money.js'
import type { DealId, PayeeId } from '../model/ids.js'
import type { Exception } from './credit.js'
import type { Line } from './line.js'

/** What the ledger carries for a payee: `negative` is what he owes because a total came out below zero. */
export const BALANCE_KINDS = ['negative'] as const
export type BalanceKind = (typeof BALANCE_KINDS)[number]

/** A balance of a payee in a run, in a plan's currency; all amounts positive. It belongs to him, not to a plan (F13). */
export interface Balance {
  readonly payee: PayeeId
  readonly currency: Currency
  readonly kind: BalanceKind
  /** What the latest closed period left. */
  readonly opening: Decimal
  /** What this run adds to it and takes from it. */
  readonly added: Decimal
  readonly taken: Decimal
  /** opening + added - taken. */
  readonly closing: Decimal
}

/** What a closed period left. */
export interface OpeningBalance {
  readonly kind: BalanceKind
  readonly currency: Currency
  readonly amount: Decimal
}

/** What closed periods bring into a run. */
export interface BroughtForward {
  /** What closed periods should have paid by today's data, less what they paid. */
  readonly trueUps: ReadonlyMap<PayeeId, readonly Line[]>
  readonly balances: ReadonlyMap<PayeeId, readonly OpeningBalance[]>
  /** The first day after the period whose close first credited a deal: awards that were posted keep their place (F44). */
  readonly closedBy: ReadonlyMap<DealId, PlainDate>
  /** What is odd about deals that closed periods have credited. */
  readonly exceptions: readonly Exception[]
  /** How many deals come from the ledger, since the export does not hold them. */
  readonly deals: number
}

/** Before the first close. */
export const NOTHING_BROUGHT: BroughtForward = {
  trueUps: new Map(),
  balances: new Map(),
  closedBy: new Map(),
  exceptions: [],
  deals: 0,
}

/** A payee's balances in one currency while he is settled. */
export class Balances {
  readonly #of = new Map<BalanceKind, Balance>()

  constructor(
    private readonly payee: PayeeId,
    private readonly currency: Currency,
    openings: readonly OpeningBalance[],
  ) {
    for (const { kind, amount, currency: of } of openings) {
      if (of === currency) this.#set(kind, amount, ZERO, ZERO)
    }
  }

  /** What the balance stands at. */
  at(kind: BalanceKind): Decimal {
    return this.#of.get(kind)?.closing ?? ZERO
  }

  add(kind: BalanceKind, amount: Decimal): void {
    const { opening = ZERO, added = ZERO, taken = ZERO } = this.#of.get(kind) ?? {}
    this.#set(kind, opening, added.plus(amount), taken)
  }

  take(kind: BalanceKind, amount: Decimal): void {
    const { opening = ZERO, added = ZERO, taken = ZERO } = this.#of.get(kind) ?? {}
    this.#set(kind, opening, added, taken.plus(amount))
  }

  /** Those that stand or have moved, in the order of {@link BALANCE_KINDS}. */
  get all(): readonly Balance[] {
    return BALANCE_KINDS.flatMap((kind) => this.#of.get(kind) ?? [])
  }

  #set(kind: BalanceKind, opening: Decimal, added: Decimal, taken: Decimal): void {
    const closing = opening.plus(added).minus(taken)
    this.#of.set(kind, { payee: this.payee, currency: this.currency, kind, opening, added, taken, closing })
  }
}
