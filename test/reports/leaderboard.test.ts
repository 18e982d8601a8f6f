import { expect, test } from 'vitest'
import { ranksOf } from '../../src/reports/ranks.js'
import { ClosingProject } from '../support/closing.js'
import { csvRowsOf, reported } from '../support/reported.js'

/** 10 % of each deal; everybody's quota and what they sold in March. */
function project(people: Readonly<Record<string, readonly [quota: string, sold: string]>>, more = ''): ClosingProject {
  const ids = Object.keys(people)
  return new ClosingProject({
    'plans/ae.yaml': `
plan: ae
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
assign: "true"
measures: { won: { amount: deal.amount, date: deal.close_date, credit: direct } }
components:
  - { id: base, kind: commission, measure: won, window: period, rate: { kind: flat, rate: 10% } }
`,
    'data/reps.csv': `payee_id,name\n${ids.map((id) => `${id},${id.toUpperCase()}\n`).join('')}`,
    'data/quotas.csv': `payee_id,period,amount\n${ids.map((id) => `${id},2026-03,${people[id]![0]}\n`).join('')}`,
    'data/deals.csv': `deal_id,payee_id,amount,close_date\n${ids.map((id) => `D-${id},${id},${people[id]![1]},2026-03-02\n`).join('')}${more}`,
  })
}

const ranks = async (each: ClosingProject, line: string, ...columns: readonly string[]): Promise<readonly string[]> =>
  (await csvRowsOf(each.root, `leaderboard --period 2026-03 ${line}`)).map((row) =>
    ['rank', 'payee_id', ...columns].map((column) => row[column]).join(' '),
  )

test('those who tie share a place, the next is skipped, and they stand in order of payee', async () => {
  // di 150 %; bo 500 of 1,000 and cy 1,000 of 2,000 are both 50 %; ana a cent less; eve has a quota of 0.
  const each = project({
    eve: ['0', '70'],
    cy: ['2000', '1000'],
    bo: ['1000', '500'],
    ana: ['1000', '499.99'],
    di: ['100', '150'],
  })
  expect(await ranks(each, '', 'attainment_percent')).toEqual([
    '1 di 150.00',
    '2 bo 50.00',
    '2 cy 50.00',
    '4 ana 49.99',
    ' eve ',
  ])
  expect(await ranks(each, '--by credited', 'credited')).toEqual([
    '1 cy 1000',
    '2 bo 500',
    '3 ana 499.99',
    '4 di 150',
    '5 eve 70',
  ])
  // 10 %: 100.00, 50.00, 50.00 (49.999), 15.00, 7.00.
  expect(await ranks(each, '--by paid', 'payable')).toEqual([
    '1 cy 100.00',
    '2 ana 50.00',
    '2 bo 50.00',
    '4 di 15.00',
    '5 eve 7.00',
  ])
})

test('a tie is decided exactly, where the printed percents are the same', async () => {
  // A third each, and ana a little above: 33.33 % all of them.
  const each = project({ bo: ['3', '1'], cy: ['6', '2'], ana: ['3', '1.0000001'] })
  expect(await ranks(each, '', 'attainment_percent')).toEqual(['1 ana 33.33', '2 bo 33.33', '2 cy 33.33'])
})

test('places of equal rows follow the rule 1, 1, 3', () => {
  const places = (rows: readonly number[]): readonly number[] => ranksOf(rows, (a, b) => b - a)
  expect(places([9, 9, 8])).toEqual([1, 1, 3])
  expect(places([9, 8, 8, 8, 7])).toEqual([1, 2, 2, 2, 5])
  expect(places([])).toEqual([])
  expect(places([5])).toEqual([1])
})

test('ranks by pay stand in each currency by itself, with a bar and a total for people', async () => {
  const { out } = await reported(
    project({ ana: ['10', '100'], bo: ['10', '50'] }).root,
    'leaderboard --period 2026-03 --by paid',
    80,
  )
  expect(out).toBe(`Leaderboard 2026-03 by pay

USD
rank  payee  name  payable  of the first
----  -----  ----  -------  ------------
   1  ana    ANA     10.00  ##########
   2  bo     BO       5.00  #####.....
----  -----  ----  -------  ------------
      total          15.00
`)
})
