import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Decimal, mended, sum } from '../../src/base/decimal.js'
import {
  atLeastZero,
  compare,
  minus,
  NOTHING,
  over,
  plus,
  ratio,
  read,
  showExact,
  times,
  total,
  type Rational,
} from '../properties/rational.js'
import { compileSample } from './compile-sample.js'

/** What a window is worth in closed form, from the words of F25 and F29, in fractions: no walk, no slices. */
interface Tier {
  readonly at: Rational
  readonly inclusive: boolean
  readonly pay: Rational
  readonly mode: string
}

function reachedBy(tiers: readonly Tier[], x: Rational): number {
  return tiers.findLastIndex(({ at, inclusive }, index) => {
    const order = compare(x, at)
    return index === 0 || order > 0 || (order === 0 && inclusive)
  })
}

/** F25: rate * x in a retroactive tier; f(start), by the tier below, + rate * (x - start) in a marginal one. */
function mixed(tiers: readonly Tier[], x: Rational, index = reachedBy(tiers, x)): Rational {
  const { at, pay, mode } = tiers[index]!
  if (index === 0 || mode === 'retroactive') return times(pay, x)
  return plus(mixed(tiers, at, index - 1), times(pay, minus(x, at)))
}

/** F29: the base rate up to quota; all above it at the rate of the highest tier reached. */
function excess(tiers: readonly Tier[], x: Rational): Rational {
  const quota = tiers[1]!.at
  const above = atLeastZero(minus(x, quota))
  return plus(times(tiers[0]!.pay, minus(x, above)), times(tiers[reachedBy(tiers, x)]!.pay, above))
}

/** F29: passed tiers in full and the linear part of the one reached, nothing more beyond the end. */
function sums(tiers: readonly Tier[], end: Rational, x: Rational): Rational {
  const at = compare(x, end) > 0 ? end : x
  return total(
    tiers.map((tier, index) => {
      const to = tiers[index + 1]?.at ?? end
      const reached = compare(at, to) > 0 ? to : at
      const inside = index === 0 ? minus(reached, tier.at) : atLeastZero(minus(reached, tier.at))
      return times(tier.pay, over(inside, minus(to, tier.at)))
    }),
  )
}

const BOUNDARIES = ['0%', '60%', '100%', '133.33%', '170%']
const drawn = fc.record({
  mode: fc.constantFrom('marginal', 'retroactive', 'excess_at_top', 'interpolated'),
  own: fc.array(fc.constantFrom('marginal', 'retroactive'), { minLength: 5, maxLength: 5 }),
  inclusive: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  pays: fc.array(fc.nat(3000), { minLength: 5, maxLength: 5 }),
  count: fc.integer({ min: 1, max: 5 }),
  cents: fc.array(
    fc.oneof(
      fc.constantFrom(60000, 100000, 1, -1, 40000, -40000, 133330, 70000),
      fc.integer({ min: -90000, max: 90000 }),
    ),
    { maxLength: 7 },
  ),
  quota: fc.constantFrom('1000', '999.99', '3'),
})

test('a window is worth what its closed form says, whatever the deals it comes in', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(drawn, ({ mode, own, inclusive, pays, count, cents, quota }) => {
      const texts = BOUNDARIES.filter((each) => mode !== 'excess_at_top' || each !== '60%')
      const mixes = mode === 'marginal' || mode === 'retroactive'
      const used = texts.slice(0, mode === 'excess_at_top' ? Math.max(2, Math.min(count, 4)) : count)
      const key = mode === 'interpolated' ? 'amount' : 'rate'
      const rows = used.map((text, index) => ({
        [index === 0 || inclusive[index] ? 'from' : 'above']: text,
        [key]: mode === 'interpolated' ? String(pays[index]) : `${pays[index]! / 100}%`,
        ...(mixes && { mode: own[index] }),
        ...(mode === 'interpolated' && index === used.length - 1 && { to: '200%' }),
      }))
      const { rate, codes } = compileSample({
        title: '',
        window: 'year',
        shape: { kind: 'tiered', by: 'attainment', mode, tiers: rows },
      })
      expect(codes).toEqual([])
      const credits = cents.map((each) => ({
        amount: new Decimal(each).dividedBy(100),
        quantity: undefined,
        count: new Decimal(1),
      }))
      const slices = rate!.earn({ credits, quota: new Decimal(quota) }, () => new Decimal(0)).flat()
      const paid = sum(slices.map(({ pay }) => pay))

      const x = cents.reduce((all, each) => plus(all, ratio(each, 100)), NOTHING)
      const tiers = used.map((text, index): Tier => ({
        at: times(read(text), read(quota)),
        inclusive: inclusive[index]!,
        pay: mode === 'interpolated' ? ratio(pays[index]!) : ratio(pays[index]!, 10000),
        mode: own[index]!,
      }))
      const worth =
        mode === 'interpolated'
          ? sums(tiers, times(ratio(2), read(quota)), x)
          : mode === 'excess_at_top'
            ? excess(tiers, x)
            : mixed(tiers, x)
      const shown = (value: Decimal): string => mended(value).toDecimalPlaces(12).toFixed()
      expect(shown(paid)).toBe(shown(new Decimal(showExact(worth))))
      seen.add(mode)
    }),
    { numRuns: 1500 },
  )
  expect(seen.size).toBe(4)
})
