import { describe, expect, test } from 'vitest'
import { calculate } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'
import { said, validate } from '../support/validate.js'

const cliff = (component: string, rows = {}): Promise<readonly string[]> =>
  said({ plans: plan({ components: [component] }), ...rows }, 'SPM3801')
const fall = (component: string, rows = {}): Promise<readonly string[]> =>
  said({ plans: plan({ components: [component] }), ...rows }, 'SPM3802')

/** A month of 400,000.00 for ana, a tenth of it for bo. */
const PEOPLE = {
  reps: csv('payee_id name', 'ana Ana', 'bo Bo'),
  quotas: csv('payee_id period amount', 'ana 2026 4800000', 'bo 2026 480000'),
}

const tiers = (by: string, mode: string, ...rates: readonly string[]): string =>
  `kind: tiered, by: ${by}, mode: ${mode}, tiers: [${rates.map((each) => `{ ${each} }`).join(', ')}]`
const BY_AMOUNT = `id: c, window: period, rate: { ${tiers('amount', 'retroactive', 'from: 0, rate: 8%', 'from: 50000, rate: 10%')} }`
const BY_ATTAINMENT = `id: c, window: period, rate: { ${tiers('attainment', 'retroactive', 'from: 0%, rate: 8%', 'from: 100%, rate: 10%')} }`

describe('a cliff says its largest jump', () => {
  test('retroactive tiers by amount: what a run pays one cent below and at the place', async () => {
    const paid = async (amount: string): Promise<string> => {
      const deals = csv(DEALS, `D ana ${amount} 2026-01-10`)
      const run = await calculate({ plans: plan({ components: [BY_AMOUNT] }), reps: ANA, deals, period: '2026-01' })
      return run.lines[0]!['amount']!
    }
    // 8 % of 49,999.99 is 3,999.9992; 10 % of 50,000 is 5,000.
    expect([await paid('49999.99'), await paid('50000')]).toEqual(['4000.00', '5000.00'])
    expect(await cliff(BY_AMOUNT)).toEqual(['"c" pays in jumps, the largest at 50,000.00: 1,000.00 USD'])
  })

  test('a boundary with `above` jumps just above it', async () => {
    const rate = tiers('amount', 'retroactive', 'from: 0, rate: 8%', 'above: 50000, rate: 10%')
    expect(await cliff(`id: c, window: period, rate: { ${rate} }`)).toEqual([
      '"c" pays in jumps, the largest just above 50,000.00: 1,000.00 USD',
    ])
  })

  test('by attainment the plan alone gives a percent of quota', async () => {
    expect(await cliff(BY_ATTAINMENT)).toEqual(['"c" pays in jumps, the largest at 100 % of quota: 2 % of the quota'])
  })

  test('with quotas it names the payee whose pay jumps most', async () => {
    // 2 % of 400,000 is 8,000; of bo's 40,000 only 800.
    expect(await cliff(BY_ATTAINMENT, PEOPLE)).toEqual([
      '"c" pays in jumps, the largest at 100 % of quota: 2 % of the quota; ' +
        'at 100 % of a quota of 400,000.00 (2026-01) pay of "ana" jumps by 8,000.00 USD',
    ])
  })

  test('the larger of two jumps is told, in one finding', async () => {
    // At 10,000: 1 % of it, 100; at 50,000: 2 % of it, 1,000.
    const rate = tiers('amount', 'retroactive', 'from: 0, rate: 7%', 'from: 10000, rate: 8%', 'from: 50000, rate: 10%')
    expect(await cliff(`id: c, window: period, rate: { ${rate} }`)).toEqual([
      '"c" pays in jumps, the largest at 50,000.00: 1,000.00 USD',
    ])
  })

  test.each([
    // Everything above quota is re-rated: 20 % of quota x (15 % - 10 %).
    [
      'excess_at_top',
      `id: c, window: period, rate: { ${tiers('attainment', 'excess_at_top', 'from: 0%, rate: 8%', 'from: 100%, rate: 10%', 'from: 120%, rate: 15%')} }`,
      'at 120 % of quota: 1 % of the quota',
    ],
    // The retroactive tier takes its rate back to zero: 100,000 x 12 % - (50,000 x 8 % + 50,000 x 10 %).
    [
      'mixed tiers',
      `id: c, window: period, rate: { ${tiers('amount', 'marginal', 'from: 0, rate: 8%', 'from: 50000, rate: 10%', 'from: 100000, rate: 12%, mode: retroactive')} }`,
      'at 100,000.00: 3,000.00 USD',
    ],
    // 8 % x 0.25.
    [
      'a multiplier by attainment at the end',
      'id: c, window: period, rate: { kind: flat, rate: 8% }, multiplier: { by: attainment, tiers: [{ from: 0%, times: 1 }, { from: 100%, times: 1.25 }] }',
      'at 100 % of quota: 2 % of the quota',
    ],
    // 8 % of 80 %.
    [
      'a gate on what is paid',
      'id: c, window: period, gate: { measure: won, at_least: 80%, window: period, else: hold, reclose: keep }, rate: { kind: flat, rate: 8% }',
      'at 80 % of quota: 6.4 % of the quota',
    ],
    // 10 deals x (80 - 50).
    [
      'tiers by count',
      'id: c, window: period, rate: { kind: tiered, by: count, mode: retroactive, split: share, per: deal, tiers: [{ from: 0, amount: 50 }, { from: 10, amount: 80 }] }',
      'at 10 deals: 300.00 USD',
    ],
    [
      'tiers by count that pay on the amount',
      'id: c, window: period, rate: { kind: tiered, by: count, mode: retroactive, split: share, tiers: [{ from: 0, rate: 5% }, { from: 10, rate: 8% }] }',
      'at 10 deals: 3 % of all that is credited',
    ],
    // Of the two products the one that jumps more: 10 % - 6 %.
    [
      'a matrix by attainment',
      'id: c, window: period, rate: { kind: matrix, dimensions: [{ by: attainment, bands: [0%, 100%] }, { by: payee_id, values: [a, b] }], rates: [[5%, 6%], [7%, 10%]] }',
      'at 100 % of quota: 4 % of the quota (payee_id b)',
    ],
    [
      'a milestone',
      'id: c, kind: bonus, window: period, rate: { kind: milestone, by: amount, pays: highest, tiers: [{ from: 10000, amount: 500 }, { from: 20000, amount: 2000 }] }',
      'at 20,000.00: 1,500.00 USD',
    ],
    [
      'the first point of a curve',
      'id: c, kind: bonus, window: period, rate: { kind: curve, by: attainment, points: [{ at: 80%, amount: 1000 }, { at: 100%, amount: 3000 }] }',
      'at 80 % of quota: 1,000.00 USD',
    ],
    [
      'percents of a target of 5,000',
      'id: c, kind: bonus, target: 5000, window: period, rate: { kind: curve, by: attainment, points: [{ at: 80%, percent: 50% }, { at: 100%, percent: 100% }] }',
      'at 80 % of quota: 2,500.00 USD',
    ],
  ])('%s', async (_, component, text) => {
    expect(await cliff(component)).toEqual([`"c" pays in jumps, the largest ${text}`])
  })

  test('a gate over another window than the pay is told without a size', async () => {
    const gate = 'gate: { measure: won, at_least: 80%, window: year, against: full_quota, else: hold, reclose: keep }'
    expect(await cliff(`id: c, window: period, ${gate}, rate: { kind: flat, rate: 8% }`)).toEqual([
      '"c" pays nothing until its gate opens at 80 % of the quota of won',
    ])
  })

  test('where a cell decides by how much, that is said', async () => {
    const rate = tiers('amount', 'retroactive', 'from: 0, rate: 8%', 'from: 100, rate: deal.amount / 10000')
    expect(await cliff(`id: c, window: period, rate: { ${rate} }`)).toEqual([
      '"c" pays in jumps, as at 100.00, by an amount that differs by deal or payee',
    ])
  })

  test('tiers by amount and a multiplier by attainment: with quotas both together', async () => {
    const component = `${BY_AMOUNT}, multiplier: { by: attainment, tiers: [{ from: 0%, times: 1 }, { from: 100%, times: 1.25 }] }`
    // At 400,000 pay goes from 10 % to 12.5 %.
    expect(await cliff(component, PEOPLE)).toEqual([
      '"c" pays in jumps, the largest at 50,000.00: 1,000.00 USD; ' +
        'at 100 % of a quota of 400,000.00 (2026-01) pay of "ana" jumps by 10,000.00 USD',
    ])
  })

  test('it is a note: whoever writes retroactive tiers means them', async () => {
    const found = await validate({ plans: plan({ components: [BY_AMOUNT] }) })
    expect(found.map(({ severity }) => severity)).toEqual(['note'])
  })
})

test.each([
  ['marginal tiers', `rate: { ${tiers('amount', 'marginal', 'from: 0, rate: 8%', 'from: 50000, rate: 10%')} }`],
  [
    'interpolated rates',
    'rate: { kind: tiered, by: amount, mode: interpolated, tiers: [{ from: 0, rate: 5% }, { from: 100, rate: 8%, to: 1000 }] }',
  ],
  [
    'a running multiplier',
    'rate: { kind: flat, rate: 8% }, multiplier: { by: attainment, at: running, tiers: [{ from: 0%, times: 1 }, { from: 100%, times: 1.25 }] }',
  ],
  [
    'a running matrix',
    'rate: { kind: matrix, dimensions: [{ by: attainment, at: running, bands: [0%, 100%] }, { by: payee_id, values: [a, b] }], rates: [[5%, 6%], [7%, 10%]] }',
  ],
  [
    'a curve that holds below its first point',
    'kind: bonus, rate: { kind: curve, by: attainment, below: hold, points: [{ at: 80%, amount: 1000 }, { at: 100%, amount: 3000 }] }',
  ],
])('no cliff: %s', async (_, keys) => {
  expect(await cliff(`id: c, window: period, ${keys}`)).toEqual([])
})

describe('pay that falls when more is sold', () => {
  test('a lower retroactive tier above a higher one', async () => {
    // At 50,000 from 10 % to 8 %.
    const rate = tiers('amount', 'retroactive', 'from: 0, rate: 10%', 'from: 50000, rate: 8%')
    expect(await fall(`id: c, window: period, rate: { ${rate} }`)).toEqual([
      '"c" pays less for more: at 50,000.00 pay falls by 1,000.00 USD',
    ])
  })

  test('a lower marginal tier is no fall: each part keeps its own rate', async () => {
    const rate = tiers('amount', 'marginal', 'from: 0, rate: 10%', 'from: 50000, rate: 8%')
    expect(await fall(`id: c, window: period, rate: { ${rate} }`)).toEqual([])
  })

  test('a curve whose points fall', async () => {
    const points = 'points: [{ at: 80%, amount: 1000 }, { at: 100%, amount: 3000 }, { at: 120%, amount: 2000 }]'
    expect(await fall(`id: c, kind: bonus, window: period, rate: { kind: curve, by: attainment, ${points} }`)).toEqual([
      '"c" pays less for more: on the way to 120 % of quota pay falls by 1,000.00 USD',
    ])
  })

  test('a multiplier that shrinks names the payee who loses most', async () => {
    const multiplier = 'multiplier: { by: attainment, tiers: [{ from: 0%, times: 1 }, { from: 150%, times: 0.5 }] }'
    // At 150 % of 400,000 pay goes from 8 % to 4 % of 600,000.
    expect(await fall(`id: c, window: period, rate: { kind: flat, rate: 8% }, ${multiplier}`, PEOPLE)).toEqual([
      '"c" pays less for more: at 150 % of quota pay falls by 6 % of the quota; ' +
        'at 150 % of a quota of 400,000.00 (2026-01) pay of "ana" falls by 24,000.00 USD',
    ])
  })
})
