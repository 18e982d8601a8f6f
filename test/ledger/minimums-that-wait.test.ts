import { describe, expect, test } from 'vitest'
import { ClosingProject } from '../support/closing.js'

/** 10 % of each deal, all of it payable when the customer pays. */
function project(terms: string, deals: string, more: Readonly<Record<string, string>> = {}): ClosingProject {
  return new ClosingProject({
    'plans/ae.yaml': `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
proration: days
negative: carry
leavers: {unreleased: pay}
clawback: {on: [cancel], take: full, restate_attainment: none}
${terms}
measures:
  bookings: {amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - {id: base, kind: commission, measure: bookings, window: deal, rate: {kind: flat, rate: 10%}, release: [{at: payment, share: 100%}]}
`,
    'data/reps.csv': 'payee_id,name,plan\nana,Ana,ae\n',
    'data/deals.csv': `deal_id,payee_id,amount,close_date,payment_date\n${deals}\n`,
    ...more,
  })
}

async function paid(each: ClosingProject, months: number): Promise<readonly string[]> {
  const all: string[] = []
  for (let month = 1; month <= months; month += 1) {
    const period = `2026-0${month}`
    await each.close(period)
    all.push((await each.rows(period, 'payouts.csv', ['payable']))[0]![0]!)
  }
  return all
}

const DRAW = (on: string): string =>
  `draw: {type: recoverable, style: minimum, amount: 1000, recovery: {percent: 100%}, at_end: carry, counts: [], on: ${on}}`

describe('pay that is earned and not released', () => {
  // 1,500 earned in January, paid by the customer in February.
  const DEALS = 'D1,ana,15000,2026-01-10,2026-02-10'

  test('counts for a draw on what is earned: nothing is topped up in January', async () => {
    // February earns nothing: 1,000 are topped up beside the 1,500 that are released.
    expect(await paid(project(DRAW('earned'), DEALS), 2)).toEqual(['0.00', '2500.00'])
  })

  test('does not count for a draw on what is payable, and what is released repays it', async () => {
    // January 1,000, owed. February: of 1,500 released, 500 lie above the minimum and repay.
    const each = project(DRAW('payable'), DEALS)
    expect(await paid(each, 2)).toEqual(['1000.00', '1000.00'])
    expect(await each.rows('2026-02', 'balances.csv', ['kind', 'closing'])).toEqual([
      ['draw', '500.00'],
      ['accrued', '0.00'],
    ])
  })

  test('a guarantee of what was payable in a closed period stays, whatever comes late', async () => {
    const each = project('guarantee: {amount: 1000, counts: [], on: payable}', DEALS)
    await each.close('2026-01')
    each.write({
      'data/deals.csv': 'deal_id,payee_id,amount,close_date,payment_date\nD1,ana,16000,2026-01-10,2026-02-10\n',
    })
    await each.close('2026-02')
    // The true-up of 100 waits with its deal and is released with it: 1,600, above the guarantee.
    expect(await each.lines('2026-02', 'kind', 'amount')).toEqual([
      ['true_up', '100.00'],
      ['accrued_released', '1500.00'],
    ])
  })

  test('must be said to count or not where pay can wait, and nowhere else', async () => {
    const open = project('guarantee: {amount: 1000, counts: []}', DEALS)
    expect((await open.spm('calc --period 2026-01')).codes).toEqual(['SPM3949'])
  })
})

describe('a clawback', () => {
  const EVENTS = { 'data/events.csv': 'event_id,deal_id,date,type\nC1,D1,2026-02-20,cancel\n' }
  // January pays 400; February 1,200 less 400.
  const DEALS = 'D1,ana,4000,2026-01-10,2026-01-10\nD2,ana,12000,2026-02-10,2026-02-10'

  test('is topped up where it counts', async () => {
    const each = project('guarantee: {amount: 1000, counts: [clawbacks], on: payable}', DEALS, EVENTS)
    expect(await paid(each, 2)).toEqual(['1000.00', '1000.00'])
  })

  test('and comes off the guaranteed pay where it does not', async () => {
    const each = project('guarantee: {amount: 1000, counts: [], on: payable}', DEALS, EVENTS)
    expect(await paid(each, 2)).toEqual(['1000.00', '800.00'])
  })
})
