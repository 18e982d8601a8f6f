import * as fc from 'fast-check'
import type { Axis, NaiveBand, NaiveRate, NaiveRow, NaiveTier } from './naive-model.js'

/** Random rates of every structure, their boundaries where random deals land. */
const BOUNDARIES: Readonly<Record<Axis, readonly (readonly string[])[]>> = {
  attainment: [
    ['0%', '100%'],
    ['0%', '50%', '100%'],
    ['0%', '33.33%', '120%'],
    ['0%', '100%', '130%'],
  ],
  amount: [
    ['0', '1000'],
    ['0', '3000', '10000.01'],
  ],
  quantity: [
    ['0', '5'],
    ['0', '2', '9'],
  ],
  count: [
    ['0', '2'],
    ['0', '1', '3'],
  ],
}
const RATES = ['0%', '5%', '7.5%', '10%', '12.345%']
const SUMS = ['0', '50', '33.335', '100', '1']

const many = <T>(of: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> =>
  fc.array(of, { minLength: length, maxLength: length })

const axis = fc.constantFrom<Axis>('attainment', 'attainment', 'amount', 'quantity', 'count')
const key = fc.constantFrom<NaiveBand['key']>('from', 'above')
const what = {
  per: fc.constantFrom(undefined, undefined, 'deal' as const, 'unit' as const),
  split: fc.constantFrom('share' as const, 'whole' as const),
  pays: many(fc.nat(4), 9),
}

/** A rate where it is on the amount, else a sum of money. */
function payOf(per: string | undefined, at: number): string {
  return (per === undefined ? RATES : SUMS)[at]!
}

const flat = fc.record(what).map(({ per, split, pays }): NaiveRate => ({
  kind: 'flat',
  per,
  split: per && split,
  pay: payOf(per, pays[0]!),
}))

const tiered = fc
  .record({
    ...what,
    by: axis,
    mode: fc.constantFrom('marginal', 'retroactive', 'excess_at_top', 'interpolated'),
    own: many(fc.constantFrom(undefined, undefined, 'marginal' as const, 'retroactive' as const), 3),
    choice: fc.nat(5),
    keys: many(key, 3),
    width: fc.constantFrom('1060', '5000.5'),
  })
  .map(({ per, split, pays, by, mode: drawn, own, choice, keys, width }): NaiveRate => {
    const mode = drawn === 'excess_at_top' && by !== 'attainment' ? 'retroactive' : drawn
    // The second tier of `excess_at_top` starts at quota.
    const choices = BOUNDARIES[by].filter((each) => mode !== 'excess_at_top' || each[1] === '100%')
    const boundaries = choices[choice % choices.length]!
    const discrete = by === 'count' || by === 'quantity'
    const mixes = mode === 'marginal' || mode === 'retroactive'
    // Amounts of interpolated tiers are for the whole tier.
    const sums = mode === 'interpolated' && per !== undefined
    const modeOf = (index: number): NaiveTier['mode'] => (mixes ? own[index] : undefined)
    const tiers = boundaries.map((at, index): NaiveTier => ({
      at,
      mode: modeOf(index),
      key: index === 0 ? 'from' : discrete && (modeOf(index) ?? mode) === 'marginal' ? 'above' : keys[index]!,
      pay: payOf(per, pays[index]!),
    }))
    const end = {
      attainment: '150%',
      amount: boundaries.length === 2 ? width : `2${width}`,
      quantity: '12',
      count: '5',
    }[by]
    const counts = discrete || (per !== undefined && !sums)
    return {
      kind: 'tiered',
      by,
      mode: mode as 'marginal',
      per: sums ? undefined : per,
      split: counts ? split : undefined,
      tiers,
      end: mode === 'interpolated' ? end : undefined,
      sums,
    }
  })

const ROWS: readonly Omit<NaiveRow, 'pay'>[] = [
  { product: ['A'], type: undefined, atLeast: undefined },
  { product: ['B', 'C'], type: undefined, atLeast: undefined },
  { product: undefined, type: 'New', atLeast: undefined },
  { product: ['A'], type: 'New', atLeast: undefined },
  { product: ['B'], type: 'Renewal', atLeast: undefined },
  { product: undefined, type: undefined, atLeast: undefined },
  { product: ['A', 'B'], type: undefined, atLeast: '1000' },
  { product: undefined, type: 'Renewal', atLeast: '999.99' },
]

/** Does a row take everything that a later one is for? That is refused. */
function covers(earlier: Omit<NaiveRow, 'pay'>, later: Omit<NaiveRow, 'pay'>): boolean {
  if (earlier.atLeast !== undefined) return false
  const product =
    earlier.product === undefined || (later.product?.every((each) => earlier.product!.includes(each)) ?? false)
  return product && (earlier.type === undefined || earlier.type === later.type)
}

const table = fc
  .record({
    ...what,
    match: fc.constantFrom('first' as const, 'specific' as const),
    chosen: fc.shuffledSubarray([...ROWS], { minLength: 1 }),
  })
  .map(({ per, split, pays, match, chosen }): NaiveRate => {
    const kept = chosen.filter((row, index) =>
      match === 'first' ? !chosen.slice(0, index).some((each) => covers(each, row)) : row.atLeast === undefined,
    )
    const rows = (kept.length > 0 ? kept : [ROWS[0]!]).map((row, index) => ({ ...row, pay: payOf(per, pays[index]!) }))
    const all = rows.some(({ product, type, atLeast }) => product === undefined && type === undefined && !atLeast)
    return { kind: 'table', match, per, split: per && split, rows, otherwise: all ? undefined : payOf(per, pays[8]!) }
  })

const matrix = fc
  .record({
    ...what,
    by: fc.constantFrom<Axis | 'margin'>('attainment', 'attainment', 'amount', 'quantity', 'count', 'margin'),
    running: fc.boolean(),
    choice: fc.nat(5),
    keys: many(key, 3),
    products: fc.constantFrom(['A', 'B', 'C'], ['B', 'A']),
  })
  .map(({ per, split, pays, by, running: drawn, choice, keys, products }): NaiveRate => {
    const running = drawn && by !== 'margin'
    const choices =
      by === 'margin'
        ? [
            ['0', '30'],
            ['29.99', '30.01'],
          ]
        : BOUNDARIES[by]
    const discrete = by === 'count' || by === 'quantity'
    const bands = choices[choice % choices.length]!.map((at, index): NaiveBand => ({
      at,
      key: index === 0 && by !== 'margin' ? 'from' : discrete && running ? 'above' : keys[index]!,
    }))
    const cells = bands.map((_, band) => products.map((__, at) => payOf(per, pays[band * 3 + at]!)))
    const counts = per !== undefined || discrete
    const otherwise = payOf(per, pays[8]!)
    return { kind: 'matrix', by, running, bands, products, cells, otherwise, per, split: counts ? split : undefined }
  })

const formula = fc
  .record({
    split: what.split,
    formula: fc.constantFrom('tenth', 'kicker', 'part_of_quota', 'units', 'margin', 'reached'),
  })
  .map(({ split, formula: name }): NaiveRate => ({
    kind: 'formula',
    formula: name as 'tenth',
    per: undefined,
    split: name === 'units' ? split : undefined,
  }))

const POINTS: Readonly<Record<Axis, readonly string[]>> = {
  attainment: ['30%', '100%', '130%'],
  amount: ['500', '3000', '10000.01'],
  quantity: ['1', '5', '9'],
  count: ['1', '2', '3'],
}

const curve = fc
  .record({ by: axis, hold: fc.boolean(), split: what.split, pays: what.pays })
  .map(({ by, hold, split, pays }): NaiveRate => ({
    kind: 'curve',
    by,
    hold,
    per: undefined,
    split: by === 'count' || by === 'quantity' ? split : undefined,
    points: POINTS[by].map((at, index) => ({ at, pay: RATES[pays[index]!]! })),
  }))

export const rates: fc.Arbitrary<NaiveRate> = fc.oneof(
  { arbitrary: tiered, weight: 5 },
  { arbitrary: flat, weight: 2 },
  { arbitrary: curve, weight: 1 },
  { arbitrary: matrix, weight: 2 },
  { arbitrary: table, weight: 1 },
  { arbitrary: formula, weight: 1 },
)
