import { ONE, ZERO, type Decimal } from '../../base/decimal.js'

/** A place on an axis, and what is written there. */
export interface Tick {
  readonly at: Decimal
  readonly text: string
}

/** From the first tick to the last; at least two of them. */
export interface Axis {
  readonly label: string
  readonly ticks: readonly Tick[]
}

/**
 * Round numbers from 0 (or the round number below `from`) to the first that is not below `to`: steps of 1, 2 or 5 times
 * a power of ten, four to ten of them.
 */
export function roundTicks(from: Decimal, to: Decimal, text: (at: Decimal) => string): readonly Tick[] {
  const low = from.isNegative() ? from : ZERO
  const high = to.greaterThan(low) ? to : low.plus(ONE)
  const range = high.minus(low)
  const step = roundStep(range)
  const ticks: Tick[] = []
  let at = low.dividedBy(step).floor().times(step)
  for (;;) {
    ticks.push({ at, text: text(at) })
    if (at.greaterThanOrEqualTo(high)) return ticks
    at = at.plus(step)
  }
}

function roundStep(range: Decimal): Decimal {
  let step: Decimal = ONE
  while (step.times(5).lessThan(range)) step = step.times(10)
  while (step.times(2).greaterThan(range.dividedBy(2))) step = step.dividedBy(10)
  // Here 4 steps fit, perhaps 50: fewer of them are easier to read.
  for (const more of [2, 5, 10]) {
    if (range.dividedBy(step).lessThanOrEqualTo(10)) break
    const wider = step.times(more)
    if (range.dividedBy(wider).lessThanOrEqualTo(10)) return wider
  }
  return step
}

/** Where a value stands on a length, in tenths of a pixel. */
export function placeOn({ ticks }: Axis, value: Decimal, length: number): Decimal {
  const from = ticks[0]!.at
  const range = ticks.at(-1)!.at.minus(from)
  return value.minus(from).times(length).dividedBy(range).toDecimalPlaces(1)
}
