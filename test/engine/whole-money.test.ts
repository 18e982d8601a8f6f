import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, monthsOf, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

describe('a cap by expression is rounded half up to the minor unit, so that it is paid to the cent (F11, F31)', () => {
  const paid = async (currency: string, cap: string, salary: string): Promise<string[][]> => {
    const run = await calculate({
      plans: plan({
        currency,
        components: [`id: c, window: period, rate: { kind: flat, rate: 10% }, cap: { ${cap}, excess: lost }`],
      }),
      reps: csv('payee_id name base_salary', `ana Ana ${salary}`),
      deals: csv(DEALS, 'A ana 900000 2026-01-10'),
      period: '2026-01',
    })
    expect(run.codes).toEqual([])
    return pick(run.lines, 'kind', 'amount')
  }
  test.each([
    // 12,000.05 / 12 = 1,000.00416…; 12,000.06 / 12 = 1,000.005
    ['USD', '12000.05', ['90000.00', '-89000.00']],
    ['USD', '12000.06', ['90000.00', '-88999.99']],
    // 12,005 / 12 = 1,000.416…; 12,006 / 12 = 1,000.5
    ['JPY', '12005', ['90000', '-89000']],
    ['JPY', '12006', ['90000', '-88999']],
    // 12,000.005 / 12 = 1,000.000416…; 12,000.006 / 12 = 1,000.0005
    ['KWD', '12000.005', ['90000.000', '-89000.000']],
    ['KWD', '12000.006', ['90000.000', '-88999.999']],
  ])('per pay period in %s, of a salary of %s', async (currency, salary, [earned, cut]) => {
    expect(await paid(currency, 'per_period: rep.base_salary / 12', salary)).toEqual([
      ['commission', earned],
      ['period_cap', cut],
    ])
  })
  test('per deal', async () => {
    expect(await paid('JPY', 'per_deal: rep.base_salary / 12', '12006')).toEqual([
      ['commission', '90000'],
      ['deal_cap', '-88999'],
    ])
  })
  test('one that is rounded to nothing has no amount', async () => {
    const run = async (salary: string) =>
      calculate({
        plans: plan({
          components: [
            'id: c, window: period, rate: { kind: flat, rate: 10% }, cap: { per_period: rep.base_salary / 12, excess: lost }',
          ],
        }),
        reps: csv('payee_id name base_salary', `ana Ana ${salary}`),
        deals: csv(DEALS, 'A ana 1000 2026-01-10'),
        period: '2026-01',
      })
    // 0.05 / 12 is less than half a cent; 0.06 / 12 is half a cent, and rounds to one
    expect((await run('0.05')).codes).toEqual(['SPM5802'])
    expect(pick((await run('0.06')).payouts, 'payable')).toEqual([['0.01']])
  })
})

describe('a quota with more decimals than its currency is rounded half up before it is spread (F21)', () => {
  const monthly = async (currency: string, amount: string): Promise<readonly string[]> => {
    const project = {
      plans: plan({
        currency,
        components: [
          'id: c, window: period, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }] }',
        ],
      }),
      reps: ANA,
      quotas: csv('payee_id period amount', `ana 2026-Q1 ${amount}`),
      deals: csv(DEALS),
    }
    const runs = await calculateAll(project, monthsOf('2026').slice(0, 3))
    for (const run of runs) expect(run.codes).toEqual([])
    return runs.map((run) => run.attainment[0]!['quota']!)
  }
  test.each([
    // 100.004 -> 100.00 = 33.34 + 33.33 + 33.33; 100.005 -> 100.01 = 33.34 + 33.34 + 33.33
    ['USD', '100.004', ['33.34', '33.33', '33.33']],
    ['USD', '100.005', ['33.34', '33.34', '33.33']],
    // 100.4 -> 100 = 34 + 33 + 33; 100.5 -> 101 = 34 + 34 + 33
    ['JPY', '100.4', ['34', '33', '33']],
    ['JPY', '100.5', ['34', '34', '33']],
    // 100.0004 -> 100.000 = 33.334 + 33.333 + 33.333
    ['KWD', '100.0004', ['33.334', '33.333', '33.333']],
  ])('in %s: %s', async (currency, amount, months) => {
    expect(await monthly(currency, amount)).toEqual(months)
  })
})
