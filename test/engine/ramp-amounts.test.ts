import { describe, expect, test } from 'vitest'
import { calculate, pick } from '../support/project.js'
import { csv, DEALS, plan, WON } from '../support/plan.js'

const tiers = (window: string): string =>
  `id: c, ${window}, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }, { from: 100%, rate: 2% }] }`

interface More {
  readonly ramp?: string
  readonly keys?: readonly string[]
  readonly pays?: string
  readonly window?: string
  readonly quotas?: readonly string[]
  readonly deals?: readonly string[]
  readonly settings?: string
  readonly periods?: string
}

const AMOUNTS = 'amount: { won: [5000, 8000] }'

async function runOf(period: string, more: More = {}) {
  const { ramp = AMOUNTS, keys = ['proration: days'], pays = 'month', window = 'window: period', ...files } = more
  return calculate({
    plans: plan({ pays, keys: [`ramp: { from: hire_date, ${ramp} }`, ...keys], components: [tiers(window)] }),
    reps: csv('payee_id name hire_date', 'ana Ana 2026-02-15'),
    quotas: csv('payee_id period amount', ...(files.quotas ?? ['ana 2026 120000'])),
    deals: csv(DEALS, ...(files.deals ?? [])),
    settings: files.settings,
    periods: files.periods,
    period,
  })
}

/** The quota of the component's window, or what stopped the run. */
async function quota(period: string, more?: More): Promise<string> {
  const run = await runOf(period, more)
  if (run.codes.length > 0) return run.codes.join(' ')
  return run.attainment.find((row) => row['components'] === 'c')!['quota']!
}

describe('a ramp of 5,000 and 8,000', () => {
  test('stands in place of the quota of each month of tenure, prorated by days', async () => {
    // February: 14 of 28 days of 5,000; March 8,000; then the 10,000 of the file
    expect([await quota('2026-02'), await quota('2026-03'), await quota('2026-04')]).toEqual(['2500', '8000', '10000'])
  })
  test('by months', async () => {
    const months = (counts: string) => ({ keys: ['proration: months', `month_counts: ${counts}`] })
    expect(await quota('2026-02', months('any'))).toBe('5000')
    expect(await quota('2026-02', months('whole'))).toBe('0')
  })
  test('in a quarter each month has its own', async () => {
    const quarter = { pays: 'quarter', quotas: ['ana 2026 120000'] }
    // February to March: 2,500 + 8,000
    expect(await quota('2026-Q1', { ...quarter })).toBe('10500')
    expect(await quota('2026-Q1', { ...quarter, keys: ['proration: months', 'month_counts: any'] })).toBe('13000')
    // Not prorated, January counts as the first month
    expect(await quota('2026-Q1', { ...quarter, keys: ['proration: none'] })).toBe('18000')
    // April, May, June: 30,000 without a ramp
    expect(await quota('2026-Q2', { ...quarter })).toBe('30000')
  })
  test('a month of both: the ramp’s month, then the file’s part of the quarter', async () => {
    // A ramp of one month: 2,500 in February, then 31 of 90 days of 30,000
    const one = { ramp: 'amount: { won: [5000] }', pays: 'quarter' }
    expect(await quota('2026-Q1', one)).toBe('12833.33')
  })
  test('needs no row in the file for its own months, but for those after', async () => {
    const rows = ['ana 2026-Q2 30000']
    expect(await quota('2026-03', { quotas: rows })).toBe('8000')
    const year = { window: 'window: quarter, against: full_quota', quotas: ['ana 2027 1'] }
    expect(await quota('2026-03', year)).toBe('10500')
    expect(await quota('2026-04', year)).toBe('SPM5015')
  })
  test('is for its measure; percents go on for every other', async () => {
    const run = await calculate({
      plans: plan({
        keys: ['proration: days', `ramp: { from: hire_date, quota: [50%, 75%, 80%], ${AMOUNTS} }`],
        measures: { won: WON, other: WON },
        components: [tiers('window: period')],
      }),
      reps: csv('payee_id name hire_date', 'ana Ana 2026-02-01'),
      quotas: csv('payee_id period amount', 'ana 2026 120000'),
      deals: csv(DEALS),
      period: '2026-03',
    })
    expect(pick(run.attainment, 'measure', 'quota')).toEqual([
      ['won', '8000'],
      ['other', '7500'],
    ])
  })
  test('without percents other measures have no ramp', async () => {
    const run = await calculate({
      plans: plan({
        keys: ['proration: days', `ramp: { from: hire_date, ${AMOUNTS} }`],
        measures: { won: WON, other: WON },
        components: [tiers('window: period')],
      }),
      reps: csv('payee_id name hire_date', 'ana Ana 2026-02-01'),
      quotas: csv('payee_id period amount', 'ana 2026 120000'),
      deals: csv(DEALS),
      period: '2026-03',
    })
    expect(pick(run.attainment, 'measure', 'quota')).toEqual([
      ['won', '8000'],
      ['other', '10000'],
    ])
  })
  test('pay periods that are not months are refused', async () => {
    const periods = csv('period_id start end level', 'B 2026-02-09 2026-03-09 month')
    const odd = { settings: 'calendar: { periods: periods.csv }', periods, quotas: ['ana B 10000'] }
    expect(await quota('B', odd)).toBe('SPM5737')
    expect(await quota('B', { ...odd, ramp: 'quota: [50%, 75%]' })).not.toBe('SPM5737')
  })
})

describe('tiers by the full quota', () => {
  // March: 10,000, ramped 8,000
  const deals = ['A ana 9000 2026-03-05']
  test('are reached later; attainment is shown against the ramped one', async () => {
    const full = await runOf('2026-03', { ramp: `${AMOUNTS}, tiers: full`, deals })
    expect(pick(full.attainment, 'quota', 'attainment_percent')).toEqual([['8000', '112.50']])
    // 9,000 of 10,000: 1 % of all
    expect(pick(full.lines, 'quota', 'attainment_percent', 'amount')).toEqual([['10000', '90.00', '90.00']])
  })
  test.each(['', ', tiers: ramped'])('by the ramped quota unless said (%s)', async (said) => {
    const ramped = await runOf('2026-03', { ramp: `${AMOUNTS}${said}`, deals })
    // 8,000 at 1 % and 1,000 at 2 %
    expect(pick(ramped.lines, 'quota', 'attainment_percent', 'amount')).toEqual([['8000', '112.50', '100.00']])
  })
  test('are prorated all the same', async () => {
    const run = await runOf('2026-02', { ramp: 'quota: [50%], tiers: full', deals: ['A ana 6000 2026-02-20'] })
    // 14 of 28 days of 10,000: 5,000 at 1 % and 1,000 at 2 %
    expect(pick(run.lines, 'quota', 'amount')).toEqual([['5000', '70.00']])
    expect(pick(run.attainment, 'quota')).toEqual([['2500']])
  })
  test('a ramp of 0 % has no attainment, but tiers', async () => {
    const run = await runOf('2026-02', { ramp: 'quota: [0%], tiers: full', deals: ['A ana 6000 2026-02-20'] })
    expect(pick(run.lines, 'quota', 'amount')).toEqual([['5000', '70.00']])
    expect(pick(run.attainment, 'quota', 'attainment_percent')).toEqual([['0', '']])
    expect(await quota('2026-02', { ramp: 'quota: [0%]', deals: ['A ana 6000 2026-02-20'] })).toBe('SPM5015')
  })
})

describe('a ramp is refused that', () => {
  test.each([
    ['says nothing', 'tiers: full', 'SPM3340'],
    ['names a measure the plan lacks', 'amount: { wom: [5000] }', 'SPM3341'],
    ['is negative', 'amount: { won: [-1] }', 'SPM3342'],
    ['has a percent among its amounts', 'amount: { won: [50%] }', 'SPM3001'],
  ])('%s', async (_, ramp, code) => {
    expect(await quota('2026-03', { ramp })).toBe(code)
  })
  test('an amount of 0 is one', async () => {
    expect(await quota('2026-04', { ramp: 'amount: { won: [0] }' })).toBe('10000')
  })
})
