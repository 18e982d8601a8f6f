import { ZERO, type Decimal } from '../base/decimal.js'
import type { Currency } from '../base/money.js'
import type { BalanceKind } from '../engine/balances.js'
import type { Calculation, PayeeResult } from '../engine/calculate.js'
import { PAY_GROUPS } from '../engine/pay-groups.js'
import { RunTotals } from '../run/totals.js'
import { componentKey, groupKey, payeeKey } from './period-before.js'
import { personName } from './person-name.js'

/** Some lines, and what they come to in pay currency. */
export interface ComponentFigure {
  readonly plan: string
  /** '' for what a plan as a whole adds, and adjustments that name no component. */
  readonly component: string
  readonly currency: Currency
  readonly lines: number
  readonly amount: Decimal
}

export interface BalanceFigure {
  readonly kind: BalanceKind
  readonly currency: Currency
  readonly payees: number
  readonly opening: Decimal
  readonly added: Decimal
  readonly taken: Decimal
  readonly forgiven: Decimal
  readonly closing: Decimal
}

export interface PayeeFigure {
  readonly payee: string
  readonly name: string
  readonly currency: Currency
  readonly total: Decimal
}

/** What a period comes to, added up payee by payee. */
export interface CloseFigures {
  readonly totals: RunTotals
  /** Columns of payouts.csv, by {@link groupKey}. */
  readonly groups: ReadonlyMap<string, Decimal>
  /** Payable lines, by {@link componentKey}. */
  readonly components: ReadonlyMap<string, ComponentFigure>
  readonly balances: ReadonlyMap<string, BalanceFigure>
  readonly payees: ReadonlyMap<string, PayeeFigure>
}

/** Columns of payouts.csv that a summary adds up. */
export const SUMMED = [...PAY_GROUPS, 'total', 'payable', 'owed', 'accrued'] as const

export function closeFigures(calculation: Calculation): CloseFigures {
  const totals = new RunTotals()
  const groups = new Map<string, Decimal>()
  const components = new Map<string, ComponentFigure>()
  const balances = new Map<string, BalanceFigure>()
  const payees = new Map<string, PayeeFigure>()
  for (const result of calculation.payees()) {
    totals.add(result)
    addPayouts(result, groups, payees)
    for (const { line, status, payAmount, payCurrency: currency } of result.lines) {
      if (status !== 'payable') continue
      const plan = line.participation.run.plan.id
      const component = line.component?.id ?? ''
      const key = componentKey(plan, component, currency)
      const known = components.get(key) ?? { plan, component, currency, lines: 0, amount: ZERO }
      components.set(key, { ...known, lines: known.lines + 1, amount: known.amount.plus(payAmount) })
    }
    for (const each of result.balances) {
      const { kind, currency } = each
      const none = { kind, currency, payees: 0, opening: ZERO, added: ZERO, taken: ZERO, forgiven: ZERO, closing: ZERO }
      const known = balances.get(`${kind} ${currency}`) ?? none
      balances.set(`${kind} ${currency}`, {
        ...known,
        payees: known.payees + 1,
        opening: known.opening.plus(each.opening),
        added: known.added.plus(each.added),
        taken: known.taken.plus(each.taken),
        forgiven: known.forgiven.plus(each.forgiven),
        closing: known.closing.plus(each.closing),
      })
    }
  }
  return { totals, groups, components, balances, payees }
}

function addPayouts(result: PayeeResult, groups: Map<string, Decimal>, payees: Map<string, PayeeFigure>): void {
  for (const { currency, by, total, payable, owed, accrued } of result.payouts) {
    const amounts = { ...by, total, payable, owed, accrued }
    for (const name of SUMMED) {
      const key = groupKey(currency, name)
      groups.set(key, (groups.get(key) ?? ZERO).plus(amounts[name]))
    }
    payees.set(payeeKey(result.payee, currency), { payee: result.payee, name: personName(result), currency, total })
  }
}
