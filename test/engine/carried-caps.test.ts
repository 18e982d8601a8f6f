import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick, type TestRun } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const paid = (run: TestRun): string[][] => pick(run.lines, 'kind', 'deal_id', 'amount')
const FLAT = 'rate: { kind: flat, rate: 10% }'
const DEALS_OF_A_QUARTER = csv(
  DEALS,
  'A ana 3000 2026-01-10',
  'B ana 1500 2026-01-11',
  'C ana 1200 2026-02-10',
  'D ana 900 2026-03-10',
  'E ana 100 2026-04-10',
)
const months = (cap: string, window = 'quarter', more: readonly string[] = []): Promise<readonly TestRun[]> =>
  calculateAll(
    {
      plans: plan({
        keys: more,
        components: [`id: c, window: ${window}, ${FLAT}${cap === '' ? '' : `, cap: { ${cap} }`}`],
      }),
      reps: ANA,
      deals: DEALS_OF_A_QUARTER,
    },
    ['2026-01', '2026-02', '2026-03', '2026-04'],
  )

describe('an excess that is carried (F32)', () => {
  test('fills the room that later pay periods leave, oldest first, and is lost at the end of the window', async () => {
    const runs = await months('per_period: 200, excess: carried, until: window_end, then: lost')
    // January 450 - 250. February 120: 80 of the 250. March 90: 110 more; 60 are lost. April starts anew.
    expect(runs.map(paid)).toEqual([
      [
        ['commission', 'A', '300.00'],
        ['commission', 'B', '150.00'],
        ['period_cap', '', '-250.00'],
      ],
      [
        ['commission', 'C', '120.00'],
        ['carried', '', '80.00'],
      ],
      [
        ['commission', 'D', '90.00'],
        ['carried', '', '110.00'],
      ],
      [['commission', 'E', '10.00']],
    ])
    // The cut took all of B's 150 and 100 of A; A was earned first and is paid first
    expect(pick(runs[1]!.slices.slice(-1), 'deal_id', 'pay')).toEqual([['A', '80']])
    expect(pick(runs[2]!.slices.slice(-2), 'deal_id', 'pay')).toEqual([
      ['A', '20'],
      ['B', '90'],
    ])
  })
  test('or paid then', async () => {
    const runs = await months('per_period: 200, excess: carried, until: window_end, then: paid')
    // March: 90 + all of the 170 that still wait
    expect(paid(runs[2]!)).toEqual([
      ['commission', 'D', '90.00'],
      ['carried', '', '170.00'],
    ])
  })
  test('waits until the plan ends where it says so', async () => {
    const runs = await months('per_period: 200, excess: carried, until: plan_end, then: lost', 'period')
    expect(runs.map(({ payouts }) => payouts[0]!['payable'])).toEqual(['200.00', '200.00', '200.00', '70.00'])
  })
  test('fills in months what it fills in a quarter at once: nothing is paid twice', async () => {
    const runs = await months('per_period: 200, excess: carried, until: plan_end, then: paid', 'period')
    const total = runs.reduce((sum, { payouts }) => sum + Number(payouts[0]!['payable']), 0)
    // 4,500 + 1,200 + 900 + 100 = 6,700 at 10 %
    expect(total).toBe(670)
  })
})

describe('somebody who leaves the plan', () => {
  const run = (then: string) =>
    calculate({
      plans: plan({
        components: [
          `id: c, window: period, ${FLAT}, cap: { per_period: 200, excess: carried, until: plan_end, then: ${then} }`,
        ],
      }),
      reps: csv('payee_id name end_date', 'ana Ana 2026-02-20'),
      deals: csv(DEALS, 'A ana 3000 2026-01-10', 'B ana 500 2026-02-10'),
      period: '2026-02',
    })
  test('has what is left paid in his last pay period, where the plan pays it at the end', async () => {
    // January 300 - 100; February 50 + all of the 100
    expect(paid(await run('paid'))).toEqual([
      ['commission', 'B', '50.00'],
      ['carried', '', '100.00'],
    ])
  })
  test('else only what finds room', async () => {
    expect((await run('lost')).payouts[0]!['payable']).toBe('150.00')
  })
})

describe('the cap of a plan that carries', () => {
  test('fills later room component by component, oldest first', async () => {
    const runs = await calculateAll(
      {
        plans: plan({
          keys: ['cap: { per_period: 200, excess: carried, until: plan_end, then: lost }'],
          components: [`id: a, window: period, ${FLAT}`, 'id: b, window: period, rate: { kind: flat, rate: 5% }'],
        }),
        reps: ANA,
        deals: csv(DEALS, 'A ana 1800 2026-01-10', 'B ana 600 2026-02-10'),
      },
      ['2026-01', '2026-02'],
    )
    // January: a 180, b 90, cut to 20. February: a 60, b 30, room for 110: the 70 of b
    expect(runs.map((run) => pick(run.lines, 'component_id', 'kind', 'amount'))).toEqual([
      [
        ['a', 'commission', '180.00'],
        ['b', 'commission', '90.00'],
        ['b', 'plan_cap', '-70.00'],
      ],
      [
        ['a', 'commission', '60.00'],
        ['b', 'commission', '30.00'],
        ['b', 'plan_carried', '70.00'],
      ],
    ])
  })
  test('cannot start from opening amounts', async () => {
    const run = await calculate({
      plans: plan({
        keys: ['cap: { per_period: 150, excess: carried, until: plan_end, then: paid }'],
        components: [`id: c, window: year, ${FLAT}`],
      }),
      reps: ANA,
      settings: 'first_period: 2026-02',
      opening: csv('payee_id kind name amount date', 'ana credit won 5000 2026-01-31', 'ana paid c 500 2026-01-31'),
      deals: csv(DEALS),
      period: '2026-02',
    })
    expect(run.codes).toEqual(['SPM5050'])
  })
})

test('a component’s cap and the plan’s may both carry: each fills its own room with what it has cut (F31, F32)', async () => {
  const runs = await calculateAll(
    {
      plans: plan({
        keys: ['cap: { per_period: 100, excess: carried, until: plan_end, then: lost }'],
        components: [
          `id: a, window: period, ${FLAT}, cap: { per_period: 150, excess: carried, until: plan_end, then: lost }`,
        ],
      }),
      reps: ANA,
      deals: csv(DEALS, 'A ana 2000 2026-01-10', 'B ana 300 2026-02-10'),
    },
    ['2026-01', '2026-02', '2026-03'],
  )
  expect(runs.map((run) => pick(run.lines, 'kind', 'amount'))).toEqual([
    // 200, cut to 150 by its own cap, to 100 by the plan's
    [
      ['commission', '200.00'],
      ['period_cap', '-50.00'],
      ['plan_cap', '-50.00'],
    ],
    // 30 and its own 50 are 80: room for 20 of the plan's 50
    [
      ['commission', '30.00'],
      ['carried', '50.00'],
      ['plan_carried', '20.00'],
    ],
    [['plan_carried', '30.00']],
  ])
})

describe('a cap for the deals of one value of a column (F31)', () => {
  const run = (deals: readonly string[], period = '2026-02') =>
    calculate({
      plans: plan({ components: [`id: c, window: quarter, ${FLAT}, cap: { per: account, most: 150, excess: lost }`] }),
      reps: ANA,
      deals: csv(`${DEALS} account`, ...deals),
      period,
    })
  test('cuts the last deals of an account, over the whole window', async () => {
    const deals = [
      'A ana 1000 2026-01-10 acme',
      'B ana 400 2026-02-10 acme',
      'C ana 300 2026-02-11 acme',
      'D ana 2000 2026-02-12 beta',
    ]
    const february = await run(deals)
    // acme: 100 in January, so 50 of 70 are left: C's 20 go; beta: 50 of 200 go
    expect(paid(february)).toEqual([
      ['commission', 'B', '40.00'],
      ['commission', 'C', '30.00'],
      ['commission', 'D', '200.00'],
      ['group_cap', '', '-70.00'],
    ])
    expect(pick(february.slices.slice(-2), 'deal_id', 'pay')).toEqual([
      ['C', '-20'],
      ['D', '-50'],
    ])
  })
  test('cuts nothing exactly on it', async () => {
    expect(paid(await run(['A ana 1000 2026-01-10 acme', 'B ana 500 2026-02-10 acme']))).toEqual([
      ['commission', 'B', '50.00'],
    ])
    expect(paid(await run(['A ana 1000 2026-01-10 acme', 'B ana 500.10 2026-02-10 acme']))).toEqual([
      ['commission', 'B', '50.01'],
      ['group_cap', '', '-0.01'],
    ])
  })
})

describe('a cap that differs by payee', () => {
  const run = (cap: string, reps: string) =>
    calculate({
      plans: plan({ components: [`id: c, window: period, ${FLAT}, cap: { ${cap}, excess: lost }`] }),
      reps,
      deals: csv(DEALS, 'A ana 5000 2026-01-10', 'B bo 5000 2026-01-10'),
      period: '2026-01',
    })
  test('comes from his row', async () => {
    const reps = csv('payee_id name base_salary', 'ana Ana 1200', 'bo Bo 6000')
    const result = await run('per_period: rep.base_salary / 12', reps)
    expect(pick(result.payouts, 'payee_id', 'caps', 'payable')).toEqual([
      ['ana', '-400.00', '100.00'],
      ['bo', '0.00', '500.00'],
    ])
  })
  test('that has no amount is an error', async () => {
    expect(
      (await run('per_period: rep.base_salary / 12', csv('payee_id name base_salary', 'ana Ana -', 'bo Bo 1'))).codes,
    ).toEqual(['SPM5802'])
    expect(
      (await run('per_period: rep.base_salary / 12', csv('payee_id name base_salary', 'ana Ana 0', 'bo Bo 1'))).codes,
    ).toEqual(['SPM5802'])
  })
})

describe('the floor of a plan', () => {
  test('tops up all components together, for everybody who is there', async () => {
    const run = await calculate({
      plans: plan({
        keys: ['floor: { per_period: 500 }'],
        components: [`id: a, window: period, ${FLAT}`, 'id: b, window: period, rate: { kind: flat, rate: 5% }'],
      }),
      reps: csv('payee_id name end_date', 'ana Ana -', 'bo Bo -', 'cy Cy 2025-12-31'),
      deals: csv(DEALS, 'A ana 1000 2026-01-10'),
      period: '2026-01',
    })
    expect(pick(run.lines, 'payee_id', 'component_id', 'kind', 'amount')).toEqual([
      ['ana', 'a', 'commission', '100.00'],
      ['ana', 'b', 'commission', '50.00'],
      ['ana', '', 'plan_floor', '350.00'],
      ['bo', '', 'plan_floor', '500.00'],
    ])
  })
})

describe('what is derived from the target incentive', () => {
  test('a rate of target incentive and weight', async () => {
    const run = await calculate({
      plans: plan({
        components: [
          'id: a, weight: 60%, window: period, rate: { kind: flat, rate: target / 600000 }',
          'id: b, weight: 40%, window: period, rate: { kind: flat, rate: (ote - base_of) / 1000000 }'.replace(
            'ote - base_of',
            'ote - rep.base_salary',
          ),
        ],
      }),
      reps: csv('payee_id name base_salary target_incentive', 'ana Ana 80000 60000'),
      deals: csv(DEALS, 'A ana 10000 2026-01-10'),
      period: '2026-01',
    })
    // a: 36,000 / 600,000 = 6 %; b: 60,000 / 1,000,000 = 6 %
    expect(run.codes).toEqual([])
    expect(pick(run.lines, 'component_id', 'amount')).toEqual([
      ['a', '600.00'],
      ['b', '600.00'],
    ])
  })
  test('for somebody without one is told of the person, not of each deal', async () => {
    const run = await calculate({
      plans: plan({ components: ['id: a, window: period, rate: { kind: flat, rate: target_incentive / 600000 }'] }),
      reps: csv('payee_id name target_incentive', 'ana Ana -'),
      deals: csv(DEALS, 'A ana 10000 2026-01-10', 'B ana 10000 2026-01-11'),
      period: '2026-01',
    })
    expect(run.codes).toEqual(['SPM5032'])
    expect(run.found[0]!.place).toMatchObject({ file: 'reps.csv', record: 2, cell: 'target_incentive' })
  })
})

describe('room for what is carried (F32)', () => {
  const payable = async (...amounts: readonly string[]) => {
    const runs = await calculateAll(
      {
        plans: plan({
          keys: ['negative: owed'],
          components: [
            `id: c, window: quarter, ${FLAT}, cap: { per_period: 200, excess: carried, until: window_end, then: lost }`,
          ],
        }),
        reps: ANA,
        deals: csv(DEALS, ...amounts.map((amount, index) => `D${index} ana ${amount} 2026-0${index + 1}-10`)),
      },
      ['2026-01', '2026-02', '2026-03'].slice(0, amounts.length),
    )
    return runs.map(({ payouts }) => payouts[0]!['total'])
  }
  test('is what a pay period’s own earnings leave, to the cent', async () => {
    // January 300 - 100. Own earnings of 99.99 leave room for all of it, of 100.01 for a cent less
    expect(await payable('3000', '999.90')).toEqual(['200.00', '199.99'])
    expect(await payable('3000', '1000.10')).toEqual(['200.00', '200.00'])
    // and that cent is paid in March
    expect(await payable('3000', '1000.10', '10')).toEqual(['200.00', '200.00', '1.01'])
  })
  test('is more where a credit memo takes something back', async () => {
    // -50 and all of the 100
    expect(await payable('3000', '-500')).toEqual(['200.00', '50.00'])
    // 700 - 200 = 500 wait; -50 leaves room for 250
    expect(await payable('7000', '-500')).toEqual(['200.00', '200.00'])
  })
})
