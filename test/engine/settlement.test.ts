import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

describe('rounding', () => {
  const round = async (mode: string, at: string, ...amounts: readonly string[]) => {
    const run = await calculate({
      plans: plan({
        keys: [`rounding: { mode: ${mode}, at: ${at} }`, 'negative: owed'],
        components: ['id: c, window: deal, rate: { kind: flat, rate: 10% }'],
      }),
      reps: ANA,
      deals: csv(DEALS, ...amounts.map((amount, index) => `D${index} ana ${amount} 2026-01-10`)),
      period: '2026-01',
    })
    expect(run.codes).toEqual([])
    return [...run.lines.map((line) => line['amount']), run.payouts[0]!['total']]
  }
  test.each([
    // 10 % of 0.05, 0.15, -0.05, 0.14: 0.005, 0.015, -0.005, 0.014
    ['half_up', ['0.01', '0.02', '-0.01', '0.01', '0.03']],
    ['half_even', ['0.00', '0.02', '0.00', '0.01', '0.03']],
    ['half_down', ['0.00', '0.01', '0.00', '0.01', '0.02']],
    ['down', ['0.00', '0.01', '0.00', '0.01', '0.02']],
    ['up', ['0.01', '0.02', '-0.01', '0.02', '0.04']],
    ['ceiling', ['0.01', '0.02', '0.00', '0.02', '0.05']],
    ['floor', ['0.00', '0.01', '-0.01', '0.01', '0.01']],
  ])('%s rounds each line once', async (mode, expected) => {
    expect(await round(mode, 'line', '0.05', '0.15', '-0.05', '0.14')).toEqual(expected)
  })
  test('at total: the lines sum to the rounded total', async () => {
    // 0.004 x 3 = 0.012 -> 0.01: the first of equal remainders; by line it would be 0.00
    expect(await round('half_up', 'total', '0.04', '0.04', '0.04')).toEqual(['0.01', '0.00', '0.00', '0.01'])
    expect(await round('half_up', 'total', '-0.04', '-0.04', '-0.04')).toEqual(['-0.01', '0.00', '0.00', '-0.01'])
  })
  test('yen have none, dinars of Kuwait three decimals', async () => {
    const pay = async (currency: string) =>
      (
        await calculate({
          plans: plan({ currency, components: ['id: c, window: deal, rate: { kind: flat, rate: 10% }'] }),
          reps: ANA,
          deals: csv(DEALS, 'A ana 1234.565 2026-01-10'),
          period: '2026-01',
        })
      ).payouts[0]!['payable']
    expect([await pay('JPY'), await pay('USD'), await pay('KWD')]).toEqual(['123', '123.46', '123.457'])
  })
})

test('a quarterly plan among monthly ones is accrued until the quarter’s last month, then paid', async () => {
  const components = ['id: c, window: period, rate: { kind: flat, rate: 10% }']
  const runs = await calculateAll(
    {
      plans: [
        plan({ id: 'm', assign: 'rep.title == "AE"', components }),
        plan({ id: 'q', pays: 'quarter', assign: 'rep.title == "CS"', components }),
      ],
      reps: csv('payee_id name title', 'ana Ana AE', 'bo Bo CS'),
      deals: csv(DEALS, 'A ana 100 2026-01-10', 'B bo 100 2026-01-10', 'C bo 200 2026-02-10', 'D bo 300 2026-03-10'),
    },
    ['2026-01', '2026-02', '2026-03', '2026-04'],
  )
  const bo = runs.map((run) => pick(run.payouts, 'payee_id', 'payable', 'accrued').find(([id]) => id === 'bo'))
  expect(bo).toEqual([
    ['bo', '0.00', '10.00'],
    ['bo', '0.00', '30.00'],
    ['bo', '60.00', '0.00'],
    ['bo', '0.00', '0.00'],
  ])
  expect(runs.map((run) => run.payouts.find((row) => row['payee_id'] === 'ana')!['payable'])).toEqual([
    '10.00',
    '0.00',
    '0.00',
    '0.00',
  ])
})

test('runs go by the shortest pay period: a quarter is refused where a plan pays by month', async () => {
  const run = await calculate({
    plans: plan({ components: ['id: c, window: deal, rate: { kind: flat, rate: 10% }'] }),
    reps: ANA,
    deals: csv(DEALS),
    period: '2026-Q1',
  })
  expect(run.codes).toEqual(['SPM1011'])
})

test('lines keep their ids when deals are added', async () => {
  const ids = async (...deals: readonly string[]) => {
    const run = await calculate({
      plans: plan({ components: ['id: c, window: period, rate: { kind: flat, rate: 10% }'] }),
      reps: ANA,
      deals: csv(DEALS, ...deals),
      period: '2026-01',
    })
    return new Map(run.lines.map((line) => [line['deal_id'], line['line_id']]))
  }
  const [before, after] = [await ids('B ana 1 2026-01-10'), await ids('A ana 5 2026-01-02', 'B ana 2 2026-01-10')]
  expect(after.get('B')).toBe(before.get('B'))
  expect(new Set(after.values()).size).toBe(2)
})
