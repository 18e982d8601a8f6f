import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Decimal, mended, sum, ZERO } from '../../src/base/decimal.js'
import { parseRatio } from '../../src/base/decimal.js'
import type { CompiledRate, Evaluate, RateCredit } from '../../src/rates/rate.js'
import { compileSample } from './compile-sample.js'
import { rateSamples, type RateSample } from './samples.js'

/**
 * Laws at the places where a rate changes, over the samples of every registered structure. A credit here is as large in
 * money as in deals and units, so that each rate is a function of one number: where the window stands.
 */
const QUOTA = new Decimal('2001')
const CENT = new Decimal('0.01')

interface SampleCredit extends RateCredit {
  readonly cells: readonly [string, Decimal]
}
const evaluate: Evaluate = (expression, rated, values) =>
  expression.evaluate({
    deal: (rated as SampleCredit).cells,
    rep: [],
    values: { 'credit.amount': rated.amount, ...values },
  }) as Decimal

const creditOf = (size: Decimal): SampleCredit => ({
  cells: ['A', new Decimal(30)],
  amount: size,
  quantity: size,
  count: size,
})

function slicesOf(rate: CompiledRate, sizes: readonly Decimal[]) {
  return rate.earn({ credits: sizes.map(creditOf), quota: QUOTA }, evaluate)
}
function worth(rate: CompiledRate, ...sizes: readonly Decimal[]): Decimal {
  return sum(slicesOf(rate, sizes).flatMap((slices) => slices.map(({ pay }) => pay)))
}

interface Start {
  readonly index: number
  readonly at: Decimal
  /** The boundary itself belongs to this tier. */
  readonly inclusive: boolean
  /** Reaching it changes what lies below: the tier reached is that of everything, or of all above quota. */
  readonly reaches: boolean
  /** Reaching it changes the worth at once. */
  readonly jumps: boolean
}

type Written = string | { readonly from?: string; readonly above?: string; readonly mode?: string }

/** Where the tiers or bands of a sample start, and what its words say of them. */
function startsOf({ shape }: RateSample): Start[] {
  const { by, mode, tiers, dimensions } = shape as {
    by?: string
    mode?: string
    tiers?: readonly Written[]
    dimensions?: readonly { by: string; at?: string; bands?: readonly Written[] }[]
  }
  const own = dimensions?.find((each) => ['attainment', 'amount', 'quantity', 'count'].includes(each.by))
  const written = tiers ?? own?.bands ?? []
  const ofQuota = (own?.by ?? by) === 'attainment'
  return written.slice(1).map((each, before) => {
    const index = before + 1
    const { from, above, mode: of = mode } = typeof each === 'string' ? { from: each } : each
    const value = parseRatio((from ?? above)!)!
    const retroactive = own ? own.at !== 'running' : of === 'retroactive' || (of === 'excess_at_top' && index > 1)
    return {
      index,
      at: ofQuota ? value.times(QUOTA) : value,
      inclusive: from !== undefined,
      reaches: retroactive || (of === 'interpolated' && (tiers![0] as { rate?: string }).rate !== undefined),
      // The rate above quota changes where all of what lies above quota is nothing yet.
      jumps: retroactive,
    }
  })
}

const samples = rateSamples.flatMap((sample) => {
  const { rate } = compileSample(sample)
  return rate ? [{ sample, rate, starts: startsOf(sample) }] : []
})

test('samples of tiers and bands are among them', () => {
  expect(samples.filter(({ starts }) => starts.length > 0).length).toBeGreaterThan(25)
})

describe.each(samples.map((each) => [each.sample.title, each] as const))('%s', (_, { sample, rate, starts }) => {
  test.each(starts)('tier $index: a cent below, on its boundary, and a cent above', ({ index, at, ...start }) => {
    const tierAt = (size: Decimal): number => slicesOf(rate, [size])[0]!.at(-1)!.tier
    expect(tierAt(at.minus(CENT))).toBe(index - 1)
    expect(tierAt(at)).toBe(start.reaches && start.inclusive ? index : index - 1)
    expect(tierAt(at.plus(CENT))).toBe(index)
    // A credit that crosses is cut there to the cent, unless the tier reached takes everything.
    if (start.reaches) return
    const [last] = slicesOf(rate, [at.plus(CENT)])[0]!.slice(-1)
    expect([last!.from.toFixed(), last!.to.minus(last!.from).toFixed()]).toEqual([mended(at).toFixed(), '0.01'])
  })

  test.each(starts)('tier $index: the worth jumps there if what lies below is paid anew, else not', ({ at, jumps }) => {
    const tiny = new Decimal('0.000000001')
    const step = worth(rate, at.plus(tiny))
      .minus(worth(rate, at.minus(tiny)))
      .abs()
    if (jumps) expect(step.greaterThan('0.01')).toBe(true)
    else expect(step.lessThan('0.0001')).toBe(true)
  })

  const places = [ZERO, ...starts.flatMap(({ at }) => [at.minus(CENT), at, at.plus(CENT)]), new Decimal(9000)]
  const sorted = places.toSorted((a, b) => a.comparedTo(b))
  const tiers = (sample.shape['tiers'] ?? []) as readonly { rate?: string; amount?: string; times?: string }[]
  const values = tiers.map(({ rate: own, amount, times }) => parseRatio((own ?? amount ?? times)!)!)
  const ascending = values.every((value, index) => index === 0 || value.greaterThanOrEqualTo(values[index - 1]!))
  // A lower rate for everything pays less; formulas and matrices say what they want.
  if (['flat', 'table'].includes(sample.shape.kind) || (tiers.length > 0 && (ascending || rate.stable))) {
    test('who sells more never earns less', () => {
      const pays = sorted.map((size) => worth(rate, size))
      for (const [index, pay] of pays.entries()) {
        if (index > 0) expect(pay.greaterThanOrEqualTo(pays[index - 1]!)).toBe(true)
      }
    })
  }

  test('nothing is worth nothing', () => {
    expect(worth(rate, ZERO).isZero()).toBe(true)
    expect(worth(rate).isZero()).toBe(true)
  })

  test('a window is worth the same in one credit or in several, in whatever order', () => {
    const size = fc.oneof(
      fc.constantFrom(...sorted),
      fc.integer({ min: -300000, max: 500000 }).map((cents) => new Decimal(cents).dividedBy(100)),
    )
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 6 }), (sizes) => {
        const whole = mended(worth(rate, sum(sizes))).toFixed()
        expect(mended(worth(rate, ...sizes)).toFixed()).toBe(whole)
        expect(mended(worth(rate, ...sizes.toReversed())).toFixed()).toBe(whole)
      }),
      { numRuns: 60 },
    )
  })
})
