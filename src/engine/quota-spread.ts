import { ZERO, type Decimal } from '../base/decimal.js'
import { timesFraction, type Fraction } from '../base/fraction.js'
import { minorDigits } from '../base/money.js'
import { daysIn, type Calendar, type Period } from '../base/period.js'
import type { Measure, Plan } from '../plan/plan.js'
import type { Held } from './quota-rows.js'
import { spreadMoney, spreadShare } from './seasons.js'

/** A pay period's part of the rows; for numbers that are spread, also as the exact share of a row. */
export interface Spread {
  readonly amount: Decimal
  readonly part?: { readonly share: Fraction; readonly of: Held }
}

/** Quota rows spread over pay periods; what was spread is kept, because many windows ask for it. */
export class Spreads {
  constructor(private readonly calendar: Calendar) {}

  /**
   * A pay period's own part of the rows: shorter rows summed, longer ones spread over their pay periods, evenly or by season.
   * Money is spread in minor units by largest remainder, earliest first; a count stays the exact fraction `part`.
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
      return { amount: inside.reduce((total, { row }) => total.plus(row.amount), ZERO) }
    }
    const longer = rows.filter(({ period }) => period.start <= pay.start && pay.end <= period.end)
    const of = longer.sort((a, b) => daysIn(a.period) - daysIn(b.period))[0]
    if (of === undefined) return undefined
    if (measure.unit === 'number') {
      const share = spreadShare(this.calendar, plan, of.period, pay)
      if (share === undefined) return undefined
      return { amount: timesFraction(of.row.amount, share), part: { share, of } }
    }
    const amount = this.#byPayPeriod(of, plan).get(pay.id)
    return amount && { amount }
  }

  /** The money of a row by pay period; empty when the row is not made of whole pay periods. */
  #byPayPeriod(of: Held, plan: Plan): ReadonlyMap<string, Decimal> {
    const digits = minorDigits(plan.currency)
    const key = `${plan.pays} ${digits} ${plan.seasonality?.weights.join(' ') ?? ''}`
    const known = this.#spreads.get(of)
    if (known?.key === key) return known.amounts
    const amounts = spreadMoney(this.calendar, plan, of.period, of.row.amount, digits)
    this.#spreads.set(of, { key, amounts })
    return amounts
  }

  readonly #spreads = new WeakMap<Held, { readonly key: string; readonly amounts: ReadonlyMap<string, Decimal> }>()
}

function holds(outer: Period, inner: Period): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}
