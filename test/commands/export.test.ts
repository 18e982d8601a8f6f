import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { targets } from '../../src/export/registry.js'
import { ClosingProject } from '../support/closing.js'

const project = (more: Readonly<Record<string, string>> = {}): ClosingProject =>
  new ClosingProject({
    'spm.yaml': `
exports:
  payroll: { columns: [{ header: Id, value: rep.no }, { header: Pay, value: payable }] }
  journal: { accounts: { expense: E, payable: P } }
`,
    'plans/ae.yaml': `
plan: ae
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
measures:
  won: { amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - { id: base, kind: commission, measure: won, window: period, rate: { kind: flat, rate: 10% } }
`,
    'data/reps.csv':
      'payee_id,name,plan,no,effective_from,effective_to\nana,Ana,ae,7,,2026-01-31\nana,Ana,ae,8,2026-02-01,\n',
    'data/deals.csv': 'deal_id,payee_id,amount,close_date\nD1,ana,1000,2026-01-10\nD2,ana,500,2026-02-10\n',
    ...more,
  })

test('a closed period is exported as it was posted, whatever has become of the deals since', async () => {
  const made = project()
  await made.close('2026-01')
  made.write({ 'data/deals.csv': 'deal_id,payee_id,amount,close_date\nD1,ana,9999,2026-01-10\n' })
  expect((await made.spm('export payroll --period 2026-01')).out).toBe('Id,Pay\r\n7,100.00\r\n')
})

test('numbers come from the row in force at the end of the period', async () => {
  const made = project()
  await made.close('2026-01')
  await made.close('2026-02')
  expect((await made.spm('export payroll --period 2026-02')).out).toBe('Id,Pay\r\n8,50.00\r\n')
})

test('a number that was missing at the close can be filled in afterwards', async () => {
  const made = project({ 'data/reps.csv': 'payee_id,name,plan,no\nana,Ana,ae,\n' })
  await made.close('2026-01')
  expect((await made.spm('export payroll --period 2026-01')).codes).toEqual(['SPM1045'])
  made.write({ 'data/reps.csv': 'payee_id,name,plan,no\nana,Ana,ae,12\n' })
  expect((await made.spm('export payroll --period 2026-01')).out).toBe('Id,Pay\r\n12,100.00\r\n')
})

test('a closed period that was changed by hand is not exported', async () => {
  const made = project()
  await made.close('2026-01')
  const file = 'ledger/2026-01/payouts.csv'
  made.write({ [file]: readFileSync(join(made.root, file), 'utf8').replaceAll('100.00', '900.00') })
  const { exit, out, codes } = await made.spm('export payroll --period 2026-01')
  expect([exit, out, codes]).toEqual([4, '', ['SPM6057']])
})

test('a draft that was changed by hand is not exported either', async () => {
  const made = project()
  await made.calc('2026-01')
  const file = join(made.run('2026-01').slice(made.root.length + 1), 'payouts.csv')
  made.write({ [file]: readFileSync(join(made.root, file), 'utf8').replaceAll('100.00', '900.00') })
  const { exit, out, codes } = await made.spm('export payroll --period 2026-01 --allow-draft')
  expect([exit, out, codes.includes('SPM6034')]).toEqual([4, '', true])
})

test('a draft needs to be asked for, is marked, and never stands for a closed period', async () => {
  const made = project()
  await made.calc('2026-01')
  expect((await made.spm('export journal --period 2026-01 --out j/')).exit).toBe(4)
  expect(existsSync(join(made.root, 'j'))).toBe(false)
  const draft = await made.spm('export journal --period 2026-01 --allow-draft --out j/')
  expect([draft.exit, draft.codes]).toEqual([0, ['SPM1041']])
  expect(readFileSync(join(made.root, 'j/DRAFT-journal-2026-01.csv'), 'utf8')).toContain('DRAFT-2026-01-USD-')
  await made.close('2026-01')
  const closed = await made.spm('export journal --period 2026-01 --allow-draft')
  expect([closed.exit, closed.codes]).toEqual([0, []])
  expect(closed.out).not.toContain('DRAFT')
})

test('runs kept elsewhere, settings and people of another name are found by flags', async () => {
  const made = project()
  for (const [from, to] of [
    ['spm.yaml', 'other.yaml'],
    ['data/reps.csv', 'people.csv'],
  ] as const) {
    cpSync(join(made.root, from), join(made.root, to))
  }
  await made.spm('calc --period 2026-01 --out elsewhere/runs')
  const flags = '--config other.yaml --reps people.csv --runs elsewhere/runs'
  const { exit, out } = await made.spm(`export payroll --period 2026-01 --allow-draft ${flags}`)
  expect([exit, out]).toEqual([0, 'Id,Pay\r\n7,100.00\r\n'])
})

test('a target that there is not is named with the nearest, and the help names all', async () => {
  const made = project()
  const { exit, err } = await made.spm('export xerro --period 2026-01')
  expect(exit).toBe(2)
  expect(err).toContain('Did you mean "xero"?')
  const { out } = await made.spm('export --help')
  for (const { name, summary } of targets)
    expect(out).toMatch(new RegExp(`^  ${name} +${summary.slice(0, 20).replaceAll(/[()]/g, '.')}`, 'm'))
})

test('an export is never written over an input, a run or the ledger', async () => {
  const made = project()
  await made.close('2026-01')
  const deals = readFileSync(join(made.root, 'data/deals.csv'))
  for (const out of ['data/deals.csv', 'spm.yaml', 'ledger/payroll.csv', 'runs/', 'audit.jsonl']) {
    const { exit, err } = await made.spm(`export payroll --period 2026-01 --out ${out}`)
    expect([exit, err], out).toEqual([1, expect.stringContaining('SPM1030')])
  }
  expect(readFileSync(join(made.root, 'data/deals.csv'))).toEqual(deals)
})
