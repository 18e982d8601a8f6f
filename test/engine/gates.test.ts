import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04']
const QUOTAS = csv('payee_id period measure amount', 'ana 2026-Q1 new 3000', 'ana 2026-Q2 new 3000')
const MEASURES = {
  won: 'amount: deal.amount, date: deal.close_date, credit: direct',
  new: 'where: deal.type == "New", amount: deal.amount, date: deal.close_date, credit: direct',
}
const GATED = (gate: string, more = ''): string =>
  plan({
    keys: ['negative: owed'],
    measures: MEASURES,
    components: [`measure: won, id: c, window: period, rate: { kind: flat, rate: 10% }, gate: { ${gate} }${more}`],
  })
const AT_80 = 'measure: new, at_least: 80%, window: quarter, against: full_quota'
const NEW = `${DEALS} type`
const lines = (rows: readonly Record<string, string>[]): string[][] => pick(rows, 'kind', 'amount')
const months = async (gate: string, deals: readonly string[], more = ''): Promise<string[][][]> => {
  const project = { plans: GATED(gate, more), reps: ANA, quotas: QUOTAS, deals: csv(NEW, ...deals) }
  const runs = await calculateAll(project, MONTHS)
  for (const run of runs) expect(run.codes).toEqual([])
  return runs.map((run) => lines(run.lines))
}

describe('a gate that loses what it stops (F20)', () => {
  test('pays a pay period in full or not at all', async () => {
    const deals = ['A ana 2399.99 2026-01-10 New', 'B ana 0.01 2026-02-10 New', 'C ana 100 2026-03-10 Old']
    // 80 % of 3,000 are 2,400: January is a cent short, and stays lost
    expect(await months(`${AT_80}, else: lost, reclose: keep`, deals)).toEqual([
      [
        ['commission', '240.00'],
        ['gate', '-240.00'],
      ],
      [['commission', '0.00']],
      [['commission', '10.00']],
      [],
    ])
  })
  test('opens only above its place where it says above', async () => {
    const run = await calculate({
      plans: GATED('measure: new, above: 80%, window: quarter, against: full_quota, else: lost, reclose: keep'),
      reps: ANA,
      quotas: QUOTAS,
      deals: csv(NEW, 'A ana 2400 2026-01-10 New'),
      period: '2026-01',
    })
    expect(lines(run.lines)).toEqual([
      ['commission', '240.00'],
      ['gate', '-240.00'],
    ])
    expect(run.lines[1]!['reason']).toBe('gate: new at 80.00 %, above 80.00 % opens it')
  })
})

describe('a gate that holds', () => {
  const HOLD = `${AT_80}, else: hold, reclose: keep`
  test('pays what waited when it opens', async () => {
    const deals = ['A ana 1000 2026-01-10 New', 'B ana 500 2026-02-10 Old', 'C ana 1400 2026-03-10 New']
    expect(await months(HOLD, deals)).toEqual([
      [
        ['commission', '100.00'],
        ['gate', '-100.00'],
      ],
      [
        ['commission', '50.00'],
        ['gate', '-50.00'],
      ],
      [
        ['commission', '140.00'],
        ['gate_release', '150.00'],
      ],
      [],
    ])
  })
  test('keeps by deal what waited', async () => {
    const run = await calculate({
      plans: GATED(HOLD),
      reps: ANA,
      quotas: QUOTAS,
      deals: csv(NEW, 'A ana 1000 2026-01-10 New', 'B ana 500 2026-02-10 Old', 'C ana 1400 2026-03-10 New'),
      period: '2026-03',
    })
    const release = run.lines.find((line) => line['kind'] === 'gate_release')!
    const parts = run.slices.filter((slice) => slice['line_id'] === release['line_id'])
    expect(pick(parts, 'deal_id', 'pay')).toEqual([
      ['A', '100'],
      ['B', '50'],
    ])
  })
  test('has lost it at the end of its window', async () => {
    expect((await months(HOLD, ['A ana 1000 2026-01-10 New', 'B ana 2400 2026-04-10 New']))[3]).toEqual([
      ['commission', '240.00'],
    ])
  })
  const CLOSES = ['A ana 2400 2026-01-10 New', 'B ana -1000 2026-02-10 New', 'C ana 1000 2026-03-10 New']
  test('that closes again keeps what was paid', async () => {
    expect(await months(HOLD, CLOSES)).toEqual([
      [['commission', '240.00']],
      [
        ['commission', '-100.00'],
        ['gate', '100.00'],
      ],
      [
        ['commission', '100.00'],
        ['gate_release', '-100.00'],
      ],
      [],
    ])
  })
  test('or takes it back, to wait with the rest', async () => {
    expect(await months(HOLD.replace('keep', 'take_back'), CLOSES)).toEqual([
      [['commission', '240.00']],
      [
        ['commission', '-100.00'],
        ['gate', '100.00'],
        ['gate_reversal', '-240.00'],
      ],
      [
        ['commission', '100.00'],
        ['gate_release', '140.00'],
      ],
      [],
    ])
  })
  test('holds what the caps have left, and a floor pays all the same', async () => {
    const deals = ['A ana 1000 2026-01-10 New', 'B ana 1400 2026-02-10 New']
    expect(await months(HOLD, deals, ', cap: { per_period: 90, excess: lost }')).toEqual([
      [
        ['commission', '100.00'],
        ['period_cap', '-10.00'],
        ['gate', '-90.00'],
      ],
      [
        ['commission', '140.00'],
        ['period_cap', '-50.00'],
        ['gate_release', '90.00'],
      ],
      [],
      [],
    ])
    expect((await months(HOLD, deals, ', floor: { per_period: 25 }')).slice(0, 2)).toEqual([
      [
        ['commission', '100.00'],
        ['gate', '-100.00'],
        ['floor', '25.00'],
      ],
      [
        ['commission', '140.00'],
        ['gate_release', '100.00'],
      ],
    ])
  })
})

describe('a gate on a condition', () => {
  const tenure = "when: 'months_between(rep.hire_date, period.end) >= 3', window: period, else: lost, reclose: keep"
  test('knows tenure at the end of the pay period', async () => {
    const run = await calculate({
      plans: GATED(tenure),
      reps: csv('payee_id name hire_date', 'ana Ana 2025-12-31', 'bo Bo 2026-01-01'),
      deals: csv(NEW, 'A ana 1000 2026-03-10 New', 'B bo 1000 2026-03-10 New'),
      period: '2026-03',
    })
    // 31 December to 31 March are three months, 1 January to 31 March two and some days
    expect(pick(run.payouts, 'payee_id', 'payable')).toEqual([
      ['ana', '100.00'],
      ['bo', '0.00'],
    ])
  })
  test('without an answer is an error', async () => {
    const run = await calculate({
      plans: GATED(tenure),
      reps: csv('payee_id name hire_date', 'ana Ana -'),
      deals: csv(NEW, 'A ana 1000 2026-03-10 New'),
      period: '2026-03',
    })
    expect(run.codes).toEqual(['SPM5905'])
  })
  test('looks at the attainment of another component', async () => {
    const run = await calculate({
      plans: plan({
        components: [
          'id: base, window: quarter, against: quota_to_date, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 5% }] }',
          'id: extra, window: period, rate: { kind: flat, rate: 1% }, gate: { when: \'attainment_of("base") >= 1\', window: quarter, else: hold, reclose: keep }',
        ],
      }),
      reps: ANA,
      quotas: csv('payee_id period amount', 'ana 2026-Q1 3000'),
      deals: csv(DEALS, 'A ana 999.99 2026-01-10', 'B ana 1000.01 2026-02-10'),
      period: '2026-02',
    })
    // February: 2,000 of 2,000 to date; January's 10.00 waited
    expect(pick(run.lines, 'component_id', 'kind', 'amount')).toEqual([
      ['base', 'commission', '50.00'],
      ['extra', 'commission', '10.00'],
      ['extra', 'gate_release', '10.00'],
    ])
  })
})

test('a missing quota of the gate is an error', async () => {
  const run = await calculate({
    plans: GATED(`${AT_80}, else: hold, reclose: keep`),
    reps: ANA,
    deals: csv(NEW, 'A ana 1000 2026-03-10 New'),
    period: '2026-03',
  })
  expect(run.codes).toEqual(['SPM5015'])
})

test('what still waited when the gate’s window ends is an exception, told once', async () => {
  const project = {
    plans: GATED(`${AT_80}, else: hold, reclose: keep`),
    reps: ANA,
    quotas: QUOTAS,
    deals: csv(NEW, 'A ana 1000 2026-01-10 New', 'B ana 500 2026-03-10 Old'),
  }
  const runs = await calculateAll(project, MONTHS.slice(0, 3))
  expect(runs.map((run) => pick(run.exceptions, 'kind', 'payee_id', 'message'))).toEqual([
    [],
    [],
    [
      [
        'gate_lost',
        'ana',
        'p/c: 150.00 USD that waited are lost with 2026-Q1; gate: new at 33.33 %, at least 80.00 % opens it',
      ],
    ],
  ])
})

test('an override can wait for the attainment of its own credits', async () => {
  const run = await calculate({
    plans: plan({
      components: [
        'kind: override, id: team, of: credits, mode: full, levels: 1, window: period, rate: { kind: flat, rate: 2% }, gate: { measure: team, at_least: 100%, window: period, else: lost, reclose: keep }',
      ],
    }),
    reps: csv('payee_id name manager_id', 'ana Ana mia', 'mia Mia -'),
    quotas: csv('payee_id period measure amount', 'mia 2026-03 team 1000', 'ana 2026-03 team 1'),
    deals: csv(DEALS, 'A ana 999.99 2026-03-10'),
    period: '2026-03',
  })
  expect(run.codes).toEqual([])
  expect(pick(run.lines, 'payee_id', 'kind', 'amount')).toEqual([
    ['mia', 'override', '20.00'],
    ['mia', 'gate', '-20.00'],
  ])
})

test('what waits when somebody leaves the plan is told with his last pay period', async () => {
  const run = await calculate({
    plans: GATED(`${AT_80}, else: hold, reclose: keep`),
    reps: csv('payee_id name end_date', 'ana Ana 2026-02-20'),
    quotas: QUOTAS,
    deals: csv(NEW, 'A ana 1000 2026-01-10 New'),
    period: '2026-02',
  })
  expect(run.codes).toEqual(['SPM5011'])
  const known = await calculate({
    plans: GATED(`${AT_80}, else: hold, reclose: keep`).replace('negative: owed', 'negative: owed\nproration: none'),
    reps: csv('payee_id name end_date', 'ana Ana 2026-02-20'),
    quotas: QUOTAS,
    deals: csv(NEW, 'A ana 1000 2026-01-10 New'),
    period: '2026-02',
  })
  expect(pick(known.exceptions, 'kind', 'message')).toEqual([
    [
      'gate_lost',
      'p/c: 100.00 USD that waited are lost with his last day on the plan; gate: new at 33.33 %, at least 80.00 % opens it',
    ],
  ])
})

test('in a quarter that is not over yet nothing is lost, although it is the last one of the plan', async () => {
  const project = {
    plans: [
      plan({
        id: 'm',
        assign: 'rep.payee_id == "bo"',
        components: ['id: c, window: period, rate: { kind: flat, rate: 10% }'],
      }),
      GATED('measure: new, at_least: 80%, window: year, against: full_quota, else: hold, reclose: keep')
        .replace('pays: month', 'pays: quarter')
        .replace('assign: "true"', 'assign: rep.payee_id == "ana"')
        .replace('to: 2026-12-31', 'to: 2026-03-31')
        .replace('negative: owed', 'negative: owed\nproration: none'),
    ],
    reps: csv('payee_id name', 'ana Ana', 'bo Bo'),
    quotas: csv('payee_id period amount', 'ana 2026 12000'),
    deals: csv(NEW, 'A ana 1000 2026-01-10 New'),
  }
  const runs = await calculateAll(project, MONTHS.slice(0, 3))
  expect(runs.flatMap((run) => run.codes)).toEqual([])
  expect(runs.map((run) => pick(run.exceptions, 'kind', 'payee_id'))).toEqual([[], [], [['gate_lost', 'ana']]])
})

test('two people who lose the same money for the same reason are both told', async () => {
  const run = await calculate({
    plans: GATED(`${AT_80}, else: hold, reclose: keep`),
    reps: csv('payee_id name', 'ana Ana', 'ben Ben'),
    quotas: csv('payee_id period measure amount', 'ana 2026-Q1 new 3000', 'ben 2026-Q1 new 3000'),
    deals: csv(NEW, 'A ana 1000 2026-03-10 New', 'B ben 1000 2026-03-10 New'),
    period: '2026-03',
  })
  expect(pick(run.exceptions, 'kind', 'payee_id')).toEqual([
    ['gate_lost', 'ana'],
    ['gate_lost', 'ben'],
  ])
})

test('what a gate that closed again has taken back is lost with what waited', async () => {
  const runs = await calculateAll(
    {
      plans: GATED(`${AT_80}, else: hold, reclose: take_back`),
      reps: ANA,
      quotas: QUOTAS,
      deals: csv(NEW, 'A ana 1500 2026-01-10 New', 'B ana 1000 2026-02-10 New', 'C ana -600 2026-03-10 New'),
    },
    MONTHS.slice(0, 3),
  )
  // 150 + 100 were paid at 83.33 % of 3,000; 60 less at 63.33 %, so that 190 are lost
  expect(runs.map((run) => run.payouts[0]!['payable'])).toEqual(['0.00', '250.00', '0.00'])
  expect(pick(runs[2]!.exceptions, 'kind', 'message')).toEqual([
    ['gate_lost', 'p/c: 190.00 USD that waited are lost with 2026-Q1; gate: new at 63.33 %, at least 80.00 % opens it'],
  ])
})
