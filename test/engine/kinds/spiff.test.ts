import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick } from '../../support/project.js'
import { csv, DEALS, plan } from '../../support/plan.js'

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
