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

describe('what is divided among people is whole minor units of the currency, the first ids have what is left over (F11)', () => {
  const THREE = csv('payee_id name', 'ana Ana', 'bo Bo', 'cy Cy')
  const shares = async (currency: string, component: string): Promise<string[]> => {
    const run = await calculate({
      plans: plan({ currency, components: [`id: t, window: period, ${component}`] }),
      reps: THREE,
      deals: csv(DEALS, 'A ana 500 2026-01-10', 'B bo 500 2026-01-11', 'C cy 400 2026-01-12'),
      period: '2026-01',
    })
    expect(run.codes).toEqual([])
    return run.lines.map((line) => line['amount']!)
  }
  test('a pool of 1,000 for three (F43)', async () => {
    const pool = 'kind: pool, amount: 1000, share_by: 1'
    expect(await shares('USD', pool)).toEqual(['333.34', '333.33', '333.33'])
    expect(await shares('JPY', pool)).toEqual(['334', '333', '333'])
    expect(await shares('KWD', pool)).toEqual(['333.334', '333.333', '333.333'])
  })
  test('the prizes of two places for two (F42)', async () => {
    const rank = 'kind: rank, by: amount, prizes: [1000, 501, 100]'
    // 1,501 / 2 = 750.5
    expect(await shares('USD', rank)).toEqual(['750.50', '750.50', '100.00'])
    expect(await shares('JPY', rank)).toEqual(['751', '750', '100'])
  })
  test('a target of 1,000 over three months, each rounded once (F21, F41)', async () => {
    const run = async (currency: string, hired: string) =>
      pick(
        (
          await calculate({
            plans: plan({
              currency,
              keys: ['proration: days'],
              components: ['kind: mbo, id: m, window: quarter, target: 1000'],
            }),
            reps: csv('payee_id name hire_date', `ana Ana ${hired}`),
            objectives: csv('payee_id period objective_id weight score', 'ana 2026-Q1 o 100 100'),
            deals: csv(DEALS),
            period: '2026-03',
          })
        ).lines,
        'amount',
      )
    expect(await run('JPY', '2025-01-01')).toEqual([['1000']])
    // 334 + 333 + 333; from 15 February on 333 x 14 / 28 = 166.5 -> 167, and 333
    expect(await run('JPY', '2026-02-15')).toEqual([['500']])
    // 333.334 + 333.333 + 333.333; 166.6665 -> 166.667, and 333.333
    expect(await run('KWD', '2026-02-15')).toEqual([['500.000']])
    // 333.34 + 333.33 + 333.33; 166.665 -> 166.67, and 333.33
    expect(await run('USD', '2026-02-15')).toEqual([['500.00']])
  })
})

describe('yen and dinars through tiers, caps and what is carried', () => {
  const months = async (currency: string, component: string, deals: readonly string[]) => {
    const runs = await calculateAll(
      {
        plans: plan({ currency, keys: ['negative: owed'], components: [`id: c, ${component}`] }),
        reps: ANA,
        quotas: csv('payee_id period amount', 'ana 2026-Q1 3000'),
        deals: csv(DEALS, ...deals),
      },
      monthsOf('2026').slice(0, 2),
    )
    for (const run of runs) expect(run.codes).toEqual([])
    return runs.map((run) => pick(run.lines, 'kind', 'amount'))
  }
  test('each line is rounded half up, away from zero (F11)', async () => {
    // 5 and -5 x 10 % are half a yen; 0.005 and -0.005 x 10 % half a fils
    const flat = 'window: period, rate: { kind: flat, rate: 10% }'
    expect(
      (await months('JPY', flat, ['A ana 5 2026-01-10', 'B ana -5 2026-01-11', 'C ana 4.99 2026-01-12']))[0],
    ).toEqual([
      ['commission', '1'],
      ['commission', '-1'],
      ['commission', '0'],
    ])
    expect((await months('KWD', flat, ['A ana 0.005 2026-01-10', 'B ana -0.005 2026-01-11']))[0]).toEqual([
      ['commission', '0.001'],
      ['commission', '-0.001'],
    ])
  })
  test('a deal that crosses a tier is rounded once', async () => {
    // 995 of 1,000; 10 crosses: 5 x 10 % + 5 x 20 % = 1.5
    const tiers =
      'window: period, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 10% }, { from: 100%, rate: 20% }] }'
    expect((await months('JPY', tiers, ['A ana 995 2026-01-10', 'B ana 10 2026-01-11']))[0]).toEqual([
      ['commission', '100'], // 99.5
      ['commission', '2'],
    ])
  })
  test('a cap is paid to the yen, and what it cut later (F32)', async () => {
    const capped =
      'window: quarter, rate: { kind: flat, rate: 10% }, cap: { per_period: 1000, excess: carried, until: window_end, then: lost }'
    // 1,234.5 -> 1,235: 235 wait. 500.5 -> 501 leave room for 499
    expect(await months('JPY', capped, ['A ana 12345 2026-01-10', 'B ana 5005 2026-02-10'])).toEqual([
      [
        ['commission', '1235'],
        ['period_cap', '-235'],
      ],
      [
        ['commission', '501'],
        ['carried', '235'],
      ],
    ])
  })
})
