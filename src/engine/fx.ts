import { addDays, parseDate, type PlainDate } from '../base/date.js'
import { Decimal, ONE, sum } from '../base/decimal.js'
import type { Currency } from '../base/money.js'
import { contains, lastDay, type Period } from '../base/period.js'
import type { FxRow } from '../model/records.js'

/** Which rate an amount is converted at (F9). A period is one of the runs' rhythm. */
export type FxBasis = 'deal_date' | 'period_end' | 'period_average' | 'fixed'

export interface FxPolicy {
  /** Deal currency to plan currency. */
  readonly credit: FxBasis | undefined
  /** Plan currency to pay currency. */
  readonly payout: Exclude<FxBasis, 'deal_date'> | undefined
  /** The day (or period id) of the `fixed` rates. */
  readonly fixedOn: string | undefined
  /** May a missing from -> to be taken as 1 / (to -> from)? */
  readonly inverse: boolean
  /** How many days back a rate may be taken when the day itself has none. */
  readonly earlier: number
}

/** A rate as used: an amount in `from` times `rate` is one in `to`. `on` is the day or period it stands under. */
export interface FxUse {
  readonly from: Currency
  readonly to: Currency
  readonly rate: Decimal
  readonly on: string
}

/** Rates by pair and day or period. */
export class FxTable {
  readonly #rates = new Map<string, Map<string, Decimal>>()

  constructor(rows: readonly FxRow[]) {
    for (const row of rows) {
      const pair = `${row.from}>${row.to}`
      const days = this.#rates.get(pair)
      if (days) days.set(row.on, row.rate)
      else this.#rates.set(pair, new Map([[row.on, row.rate]]))
    }
  }

  /** The rate for a pair under a policy; undefined when the file has none that the policy allows. */
  find(
    from: Currency,
    to: Currency,
    basis: FxBasis,
    rules: FxPolicy,
    day: PlainDate,
    period: Period,
  ): FxUse | undefined {
    const direct = this.#lookup(from, to, basis, rules, day, period)
    if (direct) return { from, to, ...direct }
    const back = rules.inverse ? this.#lookup(to, from, basis, rules, day, period) : undefined
    return back && { from, to, rate: ONE.dividedBy(back.rate), on: back.on }
  }

  #lookup(from: Currency, to: Currency, basis: FxBasis, policy: FxPolicy, day: PlainDate, period: Period): Found {
    const rates = this.#rates.get(`${from}>${to}`)
    if (rates === undefined) return undefined
    switch (basis) {
      case 'deal_date':
        return onDay(rates, day, policy.earlier)
      case 'fixed':
        return exactly(rates, policy.fixedOn ?? '') ?? onDay(rates, parseDate(policy.fixedOn ?? ''), policy.earlier)
      case 'period_end':
        return exactly(rates, period.id) ?? onDay(rates, lastDay(period), policy.earlier)
      case 'period_average':
        return exactly(rates, period.id) ?? average(rates, period)
    }
  }
}

type Found = { readonly rate: Decimal; readonly on: string } | undefined

function exactly(rates: ReadonlyMap<string, Decimal>, on: string): Found {
  const rate = rates.get(on)
  return rate && { rate, on }
}

function onDay(rates: ReadonlyMap<string, Decimal>, day: PlainDate | undefined, back: number): Found {
  if (day === undefined) return undefined
  for (let days = 0; days <= back; days += 1) {
    const hit = exactly(rates, days === 0 ? day : addDays(day, -days))
    if (hit) return hit
  }
  return undefined
}

/** Rates stand under days or period ids; `"2026-02"` lies between two days as text and is none. */
function isDay(on: string): on is PlainDate {
  return parseDate(on) !== undefined
}

/** The mean of the period's daily rates, to 10 decimals, half even (F10). */
function average(rates: ReadonlyMap<string, Decimal>, period: Period): Found {
  const inside = [...rates].filter(([on]) => isDay(on) && contains(period, on)).map(([, rate]) => rate)
  if (inside.length === 0) return undefined
  const mean = sum(inside).dividedBy(inside.length).toDecimalPlaces(10, Decimal.ROUND_HALF_EVEN)
  return { rate: mean, on: `${period.id} average of ${inside.length}` }
}

/** In words, where a policy looks for a rate: for messages. */
export function whereLooked(basis: FxBasis, { fixedOn }: FxPolicy, day: PlainDate, period: Period | undefined): string {
  if (basis === 'deal_date') return day
  return basis === 'fixed' ? (fixedOn ?? 'the fixed day') : (period?.id ?? `the period of ${day}`)
}
