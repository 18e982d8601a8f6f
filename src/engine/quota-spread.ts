import { sum, type Decimal } from '../base/decimal.js'
import { fractionOf, timesFraction, timesFractions, type Fraction } from '../base/fraction.js'
import { minorDigits, round } from '../base/money.js'
import { daysIn, type Calendar, type Period } from '../base/period.js'
import type { Measure, Plan } from '../plan/plan.js'
import type { QuotaCurrency } from './quota-currency.js'
import type { Held } from './quota-rows.js'
import { spreadMoney, spreadShare } from './seasons.js'

/** The quota of a pay period for somebody who is there all of it, without a ramp, in the measure's unit. */
export interface Spread {
  readonly amount: Decimal
  /** The same, where no decimal may hold it: of spread numbers and of sums. */
  readonly exact?: Fraction
}

/** Quota rows spread over pay periods; what was spread is kept, because many windows ask for it. */
export class Spreads {
  constructor(
    private readonly calendar: Calendar,
    private readonly currency: QuotaCurrency,
  ) {}

  /**
   * A pay period's own part of the rows: shorter rows summed, longer ones spread over their pay periods, evenly or by season.
   * Money is spread in minor units by largest remainder, earliest first; a number stays an exact fraction.
   * @param rows whose amounts can be had in plan currency
   */
  of(plan: Plan, measure: Measure, pay: Period, rows: readonly Held[]): Spread | undefined {
    // Rows of two lengths agree (F24): the longest ones speak for the shorter ones inside them.
    const inside = rows
      .filter(({ period }) => period.start >= pay.start && period.end <= pay.end)
      .filter(
        ({ period }, _, all) =>
          !all.some((other) => daysIn(other.period) > daysIn(period) && holds(other.period, period)),
      )
    if (inside.length > 0) {
      const covered = inside.reduce((days, { period }) => days + daysIn(period), 0)
      if (covered < daysIn(pay)) return undefined
      return { amount: sum(inside.map((each) => this.#amount(plan, measure, each))) }
    }
    const longer = rows.filter(({ period }) => period.start <= pay.start && pay.end <= period.end)
    const of = longer.sort((a, b) => daysIn(a.period) - daysIn(b.period))[0]
    if (of === undefined) return undefined
    if (measure.unit === 'number') {
      const share = spreadShare(this.calendar, plan, of.period, pay)
      if (share === undefined) return undefined
      const { amount } = of.row
      return { amount: timesFraction(amount, share), exact: timesFractions(fractionOf(amount), share) }
    }
    return this.#byPayPeriod(of, plan, this.#amount(plan, measure, of)).get(pay.id)
  }

  #amount(plan: Plan, measure: Measure, { row }: Held): Decimal {
    return measure.unit === 'money' ? this.currency.amountOf(row, plan)! : row.amount
  }

  /** The money of a row by pay period; empty when the row is not made of whole pay periods. */
  #byPayPeriod(of: Held, plan: Plan, amount: Decimal): ReadonlyMap<string, Spread> {
    const digits = minorDigits(plan.currency)
    const key = `${plan.pays} ${plan.currency} ${plan.seasonality?.weights.join(' ') ?? ''}`
    // A row of a role serves several plans.
    const known = this.#spreads.get(of) ?? new Map<string, ReadonlyMap<string, Spread>>()
    this.#spreads.set(of, known)
    const hit = known.get(key)
    if (hit) return hit
    // What is spread in whole minor units is rounded to them first (F21).
    const amounts = spreadMoney(this.calendar, plan, of.period, round(amount, digits, 'half_up'), digits)
    const spreads = new Map([...amounts].map(([id, each]) => [id, { amount: each }]))
    known.set(key, spreads)
    return spreads
  }

  readonly #spreads = new WeakMap<Held, Map<string, ReadonlyMap<string, Spread>>>()
}

function holds(outer: Period, inner: Period): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}
