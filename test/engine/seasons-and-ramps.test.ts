import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, monthsOf, type TestRun } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const QUOTAS = 'payee_id period amount'
const attained = (window: string): string =>
  `id: c, ${window}, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }] }`

/** The quota of the component's window, and what stopped the run. */
function quotaOf(run: TestRun): string {
  return run.codes.length > 0 ? run.codes.join(' ') : run.attainment.find((row) => row['components'] === 'c')!['quota']!
}

describe('seasonality', () => {
  const base = { reps: ANA, deals: csv(DEALS) }
  const monthly = async (
    weights: string,
    row: string,
    more: { settings?: string; measures?: Record<string, string> } = {},
  ) => {
    const { measures, ...files } = more
    const keys = [`seasonality: [${weights}]`]
    const component = attained('window: period').replace('1%', measures ? '1' : '1%')
    const plans = plan({ keys, components: [component], to: '2027-12-31', ...(measures && { measures }) })
    return (await calculateAll({ ...base, ...files, plans, quotas: csv(QUOTAS, row) }, monthsOf('2026'))).map(quotaOf)
  }

  test('four weights are quarters; months are even inside them, cents to the earliest', async () => {
    // 20,000 and 40,000 by quarter: thirds are 6,666.67, 6,666.67, 6,666.66 and 13,333.34, 13,333.33, 13,333.33
    const quarter = ['6666.67', '6666.67', '6666.66']
    expect(await monthly('20, 20, 20, 40', 'ana 2026 100000')).toEqual([
      ...quarter,
      ...quarter,
      ...quarter,
      '13333.34',
      '13333.33',
      '13333.33',
    ])
  })
  test('weights need not total 100; what is left goes by largest remainder', async () => {
    // 100 by 1:1:1:3 = 16.67, 16.67, 16.66, 50.00 (remainders 2/3 each: the earliest two have the cents)
    const months = await monthly('1, 1, 1, 3', 'ana 2026 100')
    expect(months.slice(0, 3)).toEqual(['5.56', '5.56', '5.55'])
    expect(months.slice(6, 9)).toEqual(['5.56', '5.55', '5.55'])
    expect(months.slice(9)).toEqual(['16.67', '16.67', '16.66'])
  })
  test('twelve weights are months', async () => {
    const months = await monthly('5, 5, 5, 5, 5, 5, 10, 10, 10, 10, 10, 20', 'ana 2026 100000')
    expect(months).toEqual([...Array<string>(6).fill('5000'), ...Array<string>(5).fill('10000'), '20000'])
  })
  test('a half is spread by the weights of its quarters, a quarter evenly', async () => {
    const none = Array<string>(6).fill('SPM5015')
    // 20 : 40 of 600
    expect((await monthly('20, 20, 20, 40', 'ana 2026-H2 600')).slice(6)).toEqual([
      ...Array<string>(3).fill('66.67').fill('66.66', 2),
      '133.34',
      '133.33',
      '133.33',
    ])
    expect((await monthly('20, 20, 20, 40', 'ana 2026-H2 600')).slice(0, 6)).toEqual(none)
    expect((await monthly('20, 20, 20, 40', 'ana 2026-Q4 600')).slice(9)).toEqual(['200', '200', '200'])
  })
  test('a quarter under weights of months goes by their weights', async () => {
    const months = await monthly('5, 5, 5, 5, 5, 5, 10, 10, 10, 10, 10, 20', 'ana 2026-Q4 400')
    expect(months.slice(9)).toEqual(['100', '100', '200'])
  })
  test('a number stays an exact fraction', async () => {
    const won = 'amount: deal.amount, unit: number, date: deal.close_date, credit: direct'
    const months = await monthly('20, 20, 20, 40', 'ana 2026 10', { measures: { won } })
    // 10 x 40 % / 3
    expect(months[11]).toBe('1.333333333333')
  })
  test('quarters are those of the fiscal year', async () => {
    const months = await monthly('10, 20, 30, 40', 'ana 2027 1200', { settings: 'calendar: { fiscal_year_starts: 2 }' })
    // The year 2027 starts in February 2026: 120 / 3 a month until April, 240 / 3 until July, …
    expect(months.slice(1, 5)).toEqual(['40', '40', '40', '80'])
    expect(months.slice(10)).toEqual(['160', '160'])
  })
  test('a plan that pays by half sums the weights of its quarters', async () => {
    const plans = plan({
      pays: 'half',
      keys: ['seasonality: [10, 20, 30, 40]'],
      components: [attained('window: period')],
    })
    const run = await calculate({ ...base, plans, quotas: csv(QUOTAS, 'ana 2026 1000'), period: '2026-H2' })
    expect(quotaOf(run)).toBe('700')
  })
})

describe('a ramp of 50 % and 75 %', () => {
  const RAMP = 'ramp: { from: hire_date, quota: [50%, 75%] }'
  const ramped = async (pays: string, period: string, quota: string, ...keys: readonly string[]) =>
    quotaOf(
      await calculate({
        plans: plan({ pays, keys: [RAMP, ...keys], components: [attained('window: period')] }),
        reps: csv('payee_id name hire_date', 'ana Ana 2026-02-15'),
        quotas: csv(QUOTAS, quota),
        deals: csv(DEALS),
        period,
      }),
    )
  test('by month of tenure: the first is the calendar month of the hire (F23)', async () => {
    // February: 100 x 50 % x 14 / 28 days; then 75 %, then all of it
    expect(await ramped('month', '2026-02', 'ana 2026 1200', 'proration: days')).toBe('25')
    expect(await ramped('month', '2026-03', 'ana 2026 1200', 'proration: days')).toBe('75')
    expect(await ramped('month', '2026-04', 'ana 2026 1200', 'proration: days')).toBe('100')
  })
  test('spread, ramp and presence are multiplied and rounded once (F21)', async () => {
    // 100.01 x 50 % x 14 / 28 = 25.0025; rounding 50.005 first would give 25.005 and 25.01
    expect(await ramped('month', '2026-02', 'ana 2026-02 100.01', 'proration: days')).toBe('25')
  })
  test('in a quarter each month has its own percent', async () => {
    // By days: (14 x 50 % + 31 x 75 %) / 90 = 30.25 / 90 of 9,000
    expect(await ramped('quarter', '2026-Q1', 'ana 2026-Q1 9000', 'proration: days')).toBe('3025')
    // By months: (50 % + 75 %) / 3
    expect(await ramped('quarter', '2026-Q1', 'ana 2026-Q1 9000', 'proration: months', 'month_counts: any')).toBe(
      '3750',
    )
    // Only March is whole: 75 % / 3
    expect(await ramped('quarter', '2026-Q1', 'ana 2026-Q1 9000', 'proration: months', 'month_counts: whole')).toBe(
      '2250',
    )
    // Not prorated, January counts as the first month: (50 % + 50 % + 75 %) / 3
    expect(await ramped('quarter', '2026-Q1', 'ana 2026-Q1 9000', 'proration: none')).toBe('5250')
  })
  test('the window’s quota is the sum of its ramped months, and tiers apply to it', async () => {
    const run = await calculate({
      plans: plan({ keys: [RAMP, 'proration: days'], components: [attained('window: quarter, against: full_quota')] }),
      reps: csv('payee_id name hire_date', 'ana Ana 2026-02-15'),
      quotas: csv(QUOTAS, 'ana 2026 1200'),
      deals: csv(DEALS, 'A ana 100 2026-03-05'),
      period: '2026-03',
    })
    // 0 + 25 + 75
    expect(quotaOf(run)).toBe('100')
    expect(run.attainment.find((row) => row['components'] === 'c')!['attainment_percent']).toBe('100.00')
  })
  test('it multiplies with seasonality', async () => {
    // Q1 is 40 % of 1,200: 160 a month; March 75 %
    expect(await ramped('month', '2026-03', 'ana 2026 1200', 'proration: days', 'seasonality: [40, 20, 20, 20]')).toBe(
      '120',
    )
  })

  test('who is hired on the last day of a month is in his second one the day after (F23)', async () => {
    const hired = async (day: string, period: string) =>
      quotaOf(
        await calculate({
          plans: plan({ keys: [RAMP, 'proration: none'], components: [attained('window: period')] }),
          reps: csv('payee_id name hire_date', `ana Ana ${day}`),
          quotas: csv(QUOTAS, 'ana 2026 1200'),
          deals: csv(DEALS),
          period,
        }),
      )
    expect([await hired('2026-01-31', '2026-02'), await hired('2026-02-01', '2026-02')]).toEqual(['75', '50'])
    expect([await hired('2026-01-31', '2026-03'), await hired('2026-02-01', '2026-03')]).toEqual(['100', '75'])
  })
  const own = async (rows: readonly string[], period: string) =>
    quotaOf(
      await calculate({
        plans: plan({
          keys: ['ramp: { from: ramp_start, quota: [50%, 75%] }', 'proration: days'],
          components: [attained('window: period')],
        }),
        reps: csv('payee_id name ramp_start effective_from effective_to', ...rows),
        settings: 'inputs: { reps: { types: { ramp_start: date } } }',
        quotas: csv(QUOTAS, 'ana 2026 1200'),
        deals: csv(DEALS),
        period,
      }),
    )
  test('from a column of one’s own, blank for who has none', async () => {
    const rows = ['ana Ana - - 2026-03-16', 'ana Ana 2026-03-17 2026-03-17 -']
    // March: 16 days whole, 15 days at 50 %: 23.5 / 31 of 100
    expect([await own(rows, '2026-02'), await own(rows, '2026-03'), await own(rows, '2026-04')]).toEqual([
      '100',
      '75.81',
      '75',
    ])
  })
  test('that starts when the payee is already there, nobody knows his quota before', async () => {
    expect(await own(['ana Ana 2026-03-17 - -'], '2026-02')).toBe('SPM5701')
    expect(await own(['ana Ana 2026-03-17 - -'], '2026-03')).toBe('50')
  })
})
