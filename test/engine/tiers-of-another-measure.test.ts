import { describe, expect, test } from 'vitest'
import { ANA, csv, DEALS, plan } from '../support/plan.js'
import { calculate, pick, type TestRun } from '../support/project.js'

const paid = (run: TestRun): string[][] => pick(run.lines, 'kind', 'deal_id', 'amount')

describe('tiers that another measure moves (F26)', () => {
  const MEASURES = {
    new: 'where: deal.type == "New", amount: deal.amount, date: deal.close_date, credit: direct',
    all: 'amount: deal.amount, date: deal.close_date, credit: direct',
  }
  const TIERS = '{ from: 0%, rate: 5% }, { from: 100%, rate: 10% }'
  const run = (deals: readonly string[], mode = 'marginal', tiers = TIERS, measures = MEASURES) =>
    calculate({
      plans: plan({
        measures,
        components: [
          `measure: new, id: c, window: quarter, against: full_quota, rate: { kind: tiered, by: attainment, of: all, mode: ${mode}, tiers: [${tiers}] }`,
        ],
      }),
      reps: ANA,
      quotas: csv('payee_id period measure amount', 'ana 2026-Q1 all 10000'),
      deals: csv(`${DEALS} type`, ...deals),
      period: '2026-02',
    })
  test('move by all its deals in order of date and id; only the component’s own are paid', async () => {
    const result = await run([
      'A ana 9000 2026-02-01 Old',
      'B ana 2000 2026-02-02 New',
      'C ana 500 2026-02-03 Old',
      'D ana 100 2026-02-04 New',
    ])
    // B moves from 9,000 to 11,000: 1,000 at 5 %, 1,000 at 10 %; D lies above
    expect(result.codes).toEqual([])
    expect(paid(result)).toEqual([
      ['commission', 'B', '150.00'],
      ['commission', 'D', '10.00'],
    ])
    expect(pick(result.slices, 'deal_id', 'from', 'to', 'base')).toEqual([
      ['B', '9000', '10000', '1000'],
      ['B', '10000', '11000', '1000'],
      ['D', '11500', '11600', '100'],
    ])
  })
  test('interpolated amounts pay for the way that the other measure goes, also where a deal counts for less in it', async () => {
    const measures = { ...MEASURES, all: 'amount: deal.amount / 2, date: deal.close_date, credit: direct' }
    const tiers = '{ from: 0%, amount: 1000 }, { from: 100%, to: 200%, amount: 500 }'
    const result = await run(
      ['A ana 18000 2026-02-01 Old', 'B ana 6000 2026-02-02 New'],
      'interpolated',
      tiers,
      measures,
    )
    // B moves from 9,000 to 12,000: a tenth of 1,000, and 2,000 of the 10,000 that are worth 500
    expect(result.codes).toEqual([])
    expect(paid(result)).toEqual([['commission', 'B', '200.00']])
  })
  test('a rate per unit pays the units of its own deals', async () => {
    const result = await calculate({
      plans: plan({
        measures: MEASURES,
        components: [
          'measure: new, id: c, window: period, rate: { kind: tiered, by: attainment, of: all, mode: retroactive, per: unit, split: share, tiers: [{ from: 0%, amount: 5 }, { from: 100%, amount: 8 }] }',
        ],
      }),
      reps: ANA,
      quotas: csv('payee_id period measure amount', 'ana 2026-02 all 10000'),
      deals: csv(`${DEALS} type quantity`, 'A ana 9000 2026-02-01 Old -', 'B ana 1000 2026-02-02 New 3'),
      period: '2026-02',
    })
    // 10,000 reach the second tier: 3 x 8
    expect(result.codes).toEqual([])
    expect(paid(result)).toEqual([['commission', 'B', '24.00']])
  })
  test('a rate or multiplier that is an expression asks nothing of deals that the component does not count', async () => {
    const tiers = '{ from: 0%, rate: deal.margin / 1000 }, { from: 100%, rate: deal.margin / 500 }'
    const result = await calculate({
      plans: plan({
        measures: MEASURES,
        components: [
          `measure: new, id: c, window: period, rate: { kind: tiered, by: attainment, of: all, mode: marginal, tiers: [${tiers}] }, multiplier: { when: deal.margin > 30, times: 2 }`,
        ],
      }),
      reps: ANA,
      quotas: csv('payee_id period measure amount', 'ana 2026-02 all 10000'),
      deals: csv(`${DEALS} type margin`, 'A ana 9000 2026-02-01 Old -', 'B ana 2000 2026-02-02 New 50'),
      settings: 'inputs: { deals: { types: { margin: number } } }\n',
      period: '2026-02',
    })
    // 1,000 at 5 %, 1,000 at 10 %, twice
    expect(result.codes).toEqual([])
    expect(paid(result)).toEqual([['commission', 'B', '300.00']])
  })
  test('exactly at the boundary and a cent below', async () => {
    expect(paid(await run(['A ana 8000 2026-02-01 Old', 'B ana 2000 2026-02-02 New'], 'retroactive'))).toEqual([
      ['commission', 'B', '200.00'],
    ])
    expect(paid(await run(['A ana 7999.99 2026-02-01 Old', 'B ana 2000 2026-02-02 New'], 'retroactive'))).toEqual([
      ['commission', 'B', '100.00'],
    ])
  })
  test('re-rate deals of earlier months when the other measure reaches a tier', async () => {
    const result = await run(['A ana 2000 2026-01-02 New', 'B ana 8000 2026-02-01 Old'], 'retroactive')
    expect(paid(result)).toEqual([['re_rating', '', '100.00']])
  })
})
