import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, monthsOf, pick, type TestRun } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const tiers = (by: string, mode: string, list: string): string =>
  `rate: { kind: tiered, by: ${by}, mode: ${mode}, tiers: [${list}] }`
const BY_ATTAINMENT = '{ from: 0%, rate: 8% }, { from: 100%, rate: 12% }, { above: 140%, rate: 15% }'
const YEAR_QUOTA = csv('payee_id period amount', 'ana 2026 100000')

function paid(run: TestRun): string[][] {
  return pick(run.lines, 'kind', 'deal_id', 'amount')
}

test('a deal that crosses tiers is split at each boundary it passes', async () => {
  const run = await calculate({
    plans: plan({
      components: [`id: c, window: year, against: full_quota, ${tiers('attainment', 'marginal', BY_ATTAINMENT)}`],
    }),
    reps: ANA,
    quotas: YEAR_QUOTA,
    deals: csv(DEALS, 'D1 ana 90000 2026-01-10', 'D2 ana 60000 2026-01-20'),
    period: '2026-01',
  })
  expect(run.codes).toEqual([])
  // D1: 90,000 x 8 % = 7,200
  // D2 walks from 90,000 to 150,000: 10,000 x 8 % + 40,000 x 12 % + 10,000 x 15 % = 800 + 4,800 + 1,500 = 7,100
  expect(paid(run)).toEqual([
    ['commission', 'D1', '7200.00'],
    ['commission', 'D2', '7100.00'],
  ])
  expect(pick(run.slices.slice(1), 'tier', 'from', 'to', 'base', 'rate', 'pay')).toEqual([
    ['0%', '90000', '100000', '10000', '0.08', '800'],
    ['100%', '100000', '140000', '40000', '0.12', '4800'],
    ['above 140%', '140000', '150000', '10000', '0.15', '1500'],
  ])
  // 150 % of quota; 7,100 / 60,000 = 0.118333…
  expect(pick(run.lines, 'attainment_percent', 'window_before', 'window_after', 'blended_rate')[1]).toEqual([
    '150.00',
    '90000',
    '150000',
    '0.118333333333',
  ])
})

describe('exactly on a boundary and one cent to either side', () => {
  // Retroactive: the tier reached sets the rate for all, so a cent moves real money.
  const cases: readonly (readonly [string, string, string, string])[] = [
    // by, key, sold, pay at 5 % below and 10 % in the tier
    ['amount', 'from', '999.99', '50.00'], // 999.99 x 5 % = 49.9995
    ['amount', 'from', '1000.00', '100.00'],
    ['amount', 'from', '1000.01', '100.00'], // 100.001
    ['amount', 'above', '999.99', '50.00'],
    ['amount', 'above', '1000.00', '50.00'],
    ['amount', 'above', '1000.01', '100.00'],
    ['attainment', 'from', '999.99', '50.00'],
    ['attainment', 'from', '1000.00', '100.00'],
    ['attainment', 'from', '1000.01', '100.00'],
    ['attainment', 'above', '999.99', '50.00'],
    ['attainment', 'above', '1000.00', '50.00'],
    ['attainment', 'above', '1000.01', '100.00'],
  ]
  test.each(cases)('by %s, %s the boundary: %s pays %s', async (by, key, sold, pay) => {
    const [start, at] = by === 'amount' ? ['0', '1000'] : ['0%', '100%']
    const list = `{ from: ${start}, rate: 5% }, { ${key}: ${at}, rate: 10% }`
    const run = await calculate({
      plans: plan({ components: [`id: c, window: period, ${tiers(by, 'retroactive', list)}`] }),
      reps: ANA,
      quotas: csv('payee_id period amount', 'ana 2026-01 1000'),
      deals: csv(DEALS, `D1 ana ${sold} 2026-01-10`),
      period: '2026-01',
    })
    expect(run.codes).toEqual([])
    expect(run.payouts[0]!['payable']).toBe(pay)
  })

  test('attainment of 99.999 % is below a tier from 100 %, and reads 99.99 (F10)', async () => {
    const run = await calculate({
      plans: plan({
        components: [
          `id: c, window: period, ${tiers('attainment', 'retroactive', '{ from: 0%, rate: 5% }, { from: 100%, rate: 10% }')}`,
        ],
      }),
      reps: ANA,
      quotas: csv('payee_id period amount', 'ana 2026-01 1000'),
      deals: csv(DEALS, 'D1 ana 999.99 2026-01-10'),
      period: '2026-01',
    })
    expect(run.attainment[0]!['attainment_percent']).toBe('99.99')
  })

  test('three thirds of a deal are all of it: they reach the tier that starts there', async () => {
    // Weights 1:1:1 on three deals of 3,000: ana has 1,000 three times = 3,000, exactly the quota.
    const run = await calculate({
      plans: plan({
        components: [
          `id: c, window: period, ${tiers('attainment', 'retroactive', '{ from: 0%, rate: 5% }, { from: 100%, rate: 10% }')}`,
        ],
      }),
      reps: csv('payee_id name', 'ana Ana', 'bo Bo', 'cy Cy'),
      quotas: csv('payee_id period amount', 'ana 2026-01 1000', 'bo 2026-01 1000', 'cy 2026-01 1000'),
      deals: csv(DEALS, 'D1 ana 1000 2026-01-10', 'D2 ana 1000 2026-01-11', 'D3 ana 1000 2026-01-12'),
      splits: csv(
        'deal_id payee_id weight',
        ...['D1', 'D2', 'D3'].flatMap((deal) => ['ana', 'bo', 'cy'].map((payee) => `${deal} ${payee} 1`)),
      ),
      period: '2026-01',
    })
    expect(run.codes).toEqual([])
    // 333.333… x 3 x 10 % = 33.33 x 3
    expect(pick(run.payouts, 'payee_id', 'payable')).toEqual([
      ['ana', '99.99'],
      ['bo', '99.99'],
      ['cy', '99.99'],
    ])
    expect(pick(run.attainment, 'credited', 'attainment_percent')).toEqual([
      ['1000', '100.00'],
      ['1000', '100.00'],
      ['1000', '100.00'],
    ])
  })
})

describe('retroactive tiers', () => {
  const volume = plan({
    keys: ['negative: owed'],
    components: [
      `id: c, window: quarter, ${tiers('amount', 'retroactive', '{ from: 0, rate: 5% }, { from: 50000, rate: 7% }, { from: 100000, rate: 8% }')}`,
    ],
  })
  const deals = csv(
    DEALS,
    'A ana 30000 2026-01-10',
    'B ana 10000 2026-01-20',
    'C ana 20000 2026-02-10',
    'D ana -15000 2026-03-05',
    'E ana 1000 2026-04-01',
  )

  test('crossing trues up earlier months on a line of its own, by deal; a credit memo takes it back (F16)', async () => {
    const [jan, feb, mar, apr] = await calculateAll({ plans: volume, reps: ANA, deals }, monthsOf('2026').slice(0, 4))
    // January: 40,000 at 5 %
    expect(paid(jan!)).toEqual([
      ['commission', 'A', '1500.00'],
      ['commission', 'B', '500.00'],
    ])
    // February: 60,000 reaches 7 %: C 1,400; January again at 7 % = 2,800, less 2,000 paid = 800: A 600 + B 200
    expect(paid(feb!)).toEqual([
      ['re_rating', '', '800.00'],
      ['commission', 'C', '1400.00'],
    ])
    expect(pick(feb!.slices, 'deal_id', 'pay').slice(0, 2)).toEqual([
      ['A', '600'],
      ['B', '200'],
    ])
    // March: 45,000 is below 50,000 again: D -15,000 x 5 % = -750; A, B, C lose 2 % of 60,000 = -1,200
    expect(paid(mar!)).toEqual([
      ['re_rating', '', '-1200.00'],
      ['commission', 'D', '-750.00'],
    ])
    expect(pick(mar!.payouts, 'total', 'payable', 'owed')).toEqual([['-1950.00', '0.00', '1950.00']])
    // 2,000 + 2,200 - 1,950 = 2,250 = 45,000 x 5 %. April is another quarter.
    expect(paid(apr!)).toEqual([['commission', 'E', '50.00']])
  })
})

describe('the same year under three windows', () => {
  // 10,000 a month, but 40,000 in June and nothing in July; quota 120,000: 10,000 a month.
  const sold = [10000, 10000, 10000, 10000, 10000, 40000, 0, 10000, 10000, 10000, 10000, 10000]
  const deals = csv(
    DEALS,
    ...sold.flatMap((amount, index) =>
      amount === 0 ? [] : [`D${index + 1} ana ${amount} ${monthsOf('2026')[index]}-15`],
    ),
  )
  const quotas = csv('payee_id period amount', 'ana 2026 120000')
  const rate = tiers('attainment', 'marginal', '{ from: 0%, rate: 10% }, { from: 100%, rate: 20% }')
  const year = async (window: string): Promise<string[]> => {
    const plans = plan({ keys: ['negative: owed'], components: [`id: c, ${window}, ${rate}`] })
    const runs = await calculateAll({ plans, reps: ANA, quotas, deals }, monthsOf('2026'))
    return runs.map((run) => run.payouts[0]!['total']!)
  }

  test('window period: each month alone', async () => {
    // June: 10,000 x 10 % + 30,000 x 20 % = 7,000; sum 10 x 1,000 + 7,000 = 17,000
    expect(await year('window: period')).toEqual(
      sold.map((amount) => (amount === 40000 ? '7000.00' : amount === 0 ? '0.00' : '1000.00')),
    )
  })

  test('window year against the full quota: accelerators once the year is made', async () => {
    // Totals: Jan-May 50,000, June 90,000, Aug 100,000, Sep 110,000, Oct 120,000, Nov 130,000, Dec 140,000.
    // 120,000 is reached in October: November and December pay 20 %. 120,000 x 10 % + 20,000 x 20 % = 16,000.
    expect(await year('window: year, against: full_quota')).toEqual([
      ...Array<string>(5).fill('1000.00'),
      '4000.00',
      '0.00',
      ...Array<string>(3).fill('1000.00'),
      ...Array<string>(2).fill('2000.00'),
    ])
  })

  test('window year against the quota to date: accelerators at once, and taken back when the quota catches up (F16)', async () => {
    // Entitlement = 10 % x total + 10 % x what lies above the quota to date.
    // Jan-May on quota: 1,000 each. June: 90,000 against 60,000 = 9,000 + 3,000 = 12,000, less 5,000 = 7,000.
    // July: 90,000 against 70,000 = 9,000 + 2,000 = 11,000: -1,000. August: 100,000 against 80,000 = 12,000: +1,000.
    // Sep 13,000, Oct 14,000, Nov 15,000, Dec 140,000 against 120,000 = 16,000: as against the full quota in the end.
    expect(await year('window: year, against: quota_to_date')).toEqual([
      ...Array<string>(5).fill('1000.00'),
      '7000.00',
      '-1000.00',
      ...Array<string>(5).fill('1000.00'),
    ])
  })
})

test('a negative credit un-earns marginal tiers from the top, and below zero the first rate holds (F25)', async () => {
  const run = await calculate({
    plans: plan({
      keys: ['negative: owed'],
      components: [
        `id: c, window: year, ${tiers('amount', 'marginal', '{ from: 0, rate: 10% }, { from: 1000, rate: 20% }')}`,
      ],
    }),
    reps: ANA,
    deals: csv(DEALS, 'A ana 1500 2026-01-10', 'B ana -800 2026-01-11', 'C ana -1000 2026-01-12'),
    period: '2026-01',
  })
  // A: 100 + 100. B walks 1,500 -> 700: -500 x 20 % - 300 x 10 % = -130. C: 700 -> -300 at 10 %, also below zero: -100
  expect(paid(run).map(([, deal, amount]) => [deal, amount])).toEqual([
    ['A', '200.00'],
    ['B', '-130.00'],
    ['C', '-100.00'],
  ])
  expect(pick(run.payouts, 'payable', 'owed')).toEqual([['0.00', '30.00']])
})

test('a negative total without a rule is an error', async () => {
  const components = ['id: c, window: deal, rate: { kind: flat, rate: 10% }']
  const run = await calculate({
    plans: plan({ components }),
    reps: ANA,
    deals: csv(DEALS, 'A ana -100 2026-01-10'),
    period: '2026-01',
  })
  expect(run.codes).toEqual(['SPM5040'])
})

test('deals of one day count in order of deal id, whatever their rows', async () => {
  const run = await calculate({
    plans: plan({
      components: [
        `id: c, window: period, ${tiers('amount', 'marginal', '{ from: 0, rate: 10% }, { from: 100, rate: 20% }')}`,
      ],
    }),
    reps: ANA,
    deals: csv(DEALS, 'B ana 100 2026-01-10', 'A ana 100 2026-01-10'),
    period: '2026-01',
  })
  expect(paid(run).map(([, deal, amount]) => [deal, amount])).toEqual([
    ['A', '10.00'],
    ['B', '20.00'],
  ])
})

test('tiers by count: the eleventh deal pays more, and a shared one counts as the plan says (F34)', async () => {
  const project = (split: string) => ({
    plans: plan({
      components: [
        `id: c, window: period, rate: { kind: tiered, by: count, mode: marginal, per: deal, split: ${split}, tiers: [{ from: 0, amount: 50 }, { above: 2, amount: 80 }] }`,
      ],
    }),
    reps: csv('payee_id name', 'ana Ana', 'bo Bo'),
    deals: csv(DEALS, 'A ana 1 2026-01-10', 'B ana 1 2026-01-11', 'C ana 1 2026-01-12'),
    splits: csv('deal_id payee_id percent', 'B ana 50', 'B bo 50'),
    period: '2026-01',
  })
  // share: A 1 x 50; B half x 50 = 25; C from 1.5 to 2.5: half x 50 + half x 80 = 65. bo: half x 50
  const share = await calculate(project('share'))
  expect(pick(share.lines, 'payee_id', 'deal_id', 'amount')).toEqual([
    ['ana', 'A', '50.00'],
    ['ana', 'B', '25.00'],
    ['ana', 'C', '65.00'],
    ['bo', 'B', '25.00'],
  ])
  // whole: A 50, B 50, C is the third: 80. bo 50
  const whole = await calculate(project('whole'))
  expect(whole.lines.map((line) => line['amount'])).toEqual(['50.00', '50.00', '80.00', '50.00'])
})

test('tiers by quantity pay per unit inside each tier', async () => {
  const run = await calculate({
    plans: plan({
      components: [
        'id: c, window: period, rate: { kind: tiered, by: quantity, mode: marginal, per: unit, split: share, tiers: [{ from: 0, amount: 2 }, { above: 10, amount: 3 }] }',
      ],
    }),
    reps: ANA,
    deals: csv(`${DEALS} quantity`, 'A ana 1 2026-01-10 8', 'B ana 1 2026-01-11 5'),
    period: '2026-01',
  })
  // A 8 x 2; B: 2 x 2 + 3 x 3 = 13
  expect(run.lines.map((line) => line['amount'])).toEqual(['16.00', '13.00'])
})

describe('a rate from the reps file', () => {
  const project = (pct: string) => ({
    plans: plan({ components: ['id: c, window: deal, rate: { kind: flat, rate: rep.commission_pct }'] }),
    settings: 'inputs: { reps: { types: { commission_pct: number } } }',
    reps: csv('payee_id name commission_pct', `ana Ana ${pct}`),
    deals: csv(DEALS, 'A ana 1000 2026-01-10', 'B ana 1000 2026-01-11'),
    period: '2026-01',
  })
  test('pays each his own', async () => {
    expect((await calculate(project('0.012'))).payouts[0]!['payable']).toBe('24.00')
  })
  test('zero is a rate too', async () => {
    const run = await calculate(project('0'))
    expect([run.codes, run.payouts[0]!['payable']]).toEqual([[], '0.00'])
  })
  test('blank is an error, told once, never zero', async () => {
    expect((await calculate(project('-'))).codes).toEqual(['SPM5032'])
  })
  test('a negative one is an error', async () => {
    expect(new Set((await calculate(project('-0.01'))).codes)).toEqual(new Set(['SPM5033']))
  })
})
