import { max, mended, min, sum, ZERO, type Decimal } from '../base/decimal.js'
import { baseOf } from './paid-on.js'
import { valueOf, type Evaluate, type RateCredit, type Slice } from './rate.js'
import { tierReached } from './tiers.js'
import { sizeOf, type SliceCredit, type Terms } from './walk.js'
import { wayThrough } from './way.js'

/** What tiers come to, position by position: passed tiers in full, the tier reached in part; flat beyond the end (F29). */
export interface Slope {
  readonly starts: readonly Decimal[]
  /** Where the last tier ends. */
  readonly end: Decimal
}

/** Amounts: each tier pays its amount evenly over its width; a credit has the part it moves through. */
export function interpolateAmounts({ tiers, by }: Terms, { starts, end }: Slope, start: Decimal): SliceCredit {
  const edges = [...starts, end]
  const go = wayThrough(edges, start)
  return (credit, evaluate) => {
    const part = (tier: number, from: Decimal, to: Decimal, base: Decimal): Slice => {
      // Beyond the end nothing is added; the slice keeps the whole credit in sight.
      if (tier === tiers.length) return { tier, from, to, base, rate: ZERO, pay: ZERO }
      const width = edges[tier + 1]!.minus(edges[tier]!)
      const amount = valueOf(tiers[tier]!.value, credit, evaluate)
      return { tier, from, to, base, rate: amount.dividedBy(width), pay: amount.times(base).dividedBy(width) }
    }
    const { from, legs } = go(sizeOf(credit, by))
    if (legs.length > 0) return legs.map(({ tier, from: low, to, moved }) => part(tier, low, to, moved))
    return [part(tierReached([...tiers, { inclusive: false }], edges, from), from, from, ZERO)]
  }
}

/** Rates: passed tiers' rates in full and the linear part of the one reached add up to the rate for all the window. */
export function interpolateRates(
  { tiers, by, on }: Terms,
  { starts, end }: Slope,
  start: Decimal,
  reached: Decimal,
): SliceCredit {
  const edges = [...starts, end]
  const index = tierReached(tiers, starts, mended(reached))
  const at = max(ZERO, min(reached, end))
  const go = wayThrough([], start)
  const rateOf = (credit: RateCredit, evaluate: Evaluate): Decimal => {
    const value = (tier: number): Decimal => valueOf(tiers[tier]!.value, credit, evaluate)
    const passed = sum(tiers.slice(0, index).map((_, tier) => value(tier)))
    const width = edges[index + 1]!.minus(edges[index]!)
    return passed.plus(value(index).times(at.minus(edges[index]!)).dividedBy(width))
  }
  return (credit, evaluate) => {
    const { from, to } = go(sizeOf(credit, by))
    const base = baseOf(credit, on)
    const rate = rateOf(credit, evaluate)
    return [{ tier: index, from, to, base, rate, pay: base.times(rate) }]
  }
}
