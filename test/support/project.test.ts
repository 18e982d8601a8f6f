import { expect, test } from 'vitest'
import { calculate, pick } from './project.js'

const PLAN = `
plan: ten
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
assign: "true"
measures:
  won: { amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - { id: commission, kind: commission, measure: won, window: deal, rate: { kind: flat, rate: 10% } }
`

test('a project in memory is paid as one on disk', async () => {
  const run = await calculate({
    plans: PLAN,
    reps: 'payee_id,name\nana,Ana\n',
    deals: 'deal_id,payee_id,amount,close_date\nD1,ana,1234.50,2026-03-05\n',
    period: '2026-03',
  })
  expect(run.codes).toEqual([])
  expect(pick(run.lines, 'deal_id', 'amount')).toEqual([['D1', '123.45']])
  expect(run.payouts[0]!['payable']).toBe('123.45')
  expect(run.counts).toEqual({ read: 1, credited: 1, excluded: 0, rejected: 0 })
  expect(run.files['payouts.csv']).toContain('ana')
  expect(() => run.lines[0]!['amuont']).toThrow('no column')
})

test('an error leaves nothing to look at', async () => {
  const run = await calculate({
    plans: PLAN.replace('10%', '-10%'),
    reps: 'payee_id,name\nana,Ana\n',
    deals: 'deal_id,payee_id,amount,close_date\n',
    period: '2026-03',
  })
  expect([run.ok, run.codes, run.lines]).toEqual([false, ['SPM3106'], []])
})
