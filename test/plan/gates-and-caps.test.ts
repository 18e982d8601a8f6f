import { describe, expect, test } from 'vitest'
import { csv } from '../support/plan.js'
import { type Cases, component, run, FLAT, milestone, commission, bonus, gate, cap } from './kind-parts.js'

const GATES: Cases = [
  ['for a deal', gate('measure: won, at_least: 80%, window: deal'), ['SPM3921']],
  [
    'over a shorter window than its component',
    gate('measure: won, at_least: 80%, window: period', 'quarter'),
    ['SPM3921'],
  ],
  ['that nothing opens', gate('window: period'), ['SPM3920']],
  ['of a measure alone', gate('measure: won, window: period'), ['SPM3920']],
  ['of a place alone', gate('at_least: 80%, window: period'), ['SPM3920']],
  ['that opens at two places', gate('measure: won, at_least: 80%, above: 90%, window: period'), ['SPM3920']],
  ['that opens in two ways', gate('measure: won, when: rep.team == "red", window: period'), ['SPM3920']],
  [
    'on a condition against a quota',
    gate('against: full_quota, when: rep.team == "red", window: quarter'),
    ['SPM3920'],
  ],
  ['at a place that is no percent', gate('measure: won, at_least: 0.8, window: period'), ['SPM3112']],
  ['at a negative place', gate('measure: won, above: -1%, window: period'), ['SPM3112']],
  ['of an unknown measure', gate('measure: wom, at_least: 80%, window: period'), ['SPM3023']],
  ['of a longer window without `against`', gate('measure: won, at_least: 80%, window: quarter'), ['SPM3026']],
  [
    'with `against` that has no effect',
    gate('measure: won, at_least: 80%, against: full_quota, window: period'),
    ['SPM3027'],
  ],
  ['on a deal', gate('when: deal.amount > 1, window: period'), ['SPM4002']],
  ['on what is no condition', gate('when: target_incentive, window: period'), ['SPM4004']],
  ['on the score of no objectives', gate('when: \'score_of("c") > 1\', window: period'), ['SPM4002']],
  [
    'that does not say what becomes of pay (F20)',
    component(`id: c, window: period, ${FLAT}, gate: { measure: won, at_least: 80%, window: period }`),
    ['SPM3001', 'SPM3001'],
  ],
]

const CARRIED = 'per_period: 5, excess: carried'
const CAPS: Cases = [
  ['of nothing', cap('per_period: 0, excess: lost'), ['SPM3028']],
  [
    'of a constant of nothing',
    commission(`${FLAT}, cap: { per_period: most * 2, excess: lost }`, ['constants: { most: -5 }']),
    ['SPM3028'],
  ],
  ['in percent', cap('per_period: 5%, excess: lost'), ['SPM3028']],
  ['by a text', cap('per_period: rep.team, excess: lost'), ['SPM4004']],
  ['by a column of the deal', cap('per_period: deal.amount, excess: lost'), ['SPM4002']],
  ['that says no amount', cap('excess: lost'), ['SPM3029']],
  ['by column without an amount', cap('per: deal_id, excess: lost'), ['SPM3029']],
  ['by an amount without a column', cap('most: 5, per_deal: 5, excess: lost'), ['SPM3029']],
  ['by an unknown column', cap('per: deal.dael_id, most: 5, excess: lost'), ['SPM3210']],
  ['by column of nothing', cap('per: deal_id, most: 0, excess: lost'), ['SPM3028']],
  ['per window of one pay period', cap('per_window: 5, excess: lost'), ['SPM3412']],
  ['that carries without a time and an end (F32)', cap(CARRIED), ['SPM3414']],
  ['that carries without an end', cap(`${CARRIED}, until: plan_end`), ['SPM3414']],
  ['that carries without a time', cap(`${CARRIED}, then: paid`), ['SPM3414']],
  ['that carries to the end of the pay period', cap(`${CARRIED}, until: window_end, then: lost`), ['SPM3414']],
  ['that carries to the end of a longer window', cap(`${CARRIED}, until: window_end, then: lost`, 'quarter'), []],
  ['that carries what a deal is cut', cap('per_deal: 5, excess: carried, until: plan_end, then: lost'), ['SPM3414']],
  ['that is prorated without one per pay period', cap('per_deal: 5, prorate: true, excess: lost'), ['SPM3931']],
  ['that is not prorated, without one per pay period', cap('per_deal: 5, prorate: false, excess: lost'), []],
  ['that loses until a time', cap('per_period: 5, excess: lost, until: plan_end'), ['SPM3414']],
  ['that loses and then pays', cap('per_period: 5, excess: lost, then: paid'), ['SPM3414']],
  [
    'that carries beside a floor',
    commission(`${FLAT}, floor: { per_period: 1 }, cap: { ${CARRIED}, until: plan_end, then: lost }`),
    ['SPM3411'],
  ],
  ['of the plan that carries without a time', commission(FLAT, [`cap: { ${CARRIED} }`]), ['SPM3414']],
  [
    'of the plan that loses and then pays',
    commission(FLAT, ['cap: { per_period: 5, excess: lost, then: paid }']),
    ['SPM3414'],
  ],
  [
    'of the plan that carries beside a floor of the plan',
    commission(FLAT, [`cap: { ${CARRIED}, until: plan_end, then: lost }`, 'floor: { per_period: 1 }']),
    ['SPM3411'],
  ],
  [
    'of the plan beside a lower floor of the plan',
    commission(FLAT, ['cap: { per_period: 5, excess: lost }', 'floor: { per_period: 5 }']),
    [],
  ],
  [
    'of the plan beside a higher floor of the plan',
    commission(FLAT, ['cap: { per_period: 5, excess: lost }', 'floor: { per_period: 5.01 }']),
    ['SPM3409'],
  ],
  ['of the plan beside a floor of nothing', commission(FLAT, ['floor: { per_period: 0 }']), ['SPM3410']],
]

describe.each([
  ['a gate', GATES],
  ['a cap', CAPS],
])('%s', (_, cases) => {
  test.each(cases)('%s', async (_, parts, codes) => {
    expect((await run(parts)).codes).toEqual(codes)
  })
})

describe('a calendar of its own', () => {
  const settings = 'calendar: { periods: periods.csv }'
  const periods = csv(
    'period_id start end level',
    '2026-01 2026-01-01 2026-02-01 month',
    '2026 2026-01-01 2027-01-01 year',
  )
  test('must have the window of a bonus, and that of a gate, each told once', async () => {
    const rate = milestone('{ from: 1, amount: 5 }')
    expect((await run(bonus(rate, 'half'), settings, periods)).codes).toEqual(['SPM3024'])
    const gated = gate('measure: won, at_least: 80%, against: full_quota, window: half')
    expect((await run(gated, settings, periods)).codes).toEqual(['SPM3024'])
  })
  test('may pay by a longer period than a gate looks at', async () => {
    const yearly = { ...gate('measure: won, at_least: 80%, window: quarter'), pays: 'year' }
    expect((await run(yearly)).codes).toEqual(['SPM3025'])
  })
})
