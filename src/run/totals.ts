import { ZERO, type Decimal } from '../base/decimal.js'
import type { Currency } from '../base/money.js'
import { compareText } from '../base/order.js'
import type { PayeeResult } from '../engine/calculate.js'
import type { Plan } from '../plan/plan.js'

/** What a plan pays in one pay currency. */
export interface PlanTotal {
  readonly plan: string
  readonly currency: Currency
  readonly payees: number
  readonly lines: number
  /** Lines of the run, in pay currency, before negative totals are taken out. */
  readonly paid: Decimal
  readonly accrued: Decimal
}

/** What payroll pays in one currency. */
export interface CurrencyTotal {
  readonly currency: Currency
  readonly payees: number
  /** How many of them get something. */
  readonly paid: number
  readonly payable: Decimal
  readonly owed: Decimal
  readonly accrued: Decimal
  /** Lines of the adjustments file, and what they come to; payable and owed include them. */
  readonly adjustments: number
  readonly adjusted: Decimal
  /**
   * Lines that change what closed periods paid, and what they come to; what tops pay up to guarantees; what balances move.
   * Included like adjustments.
   */
  readonly trueUps: number
  readonly truedUp: Decimal
  /** What is taken back of the pay on cancelled deals, and lost by leavers; negative. */
  readonly clawedBack: Decimal
  readonly guaranteed: Decimal
  readonly balances: Decimal
  /** Paid at the period's start already, as a positive amount: not in payable. */
  readonly advanced: Decimal
}

/** Adds up a run as its payees come, so that nothing has to be kept. */
export class RunTotals {
  readonly #plans = new Map<string, PlanTotal>()
  readonly #currencies = new Map<string, CurrencyTotal>()
  #payees = 0
  #lines = 0

  add({ lines, payouts, participations }: PayeeResult): void {
    this.#payees += 1
    this.#lines += lines.length
    const on = new Map(
      participations.map(({ run, current }) => {
        const currency = current.row.currency ?? run.plan.currency
        return [`${run.plan.id} ${currency}`, { plan: run.plan, currency }]
      }),
    )
    for (const { plan, currency } of on.values()) {
      const before = this.#plan(plan, currency)
      this.#plans.set(`${plan.id} ${currency}`, { ...before, payees: before.payees + 1 })
    }
    for (const { line, status, payAmount, payCurrency } of lines) {
      const { plan } = line.participation.run
      const before = this.#plan(plan, payCurrency)
      const amount = status === 'payable' ? 'paid' : 'accrued'
      this.#plans.set(`${plan.id} ${payCurrency}`, {
        ...before,
        lines: before.lines + 1,
        [amount]: before[amount].plus(payAmount),
      })
    }
    for (const payout of payouts) {
      const { currency } = payout
      const before = this.#currencies.get(currency) ?? {
        currency,
        payees: 0,
        paid: 0,
        payable: ZERO,
        owed: ZERO,
        accrued: ZERO,
        adjustments: 0,
        adjusted: ZERO,
        trueUps: 0,
        truedUp: ZERO,
        clawedBack: ZERO,
        guaranteed: ZERO,
        balances: ZERO,
        advanced: ZERO,
      }
      const mine = lines.filter(({ payCurrency }) => payCurrency === currency)
      const adjustments = mine.filter(({ line }) => line.adjustment)
      const trueUps = mine.filter(({ line }) => line.changes)
      this.#currencies.set(currency, {
        currency,
        payees: before.payees + 1,
        paid: before.paid + (payout.payable.isZero() ? 0 : 1),
        payable: before.payable.plus(payout.payable),
        owed: before.owed.plus(payout.owed),
        accrued: before.accrued.plus(payout.accrued),
        adjustments: before.adjustments + adjustments.length,
        adjusted: before.adjusted.plus(payout.by.adjustment),
        trueUps: before.trueUps + trueUps.length,
        truedUp: before.truedUp.plus(payout.by.true_ups),
        clawedBack: before.clawedBack.plus(payout.by.clawbacks),
        guaranteed: before.guaranteed.plus(payout.by.guarantee),
        balances: before.balances.plus(payout.by.balances),
        advanced: before.advanced.minus(payout.by.advance),
      })
    }
  }

  #plan(plan: Plan, currency: Currency): PlanTotal {
    const known = this.#plans.get(`${plan.id} ${currency}`)
    return known ?? { plan: plan.id, currency, payees: 0, lines: 0, paid: ZERO, accrued: ZERO }
  }

  get payees(): number {
    return this.#payees
  }
  get lines(): number {
    return this.#lines
  }
  get plans(): readonly PlanTotal[] {
    return [...this.#plans.values()].sort((a, b) => compareText(a.plan, b.plan) || compareText(a.currency, b.currency))
  }
  get currencies(): readonly CurrencyTotal[] {
    return [...this.#currencies.values()].sort((a, b) => compareText(a.currency, b.currency))
  }
}
