import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const TEN = 'id: c, window: period, rate: { kind: flat, rate: 10% }'
const TYPED = 'deal_id payee_id amount close_date type'
const told = ['kind', 'payee_id', 'deal_id', 'date', 'message', 'row']

describe('a review of a component that pays deals', () => {
  test('tells each credit for which it holds, at its deal, and moves no money', async () => {
    const project = {
      reps: ANA,
      deals: csv(DEALS, 'A ana 999.99 2026-01-10', 'B ana 1000 2026-01-11', 'C ana 1000.01 2026-01-12'),
      period: '2026-01',
    }
    const run = await calculate({
      ...project,
      plans: plan({ components: [`${TEN}, review: [{ when: credit.amount > 1000, reason: a big deal }]`] }),
    })
    expect(run.codes).toEqual([])
    expect(pick(run.exceptions, ...told)).toEqual([['review', 'ana', 'C', '2026-01-12', 'p/c: a big deal', '4']])
    const plain = await calculate({ ...project, plans: plan({ components: [TEN] }) })
    expect(run.files['payout-lines.csv']).toBe(plain.files['payout-lines.csv'])
    expect(run.files['payouts.csv']).toBe(plain.files['payouts.csv'])
  })
  test('each of two reviews that hold is told, in listed order', async () => {
    const run = await calculate({
      plans: plan({
        components: [
          `${TEN}, review: [{ when: deal.type == "New", reason: new }, { when: credit.date >= date("2026-01-10"), reason: late }]`,
        ],
      }),
      reps: ANA,
      deals: csv(TYPED, 'B ana 1 2026-01-09 New', 'A ana 1 2026-01-10 New', 'C ana 1 2026-01-09 Old'),
      period: '2026-01',
    })
    expect(pick(run.exceptions, 'deal_id', 'message')).toEqual([
      ['A', 'p/c: new'],
      ['A', 'p/c: late'],
      ['B', 'p/c: new'],
    ])
  })
  test('looks at the credits of the pay period, not at earlier ones of the window', async () => {
    const runs = await calculateAll(
      {
        plans: plan({
          components: [
            `id: c, window: quarter, rate: { kind: flat, rate: 10% }, review: [{ when: credit.amount >= 1000, reason: big }]`,
          ],
        }),
        reps: ANA,
        deals: csv(DEALS, 'A ana 1000 2026-01-31', 'B ana 1000 2026-02-01'),
      },
      ['2026-01', '2026-02', '2026-03'],
    )
    expect(runs.map(({ exceptions }) => pick(exceptions, 'deal_id'))).toEqual([[['A']], [['B']], []])
  })
  test('looks in each run of a quarter at what the quarter will pay', async () => {
    const month = plan({ id: 'm', assign: 'rep.payee_id == "bo"', components: [TEN] })
    const quarter = plan({
      pays: 'quarter',
      assign: 'rep.payee_id == "ana"',
      components: [`${TEN}, review: [{ when: credit.amount >= 1000, reason: big }]`],
    })
    const runs = await calculateAll(
      {
        plans: [month, quarter],
        reps: csv('payee_id name', 'ana Ana', 'bo Bo'),
        deals: csv(DEALS, 'A ana 1000 2026-01-31', 'B ana 1000 2026-03-01'),
      },
      ['2026-01', '2026-02', '2026-03', '2026-04'],
    )
    expect(runs.map(({ exceptions }) => pick(exceptions, 'deal_id'))).toEqual([[['A']], [['A']], [['A'], ['B']], []])
  })
  test('looks only at what the component pays', async () => {
    const run = await calculate({
      plans: plan({
        components: [
          TEN,
          'id: d, where: rep.name == "Ana", from: 2026-01-02, window: period, rate: { kind: flat, rate: 1% }, review: [{ when: "true", reason: all }]',
        ],
      }),
      reps: csv('payee_id name', 'ana Ana', 'bo Bo'),
      deals: csv(DEALS, 'A ana 1 2026-01-01', 'B ana 1 2026-01-02', 'C bo 1 2026-01-02'),
      period: '2026-01',
    })
    expect(pick(run.exceptions, 'payee_id', 'deal_id', 'message')).toEqual([['ana', 'B', 'p/d: all']])
  })
  test('sees each share of a deal; a component of single deals sees the whole deal', async () => {
    const review = 'review: [{ when: credit.amount >= 600, reason: big }]'
    const run = await calculate({
      plans: plan({
        components: [
          `${TEN}, ${review}`,
          `id: d, window: deal, rate: { kind: flat, rate: 1% }, ${review}`,
          `id: e, window: period, rate: { kind: flat, rate: 1% }, review: [{ when: credit.percent < 0.5, reason: small share of a deal }]`,
        ],
      }),
      reps: csv('payee_id name', 'ana Ana', 'bo Bo'),
      splits: csv('deal_id payee_id percent', 'A ana 60', 'A bo 40'),
      deals: csv(DEALS, 'A ana 1000 2026-01-10'),
      period: '2026-01',
    })
    expect(pick(run.exceptions, 'payee_id', 'message')).toEqual([
      ['ana', 'p/c: big'],
      ['ana', 'p/d: big'],
      ['bo', 'p/d: big'],
      ['bo', 'p/e: small share of a deal'],
    ])
  })
  test('of an override is told to the manager who is paid', async () => {
    const run = await calculate({
      plans: plan({
        components: [
          'kind: override, id: team, of: credits, mode: full, levels: 1, window: period, rate: { kind: flat, rate: 2% }, review: [{ when: credit.amount >= 1000, reason: big }]',
        ],
      }),
      reps: csv('payee_id name manager_id', 'ana Ana mia', 'mia Mia -'),
      deals: csv(DEALS, 'A ana 999.99 2026-01-10', 'B ana 1000 2026-01-10'),
      period: '2026-01',
    })
    expect(run.codes).toEqual([])
    expect(pick(run.exceptions, 'payee_id', 'deal_id')).toEqual([['mia', 'B']])
  })
  test('may ask for units, which are then needed', async () => {
    const project = (units: string) =>
      calculate({
        plans: plan({ components: [`${TEN}, review: [{ when: credit.quantity >= 5, reason: many }]`] }),
        reps: ANA,
        deals: csv(`${DEALS} quantity`, 'A ana 1 2026-01-10 4', `B ana 1 2026-01-10 ${units}`),
        period: '2026-01',
      })
    expect(pick((await project('5')).exceptions, 'deal_id')).toEqual([['B']])
    expect((await project('-')).codes).toEqual(['SPM5030'])
  })
  test('rejects a deal whose cell it needs and which is blank (F28)', async () => {
    const run = await calculate({
      settings: 'inputs: { deals: { on_bad_row: reject, types: { term: number } } }',
      plans: plan({ components: [`${TEN}, review: [{ when: deal.term > 12, reason: long }]`] }),
      reps: ANA,
      deals: csv(`${DEALS} term`, 'A ana 1000 2026-01-10 -', 'B ana 1000 2026-01-10 13', 'C ana 1000 2026-01-10 12'),
      period: '2026-01',
    })
    expect(run.codes).toEqual(['SPM5030'])
    expect(pick(run.lines, 'deal_id')).toEqual([['B'], ['C']])
    expect(pick(run.exceptions, 'kind', 'deal_id', 'message')).toEqual([
      ['rejected', 'A', 'a review of p/c has no answer: deal.term is blank'],
      ['review', 'B', 'p/c: long'],
    ])
  })
  test('stops for a blank cell of the payee', async () => {
    const run = await calculate({
      settings: 'inputs: { reps: { types: { level: number } } }',
      plans: plan({ components: [`${TEN}, review: [{ when: rep.level > 1, reason: senior }]`] }),
      reps: csv('payee_id name level', 'ana Ana -'),
      deals: csv(DEALS, 'A ana 1000 2026-01-10'),
      period: '2026-01',
    })
    expect(run.codes).toEqual(['SPM5032'])
  })
  test('does not compare a deal with a target incentive in another currency', async () => {
    const run = await calculate({
      plans: plan({ components: [`${TEN}, review: [{ when: credit.amount > rep.target_incentive, reason: big }]`] }),
      reps: csv('payee_id name target_incentive currency', 'ana Ana 1000 EUR'),
      deals: csv(DEALS, 'A ana 1000 2026-01-10'),
      period: '2026-01',
    })
    expect(run.codes).toContain('SPM5902')
  })
  test('needs nothing of what an opening amount stands for', async () => {
    const run = await calculate({
      settings: 'first_period: 2026-02',
      plans: plan({
        components: [
          `id: c, window: year, rate: { kind: flat, rate: 10% }, review: [{ when: deal.type == "New", reason: new }]`,
        ],
      }),
      reps: ANA,
      opening: csv('payee_id date kind name amount', 'ana 2026-01-31 credit won 500', 'ana 2026-01-31 paid c 50'),
      deals: csv(TYPED, 'A ana 1000 2026-02-10 New'),
      period: '2026-02',
    })
    expect(run.codes).toEqual([])
    expect(pick(run.exceptions, 'deal_id')).toEqual([['A']])
  })
})

describe('a review of a component that pays once', () => {
  const bonus = (when: string) =>
    plan({
      components: [
        `kind: bonus, id: goal, measure: won, window: quarter, against: full_quota, rate: { kind: milestone, by: attainment, tiers: [{ from: 50%, amount: 500 }], pays: highest }, review: [{ when: '${when}', reason: is the quota right }]`,
      ],
    })
  const project = {
    reps: csv('payee_id name', 'ana Ana', 'bo Bo', 'cy Cy', 'di Di'),
    quotas: csv('payee_id period amount', 'ana 2026-Q1 1000', 'bo 2026-Q1 1000', 'cy 2026-Q1 1000', 'di 2026-Q1 1000'),
    // at exactly 150 %, a cent above it, far above it, and too low to be paid
    deals: csv(DEALS, 'A ana 1500 2026-01-10', 'B bo 1500.01 2026-01-10', 'C cy 9000 2026-02-10', 'D di 1 2026-02-10'),
  }
  test('tells everybody whom it pays and for whom it holds, in the pay period that pays', async () => {
    const runs = await calculateAll({ ...project, plans: bonus('attainment_of("goal") > 1.5') }, ['2026-02', '2026-03'])
    expect(runs.flatMap(({ codes }) => codes)).toEqual([])
    expect(runs.map(({ exceptions }) => pick(exceptions, ...told))).toEqual([
      [],
      [
        ['review', 'bo', '', '', 'p/goal: is the quota right', '3'],
        ['review', 'cy', '', '', 'p/goal: is the quota right', '4'],
      ],
    ])
  })
  test('says nothing of those whom it does not pay', async () => {
    const run = await calculate({ ...project, plans: bonus('period.id == "2026-03"'), period: '2026-03' })
    expect(pick(run.exceptions, 'payee_id')).toEqual([['ana'], ['bo'], ['cy']])
  })
  test('stops for a blank cell of a payee', async () => {
    const run = await calculate({
      ...project,
      plans: bonus('rep.level > 1'),
      settings: 'inputs: { reps: { types: { level: number } } }',
      reps: csv('payee_id name level', 'ana Ana 2', 'bo Bo 1', 'cy Cy -', 'di Di -'),
      period: '2026-03',
    })
    expect(run.codes).toEqual(['SPM5904'])
  })
})

const ONCE = 'kind: bonus, id: b, window: quarter, rate: { kind: formula, formula: "100" }'
test.each([
  ['an empty list', `${TEN}, review: []`, 'SPM3001'],
  ['a review without a reason', `${TEN}, review: [{ when: credit.amount > 1 }]`, 'SPM3001'],
  ['a review without a condition', `${TEN}, review: [{ reason: why }]`, 'SPM3001'],
  ['an unknown key', `${TEN}, review: [{ when: credit.amount > 1, reason: why, to: mia }]`, 'SPM3001'],
  ['a column that is not there', `${TEN}, review: [{ when: deal.colour == "red", reason: why }]`, 'SPM4003'],
  ['an unknown part of the credit', `${TEN}, review: [{ when: credit.colour == "red", reason: why }]`, 'SPM4002'],
  ['attainment beside a deal', `${TEN}, review: [{ when: 'attainment_of("c") > 1', reason: why }]`, 'SPM4002'],
  ['an amount for a condition', `${TEN}, review: [{ when: credit.amount, reason: why }]`, 'SPM4004'],
  ['a deal where it pays once', `${ONCE}, review: [{ when: deal.amount > 1, reason: why }]`, 'SPM4002'],
])('%s is refused', async (_, component, code) => {
  const run = await calculate({
    plans: plan({ components: [component] }),
    reps: ANA,
    deals: csv(DEALS),
    period: '2026-01',
  })
  expect(run.codes).toEqual([code])
})
