import { expect, test } from 'vitest'
import { balances, paid, plan, project } from '../support/settling.js'

/** From February on, ana is on another plan or none. */
const moved = (plan: string): string => `payee_id,name,plan,hire_date,end_date,effective_from,effective_to
ana,Ana,ae,,,,2026-01-31
ana,Ana,${plan},,,2026-02-01,
`
const stands = ['kind', 'payee_id', 'message']

test('what somebody owes who is on no plan any more is told in every run', async () => {
  const each = project(plan(''), [-300], 'ana,Ana,ae,,2026-01-31')
  for (const month of ['2026-01', '2026-02']) await each.close(month)
  await each.calc('2026-03')
  const told = '300.00 USD are owed that earlier periods left negative, and "ana" is on no plan that pays in USD'
  expect(await each.rows('2026-01', 'exceptions.csv', stands)).toEqual([])
  for (const month of ['2026-02', '2026-03']) {
    expect(await each.rows(month, 'exceptions.csv', stands)).toEqual([['balance_stands', 'ana', told]])
    expect(await balances(each, month)).toEqual(['negative 300.00 0.00 0.00 0.00 300.00'])
  }
})

test('so is what waits to be paid in a currency in which no plan pays him', async () => {
  // Taken over from before: 20 USD wait for ana, who was on no plan in USD since.
  const each = project(plan('').replace('USD', 'EUR'), [400])
  each.write({
    'spm.yaml': 'first_period: 2026-01\n',
    'plans/us.yaml': plan('threshold: 50').replace('plan: ae', 'plan: us'),
    'data/opening.csv': 'payee_id,kind,name,amount,currency,date\nana,balance,threshold,20,USD,2025-12-31\n',
  })
  await each.calc('2026-01')
  expect(await each.rows('2026-01', 'exceptions.csv', stands)).toEqual([
    ['balance_stands', 'ana', '20.00 USD wait to be paid, and "ana" is on no plan that pays in USD'],
  ])
})

test('but not what the plan he has left pays out by itself', async () => {
  const each = project(plan('threshold: 50'), [20])
  await each.close('2026-01')
  each.write({ 'data/reps.csv': moved('') })
  await each.calc('2026-02')
  expect(await paid(each, '2026-02')).toEqual(['threshold_paid 20.00'])
  expect(await each.rows('2026-02', 'exceptions.csv', stands)).toEqual([])
})

test('and what somebody carries in the currency of a plan he has left', async () => {
  const each = project(plan(''), [-300])
  await each.close('2026-01')
  each.write({
    'plans/eu.yaml': plan('').replace('plan: ae', 'plan: eu').replace('USD', 'EUR').replace('2026-01-01', '2026-02-01'),
    'data/reps.csv': moved('eu'),
  })
  await each.calc('2026-02')
  const rows = await each.rows('2026-02', 'exceptions.csv', ['kind', 'payee_id'])
  expect(rows).toEqual([['balance_stands', 'ana']])
})

test('and a draw whose recovery is over, from its last day on', async () => {
  const terms = 'type: recoverable, style: minimum, amount: 1000, to: 2026-01-31, at_end: carry, counts: []'
  const each = project(plan(`draw: {${terms}, recovery: {percent: 50%, to: 2026-02-28}}`), [400, 800])
  await each.close('2026-01')
  await each.calc('2026-02')
  expect(await each.rows('2026-01', 'exceptions.csv', stands)).toEqual([])
  expect(await each.rows('2026-02', 'exceptions.csv', stands)).toEqual([
    ['balance_stands', 'ana', '200.00 USD of a draw are owed, and plan ae does not recover them'],
  ])
})

test('nor what waits for a deal of somebody who has left: it is paid when it is released', async () => {
  const released = plan('leavers: {unreleased: pay}').replace(
    'rate: {kind: flat, rate: 10%}',
    'rate: {kind: flat, rate: 10%}, release: [{at: booking, after: 2 months, share: 100%}]',
  )
  const each = project(released, [300], 'ana,Ana,ae,,2026-01-31')
  for (const month of ['2026-01', '2026-02']) await each.close(month)
  expect(await balances(each, '2026-02')).toEqual(['accrued 300.00 0.00 0.00 0.00 300.00'])
  expect(await each.rows('2026-02', 'exceptions.csv', stands)).toEqual([])
  await each.calc('2026-03')
  expect(await paid(each, '2026-03')).toEqual(['accrued_released 300.00'])
})

test('what a plan takes by itself is not told', async () => {
  const each = project(plan('threshold: 50'), [-300, 20])
  for (const month of ['2026-01', '2026-02']) await each.close(month)
  expect(await each.rows('2026-02', 'exceptions.csv', stands)).toEqual([])
})
