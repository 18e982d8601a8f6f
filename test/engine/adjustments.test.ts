import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick, type TestProject, type TestRun } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const TEN = 'id: c, window: period, rate: { kind: flat, rate: 10% }'
const HEADER = 'id payee_id period amount reason requested_by approved_by'
/** 10 % of 1,000: 100 earned in January. */
const DEAL = csv(DEALS, 'D1 ana 1000 2026-01-10')

/** The file: an id, its amount and what else; ana, January and the two who agreed unless said otherwise. */
const row = (id: string, amount: string, { payee = 'ana', period = '2026-01', more = '' } = {}): string =>
  `${id} ${payee} ${period} ${amount} error pat kim ${more}`

async function january(
  rows: readonly string[],
  { header = '', ...more }: Partial<TestProject> & { header?: string } = {},
): Promise<TestRun> {
  return calculate({
    plans: plan({ keys: ['negative: owed'], components: [TEN] }),
    reps: ANA,
    deals: DEAL,
    adjustments: csv(`${HEADER} ${header}`, ...rows),
    period: '2026-01',
    ...more,
  })
}

const money = ({ lines }: TestRun): string[][] => pick(lines, 'kind', 'amount')

describe('an adjustment', () => {
  test('is a line of its own that says why, in the payout a sum of its own', async () => {
    const run = await january([row('A1', '50.25', { more: '- -' }), row('A2', '-30', { more: 'D7 T-4' })], {
      header: 'deal_id reference',
    })
    expect(run.codes).toEqual([])
    expect(pick(run.lines, 'kind', 'component_id', 'deal_id', 'amount', 'currency', 'pay_amount', 'reason')).toEqual([
      ['commission', 'c', 'D1', '100.00', 'USD', '100.00', ''],
      ['adjustment', '', '', '50.25', 'USD', '50.25', 'error (A1)'],
      ['adjustment', '', 'D7', '-30.00', 'USD', '-30.00', 'error (A2, T-4)'],
    ])
    // 100 + 50.25 - 30
    expect(pick(run.payouts, 'commission', 'adjustment', 'total', 'payable')).toEqual([
      ['100.00', '20.25', '120.25', '120.25'],
    ])
  })
  test('pays somebody without a deal too, and what it takes back may leave him owing', async () => {
    const paid = await january([row('A1', '0.01')], { deals: csv(DEALS) })
    expect(pick(paid.payouts, 'commission', 'adjustment', 'payable', 'owed')).toEqual([
      ['0.00', '0.01', '0.01', '0.00'],
    ])
    // 100 - 100.01
    const owing = await january([row('A1', '-100.01')])
    expect(pick(owing.payouts, 'total', 'payable', 'owed')).toEqual([['-0.01', '0.00', '0.01']])
  })
  test('below zero needs a plan that says what becomes of a negative total, down to the cent', async () => {
    const silent = { plans: plan({ components: [TEN] }) }
    expect((await january([row('A1', '-100.00')], silent)).codes).toEqual([])
    expect((await january([row('A1', '-100.01')], silent)).codes).toEqual(['SPM5040'])
  })
  test('moves no credit, attainment or other line', async () => {
    const quotas = csv('payee_id period amount', 'ana 2026-01 2000')
    const [without, adjusted] = [await january([], { quotas }), await january([row('A1', '5')], { quotas })]
    for (const file of ['attainment.csv', 'credits.csv', 'slices.csv', 'exclusions.csv', 'exceptions.csv']) {
      expect(adjusted.files[file]).toBe(without.files[file])
    }
    expect(adjusted.lines.filter((line) => line['kind'] !== 'adjustment')).toEqual(without.lines)
  })
  test('twice alike is two lines, and the order of their rows changes no byte', async () => {
    const [b, bo] = [csv('payee_id name', 'bo Bo', 'ana Ana'), row('A0', '7', { payee: 'bo' })]
    const run = await january([row('A1', '5'), row('A2', '5'), bo], { reps: b })
    expect(pick(run.payouts, 'payee_id', 'adjustment')).toEqual([
      ['ana', '10.00'],
      ['bo', '7.00'],
    ])
    expect(new Set(run.lines.map((line) => line['line_id'])).size).toBe(run.lines.length)
    const turned = await january([bo, row('A2', '5'), row('A1', '5')], { reps: b })
    expect(turned.files).toEqual(run.files)
  })
})

describe('gates, caps and floors act on what was earned, never on an adjustment (F1)', () => {
  const earned = (component: string, ...keys: readonly string[]): Partial<TestProject> => ({
    plans: plan({ keys: ['negative: owed', ...keys], components: [`${TEN}${component}`] }),
  })
  test('a cap per period', async () => {
    // 100 cut to 80; 50 beside it
    const run = await january([row('A1', '50')], earned(', cap: { per_period: 80, excess: lost }'))
    expect(money(run)).toEqual([
      ['commission', '100.00'],
      ['period_cap', '-20.00'],
      ['adjustment', '50.00'],
    ])
    expect(pick(run.payouts, 'caps', 'adjustment', 'payable')).toEqual([['-20.00', '50.00', '130.00']])
  })
  test('a cap of the plan, also where the adjustment names a component', async () => {
    const run = await january([row('A1', '50', { more: 'c' })], {
      ...earned('', 'cap: { per_period: 100, excess: lost }'),
      header: 'component',
    })
    expect(pick(run.lines, 'kind', 'component_id', 'amount')).toEqual([
      ['commission', 'c', '100.00'],
      ['adjustment', 'c', '50.00'],
    ])
  })
  test('a floor is not lifted by what is taken back, nor spared by what is added', async () => {
    // 100 topped up to 120 whatever the adjustment
    const floor = earned(', floor: { per_period: 120 }')
    expect(pick((await january([row('A1', '-30')], floor)).payouts, 'floors', 'payable')).toEqual([['20.00', '90.00']])
    expect(pick((await january([row('A1', '30')], floor)).payouts, 'floors', 'payable')).toEqual([['20.00', '150.00']])
  })
  test('a closed gate', async () => {
    const gate = ', gate: { measure: won, window: period, at_least: 100%, else: lost, reclose: keep }'
    const run = await january([row('A1', '50')], {
      ...earned(gate),
      quotas: csv('payee_id period amount', 'ana 2026-01 1000.01'),
    })
    // 1,000 of 1,000.01 does not open it
    expect(money(run)).toEqual([
      ['commission', '100.00'],
      ['gate', '-100.00'],
      ['adjustment', '50.00'],
    ])
    expect(run.payouts[0]!['payable']).toBe('50.00')
  })
})

describe('the period of an adjustment', () => {
  const rows = [row('A1', '1'), row('A2', '2', { period: '2026-02' }), row('A3', '4', { period: '2026-02' })]
  test('is that of the run that pays it; the others are counted by period', async () => {
    const project = {
      plans: plan({ components: [TEN] }),
      reps: ANA,
      deals: csv(DEALS),
      adjustments: csv(HEADER, ...rows),
    }
    const runs = await calculateAll(project, ['2026-01', '2026-02', '2026-03'])
    expect(runs.map((run) => run.codes)).toEqual([[], [], []])
    expect(runs.map((run) => run.payouts[0]!['adjustment'])).toEqual(['1.00', '6.00', '0.00'])
    expect(runs.map(({ result }) => result?.adjustments)).toEqual([
      { read: 3, paid: 1, rejected: 0, otherPeriods: new Map([['2026-02', 2]]) },
      { read: 3, paid: 2, rejected: 0, otherPeriods: new Map([['2026-01', 1]]) },
      {
        read: 3,
        paid: 0,
        rejected: 0,
        otherPeriods: new Map([
          ['2026-01', 1],
          ['2026-02', 2],
        ]),
      },
    ])
  })
  test('may be a month in which a quarterly plan only accrues: it is paid then, and once', async () => {
    const quarterly = plan({ id: 'q', pays: 'quarter', assign: 'rep.title == "CS"', components: [TEN] })
    const monthly = plan({ id: 'm', assign: 'rep.title == "AE"', components: [TEN] })
    const project = {
      plans: [quarterly, monthly],
      reps: csv('payee_id name title', 'ana Ana CS'),
      deals: DEAL,
      adjustments: csv(HEADER, row('A1', '5')),
    }
    const runs = await calculateAll(project, ['2026-01', '2026-02', '2026-03'])
    expect(runs.map((run) => pick(run.payouts, 'adjustment', 'payable', 'accrued')[0])).toEqual([
      ['5.00', '5.00', '100.00'],
      ['0.00', '0.00', '100.00'],
      ['0.00', '100.00', '0.00'],
    ])
    expect(pick(runs[0]!.lines, 'kind', 'status', 'source_period')).toEqual([
      ['commission', 'accrued', '2026-Q1'],
      ['adjustment', 'payable', '2026-01'],
    ])
  })
  test('before the first period is paid by no run, and said so', async () => {
    const adjustments = csv(HEADER, row('A1', '5'), row('A2', '5', { period: '2026-02' }))
    const run = await january([], { adjustments, settings: 'first_period: 2026-02', period: '2026-02' })
    expect(run.codes).toEqual(['SPM5941'])
    expect(run.payouts[0]!['adjustment']).toBe('5.00')
  })
})

describe('an adjustment is money of the payee’s', () => {
  const EUR = csv('payee_id name currency', 'ana Ana EUR')
  const FX = { fx: csv('date from to rate', '2026-01-31 USD EUR 0.333'), settings: 'fx: { payout: period_end }' }
  test('in pay currency, said or not: no rate moves it', async () => {
    const run = await january([row('A1', '0.01', { more: 'EUR' }), row('A2', '50', { more: '-' })], {
      ...FX,
      reps: EUR,
      header: 'currency',
    })
    expect(run.codes).toEqual([])
    // 100 USD x 0.333 = 33.30 EUR
    expect(pick(run.lines, 'kind', 'amount', 'currency', 'pay_amount', 'pay_currency', 'fx_rate')).toEqual([
      ['commission', '100.00', 'USD', '33.30', 'EUR', '0.333'],
      ['adjustment', '0.01', 'EUR', '0.01', 'EUR', ''],
      ['adjustment', '50.00', 'EUR', '50.00', 'EUR', ''],
    ])
    expect(pick(run.payouts, 'currency', 'adjustment', 'payable')).toEqual([['EUR', '50.01', '83.31']])
    expect(run.result!.totals.plans.map(({ paid, currency }) => `${paid.toFixed(2)} ${currency}`)).toEqual([
      '83.31 EUR',
    ])
  })
  test('to the cent, also under a plan in yen', async () => {
    const run = await january([row('A1', '0.99')], {
      plans: plan({ currency: 'JPY', components: [TEN] }),
      reps: csv('payee_id name currency', 'ana Ana USD'),
      fx: csv('date from to rate', '2026-01-31 JPY USD 0.01'),
      settings: 'fx: { payout: period_end }',
    })
    // 100 JPY x 0.01 = 1.00 USD
    expect(pick(run.lines, 'amount', 'currency', 'pay_amount')).toEqual([
      ['100', 'JPY', '1.00'],
      ['0.99', 'USD', '0.99'],
    ])
  })
  test.each(['USD', 'GBP'])('not in %s, plan currency or other', async (currency) => {
    const run = await january([row('A1', '50', { more: currency })], { ...FX, reps: EUR, header: 'currency' })
    expect(run.codes).toEqual(['SPM5945'])
    expect(run.found[0]!.message).toBe(`adjustment "A1": it is in ${currency}, "ana" is paid in EUR`)
  })
  test.each([
    ['USD', '10.01', '10.001', '2 decimals'],
    ['JPY', '10', '10.5', 'no decimals'],
    ['KWD', '0.001', '0.0001', '3 decimals'],
  ])('in %s: %s can be paid, %s cannot', async (currency, can, cannot, decimals) => {
    const plans = plan({ currency, components: [TEN] })
    expect((await january([row('A1', can)], { plans })).codes).toEqual([])
    const run = await january([row('A1', cannot)], { plans })
    expect(run.codes).toEqual(['SPM5946'])
    expect(run.found[0]!.message).toContain(`which has ${decimals}`)
  })
})

describe('an adjustment belongs to a plan of the payee’s', () => {
  const WORKS = 'payee_id name plan effective_from effective_to end_date'
  const plans = [
    plan({ id: 'ae', assign: '', components: [TEN, TEN.replace('id: c', 'id: old')] }),
    plan({ id: 'am', assign: '', components: [TEN] }),
  ]
  const moved = csv(WORKS, 'ana Ana ae - 2026-01-20 -', 'ana Ana am 2026-01-21 - -')
  const planOf = async (more: string, reps = moved, others: Partial<TestProject> = {}): Promise<string[]> => {
    const run = await january([row('A1', '5', { more })], { plans, reps, header: 'plan component', ...others })
    const paid = run.lines.filter((line) => line['kind'] === 'adjustment')
    return run.ok
      ? paid.map((line) => line['plan_id']!)
      : run.found.flatMap(({ severity, code, message }) => (severity === 'error' ? `${code} ${message}` : []))
  }
  test('to the one he is on at the period’s end, unless it names the other or what only that one has', async () => {
    expect(await planOf('- -')).toEqual(['am'])
    expect(await planOf('- c')).toEqual(['am'])
    expect(await planOf('ae -')).toEqual(['ae'])
    expect(await planOf('- old')).toEqual(['ae'])
  })
  test('not to one he is only on later', async () => {
    const later = csv(WORKS, 'ana Ana ae - 2026-01-31 -', 'ana Ana am 2026-02-01 - -')
    expect(await planOf('- -', later)).toEqual(['ae'])
    expect(await planOf('am -', later)).toEqual([
      'SPM5942 adjustment "A1": "ana" is not on plan am in 2026-01 or before, but on ae',
    ])
    expect(await planOf('- -', csv(WORKS, 'ana Ana am 2026-02-01 - -'))).toEqual([
      'SPM5942 adjustment "A1": "ana" is on no plan in 2026-01 or before',
    ])
  })
  test('to one that is there and has the component', async () => {
    expect(await planOf('aee -')).toEqual([
      'SPM5947 adjustment "A1" is of plan "aee", which no plan file defines. Did you mean "ae"?',
    ])
    expect(await planOf('am old')).toEqual(
      ['SPM5943 adjustment "A1": "ana" is on am, without "old"'].map((m) => `${m}.`),
    )
    expect(await planOf('- olf')).toEqual([
      'SPM5943 adjustment "A1": "ana" is on ae and am, without "olf". Did you mean "old"?',
    ])
  })
  test('to his own before additional ones; between two of these it must say which', async () => {
    const onTop = (id: string): string =>
      plan({ id, keys: ['additional: true'], components: [TEN.replace('id: c', 'id: s')] })
    const three = { plans: [...plans, onTop('x'), onTop('y')] }
    const reps = csv(WORKS, 'ana Ana ae - - -')
    expect(await planOf('- -', reps, three)).toEqual(['ae'])
    expect(await planOf('y -', reps, three)).toEqual(['y'])
    expect(await planOf('y s', reps, three)).toEqual(['y'])
    expect(await planOf('- s', reps, three)).toEqual([
      'SPM5944 adjustment "A1": "ana" is on x and y on 2026-01-31, and each has "s"',
    ])
    const noOwn = csv(WORKS, 'ana Ana - - - -')
    expect(await planOf('- -', noOwn, three)).toEqual(['SPM5944 adjustment "A1": "ana" is on x and y on 2026-01-31'])
  })
  test('also after he left, as what a person should look at', async () => {
    const left = csv(WORKS, 'ana Ana ae - - 2026-01-20')
    const february = { plans: plans[0]!, reps: left, deals: csv(DEALS), period: '2026-02' }
    const run = await january([row('A1', '5', { period: '2026-02' })], february)
    expect(run.codes).toEqual([])
    expect(pick(run.payouts, 'payee_id', 'name', 'plans', 'payable')).toEqual([['ana', 'Ana', 'ae', '5.00']])
    expect(pick(run.exceptions, 'kind', 'payee_id', 'message')).toEqual([
      [
        'adjusted_after_leaving',
        'ana',
        'adjustment "A1" pays "ana" under plan ae, whose last day on it was 2026-01-20',
      ],
    ])
    // In January he was still there for some days.
    expect((await january([row('A1', '5')], { ...february, period: '2026-01' })).exceptions).toEqual([])
    expect((await january([row('A1', '5')], february)).payouts).toEqual([])
  })
  test('also after the plan itself has ended', async () => {
    const ended = plan({ id: 'ae', to: '2025-12-31', from: '2025-01-01', assign: '', components: [TEN] })
    const run = await january([row('A1', '5')], {
      plans: [ended, plans[1]!],
      reps: csv(WORKS, 'ana Ana ae - 2025-12-31 -'),
      deals: csv(DEALS),
    })
    expect(pick(run.lines, 'plan_id', 'amount', 'status')).toEqual([['ae', '5.00', 'payable']])
  })
})
