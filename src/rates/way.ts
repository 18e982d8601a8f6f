import { mended, type Decimal } from '../base/decimal.js'
import { stretches, type Stretch } from './tiers.js'

/** A stretch of a credit's way with how far it moved there; the distances of a credit sum to its size. */
export interface Leg extends Stretch {
  readonly moved: Decimal
}

/** A credit's move through a window: positions as they are compared and shown. */
export interface Move {
  readonly from: Decimal
  readonly to: Decimal
  /** Empty where nothing moved. */
  readonly legs: readonly Leg[]
}

/**
 * Walks credits through tiers. Where a tier is reached is decided by mended positions (F10: a quotient never decides);
 * how far a credit moved in it is reckoned with unmended ones, so that mending never adds up nor decides a rounding.
 * @param starts where the tiers start, unmended
 * @param start what earlier credits have moved, unmended
 */
export function wayThrough(starts: readonly Decimal[], start: Decimal): (size: Decimal) => Move {
  const marks = starts.map(mended)
  let exact = start
  let position = mended(start)
  return (size) => {
    const [from, before] = [position, exact]
    exact = exact.plus(size)
    position = mended(exact)
    const parts = stretches(marks, from, position)
    const up = !size.isNegative()
    let rest = size
    const legs = parts.map((part, index): Leg => {
      const [low, high] = [starts[part.tier]!, starts[part.tier + 1]!]
      const begin = index === 0 ? before : up ? low : high
      const moved = index === parts.length - 1 ? rest : (up ? high : low).minus(begin)
      rest = rest.minus(moved)
      return { ...part, moved }
    })
    return { from, to: position, legs }
  }
}
