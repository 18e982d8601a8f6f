import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick, type TestRun } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

function paid(run: TestRun): string[][] {
  return pick(run.lines, 'kind', 'deal_id', 'amount')
}

const RETRO =
  'rate: { kind: tiered, by: amount, mode: retroactive, tiers: [{ from: 0, rate: 10% }, { from: 3000, rate: 20% }] }'

describe('cap per deal', () => {
  const capped = (deals: string, period = '2026-01', rate = 'rate: { kind: flat, rate: 10% }') =>
    calculate({
      plans: plan({
        keys: ['negative: owed'],
        components: [`id: c, window: quarter, ${rate}, cap: { per_deal: 150, excess: lost }`],
      }),
      reps: ANA,
      deals,
      period,
    })
  test('cuts what lies above it on a line of its own; exactly on the cap nothing is cut', async () => {
    expect(paid(await capped(csv(DEALS, 'A ana 1500 2026-01-10', 'B ana 1500.10 2026-01-11')))).toEqual([
      ['commission', 'A', '150.00'],
      ['commission', 'B', '150.01'],
      ['deal_cap', 'B', '-0.01'],
    ])
  })
  test('does not touch what a credit memo takes', async () => {
    expect(paid(await capped(csv(DEALS, 'A ana -5000 2026-01-10')))).toEqual([['commission', 'A', '-500.00']])
  })
  test('holds for re-rated deals: what a higher tier adds above it is cut again', async () => {
    const deals = csv(DEALS, 'A ana 1000 2026-01-10', 'B ana 1400.33 2026-01-11', 'C ana 700 2026-02-10')
    // January at 10 %: A 100.00, B 140.03. February: 3,100.33 reaches 20 %: C 140.
    // A gets 100 more = 200: 50 above the cap. B gets 140.033 more = 280.066: 130.066 above the cap.
    // 240.033 -> 240.03 and -180.066 -> -180.07
    const run = await capped(deals, '2026-02', RETRO)
    expect(paid(run)).toEqual([
      ['re_rating', '', '240.03'],
      ['commission', 'C', '140.00'],
      ['deal_cap', '', '-180.07'],
    ])
    expect(pick(run.slices.slice(-2), 'deal_id', 'pay')).toEqual([
      ['A', '-50'],
      ['B', '-130.066'],
    ])
  })
})

describe('cap per pay period', () => {
  const capped = (deals: string, rate = 'rate: { kind: flat, rate: 10% }') => ({
    plans: plan({
      keys: ['negative: owed'],
      components: [`id: c, window: quarter, ${rate}, cap: { per_period: 250, excess: lost }`],
    }),
    reps: ANA,
    deals,
  })
  test('pays the cap to the cent, and keeps by deal what it cut, the last deal first (F31)', async () => {
    const run = await calculate({
      ...capped(csv(DEALS, 'A ana 1000.04 2026-01-10', 'B ana 1000 2026-01-11', 'C ana 1000 2026-01-12')),
      period: '2026-01',
    })
    // 100.00 + 100 + 100 = 300: 50 of C
    expect(paid(run).at(-1)).toEqual(['period_cap', '', '-50.00'])
    expect(pick(run.slices.slice(-1), 'deal_id', 'pay')).toEqual([['C', '-50']])
    expect(run.payouts[0]!['payable']).toBe('250.00')
  })
  test('what is lost in one month is not made up for in the next', async () => {
    const [jan, feb] = await calculateAll(capped(csv(DEALS, 'A ana 2600 2026-01-10', 'B ana 900 2026-02-10'), RETRO), [
      '2026-01',
      '2026-02',
    ])
    // January 260, cut to 250. February: 3,500 at 20 %: A 260 more, B 180 = 440, cut to 250.
    expect(paid(jan!)).toEqual([
      ['commission', 'A', '260.00'],
      ['period_cap', '', '-10.00'],
    ])
    expect(paid(feb!)).toEqual([
      ['re_rating', '', '260.00'],
      ['commission', 'B', '180.00'],
      ['period_cap', '', '-190.00'],
    ])
    // The last deals first: all of B's 180, then 10 of A
    expect(pick(feb!.slices.slice(-2), 'deal_id', 'pay')).toEqual([
      ['B', '-180'],
      ['A', '-10'],
    ])
  })
  test('counts after the cap per deal', async () => {
    const run = await calculate({
      plans: plan({
        components: [
          'id: c, window: period, rate: { kind: flat, rate: 10% }, cap: { per_deal: 100, per_period: 150, excess: lost }',
        ],
      }),
      reps: ANA,
      deals: csv(DEALS, 'A ana 5000 2026-01-10', 'B ana 700 2026-01-11'),
      period: '2026-01',
    })
    // A 500 - 400 = 100, B 70: 170, 20 above
    expect(paid(run)).toEqual([
      ['commission', 'A', '500.00'],
      ['commission', 'B', '70.00'],
      ['deal_cap', 'A', '-400.00'],
      ['period_cap', '', '-20.00'],
    ])
  })
})
