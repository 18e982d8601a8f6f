import { roundParts } from '../base/allocate.js'
import { sum, ZERO, type Decimal } from '../base/decimal.js'
import { minorDigits, round, type Currency } from '../base/money.js'
import { groupBy } from '../base/order.js'
import { lastDay } from '../base/period.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Plan } from '../plan/plan.js'
import type { Participation } from './attain.js'
import type { Book } from './book.js'
import { capLines, planCapLines, windowCapLine } from './cap.js'
import { floorLine } from './floor.js'
import { whereLooked, type FxUse } from './fx.js'
import type { Past } from './past.js'
import { lineId, type Earning, type Line } from './line.js'

/** Rounds a payee's earnings on one plan into lines, then cuts what the caps cut and tops up to the floors. Each line is rounded once (F11). */
export function makeLines(participation: Participation, earnings: readonly Earning[], past: Past): readonly Line[] {
  const { plan } = participation.run
  const lines = linesBeforeWindowCap(participation, earnings)
  const capped = plan.components.flatMap((component) => {
    const mine = lines.filter((line) => line.component === component)
    const windowCap = windowCapLine(component, mine, past.get(component) ?? ZERO)
    const cut = windowCap ? [...mine, windowCap] : mine
    const floor = floorLine(component, participation, cut)
    return floor ? [...cut, floor] : cut
  })
  return [...capped, ...planCapLines(plan, capped)]
}

/** Lines with the cuts that look at one pay period alone. */
export function linesBeforeWindowCap({ run }: Participation, earnings: readonly Earning[]): readonly Line[] {
  const { plan } = run
  const amounts = roundAll(plan, earnings)
  const lines = earnings.map((earning, index) => ({ ...earning, id: lineId(earning), amount: amounts[index]! }))
  return plan.components.flatMap((component) => {
    const mine = lines.filter((line) => line.component === component)
    return [...mine, ...capLines(component, mine)]
  })
}

/** `at: total`: lines are rounded so that they sum to the rounded total. */
function roundAll({ currency, rounding }: Plan, earnings: readonly Earning[]): readonly Decimal[] {
  const digits = minorDigits(currency)
  const exact = earnings.map((earning) => earning.exact)
  if (rounding.at === 'line') return exact.map((each) => round(each, digits, rounding.mode))
  return roundParts(round(sum(exact), digits, rounding.mode), exact, digits)
}

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
  /** Commission lines of due plans. */
  readonly commission: Decimal
  readonly reRating: Decimal
  readonly caps: Decimal
  readonly floors: Decimal
  /** commission + reRating + caps + floors. */
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
}

interface PlanLines {
  readonly participation: Participation
  readonly lines: readonly Line[]
}

/** Settles a payee's lines: currency, negative totals, totals (domain section 7 in the order of F1). */
export function settle(book: Book, plans: readonly PlanLines[], found: Diagnostic[]): Settlement {
  const alike = groupBy(plans, ({ participation }) =>
    [statusOf(participation), participation.run.plan.currency, payCurrency(participation)].join(' '),
  )
  const settled = [...alike.values()].flatMap((each) => convert(book, each, found))
  const currencies = new Map<Currency, Plan[]>()
  for (const { participation } of plans) {
    const currency = payCurrency(participation)
    currencies.set(currency, [...(currencies.get(currency) ?? []), participation.run.plan])
  }
  const payouts = [...currencies].map(([currency, of]) => {
    const mine = settled.filter((each) => each.payCurrency === currency)
    const payout = totals(currency, of, mine)
    checkNegative(payout, plans[0]!.participation, found)
    return payout
  })
  return { lines: settled, payouts }
}

export function payCurrency({ current, run }: Participation): Currency {
  return current.row.currency ?? run.plan.currency
}

function statusOf({ run }: Participation): SettledLine['status'] {
  return run.due ? 'payable' : 'accrued'
}

/**
 * The payable total in another currency is converted and rounded once, then spread on its lines (F11).
 * @param plans of one currency, pay currency and status; the last one's mode rounds their total
 */
function convert(book: Book, plans: readonly PlanLines[], found: Diagnostic[]): readonly SettledLine[] {
  const { participation } = plans.at(-1)!
  const lines = plans.flatMap((each) => each.lines)
  const { run } = participation
  const status = statusOf(participation)
  const currency = payCurrency(participation)
  const from = run.plan.currency
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
  const of = (status: SettledLine['status'], ...kinds: string[]): Decimal =>
    sum(
      lines
        .filter((each) => each.status === status && (kinds.length === 0 || kinds.includes(each.line.kind)))
        .map(({ payAmount }) => payAmount),
    )
  const total = of('payable')
  return {
    currency,
    plans,
    commission: of('payable', 'commission'),
    reRating: of('payable', 're_rating'),
    caps: of('payable', 'deal_cap', 'period_cap', 'window_cap', 'plan_cap'),
    floors: of('payable', 'floor'),
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
