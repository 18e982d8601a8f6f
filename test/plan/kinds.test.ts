import { describe, expect, test } from 'vitest'
import { type Cases, component, run, FLAT, FEE, PERCENTS, spiff, override, mbo, pool, rank } from './kind-parts.js'

const SPIFFS: Cases = [
  ['without days', component(`kind: spiff, id: s, ${FEE}`), ['SPM3001', 'SPM3001']],
  ['with a window', spiff(`window: year, ${FEE}`), ['SPM3001']],
  [
    'by attainment',
    spiff('rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }] }'),
    ['SPM3117'],
  ],
  ['by unit without a quantity column', spiff('rate: { kind: flat, amount: 5, per: unit, split: share }'), ['SPM3021']],
  ['with a budget of nothing', spiff(`budget: 0, ${FEE}`), ['SPM3905']],
  ['with a budget of nothing for each', spiff(`budget_each: 0, ${FEE}`), ['SPM3905']],
  [
    'with a budget for each and a cap per period',
    spiff(`budget_each: 9, cap: { per_period: 5, excess: lost }, ${FEE}`),
    ['SPM3905'],
  ],
  ['with a cap per window', spiff(`cap: { per_window: 5, excess: lost }, ${FEE}`), ['SPM3412']],
  ['with a budget and a cap per deal', spiff(`budget: 9, cap: { per_deal: 5, excess: lost }, ${FEE}`), []],
  ['with a budget and a cap per period', spiff(`budget: 9, cap: { per_period: 5, excess: lost }, ${FEE}`), ['SPM3905']],
  [
    'with a budget and a cap by column',
    spiff(`budget: 9, cap: { per: deal_id, most: 5, excess: lost }, ${FEE}`),
    ['SPM3905'],
  ],
  [
    'with a budget and a gate',
    spiff(`budget: 9, gate: { when: rep.team == "red", window: period, else: lost, reclose: keep }, ${FEE}`),
    ['SPM3905'],
  ],
  [
    'with a budget and a rate that each pay period makes another one',
    {
      components: [
        'id: c, window: period, rate: { kind: flat, rate: 10% }',
        `kind: spiff, id: s, from: 2026-01-01, to: 2026-03-31, budget: 9, rate: { kind: flat, rate: 'attainment_of("c") * 0.1' }`,
      ],
    },
    ['SPM3905'],
  ],
  [
    'with a budget, rounded in total',
    spiff(`budget: 9, ${FEE}`, ['rounding: { mode: half_up, at: total }']),
    ['SPM3905'],
  ],
  [
    'counting shared deals otherwise than its measure',
    spiff(`measure: deals, ${FEE.replace('share', 'whole')}`),
    ['SPM3108'],
  ],
]

const OVERRIDES: Cases = [
  ['on earnings of nobody', override('of: earnings, mode: full'), ['SPM3906']],
  ['on what nobody leaves', override('of: credits, mode: cascading'), ['SPM3906']],
  ['on all credits, naming components', override('of: credits, mode: full, below: [team]'), ['SPM3906']],
  ['on earnings of a quarter', override('of: earnings, mode: full, below: [team]', 'quarter'), ['SPM3907']],
  [
    'on earnings with a gate that holds',
    override(
      'of: earnings, mode: full, below: [team], gate: { when: rep.team == "red", window: period, else: hold, reclose: keep }',
    ),
    ['SPM3907'],
  ],
  [
    'on earnings with a gate that loses',
    override(
      'of: earnings, mode: full, below: [team], gate: { when: rep.team == "red", window: period, else: lost, reclose: keep }',
    ),
    [],
  ],
  [
    'on earnings with a cap by column',
    override('of: earnings, mode: full, below: [team], cap: { per: deal_id, most: 5, excess: lost }'),
    ['SPM3907'],
  ],
  [
    'on earnings in a plan whose cap carries',
    {
      ...override('of: earnings, mode: full, below: [team]'),
      keys: ['cap: { per_period: 9, excess: carried, until: plan_end, then: lost }'],
    },
    ['SPM3907'],
  ],
  [
    'on earnings in a plan whose cap loses',
    { ...override('of: earnings, mode: full, below: [team]'), keys: ['cap: { per_period: 9, excess: lost }'] },
    [],
  ],
  ['of a measure that rolls up', override('measure: region, of: credits, mode: full'), ['SPM3908']],
  [
    'called like a measure',
    component(`kind: override, id: won, levels: all, window: deal, of: credits, mode: full, ${FLAT}`),
    ['SPM3908'],
  ],
  [
    'of level 0',
    component(`kind: override, id: team, levels: 0, window: deal, of: credits, mode: full, ${FLAT}`),
    ['SPM3310'],
  ],
  ['on earnings of no component', override('of: earnings, mode: full, below: [owm]'), ['SPM3909']],
]

const OTHERS: Cases = [
  ['objectives of no money', mbo('max_score: 120%'), ['SPM3914']],
  ['objectives of money of nothing', mbo('target: -1'), ['SPM3912']],
  ['objectives for a deal', component('kind: mbo, id: m, window: deal, target: 5'), ['SPM3911']],
  [
    'objectives multiplied by attainment',
    mbo('target: 5, multiplier: { by: attainment, tiers: [{ from: 0%, times: 2 }] }'),
    ['SPM3407'],
  ],
  ['a score that counts nothing', mbo('target: 5, max_score: 0%'), ['SPM3915']],
  ['a score without the sign', mbo('target: 5, max_score: 120'), ['SPM3915']],
  ['a pool of nothing said', pool('share_by: 1'), ['SPM3916']],
  ['a pool of two sums', pool('amount: 5, rate: 1%, share_by: 1'), ['SPM3916']],
  ['a pool of zero', pool('amount: 0, share_by: 1'), ['SPM3916']],
  ['a pool of a rate of zero', pool('rate: 0%, share_by: 1'), ['SPM3916']],
  ['a pool of more than everything', pool('rate: 2, share_by: 1'), ['SPM3107']],
  ['a share of what counts deals twice', pool('measure: region, rate: 1%, share_by: 1'), ['SPM3917']],
  ['a share of a number of deals', pool('measure: deals, rate: 1%, share_by: 1'), ['SPM3917']],
  ['a pool by a column that is not there', pool('amount: 5, per: rep.tema, share_by: 1'), ['SPM3210']],
  ['a pool by a weight that is no number', pool('amount: 5, share_by: rep.team'), ['SPM4004']],
  ['a pool that is a part of the target incentive', pool('weight: 100%, amount: 5, share_by: 1'), ['SPM3910']],
  ['prizes that grow', rank('by: amount, prizes: [5, 5, 6]'), ['SPM3918']],
  ['a negative prize', rank('by: amount, prizes: [5, -1]'), ['SPM3918']],
  ['a prize of half a cent', rank('by: amount, prizes: [5.005]'), ['SPM3918']],
  ['a prize that is a part of the target incentive', rank('weight: 100%, by: amount, prizes: [5]'), ['SPM3910']],
  [
    'a rank by attainment of a year without `against`',
    component('kind: rank, id: r, window: year, by: attainment, prizes: [5]'),
    ['SPM3026'],
  ],
]

/** A bonus of a quarter, paid by the month, on what the measure credits. */
const days = (keys: string, more = 'measure: won, '): Cases[number][1] =>
  component(
    `kind: bonus, id: b, window: quarter, ${more}${keys}, rate: { kind: milestone, by: amount, pays: each, tiers: [{ from: 5, amount: 9 }] }`,
  )

const BONUSES: Cases = [
  ['from the first day of a window', days('from: 2026-04-01'), []],
  ['from a day later', days('from: 2026-04-02'), ['SPM3960']],
  ['to the last day of a window', days('to: 2026-09-30'), []],
  ['to a day earlier', days('to: 2026-09-29'), ['SPM3960']],
  ['with both ends inside', days('from: 2026-04-02, to: 2026-09-29'), ['SPM3960', 'SPM3960']],
  ['to a day after its plan', days('to: 2027-01-15'), []],
]

describe.each([
  ['a bonus', BONUSES],
  ['a spiff', SPIFFS],
  ['an override', OVERRIDES],
  ['objectives, pools and prizes:', OTHERS],
])('%s', (_, cases) => {
  test.each(cases)('%s', async (_, parts, codes) => {
    expect((await run(parts)).codes).toEqual(codes)
  })
})

test('the weights that do not total 100 % are shown', async () => {
  const parts = {
    components: [
      `kind: bonus, id: a, window: period, weight: 60%, ${PERCENTS}`,
      `kind: mbo, id: m, window: period, weight: 30%`,
    ],
  }
  expect((await run(parts)).found.map(({ message }) => message)).toEqual([
    'the weights of the components total 90 %, not 100 %: a 60%, m 30%',
  ])
})

test('mistakes in every component of a plan are told in one run, each at its line', async () => {
  const result = await run({
    keys: ['floor: { per_period: 0 }'],
    components: [
      `id: c, window: period, ${FLAT}, gate: { window: period, else: hold, reclose: keep }, cap: { per_period: 0, excess: lost }`,
      `kind: spiff, id: s, from: 2026-02-01, to: 2026-01-01, budget: 0, ${FEE}`,
      `kind: override, id: o, of: earnings, mode: full, levels: all, window: period, ${FLAT}`,
      `kind: bonus, id: b, window: period, target: 0, ${PERCENTS}`,
      'kind: mbo, id: m, window: deal, target: 5',
      'kind: pool, id: t, window: period, share_by: rep.x',
      'kind: rank, id: r, window: year, by: attainment, prizes: [1, 2]',
    ],
  })
  expect(result.found.map(({ code, place }) => [place?.line, code])).toEqual([
    [6, 'SPM3410'],
    [12, 'SPM3920'],
    [12, 'SPM3028'],
    [13, 'SPM3401'],
    [13, 'SPM3905'],
    [14, 'SPM3906'],
    [15, 'SPM3912'],
    [16, 'SPM3911'],
    [17, 'SPM4003'],
    [17, 'SPM3916'],
    [18, 'SPM3918'],
    [18, 'SPM3026'],
  ])
})
