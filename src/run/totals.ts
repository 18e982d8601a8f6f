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
    for (const { run, current } of participations) {
      const mine = lines.filter(({ line }) => line.participation.run === run)
      const currency = current.row.currency ?? run.plan.currency
      const before = this.#plan(run.plan, currency)
      let { paid, accrued } = before
      for (const { status, payAmount } of mine) {
        if (status === 'payable') paid = paid.plus(payAmount)
        else accrued = accrued.plus(payAmount)
      }
      this.#plans.set(`${run.plan.id} ${currency}`, {
        ...before,
        paid,
        accrued,
        payees: before.payees + 1,
        lines: before.lines + mine.length,
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
      }
      const adjustments = lines.filter(({ line, payCurrency }) => line.adjustment && payCurrency === currency)
      this.#currencies.set(currency, {
        currency,
        payees: before.payees + 1,
        paid: before.paid + (payout.payable.isZero() ? 0 : 1),
        payable: before.payable.plus(payout.payable),
        owed: before.owed.plus(payout.owed),
        accrued: before.accrued.plus(payout.accrued),
        adjustments: before.adjustments + adjustments.length,
        adjusted: before.adjusted.plus(payout.by.adjustment),
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
