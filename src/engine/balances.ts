import type { PlainDate } from '../base/date.js'
import { max, ZERO, type Decimal } from '../base/decimal.js'
import type { Currency } from '../base/money.js'
import type { DealId, PayeeId } from '../model/ids.js'
import type { Exception } from './credit.js'
import type { DealPay, Entitled } from './deal-pay.js'
import type { Line } from './line.js'

/**
 * What the ledger carries for a payee. He owes `draw`, what draws have topped up, and `negative`, what totals below zero
 * left; he is owed `accrued`, what is earned and not payable yet, `held`, what a hold stops, and `threshold`, what was too
 * little to be paid.
 */
export const BALANCE_KINDS = ['draw', 'negative', 'accrued', 'held', 'threshold'] as const
export type BalanceKind = (typeof BALANCE_KINDS)[number]

/** Balances that are owed to the payee: what adds to them is not paid. */
export const OWED_TO_PAYEE: ReadonlySet<BalanceKind> = new Set(['accrued', 'held', 'threshold'])

/** A balance of a payee in a run, in a plan's currency; all amounts positive. It belongs to him, not to a plan (F13). */
export interface Balance {
  readonly payee: PayeeId
  readonly currency: Currency
  readonly kind: BalanceKind
  /** What the latest closed period left; in the first period, what the opening file says (F45). */
  readonly opening: Decimal
  /** What this run adds to it and takes from it. */
  readonly added: Decimal
  readonly taken: Decimal
  /** What nobody has to pay any more (`at_end: forgive`). */
  readonly forgiven: Decimal
  /** opening + added - taken - forgiven. */
  readonly closing: Decimal
}

/** What a closed period left, or the opening file brings into the first period. */
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
  /** What each deal has paid so far, where it can wait or be taken back. */
  readonly dealPay: ReadonlyMap<PayeeId, readonly DealPay[]>
  /** What closed periods come to on deals by today's data, by payee and key. */
  readonly entitled: ReadonlyMap<PayeeId, ReadonlyMap<string, Entitled>>
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
  dealPay: new Map(),
  entitled: new Map(),
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
      if (of === currency) this.#set(kind, amount, ZERO, ZERO, ZERO)
    }
  }

  /** What the balance stands at. */
  at(kind: BalanceKind): Decimal {
    return this.#of.get(kind)?.closing ?? ZERO
  }

  /** What it came with into the run. */
  opening(kind: BalanceKind): Decimal {
    return this.#of.get(kind)?.opening ?? ZERO
  }

  /** What of it stood there before this run and has not been taken since. */
  before(kind: BalanceKind): Decimal {
    const { opening, taken, forgiven } = this.#get(kind)
    return max(ZERO, opening.minus(taken).minus(forgiven))
  }

  add(kind: BalanceKind, amount: Decimal): void {
    const { opening, added, taken, forgiven } = this.#get(kind)
    this.#set(kind, opening, added.plus(amount), taken, forgiven)
  }

  take(kind: BalanceKind, amount: Decimal): void {
    const { opening, added, taken, forgiven } = this.#get(kind)
    this.#set(kind, opening, added, taken.plus(amount), forgiven)
  }

  /** Of a balance that is owed to the payee: what is paid out of it, or negative what is withheld. */
  move(kind: BalanceKind, paid: Decimal): void {
    if (paid.isNegative()) this.add(kind, paid.negated())
    else this.take(kind, paid)
  }

  /** All that stands is owed no more. */
  forgive(kind: BalanceKind): void {
    const { opening, added, taken, forgiven, closing } = this.#get(kind)
    if (!closing.isZero()) this.#set(kind, opening, added, taken, forgiven.plus(closing))
  }

  /** Those that stand or have moved, in the order of {@link BALANCE_KINDS}. */
  get all(): readonly Balance[] {
    return BALANCE_KINDS.flatMap((kind) => this.#of.get(kind) ?? [])
  }

  #get(kind: BalanceKind): Pick<Balance, 'opening' | 'added' | 'taken' | 'forgiven' | 'closing'> {
    return this.#of.get(kind) ?? { opening: ZERO, added: ZERO, taken: ZERO, forgiven: ZERO, closing: ZERO }
  }

  #set(kind: BalanceKind, opening: Decimal, added: Decimal, taken: Decimal, forgiven: Decimal): void {
    const closing = opening.plus(added).minus(taken).minus(forgiven)
    this.#of.set(kind, { payee: this.payee, currency: this.currency, kind, opening, added, taken, forgiven, closing })
  }
}
