import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { Decimal, mended, sum, ZERO } from '../../src/base/decimal.js'
import type { CompiledRate, Evaluate, RateCredit, RateStructure, RateWindow, Slice } from '../../src/rates/rate.js'
import { rates } from '../../src/rates/registry.js'
import { compileSample } from './compile-sample.js'
import { onceSamples, rateSamples, type RateSample } from './samples.js'

interface SampleCredit extends RateCredit {
  /** Product and margin. */
  readonly cells: readonly [string, Decimal]
}
/** Look-ups read the credit's cells; samples have no other expressions. */
const evaluate: Evaluate = (expression, rated, values) =>
  expression.evaluate({
    deal: (rated as SampleCredit).cells,
    rep: [],
    values: { 'credit.amount': rated.amount, ...values },
  }) as Decimal

/** Amounts in cents, near and on the boundaries of the samples; some negative, some zero. */
const cents = fc.oneof(
  fc.constantFrom(0, 100, 100000, 50000, 250050, 150050, -100000, 1, -1),
  fc.integer({ min: -300000, max: 500000 }),
)
const credit: fc.Arbitrary<SampleCredit> = fc
  .record({
    cents,
    units: fc.integer({ min: -2, max: 8 }),
    share: fc.constantFrom('1', '1', '0.5', '0.3333'),
    product: fc.constantFrom('A', 'B', 'C'),
    margin: fc.constantFrom('0', '29.99', '30', '30.01'),
  })
  .map(({ cents: amount, units, share, product, margin }) => ({
    cells: [product, new Decimal(margin)],
    amount: new Decimal(amount).dividedBy(100),
    quantity: new Decimal(units).times(share),
    count: new Decimal(share),
  }))
const windows = fc
  .record({ credits: fc.array(credit, { maxLength: 8 }), quota: fc.constantFrom('1000', '2001', '0.01', '5') })
  .map(({ credits, quota }): RateWindow => ({ credits, quota: new Decimal(quota) }))

function pays(rate: CompiledRate, window: RateWindow): Decimal[] {
  return rate.earn(window, evaluate).map((slices) => sum(slices.map((slice) => slice.pay)))
}

/** What the rate is multiplied with: read off the shape, not asked of the rate. */
type Shape = RateSample['shape']

function baseOf(shape: Shape, each: RateCredit): Decimal {
  if (shape.mode === 'interpolated' && shape['split'] !== undefined) return sizeOf(shape, each)
  return shape['per'] === undefined ? each.amount : shape['per'] === 'deal' ? each.count : each.quantity!
}

/** What moves the position; undefined where the base does. */
function axisOf(shape: Shape): string | undefined {
  const dimensions = (shape['dimensions'] ?? []) as readonly { by: string }[]
  const own = dimensions.find(({ by }) => by === 'attainment' || by === 'count')
  return own?.by ?? (typeof shape['by'] === 'string' ? shape['by'] : undefined)
}

function sizeOf(shape: Shape, each: RateCredit): Decimal {
  const by = axisOf(shape)
  if (by === undefined) return baseOf(shape, each)
  return by === 'count' ? each.count : by === 'quantity' ? each.quantity! : each.amount
}

test.each(rates.map((each) => [each.kind, each as unknown as RateStructure<never>] as const))(
  'the registered structure %s has samples of each of its uses and modes',
  (kind, { compile, compileOnce, shape: of }) => {
    const shape = of as unknown as z.ZodObject
    const mine = rateSamples.filter((sample) => sample.shape.kind === kind)
    expect(mine.length > 0).toBe(compile !== undefined)
    expect(onceSamples.some((sample) => sample.shape.kind === kind)).toBe(compileOnce !== undefined)
    const mode = shape.shape['mode'] as { readonly options?: readonly string[] } | undefined
    for (const option of mode?.options ?? []) expect(mine.map((each) => each.shape.mode)).toContain(option)
  },
)

describe.each(rateSamples.map((sample) => [sample.title, sample] as const))('%s', (_, sample) => {
  const { rate: compiled, codes } = compileSample(sample)
  const rate = compiled!

  test('is a rate', () => {
    expect(codes).toEqual([])
    expect(rate.kind).toBe(sample.shape.kind)
  })

  test('slices are base x rate, cover the credit, and follow each other', () => {
    fc.assert(
      fc.property(windows, (window) => {
        let position = ZERO
        const earned = rate.earn(window, evaluate)
        expect(earned.length).toBe(window.credits.length)
        for (const [index, slices] of earned.entries()) {
          const each = window.credits[index]!
          expectSame(sum(slices.map(({ base }) => base)), baseOf(sample.shape, each))
          for (const slice of slices) {
            expectSame(slice.pay, slice.base.times(slice.rate))
            expect(slice.from.equals(position)).toBe(true)
            position = slice.to
            expectInOneTier(slice, rate)
          }
        }
        const moved = sum(window.credits.map((each) => sizeOf(sample.shape, each)))
        expect(position.equals(moved)).toBe(true)
      }),
    )
  })

  test('nothing sold earns nothing', () => {
    expect(rate.earn({ credits: [], quota: new Decimal(1000) }, evaluate)).toEqual([])
    const nothing: SampleCredit = { cells: ['A', ZERO], amount: ZERO, quantity: ZERO, count: ZERO }
    expect(pays(rate, { credits: [nothing, nothing], quota: new Decimal(1000) }).every((pay) => pay.isZero())).toBe(
      true,
    )
  })

  test(`earlier pay ${rate.stable ? 'never changes by' : 'can change by'} later credits`, () => {
    const changes = (window: RateWindow): boolean => {
      const full = pays(rate, window)
      return window.credits.some((__, count) => {
        const then = pays(rate, { ...window, credits: window.credits.slice(0, count) })
        return then.some((pay, index) => !pay.equals(full[index]!))
      })
    }
    if (rate.stable) fc.assert(fc.property(windows, (window) => !changes(window)))
    else expect(fc.sample(windows, { numRuns: 300, seed: 7 }).some(changes)).toBe(true)
  })

  test('paid step by step, with corrections of what was paid before, it comes to the window at once', () => {
    fc.assert(
      fc.property(windows, fc.array(fc.nat(8), { maxLength: 4 }), (window, cuts) => {
        const ends = [...cuts.map((cut) => Math.min(cut, window.credits.length)), window.credits.length].sort(
          (a, b) => a - b,
        )
        let before = 0
        let paid = ZERO
        for (const end of ends) {
          const now = pays(rate, { ...window, credits: window.credits.slice(0, end) })
          const then = pays(rate, { ...window, credits: window.credits.slice(0, before) })
          const corrections = sum(then.map((pay, index) => now[index]!.minus(pay)))
          if (rate.stable) expect(corrections.isZero()).toBe(true)
          paid = paid.plus(corrections).plus(sum(now.slice(before)))
          before = end
        }
        expectSame(paid, sum(pays(rate, window)))
      }),
    )
  })

  const { by, per, mode } = sample.shape as { by?: string; per?: string; mode?: string }
  const axis = by === 'attainment' ? 'amount' : by
  const onAxis = axis === (per === undefined ? 'amount' : per === 'deal' ? 'count' : 'quantity')
  // Tiers by count that pay percents of an amount depend on which deal is the eleventh: the engine sorts.
  const tiers = (sample.shape as { tiers?: readonly { mode?: string }[] }).tiers ?? []
  const looksUp = 'dimensions' in sample.shape
  if ((looksUp || mode === 'marginal' || tiers.some((tier) => tier.mode === 'marginal')) && (looksUp || !onAxis)) return
  test('the order of credits does not change the total', () => {
    fc.assert(
      fc.property(windows, (window) => {
        const turned = { ...window, credits: window.credits.toReversed() }
        expectSame(sum(pays(rate, turned)), sum(pays(rate, window)))
      }),
    )
  })

  test('the same window earns the same twice', () => {
    fc.assert(
      fc.property(windows, (window) => {
        expect(rate.earn(window, evaluate)).toEqual(rate.earn(window, evaluate))
      }),
    )
  })
})

/** Equal but for what quotients leave at the last digit. */
function expectSame(a: Decimal, b: Decimal): void {
  expect(mended(a).toFixed()).toBe(mended(b).toFixed())
}

function expectInOneTier({ tier, rate }: Slice, compiled: CompiledRate): void {
  // Below the first point of a curve lies no tier.
  if (compiled.tiers.length === 0 || compiled.kind === 'curve') expect(tier).toBeGreaterThanOrEqual(-1)
  else expect(compiled.tiers[tier]).toBeDefined()
  expect(rate.isNegative() && !rate.isZero()).toBe(false)
}
