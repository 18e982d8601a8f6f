import { describe, expect, test } from 'vitest'
import { calculateAll, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

/** The fiscal year 2027 runs from July 2026 to June 2027, its first half to December. */
const JULY = 'calendar: { fiscal_year_starts: 7 }'
const MARGINAL =
  'rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 5% }, { from: 100%, rate: 10% }] }'
const year = (components: readonly string[], currency = 'USD'): string =>
  plan({ currency, from: '2026-07-01', to: '2027-06-30', components })

describe('a fiscal year from July', () => {
  test('has its halves from July and January on; the year goes on over both', async () => {
    const [july, december, january] = await calculateAll(
      {
        plans: year([
          `id: half, window: half, against: full_quota, ${MARGINAL}`,
          `id: year, window: year, against: full_quota, ${MARGINAL}`,
        ]),
        reps: ANA,
        settings: JULY,
        quotas: csv('payee_id period amount', 'ana 2027 12000'),
        deals: csv(
          DEALS,
          'A ana 1000 2026-06-30',
          'B ana 6000 2026-07-01',
          'C ana 5500 2026-12-31',
          'D ana 1000 2027-01-01',
        ),
      },
      ['2026-07', '2026-12', '2027-01'],
    )
    // A lies before the plan. July: 6,000 of 6,000 and of 12,000 at 5 %
    expect(pick(july!.lines, 'component_id', 'deal_id', 'quota', 'amount')).toEqual([
      ['half', 'B', '6000', '300.00'],
      ['year', 'B', '12000', '300.00'],
    ])
    // December: above 100 % of the half, up to 11,500 of the year
    expect(pick(december!.lines, 'component_id', 'deal_id', 'amount')).toEqual([
      ['half', 'C', '550.00'],
      ['year', 'C', '275.00'],
    ])
    // January: the half starts again; the year goes from 11,500 to 12,500: 500 x 5 % + 500 x 10 %
    expect(pick(january!.lines, 'component_id', 'deal_id', 'amount')).toEqual([
      ['half', 'D', '50.00'],
      ['year', 'D', '75.00'],
    ])
    expect(pick(january!.attainment, 'span', 'quota')).toEqual([
      ['2027-01', '1000'],
      ['2027-H2', '6000'],
      ['2027', '12000'],
    ])
  })
  test('has the yen that are left over of a yearly target in its own first months (F21, F22)', async () => {
    // 100,000 / 12: twelve times 8,333 are 99,996; July to October have one more
    const flat = 'rate: { kind: curve, by: amount, points: [{ at: 0, percent: 100% }, { at: 1, percent: 100% }] }'
    const runs = await calculateAll(
      {
        plans: year([`kind: bonus, id: b, weight: 100%, window: period, ${flat}`], 'JPY'),
        reps: csv('payee_id name target_incentive', 'ana Ana 100000'),
        settings: JULY,
        deals: csv(DEALS),
      },
      ['2026-07', '2026-10', '2026-11', '2027-01', '2027-06'],
    )
    expect(runs.map(({ payouts }) => payouts[0]!['payable'])).toEqual(['8334', '8334', '8333', '8333', '8333'])
  })
  test('pays once a half at the end of its own half', async () => {
    const runs = await calculateAll(
      {
        plans: year([
          'kind: bonus, id: b, window: half, rate: { kind: milestone, by: amount, pays: highest, tiers: [{ from: 1000, amount: 70 }] }',
        ]),
        reps: ANA,
        settings: JULY,
        deals: csv(DEALS, 'A ana 999.99 2026-07-01', 'B ana 0.01 2026-12-31', 'C ana 999.99 2027-06-30'),
      },
      ['2026-09', '2026-12', '2027-03', '2027-06'],
    )
    expect(runs.map(({ lines }) => pick(lines, 'kind', 'amount'))).toEqual([[], [['bonus', '70.00']], [], []])
  })
})
