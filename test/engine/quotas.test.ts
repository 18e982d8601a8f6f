import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, monthsOf, pick, type TestRun } from '../support/project.js'
import { ANA, csv, DEALS, plan, WON } from '../support/plan.js'

const NO_DEALS = csv(DEALS)
const attained = (window: string): string =>
  `id: c, ${window}, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }] }`
const QUOTAS = 'payee_id period amount'

/** The quota of the component's window, and what stopped the run. */
function quotaOf(run: TestRun): string {
  return run.codes.length > 0 ? run.codes.join(' ') : run.attainment.find((row) => row['components'] === 'c')!['quota']!
}

describe('a quota longer than the pay period is spread by largest remainder, earliest period first (F21)', () => {
  const monthly = async (rows: readonly string[]) => {
    const runs = await calculateAll(
      {
        plans: plan({ components: [attained('window: period')] }),
        reps: ANA,
        quotas: csv(QUOTAS, ...rows),
        deals: NO_DEALS,
      },
      monthsOf('2026'),
    )
    return runs.map(quotaOf)
  }
  test('100000 a year over months', async () => {
    // 100,000 / 12 = 8,333.333…: 12 x 8,333.33 = 99,999.96; the four cents go to the first four months
    expect(await monthly(['ana 2026 100000'])).toEqual([
      ...Array<string>(4).fill('8333.34'),
      ...Array<string>(8).fill('8333.33'),
    ])
  })
  test('rows of quarters over months', async () => {
    // 100 / 3 = 33.33 x 3 = 99.99: one cent to each quarter's first month
    expect(await monthly(['ana 2026-Q1 100', 'ana 2026-Q2 200', 'ana 2026-Q3 300', 'ana 2026-Q4 400.01'])).toEqual([
      '33.34',
      '33.33',
      '33.33',
      '66.67',
      '66.67',
      '66.66',
      '100',
      '100',
      '100',
      '133.34',
      '133.34',
      '133.33',
    ])
  })
  test('two lengths that agree are one quota', async () => {
    const rows = ['ana 2026-Q1 100', 'ana 2026-01 50', 'ana 2026-02 30', 'ana 2026-03 20']
    expect((await monthly(rows)).slice(0, 3)).toEqual(['50', '30', '20'])
  })
  test('two lengths that disagree are an error (F24)', async () => {
    const rows = ['ana 2026-Q1 100', 'ana 2026-01 50', 'ana 2026-02 30', 'ana 2026-03 20.01']
    expect((await monthly(rows))[0]).toBe('SPM5013')
  })
})

describe('shorter quotas sum up to a longer pay period', () => {
  const quarterly = async (...rows: readonly string[]) =>
    quotaOf(
      await calculate({
        plans: plan({ pays: 'quarter', components: [attained('window: period')] }),
        reps: ANA,
        quotas: csv(QUOTAS, ...rows),
        deals: NO_DEALS,
        period: '2026-Q1',
      }),
    )
  test('months to a quarter', async () => {
    expect(await quarterly('ana 2026-01 50', 'ana 2026-02 30', 'ana 2026-03 20.5')).toBe('100.5')
  })
  test('months and the quarter itself, agreeing, count once (F24)', async () => {
    expect(await quarterly('ana 2026-Q1 100', 'ana 2026-01 50', 'ana 2026-02 30', 'ana 2026-03 20')).toBe('100')
  })
  test('a missing month is an error, never a smaller quota', async () => {
    expect(await quarterly('ana 2026-01 50', 'ana 2026-03 20')).toContain('SPM5014')
  })
})

test('the quota of a year is the sum of its months; a quota of one measure serves only it, a blank one all', async () => {
  const run = await calculate({
    plans: plan({
      measures: { won: WON, other: WON },
      components: [
        attained('window: year, against: full_quota'),
        `measure: other, ${attained('window: period').replace('id: c', 'id: d')}`,
      ],
    }),
    reps: ANA,
    quotas: csv('payee_id period measure amount', 'ana 2026 won 1200', 'ana 2026-01 other 7'),
    deals: NO_DEALS,
    period: '2026-01',
  })
  expect(run.codes).toEqual([])
  expect(pick(run.attainment, 'measure', 'span', 'quota', 'components')).toEqual([
    ['won', '2026-01', '100', ''],
    ['won', '2026', '1200', 'c'],
    ['other', '2026-01', '7', 'd'],
  ])
})

test('a count quota stays a fraction (F21): three of ten deals in three of twelve months are 120 %', async () => {
  const run = await calculate({
    plans: plan({
      measures: { won: 'amount: count, split: share, date: deal.close_date, credit: direct' },
      components: [attained('window: year, against: quota_to_date').replace('rate: 1%', 'rate: 10')],
    }),
    reps: ANA,
    quotas: csv(QUOTAS, 'ana 2026 10'),
    deals: csv(DEALS, 'A ana 1 2026-01-10', 'B ana 1 2026-02-10', 'C ana 1 2026-03-10'),
    period: '2026-03',
  })
  // 10 x 3 / 12 = 2.5; 3 / 2.5 = 120 %
  expect(pick(run.attainment, 'span', 'quota', 'attainment_percent')).toEqual([
    ['2026-03', '0.833333333333', '120.00'],
    ['2026', '2.5', '120.00'],
  ])
})

describe('no quota where tiers go by attainment', () => {
  const run = async (...rows: readonly string[]) =>
    calculate({
      plans: plan({ components: [attained('window: period')] }),
      reps: ANA,
      quotas: csv(QUOTAS, ...rows),
      deals: NO_DEALS,
      period: '2026-01',
    })
  test('a missing one and one of zero are errors', async () => {
    expect((await run()).codes).toEqual(['SPM5015'])
    expect((await run('ana 2026-01 0')).codes).toEqual(['SPM5015'])
  })
  test('an unknown period is an error', async () => {
    expect((await run('ana 2026-13 100')).codes).toContain('SPM5010')
  })
  test('another currency than the plan’s is an error', async () => {
    const other = await calculate({
      plans: plan({ components: [attained('window: period')] }),
      reps: ANA,
      quotas: csv('payee_id period amount currency', 'ana 2026-01 100 EUR'),
      deals: NO_DEALS,
      period: '2026-01',
    })
    expect(other.codes).toContain('SPM5012')
  })
})

test('a gap in a window whose quota no component needs is no error: it has no attainment', async () => {
  const run = (year: string) =>
    calculate({
      plans: plan({
        components: [`id: y, window: year, ${year}`, attained('window: period')],
      }),
      reps: ANA,
      quotas: csv(QUOTAS, 'ana 2026-Q1 300'),
      deals: csv(DEALS, 'A ana 100 2026-01-10'),
      period: '2026-01',
    })
  const flat = await run('rate: { kind: flat, rate: 10% }')
  expect(flat.codes).toEqual([])
  expect(pick(flat.lines, 'component_id', 'quota', 'amount')).toEqual([
    ['y', '', '10.00'],
    ['c', '100', '1.00'],
  ])
  expect(pick(flat.attainment, 'span', 'quota', 'attainment_percent')).toEqual([
    ['2026-01', '100', '100.00'],
    ['2026', '', ''],
  ])
  // Tiers of the year need all of it
  const tiers =
    'against: full_quota, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }] }'
  expect((await run(tiers)).codes).toEqual(['SPM5014'])
  expect((await run(tiers.replace('full_quota', 'quota_to_date'))).codes).toEqual([])
})

describe('somebody hired on 17 February has part of the quota (F21, F23)', () => {
  // 1,200 a year = 100 a month. February 2026 has 28 days: 17th to 28th are 12.
  const hired = async (keys: readonly string[], period: string, day = '2026-02-17') =>
    quotaOf(
      await calculate({
        plans: plan({ keys, components: [attained('window: year, against: quota_to_date')] }),
        reps: csv('payee_id name hire_date', `ana Ana ${day}`),
        quotas: csv(QUOTAS, 'ana 2026 1200'),
        deals: NO_DEALS,
        period,
      }),
    )
  test.each([
    // 100 x 12 / 28 = 42.857… rounded once per pay period
    ['days', ['proration: days'], '42.86', '142.86'],
    // No quota at all in February: no question either, since there is no deal.
    ['months, whole ones only', ['proration: months', 'month_counts: whole'], '0', '100'],
    ['months, any day counts', ['proration: months', 'month_counts: any'], '100', '200'],
    ['months, by the 15th', ['proration: months', 'month_counts: by_15th'], '0', '100'],
    ['not at all: also for January', ['proration: none'], '200', '300'],
  ] as const)('by %s', async (_, keys, february, march) => {
    expect([await hired(keys, '2026-02'), await hired(keys, '2026-03')]).toEqual([february, march])
  })
  test('prorated to nothing, a deal has no attainment: somebody must decide', async () => {
    const run = await calculate({
      plans: plan({
        keys: ['proration: months', 'month_counts: whole'],
        components: [attained('window: year, against: quota_to_date')],
      }),
      reps: csv('payee_id name hire_date', 'ana Ana 2026-02-17'),
      quotas: csv(QUOTAS, 'ana 2026 1200'),
      deals: csv(DEALS, 'A ana 100 2026-02-20'),
      period: '2026-02',
    })
    expect(run.codes).toEqual(['SPM5015'])
  })
  test('by the 15th: hired on the 15th counts', async () => {
    expect(await hired(['proration: months', 'month_counts: by_15th'], '2026-02', '2026-02-15')).toBe('100')
  })
  test('the plan must say how', async () => {
    expect(await hired([], '2026-02')).toBe('SPM5011')
  })
  test('a leaver too: the last day counts', async () => {
    const run = await calculate({
      plans: plan({ keys: ['proration: days'], components: [attained('window: period')] }),
      reps: csv('payee_id name end_date', 'ana Ana 2026-02-14'),
      quotas: csv(QUOTAS, 'ana 2026 1200'),
      deals: NO_DEALS,
      period: '2026-02',
    })
    expect(quotaOf(run)).toBe('50')
  })
})

describe('odd calendars', () => {
  const PERIODS = csv(
    'period_id start end level',
    'W1 2026-01-05 2026-02-02 block',
    'W2 2026-02-02 2026-03-02 block',
    'W3 2026-03-02 2026-04-06 block',
    'FQ1 2026-01-05 2026-04-06 season',
  )
  const project = (periods: string, period: string) => ({
    plans: plan({ pays: 'block', components: [attained('window: period')] }),
    reps: ANA,
    quotas: csv(QUOTAS, 'ana FQ1 100'),
    deals: csv(DEALS, 'A ana 1000 2026-02-01', 'B ana 500 2026-02-02'),
    settings: 'calendar: { periods: periods.csv }',
    periods,
    period,
  })
  test('a custom calendar decides what belongs to a period', async () => {
    const run = await calculate(project(PERIODS, 'W1'))
    expect(run.codes).toEqual([])
    expect(pick(run.lines, 'deal_id', 'quota', 'amount')).toEqual([['A', '33.34', '10.00']])
    expect(pick(run.exclusions, 'deal_id', 'reason')).toEqual([['B', 'after_period']])
  })
  test.each(['as they are', 'turned around'])(
    'the longest periods are the longest, however few, rows %s',
    async (order) => {
      const rows = [
        'Q1 2026-01-01 2026-04-01 quarter',
        'Q2 2026-04-01 2026-07-01 quarter',
        'Q3 2026-07-01 2026-10-01 quarter',
        'M1 2026-01-01 2026-02-01 month',
        'M2 2026-02-01 2026-03-01 month',
        'M3 2026-03-01 2026-04-01 month',
      ]
      const run = await calculate({
        plans: plan({ pays: 'month', components: ['id: c, window: quarter, rate: { kind: flat, rate: 1% }'] }),
        reps: ANA,
        deals: csv(DEALS, 'A ana 100 2026-02-01'),
        settings: 'calendar: { periods: periods.csv }',
        periods: csv('period_id start end level', ...(order === 'as they are' ? rows : rows.reverse())),
        period: 'M2',
      })
      expect(run.codes).toEqual([])
    },
  )
  test('a period that the calendar lacks stops the run with a message, not a crash', async () => {
    const run = await calculate({
      ...project(PERIODS, 'W1'),
      plans: [
        plan({
          pays: 'block',
          assign: 'rep.payee_id == "ana"',
          components: ['id: c, window: deal, rate: { kind: flat, rate: 1% }'],
        }),
        plan({
          id: 'q',
          pays: 'season',
          assign: 'rep.payee_id == "bo"',
          components: ['id: c, window: period, rate: { kind: flat, rate: 1% }'],
        }),
      ],
      reps: csv('payee_id name', 'ana Ana', 'bo Bo'),
      periods: PERIODS.replace('FQ1,2026-01-05', 'FQ1,2026-02-02'),
      deals: csv(DEALS, 'A bo 1000 2026-02-01'),
      quotas: undefined,
    })
    expect(run.codes).toContain('SPM5020')
  })
  test('by the 15th is the 15th day of a period that starts in mid-month', async () => {
    // The block runs from 20 January to 19 February: its 15th day is 3 February.
    const hired = async (day: string) => {
      const run = await calculate({
        plans: plan({
          pays: 'block',
          keys: ['proration: months', 'month_counts: by_15th'],
          components: [attained('window: period')],
        }),
        reps: csv('payee_id name hire_date', `ana Ana ${day}`),
        quotas: csv(QUOTAS, 'ana B 100'),
        deals: NO_DEALS,
        settings: 'calendar: { periods: periods.csv }',
        periods: csv('period_id start end level', 'B 2026-01-20 2026-02-20 block'),
        period: 'B',
      })
      return quotaOf(run)
    }
    expect([await hired('2026-01-25'), await hired('2026-02-03'), await hired('2026-02-04')]).toEqual([
      '100',
      '100',
      '0',
    ])
  })
  test('a fiscal year that starts in February: its first quarter is named by the year it ends in', async () => {
    const run = await calculate({
      plans: plan({
        from: '2026-02-01',
        to: '2027-01-31',
        components: [
          'id: c, window: quarter, rate: { kind: tiered, by: amount, mode: retroactive, tiers: [{ from: 0, rate: 1% }, { from: 300, rate: 2% }] }',
        ],
      }),
      settings: 'calendar: { fiscal_year_starts: 2 }',
      reps: ANA,
      quotas: csv(QUOTAS, 'ana 2027-Q1 300'),
      deals: csv(DEALS, 'J ana 100 2026-01-31', 'F ana 200 2026-02-01', 'A ana 100 2026-04-30', 'M ana 100 2026-05-01'),
      period: '2026-04',
    })
    expect(run.codes).toEqual([])
    // February to April: 300 reaches 2 %: A 2.00, F 1 % more = 2.00
    expect(pick(run.lines, 'kind', 'deal_id', 'amount')).toEqual([
      ['re_rating', '', '2.00'],
      ['commission', 'A', '2.00'],
    ])
    expect(pick(run.attainment, 'span', 'quota')).toEqual([
      ['2026-04', '100'],
      ['2027-Q1', '300'],
    ])
  })
})

test('while a quota is zero nothing is earned: once there is one, it is all new', async () => {
  // No quota in the month of hire: its deal is an error then. February: 500 of 1,000 are 50 %, 10 % of them, once.
  const run = (period: string) =>
    calculate({
      plans: plan({
        keys: ['proration: none', 'ramp: { from: hire_date, quota: [0%] }'],
        components: [
          'id: c, window: year, against: quota_to_date, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 10% }, { from: 100%, rate: 20% }] }',
        ],
      }),
      reps: csv('payee_id name hire_date', 'ana Ana 2026-01-10'),
      quotas: csv('payee_id period amount', 'ana 2026 12000'),
      deals: csv(DEALS, 'A ana 500 2026-01-20'),
      period,
    })
  expect((await run('2026-01')).codes).toEqual(['SPM5015'])
  const february = await run('2026-02')
  expect(february.codes).toEqual([])
  expect(pick(february.lines, 'kind', 'amount')).toEqual([['re_rating', '50.00']])
})
