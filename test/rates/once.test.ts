import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Decimal, mended, ONE, sum, ZERO } from '../../src/base/decimal.js'
import type { EvaluateOnce, OnceWindow, RateCredit } from '../../src/rates/rate.js'
import { compileOnceSample } from './compile-sample.js'
import { onceSamples } from './samples.js'

/** The payee of the samples: in EMEA, base 500. */
const evaluate: EvaluateOnce = (expression, values) =>
  expression.evaluate({ rep: ['EMEA', new Decimal(500)], values }) as Decimal

function credit(amount: string, count = ONE): RateCredit {
  return { amount: new Decimal(amount), count, quantity: undefined }
}

function windowOf(credits: readonly RateCredit[]): OnceWindow {
  return { credits, quota: new Decimal(1000), target: new Decimal(1000) }
}

const amounts = fc.array(fc.constantFrom('0', '100', '499.99', '500', '500.01', '1000', '-250', '0.01'), {
  maxLength: 6,
})

describe.each(onceSamples.map((sample) => [sample.title, sample] as const))('%s', (_, sample) => {
  const { once, codes } = compileOnceSample(sample)
  const pay = (credits: readonly RateCredit[]): Decimal =>
    mended(sum(once!.earn(windowOf(credits), evaluate).map((slice) => slice.pay)))

  test('is an amount', () => {
    expect(codes).toEqual([])
    expect(once!.kind).toBe(sample.shape.kind)
  })
  test('its slices are base x rate and end where the window ends', () => {
    fc.assert(
      fc.property(amounts, (list) => {
        const credits = list.map((each) => credit(each))
        for (const slice of once!.earn(windowOf(credits), evaluate)) {
          expect(mended(slice.base.times(slice.rate)).toFixed()).toBe(mended(slice.pay).toFixed())
          expect(slice.tier === -1 || once!.tiers[slice.tier] !== undefined).toBe(true)
        }
      }),
    )
  })
  test('the order of credits changes nothing, nor how they are cut', () => {
    fc.assert(
      fc.property(amounts, (list) => {
        const credits = list.map((each) => credit(each))
        expect(pay(credits.toReversed()).toFixed()).toBe(pay(credits).toFixed())
        const one = {
          amount: sum(credits.map((each) => each.amount)),
          count: new Decimal(credits.length),
          quantity: undefined,
        }
        expect(pay([one]).toFixed()).toBe(pay(credits).toFixed())
      }),
    )
  })
  test('more never pays less', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom('0.01', '500', '5000'), (list, more) => {
        const credits = list.map((each) => credit(each))
        expect(pay([...credits, credit(more)]).greaterThanOrEqualTo(pay(credits))).toBe(true)
      }),
    )
  })
})

describe('at its places, and a cent below and above', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['curve of amounts by attainment', '499.99', '0'],
    ['curve of amounts by attainment', '500', '100'],
    // 100 + 900 x 0.01 / 500
    ['curve of amounts by attainment', '500.01', '100.018'],
    ['curve of amounts by attainment', '1000', '1000'],
    ['curve of amounts by attainment', '1000.01', '1000'],
    // 150 % of 1,000 at 2,500.50
    ['curve of percents by amount', '2500.50', '1500'],
    ['curve of percents by amount', '1250.25', '750'],
    ['curve of percents by amount', '-1', '0'],
    ['milestones, the highest', '499.99', '0'],
    ['milestones, the highest', '500', '100'],
    ['milestones, the highest', '1000', '100'],
    ['milestones, the highest', '1000.01', '500'],
    ['table by the payee', '0', '70'],
    ['formula of the payee', '0', '50'],
  ]
  test.each(cases)('%s: %s pays %s', (title, amount, wanted) => {
    const sample = onceSamples.find((each) => each.title === title)!
    const slices = compileOnceSample(sample).once!.earn(windowOf([credit(amount)]), evaluate)
    expect(mended(sum(slices.map((slice) => slice.pay))).toFixed()).toBe(wanted)
  })
  test('three deals of four reach the first milestone, four both', () => {
    const sample = onceSamples.find(({ title }) => title === 'milestones by count, each')!
    const paid = (count: number): string => {
      const deals = Array.from({ length: count }, () => credit('1'))
      return sum(
        compileOnceSample(sample)
          .once!.earn(windowOf(deals), evaluate)
          .map(({ pay }) => pay),
      ).toFixed()
    }
    expect([paid(0), paid(1), paid(3), paid(4)]).toEqual([ZERO.toFixed(), '10', '10', '30'])
  })
})
