import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, monthsOf, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const QUOTAS = 'payee_id period amount effective_from effective_to'
const tiers = (window: string): string =>
  `id: c, ${window}, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }] }`

interface More {
  readonly keys?: readonly string[]
  readonly window?: string
  readonly pays?: string
  readonly settings?: string
  readonly measures?: Readonly<Record<string, string>>
  readonly reps?: string
}

function project(
  rows: readonly string[],
  { keys = [], window = 'window: period', pays = 'month', ...more }: More = {},
) {
  const { measures, reps = ANA, settings } = more
  const component = measures ? tiers(window).replace('1%', '1') : tiers(window)
  return {
    plans: plan({ keys, pays, components: [component], ...(measures && { measures }) }),
    reps,
    quotas: csv(QUOTAS, ...rows),
    deals: csv(DEALS),
    settings,
  }
}

/** The quota of the component's window, or what stopped the run. */
async function quota(rows: readonly string[], period: string, more?: More): Promise<string> {
  const run = await calculate({ ...project(rows, more), period })
  if (run.codes.length > 0) return run.codes.join(' ')
  return run.attainment.find((row) => row['components'] === 'c')!['quota']!
}

const JULY = ['ana 2026 1200000 - 2026-06-30', 'ana 2026 1500000 2026-07-01 -']

describe('a quota raised from July on', () => {
  test('a year is six months of each', async () => {
    const runs = await calculateAll(project(JULY, { window: 'window: year, against: full_quota' }), monthsOf('2026'))
    const months = runs.map((run) => pick(run.attainment, 'quota').flat().join(' '))
    // 1,200,000 / 12 and 1,500,000 / 12; 6 x 100,000 + 6 x 125,000
    expect(months).toEqual([...Array<string>(6).fill('100000 1350000'), ...Array<string>(6).fill('125000 1350000')])
  })
  test('to date it goes up from July', async () => {
    const more = { window: 'window: year, against: quota_to_date' }
    expect(await quota(JULY, '2026-06', more)).toBe('600000')
    expect(await quota(JULY, '2026-07', more)).toBe('725000')
  })
  test('a year and the half after it may stand side by side', async () => {
    const rows = ['ana 2026 1200 - 2026-06-30', 'ana 2026-H2 900 - -']
    // 600 + 900
    expect(await quota(rows, '2026-03', { window: 'window: year, against: full_quota' })).toBe('1500')
  })
  test('effective_to may be the first day after it', async () => {
    const rows = ['ana 2026 1200 - 2026-07-01', 'ana 2026 2400 2026-07-01 -']
    const more = { window: 'window: year, against: full_quota' }
    expect(await quota(rows, '2026-03', { ...more, settings: 'effective_to: exclusive' })).toBe('1800')
    expect(await quota(rows, '2026-03', more)).toBe('SPM5013')
  })
  test('a number stays an exact fraction', async () => {
    const measures = { won: 'amount: count, split: share, date: deal.close_date, credit: direct' }
    const rows = ['ana 2026 10 - 2026-06-30', 'ana 2026 14 2026-07-01 -']
    // 10 x 6/12 + 14 x 6/12
    expect(await quota(rows, '2026-03', { measures, window: 'window: year, against: full_quota' })).toBe('12')
  })
})

describe('a quota that changes on 11 March', () => {
  const rows = ['ana 2026 1200 - 2026-03-10', 'ana 2026 3750 2026-03-11 -']
  test('by days', async () => {
    // (100 x 10 + 312.50 x 21) / 31 = 243.951…
    expect(await quota(rows, '2026-03', { keys: ['proration: days'] })).toBe('243.95')
  })
  test('by days, for the days he is there', async () => {
    // Hired on the 6th: (100 x 5 + 312.50 x 21) / 31 = 227.822…
    const reps = csv('payee_id name hire_date', 'ana Ana 2026-03-06')
    expect(await quota(rows, '2026-03', { keys: ['proration: days'], reps })).toBe('227.82')
  })
  test('by months the row at the month’s end', async () => {
    const keys = ['proration: months', 'month_counts: whole']
    expect(await quota(rows, '2026-03', { keys })).toBe('312.5')
    // Of a leaver, the row on his last day
    const reps = csv('payee_id name end_date', 'ana Ana 2026-03-10')
    expect(await quota(rows, '2026-03', { keys: ['proration: months', 'month_counts: any'], reps })).toBe('100')
  })
  test('in a quarter', async () => {
    const quarter = ['ana 2026-Q1 900 - 2026-03-10', 'ana 2026-Q1 1800 2026-03-11 -']
    const more = { pays: 'quarter' }
    // By days (900 x 69 + 1,800 x 21) / 90; by months (900 x 2 + 1,800) / 3
    expect(await quota(quarter, '2026-Q1', { ...more, keys: ['proration: days'] })).toBe('1110')
    expect(await quota(quarter, '2026-Q1', { ...more, keys: ['proration: months', 'month_counts: any'] })).toBe('1200')
  })
  test('the plan must say', async () => {
    expect(await quota(rows, '2026-03')).toBe('SPM5731')
    expect(await quota(rows, '2026-03', { keys: ['proration: none'] })).toBe('SPM5731')
    expect(await quota(rows, '2026-02')).toBe('100')
    expect(await quota(rows, '2026-04')).toBe('312.5')
  })
})

describe('days of quota rows', () => {
  test('one day that two rows share is an error, the day after is none', async () => {
    const rows = (from: string) => ['ana 2026 1200 - 2026-06-30', `ana 2026 1500 ${from} -`]
    expect(await quota(rows('2026-06-30'), '2026-03')).toBe('SPM5013')
    expect(await quota(rows('2026-07-01'), '2026-03')).toBe('100')
  })
  test.each([
    ['stated proration', ['proration: days']],
    ['none', []],
  ])('a day between them is a gap, under %s', async (_, keys) => {
    const rows = ['ana 2026 1200 - 2026-06-29', 'ana 2026 1500 2026-07-01 -']
    const year = { keys, window: 'window: year, against: full_quota' }
    expect(await quota(rows, '2026-03', year)).toBe('SPM5014')
    expect(await quota(rows, '2026-06', { keys })).toBe('SPM5014')
    expect(await quota(rows, '2026-07', { keys })).toBe('125')
  })
  test('dates that only repeat the period mean nothing', async () => {
    const rows = ['ana 2026-01 1 2026-01-01 2026-01-31', 'ana 2026-02 2 2026-02-01 2026-02-28', 'ana 2026-03 3 - -']
    expect(await quota(rows, '2026-Q1', { pays: 'quarter' })).toBe('6')
  })
  test('a row that is in force on no day of its period is an error', async () => {
    expect(await quota(['ana 2026-03 1 2026-04-01 -'], '2026-03')).toContain('SPM5732')
    expect(await quota(['ana 2026-03 1 - 2026-02-28'], '2026-03')).toContain('SPM5732')
    expect(await quota(['ana 2026-03 31 - 2026-03-01'], '2026-03')).toBe('SPM5014')
  })
  test('an end before its start is a bad row', async () => {
    expect(await quota(['ana 2026 1 2026-03-02 2026-03-01'], '2026-03')).toBe('SPM2025')
  })
  test('rows of two lengths agree only where they hold on the same days', async () => {
    const months = ['ana 2026-01 50 - -', 'ana 2026-02 30 - -', 'ana 2026-03 20 - -']
    expect(await quota(['ana 2026-Q1 100 - -', ...months], '2026-02')).toBe('30')
    expect(await quota(['ana 2026-Q1 100 - 2026-03-15', ...months], '2026-02')).toBe('SPM5013')
  })
})
