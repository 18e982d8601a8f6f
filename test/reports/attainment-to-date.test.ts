import { expect, test } from 'vitest'
import { ClosingProject } from '../support/closing.js'
import { csvRowsOf, reported } from '../support/reported.js'

/**
 * Paid by month, so that no component looks beyond it. ana leads bo and cy, bo leads di; cy left on March 10.
 * January to March: ana 5, 5, 5; bo 100, 0, 50; cy 40, 40, 10; di 1, 2, 3 (thousands).
 */
function project(more: Readonly<Record<string, string>> = {}): ClosingProject {
  const sold: Readonly<Record<string, readonly number[]>> = {
    ana: [5, 5, 5],
    bo: [100, 0, 50],
    cy: [40, 40, 10],
    di: [1, 2, 3],
  }
  const deals = Object.entries(sold).flatMap(([id, months]) =>
    months.map((amount, index) => `${id}-${index},${id},${amount}000,2026-0${index + 1}-05`),
  )
  return new ClosingProject({
    'plans/ae.yaml': `
plan: ae
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
assign: "true"
proration: none
measures: { won: { amount: deal.amount, date: deal.close_date, credit: direct } }
components:
  - { id: base, kind: commission, measure: won, window: period, rate: { kind: flat, rate: 10% } }
`,
    'data/reps.csv': `payee_id,name,team,manager_id,end_date
ana,Ana,North,,
bo,Bo,North,ana,
cy,Cy,South,ana,2026-03-10
di,Di,South,bo,
`,
    'data/quotas.csv': `payee_id,period,amount
ana,2026,120000
bo,2026,600000
cy,2026,240000
di,2026,24000
`,
    'data/deals.csv': `deal_id,payee_id,amount,close_date\n${deals.join('\n')}\n`,
    ...more,
  })
}

const rows = async (each: ClosingProject, line: string, columns: readonly string[]): Promise<readonly string[]> =>
  (await csvRowsOf(each.root, `attainment --period 2026-03 ${line}`)).map((row) =>
    columns.map((column) => row[column]).join(' '),
  )
const FIGURES = ['span', 'quota', 'credited', 'attainment_percent', 'gap', 'quota_to_date', 'pace_percent']

test('quarter and year to date are told also where pay looks at months alone', async () => {
  // Of a month's quota: di 3 of 2, bo 50 of 50, ana 5 of 10 and cy 10 of 20 (thousands).
  expect(await rows(project(), '', ['payee_id', 'span', 'credited'])).toEqual([
    'di 2026-03 3000',
    'bo 2026-03 50000',
    'ana 2026-03 5000',
    'cy 2026-03 10000',
  ])
  // Year: bo 150 of 600 = 25 %, pace 150 / 150 = 100 %. cy 90 of 240 = 37.5 %, pace 90 / 60 = 150 %. ana 15 of 120 = 12.5 %,
  // 15 / 30 = 50 %. di 6 of 24 = 25 %, 6 / 6 = 100 %: bo and di tie.
  expect(await rows(project(), '--span year', ['payee_id', ...FIGURES])).toEqual([
    'cy 2026 240000 90000 37.50 150000 60000 150.00',
    'bo 2026 600000 150000 25.00 450000 150000 100.00',
    'di 2026 24000 6000 25.00 18000 6000 100.00',
    'ana 2026 120000 15000 12.50 105000 30000 50.00',
  ])
  expect(await rows(project(), '--span quarter', ['payee_id', ...FIGURES])).toEqual([
    'cy 2026-Q1 60000 90000 150.00 -30000 60000 150.00',
    'bo 2026-Q1 150000 150000 100.00 0 150000 100.00',
    'di 2026-Q1 6000 6000 100.00 0 6000 100.00',
    'ana 2026-Q1 30000 15000 50.00 15000 30000 50.00',
  ])
})

test('asking for a year changes nothing that is paid', async () => {
  const each = project()
  await each.calc('2026-03')
  const paid = (await each.rows('2026-03', 'payouts.csv', ['payee_id', 'total'])).map((cells) => cells.join(' '))
  expect(paid).toEqual(['ana 500.00', 'bo 5000.00', 'cy 1000.00', 'di 300.00'])
  const board = await csvRowsOf(each.root, 'leaderboard --period 2026-03 --by paid --span year')
  expect(board.map((row) => `${row['payee_id']} ${row['payable']}`).sort()).toEqual(paid)
})

test('a quota known for the months so far alone is told to date', async () => {
  const quotas = 'payee_id,period,amount\nbo,2026-01,50000\nbo,2026-02,50000\nbo,2026-03,20000\n'
  // 150 of 120 = 125 %.
  expect(
    await rows(project({ 'data/quotas.csv': quotas }), '--span year', ['payee_id', 'against', ...FIGURES]),
  ).toEqual(['bo quota_to_date 2026 120000 150000 125.00 -30000 120000 125.00'])
})

test('managers stand for everybody below them at any level, those who left in the period too, not for themselves', async () => {
  // ana: bo 150, cy 90, di 6 = 246 of 600 + 240 + 24 = 864: 28.47 % (28.472). bo: di 6 of 24. All once: 261 of 984 = 26.52 %.
  const columns = ['manager_id', 'level', 'reports_to', 'payees', 'quota', 'credited', 'attainment_percent']
  expect(await rows(project(), '--by manager --span year', columns)).toEqual([
    'ana 1  3 864000 246000 28.47',
    'bo 2 ana 1 24000 6000 25.00',
  ])
  const { out } = await reported(project().root, 'attainment --by manager --span year --period 2026-03')
  expect(out).toContain('total    everybody once')
  expect(out).toMatch(/984,000\.00 +261,000\.00 +26\.52/)
})

test('what a measure credits to managers already is not summed once more', async () => {
  const rollup = {
    'plans/ae.yaml': `
plan: ae
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
assign: "true"
proration: none
measures: { won: { amount: deal.amount, date: deal.close_date, credit: [{ rollup: { levels: all, include_own: true } }] } }
components:
  - { id: base, kind: commission, measure: won, window: period, rate: { kind: flat, rate: 10% } }
`,
  }
  const { code, out } = await reported(project(rollup).root, 'attainment --by manager --period 2026-03')
  expect([code, out.includes('Nobody with a quota of his own has a manager.')]).toEqual([0, true])
})

test('the trend shows each pay period so far, on a terminal and in words in HTML', async () => {
  const { out } = await reported(project().root, 'attainment --span year --period 2026-03')
  const line = (id: string): string => out.split('\n').find((each) => each.startsWith(id))!
  // Of the largest month: bo 100, 0, 50 is full, none, the fourth of eight heights; cy 40, 40, 10; ana 5, 5, 5.
  expect(line('bo')).toMatch(/ #_-$/)
  expect(line('cy')).toMatch(/ ##\.$/)
  expect(line('ana')).toMatch(/ ###$/)
  const html = await reported(project().root, 'attainment --span year --period 2026-03 --format html')
  expect(html.out).toContain('aria-label="credited by period: 100,000, 0, 50,000"')
})
