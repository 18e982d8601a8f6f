import { describe, expect, test } from 'vitest'
import { calculate, pick } from '../support/project.js'
import { csv, DEALS, plan, WON } from '../support/plan.js'

const TIERS = (window = 'window: period'): string =>
  `id: c, ${window}, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }, { from: 100%, rate: 2% }] }`
const TEAM = 'amount: deal.amount, date: deal.close_date, credit: { rollup: { levels: all } }'
const SUM = 'sum_of: members, measure: won, levels: 1, as_of: period_end'

interface Case {
  /** The measure `team` of the managers: its quota. */
  readonly quota?: string
  readonly reps?: readonly string[]
  readonly header?: string
  readonly quotas: readonly string[]
  readonly rows?: string
  readonly deals?: readonly string[]
  readonly sellers?: Partial<Parameters<typeof plan>[0]>
  readonly keys?: readonly string[]
  readonly unit?: string
  readonly window?: string
  readonly period?: string
  /** Pay period of the managers; months unless given. */
  readonly pays?: string
}

const REPS = ['mia Mia managers -', 'ana Ana sellers mia', 'bo Bo sellers mia']

async function runOf({ quota = SUM, reps = REPS, header, quotas, deals = [], keys = [], ...more }: Case) {
  const unit = more.unit ? `, ${more.unit}` : ''
  return calculate({
    plans: [
      plan({
        id: 'sellers',
        assign: '',
        components: ['id: s, window: period, rate: { kind: flat, rate: 1% }'],
        ...more.sellers,
      }),
      plan({
        id: 'managers',
        assign: '',
        ...(more.pays && { pays: more.pays }),
        keys,
        measures: { team: `${TEAM}${unit}, quota: { ${quota} }` },
        components: [
          `measure: team, ${more.unit ? TIERS(more.window).replaceAll('%, rate: 1%', '%, rate: 1').replaceAll('rate: 2%', 'rate: 2') : TIERS(more.window)}`,
        ],
      }),
    ],
    reps: csv(header ?? 'payee_id name plan manager_id', ...reps),
    quotas: csv(more.rows ?? 'payee_id period amount', ...quotas),
    deals: csv(DEALS, ...deals),
    period: more.period ?? '2026-03',
  })
}

/** The managers' quotas as `payee quota`, or what stopped the run. */
async function teams(of: Case) {
  const run = await runOf(of)
  if (run.codes.length > 0) return run.codes
  return run.attainment.filter((row) => row['components'] === 'c').map((row) => `${row['payee_id']} ${row['quota']}`)
}

describe('a quota that is the sum of the members’ own', () => {
  test('is shown as attainment and serves tiers', async () => {
    const quotas = ['ana 2026 1200', 'bo 2026-03 50']
    // 100 + 50
    const run = await runOf({ quotas, deals: ['A ana 100 2026-03-05', 'B bo 80 2026-03-06'] })
    expect(run.codes).toEqual([])
    const team = run.attainment.filter((row) => row['measure'] === 'team')
    expect(pick(team, 'payee_id', 'quota', 'credited', 'attainment_percent')).toEqual([['mia', '150', '180', '120.00']])
    // 150 at 1 % and 30 at 2 %
    expect(pick(run.payouts, 'payee_id', 'payable')).toContainEqual(['mia', '2.10'])
  })
  test('times a factor', async () => {
    // 90 % of 150.55 = 135.495, rounded once
    expect(await teams({ quota: `${SUM}, times: 90%`, quotas: ['ana 2026-03 100.50', 'bo 2026-03 50.05'] })).toEqual([
      'mia 135.5',
    ])
  })
  test('counts each member’s own prorated and ramped figure', async () => {
    const sellers = { keys: ['proration: days', 'ramp: { from: hire_date, quota: [50%] }'] }
    const header = 'payee_id name plan manager_id hire_date'
    const reps = ['mia Mia managers - -', 'ana Ana sellers mia -', 'bo Bo sellers mia 2026-03-17']
    // 100 + 100.01 x 50 % x 15/31 = 24.196…: 24.20
    expect(await teams({ header, reps, sellers, quotas: ['ana 2026-03 100', 'bo 2026-03 100.01'] })).toEqual([
      'mia 124.2',
    ])
  })
  test('is the sum over the pay periods of the window, each with its own members', async () => {
    const header = 'payee_id name plan manager_id effective_from effective_to'
    const reps = [
      'mia Mia managers - - -',
      'ana Ana sellers mia - -',
      'bo Bo sellers - - 2026-02-28',
      'bo Bo sellers mia 2026-03-01 -',
    ]
    const quarter = {
      window: 'window: quarter, against: full_quota',
      header,
      reps,
      quotas: ['ana 2026 1200', 'bo 2026 1200'],
    }
    // January 100, February 100, March 200
    expect(await teams(quarter)).toEqual(['mia 400'])
  })
  test('a member without a quota counts nothing; without any there is none', async () => {
    expect(await teams({ quotas: ['ana 2026 1200'] })).toEqual(['mia 100'])
    expect(await teams({ quotas: [] })).toEqual(['SPM5015'])
  })
  test('a row of his own wins', async () => {
    expect(await teams({ quotas: ['ana 2026 1200', 'bo 2026 1200', 'mia 2026-03 70'] })).toEqual(['mia 70'])
    // For other months it does not
    expect(await teams({ quotas: ['ana 2026 1200', 'bo 2026 1200', 'mia 2026-02 70'] })).toEqual(['mia 200'])
  })
  test('a row of his role as well is two rules at once', async () => {
    const header = 'payee_id name plan manager_id role'
    const reps = ['mia Mia managers - M', 'ana Ana sellers mia AE']
    const rows = 'role period amount'
    expect(await teams({ header, reps, rows, quotas: ['AE 2026 1200'] })).toEqual(['mia 100'])
    expect(await teams({ header, reps, rows, quotas: ['AE 2026 1200', 'M 2026 5'] })).toEqual(['SPM5733'])
  })
  test('is a number where the measures are', async () => {
    const sellers = {
      measures: { won: `${WON}, unit: number` },
      components: ['id: s, window: period, rate: { kind: flat, rate: 1 }'],
    }
    // Three times a third of 10 in a quarter’s month: 10/3 + 20/3 = 10
    expect(await teams({ unit: 'unit: number', sellers, quotas: ['ana 2026-Q1 10', 'bo 2026-Q1 20'] })).toEqual([
      'mia 10',
    ])
  })
})

describe('who is a member', () => {
  const header = 'payee_id name plan manager_id effective_from effective_to'
  const moved = (day: string, next: string) => [
    'mia Mia managers - - -',
    'ana Ana sellers mia - -',
    `bo Bo sellers mia - ${day}`,
    `bo Bo sellers - ${next} -`,
  ]
  const both = ['ana 2026 1200', 'bo 2026 1200']
  test.each([
    ['period_end', '2026-03-30', '2026-03-31', 'mia 100'],
    ['period_end', '2026-03-31', '2026-04-01', 'mia 200'],
    ['period_start', '2026-02-28', '2026-03-01', 'mia 100'],
    ['period_start', '2026-03-01', '2026-03-02', 'mia 200'],
  ])('as of %s, below her until %s', async (asOf, day, next, wanted) => {
    const quota = `sum_of: members, measure: won, levels: 1, as_of: ${asOf}`
    expect(await teams({ quota, header, reps: moved(day, next), quotas: both })).toEqual([wanted])
  })
  const DEEP = ['top Top managers -', 'mia Mia managers top', 'ana Ana sellers mia', 'bo Bo sellers ana']
  test.each([
    ['1', ['SPM5015']],
    ['2', ['mia 200', 'top 100']],
    ['3', ['mia 200', 'top 200']],
    ['all', ['mia 200', 'top 200']],
  ])('up to %s levels below', async (levels, wanted) => {
    const quota = `sum_of: members, measure: won, levels: ${levels}, as_of: period_end`
    expect(await teams({ quota, reps: DEEP, quotas: both })).toEqual(wanted)
  })
  test('nobody whom a vacant manager parts from him', async () => {
    const reps = ['mia Mia managers -', 'ana Ana sellers mia', 'bo Bo sellers gone']
    expect(await teams({ reps, quotas: both })).toEqual(['mia 100'])
  })
  test('not somebody who has left, whatever his quota', async () => {
    const left = ['mia Mia managers - -', 'ana Ana sellers mia -', 'bo Bo sellers mia 2026-03-30']
    const sellers = { keys: ['proration: days'] }
    expect(
      await teams({ header: 'payee_id name plan manager_id end_date', reps: left, sellers, quotas: both }),
    ).toEqual(['mia 100'])
  })
  test('managers above each other in a circle are told', async () => {
    const reps = ['mia Mia managers top', 'top Top managers mia', 'ana Ana sellers mia']
    expect(await teams({ reps, quotas: both.slice(0, 1) })).toContain('SPM5702')
  })
  test('a circle that quotas and credits both run into is told once', async () => {
    const reps = ['mia Mia managers top', 'top Top managers mia', 'ana Ana sellers mia']
    const found = await teams({ reps, quotas: both.slice(0, 1), deals: ['A ana 100 2026-03-10'] })
    expect(found.filter((code) => code === 'SPM5702')).toEqual(['SPM5702'])
  })
})

describe('the manager himself', () => {
  const header = 'payee_id name plan manager_id hire_date'
  const reps = ['mia Mia managers - 2026-03-17', 'ana Ana sellers mia -']
  test('carries it for the days he is there', async () => {
    // 15 of 31 days of 100
    expect(await teams({ header, reps, keys: ['proration: days'], quotas: ['ana 2026 1200'] })).toEqual(['mia 48.39'])
    expect(await teams({ header, reps, quotas: ['ana 2026 1200'] })).toEqual(['SPM5011'])
  })
  test('has his own ramp on it; tiers by the full quota leave it out, but not his members’', async () => {
    const hired = ['mia Mia managers - 2026-03-01', 'ana Ana sellers mia 2026-03-01']
    const sellers = { keys: ['ramp: { from: hire_date, quota: [80%] }'] }
    const managers = (tiers: string) => ({
      header,
      reps: hired,
      sellers,
      keys: [`ramp: { from: hire_date, quota: [50%], tiers: ${tiers} }`],
    })
    const quotas = ['ana 2026-03 100']
    // 80 % of 100, and half of it
    expect(await teams({ ...managers('ramped'), quotas })).toEqual(['mia 40'])
    const full = await runOf({ ...managers('full'), quotas, deals: ['A ana 60 2026-03-05'] })
    const lines = full.lines.filter((row) => row['payee_id'] === 'mia')
    expect(pick(lines, 'quota')).toEqual([['80']])
  })
  test('has none for pay periods before he comes', async () => {
    const year = { header, reps, window: 'window: year, against: quota_to_date', quotas: ['ana 2026 1200'] }
    expect(await teams({ ...year, keys: ['proration: days'], period: '2026-04' })).toEqual(['mia 148.39'])
    expect(await teams({ ...year, keys: ['proration: none'], period: '2026-04' })).toEqual(['mia 200'])
  })
  test('without a team on that day has a gap, which a row of his own fills', async () => {
    const quota = 'sum_of: members, measure: won, levels: 1, as_of: period_start'
    const window = 'window: year, against: quota_to_date'
    const year = { quota, header, reps, window, keys: ['proration: days'], period: '2026-04' }
    expect(await teams({ ...year, quotas: ['ana 2026 1200'] })).toEqual(['SPM5014'])
    expect(await teams({ ...year, quotas: ['ana 2026 1200', 'mia 2026-03 0'] })).toEqual(['mia 100'])
  })
})

describe('sums of sums', () => {
  const reps = ['top Top managers -', 'mia Mia managers top', 'ana Ana sellers mia', 'bo Bo sellers top']
  const quotas = ['ana 2026 1200', 'bo 2026 2400']
  test('level by level count everybody once', async () => {
    const quota = 'sum_of: members, measure: won, levels: 1, as_of: period_end'
    // Both plans call it won: top has mia’s 100 and bo’s 200
    const run = await calculate({
      plans: [
        plan({ id: 'sellers', assign: '', components: ['id: s, window: period, rate: { kind: flat, rate: 1% }'] }),
        plan({ id: 'managers', assign: '', measures: { won: `${TEAM}, quota: { ${quota} }` }, components: [TIERS()] }),
      ],
      reps: csv('payee_id name plan manager_id', ...reps),
      quotas: csv('payee_id period amount', ...quotas),
      deals: csv(DEALS),
      period: '2026-03',
    })
    expect(run.codes).toEqual([])
    expect(pick(run.attainment, 'payee_id', 'quota')).toEqual([
      ['ana', '100'],
      ['bo', '200'],
      ['mia', '100'],
      ['top', '300'],
    ])
  })
  test('over all levels would count them twice, and are refused', async () => {
    const measures = (levels: string) => ({
      won: `${TEAM}, quota: { sum_of: members, levels: ${levels}, as_of: period_end }`,
    })
    const run = await calculate({
      plans: [
        plan({ id: 'sellers', assign: '', components: ['id: s, window: period, rate: { kind: flat, rate: 1% }'] }),
        plan({ id: 'managers', assign: '', measures: measures('all'), components: [TIERS()] }),
      ],
      reps: csv('payee_id name plan manager_id', ...reps),
      quotas: csv('payee_id period amount', ...quotas),
      deals: csv(DEALS),
      period: '2026-03',
    })
    expect(run.codes).toEqual(['SPM5736'])
  })
})

describe('a member who changes plan inside a month', () => {
  const header = 'payee_id name plan manager_id effective_from effective_to'
  const reps = ['mia Mia managers - - -', 'ana Ana sellers mia - 2026-03-16', 'ana Ana seniors mia 2026-03-17 -']
  const months = async (continues: string) => {
    const component = 'id: s, window: period, rate: { kind: flat, rate: 1% }'
    const days = ['proration: days']
    const run = await calculate({
      plans: [
        plan({ id: 'sellers', assign: '', keys: days, components: [component] }),
        plan({
          id: 'seniors',
          assign: '',
          keys: [...days, ...(continues ? [`continues: ${continues}`] : [])],
          components: [component],
        }),
        plan({
          id: 'managers',
          assign: '',
          measures: { team: `${TEAM}, quota: { ${SUM} }` },
          components: [`measure: team, ${TIERS()}`],
        }),
      ],
      reps: csv(header, ...reps),
      quotas: csv('payee_id period amount', 'ana 2026-03 310'),
      deals: csv(DEALS),
      period: '2026-03',
    })
    expect(run.codes).toEqual([])
    return run.attainment.filter((row) => row['components'] === 'c').map((row) => row['quota'])
  }
  test('counts with the days of each plan', async () => {
    // 160 + 150
    expect(await months('')).toEqual(['310'])
  })
  test('counts once where the second plan goes on from the first', async () => {
    expect(await months('sellers')).toEqual(['310'])
  })
})

test('two managers who change places inside a month have no sums that hold themselves', async () => {
  const header = 'payee_id name plan manager_id effective_from effective_to'
  const quota = (day: string) => `quota: { sum_of: members, levels: 1, as_of: ${day} }`
  const run = await calculate({
    plans: (['period_start', 'period_end'] as const).map((day) =>
      plan({ id: day, assign: '', measures: { won: `${TEAM}, ${quota(day)}` }, components: [TIERS()] }),
    ),
    // On 1 March bo is below ana, on the 31st ana below bo.
    reps: csv(
      header,
      'ana Ana period_start - - 2026-03-10',
      'ana Ana period_start bo 2026-03-11 -',
      'bo Bo period_end ana - 2026-03-10',
      'bo Bo period_end - 2026-03-11 -',
    ),
    quotas: csv('payee_id period amount'),
    deals: csv(DEALS),
    period: '2026-03',
  })
  expect(run.codes).toEqual(['SPM5736'])
})

describe('a manager paid by quarter sums the months of those below him', () => {
  const managers = { pays: 'quarter', keys: ['proration: days'] }
  test('each rounded once for itself', async () => {
    // 100 by the quarter is 33.34 + 33.33 + 33.33; ana is there from 16 March: 16 of 31 days of 33.33 = 17.20258 -> 17.20.
    // bo has a quota for February alone; his other months count nothing, as they would by the month.
    expect(
      await teams({
        ...managers,
        header: 'payee_id name plan manager_id hire_date',
        reps: ['mia Mia managers - -', 'ana Ana sellers mia 2026-03-16', 'bo Bo sellers mia -'],
        sellers: { keys: ['proration: days'] },
        quotas: ['ana 2026-Q1 100', 'bo 2026-02 50.05'],
      }),
    ).toEqual(['mia 67.25'])
  })
  test('and counts whoever is below him on the last day, with the whole quarter', async () => {
    expect(
      await teams({
        ...managers,
        header: 'payee_id name plan manager_id effective_from effective_to',
        reps: [
          'mia Mia managers - - -',
          'max Max managers - - -',
          'ana Ana sellers mia - 2026-03-30',
          'ana Ana sellers max 2026-03-31 -',
          'bo Bo sellers mia - -',
        ],
        quotas: ['ana 2026-Q1 100', 'bo 2026-Q1 60'],
      }),
    ).toEqual(['max 100', 'mia 60'])
  })
})

describe('members’ quotas that cannot be added are refused', () => {
  const quotas = ['ana 2026 1200']
  test.each([
    ['other pay periods', { pays: 'quarter' }],
    ['another currency', { currency: 'EUR' }],
    [
      'another unit',
      {
        measures: { won: `${WON}, unit: number` },
        components: ['id: s, window: period, rate: { kind: flat, rate: 1 }'],
      },
    ],
  ])('%s', async (_, sellers) => {
    expect(await teams({ sellers, quotas })).toEqual(['SPM5735'])
    // But only where there is something to add
    expect(await teams({ sellers, quotas: ['mia 2026 1200'] })).toEqual(['mia 100'])
    expect(await teams({ sellers, quotas: [] })).toEqual(['SPM5015'])
  })
  test('a measure that no plan has', async () => {
    expect(await teams({ quota: SUM.replace('won', 'wom'), quotas })).toEqual(['SPM5734'])
  })
  test.each([
    ['no level', SUM.replace('levels: 1', 'levels: 0'), ['SPM3343']],
    ['a factor of nothing', `${SUM}, times: 0%`, ['SPM3343']],
    ['no day', SUM.replace(', as_of: period_end', ''), ['SPM3001']],
    ['no levels', SUM.replace('levels: 1, ', ''), ['SPM3001']],
  ])('%s', async (_, quota, codes) => {
    expect(await teams({ quota, quotas })).toEqual(codes)
  })
})
