import { ZERO } from '../base/decimal.js'
import { baseOf, type PaidOn } from './paid-on.js'
import { expressionsIn, valueOf, type CompiledRate, type RateValue } from './rate.js'

/** One value for each credit, whatever came before it: the rate times what it is paid on. */
export function oneRate(
  kind: string,
  value: RateValue,
  on: PaidOn,
  split: 'share' | 'whole' | undefined,
  values: readonly RateValue[] = [value],
): CompiledRate {
  return {
    kind,
    needsQuota: false,
    needsQuantity: on === 'unit',
    stable: true,
    on,
    values,
    split,
    tiers: [],
    expressions: expressionsIn([value]),
    earn({ credits, from = 0 }, evaluate) {
      let position = ZERO
      return credits.flatMap((credit, index) => {
        const before = position
        const base = baseOf(credit, on)
        position = before.plus(base)
        if (index < from) return []
        const rate = valueOf(value, credit, evaluate)
        return [[{ tier: -1, from: before, to: position, base, rate, pay: base.times(rate) }]]
      })
    },
  }
}
