import { describe, expect, test } from 'vitest'
import { calculate } from '../support/project.js'
import { csv, DEALS, plan } from '../support/plan.js'
import {
  type Cases,
  component,
  run,
  FLAT,
  PERCENTS,
  curve,
  milestone,
  FORMULA,
  TABLE,
  commission,
  bonus,
  REPS,
} from './kind-parts.js'

const BONUSES: Cases = [
  ['for a deal', bonus(FORMULA, 'deal'), ['SPM3911']],
  [
    'for a deal by attainment',
    bonus(curve('{ at: 0%, amount: 1 }, { at: 9%, amount: 2 }', 'by: attainment'), 'deal'),
    ['SPM3911'],
  ],
  ['that is interim in a window of one pay period', bonus(`interim: true, ${FORMULA}`), ['SPM3911']],
  [
    'of a longer window by attainment without `against`',
    bonus(curve('{ at: 0%, amount: 1 }, { at: 9%, amount: 2 }', 'by: attainment'), 'year'),
    ['SPM3026'],
  ],
  ['with `against` that has no effect', bonus(`against: full_quota, ${FORMULA}`), ['SPM3027']],
  ['of an unknown measure', bonus(`measure: wom, ${FORMULA}`), ['SPM3023']],
  ['of a percent of no target', bonus(PERCENTS), ['SPM3914']],
  ['of a target that no rate is of', bonus(`target: 5000, ${FORMULA}`), ['SPM3914']],
  ['of a target of nothing', bonus(`target: 0, ${PERCENTS}`), ['SPM3912']],
  ['of a target that is no number', bonus(`target: rep.team, ${PERCENTS}`), ['SPM4004']],
  ['of two targets', bonus(`target: 5000, weight: 100%, ${PERCENTS}`), ['SPM3910']],
  ['of a weight of nothing', bonus(`weight: 0%, ${PERCENTS}`), ['SPM3910']],
  ['of a weight above the whole', bonus(`weight: 100.01%, ${PERCENTS}`), ['SPM3910']],
  ['of a part of the target incentive alone', bonus(`weight: 99.99%, ${PERCENTS}`), ['SPM3910']],
  [
    'by quantity without such a column',
    bonus(milestone('{ from: 1, amount: 5 }', 'by: quantity, split: share')),
    ['SPM3021'],
  ],
  ['by count without `split`', bonus(milestone('{ from: 1, amount: 5 }', 'by: count')), ['SPM3104']],
  ['at a rate on deals', bonus(FLAT), ['SPM3001']],
  ['by a curve of rates', bonus(curve('{ at: 0, rate: 1% }, { at: 9, rate: 2% }')), ['SPM3902']],
  ['by points that pay in two ways', bonus(curve('{ at: 0, amount: 1 }, { at: 9, percent: 2% }')), ['SPM3903']],
  [
    'by a point that pays in two ways',
    bonus(curve('{ at: 0, amount: 1 }, { at: 9, amount: 2, percent: 2% }')),
    ['SPM3903'],
  ],
  ['by points out of order', bonus(curve('{ at: 9, amount: 1 }, { at: 9, amount: 2 }')), ['SPM3114']],
  [
    'by a negative percent',
    bonus(`target: 9, ${curve('{ at: 0, percent: -1% }, { at: 9, percent: 2% }')}`),
    ['SPM3106'],
  ],
  ['by a place in percent of an amount', bonus(curve('{ at: 0, amount: 1 }, { at: 9%, amount: 2 }')), ['SPM3112']],
  ['by an amount in percent', bonus(curve('{ at: 0, amount: 1% }, { at: 9, amount: 2 }')), ['SPM3112']],
  ['by a milestone with two starts', bonus(milestone('{ from: 1, above: 1, amount: 5 }')), ['SPM3111']],
  ['by milestones at one place', bonus(milestone('{ from: 1, amount: 5 }, { above: 1, amount: 6 }')), ['SPM3114']],
  ['by a table with `per`', bonus(`rate: { ${TABLE}, per: deal }`), ['SPM3904']],
  ['by a table with `split`', bonus(`rate: { ${TABLE}, split: share }`), ['SPM3904']],
  ['by a formula with `split`', bonus(FORMULA.replace(' }', ', split: share }')), ['SPM3904']],
  ['by a formula on a deal', bonus('rate: { kind: formula, formula: deal.amount }'), ['SPM4002']],
  [
    'by a formula of an unknown component',
    bonus('rate: { kind: formula, formula: \'attainment_of("x")\' }'),
    ['SPM4002'],
  ],
  [
    'multiplied by a condition on a deal',
    bonus(`multiplier: { when: deal.amount > 1, times: 2 }, ${FORMULA}`),
    ['SPM4002'],
  ],
  ['with points on its rate', bonus(`multiplier: { add: 5% }, ${FORMULA}`), ['SPM3406']],
  ['with a cap per deal', bonus(`cap: { per_deal: 5, excess: lost }, ${FORMULA}`), ['SPM3413']],
  ['with a cap by column', bonus(`cap: { per: deal_id, most: 5, excess: lost }, ${FORMULA}`), ['SPM3413']],
]

const RATES: Cases = [
  ['a curve of amounts', commission(curve('{ at: 0, amount: 1 }, { at: 9, amount: 2 }')), ['SPM3902']],
  ['a curve of negative rates', commission(curve('{ at: 0, rate: -1% }, { at: 9, rate: 2% }')), ['SPM3106']],
  [
    'a curve by attainment of a deal',
    component(`id: c, window: deal, ${curve('{ at: 0%, rate: 1% }, { at: 9%, rate: 2% }', 'by: attainment')}`),
    ['SPM3117'],
  ],
  ['percents of a number', commission(`measure: deals, ${FLAT}`), ['SPM3109']],
  [
    '`of` by amount',
    commission('rate: { kind: tiered, by: amount, of: deals, mode: marginal, tiers: [{ from: 0, rate: 1% }] }'),
    ['SPM3901'],
  ],
  [
    '`of` an unknown measure',
    commission('rate: { kind: tiered, by: attainment, of: dels, mode: marginal, tiers: [{ from: 0%, rate: 1% }] }'),
    ['SPM3023'],
  ],
  [
    '`of` beside an uplift',
    commission(
      'uplift: { times: 2, for: attainment }, rate: { kind: tiered, by: attainment, of: deals, mode: marginal, tiers: [{ from: 0%, rate: 1% }] }',
    ),
    ['SPM3901'],
  ],
  [
    'the attainment of a longer window that does not say against which quota',
    {
      components: [
        `id: base, window: quarter, ${FLAT}`,
        'id: c, window: period, rate: { kind: flat, rate: \'attainment_of("base") * 0.1\' }',
      ],
    },
    ['SPM3026'],
  ],
  [
    'the attainment of a longer window that says so',
    {
      components: [
        `id: base, window: quarter, against: full_quota, ${FLAT}`,
        'id: c, window: period, rate: { kind: flat, rate: \'attainment_of("base") * 0.1\' }',
      ],
    },
    [],
  ],
]

describe.each([
  ['a bonus', BONUSES],
  ['a rate:', RATES],
])('%s', (_, cases) => {
  test.each(cases)('%s', async (_, parts, codes) => {
    expect((await run(parts)).codes).toEqual(codes)
  })
})

test('a bonus on what is credited names a measure; one on the payee alone needs none', async () => {
  const project = { reps: REPS, deals: csv(DEALS), period: '2026-01' }
  const without = (text: string): string => plan(bonus(text)).replace('measure: won, ', '')
  const asks = [
    milestone('{ from: 1, amount: 5 }'),
    `multiplier: { by: attainment, tiers: [{ from: 0%, times: 2 }] }, rate: { ${TABLE} }`,
  ]
  for (const text of asks) expect((await calculate({ ...project, plans: without(text) })).codes).toEqual(['SPM3913'])
  expect((await calculate({ ...project, plans: without(`rate: { ${TABLE} }`) })).codes).toEqual([])
})

test('a weight needs the column that it is a part of', async () => {
  const plans = plan(bonus(`weight: 100%, ${PERCENTS}`))
  const result = await calculate({ plans, reps: csv('payee_id name', 'ana Ana'), deals: csv(DEALS), period: '2026-01' })
  expect(result.codes).toEqual(['SPM3910'])
})
