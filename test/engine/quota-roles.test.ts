import { describe, expect, test } from 'vitest'
import { calculate, pick } from '../support/project.js'
import { csv, DEALS, plan } from '../support/plan.js'

const REPS = 'payee_id name role effective_from effective_to'
const QUOTAS = 'payee_id role period amount'
const TIERS =
  'id: c, window: period, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }] }'

interface Case {
  readonly reps: readonly string[]
  readonly quotas: readonly string[]
  readonly period?: string
  readonly keys?: readonly string[]
  readonly pays?: string
  readonly header?: string
  readonly settings?: string
}

/** Quotas of the pay period as `payee quota`, or what stopped the run. */
async function quotas({ reps, quotas: rows, period = '2026-03', keys = [], pays = 'month', ...more }: Case) {
  const run = await calculate({
    plans: plan({ keys, pays, components: [TIERS] }),
    reps: csv(REPS, ...reps),
    quotas: csv(more.header ?? QUOTAS, ...rows),
    deals: csv(DEALS),
    settings: more.settings,
    period,
  })
  return run.codes.length > 0 ? run.codes : pick(run.attainment, 'payee_id', 'quota').map((row) => row.join(' '))
}

const TWO = ['ana Ana AE - -', 'bo Bo SDR - -']

describe('a quota by role', () => {
  test('serves everybody whose row in force has the role', async () => {
    // 1,200 a year is 100 a month
    expect(await quotas({ reps: [...TWO, 'cy Cy AE - -'], quotas: ['- AE 2026 1200', '- SDR 2026-03 40'] })).toEqual([
      'ana 100',
      'bo 40',
      'cy 100',
    ])
  })
  test('gives way to a row of the payee himself, for its days only', async () => {
    const rows = ['- AE 2026 1200', 'ana - 2026-03 70', '- SDR 2026 1200']
    expect(await quotas({ reps: TWO, quotas: rows })).toEqual(['ana 70', 'bo 100'])
    expect(await quotas({ reps: TWO, quotas: rows, period: '2026-04' })).toEqual(['ana 100', 'bo 100'])
  })
  test('gives way for the measure that the payee’s row serves only', async () => {
    const header = 'payee_id role period measure amount'
    const rows = ['- AE 2026-03 - 100', '- SDR 2026-03 - 100', 'ana - 2026-03 won 70']
    expect(await quotas({ reps: TWO, quotas: rows, header })).toEqual(['ana 70', 'bo 100'])
  })
  test('nobody else’s role is not his: there he has no quota', async () => {
    expect(await quotas({ reps: TWO, quotas: ['- AE 2026 1200'] })).toEqual(['SPM5015'])
  })
  test('a payee’s own row for a part of the pay period is a gap, not filled up from the role', async () => {
    const rows = ['- AE 2026 1200', '- SDR 2026 1200', 'ana - 2026-03 70']
    expect(await quotas({ reps: TWO, quotas: rows, pays: 'quarter', period: '2026-Q1' })).toEqual(['SPM5014'])
  })
  test('the order of rows changes nothing', async () => {
    const rows = ['- AE 2026 1200', 'ana - 2026-03 70', '- SDR 2026-Q1 33', '- SDR 2026-H2 1']
    expect(await quotas({ reps: TWO, quotas: rows })).toEqual(['ana 70', 'bo 11'])
    expect(await quotas({ reps: [...TWO].reverse(), quotas: [...rows].reverse() })).toEqual(['ana 70', 'bo 11'])
  })
  test('two rows of a role for the same days are twins', async () => {
    expect(await quotas({ reps: TWO, quotas: ['- AE 2026 1200', '- AE 2026-03 90', '- SDR 2026 1'] })).toEqual([
      'SPM5013',
    ])
  })
  test('a file by role alone needs no payee_id', async () => {
    expect(await quotas({ reps: ['ana Ana AE - -'], quotas: ['AE 2026 1200'], header: 'role period amount' })).toEqual([
      'ana 100',
    ])
    expect(await quotas({ reps: TWO, quotas: ['2026 1200'], header: 'period amount' })).toEqual(['SPM2007'])
  })
  test('a role that nobody has is told', async () => {
    const rows = ['- AE 2026 1200', '- SDR 2026 1200', '- SRD 2026 900']
    expect(await quotas({ reps: TWO, quotas: rows })).toEqual(['SPM5730'])
  })
  test.each([
    ['both', 'ana AE 2026 1200'],
    ['neither', '- - 2026 1200'],
  ])('%s of payee_id and role is a bad row', async (_, row) => {
    expect(await quotas({ reps: TWO, quotas: [row] })).toEqual(['SPM2040'])
  })
  test('a bad row is never just left out: the role’s would take its place', async () => {
    const settings = 'inputs: { quotas: { on_bad_row: reject } }'
    const rows = ['- AE 2026 1200', '- SDR 2026 1200', 'ana - 2026-03 7x']
    expect(await quotas({ reps: TWO, quotas: rows, settings })).toEqual(['SPM2013', 'SPM5738'])
    const own = ['ana - 2026 1200', 'bo - 2026 1200', 'bo - 2026-02 7x']
    expect(await quotas({ reps: TWO, quotas: own, settings })).toEqual(['SPM2013'])
  })
})

describe('a role that changes on 17 March', () => {
  const reps = ['ana Ana SDR - 2026-03-16', 'ana Ana AE 2026-03-17 -']
  const rows = ['- SDR 2026 620', '- AE 2026 1240']
  const march = { reps, quotas: ['- SDR 2026-03 62', '- AE 2026-03 124'] }
  test('by days each role has its own days', async () => {
    // 16 of 31 days of 62 = 32; 15 of 31 days of 124 = 60
    expect(await quotas({ ...march, keys: ['proration: days'] })).toEqual(['ana 92'])
  })
  test('each product is rounded once, over both roles together', async () => {
    // 620 and 1,240 a year in March: 51.67 and 103.33: (51.67 x 16 + 103.33 x 15) / 31 = 76.666…; cents apart would be 26.67 + 50.00
    expect(await quotas({ reps, quotas: rows, keys: ['proration: days'] })).toEqual(['ana 76.67'])
  })
  test('by months the role in charge at the month’s end speaks for it', async () => {
    const keys = ['proration: months', 'month_counts: whole']
    expect(await quotas({ ...march, keys })).toEqual(['ana 124'])
  })
  test('in a quarter by months each month has its role', async () => {
    // SDR January and February, AE March: 2 x 20 + 40
    const quarter = { reps, quotas: ['- SDR 2026-Q1 60', '- AE 2026-Q1 120'], pays: 'quarter', period: '2026-Q1' }
    expect(await quotas({ ...quarter, keys: ['proration: months', 'month_counts: any'] })).toEqual(['ana 80'])
  })
  test.each([
    ['not said', []],
    ['none', ['proration: none']],
  ] as const)('with proration %s somebody must say', async (_, keys) => {
    expect(await quotas({ ...march, keys })).toEqual(['SPM5731'])
  })
  test('on the first day of a pay period there is no question', async () => {
    const moved = ['ana Ana SDR - 2026-03-31', 'ana Ana AE 2026-04-01 -']
    const all = ['- SDR 2026 1200', '- AE 2026 2400']
    expect(await quotas({ reps: moved, quotas: all })).toEqual(['ana 100'])
    expect(await quotas({ reps: moved, quotas: all, period: '2026-04' })).toEqual(['ana 200'])
  })
  test('a new role without a quota leaves a gap', async () => {
    expect(await quotas({ reps, quotas: ['- SDR 2026-03 62'], keys: ['proration: days'] })).toEqual(['SPM5014'])
    expect(await quotas({ reps, quotas: ['- SDR 2026-03 62'] })).toEqual(['SPM5014'])
  })
  test('another row with the same role is no change', async () => {
    const same = ['ana Ana SDR - 2026-03-16', 'ana Anna SDR 2026-03-17 -']
    expect(await quotas({ reps: same, quotas: rows.slice(0, 1) })).toEqual(['ana 51.67'])
  })
})
