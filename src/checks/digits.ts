import type { Decimal } from '../base/decimal.js'

/** Too few amounts say nothing of what is usual. */
const ENOUGH = 20
/** Two digits more: what a misplaced point or comma, or a sum in the place of an amount, makes of one. */
const FAR = 2

/**
 * How many digits before the point a share of the amounts, the smallest first, do not exceed (a power of ten: 0 is one
 * digit); undefined where there are too few. Amounts of zero count for nothing. Digits are counted and amounts not
 * compared, so that a million are through in no time.
 */
export function usualDigits(amounts: Iterable<Decimal | undefined>, percent: number): number | undefined {
  const counts = new Map<number, number>()
  for (const amount of amounts) if (amount && !amount.isZero()) counts.set(amount.e, (counts.get(amount.e) ?? 0) + 1)
  const sorted = [...counts].sort(([a], [b]) => a - b)
  const all = sorted.reduce((sum, [, count]) => sum + count, 0)
  if (all < ENOUGH) return undefined
  let passed = 0
  return sorted.find(([, count]) => (passed += count) * 100 > (all - 1) * percent)?.[0]
}

/** Has an amount at least two digits more than usual? */
export function isFarAbove(amount: Decimal | undefined, usual: number | undefined): boolean {
  return amount !== undefined && usual !== undefined && !amount.isZero() && amount.e >= usual + FAR
}

/** Has it at least two digits less? */
export function isFarBelow(amount: Decimal | undefined, usual: number | undefined): boolean {
  return amount !== undefined && usual !== undefined && !amount.isZero() && amount.e <= usual - FAR
}
