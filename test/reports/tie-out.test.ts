import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tmpdir } from 'node:os'
import { readRows } from '../fixtures/run-totals.js'
import { ClosingProject } from '../support/closing.js'
import { csvRowsOf, sums } from '../support/reported.js'
import { WAITING } from '../support/waiting.js'

const SAMPLE = join(import.meta.dirname, '../../fixtures/brightwater')
const roots: string[] = []
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true, force: true })))

function lasting(files: Readonly<Record<string, string>>): ClosingProject {
  const root = mkdtempSync(join(tmpdir(), 'spm-ties-'))
  roots.push(root)
  return new ClosingProject(files, root)
}

async function waiting(): Promise<ClosingProject> {
  const project = lasting(WAITING)
  await project.close('2026-01')
  await project.close('2026-02')
  await project.calc('2026-03')
  return project
}

async function sample(): Promise<ClosingProject> {
  const project = lasting({})
  cpSync(SAMPLE, project.root, { recursive: true })
  await project.calc('2026-02')
  await project.calc('2026-03')
  return project
}

describe.each([
  ['pay that waits', waiting],
  ['the sample company', sample],
])('the reports of %s', (_, make) => {
  let project: ClosingProject
  let payouts: readonly Record<string, string>[]
  const file = (name: string): readonly Record<string, string>[] => readRows(join(project.run('2026-03'), name))
  const report = (line: string): Promise<readonly Record<string, string>[]> =>
    csvRowsOf(project.root, `${line} --period 2026-03`)
  const byPayee = (row: Record<string, string>): string => `${row['payee_id']} ${row['currency']}`
  beforeAll(async () => {
    project = await make()
    payouts = file('payouts.csv')
  })

  test('of payouts, lines and ranks pay what payouts.csv pays, payee by payee', async () => {
    expect(payouts.length).toBeGreaterThan(4)
    const total = sums(payouts, byPayee, 'total')
    expect(sums(await report('payouts'), byPayee, 'total')).toEqual(total)
    const lines = (await report('lines')).map((row) => ({ ...row, currency: row['pay_currency']! }))
    const payable = lines.filter((row) => (row as Record<string, string>)['status'] === 'payable')
    expect(sums(payable, byPayee, 'pay_amount')).toEqual(total)
    expect(sums(await report('leaderboard --by paid'), byPayee, 'payable')).toEqual(sums(payouts, byPayee, 'payable'))
  })

  test('of a summary sum to payouts.csv by kind, by plan and by component', async () => {
    const rows = await report('summary')
    const of = (part: string, item?: string): readonly Record<string, string>[] =>
      rows.filter((row) => row['part'] === part && (item === undefined || row['item'] === item))
    const currency = (row: Record<string, string>): string => row['currency']!
    for (const column of [
      'commission',
      'adjustment',
      'true_ups',
      'clawbacks',
      'balances',
      'total',
      'payable',
      'accrued',
    ])
      expect([column, sums(of('pay', column.replace('_', '-')), currency, 'amount')]).toEqual([
        column,
        sums(payouts, currency, column),
      ])
    const total = sums(payouts, currency, 'total')
    expect(sums(of('paid by plan'), currency, 'amount')).toEqual(total)
    expect(sums(of('paid by component'), currency, 'amount')).toEqual(total)
  })

  test('compare with the period before: what each payee gets more or less, and all of them together', async () => {
    const before = readRows(join(project.run('2026-02'), 'payouts.csv'))
    const rows = await report('summary')
    const totals = rows.filter((row) => row['part'] === 'pay' && row['item'] === 'total')
    const currency = (row: Record<string, string>): string => row['currency']!
    expect(sums(totals, currency, 'before')).toEqual(sums(before, currency, 'total'))
    const was = sums(before, byPayee, 'total')
    const is = sums(payouts, byPayee, 'total')
    const movers = rows.filter((row) => row['part'] === 'largest movers')
    expect(movers.length).toBeGreaterThan(2)
    for (const row of movers) {
      const key = `${row['item']} ${row['currency']}`
      expect([key, BigInt(row['change']!.replace('.', ''))]).toEqual([key, (is[key] ?? 0n) - (was[key] ?? 0n)])
    }
  })

  test('of balances say what balances.csv says, and of accruals what waits of them', async () => {
    const key = (row: Record<string, string>): string => `${row['payee_id']} ${row['kind']} ${row['currency']}`
    const balances = file('balances.csv')
    expect(sums(await report('balances'), key, 'closing')).toEqual(sums(balances, key, 'closing'))
    const accruals = await report('accruals')
    const kinds: Readonly<Record<string, string>> = { release: 'accrued', hold: 'held', threshold: 'threshold' }
    const waits = accruals.flatMap((row) => {
      const kind = kinds[row['waits_for']!]
      return kind === undefined ? [] : [{ ...row, kind }]
    })
    const owed = balances.filter((row) => Object.values(kinds).includes(row['kind']!))
    expect(sums(waits, key, 'amount')).toEqual(sums(owed, key, 'closing'))
    const open = accruals.filter((row) => row['waits_for'] === 'pay_period')
    expect(sums(open, byPayee, 'amount')).toEqual(sums(payouts, byPayee, 'accrued'))
  })

  test('of exceptions and attainment have the rows of the run, in the order of their report', async () => {
    const sorted = (rows: readonly Record<string, string>[], columns: readonly string[]): readonly string[] =>
      rows.map((row) => columns.map((column) => row[column]).join('|')).sort()
    const exceptional = ['kind', 'payee_id', 'deal_id', 'message', 'file', 'row']
    expect(sorted(await report('exceptions'), exceptional)).toEqual(sorted(file('exceptions.csv'), exceptional))
    const attained = ['payee_id', 'measure', 'span', 'against', 'quota', 'credited']
    const withQuota = file('attainment.csv').filter((row) => row['quota'] !== '')
    expect(sorted(await report('attainment'), attained)).toEqual(sorted(withQuota, attained))
  })
})

test('February of the quarterly plan is accrued, and its deals are named', async () => {
  const project = await waiting()
  // 1.5 % of 777.77 in January is 11.67 (11.66655); nothing in February.
  const accruals = await csvRowsOf(project.root, 'accruals --period 2026-02')
  const open = accruals.filter((row) => row['waits_for'] === 'pay_period')
  expect(open.map((row) => [row['payee_id'], row['plan_id'], row['deal_id'], row['amount']])).toEqual([
    ['di', 'csm', 'D4', '11.67'],
  ])
})

test('what waits in March is told deal by deal, with what closed periods left', async () => {
  const project = await waiting()
  // D1: 1,000.00, of which 40 % waits for its payment of 10,000; 5,000 is paid, so 200.00 waits. D5 pays 100.01 (100.005,
  // half up): 60 % on booking is 60.01 (60.006), and is held; 40.00 waits. D6: 6.00 of 10.00 is payable, and too little.
  const rows = await csvRowsOf(project.root, 'accruals --period 2026-03')
  const told = rows.map((row) => [row['waits_for'], row['payee_id'], row['deal_id'], row['amount']].join(' '))
  expect(told).toContain('release ana D1 200.00')
  expect(told).toContain('release ana D5 40.00')
  expect(told).toContain('hold ana D5 60.01')
  expect(told).toContain('threshold eve  6.00')
  expect(told.filter((row) => row.includes('D2'))).toEqual([])
})
