import { expect, test } from 'vitest'
import { csv, plan } from '../support/plan.js'
import { calculate, calculateAll, pick, type TestProject, type TestRun } from '../support/project.js'

const DEALS = 'deal_id payee_id amount close_date margin quantity'
const SETTINGS = 'inputs: { deals: { types: { margin: number } } }'

async function run(formula: string, deals: readonly string[], more: Partial<TestProject> = {}): Promise<TestRun> {
  return calculate({
    plans: plan({
      keys: ['negative: owed'],
      components: [`id: c, window: period, rate: { kind: formula, formula: "${formula}" }`],
    }),
    reps: csv('payee_id name target_incentive', 'ana Ana 24000', 'ben Ben -'),
    quotas: csv('payee_id period amount', 'ana 2026-01 1000', 'ben 2026-01 1000'),
    deals: csv(DEALS, ...deals),
    settings: SETTINGS,
    period: '2026-01',
    ...more,
  })
}
const amounts = (of: TestRun): string[] => of.lines.map((line) => line['amount']!)

test('F28: a formula gives the pay of each credit, and may be negative', async () => {
  const found = await run('(deal.margin - 100) * 0.1', [
    'D1 ana 1000 2026-01-10 250 1',
    'D2 ana 1000 2026-01-11 100 1',
    'D3 ana 1000 2026-01-12 40 1',
  ])
  expect(found.codes).toEqual([])
  expect(amounts(found)).toEqual(['15.00', '0.00', '-6.00'])
})

test('it names the credit: amount, percent, date, payee', async () => {
  const formula =
    "credit.payee_id == 'ana' && credit.date >= date('2026-01-11') ? credit.amount * 0.1 : credit.percent * 100"
  const found = await run(formula, ['D1 ana 1000 2026-01-10 0 1', 'D2 ana 1000 2026-01-11 0 1'], {
    splits: csv('deal_id payee_id percent', 'D1 ana 30', 'D1 ben 70', 'D2 ana 40', 'D2 ben 60'),
  })
  expect(pick(found.lines, 'payee_id', 'deal_id', 'amount')).toEqual([
    ['ana', 'D1', '30.00'],
    ['ana', 'D2', '40.00'], // 10 % of 400
    ['ben', 'D1', '70.00'],
    ['ben', 'D2', '60.00'],
  ])
})

test.each([
  ['share', '3.00'], // 30 % of 10
  ['whole', '10.00'],
])('F34: the quantity of a shared deal under `split: %s`', async (split, pay) => {
  const found = await run('credit.quantity * 1', ['D1 ana 1000 2026-01-10 0 10'], {
    plans: plan({
      components: [`id: c, window: period, rate: { kind: formula, split: ${split}, formula: credit.quantity * 1 }`],
    }),
    splits: csv('deal_id payee_id percent', 'D1 ana 30', 'D1 ben 70'),
  })
  expect(amounts(found)[0]).toBe(pay)
})

test.each([
  ['999.99', '100.00'], // 99.999 %: 10 %
  ['1000.00', '200.00'],
  ['1000.01', '200.00'],
])('attainment is an exact ratio at the end of the pay period: %s of 1,000', async (sold, pay) => {
  const found = await run('credit.amount * (attainment >= 1 ? 0.2 : 0.1)', [`D1 ana ${sold} 2026-01-10 0 1`])
  expect(amounts(found)).toEqual([pay])
})

test('F22: target over quota as a rate: `target_incentive` is yearly', async () => {
  const found = await run('credit.amount / quota * target_incentive / 12', ['D1 ana 500 2026-01-10 0 1'])
  expect(amounts(found)).toEqual(['1000.00'])
})

test('a blank cell is a rejected row or names the payee, never 0', async () => {
  expect((await run('deal.margin * attainment', ['D1 ana 500 2026-01-10 - 1'])).codes).toEqual(['SPM5030'])
  const found = await run('credit.amount / quota * target_incentive', ['D1 ben 500 2026-01-10 0 1'])
  expect(found.codes).toEqual(['SPM5032'])
})

test('what divides by zero only on the attainment of the window is told', async () => {
  const found = await run('100 / (attainment - 0.5)', ['D1 ana 500 2026-01-10 0 1'])
  expect([found.ok, found.codes]).toEqual([false, ['SPM5603']])
  expect(amounts(await run('100 / (attainment - 1)', ['D1 ana 500 2026-01-10 0 1']))).toEqual(['-200.00'])
})

test('F16: what a higher attainment makes of earlier deals is one re-rating line', async () => {
  const runs = await calculateAll(
    {
      plans: plan({
        components: [
          'id: c, window: quarter, against: full_quota, rate: { kind: formula, formula: "credit.amount * attainment * 0.1" }',
        ],
      }),
      reps: csv('payee_id name', 'ana Ana'),
      quotas: csv('payee_id period amount', 'ana 2026-Q1 1000'),
      deals: csv(DEALS, 'D1 ana 500 2026-01-10 0 1', 'D2 ana 500 2026-02-10 0 1'),
    },
    ['2026-01', '2026-02'],
  )
  // January: 500 x 0.5 x 10 % = 25. February: 100 %: 50 for each deal.
  expect(runs.map((each) => pick(each.lines, 'kind', 'amount'))).toEqual([
    [['commission', '25.00']],
    [
      ['re_rating', '25.00'],
      ['commission', '50.00'],
    ],
  ])
})

test('F16: a rate by the attainment of a shorter window re-rates from what that window had come to', async () => {
  const runs = await calculateAll(
    {
      plans: plan({
        keys: ['negative: owed'],
        components: [
          'id: month, window: period, rate: { kind: flat, rate: 0% }',
          `id: year, window: year, rate: { kind: flat, rate: 'attainment_of("month") >= 1 ? 0.2 : 0.1' }`,
        ],
      }),
      reps: csv('payee_id name', 'ana Ana'),
      quotas: csv('payee_id period amount', 'ana 2026 12000'),
      deals: csv(
        'deal_id payee_id amount close_date',
        'A ana 1000 2026-01-10',
        'B ana 2000 2026-02-10',
        'C ana 999 2026-03-10',
      ),
    },
    ['2026-01', '2026-02', '2026-03'],
  )
  // January and February reach the month's 1,000: 20 % of 1,000, then of 2,000 more. March is a dollar short, and all
  // 3,999 of the year are worth 10 %: 99.90 for C, and half of 600 goes back.
  expect(
    runs.map((each) => pick(each.lines, 'component_id', 'kind', 'amount').filter(([id]) => id === 'year')),
  ).toEqual([
    [['year', 'commission', '200.00']],
    [['year', 'commission', '400.00']],
    [
      ['year', 're_rating', '-300.00'],
      ['year', 'commission', '99.90'],
    ],
  ])
})

test('window `deal`: the whole deal, scaled by the split', async () => {
  const found = await run('', ['D1 ana 1000 2026-01-10 0 1'], {
    plans: plan({
      components: ['id: c, window: deal, rate: { kind: formula, formula: "credit.amount >= 1000 ? 100 : 10" }'],
    }),
    splits: csv('deal_id payee_id percent', 'D1 ana 30', 'D1 ben 70'),
  })
  expect(amounts(found)).toEqual(['30.00', '70.00'])
})

test('an opening amount is no credit of a deal, so a formula on credits refuses it', async () => {
  const found = await run('', ['D1 ana 1000 2026-02-10 0 1'], {
    plans: plan({
      components: ['id: c, window: quarter, rate: { kind: formula, formula: credit.amount * 0.1 }'],
    }),
    quotas: undefined,
    settings: `${SETTINGS}\nfirst_period: 2026-02`,
    opening: csv('payee_id kind name date amount', 'ana credit won 2026-01-31 500'),
    period: '2026-02',
  })
  expect(found.codes).toEqual(['SPM5050'])
})
