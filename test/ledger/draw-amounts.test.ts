import { describe, expect, test } from 'vitest'
import type { ClosingProject } from '../support/closing.js'
import { paid, plan, project } from '../support/settling.js'

const HEADER = 'payee_id,name,plan,draw_amount,band,target_incentive,effective_from,effective_to\n'
/** A note on the columns of the project's own. */
const UNMAPPED = 'SPM2010'
const TYPED = { 'spm.yaml': 'inputs: {reps: {types: {draw_amount: number}}}\n' }

/** @param rows of the reps file, as in HEADER */
function guaranteeOf(amount: string, rows: string, terms = plan('')): ClosingProject {
  const each = project(terms.replace('negative:', `guarantee: {amount: ${amount}, counts: []}\nnegative:`), [])
  each.write({ ...TYPED, 'data/reps.csv': `${HEADER}${rows}\n` })
  return each
}

describe('the amount of a guarantee or draw', () => {
  test('may be a column of the reps file, where 0 is none', async () => {
    const each = guaranteeOf('rep.draw_amount', 'ana,Ana,ae,1000,,,,\nbo,Bo,ae,0,,,,')
    await each.calc('2026-01')
    expect(await paid(each, '2026-01', 'payee_id', 'amount')).toEqual(['ana 1000.00'])
  })

  test('may look at a text that nothing else looks at', async () => {
    const each = guaranteeOf('"rep.band == \'A\' ? 1000 : 500"', 'ana,Ana,ae,,A,,,\nbo,Bo,ae,,B,,,')
    await each.calc('2026-01')
    expect(await paid(each, '2026-01', 'payee_id', 'amount')).toEqual(['ana 1000.00', 'bo 500.00'])
  })

  test('of a draw too', async () => {
    const terms = 'type: recoverable, style: minimum, recovery: {percent: 50%}, at_end: carry, counts: []'
    const each = project(plan(`draw: {amount: rep.draw_amount * 2, ${terms}}`), [400])
    each.write({ ...TYPED, 'data/reps.csv': `${HEADER}ana,Ana,ae,750,,,,\n` })
    await each.calc('2026-01')
    expect(await paid(each, '2026-01')).toEqual(['commission 400.00', 'draw_paid 1100.00'])
  })

  test('is refused where its cell is blank, or it comes out below zero: never 0', async () => {
    for (const cell of ['', '-1']) {
      const each = guaranteeOf('rep.draw_amount', `ana,Ana,ae,${cell},,,,`)
      expect(await each.spm('calc --period 2026-01')).toMatchObject({ exit: 1, codes: ['SPM5952', UNMAPPED] })
    }
  })

  test('is not asked of those who do not have it', async () => {
    const each = guaranteeOf('rep.draw_amount, where: rep.band == "A"', 'ana,Ana,ae,1000,A,,,\nbo,Bo,ae,,B,,,')
    await each.calc('2026-01')
    expect(await paid(each, '2026-01', 'payee_id', 'amount')).toEqual(['ana 1000.00'])
  })

  test('may be a part of the target incentive of a whole pay period, prorated once (F21, F22)', async () => {
    // 10,000 over twelve months: 833.34 in each of the first four, 833.33 in the others. Half of 833.34 is 416.67. Bo is
    // there for 14 of 28 days of February: 208.335, rounded half up.
    const rows = 'ana,Ana,ae,,,10000,,\nbo,Bo,ae,,,10000,2026-02-15,'
    const each = guaranteeOf('target_incentive_period * 0.5', rows)
    await each.calc('2026-02')
    expect(await paid(each, '2026-02', 'payee_id', 'amount')).toEqual(['ana 416.67', 'bo 208.34'])
  })

  test('counts by days where a row of the payee changes within the pay period', async () => {
    // 1,000 for 15 of 31 days and 2,000 for 16: 483.8709… + 1,032.2580… = 1,516.129….
    const rows = 'ana,Ana,ae,1000,,,,2026-01-15\nana,Ana,ae,2000,,,2026-01-16,'
    const each = guaranteeOf('rep.draw_amount', rows)
    await each.calc('2026-01')
    expect(await paid(each, '2026-01')).toEqual(['guarantee 1516.13'])
    const silent = guaranteeOf('rep.draw_amount', rows, plan('').replace('proration: days\n', ''))
    expect(await silent.spm('calc --period 2026-01')).toMatchObject({ exit: 1, codes: ['SPM5953', UNMAPPED] })
    const none = guaranteeOf('rep.draw_amount', rows, plan('').replace('days', 'none'))
    await none.calc('2026-01')
    expect(await paid(none, '2026-01')).toEqual(['guarantee 2000.00'])
  })

  test('is rounded once: parts that no decimal holds make their whole', async () => {
    // Three rows of ten of April's 30 days, half a cent each: thirds of it that make half a cent, so a cent.
    const rows = ['04-01,2026-04-10', '04-11,2026-04-20', '04-21,2026-04-30'].map(
      (days) => `ana,Ana,ae,0.005,,,2026-${days}`,
    )
    const each = guaranteeOf('rep.draw_amount', rows.join('\n'))
    await each.calc('2026-04')
    expect(await paid(each, '2026-04')).toEqual(['guarantee 0.01'])
  })

  test('of a salary in another currency than the plan is refused', async () => {
    const each = guaranteeOf('target_incentive_period', '')
    each.write({
      'spm.yaml': '',
      'data/reps.csv': 'payee_id,name,plan,target_incentive,currency\nana,Ana,ae,12000,EUR\n',
    })
    expect((await each.spm('calc --period 2026-01')).codes).toContain('SPM5902')
  })
})
