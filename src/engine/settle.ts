import { roundParts } from '../base/allocate.js'
import { sum, ZERO, type Decimal } from '../base/decimal.js'
import { formatMoney, minorDigits, round, type Currency } from '../base/money.js'
import { groupBy } from '../base/order.js'
import { lastDay } from '../base/period.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import type { Plan } from '../plan/plan.js'
import type { Participation } from './attain.js'
import type { Balance } from './balances.js'
import type { Book } from './book.js'
import { whereLooked, type FxUse } from './fx.js'
import { moneyOf, type Line } from './line.js'
import { GROUP_OF, PAY_GROUPS, type PayGroup } from './pay-groups.js'
import type { RunContext } from './run-context.js'
import type { DealPay } from './deal-pay.js'
import { settleDeals, type PlaceOf } from './settle-deals.js'
import { settleBalances, type PlanLines } from './settle-balances.js'

/** A line with what becomes of it: paid in the payee's currency now, or accrued until the plan's pay period ends. */
export interface SettledLine {
  readonly line: Line
  readonly status: 'payable' | 'accrued'
  readonly payCurrency: Currency
  /** In pay currency, whole minor units; what it would be, for an accrued line. */
  readonly payAmount: Decimal
  readonly fx: FxUse | undefined
}

/** One row of payouts.csv: a payee and a pay currency. Amounts in pay currency. */
export interface Payout {
  readonly currency: Currency
  readonly plans: readonly Plan[]
  /** Lines of due plans, and adjustments, by what they are. */
  readonly by: Readonly<Record<PayGroup, Decimal>>
  /** The sum of all groups. */
  readonly total: Decimal
  /** What payroll pays: the total where it is positive. */
  readonly payable: Decimal
  /** What the payee owes: a negative total, as a positive amount (`negative: owed`). */
  readonly owed: Decimal
  /** Earned on plans whose pay period has not ended. */
  readonly accrued: Decimal
}

export interface Settlement {
  readonly lines: readonly SettledLine[]
  readonly payouts: readonly Payout[]
  readonly balances: readonly Balance[]
  /** Deals whose pay changed, where it can wait or be taken back. */
  readonly dealPay: readonly DealPay[]
}

/** Settles a payee's lines: currency, negative totals, totals (domain section 7 in the order of F1). */
export function settle(context: RunContext, payee: PayeeId, given: readonly PlanLines[], placeOf: PlaceOf): Settlement {
  const { book, found } = context
  const { plans, pay: dealPay } = settleDeals(context, payee, given, placeOf)
  const { lines: settling, balances } = settleBalances(context, payee, plans)
  const each = [...plans.flatMap(({ lines }) => lines), ...settling].map((line): Placed => ({
    line,
    participation: line.participation,
    currency: lineCurrency(line),
    status: statusOf(line),
  }))
  const placed = together(each, plans.at(-1)?.participation.current.row.currency)
  const alike = groupBy(placed, ({ status, line, currency }) => [status, moneyOf(line), currency].join(' '))
  const settled = [...alike.values()].flatMap((each) => convert(book, each, found))
  const currencies = new Map<Currency, Set<Plan>>()
  const paidIn = (currency: Currency, plan: Plan): void => {
    const known = currencies.get(currency)
    if (known) known.add(plan)
    else currencies.set(currency, new Set([plan]))
  }
  for (const { participation } of plans) paidIn(payCurrency(participation), participation.run.plan)
  for (const { currency, participation } of placed) paidIn(currency, participation.run.plan)
  const payouts = [...currencies].map(([currency, of]) => {
    const mine = settled.filter((each) => each.payCurrency === currency)
    const payout = totals(currency, [...of], mine)
    checkNegative(payout, plans[0]!.participation, found)
    checkCarried(payout, mine, found)
    return payout
  })
  return { lines: settled, payouts, balances, dealPay }
}

/** A line, and in which currency it is paid. */
interface Placed {
  readonly line: Line
  readonly participation: Participation
  readonly currency: Currency
  readonly status: SettledLine['status']
}

export function payCurrency({ current, run }: Participation): Currency {
  return current.row.currency ?? run.plan.currency
}

/** By the row in force on the credit date; what has none by the last row of the pay period (F38). */
function lineCurrency({ credit, participation }: Line): Currency {
  return credit ? (credit.assignment.row.currency ?? participation.run.plan.currency) : payCurrency(participation)
}

/**
 * Lines of one plan currency that are paid in several, of which one comes out below zero: all are paid in that of the
 * payee's last row, so that nobody is paid in one currency what he owes in another.
 */
function together(placed: readonly Placed[], last: Currency | undefined): readonly Placed[] {
  const payable = placed.filter(({ status }) => status === 'payable')
  const below = new Set<Currency>()
  for (const lines of groupBy(payable, ({ line, currency }) => [moneyOf(line), currency].join(' ')).values()) {
    const { line } = lines[0]!
    if (sum(lines.map((each) => each.line.amount)).isNegative()) below.add(moneyOf(line))
  }
  if (below.size === 0) return placed
  return placed.map((each) => {
    const isBelow = each.status === 'payable' && !each.line.adjustment && below.has(moneyOf(each.line))
    return isBelow ? { ...each, currency: last ?? each.participation.run.plan.currency } : each
  })
}

/** An adjustment is paid by the run of its own period, also where the plan pays later. */
function statusOf({ participation, adjustment }: Line): SettledLine['status'] {
  return participation.run.due || adjustment ? 'payable' : 'accrued'
}

/**
 * The payable total in another currency is converted and rounded once, then spread on its lines (F11).
 * @param placed lines of one money, pay currency and status; the last one's mode rounds their total
 */
function convert(book: Book, placed: readonly Placed[], found: Diagnostic[]): readonly SettledLine[] {
  const { participation, status, currency } = placed.at(-1)!
  const lines = placed.map(({ line }) => line)
  const { run } = participation
  const from = moneyOf(lines.at(-1)!)
  if (currency === from) {
    return lines.map((line) => ({ line, status, payCurrency: currency, payAmount: line.amount, fx: undefined }))
  }
  const fx = payoutRate(book, from, currency, participation, found)
  if (fx === undefined) return []
  const digits = minorDigits(currency)
  const total = round(sum(lines.map(({ amount }) => amount)).times(fx.rate), digits, run.plan.rounding.mode)
  const amounts = roundParts(
    total,
    lines.map(({ amount }) => amount.times(fx.rate)),
    digits,
  )
  return lines.map((line, index) => ({ line, status, payCurrency: currency, payAmount: amounts[index]!, fx }))
}

function payoutRate(
  { fx, fxPolicy, period }: Book,
  from: Currency,
  to: Currency,
  { current }: Participation,
  found: Diagnostic[],
): FxUse | undefined {
  const place = { file: current.row.file, record: current.row.record, cell: 'currency' }
  const basis = fxPolicy?.payout
  if (fxPolicy === undefined || basis === undefined) {
    const message = `"${current.payee.id}" earns ${from} and is paid in ${to}`
    found.push(diagnose('SPM5035', message, { place }))
    return undefined
  }
  const day = lastDay(period)
  const use = fx.find(from, to, basis, fxPolicy, day, period)
  if (use === undefined) {
    const on = whereLooked(basis, fxPolicy, day, period)
    found.push(
      diagnose('SPM5031', `no rate from ${from} to ${to} for ${on}, needed to pay "${current.payee.id}"`, { place }),
    )
  }
  return use
}

function totals(currency: Currency, plans: readonly Plan[], lines: readonly SettledLine[]): Payout {
  const of = (status: SettledLine['status'], group?: PayGroup): Decimal =>
    sum(
      lines
        .filter((each) => each.status === status && (group === undefined || GROUP_OF[each.line.kind] === group))
        .map(({ payAmount }) => payAmount),
    )
  const total = of('payable')
  const by = Object.fromEntries(PAY_GROUPS.map((group) => [group, of('payable', group)])) as Payout['by']
  return {
    currency,
    plans,
    by,
    total,
    payable: total.isNegative() ? ZERO : total,
    owed: total.isNegative() ? total.negated() : ZERO,
    accrued: of('accrued'),
  }
}

/** A negative total is never sent to payroll silently: the plan says what becomes of it. */
function checkNegative(payout: Payout, { current }: Participation, found: Diagnostic[]): void {
  const silent = payout.owed.isZero() ? undefined : payout.plans.find((plan) => plan.negative === undefined)
  if (silent === undefined) return
  const related = [{ message: 'the payee', place: { file: current.row.file, record: current.row.record } }]
  const message = `"${current.payee.id}" comes out at ${payout.total.toFixed()} ${payout.currency}: plan ${silent.id} must say what becomes of a negative total`
  found.push(diagnose('SPM5040', message, { place: silent.place, related }))
}

/** What plans carry is in their currency: an adjustment that takes more than there is in another one would be lost. */
function checkCarried({ owed, currency, plans }: Payout, lines: readonly SettledLine[], found: Diagnostic[]): void {
  if (owed.isZero() || plans.some(({ negative }) => negative !== 'carry')) return
  const row = lines.find(({ line }) => line.adjustment && line.amount.isNegative())?.line.adjustment?.row
  if (row === undefined) return
  const place = { file: row.file, record: row.record, cell: 'amount' }
  const message = `adjustment "${row.id}" leaves ${formatMoney(owed, currency)} ${currency} below zero, and plan ${plans[0]!.id} carries ${plans[0]!.currency}`
  found.push(diagnose('SPM5963', message, { place }))
}
