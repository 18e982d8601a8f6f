import { describe, expect, test } from 'vitest'
import { calculate, pick, type TestProject, type TestRun } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const HEADER = 'id payee_id period amount reason requested_by approved_by'

/** An id, its amount and what is to be seen; ana, January and the two who agreed unless said otherwise. */
const row = (id: string, amount: string, period = '2026-01'): string => `${id} ana ${period} ${amount} error pat kim`

async function january(rows: readonly string[], more: Partial<TestProject> = {}): Promise<TestRun> {
  return calculate({
    plans: plan({ components: ['id: c, window: period, rate: { kind: flat, rate: 10% }'] }),
    reps: ANA,
    deals: csv(DEALS),
    adjustments: csv(HEADER, ...rows),
    period: '2026-01',
    ...more,
  })
}

describe('the period of an adjustment', () => {
  test.each([
    ['2026-13', 'SPM5940', '2026-13 is not a period of the calendar'],
    ['2026-Q1', 'SPM5940', '2026-Q1 is a quarter, but runs go by month'],
    ['2025-12', 'SPM5941', 'in which no plan is in force'],
    ['2027-01', 'SPM5941', 'in which no plan is in force'],
  ])('%s, where it is none of the runs, is told once: %s', async (period, code, words) => {
    const run = await january([row('A1', '5', period), row('A2', '5', period)])
    expect(run.found.map((each) => each.code)).toEqual([code])
    expect(run.found[0]!.message).toContain(words)
    expect(run.found[0]!.place).toMatchObject({ file: 'adjustments.csv', record: 2, cell: 'period' })
    expect(run.ok).toBe(code === 'SPM5941')
  })
})

describe('an adjustment needs two people', () => {
  const reps = 'payee_id,name,email\nana,Ana Diaz,ana@acme.example\nbo,Bo Lee,\n'
  const told = async (requested: string, approved: string): Promise<readonly string[]> => {
    const adjustments = `id,payee_id,period,amount,reason,requested_by,approved_by\nA1,ana,2026-01,5,error,${requested},${approved}\n`
    const run = await january([], { reps, adjustments })
    for (const { place } of run.found) expect(place).toMatchObject({ record: 2, cell: 'approved_by' })
    return run.found.map(({ code }) => code)
  }
  test('another one approves than asks, whatever the file calls him', async () => {
    expect(await told('bo', 'kim')).toEqual([])
    expect(await told('bo', 'bo')).toEqual(['SPM2051'])
    expect(await told('BO', 'bo')).toEqual(['SPM2051'])
    expect(await told('bo', 'Bo Lee')).toEqual(['SPM2051'])
    expect(await told('bo lee', 'BO')).toEqual(['SPM2051'])
    expect(await told('kim  lund', 'Kim Lund')).toEqual(['SPM2051'])
  })
  test('the payee may ask, and not approve', async () => {
    expect(await told('ana', 'bo')).toEqual([])
    expect(await told('bo', 'ana')).toEqual(['SPM2052'])
    expect(await told('bo', 'Ana Diaz')).toEqual(['SPM2052'])
    expect(await told('bo', 'Ana@acme.example')).toEqual(['SPM2052'])
    expect(await told('bo', 'anna@acme.example')).toEqual([])
    expect(await told('ana', 'ana')).toEqual(['SPM2051', 'SPM2052'])
  })
})

describe('a row that cannot be paid as it stands stops the run', () => {
  const COLUMNS = ['id', 'payee_id', 'period', 'amount', 'reason', 'requested_by', 'approved_by']
  test.each([
    ['without an id', '- ana 2026-01 5 error pat kim', 'SPM2012', 'id'],
    ['without a payee', 'A1 - 2026-01 5 error pat kim', 'SPM2012', 'payee_id'],
    ['without a period', 'A1 ana - 5 error pat kim', 'SPM2012', 'period'],
    ['without an amount', 'A1 ana 2026-01 - error pat kim', 'SPM2012', 'amount'],
    ['without a reason', 'A1 ana 2026-01 5 - pat kim', 'SPM2012', 'reason'],
    ['that nobody asked for', 'A1 ana 2026-01 5 error - kim', 'SPM2012', 'requested_by'],
    ['that nobody approved', 'A1 ana 2026-01 5 error pat -', 'SPM2012', 'approved_by'],
    ['of nothing', 'A1 ana 2026-01 0.00 error pat kim', 'SPM2050', 'amount'],
    ['of no number', 'A1 ana 2026-01 five error pat kim', 'SPM2013', 'amount'],
    ['in another currency than its row', 'A1 ana 2026-01 EUR5 error pat kim', 'SPM2032', 'amount'],
    ['for a stranger', 'A1 anna 2026-01 5 error pat kim', 'SPM2021', 'payee_id'],
  ])('%s', async (_, text, code, column) => {
    const run = await january([text])
    expect(run.ok).toBe(false)
    expect(run.found.map((each) => each.code)).toEqual([code])
    expect(run.found[0]!.place).toMatchObject({ file: 'adjustments.csv', record: 2, field: COLUMNS.indexOf(column) })
  })
  test('an id that stands twice names both rows (F46)', async () => {
    const run = await january([row('A1', '5'), row('A1', '6')])
    expect(run.codes).toEqual(['SPM2020'])
    expect(run.found[0]).toMatchObject({ place: { record: 3 }, related: [{ place: { record: 2 } }] })
  })
  test('where settings say so, it is listed instead, and counted', async () => {
    const settings = 'inputs: { adjustments: { on_bad_row: reject } }'
    const run = await january([row('A1', '5'), row('A2', '0'), row('A3', '9', '2026-02')], { settings })
    expect(run.payouts[0]!['adjustment']).toBe('5.00')
    expect(pick(run.exceptions, 'kind', 'deal_id', 'file', 'row')).toEqual([
      ['rejected_row', 'A2', 'adjustments.csv', '3'],
    ])
    expect(run.result!.adjustments).toEqual({
      read: 3,
      paid: 1,
      rejected: 1,
      otherPeriods: new Map([['2026-02', 1]]),
    })
  })
  test('but not where one person did both: that is no slip of a cell', async () => {
    const settings = 'inputs: { adjustments: { on_bad_row: reject } }'
    const run = await january(['A1 ana 2026-01 5 error pat pat'], { settings })
    expect(run.ok).toBe(false)
  })
})
