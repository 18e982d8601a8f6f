import { describe, expect, test } from 'vitest'
import { calculate, pick } from '../support/project.js'
import { csv, DEALS, plan } from '../support/plan.js'

const FLAT = 'rate: { kind: flat, rate: 10% }'

test('each line is paid in the currency of the row in force on its credit date (F38)', async () => {
  const run = await calculate({
    plans: plan({ components: [`id: c, window: period, ${FLAT}`] }),
    reps: csv(
      'payee_id name currency effective_from effective_to',
      'ana Ana USD - 2026-01-15',
      'ana Ana EUR 2026-01-16 -',
    ),
    deals: csv(DEALS, 'A ana 1000 2026-01-15', 'B ana 1000 2026-01-16'),
    settings: 'fx: { payout: period_end }',
    fx: csv('period from to rate', '2026-01 USD EUR 0.9'),
    period: '2026-01',
  })
  expect(run.codes).toEqual([])
  expect(pick(run.lines, 'deal_id', 'pay_amount', 'pay_currency')).toEqual([
    ['A', '100.00', 'USD'],
    ['B', '90.00', 'EUR'],
  ])
  expect(pick(run.payouts, 'currency', 'payable')).toEqual([
    ['EUR', '90.00'],
    ['USD', '100.00'],
  ])
})

describe('pay without a credit date (F38)', () => {
  const BONUS =
    'kind: bonus, id: b, window: quarter, target: 3000, leaver: pay, rate: { kind: curve, by: amount, points: [{ at: 0, percent: 100% }, { at: 1, percent: 100% }] }'
  const run = (rows: readonly string[], component: string) =>
    calculate({
      plans: plan({ keys: ['proration: days'], components: [component] }),
      reps: csv('payee_id name currency effective_from effective_to end_date', ...rows),
      deals: csv(DEALS, 'A ana 1000 2026-03-15', 'B ana 1000 2026-03-16'),
      settings: 'fx: { payout: period_end }',
      fx: csv('period from to rate', '2026-03 USD EUR 0.9'),
      period: '2026-03',
    })
  const MOVED = ['ana Ana USD - 2026-03-15 -', 'ana Ana EUR 2026-03-16 - -']
  test('is in the currency of the row of the last active day in the window', async () => {
    expect(pick((await run(MOVED, BONUS)).lines, 'amount', 'pay_amount', 'pay_currency')).toEqual([
      ['3000.00', '2700.00', 'EUR'],
    ])
    // Gone on 15 March: the dollars of that day; 1,000 + 1,000 + 15/31 of 1,000
    const gone = await run(['ana Ana USD - 2026-03-15 2026-03-15', 'ana Ana EUR 2026-03-16 - 2026-03-15'], BONUS)
    expect(pick(gone.lines, 'amount', 'pay_amount', 'pay_currency')).toEqual([['2483.87', '2483.87', 'USD']])
  })
  test('so is what a cap cuts from deals of both currencies', async () => {
    const found = await run(MOVED, `id: c, window: period, ${FLAT}, cap: { per_period: 150, excess: lost }`)
    expect(pick(found.lines, 'kind', 'deal_id', 'amount', 'pay_amount', 'pay_currency')).toEqual([
      ['commission', 'A', '100.00', '100.00', 'USD'],
      ['commission', 'B', '100.00', '90.00', 'EUR'],
      ['period_cap', '', '-50.00', '-45.00', 'EUR'],
    ])
    expect(pick(found.payouts, 'currency', 'payable')).toEqual([
      ['EUR', '45.00'],
      ['USD', '100.00'],
    ])
  })
})

describe('where one currency comes out below zero', () => {
  const run = (deals: readonly string[], negative = 'carry') =>
    calculate({
      plans: plan({ keys: [`negative: ${negative}`], components: [`id: c, window: period, ${FLAT}`] }),
      reps: csv(
        'payee_id name currency effective_from effective_to',
        'ana Ana USD - 2026-01-15',
        'ana Ana EUR 2026-01-16 -',
      ),
      deals: csv(DEALS, ...deals),
      settings: 'fx: { payout: period_end }',
      fx: csv('period from to rate', '2026-01 USD EUR 0.9'),
      period: '2026-01',
    })

  test.each([
    // 300 - 100 = 200 USD x 0.9; 300 - 0.01 in the other order.
    ['of the earlier row', ['A ana -1000 2026-01-15', 'B ana 3000 2026-01-16'], '180.00'],
    ['of the later row', ['A ana 3000 2026-01-15', 'B ana -0.10 2026-01-16'], '269.99'],
  ])('%s, it is taken from what the other pays, in that of the last row', async (_, deals, payable) => {
    const { payouts, balances } = await run(deals)
    expect(pick(payouts, 'currency', 'payable', 'owed')).toEqual([['EUR', payable, '0.00']])
    expect(balances).toEqual([])
  })

  test('and nothing moves where it comes out at zero', async () => {
    const { payouts } = await run(['A ana 1000 2026-01-15', 'C ana -1000 2026-01-15', 'B ana 3000 2026-01-16'])
    expect(pick(payouts, 'currency', 'payable')).toEqual([
      ['EUR', '270.00'],
      ['USD', '0.00'],
    ])
  })

  test('a total below zero is one debt', async () => {
    const both = ['A ana -3000 2026-01-15', 'B ana 1000 2026-01-16']
    const carried = await run(both)
    expect(pick(carried.payouts, 'currency', 'payable', 'owed')).toEqual([['EUR', '0.00', '0.00']])
    expect(pick(carried.balances, 'kind', 'currency', 'closing')).toEqual([['negative', 'USD', '200.00']])
    // 200 USD x 0.9
    expect(pick((await run(both, 'owed')).payouts, 'currency', 'payable', 'owed')).toEqual([['EUR', '0.00', '180.00']])
  })
})
