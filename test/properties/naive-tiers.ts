import type { NaiveBand } from './naive-model.js'
import { atLeastZero, compare, minus, NOTHING, over, plus, times, total, type Rational } from './rational.js'

/** A tier with its place on the axis of positions and what it pays. */
export interface Step extends NaiveBand {
  readonly start: Rational
  readonly pay: Rational
  readonly mode: 'marginal' | 'retroactive'
}

/** The tier reached at a position: `from` holds its boundary, `above` does not; below zero the first (F25). */
export function reached<T extends NaiveBand & { readonly start: Rational }>(tiers: readonly T[], at: Rational): number {
  return tiers.findLastIndex(({ key, start }, index) => {
    const order = compare(at, start)
    return index === 0 || order > 0 || (order === 0 && key === 'from')
  })
}

/** What a position has earned by marginal tiers: each tier's rate on its stretch; below zero the first tier's (F25). */
export function marginal(tiers: readonly Step[], position: Rational): Rational {
  if (position.top < 0n) return times(position, tiers[0]!.pay)
  return total(
    tiers.map(({ start, pay }, index) => {
      const next = tiers[index + 1]?.start
      const end = next !== undefined && compare(next, position) < 0 ? next : position
      return times(atLeastZero(minus(end, index === 0 ? NOTHING : start)), pay)
    }),
  )
}

/** Tiers as marginal ones that come to the same once the window has ended where it has (F25). */
export function mixedCourse(tiers: readonly Step[], end: Rational): Step[] {
  const retroactive = (index: number): boolean => index > 0 && tiers[index]!.mode === 'retroactive'
  let first = reached(tiers, end)
  let last = first
  while (first > 0 && !retroactive(first)) first -= 1
  while (last + 1 < tiers.length && !retroactive(last + 1)) last += 1
  return tiers.slice(first, last + 1)
}

/** The base rate up to quota, all above at the rate of the highest tier reached (F29). */
export function excessCourse(tiers: readonly Step[], end: Rational): Step[] {
  const at = reached(tiers, end)
  return at === 0 ? [tiers[0]!] : [tiers[0]!, { ...tiers[1]!, pay: tiers[at]!.pay }]
}

/** How much of each tier lies below a position, passed ones 1; nothing more beyond the end (F29). */
function parts(tiers: readonly Step[], end: Rational, position: Rational): Rational[] {
  return tiers.map(({ start }, index) => {
    const to = tiers[index + 1]?.start ?? end
    const at = compare(position, to) > 0 ? to : position
    const inside = minus(at, start)
    // Below zero the first tier goes on, as its rate does in other tiers (F25).
    return over(index === 0 ? inside : atLeastZero(inside), minus(to, start))
  })
}

/** Amounts by tier: the sum that a position has earned (F29). */
export function interpolatedSum(tiers: readonly Step[], end: Rational, position: Rational): Rational {
  return parts(tiers, end, position).reduce((sum, part, index) => plus(sum, times(part, tiers[index]!.pay)), NOTHING)
}

/** Rates by tier: the rate for everything in a window that ends at a position; none below zero (F29). */
export function interpolatedRate(tiers: readonly Step[], end: Rational, position: Rational): Rational {
  return interpolatedSum(tiers, end, atLeastZero(position))
}
