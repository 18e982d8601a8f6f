import { describe, expect, test } from 'vitest'
import { ANA, csv, plan, WON } from '../support/plan.js'
import { calculate, pick, type TestRun } from '../support/project.js'

const DEALS = 'deal_id payee_id amount close_date product variant quantity'
const SETTINGS = 'inputs: { deals: { types: { quantity: number } } }'

async function run(rate: string, deals: readonly string[], settings = SETTINGS): Promise<TestRun> {
  return calculate({
    plans: plan({
      measures: { won: WON },
      components: [`id: c, window: period, rate: { kind: table, ${rate} }`],
    }),
    reps: csv('payee_id name region', 'ana Ana West'),
    deals: csv(DEALS, ...deals),
    settings,
    period: '2026-01',
  })
}

const paid = (of: TestRun): string[][] => pick(of.lines, 'deal_id', 'blended_rate', 'amount')

describe('F30: match: first', () => {
  const rows =
    'by: [product, rep.region], match: first, rows: [{ product: A, when: deal.amount >= 5000, rate: 12% }, { product: [A, B], rate: 8% }, { rep.region: West, rate: 3% }]'

  test('the first row that fits pays; a row may ask for more with `when`, and for one of several values', async () => {
    const found = await run(rows, [
      'D1 ana 5000 2026-01-10 A x 1',
      'D2 ana 4999.99 2026-01-11 A x 1',
      'D3 ana 1000 2026-01-12 B x 1',
      'D4 ana 1000 2026-01-13 C x 1',
    ])
    expect(found.codes).toEqual([])
    // 12 % of 5,000; a cent less: 8 % of 4,999.99 = 399.9992; 8 % of 1,000; 3 % of 1,000
    expect(paid(found)).toEqual([
      ['D1', '0.12', '600.00'],
      ['D2', '0.08', '400.00'],
      ['D3', '0.08', '80.00'],
      ['D4', '0.03', '30.00'],
    ])
  })
})

describe('F30: match: specific', () => {
  const rows =
    'by: [variant, product], match: specific, rows: [{ product: A, rate: 5% }, { variant: x, rate: 7% }, { variant: x, product: A, rate: 9% }, { product: B, rate: 4% }]'

  test('the row that gives the earlier attribute wins, wherever it stands', async () => {
    const found = await run(rows, [
      'D1 ana 1000 2026-01-10 A x 1',
      'D2 ana 1000 2026-01-11 A y 1',
      'D3 ana 1000 2026-01-12 B x 1',
      'D4 ana 1000 2026-01-13 B y 1',
    ])
    expect(paid(found).map(([deal, , amount]) => [deal, amount])).toEqual([
      ['D1', '90.00'],
      ['D2', '50.00'],
      ['D3', '70.00'],
      ['D4', '40.00'],
    ])
  })

  test('two rows that fit alike are an error, which no setting skips', async () => {
    const tie =
      'by: [product], match: specific, rows: [{ product: A, when: deal.amount > 10, rate: 5% }, { product: A, when: deal.amount > 20, rate: 7% }]'
    const settings = 'inputs: { deals: { on_bad_row: reject, types: { quantity: number } } }'
    const found = await run(tie, ['D1 ana 20 2026-01-10 A x 1', 'D2 ana 20.01 2026-01-10 A x 1'], settings)
    expect([found.ok, found.codes]).toEqual([false, ['SPM5602']])
    expect(found.found.find(({ code }) => code === 'SPM5602')!.message).toContain('"D2"')
    expect((await run(tie, ['D1 ana 20 2026-01-10 A x 1'], settings)).lines.length).toBe(1)
  })
})

test('a deal that no row is for stops the run, and is never paid 0 in silence', async () => {
  const rows = 'by: [product], match: first, rows: [{ product: A, rate: 5% }]'
  const found = await run(rows, ['D1 ana 1000 2026-01-10 A x 1', 'D2 ana 1000 2026-01-10 C x 1'])
  expect([found.ok, found.codes]).toEqual([false, ['SPM5601']])
  const rejecting = 'inputs: { deals: { on_bad_row: reject, types: { quantity: number } } }'
  const rest = await run(rows, ['D1 ana 1000 2026-01-10 A x 1', 'D2 ana 1000 2026-01-10 C x 1'], rejecting)
  expect([rest.ok, rest.codes]).toEqual([true, ['SPM5601']])
  expect(pick(rest.exceptions, 'kind', 'deal_id')).toEqual([['rejected', 'D2']])
  expect(pick(rest.lines, 'deal_id', 'amount')).toEqual([['D1', '50.00']])
  expect(rest.counts).toEqual({ read: 2, credited: 1, excluded: 0, rejected: 1 })
})

test('F30: `otherwise` answers where no row fits', async () => {
  const rows = 'by: [product], match: first, rows: [{ product: A, rate: 5% }], otherwise: { rate: 1% }'
  expect(paid(await run(rows, ['D1 ana 1000 2026-01-10 - x 1']))).toEqual([['D1', '0.01', '10.00']])
})

test('amounts per unit, also by expression', async () => {
  const rows =
    'by: [product], match: first, per: unit, split: share, rows: [{ product: A, amount: 2.5 }, { product: B, amount: deal.amount / 1000 }]'
  const found = await run(rows, ['D1 ana 1000 2026-01-10 A x 3', 'D2 ana 4000 2026-01-11 B x 2'])
  expect(found.lines.map((line) => line['amount'])).toEqual(['7.50', '8.00'])
})

test('a blank number that a row asks for is a bad row, unless another attribute has decided', async () => {
  const rows = 'by: [product, quantity], match: first, rows: [{ product: A, quantity: 3, rate: 5% }, { rate: 1% }]'
  const found = await run(rows, ['D1 ana 1000 2026-01-10 B x -'])
  expect(paid(found).map(([, , amount]) => amount)).toEqual(['10.00'])
  expect((await run(rows, ['D1 ana 1000 2026-01-10 A x -'])).codes).toEqual(['SPM5030'])
})

test('a shared deal in window `deal`: the row is the same for all, the split scales the pay', async () => {
  const found = await calculate({
    plans: plan({
      components: [
        'id: c, window: deal, rate: { kind: table, by: [product], match: first, rows: [{ product: A, rate: 10% }] }',
      ],
    }),
    reps: csv('payee_id name', 'ana Ana', 'ben Ben'),
    deals: csv('deal_id payee_id amount close_date product', 'D1 ana 1000 2026-01-10 A'),
    splits: csv('deal_id payee_id percent', 'D1 ana 30', 'D1 ben 70'),
    period: '2026-01',
  })
  expect(pick(found.payouts, 'payee_id', 'payable')).toEqual([
    ['ana', '30.00'],
    ['ben', '70.00'],
  ])
})

test('a look-up by the rep that has no row names the payee', async () => {
  const found = await calculate({
    plans: plan({
      components: [
        'id: c, window: period, rate: { kind: table, by: [rep.name], match: first, rows: [{ rep.name: Ben, rate: 10% }] }',
      ],
    }),
    reps: ANA,
    deals: csv('deal_id payee_id amount close_date', 'D1 ana 1000 2026-01-10'),
    period: '2026-01',
  })
  expect(found.codes).toEqual(['SPM5601'])
  expect(found.found.find(({ code }) => code === 'SPM5601')!.place?.file).toBe('reps.csv')
})
