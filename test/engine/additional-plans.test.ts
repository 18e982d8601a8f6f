import { describe, expect, test } from 'vitest'
import { calculate, pick, type TestProject } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const rate = (id: string, percent: string, more = ''): string =>
  `id: ${id}, window: period, rate: { kind: flat, rate: ${percent} }${more}`
const won = (more = ''): Record<string, string> => ({
  won: `${more}amount: deal.amount, date: deal.close_date, credit: direct`,
})
const AE = plan({ id: 'ae', assign: 'rep.title == "AE"', components: [rate('c', '10%')] })
const SPIFF = plan({
  id: 'spiff',
  keys: ['additional: true'],
  measures: won('where: deal.product == "New", '),
  components: [rate('s', '1%')],
})

async function january(more: Partial<TestProject> = {}) {
  return calculate({
    plans: [AE, SPIFF],
    reps: csv('payee_id name title plan', 'ana Ana AE -', 'ben Ben - ae'),
    deals: csv(
      `${DEALS} product`,
      'D1 ana 1000 2026-01-10 New',
      'D2 ana 500 2026-01-11 Old',
      'D3 ben 300 2026-01-12 New',
    ),
    period: '2026-01',
    ...more,
  })
}

describe('an additional plan (F39)', () => {
  test('comes on top of the payee’s own plan, also where the plan column names that one', async () => {
    const run = await january()
    expect(run.codes).toEqual([])
    expect(pick(run.lines, 'payee_id', 'plan_id', 'deal_id', 'amount')).toEqual([
      ['ana', 'ae', 'D1', '100.00'],
      ['ana', 'ae', 'D2', '50.00'],
      ['ana', 'spiff', 'D1', '10.00'],
      ['ben', 'ae', 'D3', '30.00'],
      ['ben', 'spiff', 'D3', '3.00'],
    ])
    expect(pick(run.payouts, 'payee_id', 'plans', 'payable')).toEqual([
      ['ana', 'ae spiff', '160.00'],
      ['ben', 'ae spiff', '33.00'],
    ])
    expect(run.exceptions).toEqual([])
    expect(run.counts).toEqual({ read: 3, credited: 3, excluded: 0, rejected: 0 })
  })
  test('may be one of several', async () => {
    const more = SPIFF.replace('plan: spiff', 'plan: kicker').replace('id: s', 'id: k')
    const run = await january({ plans: [AE, SPIFF, more] })
    expect(run.codes).toEqual([])
    expect(pick(run.payouts, 'plans', 'payable')[0]).toEqual(['ae kicker spiff', '170.00'])
  })
  test('without the key is a second plan on one day, an error', async () => {
    const run = await january({ plans: [AE, SPIFF.replace('additional: true\n', '')] })
    expect(run.codes).toContain('SPM5003')
  })
  test('does not stand for the plan that is missing: what that one would count is an exception', async () => {
    const run = await january({ reps: csv('payee_id name title plan', 'ana Ana - -', 'ben Ben - ae') })
    expect(pick(run.lines, 'payee_id', 'plan_id', 'amount')).toEqual([
      ['ana', 'spiff', '10.00'],
      ['ben', 'ae', '30.00'],
      ['ben', 'spiff', '3.00'],
    ])
    expect(pick(run.exceptions, 'kind', 'payee_id', 'deal_id', 'message')).toEqual([
      ['no_own_plan', 'ana', 'D1', 'ae/won would count it, but the payee is only on an additional plan that day'],
      ['no_own_plan', 'ana', 'D2', 'ae/won would count it, but the payee is only on an additional plan that day'],
    ])
  })
  test('that the plan column names is the payee’s own: nothing is missing', async () => {
    const run = await january({ reps: csv('payee_id name title plan', 'ana Ana - spiff', 'ben Ben - ae') })
    expect(run.exceptions).toEqual([])
    expect(pick(run.payouts, 'payee_id', 'payable')).toEqual([
      ['ana', '10.00'],
      ['ben', '33.00'],
    ])
    expect(pick(run.exclusions, 'deal_id', 'reason')).toEqual([['D2', 'condition_false']])
  })
  test('holds on the days between two plans, where the own plan’s deals are exceptions', async () => {
    const short = AE.replace('to: 2026-12-31', 'to: 2026-01-10')
    const run = await january({ plans: [short, SPIFF] })
    expect(pick(run.lines, 'payee_id', 'plan_id', 'deal_id')).toEqual([
      ['ana', 'ae', 'D1'],
      ['ana', 'spiff', 'D1'],
      ['ben', 'spiff', 'D3'],
    ])
    expect(pick(run.exceptions, 'kind', 'deal_id')).toEqual([
      ['no_own_plan', 'D2'],
      ['no_own_plan', 'D3'],
    ])
  })
  test('that has not begun leaves the deal to the payee’s own plan, without a word', async () => {
    const run = await january({ plans: [AE, SPIFF.replace('from: 2026-01-01', 'from: 2026-01-11')] })
    expect(run.exceptions).toEqual([])
    expect(pick(run.lines, 'plan_id', 'deal_id')).toEqual([
      ['ae', 'D1'],
      ['ae', 'D2'],
      ['ae', 'D3'],
      ['spiff', 'D3'],
    ])
  })
  test('has attainment rows of its own', async () => {
    const quotas = csv('payee_id period amount measure', 'ana 2026-01 1000 won')
    const run = await january({ quotas })
    expect(pick(run.attainment, 'payee_id', 'plan_id', 'credited', 'quota')).toEqual([
      ['ana', 'ae', '1500', '1000'],
      ['ana', 'spiff', '1000', '1000'],
      ['ben', 'ae', '300', ''],
      ['ben', 'spiff', '300', ''],
    ])
  })
  test('may credit on after the payee left, where his own plan does not', async () => {
    const spiff = SPIFF.replace('additional: true', 'additional: true\nleavers: { credit_days: 10 }')
    const reps = csv('payee_id name title plan end_date', 'ana Ana AE - 2026-01-09', 'ben Ben - ae -')
    const run = await january({ plans: [AE, spiff], reps })
    expect(pick(run.lines, 'payee_id', 'plan_id', 'deal_id')).toEqual([
      ['ana', 'spiff', 'D1'],
      ['ben', 'ae', 'D3'],
      ['ben', 'spiff', 'D3'],
    ])
    expect(pick(run.exceptions, 'kind', 'deal_id')).toEqual([['left_company', 'D2']])
  })
  test('and a payee who left both: what the longer plan does not credit is an exception of the other', async () => {
    const ae = AE.replace('pays: month', 'pays: month\nleavers: { credit_days: 10 }').replace(
      'amount:',
      'where: deal.product == "Old", amount:',
    )
    const reps = csv('payee_id name title plan end_date', 'ana Ana AE - 2026-01-09', 'ben Ben - ae -')
    const run = await january({ plans: [ae, SPIFF], reps })
    expect(pick(run.lines, 'payee_id', 'plan_id', 'deal_id')).toEqual([
      ['ana', 'ae', 'D2'],
      ['ben', 'spiff', 'D3'],
    ])
    expect(pick(run.exceptions, 'kind', 'deal_id')).toEqual([['left_company', 'D1']])
  })
})

describe('openings of somebody on two plans', () => {
  const year = (id: string, component: string, measure: string): string =>
    plan({
      id,
      keys: id === 'ae' ? [] : ['additional: true'],
      measures: { [measure]: 'amount: deal.amount, date: deal.close_date, credit: direct' },
      components: [
        `id: ${component}, measure: ${measure}, window: year, rate: { kind: tiered, by: amount, mode: marginal, tiers: [{ from: 0, rate: 1% }, { from: 1000, rate: 2% }] }`,
      ],
    })
  const run = (spiff: string) =>
    calculate({
      plans: [year('ae', 'c', 'won'), spiff],
      reps: ANA,
      deals: csv(DEALS, 'D1 ana 1000 2026-03-10'),
      opening: csv('payee_id kind name amount', 'ana credit sold 1000', 'ana paid s 10'),
      settings: 'first_period: 2026-03\n',
      period: '2026-03',
    })

  test('go to the plan that has the measure', async () => {
    // ae starts at 0: 1 % of 1,000. The spiff stands at 1,000 already: 2 % of 1,000.
    const { codes, lines } = await run(year('spiff', 's', 'sold'))
    expect(codes).toEqual([])
    expect(pick(lines, 'plan_id', 'amount')).toEqual([
      ['ae', '10.00'],
      ['spiff', '20.00'],
    ])
  })
  test('are an error where both plans have it', async () => {
    const both = year('spiff', 's', 'sold').replace(
      'measures:',
      'measures:\n  won: { amount: deal.amount, date: deal.close_date, credit: direct }',
    )
    const project = await calculate({
      plans: [year('ae', 'c', 'won'), both],
      reps: ANA,
      deals: csv(DEALS, 'D1 ana 1000 2026-03-10'),
      opening: csv('payee_id kind name amount', 'ana credit won 1000'),
      settings: 'first_period: 2026-03\n',
      period: '2026-03',
    })
    expect(project.found.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'SPM5050 plans ae and spiff both have a "won"',
    ])
  })
})
