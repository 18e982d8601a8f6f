import { expect, test } from 'vitest'
import { calculate, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const PROJECT = {
  plans: plan({ components: ['id: c, window: deal, rate: { kind: flat, rate: 10% }'] }),
  reps: ANA,
  deals: csv(DEALS, 'A ana 100 2026-01-10'),
}

test('a period before the first one is refused', async () => {
  const run = await calculate({ ...PROJECT, settings: 'first_period: 2026-02', period: '2026-01' })
  expect(run.codes).toEqual(['SPM1011'])
})

test.each(['2026-13', 'March', '2026', ''])('"%s" is not a period that can be run', async (period) => {
  expect((await calculate({ ...PROJECT, period })).codes).toEqual(['SPM1011'])
})

test.each(['2025-12', '2027-01'])(
  '%s, in which no plan is in force, would pay nobody and is refused',
  async (period) => {
    expect((await calculate({ ...PROJECT, period })).codes).toEqual(['SPM1011'])
  },
)

test('a mistake in a plan does not hide those in the data, nor the other way round', async () => {
  const run = await calculate({
    plans: plan({ components: ['id: c, window: year, rate: { kind: flat, rate: -1% }'] }),
    reps: csv('payee_id name hire_date', 'ana Ana 2026-02-30'),
    quotas: csv('payee_id period amount', 'ana 2026 x'),
    deals: csv(DEALS, 'A ana 1.2.3 2026-01-10'),
    period: '2026-01',
  })
  expect(run.codes).toEqual(['SPM2013', 'SPM2013', 'SPM2015', 'SPM3106'])
})

test('without plans there is nothing to run', async () => {
  expect((await calculate({ ...PROJECT, plans: [], period: '2026-01' })).codes).toEqual(['SPM3011'])
})

test('looked-up columns take part in conditions', async () => {
  const run = await calculate({
    plans: plan({
      measures: { won: 'where: deal.info.series == "GT", amount: deal.amount, date: deal.close_date, credit: direct' },
      components: ['id: c, window: deal, rate: { kind: flat, rate: 10% }'],
    }),
    reps: ANA,
    deals: csv(`${DEALS} product`, 'A ana 100 2026-01-10 X', 'B ana 100 2026-01-10 Y'),
    settings: 'lookups: [{ onto: deals, key: product, as: info, path: products.csv }]',
    files: { 'products.csv': csv('product series', 'X GT', 'Y MG') },
    period: '2026-01',
  })
  expect(run.codes).toEqual([])
  expect(pick(run.lines, 'deal_id', 'amount')).toEqual([['A', '10.00']])
})

test('where a row of the reps file cannot be read, those who name its people are not blamed', async () => {
  const run = await calculate({
    ...PROJECT,
    reps: csv('payee_id name hire_date', 'ana Ana 2026-02-30'),
    quotas: csv('payee_id period amount', 'ana 2026 1000'),
    period: '2026-01',
  })
  expect(run.codes).toEqual(['SPM2015'])
})
