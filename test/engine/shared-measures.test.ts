import { expect, test } from 'vitest'
import { calculateAll, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

test('components that share a measure each have their own window, uplift, cap and gate; the measure stays as it is', async () => {
  const tiers =
    'rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 10% }, { from: 100%, rate: 20% }] }'
  const [january, february] = await calculateAll(
    {
      plans: plan({
        components: [
          `id: month, window: period, ${tiers}`,
          `id: lifted, window: quarter, against: full_quota, uplift: { times: 2, for: attainment }, ${tiers}`,
          'id: capped, window: year, rate: { kind: flat, rate: 1% }, cap: { per_window: 15, excess: lost }',
          `id: gated, window: period, rate: { kind: flat, rate: 1% }, gate: { when: 'attainment_of("lifted") >= 0.6', window: quarter, else: hold, reclose: keep }`,
        ],
      }),
      reps: ANA,
      quotas: csv('payee_id period amount', 'ana 2026-Q1 3000'),
      deals: csv(DEALS, 'A ana 1000 2026-01-10', 'B ana 1200 2026-02-10'),
    },
    ['2026-01', '2026-02'],
  )
  expect([january!.codes, february!.codes]).toEqual([[], []])
  // January: exactly the month's 1,000. Lifted: 2,000 of 3,000, while the measure itself is at a third.
  expect(pick(january!.lines, 'component_id', 'kind', 'deal_id', 'amount')).toEqual([
    ['month', 'commission', 'A', '100.00'],
    ['lifted', 'commission', 'A', '100.00'],
    ['capped', 'commission', 'A', '10.00'],
    ['gated', 'commission', 'A', '10.00'],
    ['gated', 'gate', '', '-10.00'],
  ])
  // February: month 1,000 x 10 % + 200 x 20 %. Lifted from 2,000 to 4,400: 1,000 of the 2,400 below 3,000, so 500 of the
  // deal at 10 % and 700 at 20 %. Capped: 10 + 12 are 7 above 15. Gated: 2,200 of 3,000 opens.
  expect(pick(february!.lines, 'component_id', 'kind', 'deal_id', 'amount')).toEqual([
    ['month', 'commission', 'B', '140.00'],
    ['lifted', 'commission', 'B', '190.00'],
    ['capped', 'commission', 'B', '12.00'],
    ['capped', 'window_cap', '', '-7.00'],
    ['gated', 'commission', 'B', '12.00'],
    ['gated', 'gate_release', '', '10.00'],
  ])
  expect(pick(february!.attainment, 'span', 'credited', 'attainment_percent')).toEqual([
    ['2026-02', '1200', '120.00'],
    ['2026-Q1', '2200', '73.33'],
    ['2026', '2200', ''],
  ])
})

test('F16: what the quota to date takes back is one line that keeps its parts by deal', async () => {
  const runs = await calculateAll(
    {
      plans: plan({
        keys: ['negative: owed'],
        components: [
          'id: c, window: year, against: quota_to_date, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 10% }, { from: 100%, rate: 20% }] }',
        ],
      }),
      reps: ANA,
      quotas: csv('payee_id period amount', 'ana 2026 12000'),
      deals: csv(DEALS, 'A ana 1500 2026-01-10', 'B ana 500 2026-01-11', 'C ana 1000.01 2026-03-10'),
    },
    ['2026-01', '2026-02', '2026-03'],
  )
  expect(runs.map((run) => pick(run.lines, 'kind', 'deal_id', 'amount'))).toEqual([
    // 1,000 x 10 % + 500 x 20 %; 500 x 20 %
    [
      ['commission', 'A', '200.00'],
      ['commission', 'B', '100.00'],
    ],
    // 2,000 of 2,000: all at 10 %
    [['re_rating', '', '-100.00']],
    // 2,000 -> 3,000.01 of 3,000: 100 + 0.002
    [['commission', 'C', '100.00']],
  ])
  expect(pick(runs[1]!.slices, 'deal_id', 'pay')).toEqual([
    ['A', '-50'],
    ['B', '-50'],
  ])
  expect(pick(runs[1]!.payouts, 'total', 'payable', 'owed')).toEqual([['-100.00', '0.00', '100.00']])
})
