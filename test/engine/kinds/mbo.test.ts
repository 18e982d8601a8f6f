import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick } from '../../support/project.js'
import { ANA, csv, DEALS, plan } from '../../support/plan.js'

const HEADER = 'payee_id period objective_id weight score'
const run = (objectives: readonly string[], more = 'target: 10000', reps = ANA, period = '2026-03', header = HEADER) =>
  calculate({
    plans: plan({ keys: ['proration: days'], components: [`kind: mbo, id: m, window: quarter, ${more}`] }),
    reps,
    deals: csv(DEALS),
    objectives: csv(header, ...objectives),
    period,
  })
const TWO = ['ana 2026-Q1 launch 60 100', 'ana 2026-Q1 hiring 40 50%']

describe('objectives (F41)', () => {
  test('pay target x weight x score, each on a slice of its own', async () => {
    const paid = await run(TWO)
    // 10,000 x 60 % x 100 % + 10,000 x 40 % x 50 %
    expect(pick(paid.lines, 'kind', 'amount')).toEqual([['mbo', '8000.00']])
    expect(pick(paid.slices, 'tier', 'base', 'rate', 'pay')).toEqual([
      ['hiring', '4000', '0.5', '2000'],
      ['launch', '6000', '1', '6000'],
    ])
  })
  test('pay above 100 %, unless the component says how much a score counts at most', async () => {
    const scores = ['ana 2026-Q1 launch 60 150', 'ana 2026-Q1 hiring 40 100']
    expect((await run(scores)).lines[0]!['amount']).toBe('13000.00')
    // 60 % x 120 % + 40 %
    expect((await run(scores, 'target: 10000, max_score: 120%')).lines[0]!['amount']).toBe('11200.00')
  })
  test('without a score are an exception and not paid, never 0 in silence', async () => {
    const paid = await run(['ana 2026-Q1 launch 60 100', 'ana 2026-Q1 hiring 40 -'])
    expect(paid.lines[0]!['amount']).toBe('6000.00')
    expect(pick(paid.exceptions, 'kind', 'payee_id')).toEqual([['blank_score', 'ana']])
  })
  test('that somebody lacks are an exception', async () => {
    const paid = await run(TWO, undefined, csv('payee_id name', 'ana Ana', 'bo Bo'))
    expect(pick(paid.exceptions, 'kind', 'payee_id')).toEqual([['no_objectives', 'bo']])
  })
  test('are paid at the end of their window', async () => {
    const february = await run(TWO, undefined, ANA, '2026-02')
    expect([february.codes, february.lines, february.exceptions]).toEqual([[], [], []])
  })
  test('have weights of 100 %', async () => {
    expect((await run(['ana 2026-Q1 launch 60 100'])).codes).toEqual(['SPM5907'])
  })
  test('of a period or component that pays none are told', async () => {
    expect((await run(['ana 2026-01 launch 100 100'])).codes).toEqual(['SPM5911'])
    const named = await run(['ana 2026-Q1 launch 100 100 n'], undefined, ANA, '2026-03', `${HEADER} component`)
    expect(named.codes).toEqual(['SPM5911'])
  })
  test('have a target that is prorated once, scores never', async () => {
    const reps = csv('payee_id name hire_date', 'ana Ana 2026-02-15')
    // 3,333.34 x 0, 3,333.33 x 14/28 = 1,666.665 -> 1,666.67, 3,333.33: 5,000.00
    const paid = await run(TWO, undefined, reps)
    expect(paid.lines[0]!['amount']).toBe('4000.00')
  })
  test('open the gates of other components', async () => {
    const paid = await calculate({
      plans: plan({
        components: [
          'kind: mbo, id: m, window: quarter, target: 1000',
          'id: c, window: period, rate: { kind: flat, rate: 10% }, gate: { when: \'score_of("m") >= 0.8\', window: quarter, else: lost, reclose: keep }',
        ],
      }),
      reps: csv('payee_id name', 'ana Ana', 'bo Bo'),
      deals: csv(DEALS, 'A ana 1000 2026-03-10', 'B bo 1000 2026-03-10'),
      objectives: csv(HEADER, 'ana 2026-Q1 launch 100 80', 'bo 2026-Q1 launch 100 79.99'),
      period: '2026-03',
    })
    expect(pick(paid.payouts, 'payee_id', 'commission', 'gates')).toEqual([
      ['ana', '100.00', '0.00'],
      ['bo', '100.00', '-100.00'],
    ])
  })
})

test('an interim mbo pays its scores once, and later what they have become (F17)', async () => {
  const project = {
    plans: plan({ components: ['kind: mbo, id: m, window: quarter, target: 3000, interim: true'] }),
    reps: ANA,
    deals: csv(DEALS),
    objectives: csv(HEADER, 'ana 2026-Q1 launch 60 100', 'ana 2026-Q1 hiring 40 50'),
  }
  const runs = await calculateAll(project, ['2026-01', '2026-02', '2026-03'])
  // 1,800 + 600
  expect(runs.map(({ payouts }) => payouts[0]!['payable'])).toEqual(['2400.00', '0.00', '0.00'])
})
