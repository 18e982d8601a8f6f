import { expect, test } from 'vitest'
import { ANA, csv, DEALS, plan } from '../support/plan.js'
import { calculate, calculateAll, pick } from '../support/project.js'

const QUOTA = csv('payee_id period amount', 'ana 2026-01 1000')

async function paid(rate: string, amount: string, window = 'period'): Promise<string> {
  const run = await calculate({
    plans: plan({
      keys: ['negative: owed'],
      components: [`id: c, window: ${window}, rate: { kind: tiered, ${rate} }`],
    }),
    reps: ANA,
    quotas: QUOTA,
    deals: csv(DEALS, `D1 ana ${amount} 2026-01-10`),
    period: '2026-01',
  })
  expect(run.codes).toEqual([])
  return run.payouts[0]!['total']!
}

test.each([
  ['999.99', '80.00'], // 79.9992
  ['1000', '80.00'], // nothing is above quota yet
  ['1000.01', '80.00'], // 80 + 0.01 x 10 %
  ['1500', '130.00'], // `above: 150%`: the boundary is still in the tier below. 80 + 500 x 10 %
  ['1500.01', '150.00'], // 80 + 500.01 x 14 % = 150.0014
  ['2000', '220.00'], // 80 + 1,000 x 14 %
  ['-500', '-40.00'], // below zero the first tier's rate
])('F29 excess_at_top: %s of a quota of 1,000 pays %s', async (sold, pay) => {
  const tiers = 'tiers: [{ from: 0%, rate: 8% }, { from: 100%, rate: 10% }, { above: 150%, rate: 14% }]'
  expect(await paid(`by: attainment, mode: excess_at_top, ${tiers}`, sold)).toBe(pay)
})

test.each([
  ['499.99', '25.00'], // 5 %: 24.9995
  ['500', '35.00'], // the second tier is retroactive: 7 % of all
  ['1000', '70.00'], // the third is marginal: nothing is above 1,000 yet
  ['1200', '94.00'], // 70 + 200 x 12 %
  ['1499.99', '130.00'], // 70 + 499.99 x 12 % = 129.9988
  ['1500', '225.00'], // the last is retroactive again: 15 % of all
  ['-100', '-5.00'],
])('F25 mixed tiers: %s of a quota of 1,000 pays %s', async (sold, pay) => {
  const tiers =
    'tiers: [{ from: 0%, rate: 5% }, { from: 50%, rate: 7% }, { from: 100%, rate: 12%, mode: marginal }, { from: 150%, rate: 15% }]'
  expect(await paid(`by: attainment, mode: retroactive, ${tiers}`, sold)).toBe(pay)
})

test.each([
  ['250', '500.00'], // half of the first tier: half of 1,000
  ['500', '1000.00'],
  ['500.01', '1000.04'], // 1,000 + 0.01 / 500 x 2,000
  ['1000', '3000.00'], // 1,000 + 2,000
  ['1250', '5500.00'], // 3,000 + half of 5,000
  ['1499.99', '7999.90'], // 8,000 less 0.01 / 500 x 5,000
  ['1500', '8000.00'],
  ['1500.01', '8000.00'], // nothing beyond the end
  ['9000', '8000.00'],
])('F29 interpolated amounts: %s of a quota of 1,000 pays %s', async (sold, pay) => {
  const tiers =
    'tiers: [{ from: 0%, amount: 1000 }, { from: 50%, amount: 2000 }, { from: 100%, to: 150%, amount: 5000 }]'
  expect(await paid(`by: attainment, mode: interpolated, ${tiers}`, sold)).toBe(pay)
})

test.each([
  ['500', '12.50'], // half way to 5 %: 2.5 % of 500
  ['1000', '50.00'], // 5 %
  ['2000', '130.00'], // 5 % + half of 3 % = 6.5 % of 2,000
  ['3000', '240.00'], // 8 %
  ['4000', '320.00'], // still 8 %
])('F29 interpolated rates: %s pays %s', async (sold, pay) => {
  const tiers = 'tiers: [{ from: 0, rate: 5% }, { from: 1000, to: 3000, rate: 3% }]'
  expect(await paid(`by: amount, mode: interpolated, ${tiers}`, sold)).toBe(pay)
})

test('F28: `times` multiplies the base rate, also one of each person', async () => {
  const runs = await calculateAll(
    {
      plans: plan({
        components: [
          'id: c, window: period, rate: { kind: tiered, by: amount, mode: marginal, base_rate: rep.pct, tiers: [{ from: 0, times: 1 }, { from: 1000, times: 1.5 }, { from: 2000, rate: 20% }] }',
        ],
      }),
      reps: csv('payee_id name pct', 'ana Ana 8%', 'ben Ben 10%'),
      deals: csv(DEALS, 'D1 ana 2500 2026-01-10', 'D2 ben 2500 2026-01-10'),
      settings: 'inputs: { reps: { types: { pct: number } } }',
    },
    ['2026-01'],
  )
  // ana: 80 + 120 + 500 x 20 %; ben: 100 + 150 + 100
  expect(pick(runs[0]!.payouts, 'payee_id', 'payable')).toEqual([
    ['ana', '300.00'],
    ['ben', '350.00'],
  ])
})

test('F16: what a higher tier adds to the excess of earlier months is one re-rating line', async () => {
  const runs = await calculateAll(
    {
      plans: plan({
        components: [
          'id: c, window: quarter, against: full_quota, rate: { kind: tiered, by: attainment, mode: excess_at_top, tiers: [{ from: 0%, rate: 8% }, { from: 100%, rate: 10% }, { from: 150%, rate: 14% }] }',
        ],
      }),
      reps: ANA,
      quotas: csv('payee_id period amount', 'ana 2026-Q1 1000'),
      deals: csv(DEALS, 'D1 ana 1200 2026-01-10', 'D2 ana 400 2026-02-10'),
    },
    ['2026-01', '2026-02'],
  )
  // January: 80 + 200 x 10 %. February reaches 160 %: 4 points more on those 200, and 400 x 14 %.
  expect(runs.map((run) => pick(run.lines, 'kind', 'deal_id', 'amount'))).toEqual([
    [['commission', 'D1', '100.00']],
    [
      ['re_rating', '', '8.00'],
      ['commission', 'D2', '56.00'],
    ],
  ])
})

test('two months of interpolated amounts pay what the quarter at once is worth', async () => {
  const runs = await calculateAll(
    {
      plans: plan({
        components: [
          'id: c, window: quarter, against: full_quota, rate: { kind: tiered, by: attainment, mode: interpolated, tiers: [{ from: 0%, amount: 1000 }, { from: 70%, to: 100%, amount: 1000 }] }',
        ],
      }),
      reps: ANA,
      quotas: csv('payee_id period amount', 'ana 2026-Q1 1000'),
      deals: csv(DEALS, 'D1 ana 350 2026-01-10', 'D2 ana 800 2026-02-10'),
    },
    ['2026-01', '2026-02'],
  )
  expect(runs.map((run) => run.payouts[0]!['payable'])).toEqual(['500.00', '1500.00'])
  expect(pick(runs[1]!.slices, 'tier', 'from', 'to', 'pay')).toEqual([
    ['0%', '350', '700', '500'],
    ['70%', '700', '1000', '1000'],
    ['beyond 100%', '1000', '1150', '0'],
  ])
})
