import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick } from '../../support/project.js'
import { ANA, csv, DEALS, plan } from '../../support/plan.js'

const TWO = csv('payee_id name', 'ana Ana', 'bo Bo')
const spiff = (more: string): string =>
  plan({
    keys: ['negative: owed'],
    components: [
      `kind: spiff, id: s, from: 2026-01-15, to: 2026-03-15, rate: { kind: flat, amount: 100, per: deal, split: share }${more}`,
    ],
  })
const awards = (rows: readonly Record<string, string>[]): string[][] =>
  pick(rows, 'payee_id', 'kind', 'deal_id', 'amount')

describe('a spiff', () => {
  test('pays deals of its own days, both included', async () => {
    const run = await calculate({
      plans: spiff(''),
      reps: TWO,
      deals: csv(DEALS, 'A ana 1 2026-03-15', 'B ana 1 2026-03-16'),
      period: '2026-03',
    })
    expect(awards(run.lines)).toEqual([['ana', 'spiff', 'A', '100.00']])
  })
})

describe('its budget (F44)', () => {
  const months = ['2026-01', '2026-02', '2026-03']
  test('is used by credit date, deal id and payee, and the last award gets the rest', async () => {
    const runs = await calculateAll(
      {
        plans: spiff(', budget: 250'),
        reps: TWO,
        deals: csv(DEALS, 'D bo 1 2026-02-10', 'C ana 1 2026-02-10', 'A bo 1 2026-01-20', 'E ana 1 2026-03-01'),
      },
      months,
    )
    // A in January, C before D by its id: 100 + 100 + 50 + nothing
    expect(runs.map((run) => awards(run.lines))).toEqual([
      [['bo', 'spiff', 'A', '100.00']],
      [
        ['ana', 'spiff', 'C', '100.00'],
        ['bo', 'spiff', 'D', '100.00'],
        ['bo', 'budget_cap', 'D', '-50.00'],
      ],
      [
        ['ana', 'spiff', 'E', '100.00'],
        ['ana', 'budget_cap', 'E', '-100.00'],
      ],
    ])
  })
  test('does not count awards before its first day or after its last', async () => {
    const run = await calculate({
      plans: spiff(', budget: 150'),
      reps: TWO,
      deals: csv(DEALS, 'A ana 1 2026-01-14', 'B ana 1 2026-01-15'),
      period: '2026-01',
    })
    expect(awards(run.lines)).toEqual([['ana', 'spiff', 'B', '100.00']])
  })
  test('is shared by the people of a split deal, in order of their ids', async () => {
    const run = await calculate({
      plans: spiff(', budget: 70'),
      reps: TWO,
      deals: csv(DEALS, 'A ana 1 2026-01-20'),
      splits: csv('deal_id payee_id percent', 'A ana 50', 'A bo 50'),
      period: '2026-01',
    })
    expect(awards(run.lines)).toEqual([
      ['ana', 'spiff', 'A', '50.00'],
      ['bo', 'spiff', 'A', '50.00'],
      ['bo', 'budget_cap', 'A', '-30.00'],
    ])
  })
  test('counts awards of people who are gone', async () => {
    const run = await calculate({
      plans: spiff(', budget: 150'),
      reps: csv('payee_id name end_date', 'ana Ana -', 'bo Bo 2026-01-31'),
      deals: csv(DEALS, 'A bo 1 2026-01-20', 'B ana 1 2026-02-20'),
      period: '2026-02',
    })
    expect(awards(run.lines)).toEqual([
      ['ana', 'spiff', 'B', '100.00'],
      ['ana', 'budget_cap', 'B', '-50.00'],
    ])
  })
})

describe('its budget for each payee', () => {
  const runs = (budget: string, ...deals: readonly string[]) =>
    calculateAll({ plans: spiff(`, ${budget}`), reps: TWO, deals: csv(DEALS, ...deals) }, ['2026-01', '2026-02'])

  test('is used over all its days, by each one for himself', async () => {
    const [january, february] = await runs(
      'budget_each: 250',
      'A ana 1 2026-01-20',
      'B ana 1 2026-01-21',
      'C ana 1 2026-02-01',
      'D ana 1 2026-02-02',
      'E bo 1 2026-02-03',
    )
    expect(awards(january!.lines)).toEqual([
      ['ana', 'spiff', 'A', '100.00'],
      ['ana', 'spiff', 'B', '100.00'],
    ])
    // 200 are used: C gets 50, D nothing; bo has his own 250
    expect(awards(february!.lines)).toEqual([
      ['ana', 'spiff', 'C', '100.00'],
      ['ana', 'spiff', 'D', '100.00'],
      ['ana', 'budget_cap', 'C', '-50.00'],
      ['ana', 'budget_cap', 'D', '-100.00'],
      ['bo', 'spiff', 'E', '100.00'],
    ])
    expect(february!.lines[2]!['reason']).toBe('at most 250 to each payee')
  })
  test.each([
    ['99.99', [['ana', 'budget_cap', 'A', '-0.01']]],
    ['100', []],
  ])('of %s cuts an award of 100.00 by what is above it', async (each, cuts) => {
    const [run] = await runs(`budget_each: ${each}`, 'A ana 1 2026-01-20')
    expect(awards(run!.lines).slice(1)).toEqual(cuts)
  })
  test('uses nothing of the budget of all with what it cuts', async () => {
    const [run] = await runs(
      'budget: 200, budget_each: 120',
      'A ana 1 2026-01-20',
      'B ana 1 2026-01-21',
      'C bo 1 2026-01-22',
    )
    // ana 100 + 20, which leaves 80 of the 200 for bo
    expect(awards(run!.lines)).toEqual([
      ['ana', 'spiff', 'A', '100.00'],
      ['ana', 'spiff', 'B', '100.00'],
      ['ana', 'budget_cap', 'B', '-80.00'],
      ['bo', 'spiff', 'C', '100.00'],
      ['bo', 'budget_cap', 'C', '-20.00'],
    ])
    expect(run!.lines[4]!['reason']).toBe('the budget of 200 is spent')
  })
  test('has room again after a credit memo', async () => {
    const plans = plan({
      keys: ['negative: owed'],
      components: [
        'kind: spiff, id: s, from: 2026-01-15, to: 2026-03-15, rate: { kind: flat, rate: 10% }, budget_each: 100',
      ],
    })
    const deals = csv(DEALS, 'A ana 1500 2026-01-20', 'B ana -400 2026-01-21', 'C ana 1000 2026-01-22')
    const run = await calculate({ plans, reps: TWO, deals, period: '2026-01' })
    // A 150 cut to 100; B takes back 40; C 100 cut to 40: together 100
    expect(awards(run.lines)).toEqual([
      ['ana', 'spiff', 'A', '150.00'],
      ['ana', 'spiff', 'B', '-40.00'],
      ['ana', 'spiff', 'C', '100.00'],
      ['ana', 'budget_cap', 'A', '-50.00'],
      ['ana', 'budget_cap', 'C', '-60.00'],
    ])
  })
})

test('a return gives its part of the budget back to later awards (F44)', async () => {
  const run = await calculate({
    plans: spiff(', budget: 150').replace(
      'rate: { kind: flat, amount: 100, per: deal, split: share }',
      'rate: { kind: flat, rate: 10% }',
    ),
    reps: TWO,
    deals: csv(DEALS, 'A ana 1000 2026-01-20', 'B bo -500 2026-01-21', 'C bo 2000 2026-01-22', 'D ana 10 2026-01-23'),
    period: '2026-01',
  })
  // 150 - 100 + 50 leave 100 of the 200 for C, and nothing for D
  expect(awards(run.lines)).toEqual([
    ['ana', 'spiff', 'A', '100.00'],
    ['ana', 'spiff', 'D', '1.00'],
    ['ana', 'budget_cap', 'D', '-1.00'],
    ['bo', 'spiff', 'B', '-50.00'],
    ['bo', 'spiff', 'C', '200.00'],
    ['bo', 'budget_cap', 'C', '-100.00'],
  ])
})

test.each([
  ['2026-01-15', ['SPM5050']],
  ['2026-02-01', []],
])('a budget from %s on and an opening amount of the days before February', async (from, codes) => {
  const run = await calculate({
    plans: plan({
      components: [`kind: spiff, id: s, from: ${from}, to: 2026-03-15, rate: { kind: flat, rate: 10% }, budget: 1000`],
    }),
    reps: ANA,
    settings: 'first_period: 2026-02',
    opening: csv('payee_id kind name amount date', 'ana credit won 8000 2026-01-31'),
    deals: csv(DEALS, 'B ana 5000 2026-02-10'),
    period: '2026-02',
  })
  expect(run.codes).toEqual(codes)
})
