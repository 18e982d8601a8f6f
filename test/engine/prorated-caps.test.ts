import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick, type TestProject } from '../support/project.js'
import { csv, DEALS, plan } from '../support/plan.js'

const FLAT = 'rate: { kind: flat, rate: 10% }'
const capped = (cap: string, keys: readonly string[] = ['proration: days']): string =>
  plan({ keys: ['negative: owed', ...keys], components: [`id: c, window: period, ${FLAT}, cap: { ${cap} }`] })
const hired = (day: string): string => csv('payee_id name hire_date', `ana Ana ${day}`)

async function payable(plans: string, reps: string, more: Partial<TestProject> = {}): Promise<string | string[]> {
  const deals = csv(DEALS, 'A ana 9000 2026-03-31')
  const run = await calculate({ plans, reps, deals, period: '2026-03', ...more })
  return run.codes.length > 0 ? [...run.codes] : run.payouts[0]!['payable']!
}

describe('caps are not prorated unless `prorate: true` (F21)', () => {
  const PRORATED = 'per_period: 310, prorate: true, excess: lost'
  test('without it they are the same for whoever is there', async () => {
    expect(await payable(capped('per_period: 310, excess: lost'), hired('2026-03-17'))).toBe('310.00')
    expect(await payable(capped('per_period: 310, prorate: false, excess: lost'), hired('2026-03-17'))).toBe('310.00')
  })
  test('with it they shrink by days, both ends counted', async () => {
    // 31 days, 15 days, one day at 10 a day
    expect(await payable(capped(PRORATED), hired('2026-03-01'))).toBe('310.00')
    expect(await payable(capped(PRORATED), hired('2026-03-17'))).toBe('150.00')
    expect(await payable(capped(PRORATED), hired('2026-03-31'))).toBe('10.00')
  })
  test('the product is rounded once, half up', async () => {
    // 15 / 31 x 100 = 48.387…; an expression's 1,201 / 12 x 15 / 31 = 48.427…, x 1 = 100.08333…
    expect(await payable(capped('per_period: 100, prorate: true, excess: lost'), hired('2026-03-17'))).toBe('48.39')
    const salary = (day: string) => csv('payee_id name base_salary hire_date', `ana Ana 1201 ${day}`)
    const own = capped('per_period: rep.base_salary / 12, prorate: true, excess: lost')
    expect(await payable(own, salary('2026-03-17'))).toBe('48.43')
    expect(await payable(own, salary('2025-03-17'))).toBe('100.08')
    // In yen: 15 / 31 x 95 = 45.967…, x 94 = 45.483…
    const yen = (most: string) =>
      capped(`per_period: ${most}, prorate: true, excess: lost`).replace('currency: USD', 'currency: JPY')
    expect(await payable(yen('95'), hired('2026-03-17'))).toBe('46')
    expect(await payable(yen('94'), hired('2026-03-17'))).toBe('45')
  })
  test('by months, as the plan counts them', async () => {
    const months = (rule: string) => capped(PRORATED, ['proration: months', `month_counts: ${rule}`])
    expect(await payable(months('any'), hired('2026-03-17'))).toBe('310.00')
    expect(await payable(months('by_15th'), hired('2026-03-15'))).toBe('310.00')
    // Nothing of it counts, and he is paid all the same
    expect(await payable(months('by_15th'), hired('2026-03-16'))).toEqual(['SPM5930'])
    expect(await payable(capped(PRORATED, ['proration: none']), hired('2026-03-17'))).toBe('310.00')
  })
  test('how, the plan must say once somebody is there for a part', async () => {
    expect(await payable(capped(PRORATED, []), hired('2026-03-01'))).toBe('310.00')
    expect(await payable(capped(PRORATED, []), hired('2026-03-02'))).toEqual(['SPM5011'])
  })
  test('prorated to nothing for a leaver who is still paid, it is an error; without pay it is none', async () => {
    const plans = capped(PRORATED, ['proration: days', 'leavers: { credit_days: 60 }'])
    const reps = csv('payee_id name end_date', 'ana Ana 2026-02-28')
    expect(await payable(plans, reps)).toEqual(['SPM5930'])
    expect(await payable(plans, reps, { deals: csv(DEALS, 'A ana 0 2026-03-31') })).toBe('0.00')
  })
  test('days on which the component could not pay him do not count', async () => {
    const plans = capped(PRORATED).replace('window: period', 'window: period, where: rep.title == "AE"')
    const reps = csv(
      'payee_id name title effective_from effective_to',
      'ana Ana SDR - 2026-03-16',
      'ana Ana AE 2026-03-17 -',
    )
    expect(await payable(plans, reps)).toBe('150.00')
  })
})

test('the plan’s cap goes by the days on the plan', async () => {
  const plans = plan({
    keys: ['proration: days', 'cap: { per_period: 310, prorate: true, excess: lost }'],
    components: [`id: c, window: period, ${FLAT}`],
  })
  expect(await payable(plans, hired('2026-03-17'))).toBe('150.00')
  expect(await payable(plans, hired('2026-03-01'))).toBe('310.00')
})

test('what a prorated cap cuts is carried into the room of whole pay periods (F32)', async () => {
  const runs = await calculateAll(
    {
      plans: capped('per_period: 310, prorate: true, excess: carried, until: plan_end, then: lost'),
      reps: hired('2026-03-17'),
      deals: csv(DEALS, 'A ana 4000 2026-03-31', 'B ana 1000 2026-04-10'),
    },
    ['2026-03', '2026-04', '2026-05'],
  )
  // 400 - 250; 100 and 210 of the 250; 40
  expect(runs.map((run) => pick(run.lines, 'kind', 'amount'))).toEqual([
    [
      ['commission', '400.00'],
      ['period_cap', '-250.00'],
    ],
    [
      ['commission', '100.00'],
      ['carried', '210.00'],
    ],
    [['carried', '40.00']],
  ])
})
