import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const flat = (rate: string): string[] => [`id: c, window: deal, rate: { kind: flat, rate: ${rate} }`]
const MARGINAL =
  'id: c, window: year, rate: { kind: tiered, by: amount, mode: marginal, tiers: [{ from: 0, rate: 10% }, { from: 1000, rate: 20% }] }'

test('a credit is paid by the plan in force on its date: two plans in one month', async () => {
  const run = await calculate({
    plans: [
      plan({ id: 'a', assign: '', components: flat('10%') }),
      plan({ id: 'b', assign: '', components: flat('20%') }),
    ],
    reps: csv('payee_id name plan effective_from effective_to', 'ana Ana a - 2026-01-15', 'ana Ana b 2026-01-16 -'),
    deals: csv(DEALS, 'A ana 100 2026-01-15', 'B ana 100 2026-01-16'),
    period: '2026-01',
  })
  expect(run.codes).toEqual([])
  expect(pick(run.lines, 'plan_id', 'deal_id', 'amount')).toEqual([
    ['a', 'A', '10.00'],
    ['b', 'B', '20.00'],
  ])
  expect(pick(run.payouts, 'plans', 'payable')).toEqual([['a b', '30.00']])
})

test('effective_to may be the first day after the row, when settings say so (F38)', async () => {
  const run = await calculate({
    plans: [
      plan({ id: 'a', assign: '', components: flat('10%') }),
      plan({ id: 'b', assign: '', components: flat('20%') }),
    ],
    reps: csv('payee_id name plan effective_from effective_to', 'ana Ana a - 2026-01-16', 'ana Ana b 2026-01-16 -'),
    settings: 'effective_to: exclusive',
    deals: csv(DEALS, 'A ana 100 2026-01-15', 'B ana 100 2026-01-16'),
    period: '2026-01',
  })
  expect(pick(run.lines, 'plan_id', 'deal_id')).toEqual([
    ['a', 'A'],
    ['b', 'B'],
  ])
})

test('a plan is assigned by what the row in force says, the plan column wins (F39)', async () => {
  const run = await calculate({
    plans: [
      plan({ id: 'west', assign: 'rep.region == "West"', components: flat('10%') }),
      plan({ id: 'east', assign: 'rep.region == "East"', components: flat('20%') }),
      plan({ id: 'own', assign: '', components: flat('30%') }),
    ],
    reps: csv(
      'payee_id name region plan effective_from effective_to',
      'ana Ana West - - 2026-01-15',
      'ana Ana East - 2026-01-16 -',
      'bo Bo West own - -',
    ),
    deals: csv(DEALS, 'A ana 100 2026-01-15', 'B ana 100 2026-01-16', 'C bo 100 2026-01-16'),
    period: '2026-01',
  })
  expect(pick(run.lines, 'plan_id', 'deal_id', 'amount')).toEqual([
    ['west', 'A', '10.00'],
    ['east', 'B', '20.00'],
    ['own', 'C', '30.00'],
  ])
})

test('two plans on one day, and a plan that no file defines, are errors', async () => {
  const both = await calculate({
    plans: [plan({ id: 'a', components: flat('10%') }), plan({ id: 'b', components: flat('20%') })],
    reps: ANA,
    deals: csv(DEALS),
    period: '2026-01',
  })
  expect(both.codes).toEqual(['SPM5003'])
  const unknown = await calculate({
    plans: plan({ id: 'abc', components: flat('10%') }),
    reps: csv('payee_id name plan', 'ana Ana abd'),
    deals: csv(DEALS),
    period: '2026-01',
  })
  expect(unknown.codes).toEqual(['SPM5001'])
  expect(unknown.found[0]!.message).toContain('abc')
})

describe('a new version of a plan in July', () => {
  const versions = (continues: string) => [
    plan({ to: '2026-06-30', components: [MARGINAL] }),
    plan({ from: '2026-07-01', keys: continues === '' ? [] : [`continues: ${continues}`], components: [MARGINAL] }),
  ]
  const july = (continues: string) =>
    calculate({
      plans: versions(continues),
      reps: ANA,
      deals: csv(DEALS, 'A ana 900 2026-06-30', 'B ana 300 2026-07-01'),
      period: '2026-07',
    })
  test('goes on where the old one stopped: continues: p', async () => {
    // 900 -> 1,200: 100 x 10 % + 200 x 20 % = 50
    const run = await july('p')
    expect(run.codes).toEqual([])
    expect(pick(run.lines, 'deal_id', 'amount')).toEqual([['B', '50.00']])
  })
  test('starts again: continues: none', async () => {
    expect(pick((await july('none')).lines, 'deal_id', 'amount')).toEqual([['B', '30.00']])
  })
  test('a third one that goes on goes on with what counted under the second alone, which had started again', async () => {
    const run = await calculate({
      plans: [
        plan({ to: '2026-03-31', components: [MARGINAL] }),
        plan({ from: '2026-04-01', to: '2026-06-30', keys: ['continues: none'], components: [MARGINAL] }),
        plan({ from: '2026-07-01', keys: ['continues: p'], components: [MARGINAL] }),
      ],
      reps: ANA,
      deals: csv(DEALS, 'A ana 5000 2026-03-31', 'B ana 900 2026-06-30', 'C ana 300 2026-07-01'),
      period: '2026-07',
    })
    // 900 -> 1,200, as without the deal of March: 100 x 10 % + 200 x 20 %
    expect(pick(run.lines, 'deal_id', 'amount')).toEqual([['C', '50.00']])
  })
  test('its quota counts the same days: those under the first one are not among them', async () => {
    const own = (from: string, to: string, continues: string) => {
      const keys = ['proration: months', 'month_counts: whole', ...(continues ? [`continues: ${continues}`] : [])]
      return plan({ from, to, keys, components: [MARGINAL] })
    }
    const run = await calculate({
      plans: [
        own('2026-01-01', '2026-03-31', ''),
        own('2026-04-01', '2026-06-30', 'none'),
        own('2026-07-01', '2026-12-31', 'p'),
      ],
      reps: ANA,
      quotas: csv('payee_id period amount', 'ana 2026 1200'),
      deals: csv(DEALS),
      period: '2026-07',
    })
    // April to December: nine of twelve months
    expect(pick(run.attainment, 'window', 'quota')).toContainEqual(['year', '900'])
  })
  test('must say which', async () => {
    expect((await july('')).codes).toEqual(['SPM3009'])
  })
  test('may not overlap the old one', async () => {
    const run = await calculate({
      plans: [
        plan({ components: [MARGINAL] }),
        plan({ from: '2026-07-01', keys: ['continues: p'], components: [MARGINAL] }),
      ],
      reps: ANA,
      deals: csv(DEALS),
      period: '2026-07',
    })
    expect(run.codes).toContain('SPM3008')
  })
})

describe('a promotion in mid-March to a plan that goes on where the old one stopped', () => {
  const by = (rates: string, tiers = 'mode: marginal'): string =>
    `id: c, window: year, against: full_quota, rate: { kind: tiered, by: attainment, ${tiers}, tiers: [${rates}] }`
  const march = (tiers?: string, period = '2026-03', continues = 'continues: ae') =>
    calculate({
      plans: [
        plan({
          id: 'ae',
          assign: '',
          keys: ['proration: none'],
          components: [by('{from: 0%, rate: 10%}, {from: 100%, rate: 20%}', tiers)],
        }),
        plan({
          id: 'manager',
          assign: '',
          keys: ['proration: none', continues],
          components: [by('{from: 0%, rate: 5%}, {from: 100%, rate: 8%}', tiers)],
        }),
      ],
      reps: csv(
        'payee_id name plan effective_from effective_to',
        'ana Ana ae - 2026-03-15',
        'ana Ana manager 2026-03-16 -',
      ),
      quotas: csv('payee_id period amount', 'ana 2026 1200'),
      deals: csv(DEALS, 'A ana 800 2026-01-10', 'B ana 300 2026-03-10', 'C ana 200 2026-03-20', 'D ana 100 2026-04-02'),
      period,
    })
  test('each deal is paid once, by the plan of its day, from the position that all deals have reached', async () => {
    // B: 800 -> 1,100 at 10 % = 30. C: 1,100 -> 1,300: 100 x 5 % + 100 x 8 % = 13.
    const run = await march()
    expect(run.codes).toEqual([])
    expect(pick(run.lines, 'plan_id', 'kind', 'deal_id', 'amount')).toEqual([
      ['ae', 'commission', 'B', '30.00'],
      ['manager', 'commission', 'C', '13.00'],
    ])
  })
  test('a tier reached under the new plan re-rates its own deals only: the old plan paid the others', async () => {
    // The manager plan reaches 1,300 of 1,200 in March: C at 8 % = 16. In April D at 8 % = 8, nothing re-rated.
    const retroactive = 'mode: retroactive'
    expect(pick((await march(retroactive)).lines, 'plan_id', 'kind', 'deal_id', 'amount')).toEqual([
      ['ae', 'commission', 'B', '30.00'],
      ['manager', 'commission', 'C', '16.00'],
    ])
    expect(pick((await march(retroactive, '2026-04')).lines, 'plan_id', 'kind', 'deal_id', 'amount')).toEqual([
      ['manager', 'commission', 'D', '8.00'],
    ])
  })
  test('without it the new plan starts at zero', async () => {
    // C: 0 -> 200 at 5 %
    expect(pick((await march(undefined, '2026-03', 'continues: none')).lines, 'deal_id', 'amount')).toEqual([
      ['B', '30.00'],
      ['C', '10.00'],
    ])
  })
})

describe('opening balances, where spm starts in April', () => {
  const OPENING = 'payee_id kind name amount date'
  const open = (rows: readonly string[], component = MARGINAL, keys: readonly string[] = []) =>
    calculate({
      plans: plan({ keys: ['negative: owed', ...keys], components: [component] }),
      reps: ANA,
      deals: csv(DEALS, 'OLD ana 5000 2026-03-31', 'A ana 300 2026-04-10'),
      opening: csv(OPENING, ...rows),
      settings: 'first_period: 2026-04',
      period: '2026-04',
    })
  test('what was credited before decides the tier; deals before the first period are not counted', async () => {
    const run = await open(['ana credit won 900 -'])
    expect(run.codes).toEqual([])
    expect(pick(run.lines, 'kind', 'deal_id', 'amount')).toEqual([['commission', 'A', '50.00']])
    expect(pick(run.exclusions, 'deal_id', 'reason')).toEqual([['OLD', 'before_first_period']])
  })
  test('what was paid before is taken from what the window gives: the difference is paid once', async () => {
    // 900 x 10 % = 90; paid 85: 5 more
    const rows = ['ana credit won 900 -', 'ana paid c 85 -']
    expect(pick((await open(rows)).lines, 'kind', 'deal_id', 'amount')).toEqual([
      ['re_rating', '', '5.00'],
      ['commission', 'A', '50.00'],
    ])
    const [, may] = await calculateAll(
      {
        plans: plan({ components: [MARGINAL] }),
        reps: ANA,
        deals: csv(DEALS, 'A ana 300 2026-04-10', 'B ana 100 2026-05-10'),
        opening: csv(OPENING, ...rows),
        settings: 'first_period: 2026-04',
      },
      ['2026-04', '2026-05'],
    )
    expect(pick(may!.lines, 'kind', 'deal_id', 'amount')).toEqual([['commission', 'B', '20.00']])
  })
  test('retroactive tiers true up what was paid at the lower rate', async () => {
    const retro =
      'id: c, window: year, rate: { kind: tiered, by: amount, mode: retroactive, tiers: [{ from: 0, rate: 10% }, { from: 1000, rate: 20% }] }'
    // 1,200 at 20 %: the opening's 900 give 180, less 90 paid; A 60
    expect(pick((await open(['ana credit won 900 -', 'ana paid c 90 -'], retro)).lines, 'kind', 'amount')).toEqual([
      ['re_rating', '90.00'],
      ['commission', '60.00'],
    ])
  })
  test.each([
    ['an unknown measure', ['ana credit wom 900 -']],
    ['an unknown component', ['ana credit won 900 -', 'ana paid d 90 -']],
    ['a day that spm pays itself', ['ana credit won 900 2026-04-01']],
    ['pay without a credit in the window', ['ana paid c 90 -']],
  ])('%s is an error', async (_, rows) => {
    expect((await open(rows)).codes).toEqual(['SPM5050'])
  })
  test('without a first period nothing says where spm starts', async () => {
    const run = await calculate({
      plans: plan({ components: [MARGINAL] }),
      reps: ANA,
      deals: csv(DEALS),
      opening: csv(OPENING, 'ana credit won 900 2026-03-31'),
      period: '2026-04',
    })
    expect(run.codes).toEqual(['SPM5050'])
  })
  test('inside a pay period it would be paid twice: the first period starts one', async () => {
    const run = await calculate({
      plans: [
        plan({ pays: 'quarter', components: ['id: c, window: period, rate: { kind: flat, rate: 10% }'] }),
        plan({ id: 'm', assign: '', components: flat('1%') }),
      ],
      reps: ANA,
      deals: csv(DEALS),
      opening: csv(OPENING, 'ana credit won 900 -', 'ana paid c 90 -'),
      settings: 'first_period: 2026-02',
      period: '2026-03',
    })
    expect(run.codes).toContain('SPM5050')
  })
  test('a rate from a blank cell of the rep is an error, not a crash', async () => {
    const run = await calculate({
      plans: plan({ components: ['id: c, window: year, rate: { kind: flat, rate: rep.pct }'] }),
      reps: csv('payee_id name pct', 'ana Ana -'),
      deals: csv(DEALS),
      opening: csv(OPENING, 'ana credit won 900 -', 'ana paid c 5 -'),
      settings: 'first_period: 2026-04\ninputs: { reps: { types: { pct: number } } }',
      period: '2026-04',
    })
    expect(run.codes).toEqual(['SPM5032'])
  })
})
