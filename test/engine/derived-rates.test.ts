import { describe, expect, test } from 'vitest'
import { calculate, pick } from '../support/project.js'
import { csv, DEALS, plan } from '../support/plan.js'

const REPS = 'payee_id name target_incentive currency hire_date'
const run = (rate: string, reps: readonly string[], quotas: readonly string[], more: readonly string[] = []) =>
  calculate({
    plans: plan({
      keys: more,
      components: [`id: c, weight: 100%, window: period, rate: { ${rate} }`],
    }),
    reps: csv(REPS, ...reps),
    quotas: csv('payee_id period amount', ...quotas),
    deals: csv(DEALS, 'A ana 10000 2026-03-10'),
    period: '2026-03',
  })

describe('a rate derived from target and quota (F22)', () => {
  const RATE = 'kind: flat, rate: target / quota'
  test('is the yearly target by the yearly quota', async () => {
    // 60,000 / 800,000 = 7.5 %
    const paid = await run(RATE, ['ana Ana 60000 - -'], ['ana 2026 800000'])
    expect(paid.codes).toEqual([])
    expect(pick(paid.lines, 'blended_rate', 'amount')).toEqual([['0.075', '750.00']])
  })
  test('takes the year’s quota before ramp and proration', async () => {
    const keys = ['proration: days', 'ramp: { from: hire_date, quota: [0%, 50%] }']
    const paid = await run(RATE, ['ana Ana 60000 - 2026-03-01'], ['ana 2026 800000'], keys)
    expect(pick(paid.lines, 'amount')).toEqual([['750.00']])
  })
  test('sums quotas of shorter periods', async () => {
    const quarters = ['ana 2026-Q1 100000', 'ana 2026-Q2 200000', 'ana 2026-Q3 200000', 'ana 2026-Q4 300000']
    expect(pick((await run(RATE, ['ana Ana 60000 - -'], quarters)).lines, 'amount')).toEqual([['750.00']])
  })
  test('without a quota for the whole year is an error', async () => {
    expect((await run(RATE, ['ana Ana 60000 - -'], ['ana 2026-Q1 800000'])).codes).toEqual(['SPM5910'])
  })
  test('of somebody paid in another currency than the plan is refused', async () => {
    expect((await run(RATE, ['ana Ana 60000 EUR -'], ['ana 2026 800000'])).codes).toContain('SPM5902')
  })
  test('goes with multiples of a base rate', async () => {
    const tiers =
      'kind: tiered, by: amount, mode: marginal, base_rate: target / quota, tiers: [{ from: 0, times: 1 }, { from: 4000, times: 2 }]'
    // 4,000 at 7.5 %, 6,000 at 15 %
    expect(pick((await run(tiers, ['ana Ana 60000 - -'], ['ana 2026 800000'])).lines, 'amount')).toEqual([['1200.00']])
  })
})
