import { Decimal, mended, ZERO, sum } from './decimal.js'

/**
 * Rounds exact parts to the given number of digits so that they sum to the total exactly: each is rounded down, and
 * the missing minor units go to the largest remainders (ties to the earlier part). F11. A negative total is divided as
 * its absolute value is, so that taking back is the mirror of paying.
 * The total must lie between the sum of the parts rounded down and rounded up, and have no more digits than asked for.
 */
export function roundParts(total: Decimal, parts: readonly Decimal[], digits: number): Decimal[] {
  if (!total.isNegative() || total.isZero()) return roundUpwards(total, parts.map(mended), digits)
  const mirrored = parts.map((part) => mended(part).negated())
  return roundUpwards(total.negated(), mirrored, digits).map((part) => (part.isZero() ? ZERO : part.negated()))
}

function roundUpwards(total: Decimal, parts: readonly Decimal[], digits: number): Decimal[] {
  const unit = new Decimal(10).pow(-digits)
  const result = parts.map((part) => part.toDecimalPlaces(digits, Decimal.ROUND_FLOOR))
  const remainders = parts.map((part, index) => part.minus(result[index]!))
  let missing = total.minus(sum(result))
  const largestFirst = parts.map((_, index) => index).sort((a, b) => remainders[b]!.comparedTo(remainders[a]!) || a - b)
  for (const index of largestFirst) {
    if (missing.lessThan(unit)) break
    result[index] = result[index]!.plus(unit)
    missing = missing.minus(unit)
  }
  if (!missing.isZero()) throw new RangeError(`roundParts: ${missing.toFixed()} cannot be placed`)
  return result.map((part) => (part.isZero() ? ZERO : part))
}

/**
 * Divides a total by weights into parts of the given number of digits that sum to the total exactly (largest remainder
 * on absolute values, F11, F21). Weights are not negative and not all zero.
 */
export function allocate(total: Decimal, weights: readonly Decimal[], digits: number): Decimal[] {
  const whole = sum(weights)
  if (whole.isZero()) throw new RangeError('allocate: the weights sum to zero')
  const size = total.abs()
  const parts = roundParts(
    size,
    weights.map((weight) => size.times(weight).dividedBy(whole)),
    digits,
  )
  return total.isNegative() ? parts.map((part) => (part.isZero() ? part : part.negated())) : parts
}
