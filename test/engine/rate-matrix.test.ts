import { expect, test } from 'vitest'
import { csv, plan } from '../support/plan.js'
import { calculate, calculateAll, pick, type TestRun } from '../support/project.js'

const DEALS = 'deal_id payee_id amount close_date product margin'
const PROJECT = {
  reps: csv('payee_id name', 'ana Ana'),
  quotas: csv('payee_id period amount', 'ana 2026-Q1 1000'),
  settings: 'inputs: { deals: { types: { margin: number } } }',
}
const BY_PRODUCT = '{ by: product, values: [A, B] }'

async function run(rate: string, deals: readonly string[], window = 'quarter'): Promise<TestRun> {
  const against = window === 'quarter' && rate.includes('attainment') ? 'against: full_quota, ' : ''
  return calculate({
    ...PROJECT,
    plans: plan({ components: [`id: c, window: ${window}, ${against}rate: { kind: matrix, ${rate} }`] }),
    deals: csv(DEALS, ...deals),
    period: '2026-01',
  })
}

test.each([
  // sold of B after 500 of A; attainment at the end; pay of A at 5, 8 or 12 %, of B at 6, 9 or 13 %
  ['499.99', ['25.00', '30.00']], // 99.999 %: 25 and 29.9994
  ['500', ['40.00', '45.00']], // 100 %: the boundary is inside
  ['1000', ['40.00', '90.00']], // 150 %: `above`, the boundary is not inside
  ['1000.01', ['60.00', '130.00']], // 130.0013
])('F27: the band at the end is that of the whole window: 500 and %s', async (sold, pays) => {
  const rate = `dimensions: [{ by: attainment, bands: [0%, 100%, { above: 150% }] }, ${BY_PRODUCT}], rates: [[5%, 6%], [8%, 9%], [12%, 13%]]`
  const found = await run(rate, ['D1 ana 500 2026-01-10 A 0', `D2 ana ${sold} 2026-01-11 B 0`])
  expect(found.codes).toEqual([])
  expect(found.lines.map((line) => line['amount'])).toEqual(pays)
})

test('F27: `at: running` goes deal by deal, and cuts one that crosses', async () => {
  const rate = `dimensions: [{ by: attainment, at: running, bands: [0%, 100%] }, ${BY_PRODUCT}], rates: [[5%, 6%], [8%, 9%]]`
  const found = await run(rate, ['D1 ana 600 2026-01-10 A 0', 'D2 ana 600 2026-01-11 B 0'])
  // 600 at 5 %; 400 at 6 % and 200 at 9 %
  expect(pick(found.slices, 'deal_id', 'tier', 'base', 'rate', 'pay')).toEqual([
    ['D1', '0%', '600', '0.05', '30'],
    ['D2', '0%', '400', '0.06', '24'],
    ['D2', '100%', '200', '0.09', '18'],
  ])
})

test('F16: a higher band re-rates each earlier deal by its own column', async () => {
  const rate = `dimensions: [{ by: attainment, bands: [0%, 100%] }, ${BY_PRODUCT}], rates: [[5%, 6%], [8%, 10%]]`
  const runs = await calculateAll(
    {
      ...PROJECT,
      plans: plan({ components: [`id: c, window: quarter, against: full_quota, rate: { kind: matrix, ${rate} }`] }),
      deals: csv(DEALS, 'D1 ana 300 2026-01-10 A 0', 'D2 ana 200 2026-01-11 B 0', 'D3 ana 500 2026-02-11 A 0'),
    },
    ['2026-01', '2026-02'],
  )
  expect(runs.map((each) => pick(each.lines, 'kind', 'amount'))).toEqual([
    [
      ['commission', '15.00'],
      ['commission', '12.00'],
    ],
    // 3 points on 300, 4 points on 200; 8 % of 500
    [
      ['re_rating', '17.00'],
      ['commission', '40.00'],
    ],
  ])
})

test.each([
  ['299.99', '30.00'], // 29.999 % margin: 3 % of 1,000
  ['300', '60.00'],
  ['300.01', '60.00'],
])('bands of a quotient are compared by multiplying out: a margin of %s in 1,000', async (margin, pay) => {
  const rate = `dimensions: [{ by: deal.margin / deal.amount, bands: [0%, 30%] }, ${BY_PRODUCT}], rates: [[3%, 4%], [6%, 7%]]`
  const found = await run(rate, [`D1 ana 1000 2026-01-10 A ${margin}`])
  expect(found.lines.map((line) => line['amount'])).toEqual([pay])
})

test('thirds: a margin of exactly one third of 0.3 reaches the band at 0.1', async () => {
  const rate = `dimensions: [{ by: deal.margin / 3, bands: [0, 0.1] }, ${BY_PRODUCT}], rates: [[3%, 4%], [6%, 7%]]`
  const found = await run(rate, ['D1 ana 1000 2026-01-10 B 0.3'])
  expect(found.lines.map((line) => line['amount'])).toEqual(['70.00'])
})

test('outside of the matrix: below the first band or another value, an error unless `otherwise` says', async () => {
  const rate = `dimensions: [{ by: deal.margin, bands: [10, 20] }, ${BY_PRODUCT}], rates: [[3%, 4%], [6%, 7%]]`
  expect((await run(rate, ['D1 ana 1000 2026-01-10 A 9.99'])).codes).toEqual(['SPM5601'])
  expect((await run(rate, ['D1 ana 1000 2026-01-10 C 10'])).codes).toEqual(['SPM5601'])
  expect((await run(rate, ['D1 ana 1000 2026-01-10 A -'])).codes).toEqual(['SPM5030'])
  const found = await run(`${rate}, otherwise: { rate: 1% }`, [
    'D1 ana 1000 2026-01-10 A 9.99',
    'D2 ana 1000 2026-01-10 C 10',
    'D3 ana 1000 2026-01-10 B 10',
  ])
  expect(found.lines.map((line) => line['amount'])).toEqual(['10.00', '10.00', '40.00'])
})

test('three dimensions, and amounts per deal', async () => {
  const rate = `per: deal, split: whole, dimensions: [{ by: deal.margin, bands: [0, 10] }, ${BY_PRODUCT}, { by: payee_id, values: [ana, ben] }], amounts: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]`
  const found = await run(rate, ['D1 ana 1000 2026-01-10 A 10', 'D2 ana 1000 2026-01-11 B 0'])
  expect(found.lines.map((line) => line['amount'])).toEqual(['5.00', '3.00'])
})

test('window `deal`: the size of the deal alone', async () => {
  const rate = `dimensions: [{ by: amount, bands: [0, 1000] }, ${BY_PRODUCT}], rates: [[3%, 4%], [6%, 7%]]`
  const found = await run(rate, ['D1 ana 999.99 2026-01-10 A 0', 'D2 ana 1000 2026-01-11 B 0'], 'deal')
  expect(found.lines.map((line) => line['amount'])).toEqual(['30.00', '70.00'])
})
