import { expect, test } from 'vitest'
import { calculate } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const MILESTONES =
  'rate: { kind: milestone, by: amount, pays: each, tiers: [{ from: 8000, amount: 1000 }, { from: 14000, amount: 2000 }] }'
const BONUS = (window: string): string => `kind: bonus, id: b, measure: won, window: ${window}, ${MILESTONES}`
const CURVE = `kind: bonus, id: b, measure: won, window: year, target: 6000, rate: { kind: curve, by: amount, points: [{ at: 0, percent: 0% }, { at: 9000, percent: 100% }] }`
const CAPPED = (cap: string, window: string): string =>
  `id: c, window: ${window}, rate: { kind: flat, rate: 10% }, cap: { ${cap}, excess: lost }`

const SPIFF = 'kind: spiff, id: s, from: 2026-06-01, to: 2026-09-30, budget: 1000, rate: { kind: flat, rate: 1% }'

/** Two versions of one plan, the second from July on unless said. */
const versions = (component: string, more: { readonly from?: string; readonly continues?: string } = {}) => {
  const { from = '2026-07-01', continues = 'p' } = more
  const keys = ['proration: months', 'month_counts: any']
  const to = from === '2026-07-01' ? '2026-06-30' : '2026-07-31'
  return [
    plan({ to, keys, components: [component] }),
    plan({ from, keys: [...keys, `continues: ${continues}`], components: [component] }),
  ]
}
const run = (plans: readonly string[]) => calculate({ plans, reps: ANA, deals: csv(DEALS), period: '2026-07' })

const BEGINS_ANEW = ['SPM3010']
test.each([
  ['a bonus of the year', versions(BONUS('year')), BEGINS_ANEW],
  ['a bonus of a quarter inside which it starts', versions(BONUS('quarter'), { from: '2026-08-01' }), BEGINS_ANEW],
  ['a bonus of a quarter with which it starts', versions(BONUS('quarter')), []],
  ['a bonus of the year that starts again', versions(BONUS('year'), { continues: 'none' }), []],
  ['a bonus of the year in percent of a target', versions(CURVE), []],
  ['a cap over the year', versions(CAPPED('per_window: 1000', 'year')), BEGINS_ANEW],
  ['a cap over the year that starts again', versions(CAPPED('per_window: 1000', 'year'), { continues: 'none' }), []],
  ['a cap over a quarter with which it starts', versions(CAPPED('per_window: 1000', 'quarter')), []],
  ['a cap of each deal_id over the year', versions(CAPPED('per: deal_id, most: 1000', 'year')), BEGINS_ANEW],
  ['a budget of days that it cuts', versions(SPIFF), BEGINS_ANEW],
  ['a budget that starts again', versions(SPIFF, { continues: 'none' }), []],
  ['a cap per pay period', versions(CAPPED('per_period: 1000', 'year')), []],
])('a plan that goes on from its version before pays nothing twice: %s', async (_, plans, codes) => {
  expect((await run(plans)).codes).toEqual(codes)
})

test('people may move to a plan of another id on any day, so that a month has days of both', async () => {
  const other = plan({ id: 'q', assign: '', keys: ['continues: p'], components: [BONUS('period')] })
  const found = await calculate({
    plans: [plan({ assign: '', components: [BONUS('period')] }), other],
    reps: csv('payee_id name plan effective_from effective_to', 'ana Ana p - 2026-07-15', 'ana Ana q 2026-07-16 -'),
    deals: csv(DEALS),
    period: '2026-07',
  })
  expect(found.found.map(({ code, message, place }) => [code, message, place?.line])).toEqual([
    ['SPM3010', '"q" from 2026-01-01 continues "p": the bonus "b" would be paid once more on what "b" has paid for', 9],
  ])
})
