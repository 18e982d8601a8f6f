import { expect, test } from 'vitest'
import { calculate, pick, type TestProject } from '../support/project.js'
import { csv, DEALS, plan } from '../support/plan.js'

/** Quotients have no end: what they leave at the last digit must neither miss a tier nor turn a half (F10, F11). */
const REPS = csv('payee_id name', 'ana Ana', 'bo Bo', 'cy Cy')

/** Deals of which ana has a third each. */
async function shared(component: string, amounts: readonly string[], more: Partial<TestProject> = {}) {
  const ids = ['A', 'B', 'C'].slice(0, amounts.length)
  const run = await calculate({
    plans: plan({ components: [component] }),
    reps: REPS,
    quotas: csv('payee_id period amount', ...['ana', 'bo', 'cy'].map((id) => `${id} 2026-03 10000`)),
    deals: csv(DEALS, ...ids.map((id, index) => `${id} ana ${amounts[index]!} 2026-03-0${index + 1}`)),
    splits: csv('deal_id payee_id weight', ...ids.flatMap((id) => [`${id} ana 1`, `${id} bo 1`, `${id} cy 1`])),
    period: '2026-03',
    ...more,
  })
  expect(run.codes).toEqual([])
  const mine = run.lines.filter((line) => line['payee_id'] === 'ana')
  return pick(mine, 'kind', 'deal_id', 'amount').map((cells) => cells.join(' '))
}

test('three thirds of the quota are exactly 100 % for a running multiplier', async () => {
  // 10 % of 3,333.33 and a third: 333.33; the third deal reaches 100 %: x 1.5 = 500
  const component =
    'id: c, window: period, rate: { kind: flat, rate: 10% }, multiplier: { by: attainment, at: running, tiers: [{ from: 0%, times: 1 }, { from: 100%, times: 1.5 }] }'
  expect(await shared(component, ['10000', '10000', '10000'])).toEqual([
    'commission A 333.33',
    'commission B 333.33',
    'commission C 500.00',
  ])
})

test('three thirds of the quota are exactly 100 % for a deal of nothing that is paid where it stands', async () => {
  // A, B and C each cross nothing: 10 for a third of a deal; D stands at 100 %: 20
  const component =
    'id: c, window: period, rate: { kind: tiered, by: attainment, mode: marginal, per: deal, split: share, tiers: [{ from: 0%, amount: 30 }, { from: 100%, amount: 60 }] }'
  const deals = csv(
    DEALS,
    'A ana 10000 2026-03-01',
    'B ana 10000 2026-03-02',
    'C ana 10000 2026-03-03',
    'D ana 0 2026-03-04',
  )
  const splits = csv(
    'deal_id payee_id weight',
    ...['A', 'B', 'C'].flatMap((id) => [`${id} ana 1`, `${id} bo 1`, `${id} cy 1`]),
  )
  expect(await shared(component, [], { deals, splits })).toEqual([
    'commission A 10.00',
    'commission B 10.00',
    'commission C 10.00',
    'commission D 60.00',
  ])
})

test('interpolated amounts pay a third of a deal', async () => {
  // 3,333.33 of 10,000: a third of 1,000
  const component =
    'id: c, window: period, rate: { kind: tiered, by: attainment, mode: interpolated, tiers: [{ from: 0%, amount: 1000 }, { from: 100%, to: 200%, amount: 500 }] }'
  expect(await shared(component, ['10000'])).toEqual(['commission A 333.33'])
})

test('a deal cut at a tier that starts between two digits keeps its half cent', async () => {
  // 10 units a year are 5/6 a month: 50 x 5/6 + 33.35 x 1/6 = 283.35 / 6 = 47.225
  const run = await calculate({
    plans: plan({
      measures: { units: 'amount: quantity, split: share, date: deal.close_date, credit: direct' },
      components: [
        'id: c, measure: units, window: period, rate: { kind: tiered, by: attainment, mode: marginal, per: deal, split: share, tiers: [{ from: 0%, amount: 50 }, { from: 100%, amount: 33.35 }] }',
      ],
    }),
    reps: csv('payee_id name', 'ana Ana'),
    quotas: csv('payee_id period amount', 'ana 2026 10'),
    deals: csv(`${DEALS} quantity`, 'A ana 1000 2026-03-05 1'),
    period: '2026-03',
  })
  expect(pick(run.lines, 'deal_id', 'exact_amount', 'amount')).toEqual([['A', '47.225', '47.23']])
})

test('a re-rating of three thirds keeps its half cent', async () => {
  // three thirds of 200.50 earn a point more once the quarter has 1,000: 2.005
  const component =
    'id: c, window: quarter, rate: { kind: tiered, by: amount, mode: retroactive, tiers: [{ from: 0, rate: 5% }, { from: 1000, rate: 6% }] }'
  const rows = ['A', 'B', 'C'].map((id) => `${id} ana 200.50 2026-01-15`)
  const deals = csv(DEALS, ...rows, 'D ana 1000 2026-02-15')
  const splits = csv(
    'deal_id payee_id weight',
    ...['A', 'B', 'C'].flatMap((id) => [`${id} ana 1`, `${id} bo 1`, `${id} cy 1`]),
  )
  expect(await shared(component, [], { deals, splits, quotas: undefined, period: '2026-02' })).toEqual([
    're_rating  2.01',
    'commission D 60.00',
  ])
})

test('a formula of a third of the quota keeps its half cent', async () => {
  // 1,000 of 3,000 times 2,000.025: 666.675
  const run = await calculate({
    plans: plan({ components: ['id: c, window: period, rate: { kind: formula, formula: "attainment * 2000.025" }'] }),
    reps: csv('payee_id name', 'ana Ana'),
    quotas: csv('payee_id period amount', 'ana 2026-03 3000'),
    deals: csv(DEALS, 'A ana 1000 2026-03-05'),
    period: '2026-03',
  })
  expect(pick(run.lines, 'exact_amount', 'amount')).toEqual([['666.675', '666.68']])
})

test('a cap cuts a re-rating of endless rates to the cent', async () => {
  const run = await calculate({
    plans: plan({
      keys: ['negative: owed', 'seasonality: [20, 20, 20, 40]'],
      components: [
        'id: c, window: year, against: quota_to_date, cap: { per_window: 600, excess: lost }, rate: { kind: tiered, by: attainment, mode: interpolated, tiers: [{ from: 0%, rate: 5% }, { from: 100%, to: 150%, rate: 12.345% }] }',
      ],
    }),
    reps: csv('payee_id name', 'ana Ana'),
    quotas: csv('payee_id period amount', 'ana 2026 5000'),
    deals: csv(
      DEALS,
      'D10 ana 1766.68 2026-05-01',
      'D17 ana 1000 2026-06-01',
      'D24 ana 1000 2026-08-01',
      'D31 ana 10000 2026-09-01',
    ),
    period: '2026-09',
  })
  // May 114.51; June 141.04 + 144.65; July, whose quota grows, -135.00; August 154.92 + 151.85: 571.97 so far.
  // September, at 17.345 %: 653.33 less 571.96 exactly for them, and 1,734.50. 571.97 + 81.37 + 1,734.50 - 600 is cut.
  expect(run.codes).toEqual([])
  expect(pick(run.lines, 'kind', 'deal_id', 'amount')).toEqual([
    ['re_rating', '', '81.37'],
    ['commission', 'D31', '1734.50'],
    ['window_cap', '', '-1787.84'],
  ])
})

test.each([
  ['attainment >= 1/3 ? 7 : 0', '7.00'],
  ['attainment * 3 >= 1 ? 7 : 0', '7.00'],
  ['1 / attainment <= 3 ? 7 : 0', '7.00'],
  ['floor(attainment * 3) * 100', '100.00'],
  ['round(attainment * 1.5) * 100', '100.00'], // 0.5 is rounded up
  ['band(attainment * 3, [0, 1], [1, 2])', '2.00'],
])('F10: a third of the quota is a third where a formula asks for it: %s', async (formula, amount) => {
  const run = await calculate({
    plans: plan({
      components: [`kind: bonus, id: b, window: period, rate: { kind: formula, formula: "${formula}" }`],
    }),
    reps: csv('payee_id name', 'ana Ana'),
    quotas: csv('payee_id period amount', 'ana 2026-03 3000'),
    deals: csv(DEALS, 'A ana 1000 2026-03-10'),
    period: '2026-03',
  })
  expect(run.codes).toEqual([])
  expect(pick(run.lines, 'amount')).toEqual([[amount]])
})
