import { describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/base/date.js'
import { assignPlans } from '../../src/engine/assign.js'
import { Quotas } from '../../src/engine/quota.js'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import type { MeasureId, PayeeId } from '../../src/model/ids.js'
import { bookOf } from '../support/project.js'
import { csv, DEALS, plan, WON } from '../support/plan.js'

interface Case {
  readonly rows: readonly string[]
  readonly header?: string
  readonly reps?: string
  readonly keys?: readonly string[]
  readonly settings?: string
  readonly pays?: string
}

/** Ana's quota of the year that holds each day, under the row in force on it; and what was told. */
async function yearly(days: readonly string[], { rows, keys = [], pays = 'month', ...more }: Case) {
  const component = 'id: c, window: period, rate: { kind: flat, rate: 1% }'
  const book = await bookOf({
    plans: plan({ keys, pays, to: '2027-12-31', measures: { other: WON, won: WON }, components: [component] }),
    reps: more.reps ?? csv('payee_id name', 'ana Ana'),
    quotas: csv(more.header ?? 'payee_id period measure amount', ...rows),
    deals: csv(DEALS),
    settings: more.settings,
    period: pays === 'month' ? '2027-12' : '2027',
  })
  const found: Diagnostic[] = []
  const assignments = assignPlans(book.payees.values(), book.plans, found)
  const quotas = new Quotas(book, assignments, found)
  const [reps] = book.plans
  const measure = reps!.measures.get('won' as MeasureId)!
  const amounts = days.map((day) => {
    const mine = assignments.get('ana' as PayeeId)!
    const assignment = mine.find(({ from, to }) => from <= day && day <= to)!
    return quotas.yearly(reps!, measure, assignment, day as PlainDate)?.toFixed() ?? 'none'
  })
  return [...amounts, ...found.map(({ code }) => code)]
}

describe('the yearly quota, before ramp and proration (F22)', () => {
  test('is that of the year which holds the day', async () => {
    const rows = ['ana 2026 won 100000', 'ana 2027 - 120000', 'ana 2026 other 5']
    expect(await yearly(['2026-01-01', '2026-12-31', '2027-01-01'], { rows })).toEqual(['100000', '100000', '120000'])
  })
  test('is the sum of quarters and months', async () => {
    const months = ['01', '02', '03'].map((month) => `ana 2026-${month} won 33.33`)
    const rows = [...months, 'ana 2026-Q2 won 100', 'ana 2026-H2 won 200.02']
    // 99.99 + 100 + 200.02
    expect(await yearly(['2026-05-05'], { rows })).toEqual(['400.01'])
  })
  test('does not exist where a month is missing; nothing is told, for nobody may need it', async () => {
    expect(await yearly(['2026-05-05'], { rows: ['ana 2026-H1 won 100'] })).toEqual(['none'])
    expect(await yearly(['2026-05-05'], { rows: ['ana 2027 won 100'] })).toEqual(['none'])
  })
  test('knows neither ramp nor proration', async () => {
    const reps = csv('payee_id name hire_date end_date', 'ana Ana 2026-02-17 2026-11-03')
    const keys = ['proration: days', 'ramp: { from: hire_date, quota: [0%], amount: { won: [1, 2] } }']
    expect(await yearly(['2026-05-05'], { rows: ['ana 2026 won 1200'], reps, keys })).toEqual(['1200'])
  })
  test('goes by the role of the row in force, all year', async () => {
    const reps = csv(
      'payee_id name role effective_to effective_from',
      'ana Ana SDR 2026-03-16 -',
      'ana Ana AE - 2026-03-17',
    )
    const header = 'role period amount'
    expect(
      await yearly(['2026-03-16', '2026-03-17'], { rows: ['SDR 2026 600', 'AE 2026 1200'], header, reps }),
    ).toEqual(['600', '1200'])
  })
  test('changes in mid-year with the rows: six months of each', async () => {
    const header = 'payee_id period amount effective_from effective_to'
    const rows = ['ana 2026 1200000 - 2026-06-30', 'ana 2026 1500000 2026-07-01 -']
    expect(await yearly(['2026-05-05', '2026-08-05'], { rows, header })).toEqual(['1350000', '1350000'])
  })
  test('that changes inside a month needs proration, and says so', async () => {
    const header = 'payee_id period amount effective_from effective_to'
    const rows = ['ana 2026 1200 - 2026-06-15', 'ana 2026 2400 2026-06-16 -']
    expect(await yearly(['2026-05-05'], { rows, header })).toEqual(['none', 'SPM5731'])
    // 5 x 100 + 150 + 6 x 200
    expect(await yearly(['2026-05-05'], { rows, header, keys: ['proration: days'] })).toEqual(['1850'])
  })
  test('is that of the fiscal year', async () => {
    const settings = 'calendar: { fiscal_year_starts: 2 }'
    const rows = ['ana 2026 won 100', 'ana 2027 won 200']
    expect(await yearly(['2026-01-31', '2026-02-01'], { rows, settings })).toEqual(['100', '200'])
  })
  test('of a plan that pays by year is the row itself', async () => {
    expect(await yearly(['2026-05-05'], { rows: ['ana 2026 won 100.01'], pays: 'year' })).toEqual(['100.01'])
  })
})
