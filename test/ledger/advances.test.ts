import { describe, expect, test } from 'vitest'
import { balances, closeAll, deals, paid, payable, plan, project } from '../support/settling.js'

const ADVANCE = (netted: string, terms: string): string =>
  plan(`draw: {type: recoverable, style: advance, netted: ${netted}, amount: 1000, counts: [true_ups], ${terms}}`)
const HALF = 'recovery: {percent: 50%}, at_end: carry'
const ALL = 'recovery: {percent: 100%}, at_end: carry'

describe('an advance of 1,000 that is netted in the same period', () => {
  const SAME = ADVANCE('same_period', HALF)

  test('was paid at the start: pay is what is earned above it, and the shortfall is owed', async () => {
    // January 1,400: 400 more. February 400: nothing more, 600 owed. March 3,000: of 2,000 above the advance 1,000 may
    // repay, 600 are owed; 1,400 are left.
    const each = project(SAME, [1400, 400, 3000])
    expect(await closeAll(each, 3)).toEqual(['400.00', '0.00', '1400.00'])
    expect(await balances(each, '2026-01')).toEqual([])
    expect(await balances(each, '2026-02')).toEqual(['draw 0.00 600.00 0.00 0.00 600.00'])
    expect(await balances(each, '2026-03')).toEqual(['draw 600.00 0.00 600.00 0.00 0.00'])
  })

  test('stands in a column of its own, which payable does not hold', async () => {
    const each = project(SAME, [400])
    await each.calc('2026-01')
    const columns = ['commission', 'balances', 'advance', 'total', 'payable', 'owed']
    expect(await each.rows('2026-01', 'payouts.csv', columns)).toEqual([
      ['400.00', '600.00', '-1000.00', '0.00', '0.00', '0.00'],
    ])
    expect(await paid(each, '2026-01')).toEqual(['advance -1000.00', 'commission 400.00', 'draw_paid 600.00'])
  })

  test('is said in the summary, and so is what a guarantee tops up', async () => {
    // Of 1,500 guaranteed 100 top up 1,400 earned; 1,000 were paid at the start.
    const each = project(`${SAME}guarantee: {amount: 1500, counts: [true_ups]}\n`, [1400])
    const { out } = await each.spm('calc --period 2026-01')
    expect(out).toContain(
      '500.00 USD payable to 1 payee (100.00 topped up by guarantees, less 1,000.00 paid in advance)',
    )
  })

  test('owes nothing where as much is earned, to the cent', async () => {
    const each = project(SAME, [1000, 1000.01, 999.99])
    expect(await closeAll(each, 3)).toEqual(['0.00', '0.01', '0.00'])
    expect(await balances(each, '2026-03')).toEqual(['draw 0.00 0.01 0.00 0.00 0.01'])
  })

  test('owes no more than the advance: what is earned below zero is carried', async () => {
    // -300: 1,000 owed, 300 carried. February 1,450: half of 450 above the advance, 225, repay; 225 go towards the 300.
    const each = project(SAME, [-300, 1450])
    expect(await closeAll(each, 2)).toEqual(['0.00', '0.00'])
    expect(await balances(each, '2026-01')).toEqual([
      'draw 0.00 1000.00 0.00 0.00 1000.00',
      'negative 0.00 300.00 0.00 0.00 300.00',
    ])
    expect(await balances(each, '2026-02')).toEqual([
      'draw 1000.00 0.00 225.00 0.00 775.00',
      'negative 300.00 0.00 225.00 0.00 75.00',
    ])
  })

  test('leaves to be paid what a guarantee above it promises', async () => {
    // 1,500 guaranteed, 400 earned: 1,000 of it were paid at the start, 500 are paid now, nothing is owed.
    const each = project(`${SAME}guarantee: {amount: 1500, counts: [true_ups]}\n`, [400])
    await each.calc('2026-01')
    expect(await paid(each, '2026-01')).toEqual(['advance -1000.00', 'commission 400.00', 'guarantee 1100.00'])
    expect(await payable(each, '2026-01')).toBe('500.00')
  })

  test('lets little that is left above it wait for the threshold', async () => {
    const each = project(`${SAME}threshold: 50\n`, [1030, 1020])
    expect(await closeAll(each, 2)).toEqual(['0.00', '50.00'])
  })

  test('takes what was paid back from later pay where a closed period earns less and it does not count', async () => {
    // January 1,400: 400 paid. D1 is worth 500 less: in February 1,200 are earned, 200 above the advance, of which 300 more
    // than there is are taken back: carried.
    const each = project(SAME.replace('[true_ups]', '[]'), [1400])
    await each.close('2026-01')
    each.write({ 'data/deals.csv': deals(['D1', 1, 900], ['D2', 2, 1200]) })
    await each.calc('2026-02')
    expect(await payable(each, '2026-02')).toBe('0.00')
    expect(await balances(each, '2026-02')).toEqual(['negative 0.00 300.00 0.00 0.00 300.00'])
  })

  test('is not computed again when its period is closed', async () => {
    const each = project(SAME, [400])
    await each.close('2026-01')
    await each.calc('2026-02')
    expect(await paid(each, '2026-02')).toEqual(['advance -1000.00', 'draw_paid 1000.00'])
  })

  test('is nothing when the draw has ended, and then all pay may repay it', async () => {
    // January nothing: 1,000 owed. The advance ends with it; half of 800 repay.
    const each = project(ADVANCE('same_period', `to: 2026-01-31, ${HALF}`), [0, 800])
    expect(await closeAll(each, 2)).toEqual(['0.00', '400.00'])
    expect(await balances(each, '2026-02')).toEqual(['draw 1000.00 0.00 400.00 0.00 600.00'])
  })
})

describe('an advance of 1,000 that is netted in the next period', () => {
  test('is paid on top and owed, and later pay repays it', async () => {
    // January 400 + 1,000. February 700 repay, and 1,000 come on top: 1,300 owed. In March, when the draw has ended, 1,300 of
    // 1,500 repay.
    const each = project(ADVANCE('next_period', `to: 2026-02-28, ${ALL}`), [400, 700, 1500])
    expect(await closeAll(each, 3)).toEqual(['1400.00', '1000.00', '200.00'])
    expect(await balances(each, '2026-01')).toEqual(['draw 0.00 1000.00 0.00 0.00 1000.00'])
    expect(await balances(each, '2026-02')).toEqual(['draw 1000.00 1000.00 700.00 0.00 1300.00'])
    expect(await balances(each, '2026-03')).toEqual(['draw 1300.00 0.00 1300.00 0.00 0.00'])
    expect(await paid(each, '2026-02')).toEqual(['commission 700.00', 'draw_paid 1000.00', 'draw_recovered -700.00'])
    expect(await each.rows('2026-02', 'payouts.csv', ['balances', 'advance'])).toEqual([['300.00', '0.00']])
  })

  test('is paid whole where less than nothing is earned, and no balance is taken from it', async () => {
    // -300 are carried, 1,000 paid. February 200: half of it repays, the other half goes towards the 300.
    const each = project(ADVANCE('next_period', HALF), [-300, 200])
    expect(await closeAll(each, 2)).toEqual(['1000.00', '1000.00'])
    expect(await balances(each, '2026-02')).toEqual([
      'draw 1000.00 1000.00 100.00 0.00 1900.00',
      'negative 300.00 0.00 100.00 0.00 200.00',
    ])
  })

  test('repays at most what the plan says in a pay period', async () => {
    const each = project(ADVANCE('next_period', ALL.replace('100%', '100%, most_per_period: 150')), [0, 700])
    expect(await closeAll(each, 2)).toEqual(['1000.00', '1550.00'])
  })

  test('is not repaid from what a guarantee promises', async () => {
    // February 600, of which 500 are guaranteed: 100 repay. 500 and the advance are paid.
    const each = project(`${ADVANCE('next_period', ALL)}guarantee: {amount: 500, counts: [true_ups]}\n`, [0, 600])
    expect(await closeAll(each, 2)).toEqual(['1500.00', '1500.00'])
    expect(await balances(each, '2026-02')).toEqual(['draw 1000.00 1000.00 100.00 0.00 1900.00'])
  })

  test('of one version of a plan is not repaid from what the next one earns in the same period', async () => {
    // 15 of 31 days are 483.87, the other 16 are 516.13; 400 are earned on January 20.
    const terms = ADVANCE('next_period', ALL)
    const each = project(terms.replace('2026-12-31', '2026-01-15'), [])
    each.write({
      'plans/ae-2.yaml': `continues: none${terms.replace('2026-01-01', '2026-01-16')}`,
      'data/deals.csv': 'deal_id,payee_id,amount,close_date\nD1,ana,4000,2026-01-20\n',
    })
    await each.calc('2026-01')
    expect(await paid(each, '2026-01')).toEqual(['commission 400.00', 'draw_paid 483.87', 'draw_paid 516.13'])
  })

  test('is forgiven with the last day of the draw, that of its last period too', async () => {
    const each = project(ADVANCE('next_period', 'to: 2026-02-28, recovery: {percent: 50%}, at_end: forgive'), [0, 400])
    expect(await closeAll(each, 2)).toEqual(['1000.00', '1200.00'])
    expect(await balances(each, '2026-02')).toEqual(['draw 1000.00 1000.00 200.00 1800.00 0.00'])
  })
})

describe('a recovery with its own days (F13)', () => {
  test('takes nothing before and after them', async () => {
    // A draw in January alone; of what is owed, half of 800 in March, nothing in February and April.
    const terms = 'type: recoverable, style: minimum, amount: 1000, to: 2026-01-31, at_end: carry, counts: []'
    const recovery = 'recovery: {percent: 50%, from: 2026-03-01, to: 2026-03-31}'
    const each = project(plan(`draw: {${terms}, ${recovery}}`), [0, 800, 800, 800])
    expect(await closeAll(each, 4)).toEqual(['1000.00', '800.00', '400.00', '800.00'])
    expect(await balances(each, '2026-04')).toEqual(['draw 600.00 0.00 0.00 0.00 600.00'])
  })
})
