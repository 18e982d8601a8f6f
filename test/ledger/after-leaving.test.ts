import { describe, expect, test } from 'vitest'
import { ClosingProject } from '../support/closing.js'

/** 10 % of each deal in the month of its date. */
const PLAN = `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-03-31}
pays: month
proration: none
negative: carry
threshold: 50
measures:
  bookings: {amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - {id: base, kind: commission, measure: bookings, window: deal, rate: {kind: flat, rate: 10%}}
`
const HEAD = 'deal_id,payee_id,amount,close_date\n'
const D1 = 'D1,ana,1000,2026-01-10\n'
const D2 = 'D2,ana,200,2026-01-20\n'

/** Ana left on 20 February; January and February are closed. */
async function left(terms = PLAN, more: Readonly<Record<string, string>> = {}): Promise<ClosingProject> {
  const project = new ClosingProject({
    'plans/ae.yaml': terms,
    'data/reps.csv': 'payee_id,name,plan,end_date\nana,Ana,ae,2026-02-20\nbo,Bo,ae,\n',
    'data/deals.csv': HEAD + D1,
    ...more,
  })
  await project.close('2026-01')
  await project.close('2026-02')
  return project
}

const lines = async (project: ClosingProject, period: string): Promise<readonly string[]> =>
  (await project.lines(period, 'kind', 'source_period', 'amount')).map((cells) => cells.join(' ')).toSorted()

describe('closed periods that pay more or less for somebody who has left', () => {
  test('pay however little it is: nothing that could wait for more will come', async () => {
    const project = await left()
    project.write({ 'data/deals.csv': HEAD + D1 + D2 })
    await project.close('2026-03')
    // 10 % of 200, below the threshold.
    expect(await lines(project, '2026-03')).toEqual(['true_up 2026-01 20.00'])
    expect(await project.rows('2026-03', 'payouts.csv', ['payee_id', 'payable'])).toContainEqual(['ana', '20.00'])
  })

  test('also when the plan itself has ended', async () => {
    const next = PLAN.replace('plan: ae', 'plan: am').replace('2026-01-01', '2026-04-01').replace('03-31', '12-31')
    const project = await left(PLAN, { 'plans/am.yaml': next })
    await project.close('2026-03')
    project.write({ 'data/deals.csv': HEAD + D1 + D2 })
    await project.calc('2026-04')
    expect(await lines(project, '2026-04')).toEqual(['true_up 2026-01 20.00'])
  })

  test('leave a debt of the open period, not of the one it comes from', async () => {
    const project = await left()
    project.write({ 'data/deals.csv': HEAD + D1.replace('1000', '700') })
    await project.close('2026-03')
    // 10 % of 300 too much.
    expect(await lines(project, '2026-03')).toEqual(['negative_carried 2026-03 30.00', 'true_up 2026-01 -30.00'])
    expect(await project.rows('2026-03', 'balances.csv', ['payee_id', 'kind', 'closing'])).toEqual([
      ['ana', 'negative', '30.00'],
    ])
  })

  test('repay the draw that he still owes', async () => {
    const draw = `draw: {type: recoverable, style: minimum, amount: 150, to: 2026-02-28, recovery: {percent: 50%}, at_end: carry, counts: [true_ups]}`
    const project = await left(PLAN.replace('threshold: 50', draw))
    project.write({ 'data/deals.csv': HEAD + D1 + D2 })
    await project.close('2026-03')
    // January 100 and February 0 were topped up to 150: 200 are owed. Half of the 20 repay.
    expect(await lines(project, '2026-03')).toEqual(['draw_recovered 2026-03 -10.00', 'true_up 2026-01 20.00'])
    const balances = await project.rows('2026-03', 'balances.csv', ['payee_id', 'opening', 'taken', 'closing'])
    expect(balances).toContainEqual(['ana', '200.00', '10.00', '190.00'])
  })
})

describe('somebody who has moved to a plan of another currency', () => {
  const EUROS = PLAN.replace('plan: ae', 'plan: emea').replace('USD', 'EUR').replace('threshold: 50\n', '')
  const HISTORY = 'payee_id,name,plan,effective_from,effective_to\nana,Ana,ae,,2026-01-31\nana,Ana,emea,2026-02-01,\n'

  test('is paid what waits in the old one, since nothing more will come there', async () => {
    const project = new ClosingProject({
      'plans/ae.yaml': PLAN,
      'plans/emea.yaml': EUROS,
      'data/reps.csv': 'payee_id,name,plan\nana,Ana,ae\n',
      'data/deals.csv': HEAD + D2,
    })
    await project.close('2026-01')
    // 20 of January wait. That she moves is known after January's close.
    project.write({ 'data/reps.csv': HISTORY })
    await project.calc('2026-02')
    expect(await lines(project, '2026-02')).toEqual(['threshold_paid 2026-02 20.00'])
    const payouts = await project.rows('2026-02', 'payouts.csv', ['payee_id', 'currency', 'payable'])
    expect(payouts.toSorted()).toEqual([
      ['ana', 'EUR', '0.00'],
      ['ana', 'USD', '20.00'],
    ])
  })

  test('is paid what comes late for the old one, however little it is', async () => {
    const project = new ClosingProject({
      'plans/ae.yaml': PLAN,
      'plans/emea.yaml': EUROS,
      'data/reps.csv': HISTORY,
      'data/deals.csv': HEAD + D1,
    })
    await project.close('2026-01')
    project.write({ 'data/deals.csv': HEAD + D1 + D2 })
    await project.calc('2026-02')
    expect(await lines(project, '2026-02')).toEqual(['true_up 2026-01 20.00'])
  })
})
