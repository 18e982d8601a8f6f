import { describe, expect, test } from 'vitest'
import { balances, closeAll, payable, plan, project } from '../support/settling.js'

const DRAW = (terms: string): string =>
  plan(`draw: {type: recoverable, style: minimum, amount: 1000, counts: [true_ups], ${terms}}`)
const HALF = 'recovery: {percent: 50%}, at_end: carry'

describe('a recoverable draw of 1,000 a month', () => {
  test('tops pay up to the minimum, and later pay above the minimum repays the half of what it has', async () => {
    // January 400: 600 are owed. February 1,400: of 400 above the minimum, 200 repay. March 3,000: of 2,000 above, 1,000
    // may repay, 400 are owed.
    const each = project(DRAW(HALF), [400, 1400, 3000])
    expect(await closeAll(each, 3)).toEqual(['1000.00', '1200.00', '2600.00'])
    expect(await balances(each, '2026-01')).toEqual(['draw 0.00 600.00 0.00 0.00 600.00'])
    expect(await balances(each, '2026-02')).toEqual(['draw 600.00 0.00 200.00 0.00 400.00'])
    expect(await balances(each, '2026-03')).toEqual(['draw 400.00 0.00 400.00 0.00 0.00'])
  })

  test('takes nothing at the minimum, and a half cent of one cent above it is a cent', async () => {
    // 50 % of 0.01 = 0.005, rounded half up.
    const each = project(DRAW(HALF), [400, 1000, 1000.01])
    expect(await closeAll(each, 3)).toEqual(['1000.00', '1000.00', '1000.00'])
    expect(await balances(each, '2026-02')).toEqual(['draw 600.00 0.00 0.00 0.00 600.00'])
    expect(await balances(each, '2026-03')).toEqual(['draw 600.00 0.00 0.01 0.00 599.99'])
  })

  test('takes at most what the plan says in a pay period', async () => {
    const each = project(DRAW('recovery: {percent: 100%, most_per_period: 150}, at_end: carry'), [400, 3000])
    expect(await closeAll(each, 2)).toEqual(['1000.00', '2850.00'])
  })

  test('never tops up more than its amount: what lies below zero is carried, and the minimum is paid', async () => {
    // -300 in January: 1,000 are owed to the draw, 300 carried. February 1,450: 450 above the minimum, half of them,
    // 225, repay the draw; the other 225 go towards the 300.
    const each = project(DRAW(HALF), [-300, 1450])
    expect(await closeAll(each, 2)).toEqual(['1000.00', '1000.00'])
    expect(await balances(each, '2026-01')).toEqual([
      'draw 0.00 1000.00 0.00 0.00 1000.00',
      'negative 0.00 300.00 0.00 0.00 300.00',
    ])
    expect(await balances(each, '2026-02')).toEqual([
      'draw 1000.00 0.00 225.00 0.00 775.00',
      'negative 300.00 0.00 225.00 0.00 75.00',
    ])
  })

  test('is carried when it has ended, and then all pay may repay it', async () => {
    // Half of 800 repay; the draw ended in January.
    const each = project(DRAW(`to: 2026-01-31, ${HALF}`), [400, 800])
    expect(await closeAll(each, 2)).toEqual(['1000.00', '400.00'])
    expect(await balances(each, '2026-02')).toEqual(['draw 600.00 0.00 400.00 0.00 200.00'])
  })

  test('or is forgiven with its last day', async () => {
    const each = project(DRAW('to: 2026-01-31, recovery: {percent: 50%}, at_end: forgive'), [400, 800])
    expect(await closeAll(each, 2)).toEqual(['1000.00', '800.00'])
    expect(await balances(each, '2026-01')).toEqual(['draw 0.00 600.00 0.00 600.00 0.00'])
    expect(await balances(each, '2026-02')).toEqual([])
  })

  test('shrinks with presence and by its schedule', async () => {
    // Hired on January 16: 16 of 31 days x 1,000 = 516.129, so 516.13. February is month 2 at 50 %, March month 3 and on.
    const each = project(DRAW(`schedule: [100%, 50%, 0%], ${HALF}`), [0, 0, 0], 'ana,Ana,ae,2026-01-16,')
    expect(await closeAll(each, 3)).toEqual(['516.13', '500.00', '0.00'])
  })

  test('is for those whom it means', async () => {
    const each = project(DRAW(`where: rep.hire_date >= date("2026-02-01"), ${HALF}`), [400], 'ana,Ana,ae,2025-01-01,')
    expect(await closeAll(each, 1)).toEqual(['400.00'])
  })

  test('is refused where a blank leaves open who has it', async () => {
    const each = project(DRAW(`where: rep.hire_date >= date("2026-02-01"), ${HALF}`), [400])
    expect(await each.spm('calc --period 2026-01')).toMatchObject({ exit: 1, codes: ['SPM5801'] })
  })

  test('counts what closed periods pay more, where it says so', async () => {
    // In February D1 is worth 5,000, not 4,000: 100 more. They and 500 of February are topped up by 400, else by 500.
    for (const [counts, added] of [
      ['[true_ups]', '400.00'],
      ['[]', '500.00'],
    ]) {
      const each = project(DRAW(HALF).replace('[true_ups]', counts!), [400, 500])
      await each.close('2026-01')
      each.write({
        'data/deals.csv': 'deal_id,payee_id,amount,close_date\nD1,ana,5000,2026-01-15\nD2,ana,5000,2026-02-15\n',
      })
      await each.calc('2026-02')
      const paid = await each.lines('2026-02', 'kind', 'amount')
      expect(paid.map((cells) => cells.join(' ')).toSorted()).toEqual([
        'commission 500.00',
        `draw_paid ${added}`,
        'true_up 100.00',
      ])
    }
  })

  test('never takes pay below the minimum for what it does not count', async () => {
    // January 400: 600 owed. In February D1 is worth 1,000, so 300 less, which do not count; 1,400 do. Of 1,100 in all
    // 100 lie above the minimum, and half of them repay.
    const each = project(DRAW(HALF).replace('[true_ups]', '[]'), [400, 1400])
    await each.close('2026-01')
    each.write({
      'data/deals.csv': 'deal_id,payee_id,amount,close_date\nD1,ana,1000,2026-01-15\nD2,ana,14000,2026-02-15\n',
    })
    await each.calc('2026-02')
    expect(await payable(each, '2026-02')).toBe('1050.00')
    expect(await balances(each, '2026-02')).toEqual(['draw 600.00 0.00 50.00 0.00 550.00'])
  })

  test('counts what each version of a plan earns once, where it changes within a month', async () => {
    // A draw of 1,000 for 15 of 31 days and 500 for the other 16: 483.87 and 258.06. 400 are earned on the first version,
    // which tops up 83.87; none on the second, which tops up 258.06.
    const versions = (from: string, to: string, amount: string): string =>
      DRAW(HALF).replace('2026-01-01', from).replace('2026-12-31', to).replace('amount: 1000', `amount: ${amount}`)
    const each = project(versions('2026-01-01', '2026-01-15', '1000'), [400])
    each.write({ 'plans/ae-2.yaml': `continues: none${versions('2026-01-16', '2026-12-31', '500')}` })
    await each.calc('2026-01')
    const paid = await each.lines('2026-01', 'kind', 'amount')
    expect(paid.map((cells) => cells.join(' ')).toSorted()).toEqual([
      'commission 400.00',
      'draw_paid 258.06',
      'draw_paid 83.87',
    ])
  })

  test('stays with somebody whose new plan has none, and an exception says so', async () => {
    const each = project(DRAW(HALF), [400, 800])
    await each.close('2026-01')
    each.write({
      'plans/am.yaml': plan('').replace('plan: ae', 'plan: am').replace('2026-01-01', '2026-02-01'),
      'data/reps.csv':
        'payee_id,name,plan,hire_date,end_date,effective_from,effective_to\nana,Ana,ae,,,,2026-01-31\nana,Ana,am,,,2026-02-01,\n',
    })
    await each.calc('2026-02')
    expect(await payable(each, '2026-02')).toBe('800.00')
    expect(await balances(each, '2026-02')).toEqual(['draw 600.00 0.00 0.00 0.00 600.00'])
    expect(await each.rows('2026-02', 'exceptions.csv', ['kind', 'payee_id'])).toEqual([['balance_stands', 'ana']])
  })
})

describe('payouts below a threshold of 50', () => {
  test('wait until they reach it together', async () => {
    // 20, then 29.99 make 49.99; with 0.01 they are 50.
    const each = project(plan('threshold: 50'), [20, 29.99, 0.01, 60])
    expect(await closeAll(each, 4)).toEqual(['0.00', '0.00', '50.00', '60.00'])
    expect(await balances(each, '2026-02')).toEqual(['threshold 20.00 29.99 0.00 0.00 49.99'])
    expect(await balances(each, '2026-03')).toEqual(['threshold 49.99 0.00 49.99 0.00 0.00'])
  })

  test('are paid in the last pay period on the plan, however little they are', async () => {
    const each = project(plan('threshold: 50'), [20, 5], 'ana,Ana,ae,,2026-02-20')
    expect(await closeAll(each, 2)).toEqual(['0.00', '25.00'])
  })
})
