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

describe('cap of the plan', () => {
  const TWO = [
    'id: a, window: period, rate: { kind: flat, rate: 10% }',
    'id: b, window: quarter, rate: { kind: flat, rate: 5% }',
  ]
  const capped = (deals: string, cap: string, components: readonly string[] = TWO) =>
    calculate({
      plans: plan({ keys: ['negative: owed', `cap: { per_period: ${cap}, excess: lost }`], components }),
      reps: ANA,
      deals,
      period: '2026-01',
    })
  const cuts = (run: TestRun): string[][] =>
    pick(run.lines, 'component_id', 'kind', 'amount').filter(([, kind]) => kind!.endsWith('cap'))
  const deals = csv(DEALS, 'A ana 1000 2026-01-10', 'B ana 1000.10 2026-01-11')

  test('is filled in listed order: the last component is cut first, then the one before (F31)', async () => {
    // a 100 + 100.01, b 50 + 50.005 -> 50.01 = 300.02; exactly at the cap nothing is cut
    expect(cuts(await capped(deals, '300.02'))).toEqual([])
    expect(cuts(await capped(deals, '250'))).toEqual([['b', 'plan_cap', '-50.02']])
    const run = await capped(deals, '150')
    expect(cuts(run)).toEqual([
      ['a', 'plan_cap', '-50.01'],
      ['b', 'plan_cap', '-100.01'],
    ])
    expect(pick(run.payouts, 'caps', 'payable')).toEqual([['-150.02', '150.00']])
    // the last deals first
    expect(pick(run.slices.slice(-3), 'deal_id', 'pay')).toEqual([
      ['B', '-50.01'],
      ['B', '-50.01'],
      ['A', '-50'],
    ])
  })
  test('looks at what is left after the components’ own caps, and at what others take back', async () => {
    const [first, second] = TWO as [string, string]
    const run = await capped(deals, '250', [`${first}, cap: { per_period: 160, excess: lost }`, second])
    // 160 + 100.01 = 260.01
    expect(cuts(run)).toEqual([
      ['a', 'period_cap', '-40.01'],
      ['b', 'plan_cap', '-10.01'],
    ])
    const memo = csv('deal_id payee_id amount close_date type', 'A ana 3000 2026-01-10 X', 'B ana -1000 2026-01-11 Y')
    const measured = await calculate({
      plans: plan({
        keys: ['negative: owed', 'cap: { per_period: 250, excess: lost }'],
        measures: {
          x: 'where: deal.type == "X", amount: deal.amount, date: deal.close_date, credit: direct',
          y: 'where: deal.type == "Y", amount: deal.amount, date: deal.close_date, credit: direct',
        },
        components: [
          'id: a, measure: x, window: period, rate: { kind: flat, rate: 10% }',
          'id: b, measure: y, window: period, rate: { kind: flat, rate: 10% }',
        ],
      }),
      reps: ANA,
      deals: memo,
      period: '2026-01',
    })
    // 300 - 100 = 200: below the cap
    expect(cuts(measured)).toEqual([])
  })
})

describe('floor', () => {
  const floored = (component: string, deals: string, reps = ANA, period = '2026-01') =>
    calculate({ plans: plan({ keys: ['negative: owed'], components: [component] }), reps, deals, period })
  const TEN = 'id: c, window: period, rate: { kind: flat, rate: 10% }, floor: { per_period: 150 }'
  test('tops up to the cent, from rounded lines; at the floor nothing is added', async () => {
    expect(paid(await floored(TEN, csv(DEALS, 'A ana 1000.05 2026-01-10')))).toEqual([
      ['commission', 'A', '100.01'],
      ['floor', '', '49.99'],
    ])
    expect(paid(await floored(TEN, csv(DEALS, 'A ana 1500 2026-01-10')))).toEqual([['commission', 'A', '150.00']])
    expect(paid(await floored(TEN, csv(DEALS, 'A ana -100 2026-01-10')))).toEqual([
      ['commission', 'A', '-10.00'],
      ['floor', '', '160.00'],
    ])
  })
  test('is not for those who are not eligible in the period, nor for those who have left', async () => {
    const reps = csv(
      'payee_id name title hire_date end_date',
      'ana Ana AE - -',
      'bo Bo Lead 2026-01-31 -',
      'cy Cy Lead 2025-01-01 2025-12-31',
      'di Di Lead 2026-02-01 -',
    )
    const lead = TEN.replace('id: c,', 'id: c, where: rep.title == "Lead",')
    const run = await floored(lead, csv(DEALS), reps)
    expect(pick(run.lines, 'payee_id', 'kind', 'amount')).toEqual([['bo', 'floor', '150.00']])
    const dated = TEN.replace('id: c,', 'id: c, from: 2026-02-01,')
    expect((await floored(dated, csv(DEALS))).lines).toEqual([])
    expect(pick((await floored(dated, csv(DEALS), ANA, '2026-02')).lines, 'amount')).toEqual([['150.00']])
  })
  test('comes after the cap', async () => {
    const run = await floored(`${TEN}, cap: { per_deal: 40, excess: lost }`, csv(DEALS, 'A ana 1000 2026-01-10'))
    expect(paid(run)).toEqual([
      ['commission', 'A', '100.00'],
      ['deal_cap', 'A', '-60.00'],
      ['floor', '', '110.00'],
    ])
  })
})

describe('cap per window', () => {
  const capped = (component: string) => ({
    plans: plan({ keys: ['negative: owed'], components: [`id: c, ${component}`] }),
    reps: ANA,
  })
  test('counts what earlier pay periods paid, and starts again with the next window', async () => {
    const runs = await calculateAll(
      {
        ...capped('window: quarter, rate: { kind: flat, rate: 10% }, cap: { per_window: 250, excess: lost }'),
        deals: csv(
          DEALS,
          'A ana 1000.04 2026-01-10',
          'B ana 1500 2026-02-10',
          'C ana 300 2026-03-10',
          'D ana 900 2026-04-10',
        ),
      },
      ['2026-01', '2026-02', '2026-03', '2026-04'],
    )
    // 100.00 + 150 = 250: exactly the cap
    expect(runs.map(paid)).toEqual([
      [['commission', 'A', '100.00']],
      [['commission', 'B', '150.00']],
      [
        ['commission', 'C', '30.00'],
        ['window_cap', '', '-30.00'],
      ],
      [['commission', 'D', '90.00']],
    ])
  })
  test('comes after the cap per period, whose cuts stay lost', async () => {
    const [jan, feb] = await calculateAll(
      {
        ...capped(
          'window: quarter, rate: { kind: flat, rate: 10% }, cap: { per_period: 200, per_window: 250, excess: lost }',
        ),
        deals: csv(DEALS, 'A ana 5000 2026-01-10', 'B ana 1000 2026-02-10', 'C ana 200 2026-02-11'),
      },
      ['2026-01', '2026-02'],
    )
    expect(paid(jan!)).toEqual([
      ['commission', 'A', '500.00'],
      ['period_cap', '', '-300.00'],
    ])
    // 200 + 120 = 320: 70 above, C's 20 first, then 50 of B
    expect(paid(feb!)).toEqual([
      ['commission', 'B', '100.00'],
      ['commission', 'C', '20.00'],
      ['window_cap', '', '-70.00'],
    ])
    expect(pick(feb!.slices.slice(-2), 'deal_id', 'pay')).toEqual([
      ['C', '-20'],
      ['B', '-50'],
    ])
  })
  test('gives back what it cut when a re-rating takes it away', async () => {
    const retro =
      'rate: { kind: tiered, by: amount, mode: retroactive, tiers: [{ from: 0, rate: 10% }, { from: 3000, rate: 20% }] }'
    const [, feb] = await calculateAll(
      {
        ...capped(`window: quarter, ${retro}, cap: { per_window: 500, excess: lost }`),
        deals: csv(DEALS, 'A ana 3000 2026-01-10', 'B ana -1 2026-02-10'),
      },
      ['2026-01', '2026-02'],
    )
    // January 600 - 100. February: 2,999 at 10 % = 299.90: A -300, B -0.10; 200.10 less than the 500 that were paid
    expect(paid(feb!)).toEqual([
      ['re_rating', '', '-300.00'],
      ['commission', 'B', '-0.10'],
      ['window_cap', '', '100.00'],
    ])
    expect(pick(feb!.slices.slice(-2), 'deal_id', 'pay')).toEqual([
      ['B', '0.1'],
      ['A', '99.9'],
    ])
  })
  test('counts what earlier pay periods paid also where all lines of the plan are rounded together', async () => {
    const measure = (type: string): string =>
      `where: deal.type == "${type}", amount: deal.amount, date: deal.close_date, credit: direct`
    const runs = await calculateAll(
      {
        plans: plan({
          keys: ['rounding: { mode: half_up, at: total }'],
          measures: { x: measure('X'), y: measure('Y') },
          components: [
            'id: a, measure: x, window: quarter, rate: { kind: flat, rate: 10% }, cap: { per_window: 100, excess: lost }',
            'id: b, measure: y, window: deal, rate: { kind: flat, rate: 5% }',
          ],
        }),
        reps: ANA,
        deals: csv(
          'deal_id payee_id amount close_date type',
          'A ana 500.06 2026-01-10 X',
          'B ana 100.16 2026-01-11 Y',
          'C ana 500 2026-02-10 X',
          'D ana 0.10 2026-03-10 X',
        ),
      },
      ['2026-01', '2026-02', '2026-03'],
    )
    // 50.006 + 5.008 = 55.014 -> 55.01: the cent goes to b, and a has 50.00. With 50.00 more it is exactly on its cap.
    expect(runs.map(paid)).toEqual([
      [
        ['commission', 'A', '50.00'],
        ['commission', 'B', '5.01'],
      ],
      [['commission', 'C', '50.00']],
      [
        ['commission', 'D', '0.01'],
        ['window_cap', '', '-0.01'],
      ],
    ])
  })
  test('cannot start from opening amounts', async () => {
    const run = await calculate({
      ...capped('window: year, rate: { kind: flat, rate: 10% }, cap: { per_window: 500, excess: lost }'),
      settings: 'first_period: 2026-02',
      opening: csv('payee_id kind name amount date', 'ana credit won 1000 2026-01-31'),
      deals: csv(DEALS),
      period: '2026-02',
    })
    expect(run.codes).toEqual(['SPM5050'])
  })
})
