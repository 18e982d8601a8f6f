import { describe, expect, test } from 'vitest'
import { calculate, pick, type TestProject } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const RETRO =
  'rate: { kind: tiered, by: attainment, mode: retroactive, tiers: [{ from: 0%, rate: 5% }, { from: 100%, rate: 10% }] }'

/** February 2028 has 29 days, 2028 has 366. */
const year = (keys: readonly string[], pays = 'month', component = `id: c, window: period, ${RETRO}`): string =>
  plan({ from: '2027-01-01', to: '2028-12-31', pays, keys, components: [component] })

async function february(sold: string, more: Partial<TestProject>) {
  const run = await calculate({
    plans: year(['proration: days']),
    reps: ANA,
    quotas: csv('payee_id period amount', 'ana 2028-02 2900'),
    deals: csv(DEALS, `A ana ${sold} 2028-02-29`),
    period: '2028-02',
    ...more,
  })
  expect(run.codes).toEqual([])
  return run
}

describe('29 February', () => {
  test('is a day of February, and 1 March is not', async () => {
    const run = await february('1000', { deals: csv(DEALS, 'A ana 1000 2028-02-29', 'B ana 1000 2028-03-01') })
    expect(pick(run.lines, 'deal_id', 'amount')).toEqual([['A', '50.00']])
    expect(pick(run.exclusions, 'deal_id', 'reason')).toEqual([['B', 'after_period']])
  })
  test('counts as a day of presence: from the 15th on there are 15 of 29 days (F21)', async () => {
    // 2,900 x 15 / 29 = 1,500: a cent below it 5 % of 1,499.99 = 74.9995, on it 10 %
    const reps = csv('payee_id name hire_date', 'ana Ana 2028-02-15')
    expect(pick((await february('1499.99', { reps })).lines, 'quota', 'amount')).toEqual([['1500', '75.00']])
    expect(pick((await february('1500', { reps })).lines, 'quota', 'amount')).toEqual([['1500', '150.00']])
  })
  test('belongs to a whole month: who leaves on the 28th has none of it (F23)', async () => {
    const plans = year(['proration: months', 'month_counts: whole', 'leavers: { credit_days: 1 }'])
    const left = (day: string) => csv('payee_id name end_date', `ana Ana ${day}`)
    expect(pick((await february('2900', { plans, reps: left('2028-02-29') })).lines, 'quota', 'amount')).toEqual([
      ['2900', '290.00'],
    ])
    const run = await calculate({
      plans,
      reps: left('2028-02-28'),
      quotas: csv('payee_id period amount', 'ana 2028-02 2900'),
      deals: csv(DEALS, 'A ana 2900 2028-02-28'),
      period: '2028-02',
    })
    // Prorated to nothing there is no attainment
    expect(run.codes).toEqual(['SPM5015'])
  })
  test('may be the last day of a row and of a component', async () => {
    const component = `id: c, window: period, to: 2028-02-29, rate: { kind: flat, rate: 10% }`
    const run = await february('1000', {
      plans: year([], 'month', component),
      reps: csv('payee_id name effective_from effective_to', 'ana Ana - 2028-02-29'),
    })
    expect(pick(run.payouts, 'payable')).toEqual([['100.00']])
  })
})

test.each([
  // 1 July to 31 December are 184 days
  ['2028', '36600'],
  ['2027', '36500'],
])('a year is its own number of days: half of %s', async (period, quota) => {
  const run = await calculate({
    plans: year(['proration: days'], 'year'),
    reps: csv('payee_id name hire_date', `ana Ana ${period}-07-01`),
    quotas: csv('payee_id period amount', `ana ${period} ${quota}`),
    deals: csv(DEALS, `A ana 18400 ${period}-12-31`),
    period,
  })
  // 100 a day x 184: exactly 100 %
  expect(pick(run.lines, 'quota', 'attainment_percent', 'amount')).toEqual([['18400', '100.00', '1840.00']])
})
