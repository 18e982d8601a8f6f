import { expect, test } from 'vitest'
import { calculate } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const TEN = 'window: period, rate: { kind: flat, rate: 10% }'
const FEE = 'window: period, rate: { kind: flat, amount: 50, per: deal, split: share }'
const CASES: readonly (readonly [string, string, string])[] = [
  ['a condition on the deal for eligibility', `where: deal.amount > 1, ${TEN}`, 'SPM4002'],
  ['an end before the start', `from: 2026-02-01, to: 2026-01-31, ${TEN}`, 'SPM3401'],
  ['a day that does not exist', `from: 2026-02-30, ${TEN}`, 'SPM3002'],
  ['an end before the plan', `to: 2025-12-31, ${TEN}`, 'SPM3402'],
  ['a negative factor', `${TEN}, multiplier: { times: -1 }`, 'SPM3403'],
  [
    'a negative factor in a tier',
    `${TEN}, multiplier: { by: attainment, tiers: [{ from: 0%, times: -1 }] }`,
    'SPM3403',
  ],
  ['a factor and points', `${TEN}, multiplier: { times: 2, add: 5% }`, 'SPM3404'],
  ['nothing said', `${TEN}, multiplier: { when: deal.amount > 1 }`, 'SPM3404'],
  ['tiers without `by`', `${TEN}, multiplier: { times: 2, tiers: [{ from: 0%, times: 1 }] }`, 'SPM3404'],
  ['`at` without `by`', `${TEN}, multiplier: { times: 2, at: running }`, 'SPM3404'],
  ['`by` without tiers', `${TEN}, multiplier: { by: attainment }`, 'SPM3404'],
  ['points of nothing', `${TEN}, multiplier: { add: 0% }`, 'SPM3405'],
  ['points on a fee', `${FEE}, multiplier: { add: 5% }`, 'SPM3406'],
  [
    'attainment of single deals',
    'window: deal, rate: { kind: flat, rate: 1% }, multiplier: { by: attainment, tiers: [{ from: 0%, times: 1 }] }',
    'SPM3407',
  ],
  [
    'a longer window by attainment without `against`',
    'window: year, rate: { kind: flat, rate: 1% }, multiplier: { by: attainment, tiers: [{ from: 0%, times: 1 }] }',
    'SPM3026',
  ],
  [
    'tiers that leave the start open',
    `${TEN}, multiplier: { by: attainment, tiers: [{ from: 5%, times: 1 }] }`,
    'SPM3113',
  ],
  ['an uplift of attainment that nothing looks at', `${TEN}, uplift: { times: 2, for: attainment }`, 'SPM3408'],
  ['an uplift of a fee', `${FEE}, uplift: { times: 2, for: both }`, 'SPM3408'],
  ['a cap per window of one pay period', `${TEN}, cap: { per_window: 10, excess: lost }`, 'SPM3412'],
  [
    'a floor beside a cap per window',
    'window: year, rate: { kind: flat, rate: 1% }, floor: { per_period: 5 }, cap: { per_window: 10, excess: lost }',
    'SPM3411',
  ],
  ['a floor above the cap', `${TEN}, floor: { per_period: 10.01 }, cap: { per_period: 10, excess: lost }`, 'SPM3409'],
  ['a floor of nothing', `${TEN}, floor: { per_period: 0 }`, 'SPM3410'],
  ['an uplift that does not say what for', `${TEN}, uplift: { times: 2 }`, 'SPM3001'],
]

test.each(CASES)('%s is refused', async (_, component, code) => {
  const run = await calculate({
    plans: plan({ components: [`id: c, ${component}`] }),
    reps: ANA,
    deals: csv(DEALS),
    period: '2026-01',
  })
  expect(run.codes).toEqual([code])
})

test('a cap of the plan says what becomes of the excess, is above zero, and stands beside no floor', async () => {
  const codes = async (cap: string, component = `id: c, ${TEN}`): Promise<readonly string[]> => {
    const plans = plan({ keys: [`cap: { ${cap} }`], components: [component] })
    return (await calculate({ plans, reps: ANA, deals: csv(DEALS), period: '2026-01' })).codes
  }
  expect(await codes('per_period: 100')).toEqual(['SPM3001'])
  expect(await codes('per_period: 0, excess: lost')).toEqual(['SPM3028'])
  expect(await codes('per_period: 100, excess: lost')).toEqual([])
  expect(await codes('per_period: 100, excess: lost', `id: c, ${TEN}, floor: { per_period: 5 }`)).toEqual(['SPM3411'])
})
