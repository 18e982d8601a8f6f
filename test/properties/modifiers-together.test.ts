import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { calculate } from '../support/project.js'
import { csv, DEALS, plan } from '../support/plan.js'
import { lookFor, PATIENCE } from './runs.js'

vi.setConfig({ testTimeout: PATIENCE })

/**
 * Gates, caps that carry, floors, budgets and windows of every kind of component at once, with moves and leavers in
 * mid-period. What they pay is stated one by one in `test/engine`; here no combination may breach what holds in every
 * run: a breach throws. Some plans that are refused are drawn too.
 */
const one = (...of: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...of)
/** A part of a component that is there or not. */
const maybe = (part: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof(fc.constant(''), part)
const join = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''))
const it = (text: string): fc.Arbitrary<string> => fc.constant(text)

const CARRIED = one(
  'lost',
  'carried, until: window_end, then: paid',
  'carried, until: plan_end, then: lost',
  'carried, until: plan_end, then: paid',
)
const TIERS = 'tiers: [{ from: 0%, rate: 3.333% }, { above: 60%, rate: 7.77% }, { from: 110%, rate: 11% }]'
const SUMS = 'points: [{ at: 20%, amount: 70 }, { at: 100%, amount: 700 }]'
const SPIFF = 'kind: spiff, from: 2026-01-15, to: 2026-04-30, rate: { kind: flat, rate: 3.333% }, budget: 120'
const POINTS = 'points: [{ at: 20%, percent: 10% }, { at: 100%, percent: 100% }, { at: 130%, percent: 190% }]'

const longer = one(
  'window: quarter, against: full_quota',
  'window: year, against: full_quota',
  'window: year, against: quota_to_date',
)
const window = fc.oneof(it('window: period'), longer)
const gate = join(
  it(', gate: { measure: won, window: year, at_least: '),
  one('33.33%', '100%'),
  one(', against: full_quota', ', against: quota_to_date'),
  one(', else: hold', ', else: lost'),
  one(', reclose: keep }', ', reclose: take_back }'),
)
const cap = join(
  it(', cap: { per_period: '),
  one('200', '77'),
  maybe(it(', prorate: true')),
  it(', excess: '),
  CARRIED,
  it(' }'),
)
const cuts = one(
  ', cap: { per_deal: 33, per_period: 90, excess: lost }',
  ', cap: { per: account, most: 60, excess: lost }',
)
const FLOOR = ', floor: { per_period: 20 }'
const multiplier = it(
  ', multiplier: { by: attainment, tiers: [{ from: 0%, times: 0.333 }, { from: 80%, times: 1.7 }] }',
)
const terms = (...limits: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  join(
    maybe(gate),
    maybe(fc.oneof(cap, it(FLOOR), ...limits)),
    maybe(it(', where: rep.role == "AE"')),
    maybe(it(', from: 2026-01-20, to: 2026-05-10')),
  )

const tiered = join(it(`, rate: { kind: tiered, by: attainment, ${TIERS}, mode: `), one('marginal }', 'retroactive }'))
const component = fc.oneof(
  join(window, tiered, maybe(multiplier), terms(cuts)),
  join(longer, tiered, terms(it(', cap: { per_window: 150, excess: lost }'))),
  join(one('window: period', 'window: year'), it(', rate: { kind: flat, rate: 4.4444% }'), terms(cuts)),
  join(
    it('kind: bonus, leaver: pay, target: 700, '),
    window,
    it(`, rate: { kind: curve, by: attainment, ${POINTS} }`),
    maybe(multiplier),
    terms(),
  ),
  join(
    it('kind: bonus, interim: true, leaver: lapse, '),
    longer,
    it(`, rate: { kind: curve, by: attainment, ${SUMS} }`),
    terms(),
  ),
  join(it('kind: mbo, interim: true, leaver: pay, target: 500, window: year'), terms()),
  join(it('kind: pool, rate: 3.3%, share_by: 1, '), one('window: period', 'window: quarter, interim: true'), terms()),
  join(it('kind: rank, by: amount, prizes: [100, 50, 25], '), one('window: period', 'window: quarter'), terms()),
  it(SPIFF),
)

const deal = fc
  .tuple(
    one('ana', 'ben', 'cem'),
    fc.integer({ min: -900, max: 3000 }),
    one('', '.37', '.5'),
    fc.integer({ min: 1, max: 6 }),
  )
  .chain(([payee, amount, cents, month]) =>
    fc.integer({ min: 10, max: 28 }).map((day) => `${payee} ${amount}${cents} 2026-0${month}-${day} acme`),
  )

const project = fc.record({
  currency: one('USD', 'JPY', 'KWD'),
  components: fc.array(component, { minLength: 1, maxLength: 3 }),
  total: fc.boolean(),
  planCap: fc.boolean(),
  continues: one('', 'continues: p'),
  deals: fc.array(deal, { minLength: 1, maxLength: 12 }),
  period: one('2026-01', '2026-03', '2026-05', '2026-12'),
})

test('no combination of gates, caps, floors and windows breaches what holds in every run', async () => {
  const looked: boolean[] = []
  await fc.assert(
    fc.asyncProperty(project, async ({ currency, components, total, planCap, continues, deals, period }) => {
      const floored = components.some((each) => each.includes(FLOOR))
      const keys = [
        'negative: owed',
        'proration: days',
        'leavers: { credit_days: 20 }',
        `rounding: ${total && !components.includes(SPIFF) ? '{ mode: half_even, at: total }' : '{ mode: up, at: line }'}`,
        ...(planCap && !floored ? ['cap: { per_period: 260, excess: carried, until: plan_end, then: paid }'] : []),
      ]
      const parts = { currency, components: components.map((each, index) => `id: c${index}, ${each}`) }
      const run = await calculate({
        plans: [
          plan({ ...parts, id: 'p', assign: 'rep.role != "X"', keys }),
          plan({ ...parts, id: 'q', assign: 'rep.role == "X"', keys: [...keys, continues].filter(Boolean) }),
        ],
        reps: csv(
          'payee_id name role effective_from effective_to hire_date end_date',
          'ana Ana AE - 2026-03-10 2025-06-01 -',
          'ana Ana X 2026-03-11 - 2025-06-01 -',
          'ben Ben AE - - 2026-01-12 2026-04-14',
          'cem Cem SE - - - -',
        ),
        quotas: csv('payee_id period amount', 'ana 2026 6000', 'ben 2026 10000.03', 'cem 2026 24000'),
        objectives: csv('payee_id period objective_id weight score', 'ana 2026 o 100 77', 'ben 2026 o 100 100'),
        splits: csv('deal_id payee_id percent', 'D0 ana 33.33', 'D0 ben 33.33', 'D0 cem 33.34'),
        deals: csv(`${DEALS} account`, ...deals.map((each, index) => `D${index} ${each}`)),
        period,
      })
      looked.push(run.ok)
    }),
    lookFor(0.4),
  )
  // Most of them are plans that can be paid.
  expect(looked.filter(Boolean).length).toBeGreaterThan(looked.length / 2)
})
