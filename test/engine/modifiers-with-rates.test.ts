import { describe, expect, test } from 'vitest'
import { ANA, csv, DEALS, plan } from '../support/plan.js'
import { calculate, pick } from '../support/project.js'

/** One deal of 8,000 against a quota of 10,000 in March; an uplift of 1.5 makes it count for 12,000. */
async function paid(component: string, keys: readonly string[] = []): Promise<unknown> {
  const run = await calculate({
    plans: plan({ keys, components: [`id: c, window: period, ${component}`] }),
    reps: ANA,
    quotas: csv('payee_id period amount', 'ana 2026-03 10000'),
    deals: csv(`${DEALS} product`, 'A ana 8000 2026-03-05 Tool'),
    period: '2026-03',
  })
  return run.codes.length > 0 ? run.codes : pick(run.lines, 'amount')
}

const UPLIFT = 'uplift: { times: 1.5, for: attainment }'

describe('an uplift for attainment moves every rate that goes by attainment, and is not paid itself', () => {
  test('excess_at_top: 10,000 of the 12,000 are below quota, so 8,000 x 10/12 are paid 10 % and the rest 20 %', async () => {
    // 6,666.67 x 10 % + 1,333.33 x 20 % = 666.67 + 266.67
    const rate =
      'rate: { kind: tiered, by: attainment, mode: excess_at_top, tiers: [{ from: 0%, rate: 10% }, { from: 100%, rate: 20% }] }'
    expect(await paid(`${UPLIFT}, ${rate}`)).toEqual([['933.33']])
  })
  test('marginal and retroactive in one rate: 12,000 reach the retroactive tier, 8,000 are paid its 20 %', async () => {
    const rate =
      'rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 10% }, { from: 100%, rate: 20%, mode: retroactive }] }'
    expect(await paid(`${UPLIFT}, ${rate}`)).toEqual([['1600.00']])
  })
  test('matrix by attainment: 120 % is the second band', async () => {
    const rate =
      'rate: { kind: matrix, dimensions: [{ by: attainment, bands: [0%, 100%] }, { by: product, values: [Tool, Other] }], rates: [[5%, 1%], [9%, 2%]] }'
    expect(await paid(`${UPLIFT}, ${rate}`)).toEqual([['720.00']])
  })
  test('interpolated amounts, which pay for the way through the tiers, are lifted', async () => {
    // 12,000: 1,000 for the first 10,000, and 2,000 of the 10,000 to 200 %, which are worth 500
    const rate =
      'rate: { kind: tiered, by: attainment, mode: interpolated, tiers: [{ from: 0%, amount: 1000 }, { from: 100%, to: 200%, amount: 500 }] }'
    expect(await paid(`${UPLIFT}, ${rate}`)).toEqual([['1100.00']])
  })
})

describe('a multiplier comes after every rate', () => {
  test('table', async () => {
    // 8,000 x 4 % x 1.5
    const rate =
      'rate: { kind: table, by: [product], match: first, rows: [{ product: Tool, rate: 4% }], otherwise: { rate: 1% } }'
    expect(await paid(`multiplier: { times: 1.5 }, ${rate}`)).toEqual([['480.00']])
  })
  test('formula', async () => {
    // (8,000 / 100 + 5) x 2
    expect(await paid(`multiplier: { times: 2 }, rate: { kind: formula, formula: "credit.amount / 100 + 5" }`)).toEqual(
      [['170.00']],
    )
  })
})
