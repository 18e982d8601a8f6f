import { describe, expect, test } from 'vitest'
import { calculate, type TestProject } from '../../support/project.js'
import { ANA, csv, DEALS, plan } from '../../support/plan.js'

const DEAL = csv(DEALS, 'A ana 1000 2026-03-10')
const PERCENTS = 'rate: { kind: curve, by: amount, points: [{ at: 0, percent: 100% }, { at: 1, percent: 100% }] }'
/** Reps, with the settings that their columns need. */
const typed = (reps: string) =>
  reps.split('\n')[0]!.includes('points')
    ? { reps, settings: 'inputs: { reps: { types: { points: number } } }' }
    : { reps }
const project = (components: readonly string[], more: Partial<TestProject> = {}): TestProject => ({
  plans: plan({ keys: ['proration: days'], components }),
  reps: ANA,
  deals: DEAL,
  period: '2026-03',
  ...more,
})
const told = async (components: readonly string[], more: Partial<TestProject> = {}): Promise<unknown[]> =>
  (await calculate(project(components, more))).found.map(({ code, place }) => [code, place?.file, place?.cell])

describe('a blank cell is told where it is, never taken as 0 (F28)', () => {
  const blank = (column: string) => typed(csv(`payee_id name ${column}`, 'ana Ana -'))
  const CASES: readonly (readonly [string, string, string, string])[] = [
    ['a target', `kind: bonus, id: b, window: period, target: rep.points, ${PERCENTS}`, 'points', 'SPM5904'],
    ['objectives', 'kind: mbo, id: b, window: period, target: target_incentive / 4', 'target_incentive', 'SPM5904'],
    [
      'a condition',
      `kind: bonus, id: b, window: period, multiplier: { when: rep.points > 1, times: 2 }, rate: { kind: formula, formula: "10" }`,
      'points',
      'SPM5904',
    ],
    ['a share', 'kind: pool, id: b, window: period, amount: 10, share_by: rep.points', 'points', 'SPM5904'],
    ['a pool', 'kind: pool, id: b, window: period, amount: 10, per: team, share_by: 1', 'team', 'SPM5908'],
    [
      'a cap',
      'id: c, window: period, rate: { kind: flat, rate: 10% }, cap: { per_period: rep.points, excess: lost }',
      'points',
      'SPM5802',
    ],
    [
      'a gate',
      'id: c, window: period, rate: { kind: flat, rate: 10% }, gate: { when: rep.points > 1, window: period, else: lost, reclose: keep }',
      'points',
      'SPM5905',
    ],
    ['a weight', `kind: bonus, id: b, window: period, weight: 100%, ${PERCENTS}`, 'target_incentive', 'SPM5901'],
  ]
  test.each(CASES)('%s', async (_, component, column, code) => {
    const objectives = csv('payee_id period objective_id weight score', 'ana 2026-03 x 100 100')
    const more = component.includes('mbo') ? { ...blank(column), objectives } : blank(column)
    const [first] = await told([component], more)
    expect(first).toEqual([code, 'reps.csv', column])
  })
})

describe('a value that cannot be paid is told', () => {
  const of = (value: string) => typed(csv('payee_id name points', `ana Ana ${value}`))
  test('a cap of zero or less', async () => {
    const capped =
      'id: c, window: period, rate: { kind: flat, rate: 10% }, cap: { per_period: rep.points, excess: lost }'
    expect((await calculate(project([capped], of('0')))).codes).toEqual(['SPM5802'])
    expect((await calculate(project([capped], of('0.01')))).codes).toEqual([])
  })
  test('a target below zero', async () => {
    const paid = `kind: bonus, id: b, window: period, target: rep.points, ${PERCENTS}`
    expect((await calculate(project([paid], of('-0.01')))).codes).toEqual(['SPM5904'])
  })
  test('a target incentive of zero', async () => {
    const paid = `kind: bonus, id: b, window: period, weight: 100%, ${PERCENTS}`
    const reps = csv('payee_id name target_incentive', 'ana Ana 0')
    expect((await calculate(project([paid], { reps }))).codes).toEqual(['SPM5901'])
  })
  test('a share below zero, and nothing that would follow from it', async () => {
    const reps = csv('payee_id name points', 'ana Ana -1', 'bo Bo 3')
    const shared = 'kind: pool, id: t, window: period, amount: 100, share_by: rep.points'
    expect((await calculate(project([shared], typed(reps)))).codes).toEqual(['SPM5908'])
  })
  test('the attainment of another component without a quota', async () => {
    const base = 'id: base, window: period, rate: { kind: flat, rate: 1% }'
    const asks = (kind: string, text: string): string[] => [base, `${kind} id: x, window: period, ${text}`]
    const gate = 'gate: { when: \'attainment_of("base") >= 1\', window: period, else: lost, reclose: keep }'
    expect(await told(asks('', `rate: { kind: flat, rate: 1% }, ${gate}`))).toEqual([
      ['SPM5905', 'plan-1.yaml', undefined],
    ])
    expect(
      await told(asks('kind: bonus,', 'rate: { kind: formula, formula: \'attainment_of("base") * 100\' }')),
    ).toEqual([['SPM5904', 'plan-1.yaml', undefined]])
    expect(
      (await calculate(project(asks('', 'rate: { kind: flat, rate: \'attainment_of("base") * 0.1\' }')))).codes,
    ).toEqual(['SPM5603'])
  })
  test('the score of somebody without objectives', async () => {
    const gate = 'gate: { when: \'score_of("m") >= 0.8\', window: period, else: lost, reclose: keep }'
    const run = await calculate(
      project([
        'kind: mbo, id: m, window: period, target: 5',
        `id: c, window: period, rate: { kind: flat, rate: 1% }, ${gate}`,
      ]),
    )
    expect(run.found.map(({ code, message }) => [code, message])).toEqual([
      [
        'SPM5905',
        'whether the gate of p/c is open for "ana" cannot be told: "m" has no objectives, or some without a score',
      ],
    ])
  })
  test('shares of somebody who is there for a part, where the plan does not say how they shrink', async () => {
    const plans = plan({ components: ['kind: pool, id: t, window: period, amount: 100, share_by: 1'] })
    const reps = csv('payee_id name hire_date', 'ana Ana 2026-03-02')
    expect((await calculate({ plans, reps, deals: csv(DEALS), period: '2026-03' })).codes).toEqual(['SPM5011'])
  })
})

describe('targets that are no whole cents are rounded before they are spread (F21, F22)', () => {
  const amount = async (component: string, reps = ANA): Promise<string | undefined> => {
    const run = await calculate(project([component], typed(reps)))
    expect(run.codes).toEqual([])
    return run.lines[0]?.['amount']
  }
  test('in the plan', async () => {
    // half up: 100.005 is 100.01, in three months 33.34 + 33.34 + 33.33
    expect(await amount(`kind: bonus, id: b, window: quarter, target: 100.005, ${PERCENTS}`)).toBe('100.01')
  })
  test('by an expression', async () => {
    // 1,000 / 7 = 142.857
    const reps = csv('payee_id name points', 'ana Ana 1000')
    expect(await amount(`kind: bonus, id: b, window: quarter, target: rep.points / 7, ${PERCENTS}`, reps)).toBe(
      '142.86',
    )
  })
  test('in the reps file', async () => {
    // 1,200.005 a year is 1,200.01: the odd cent is January's; the first quarter has 300.01
    const reps = csv('payee_id name target_incentive', 'ana Ana 1200.005')
    expect(await amount(`kind: bonus, id: b, window: quarter, weight: 100%, ${PERCENTS}`, reps)).toBe('300.01')
  })
})
