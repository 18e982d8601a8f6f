import { describe, expect, test } from 'vitest'
import { calculate } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const CARRY = 'negative: carry'

async function codes(...keys: readonly string[]): Promise<readonly string[]> {
  const components = ['id: c, window: deal, rate: { kind: flat, rate: 10% }']
  const parts = { components, keys: [CARRY, 'proration: none', ...keys] }
  return (await calculate({ plans: plan(parts), reps: ANA, deals: csv(DEALS), period: '2026-01' })).codes
}

const guarantee = (terms: string): string => `guarantee: { ${terms} }`
const draw = (terms: string): string => `draw: { ${terms} }`
const REPAID = 'recovery: { percent: 50% }, at_end: carry'
const MINIMUM = `type: recoverable, style: minimum, ${REPAID}, amount: 1000, counts: []`
const ADVANCE = MINIMUM.replace('minimum', 'advance, netted: same_period')
const PLAIN = 'amount: 1000, counts: []'

describe('guarantees and draws that are right', () => {
  test.each([
    ['a guarantee', [guarantee(PLAIN)]],
    ['a draw that nobody owes', [draw(`type: non_recoverable, ${PLAIN}`)]],
    ['a draw', [draw(MINIMUM)]],
    ['an advance', [draw(ADVANCE)]],
    ['a guarantee beside a draw', [guarantee(PLAIN), draw(MINIMUM)]],
    [
      'the same words of `counts` in another order',
      [guarantee('amount: 1, counts: [true_ups, adjustments]'), draw(MINIMUM.replace('[]', '[adjustments, true_ups]'))],
    ],
    ['a recovery by whole pay periods', [draw(MINIMUM.replace('50%', '50%, from: 2026-03-01, to: 2026-08-31'))]],
    ['an amount by constant', ['constants: { least: 1000 }', guarantee('amount: least * 2, counts: []')]],
  ] as const)('%s', async (_, keys) => {
    expect(await codes(...keys)).toEqual([])
  })
})

describe('guarantees and draws that leave money open are refused', () => {
  test.each([
    ['a guarantee that does not say what counts', [guarantee('amount: 1000')], 'SPM3001'],
    ['a guarantee that is repaid', [guarantee(`${PLAIN}, at_end: carry`)], 'SPM3001'],
    ['a guarantee of nothing', [guarantee('amount: 0, counts: []')], 'SPM3940'],
    ['in percent', [guarantee('amount: 5%, counts: []')], 'SPM3940'],
    ['by a constant of nothing', ['constants: { least: 0 }', guarantee('amount: least, counts: []')], 'SPM3940'],
    ['of parts of a cent', [guarantee('amount: 0.005, counts: []')], 'SPM3930'],
    ['by a text', [guarantee('amount: rep.name, counts: []')], 'SPM4004'],
    ['by what a deal says', [guarantee('amount: deal.amount, counts: []')], 'SPM4002'],
    ['a schedule beyond all of it', [guarantee(`${PLAIN}, schedule: [101%]`)], 'SPM3940'],
    ['an end before the start', [guarantee(`${PLAIN}, from: 2026-03-02, to: 2026-03-01`)], 'SPM3943'],
    ['a day that does not exist', [guarantee(`${PLAIN}, to: 2026-02-30`)], 'SPM3002'],
    [
      'a recovery that ends before it starts',
      [draw(MINIMUM.replace('50%', '50%, from: 2026-04-01, to: 2026-03-31'))],
      'SPM3943',
    ],
    ['a recovery from inside a pay period', [draw(MINIMUM.replace('50%', '50%, from: 2026-03-02'))], 'SPM3948'],
    ['a recovery until inside a pay period', [draw(MINIMUM.replace('50%', '50%, to: 2026-03-30'))], 'SPM3948'],
    ['a draw without a style', [draw(MINIMUM.replace('style: minimum, ', ''))], 'SPM3945'],
    ['a draw without a recovery', [draw(MINIMUM.replace('recovery: { percent: 50% }, ', ''))], 'SPM3945'],
    ['a draw without an end', [draw(MINIMUM.replace('at_end: carry, ', ''))], 'SPM3945'],
    ['an advance that is netted nowhere', [draw(ADVANCE.replace('netted: same_period, ', ''))], 'SPM3945'],
    ['a minimum that is netted', [draw(MINIMUM.replace('minimum', 'minimum, netted: same_period'))], 'SPM3944'],
    [
      'a draw that nobody owes and that is repaid',
      [draw(`type: non_recoverable, recovery: { percent: 50% }, ${PLAIN}`)],
      'SPM3944',
    ],
    ['a draw that nobody owes and that ends', [draw(`type: non_recoverable, at_end: forgive, ${PLAIN}`)], 'SPM3944'],
    ['a guarantee said twice', [guarantee(PLAIN), draw(`type: non_recoverable, ${PLAIN}`)], 'SPM3946'],
    [
      'guarantee and draw that count different pay',
      [guarantee('amount: 500, counts: [true_ups]'), draw(MINIMUM)],
      'SPM3947',
    ],
  ] as const)('%s', async (_, keys, code) => {
    expect(await codes(...keys)).toEqual([code])
  })

  test('one without negative: carry', async () => {
    const components = ['id: c, window: deal, rate: { kind: flat, rate: 10% }']
    const project = { plans: plan({ components, keys: [guarantee(PLAIN)] }), reps: ANA, deals: csv(DEALS) }
    expect((await calculate({ ...project, period: '2026-01' })).codes).toEqual(['SPM3941'])
  })
})
