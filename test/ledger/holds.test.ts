import { describe, expect, test } from 'vitest'
import { ClosingProject } from '../support/closing.js'

const PLAN = `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
negative: carry
measures:
  bookings: {amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - {id: base, kind: commission, measure: bookings, window: deal, rate: {kind: flat, rate: 10%}}
  - {id: extra, kind: spiff, measure: bookings, from: 2026-01-01, to: 2026-12-31, rate: {kind: flat, amount: 50, per: deal, split: whole}}
`

const DEALS = 'D1,ana,10000,2026-01-10\nD2,ana,2000,2026-01-11\nD3,ana,3000,2026-02-10\nD4,bo,1000,2026-01-12'

function project(holds: string, plan = PLAN, deals = DEALS, events?: string): ClosingProject {
  return new ClosingProject({
    'plans/ae.yaml': plan,
    'data/reps.csv': 'payee_id,name,plan\nana,Ana,ae\nbo,Bo,ae\n',
    'data/deals.csv': `deal_id,payee_id,amount,close_date\n${deals}\n`,
    'data/holds.csv': `hold_id,payee_id,deal_id,component,from,until,reason\n${holds}\n`,
    ...(events !== undefined && { 'data/events.csv': `event_id,deal_id,date,type\n${events}\n` }),
  })
}

const held = async (each: ClosingProject, period: string): Promise<readonly string[]> =>
  (await each.lines(period, 'payee_id', 'kind', 'component_id', 'deal_id', 'amount'))
    .filter(([, kind]) => !['commission', 'spiff'].includes(kind!))
    .map((cells) => cells.join(' '))

const payable = async (each: ClosingProject, period: string): Promise<readonly string[]> =>
  (await each.rows(period, 'payouts.csv', ['payee_id', 'payable'])).map((cells) => cells.join(' '))

describe('a hold', () => {
  test('of a deal stops what it pays to everybody, and its release pays it', async () => {
    // D1 pays 1,000 and 50. Released on March 1: the run of February holds it, that of March pays.
    const each = project('H1,,D1,,2026-01-20,2026-03-01,contract not countersigned')
    await each.close('2026-01')
    await each.close('2026-02')
    await each.close('2026-03')
    expect(await held(each, '2026-01')).toEqual([
      'ana held_withheld base D1 -1000.00',
      'ana held_withheld extra D1 -50.00',
    ])
    expect(await payable(each, '2026-01')).toEqual(['ana 250.00', 'bo 150.00'])
    expect(await held(each, '2026-02')).toEqual([])
    expect(await payable(each, '2026-02')).toEqual(['ana 350.00', 'bo 0.00'])
    expect(await held(each, '2026-03')).toEqual([
      'ana held_released base D1 1000.00',
      'ana held_released extra D1 50.00',
    ])
    expect(await each.rows('2026-01', 'balances.csv', ['kind', 'added', 'closing'])).toEqual([
      ['held', '1050.00', '1050.00'],
    ])
    expect((await each.lines('2026-01', 'kind', 'reason')).find(([kind]) => kind === 'held_withheld')![1]).toBe(
      'held by "H1": contract not countersigned',
    )
  })

  test('of a component, of everybody or of one', async () => {
    const one = project('H1,bo,,extra,2026-01-01,,budget not released')
    await one.close('2026-01')
    expect(await held(one, '2026-01')).toEqual(['bo held_withheld extra D4 -50.00'])
    const all = project('H1,,,extra,2026-01-01,,budget not released')
    await all.close('2026-01')
    expect(await payable(all, '2026-01')).toEqual(['ana 1200.00', 'bo 100.00'])
  })

  test('of a payee stops all that he is paid, and pays it with the next run once it is released', async () => {
    const each = project('H1,ana,,,2026-01-31,2026-02-28,bank details missing')
    await each.close('2026-01')
    expect(await payable(each, '2026-01')).toEqual(['ana 0.00', 'bo 150.00'])
    expect(await held(each, '2026-01')).toEqual(['ana held_withheld   -1300.00'])
    await each.close('2026-02')
    // 1,300 and February's 350.
    expect(await payable(each, '2026-02')).toEqual(['ana 1650.00', 'bo 0.00'])
  })

  test('that starts after the period, or was released in it, holds nothing', async () => {
    const each = project('H1,ana,,,2026-02-01,,later\nH2,bo,,,2026-01-01,2026-01-31,settled')
    await each.calc('2026-01')
    expect(await payable(each, '2026-01')).toEqual(['ana 1300.00', 'bo 150.00'])
  })

  test('set on a deal that was paid holds nothing of that, only what comes', async () => {
    const each = project('H1,,D1,,2026-02-01,,dispute')
    await each.close('2026-01')
    each.write({ 'data/deals.csv': `deal_id,payee_id,amount,close_date\n${DEALS.replace('10000', '11000')}\n` })
    await each.close('2026-02')
    expect(await held(each, '2026-02')).toEqual(
      ['ana held_withheld base D1 -100.00', 'ana true_up base D1 100.00'].reverse(),
    )
  })

  test('never stops a clawback: what is held is cancelled first (F4, F19)', async () => {
    const plan = PLAN.replace('measures:', 'clawback: {on: [cancel], take: 50%, restate_attainment: none}\nmeasures:')
    const each = project('H1,,D1,,2026-01-20,,dispute', plan, DEALS, 'C1,D1,2026-02-05,cancel')
    await each.close('2026-01')
    await each.close('2026-02')
    expect(await held(each, '2026-02')).toEqual([
      'ana clawback base D1 -1000.00',
      'ana held_released base D1 1000.00',
      'ana clawback extra D1 -50.00',
      'ana held_released extra D1 50.00',
    ])
    expect(await payable(each, '2026-02')).toEqual(['ana 350.00', 'bo 0.00'])
  })

  test('never stops recovery: a draw is repaid before the rest is held (F19)', async () => {
    // January: nothing earned, 1,000 drawn. February 3,000 earned: 2,000 above the minimum repay 1,000; 2,000 are held.
    const plan = PLAN.replace(
      'measures:',
      'proration: days\ndraw: {type: recoverable, style: minimum, amount: 1000, recovery: {percent: 100%}, at_end: carry, counts: []}\nmeasures:',
    ).replace(/ {2}- \{id: extra.*\n/, '')
    const each = project(
      'H1,ana,,,2026-02-01,,dispute',
      plan,
      'D1,ana,30000,2026-02-10\nD2,bo,10000,2026-01-02\nD3,bo,10000,2026-02-02',
    )
    await each.close('2026-01')
    await each.close('2026-02')
    expect(await held(each, '2026-02')).toEqual(['ana draw_recovered   -1000.00', 'ana held_withheld   -2000.00'])
  })
})

describe('holds are refused', () => {
  test('that name nothing, or what is not there, or end before they start', async () => {
    const each = project(
      'H1,,,,2026-01-01,,x\nH2,,D9,,2026-01-01,,x\nH3,,,bonus,2026-01-01,,x\nH4,ana,,,2026-02-01,2026-01-01,x',
    )
    const { codes } = await each.spm('calc --period 2026-01')
    expect(codes).toEqual(['SPM2062', 'SPM6083', 'SPM2063'])
  })
})
