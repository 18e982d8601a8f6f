import { describe, expect, test } from 'vitest'
import { balances, closeAll, deals, paid, payable, plan, project } from '../support/settling.js'

const TERMS = 'amount: 1000, counts: [true_ups]'
const GUARANTEE = (terms = TERMS): string => plan(`guarantee: {${terms}}`)
/** By pay period in which it ends: a draw beside a guarantee of 500. */
const BOTH = plan(`
guarantee: {amount: 500, counts: []}
draw: {type: recoverable, style: minimum, amount: 1000, to: 2026-02-28, recovery: {percent: 50%}, at_end: carry, counts: []}
`)

describe('a guarantee of 1,000 a month', () => {
  test('pays the greater of it and what counts, and nobody owes the difference', async () => {
    // January 400: 600 more. February 1,400 are 1,400. March nothing: all of it.
    const each = project(GUARANTEE(), [400, 1400, 0])
    expect(await closeAll(each, 3)).toEqual(['1000.00', '1400.00', '1000.00'])
    expect(await each.rows('2026-01', 'payouts.csv', ['commission', 'guarantee', 'balances', 'total'])).toEqual([
      ['400.00', '600.00', '0.00', '1000.00'],
    ])
    expect(await balances(each, '2026-03')).toEqual([])
  })

  test('is paid to the cent on both sides of it', async () => {
    const each = project(GUARANTEE(), [999.99, 1000, 1000.01])
    expect(await closeAll(each, 3)).toEqual(['1000.00', '1000.00', '1000.01'])
    expect(await paid(each, '2026-01')).toEqual(['commission 999.99', 'guarantee 0.01'])
    expect(await paid(each, '2026-02')).toEqual(['commission 1000.00'])
  })

  test('never tops up more than its amount, and what is carried below zero never takes it (F12, F15)', async () => {
    // -300: 1,000 are paid, 300 carried. February 1,200: 200 above it go towards the 300. March 1,450: the other 100.
    const each = project(GUARANTEE(), [-300, 1200, 1450])
    expect(await closeAll(each, 3)).toEqual(['1000.00', '1000.00', '1350.00'])
    expect(await balances(each, '2026-01')).toEqual(['negative 0.00 300.00 0.00 0.00 300.00'])
    expect(await balances(each, '2026-02')).toEqual(['negative 300.00 0.00 200.00 0.00 100.00'])
  })

  test('shrinks with presence, by its days and by its schedule', async () => {
    // Hired on January 16: 16 of 31 days are 516.13. In February half of it, until the 14th: 14 of 28 days, so 250.
    const each = project(
      GUARANTEE(`${TERMS}, to: 2026-02-14, schedule: [100%, 50%]`),
      [0, 0, 0],
      'ana,Ana,ae,2026-01-16,',
    )
    expect(await closeAll(each, 3)).toEqual(['516.13', '250.00', '0.00'])
  })

  test('is what a non-recoverable draw is', async () => {
    const named = project(plan(`draw: {type: non_recoverable, ${TERMS}}`), [400])
    const same = project(GUARANTEE(), [400])
    for (const each of [named, same]) await each.calc('2026-01')
    expect(await paid(named, '2026-01', 'line_id', 'kind', 'amount', 'reason')).toEqual(
      await paid(same, '2026-01', 'line_id', 'kind', 'amount', 'reason'),
    )
    expect(await payable(named, '2026-01')).toBe('1000.00')
  })

  test('of a plan that pays by quarter is for the quarter, and paid with its last month', async () => {
    const each = project(GUARANTEE().replace('pays: month', 'pays: quarter'), [400])
    each.write({
      'plans/other.yaml': plan('').replace('plan: ae', 'plan: monthly'),
      'data/reps.csv': 'payee_id,name,plan\nana,Ana,ae\nbo,Bo,monthly\n',
    })
    for (const month of ['2026-01', '2026-02', '2026-03']) await each.close(month)
    expect(await paid(each, '2026-01', 'kind', 'status')).toEqual(['commission accrued'])
    expect(await paid(each, '2026-03')).toEqual(['commission 400.00', 'guarantee 600.00'])
  })

  test('counts what the versions of a plan are paid beside their earnings once', async () => {
    // 15 of 31 days of 1,000 are 483.87, the other 16 are 516.13. The adjustment of 300 counts for the second version.
    const terms = GUARANTEE('amount: 1000, counts: [adjustments]')
    const each = project(terms.replace('2026-12-31', '2026-01-15'), [400])
    each.write({
      'plans/ae-2.yaml': `continues: none${terms.replace('2026-01-01', '2026-01-16')}`,
      'data/adjustments.csv':
        'id,period,payee_id,amount,reason,requested_by,approved_by\nA1,2026-01,ana,300,missed,mia,ben\n',
    })
    await each.close('2026-01')
    expect(await paid(each, '2026-01')).toEqual([
      'adjustment 300.00',
      'commission 400.00',
      'guarantee 216.13',
      'guarantee 83.87',
    ])
    await each.calc('2026-02')
    expect(await paid(each, '2026-02')).toEqual(['guarantee 1000.00'])
  })
})

describe('the guarantee of a closed period (F8)', () => {
  test('is computed again with what the period earns, so that a late deal below it pays nothing more', async () => {
    // January 400, topped up by 600. D9 of January comes in February and earns 250, so 350 would have topped it up.
    const each = project(GUARANTEE(), [400])
    await each.close('2026-01')
    const lines = await each.lines('2026-01', 'line_id', 'kind')
    const line = lines.find(([, kind]) => kind === 'guarantee')![0]
    each.write({ 'data/deals.csv': deals(['D1', 1, 400], ['D9', 1, 250]) })
    await each.calc('2026-02')
    expect(await paid(each, '2026-02', 'kind', 'source_period', 'amount')).toEqual([
      'guarantee 2026-02 1000.00',
      'true_up 2026-01 -250.00',
      'true_up 2026-01 250.00',
    ])
    expect(await each.lines('2026-02', 'amount', 'changes_line', 'reason')).toContainEqual([
      '-250.00',
      line,
      'guarantee of 2026-01 was 600.00, is 350.00: other deals changed (D9)',
    ])
  })

  test('ends where the period earns as much, to the cent', async () => {
    // With 600 more January earns 1,000: nothing tops it up. One cent more is paid.
    for (const [late, net] of [
      [599.99, '1000.00'],
      [600, '1000.00'],
      [600.01, '1000.01'],
    ] as const) {
      const each = project(GUARANTEE('amount: 1000, counts: []'), [400])
      await each.close('2026-01')
      each.write({ 'data/deals.csv': deals(['D1', 1, 400], ['D9', 1, late]) })
      await each.calc('2026-02')
      expect(await payable(each, '2026-02')).toBe(net)
    }
  })

  test('comes where the period had none and earns too little now', async () => {
    // 1,100 in January; D1 is worth 800: 300 are taken back, and 200 top January up.
    const each = project(GUARANTEE('amount: 1000, counts: []'), [1100])
    await each.close('2026-01')
    each.write({ 'data/deals.csv': deals(['D1', 1, 800], ['D2', 2, 1500]) })
    await each.calc('2026-02')
    expect(await paid(each, '2026-02')).toEqual(['commission 1500.00', 'true_up -300.00', 'true_up 200.00'])
  })

  test('counts what was posted in it beside its earnings as it was posted', async () => {
    // February: D1 pays 300 less, 800 are earned: 500 count, 500 top up. In March D9 of February earns 100: 600 count, 400
    // would have topped up. Had the 300 not counted again, the top-up would be 100.
    const each = project(GUARANTEE(), [1500])
    await each.close('2026-01')
    each.write({ 'data/deals.csv': deals(['D1', 1, 1200], ['D2', 2, 800]) })
    await each.close('2026-02')
    expect(await paid(each, '2026-02')).toEqual(['commission 800.00', 'guarantee 500.00', 'true_up -300.00'])
    each.write({ 'data/deals.csv': deals(['D1', 1, 1200], ['D2', 2, 800], ['D3', 3, 1000], ['D9', 2, 100]) })
    await each.close('2026-03')
    expect(await paid(each, '2026-03')).toEqual(['commission 1000.00', 'true_up -100.00', 'true_up 100.00'])
    // Nothing changes after that: no true-up of a true-up.
    await each.calc('2026-04')
    expect(await paid(each, '2026-04')).toEqual(['guarantee 1000.00'])
  })

  test('counts the adjustments that were posted, also where the file does not hold them any more', async () => {
    // January 400 and an adjustment of 300: 300 top up. With 250 more of D9, 50.
    const each = project(GUARANTEE('amount: 1000, counts: [true_ups, adjustments]'), [400])
    const header = 'id,period,payee_id,amount,reason,requested_by,approved_by\n'
    each.write({ 'data/adjustments.csv': `${header}A1,2026-01,ana,300,missed,mia,ben\n` })
    await each.close('2026-01')
    expect(await payable(each, '2026-01')).toBe('1000.00')
    each.write({ 'data/deals.csv': deals(['D1', 1, 400], ['D9', 1, 250]), 'data/adjustments.csv': header })
    await each.calc('2026-02')
    expect(await paid(each, '2026-02')).toEqual(['guarantee 1000.00', 'true_up -250.00', 'true_up 250.00'])
  })

  test('also for somebody who has left since', async () => {
    // February has no pay for her. D9 of January earns 250 and takes as much of its top-up; 700 more would be 100 above it.
    for (const [late, net] of [
      [250, '0.00'],
      [700, '100.00'],
    ] as const) {
      const each = project(GUARANTEE(), [400], 'ana,Ana,ae,,2026-01-31')
      await each.close('2026-01')
      each.write({ 'data/deals.csv': deals(['D1', 1, 400], ['D9', 1, late]) })
      await each.calc('2026-02')
      expect(await payable(each, '2026-02')).toBe(net)
    }
  })

  test('is brought by a plan that restates', async () => {
    // The plan says since January that 1,000 are guaranteed: 600 more for it, which count in February with its 500.
    const each = project(plan(''), [400, 500])
    await each.close('2026-01')
    each.write({ 'plans/ae.yaml': `restates: 2026-01${GUARANTEE()}` })
    await each.calc('2026-02')
    expect(await paid(each, '2026-02')).toEqual(['commission 500.00', 'true_up 600.00'])
    expect(await paid(each, '2026-02', 'reason')).toContain(
      'guarantee of 2026-01 was 0.00, is 600.00: plan ae was restated',
    )
  })

  test('counts what a cancelled deal was paid, which the clawback takes back later', async () => {
    // January 800 + 400: nothing tops it up. D1 is cancelled in February and leaves January's window, but its 800 were paid
    // then: January's guarantee stays none. February 1,500 - 800 are topped up by 300.
    const terms = 'clawback: {on: [cancel], take: full, restate_attainment: source}'
    const each = project(`${GUARANTEE('amount: 1000, counts: [clawbacks]')}${terms}\n`, [])
    each.write({ 'data/deals.csv': deals(['D1', 1, 800], ['D2', 1, 400], ['D3', 2, 1500]) })
    await each.close('2026-01')
    each.write({ 'data/events.csv': 'event_id,deal_id,date,type\nC1,D1,2026-02-10,cancel\n' })
    await each.close('2026-02')
    expect(await paid(each, '2026-02')).toEqual(['clawback -800.00', 'commission 1500.00', 'guarantee 300.00'])
    // What was taken back in February is a fact of it.
    await each.calc('2026-03')
    expect(await paid(each, '2026-03')).toEqual(['guarantee 1000.00'])
  })

  test('is not what a draw is: that is not computed again', async () => {
    const terms = 'type: recoverable, style: minimum, recovery: {percent: 50%}, at_end: carry'
    const each = project(plan(`draw: {${terms}, ${TERMS}}`), [400])
    await each.close('2026-01')
    each.write({ 'data/deals.csv': deals(['D1', 1, 400], ['D9', 1, 250]) })
    await each.calc('2026-02')
    expect(await paid(each, '2026-02')).toEqual(['draw_paid 750.00', 'true_up 250.00'])
  })
})

describe('a guarantee of 500 beside a draw of 1,000', () => {
  test('comes first, and the draw counts it', async () => {
    // January 300: 200 are guaranteed, 500 drawn. February 800: 200 drawn.
    const each = project(BOTH, [300, 800])
    expect(await closeAll(each, 2)).toEqual(['1000.00', '1000.00'])
    expect(await paid(each, '2026-01')).toEqual(['commission 300.00', 'draw_paid 500.00', 'guarantee 200.00'])
    expect(await balances(each, '2026-02')).toEqual(['draw 500.00 200.00 0.00 0.00 700.00'])
  })

  test('is not taken when the draw has ended', async () => {
    // January 300: 500 owed. February 1,000 is the draw. March 300: guaranteed 500, of which nothing repays. April 900: of
    // 400 above the guarantee, half.
    const each = project(BOTH, [300, 1000, 300, 900])
    expect(await closeAll(each, 4)).toEqual(['1000.00', '1000.00', '500.00', '700.00'])
    expect(await balances(each, '2026-04')).toEqual(['draw 500.00 0.00 200.00 0.00 300.00'])
  })

  test('carries what lies below zero once', async () => {
    // -300: guaranteed 500, drawn 500, carried 300.
    const each = project(BOTH, [-300])
    expect(await closeAll(each, 1)).toEqual(['1000.00'])
    expect(await balances(each, '2026-01')).toEqual([
      'draw 0.00 500.00 0.00 0.00 500.00',
      'negative 0.00 300.00 0.00 0.00 300.00',
    ])
  })

  test('owes no more of the draw when a late deal would have taken the guarantee', async () => {
    // January 300: guaranteed 200, drawn 500. D9 earns 250: January earns 550, so its guarantee is taken back, and its draw
    // stays. February has nothing: guaranteed 500, drawn 500, and 50 of true-ups, which do not count.
    const each = project(BOTH, [300])
    await each.close('2026-01')
    each.write({ 'data/deals.csv': deals(['D1', 1, 300], ['D9', 1, 250]) })
    await each.calc('2026-02')
    expect(await payable(each, '2026-02')).toBe('1050.00')
    expect(await balances(each, '2026-02')).toEqual(['draw 500.00 500.00 0.00 0.00 1000.00'])
  })
})
