import { describe, expect, test } from 'vitest'
import { ClosingProject } from '../support/closing.js'

/** 10 % of each deal; by quarter where said. */
function plan(release: string, more = ''): string {
  return `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
negative: carry
leavers: {unreleased: pay}
${more}
measures:
  bookings: {where: deal.amount > 0 || deal.amount < 0, amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - id: base
    kind: commission
    measure: bookings
    window: deal
    rate: {kind: flat, rate: 10%}
    release: ${release}
`
}

interface Files {
  readonly plan: string
  readonly deals: string
  readonly events?: string
  readonly reps?: string
}

/** The same, of which what is cancelled or never paid is taken back. */
function revocable(release: string, restate = 'none'): string {
  const rule = `clawback: {on: [cancel, refund, non_payment], take: full, restate_attainment: ${restate}}`
  return plan(release, rule)
}

function project({ plan: text, deals, events, reps = 'ana,Ana,ae,,' }: Files): ClosingProject {
  return new ClosingProject({
    'plans/ae.yaml': text,
    'data/reps.csv': `payee_id,name,plan,hire_date,end_date\n${reps}\n`,
    'data/deals.csv': `deal_id,payee_id,amount,close_date,payment_date\n${deals}\n`,
    ...(events !== undefined && { 'data/events.csv': `event_id,deal_id,date,type,amount\n${events}\n` }),
  })
}

async function payable(each: ClosingProject, period: string): Promise<string> {
  return (await each.rows(period, 'payouts.csv', ['payable'])).map(([amount]) => amount!).join(' ')
}

async function accrued(each: ClosingProject, period: string): Promise<string> {
  const rows = await each.rows(period, 'balances.csv', ['kind', 'opening', 'added', 'taken', 'closing'])
  return rows.flatMap(([kind, ...rest]) => (kind === 'accrued' ? [rest.join(' ')] : [])).join('; ')
}

async function closeAll(each: ClosingProject, months: number): Promise<readonly string[]> {
  const paid: string[] = []
  for (let month = 1; month <= months; month += 1) {
    const period = `2026-0${month}`
    await each.close(period)
    paid.push(`${await payable(each, period)} | ${await accrued(each, period)}`)
  }
  return paid
}

const ON_PAYMENT = '[{at: payment, share: 100%}]'
const THREE = '[{at: booking, share: 50%}, {at: payment, share: 30%}, {at: booking, after: 90 days, share: 20%}]'

describe('pay that is released', () => {
  test('half on booking, 30 % as it is paid and the rest after 90 days', async () => {
    // 10 % of 10,000.00 = 1,000.00 in January. 500 on booking. Of 300, a payment of 2,500 of 10,000 in February releases a
    // quarter, 75; the rest is paid on March 31: 225. 90 days after January 10 is April 10: 200.
    const each = project({
      plan: plan(THREE),
      deals: 'D1,ana,10000,2026-01-10,',
      events: 'P1,D1,2026-02-20,payment,2500\nP2,D1,2026-03-31,payment,7500',
    })
    expect(await closeAll(each, 4)).toEqual([
      '500.00 | 0.00 500.00 0.00 500.00',
      '75.00 | 500.00 0.00 75.00 425.00',
      '225.00 | 425.00 0.00 225.00 200.00',
      '200.00 | 200.00 0.00 200.00 0.00',
    ])
    expect(await each.lines('2026-02', 'kind', 'deal_id', 'amount', 'source_period')).toEqual([
      ['accrued_released', 'D1', '75.00', '2026-02'],
    ])
  })

  test('what is payable to date is rounded, so that the parts are the whole', async () => {
    // 10 % of 1.00 = 0.10; a third on each payment: to date 0.033 -> 0.03, 0.067 -> 0.07, 0.10.
    const each = project({
      plan: plan('[{at: payment, share: 100%, of: amount}]'),
      deals: 'D1,ana,3,2026-01-10,',
      events: 'P1,D1,2026-01-20,payment,1\nP2,D1,2026-02-20,payment,1\nP3,D1,2026-03-20,payment,1',
    })
    expect(await closeAll(each, 3)).toEqual([
      '0.10 | 0.00 0.20 0.00 0.20',
      '0.10 | 0.20 0.00 0.10 0.10',
      '0.10 | 0.10 0.00 0.10 0.00',
    ])
  })

  test('a day before and on the 90th day, and events of the next period are not seen', async () => {
    // 89 days after booking on January 1 is March 31, the 90th is April 1.
    const by = (days: number): string => plan(`[{at: booking, after: ${days} days, share: 100%}]`)
    const early = project({ plan: by(89), deals: 'D1,ana,10000,2026-01-01,' })
    const late = project({ plan: by(90), deals: 'D1,ana,10000,2026-01-01,' })
    for (const each of [early, late]) await each.close('2026-01')
    for (const each of [early, late]) await each.close('2026-02')
    for (const each of [early, late]) await each.calc('2026-03')
    expect([await payable(early, '2026-03'), await payable(late, '2026-03')]).toEqual(['1000.00', '0.00'])
    const paid = project({ plan: plan(ON_PAYMENT), deals: 'D1,ana,10000,2026-01-10,2026-02-01' })
    expect(await closeAll(paid, 2)).toEqual(['0.00 | 0.00 1000.00 0.00 1000.00', '1000.00 | 1000.00 0.00 1000.00 0.00'])
  })

  test('more payments than the deal is worth release all of it and no more', async () => {
    const each = project({
      plan: plan(ON_PAYMENT),
      deals: 'D1,ana,10000,2026-01-10,',
      events: 'P1,D1,2026-01-20,payment,9000\nP2,D1,2026-01-21,payment,9000',
    })
    expect(await closeAll(each, 1)).toEqual(['1000.00 | '])
  })

  test('a true-up follows the release of its line (F8)', async () => {
    // The deal of January turns out to be 12,000: 1,200, of which half is payable: +100 now, 100 more wait.
    const each = project({
      plan: plan('[{at: booking, share: 50%}, {at: payment, share: 50%}]'),
      deals: 'D1,ana,10000,2026-01-10,',
    })
    await each.close('2026-01')
    each.write({ 'data/deals.csv': 'deal_id,payee_id,amount,close_date,payment_date\nD1,ana,12000,2026-01-10,\n' })
    await each.close('2026-02')
    expect(await payable(each, '2026-02')).toBe('100.00')
    expect(await accrued(each, '2026-02')).toBe('500.00 100.00 0.00 600.00')
  })

  test('a credit memo takes back at once', async () => {
    const each = project({
      plan: plan(ON_PAYMENT),
      deals: 'D1,ana,10000,2026-01-10,2026-01-20\nD2,ana,-1000,2026-01-21,',
    })
    expect(await closeAll(each, 1)).toEqual(['900.00 | '])
  })

  test('goes on for who has left, or is forfeited, as the plan says (F40)', async () => {
    const reps = 'ana,Ana,ae,,2026-01-31'
    const deals = 'D1,ana,10000,2026-01-10,2026-02-10'
    const half = '[{at: booking, share: 50%}, {at: payment, share: 50%}]'
    const paid = project({ plan: plan(half), deals, reps })
    expect(await closeAll(paid, 2)).toEqual(['500.00 | 0.00 500.00 0.00 500.00', '500.00 | 500.00 0.00 500.00 0.00'])
    const forfeits = plan(half).replace('unreleased: pay', 'unreleased: forfeit')
    const lost = project({ plan: forfeits, deals, reps })
    await lost.close('2026-01')
    expect(await lost.lines('2026-01', 'kind', 'amount')).toEqual([
      ['commission', '1000.00'],
      ['forfeited', '-500.00'],
    ])
    expect(await payable(lost, '2026-01')).toBe('500.00')
  })

  test('re-rating and caps are released with the deals they belong to', async () => {
    // 5 % to 20,000, then 10 % on everything (retroactive by quarter); at most 1,500 a month; all on payment.
    // January D1 10,000: 500 waits. February D2 12,000: 1,200 on D2, +500 on D1, cut by 200 (last deal first, so D2: 1,000).
    // D1 is paid in March: 1,000; D2 in April: 1,000.
    const text = plan(ON_PAYMENT).replace(
      'window: deal\n    rate: {kind: flat, rate: 10%}',
      'window: quarter\n    rate: {kind: tiered, by: amount, mode: retroactive, tiers: [{from: 0, rate: 5%}, {from: 20000, rate: 10%}]}\n    cap: {per_period: 1500, excess: lost}',
    )
    const each = project({
      plan: text,
      deals: 'D1,ana,10000,2026-01-10,2026-03-02\nD2,ana,12000,2026-02-10,2026-04-02',
    })
    expect(await closeAll(each, 4)).toEqual([
      '0.00 | 0.00 500.00 0.00 500.00',
      '0.00 | 500.00 1500.00 0.00 2000.00',
      '1000.00 | 2000.00 0.00 1000.00 1000.00',
      '1000.00 | 1000.00 0.00 1000.00 0.00',
    ])
  })
})

describe('what is left of a deal that was cancelled in part', () => {
  // 10 % of 10,000 = 1,000, of which 400 is payable: the customer has paid 4,000.
  const DEAL = 'D1,ana,10000,2026-01-10,'
  const part = 'P1,D1,2026-01-20,payment,4000'
  const FIRST = '400.00 | 0.00 600.00 0.00 600.00'

  test('is released by what is paid of that: where the rest is never paid, nothing is taken and nothing waits', async () => {
    for (const [type, restate] of [
      ['non_payment', 'none'],
      ['cancel', 'none'],
      ['cancel', 'source'],
    ]) {
      const each = project({
        plan: revocable(ON_PAYMENT, restate),
        deals: DEAL,
        events: `${part}\nN1,D1,2026-02-20,${type},6000`,
      })
      expect(await closeAll(each, 3)).toEqual([FIRST, '0.00 | 600.00 0.00 600.00 0.00', '0.00 | '])
      expect(await each.rows('2026-02', 'balances.csv', ['kind', 'closing'])).toEqual([['accrued', '0.00']])
    }
  })

  test('goes on being released as the customer pays for it', async () => {
    // 8,000 are left, 800. Half of it is paid; the other half in March, and a cent more changes nothing.
    const each = project({
      plan: revocable(ON_PAYMENT),
      deals: DEAL,
      events: `${part}\nC1,D1,2026-02-20,cancel,2000\nP2,D1,2026-03-20,payment,4000.01`,
    })
    expect(await closeAll(each, 3)).toEqual([
      FIRST,
      '0.00 | 600.00 0.00 200.00 400.00',
      '400.00 | 400.00 0.00 400.00 0.00',
    ])
  })

  test('is all released where all of the deal was paid before a part was refunded', async () => {
    // 2,500 of 10,000: 250 are taken from the 500 of D2.
    const each = project({
      plan: revocable(ON_PAYMENT),
      deals: `${DEAL}\nD2,ana,5000,2026-02-10,2026-02-10`,
      events: 'P1,D1,2026-01-20,payment,10000\nR1,D1,2026-02-20,refund,2500',
    })
    expect(await closeAll(each, 2)).toEqual(['1000.00 | ', '250.00 | '])
  })

  test('is all that ever counts where the part was cancelled before the deal was paid', async () => {
    // 750 of 7,500, which are paid in February.
    for (const restate of ['none', 'source']) {
      const each = project({
        plan: revocable(ON_PAYMENT, restate),
        deals: DEAL,
        events: 'C1,D1,2026-01-20,cancel,2500\nP1,D1,2026-02-20,payment,7500',
      })
      expect(await closeAll(each, 2)).toEqual(['0.00 | 0.00 750.00 0.00 750.00', '750.00 | 750.00 0.00 750.00 0.00'])
    }
  })

  test('is what a leaver keeps who lost the rest: what is never paid was lost already', async () => {
    const each = project({
      plan: revocable(ON_PAYMENT).replace('unreleased: pay', 'unreleased: forfeit'),
      deals: DEAL,
      reps: 'ana,Ana,ae,,2026-01-31',
      events: `${part}\nN1,D1,2026-02-20,non_payment,6000`,
    })
    await each.close('2026-01')
    await each.close('2026-02')
    expect(await each.lines('2026-02', 'kind', 'amount')).toEqual([
      ['clawback', '-600.00'],
      ['forfeited', '600.00'],
    ])
  })
})
