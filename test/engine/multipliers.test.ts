import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const TYPED = 'deal_id payee_id amount close_date type'
const TEN = 'window: period, rate: { kind: flat, rate: 10% }'
const lines = ['kind', 'deal_id', 'base_amount', 'multiplier', 'amount']

function one(component: string, deals: string, more: { quotas?: string; splits?: string; period?: string } = {}) {
  return calculate({
    plans: plan({ keys: ['negative: owed'], components: [`id: c, ${component}`] }),
    reps: csv('payee_id name', 'ana Ana', 'bo Bo'),
    deals,
    period: '2026-01',
    ...more,
  })
}

describe('multipliers by condition', () => {
  const deals = csv(TYPED, 'A ana 1000.05 2026-01-10 New', 'B ana 2000 2026-01-11 Old')
  test('multiply the pay of the deals for which they hold; rounding comes last', async () => {
    const run = await one(`${TEN}, multiplier: { when: deal.type == "New", times: 1.5 }`, deals)
    // 100.005 x 1.5 = 150.0075, not 100.01 x 1.5 = 150.015
    expect(pick(run.lines, ...lines)).toEqual([
      ['commission', 'A', '100.005', '1.5', '150.01'],
      ['commission', 'B', '200', '1', '200.00'],
    ])
    expect(pick(run.slices, 'deal_id', 'multiplier', 'pay')).toEqual([
      ['A', '1.5', '150.0075'],
      ['B', '1', '200'],
    ])
  })
  test('in a list: points first whatever the order, then every factor (F28)', async () => {
    const run = await one(
      `${TEN}, multiplier: [{ times: 2 }, { when: deal.type == "Old", add: 5% }, { times: 50% }, { times: 1.5 }]`,
      deals,
    )
    // B: (10 % + 5 %) of 2,000 = 300, x 2 x 0.5 x 1.5 = 450
    expect(pick(run.lines, ...lines)).toEqual([
      ['commission', 'A', '100.005', '1.5', '150.01'],
      ['commission', 'B', '300', '1.5', '450.00'],
    ])
    expect(pick(run.lines.slice(1), 'blended_rate', 'effective_rate')).toEqual([['0.15', '0.225']])
  })
  test('of 0 pay nothing, and say what it would have been', async () => {
    const run = await one(`${TEN}, multiplier: { when: deal.type == "Old", times: 0 }`, deals)
    expect(pick(run.lines.slice(1), ...lines)).toEqual([['commission', 'B', '200', '0', '0.00']])
  })
  test('add points to each tier of a rate', async () => {
    const rate = 'kind: tiered, by: amount, mode: marginal, tiers: [{ from: 0, rate: 10% }, { from: 1500, rate: 20% }]'
    const run = await one(
      `window: period, rate: { ${rate} }, multiplier: { add: 1% }`,
      csv(DEALS, 'A ana 2000 2026-01-10'),
    )
    // 11 % of 1,500 + 21 % of 500
    expect(pick(run.slices, 'rate', 'pay')).toEqual([
      ['0.11', '165'],
      ['0.21', '105'],
    ])
  })
  test('come before the caps, and after the split of a deal', async () => {
    const run = await one(
      `window: deal, rate: { kind: flat, rate: 10% }, multiplier: { times: 2 }, cap: { per_deal: 150, excess: lost }`,
      csv(DEALS, 'A ana 1000 2026-01-10'),
      { splits: csv('deal_id payee_id percent', 'A ana 60', 'A bo 40') },
    )
    // ana: 60 x 2 = 120, her part of the cap is 90
    expect(pick(run.lines, 'payee_id', 'kind', 'amount')).toEqual([
      ['ana', 'commission', '120.00'],
      ['ana', 'deal_cap', '-30.00'],
      ['bo', 'commission', '80.00'],
      ['bo', 'deal_cap', '-20.00'],
    ])
  })
  test('reject a deal whose cell they need and which is blank (F28)', async () => {
    const run = await calculate({
      settings: 'inputs: { deals: { types: { term: number } } }',
      plans: plan({ components: [`id: c, ${TEN}, multiplier: { when: deal.term > 12, times: 2 }`] }),
      reps: ANA,
      deals: csv('deal_id payee_id amount close_date term', 'A ana 1000 2026-01-10 -'),
      period: '2026-01',
    })
    expect(run.codes).toEqual(['SPM5030'])
  })
})

describe('a multiplier by attainment', () => {
  const quotas = csv('payee_id period amount', 'ana 2026 12000')
  const project = (more: string, deals: string, window = 'window: year, against: quota_to_date') => ({
    plans: plan({
      keys: ['negative: owed'],
      components: [
        `id: c, ${window}, rate: { kind: flat, rate: 10% }, multiplier: { by: attainment, ${more}tiers: [{ from: 0%, times: 1 }, { from: 100%, times: 1.5 }, { above: 150%, times: 2 }] }`,
      ],
    }),
    reps: ANA,
    quotas,
    deals,
  })
  test('is that of the period’s end for the whole window, up and down (F27)', async () => {
    const [jan, feb, mar] = await calculateAll(
      project('', csv(DEALS, 'A ana 1000 2026-01-10', 'B ana 2000 2026-02-10', 'C ana -1 2026-03-10')),
      ['2026-01', '2026-02', '2026-03'],
    )
    // January: 1,000 of 1,000 = exactly 100 %: x 1.5
    expect(pick(jan!.lines, ...lines)).toEqual([['commission', 'A', '100', '1.5', '150.00']])
    // February: 3,000 of 2,000 = exactly 150 %, which is still below `above: 150%`
    expect(pick(feb!.lines, ...lines)).toEqual([['commission', 'B', '200', '1.5', '300.00']])
    // March: 2,999 of 3,000: x 1. A gives back 50, B 100; C is -0.10
    expect(pick(mar!.lines, ...lines)).toEqual([
      ['re_rating', '', '', '', '-150.00'],
      ['commission', 'C', '-0.1', '1', '-0.10'],
    ])
    expect(pick(mar!.slices, 'deal_id', 'pay')).toEqual([
      ['A', '-50'],
      ['B', '-100'],
      ['C', '-0.1'],
    ])
  })
  test('`at: running` is that which each deal left behind; nothing is re-rated', async () => {
    const deals = csv(DEALS, 'A ana 11999.99 2026-01-10', 'B ana 0.01 2026-02-10', 'C ana 6000.01 2026-02-11')
    const [jan, feb] = await calculateAll(project('at: running, ', deals, 'window: year, against: full_quota'), [
      '2026-01',
      '2026-02',
    ])
    expect(pick(jan!.lines, 'deal_id', 'multiplier')).toEqual([['A', '1']])
    expect(pick(feb!.lines, 'kind', 'deal_id', 'multiplier')).toEqual([
      ['commission', 'B', '1.5'],
      ['commission', 'C', '2'],
    ])
  })
  test('needs a quota', async () => {
    const run = await calculate({
      ...project('', csv(DEALS, 'A ana 1000 2026-01-10')),
      quotas: csv('payee_id period amount'),
      period: '2026-01',
    })
    expect(run.codes).toEqual(['SPM5015'])
  })
})

describe('an uplift says what it is for (F28)', () => {
  const quotas = csv('payee_id period amount', 'ana 2026-01 2000', 'bo 2026-01 2000')
  const tiers =
    'rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 10% }, { from: 100%, rate: 20% }] }'
  const deals = csv(TYPED, 'A ana 1000 2026-01-10 New', 'B ana 1000 2026-01-11 Old')
  const uplift = (kind: string) =>
    one(`window: period, uplift: { when: deal.type == "New", times: 3, for: ${kind} }, ${tiers}`, deals, { quotas })

  test('for attainment moves the tiers; pay is on the amount itself', async () => {
    const run = await uplift('attainment')
    // A counts 3,000 of 2,000: two thirds of its 1,000 at 10 %, a third at 20 % = 133.33; B at 20 %
    expect(pick(run.lines, 'deal_id', 'window_before', 'window_after', 'amount')).toEqual([
      ['A', '0', '3000', '133.33'],
      ['B', '3000', '4000', '200.00'],
    ])
    // the measure itself is not lifted
    expect(pick(run.attainment.slice(0, 1), 'credited', 'attainment_percent')).toEqual([['2000', '100.00']])
  })
  test('for both is paid on too', async () => {
    // A: 2,000 at 10 % + 1,000 at 20 %
    expect(pick((await uplift('both')).lines, 'deal_id', 'amount')).toEqual([
      ['A', '400.00'],
      ['B', '200.00'],
    ])
  })
  test('counts for a multiplier by attainment', async () => {
    const run = await one(
      `${TEN}, uplift: { times: 2, for: attainment }, multiplier: { by: attainment, tiers: [{ from: 0%, times: 1 }, { from: 200%, times: 2 }] }`,
      deals,
      { quotas },
    )
    // 2 x 2,000 of 2,000 = 200 %
    expect(pick(run.lines, 'deal_id', 'amount')).toEqual([
      ['A', '200.00'],
      ['B', '200.00'],
    ])
  })
})
