import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick } from '../../support/project.js'
import { ANA, csv, DEALS, plan, type PlanParts } from '../../support/plan.js'

const QUOTA = csv('payee_id period amount', 'ana 2026-Q1 10000')
const DUE = { reps: ANA, quotas: QUOTA, period: '2026-03' }

const bonus = (rate: string, more = '', parts: Partial<PlanParts> = {}): string =>
  plan({
    ...parts,
    components: [`kind: bonus, id: b, window: quarter, against: full_quota, ${more} rate: { ${rate} }`],
  })
const amounts = (rows: readonly Record<string, string>[]): string[][] => pick(rows, 'kind', 'amount')

describe('a pay curve (F29)', () => {
  const CURVE =
    'kind: curve, by: attainment, points: [{ at: 70%, amount: 1000 }, { at: 100%, amount: 5000 }, { at: 150%, amount: 20000 }]'
  const paid = async (amount: string, more = ''): Promise<string | undefined> => {
    const rate = CURVE.replace('by: attainment', `by: attainment${more}`)
    const run = await calculate({ ...DUE, plans: bonus(rate), deals: csv(DEALS, `A ana ${amount} 2026-02-10`) })
    expect(run.codes).toEqual([])
    return run.lines[0]?.['amount']
  }
  test('pays its points exactly at them, and lies on a straight line between', async () => {
    expect(await paid('7000')).toBe('1000.00')
    // one cent above: 1000 + 4000 x 0.01 / 3000 = 1000.0133
    expect(await paid('7000.01')).toBe('1000.01')
    // 85 %: half way
    expect(await paid('8500')).toBe('3000.00')
    expect(await paid('10000')).toBe('5000.00')
    // 125 %: half way to 20000
    expect(await paid('12500')).toBe('12500.00')
    expect(await paid('15000')).toBe('20000.00')
  })
  test('pays its last value beyond the last point', async () => {
    expect(await paid('99000')).toBe('20000.00')
  })
  test('pays nothing below its first point, or what it pays there where the plan says hold', async () => {
    expect(await paid('6999.99')).toBeUndefined()
    expect(await paid('6999.99', ', below: hold')).toBe('1000.00')
  })
  test('pays percents of the target incentive that its weight gives it, for the quarter', async () => {
    const run = await calculate({
      ...DUE,
      plans: plan({
        components: [
          'kind: bonus, id: a, weight: 60%, window: quarter, against: full_quota, rate: { kind: curve, by: attainment, points: [{ at: 50%, percent: 0% }, { at: 100%, percent: 100% }] }',
          'kind: bonus, id: b, weight: 40%, window: quarter, against: full_quota, rate: { kind: curve, by: attainment, points: [{ at: 0%, percent: 0% }, { at: 200%, percent: 200% }] }',
        ],
      }),
      reps: 'payee_id,name,target_incentive\nana,Ana,40000\n',
      deals: csv(DEALS, 'A ana 7500 2026-02-10'),
    })
    // 40,000 a year are 3,333.34 + 3,333.34 + 3,333.34 = 10,000.02 in the first quarter (the missing 4 cents of
    // 12 x 3,333.33 go to the first four months). 75 %: half of 60 % = 3,000.006; 75 % of 40 % = 3,000.006
    expect(pick(run.lines, 'component_id', 'amount', 'exact_amount')).toEqual([
      ['a', '3000.01', '3000.006'],
      ['b', '3000.01', '3000.006'],
    ])
  })
})

describe('milestones', () => {
  const tiers = 'tiers: [{ from: 80%, amount: 500 }, { above: 100%, amount: 1500 }]'
  const paid = async (amount: string, pays: string): Promise<readonly string[]> => {
    const run = await calculate({
      ...DUE,
      plans: bonus(`kind: milestone, by: attainment, pays: ${pays}, ${tiers}`),
      deals: csv(DEALS, `A ana ${amount} 2026-02-10`),
    })
    return [...run.lines.map((line) => line['amount']!), ...run.slices.map((slice) => slice['tier']!)]
  }
  test('pay the amount of the highest one reached', async () => {
    expect(await paid('7999.99', 'highest')).toEqual([])
    expect(await paid('8000', 'highest')).toEqual(['500.00', '80%'])
    // exactly 100 % is not above it
    expect(await paid('10000', 'highest')).toEqual(['500.00', '80%'])
    expect(await paid('10000.01', 'highest')).toEqual(['1500.00', 'above 100%'])
  })
  test('or each one that is reached', async () => {
    expect(await paid('10000.01', 'each')).toEqual(['2000.00', '80%', 'above 100%'])
  })
})

describe('a table or a formula', () => {
  test('gives an amount by the payee', async () => {
    const run = await calculate({
      ...DUE,
      plans: bonus(
        'kind: table, by: [rep.region], match: first, rows: [{ rep.region: EMEA, amount: 300 }], otherwise: { amount: 100 }',
      ),
      reps: csv('payee_id name region', 'ana Ana EMEA', 'bo Bo -'),
      deals: csv(DEALS),
    })
    expect(pick(run.lines, 'payee_id', 'amount')).toEqual([
      ['ana', '300.00'],
      ['bo', '100.00'],
    ])
  })
  test('knows what was credited, the quota, and the attainment of other components; once for payee and window (F28)', async () => {
    const run = await calculate({
      ...DUE,
      plans: plan({
        components: [
          'kind: bonus, id: b, window: quarter, against: full_quota, rate: { kind: formula, formula: \'attainment >= 1.2 && attainment_of("c") < 2 ? (credited - quota) * 0.1 : 0\' }',
          'id: c, window: quarter, against: full_quota, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 0% }] }',
        ],
      }),
      deals: csv(DEALS, 'A ana 12000 2026-02-10'),
    })
    // exactly 120 %: 10 % of 2,000
    expect(run.codes).toEqual([])
    expect(amounts(run.lines)[0]).toEqual(['bonus', '200.00'])
  })
  test('without a value is an error, never 0 (F28)', async () => {
    const run = await calculate({
      ...DUE,
      plans: bonus('kind: formula, formula: rep.base_salary * 0.01'),
      reps: csv('payee_id name base_salary', 'ana Ana -'),
      deals: csv(DEALS),
    })
    expect(run.codes).toEqual(['SPM5904'])
  })
})

describe('when it pays (F17)', () => {
  const CURVE = 'kind: curve, by: attainment, points: [{ at: 0%, amount: 0 }, { at: 200%, amount: 2000 }]'
  const project = (more: string) => ({
    plans: bonus(CURVE, more),
    reps: ANA,
    quotas: QUOTA,
    deals: csv(DEALS, 'A ana 5000 2026-01-10', 'B ana 3000 2026-02-10', 'C ana -1000 2026-03-10'),
  })
  const months = ['2026-01', '2026-02', '2026-03']
  test('is the end of its window', async () => {
    const runs = await calculateAll(project(''), months)
    // 70 % of 10,000: 700
    expect(runs.map((run) => amounts(run.lines))).toEqual([[], [], [['bonus', '700.00']]])
  })
  test('or each pay period, what is earned to date less what was paid', async () => {
    const runs = await calculateAll(project('interim: true,'), months)
    // 500, 800 - 500, 700 - 800
    expect(runs.map((run) => run.lines.map((line) => line['amount']))).toEqual([['500.00'], ['300.00'], []])
    const march = await calculate({
      ...project('interim: true,'),
      plans: bonus(CURVE, 'interim: true,', { keys: ['negative: owed'] }),
      period: '2026-03',
    })
    expect(amounts(march.lines)).toEqual([['bonus', '-100.00']])
    expect(pick(march.slices, 'tier', 'pay')).toEqual([
      ['0% to 200%', '700'],
      ['paid in earlier pay periods', '-800'],
    ])
  })
})

test('an interim bonus reckons what it paid before from the opening credits; a paid opening would say it twice', async () => {
  const project = {
    plans: bonus(
      'kind: curve, by: attainment, points: [{ at: 0%, amount: 0 }, { at: 200%, amount: 2000 }]',
      'interim: true,',
    ),
    reps: ANA,
    quotas: QUOTA,
    settings: 'first_period: 2026-02',
    deals: csv(DEALS, 'B ana 3000 2026-02-10'),
    period: '2026-02',
  }
  const opening = (...rows: readonly string[]): string =>
    csv('payee_id kind name amount date', 'ana credit won 5000 2026-01-31', ...rows)
  // 80 % are 800, the 50 % of January were 500
  const run = await calculate({ ...project, opening: opening() })
  expect([run.codes, amounts(run.lines)]).toEqual([[], [['bonus', '300.00']]])
  const twice = await calculate({ ...project, opening: opening('ana paid b 500 2026-01-31') })
  expect(twice.codes).toEqual(['SPM5050'])
  expect(twice.found[0]!.message).toBe('p/b reckons from the opening credits what it has paid before')
})

describe('people who come and go', () => {
  const RATE = 'kind: curve, by: amount, points: [{ at: 0, percent: 100% }, { at: 1, percent: 100% }]'
  const project = (more: string, reps: string, keys: readonly string[] = ['proration: days']) => ({
    plans: plan({ keys, components: [`kind: bonus, id: b, window: quarter, target: 9000, ${more} rate: { ${RATE} }`] }),
    reps: csv('payee_id name hire_date end_date', reps),
    deals: csv(DEALS),
    period: '2026-03',
  })
  test('have the part of the target for which they were there, each pay period rounded once', async () => {
    const run = await calculate(project('', 'ana Ana 2026-02-15 -'))
    // 9,000 are 3,000 a month: 14 of 28 days of February, all of March
    expect(amounts(run.lines)).toEqual([['bonus', '4500.00']])
    const months = await calculate(project('', 'ana Ana 2026-02-16 -', ['proration: months', 'month_counts: by_15th']))
    expect(amounts(months.lines)).toEqual([['bonus', '3000.00']])
  })
  test('must be known to be prorated', async () => {
    expect((await calculate(project('', 'ana Ana 2026-02-15 -', []))).codes).toEqual(['SPM5011'])
  })
  test('get their part when they have left, or nothing: the plan says which, and is asked where it does not', async () => {
    const gone = 'ana Ana - 2026-01-31'
    expect((await calculate(project('', gone))).codes).toEqual(['SPM5903'])
    const pays = await calculate(project('leaver: pay,', gone))
    expect(pick(pays.payouts, 'payee_id', 'bonus', 'payable')).toEqual([['ana', '3000.00', '3000.00']])
    const lapses = await calculate(project('leaver: lapse,', gone))
    expect([lapses.codes, lapses.lines]).toEqual([[], []])
  })
  test('with a raise inside the quarter have each part by its own target', async () => {
    const run = await calculate({
      ...project('', ''),
      plans: plan({
        keys: ['proration: days'],
        components: [`kind: bonus, id: b, window: quarter, weight: 100%, rate: { ${RATE} }`],
      }),
      reps: csv(
        'payee_id name effective_from effective_to target_incentive',
        'ana Ana - 2026-03-15 12000',
        'ana Ana 2026-03-16 - 24000',
      ),
    })
    // 1,000 + 1,000, then 15/31 of 1,000 and 16/31 of 2,000 = 1,516.129 -> 1,516.13
    expect(amounts(run.lines)).toEqual([['bonus', '3516.13']])
  })
  test('who changed the plan have the part of the one they left', async () => {
    const run = await calculate({
      ...project('', ''),
      plans: [
        plan({
          assign: '',
          keys: ['proration: days'],
          components: [`kind: bonus, id: b, window: quarter, target: 9000, rate: { ${RATE} }`],
        }),
        plan({ id: 'q', assign: '', components: ['id: c, window: deal, rate: { kind: flat, rate: 10% }'] }),
      ],
      reps: csv('payee_id name plan effective_from effective_to', 'ana Ana p - 2026-02-28', 'ana Ana q 2026-03-01 -'),
    })
    expect(pick(run.lines, 'plan_id', 'amount')).toEqual([['p', '6000.00']])
  })
})

test('multipliers lift the amount, by attainment or by the payee', async () => {
  const run = await calculate({
    ...DUE,
    plans: bonus(
      'kind: milestone, by: attainment, pays: highest, tiers: [{ from: 50%, amount: 1000 }]',
      'multiplier: [{ by: attainment, tiers: [{ from: 0%, times: 1 }, { from: 100%, times: 1.5 }] }, { when: rep.region == "EMEA", times: 2 }],',
    ),
    reps: csv('payee_id name region', 'ana Ana EMEA'),
    deals: csv(DEALS, 'A ana 10000 2026-02-10'),
  })
  expect(pick(run.lines, 'base_amount', 'multiplier', 'amount')).toEqual([['1000', '3', '3000.00']])
})

test('a target in another currency than the plan is refused', async () => {
  const run = await calculate({
    ...DUE,
    plans: bonus('kind: formula, formula: target_incentive * 0.1'),
    reps: csv('payee_id name currency target_incentive', 'ana Ana EUR 10000'),
    settings: 'fx: { payout: period_end }',
    fx: csv('period from to rate', '2026-03 USD EUR 0.9'),
    deals: csv(DEALS),
  })
  expect(run.codes).toEqual(['SPM5902'])
})
