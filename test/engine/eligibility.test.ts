import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const PROMOTED = csv(
  'payee_id name title effective_from effective_to',
  'ana Ana AE 2026-01-01 2026-03-15',
  'ana Ana Lead 2026-03-16 2026-12-31',
)
const TWO = csv(DEALS, 'A ana 1000 2026-03-15', 'B ana 2000 2026-03-16')

describe('where of a component', () => {
  test('is judged by the row in force on the credit date', async () => {
    const run = await calculate({
      plans: plan({
        components: [
          'id: all, window: period, rate: { kind: flat, rate: 10% }',
          'id: lead, where: rep.title == "Lead", window: period, rate: { kind: flat, rate: 1% }',
          'id: lead_deal, where: rep.title == "Lead", window: deal, rate: { kind: flat, rate: 2% }',
        ],
      }),
      reps: PROMOTED,
      deals: TWO,
      period: '2026-03',
    })
    expect(run.codes).toEqual([])
    expect(pick(run.lines, 'component_id', 'deal_id', 'amount')).toEqual([
      ['all', 'A', '100.00'],
      ['all', 'B', '200.00'],
      ['lead', 'B', '20.00'],
      ['lead_deal', 'B', '40.00'],
    ])
  })

  test('decides what is paid, not what counts: earlier credits have moved the tiers', async () => {
    const run = await calculate({
      plans: plan({
        components: [
          'id: lead, where: rep.title == "Lead", window: year, rate: { kind: tiered, by: amount, mode: marginal, tiers: [{ from: 0, rate: 10% }, { from: 2000, rate: 20% }] }',
        ],
      }),
      reps: PROMOTED,
      deals: TWO,
      period: '2026-03',
    })
    // B goes from 1,000 to 3,000: 100 + 200
    expect(pick(run.lines, 'deal_id', 'window_before', 'window_after', 'amount')).toEqual([
      ['B', '1000', '3000', '300.00'],
    ])
  })

  test('re-rates only the deals it pays', async () => {
    const run = await calculate({
      plans: plan({
        components: [
          'id: lead, where: rep.title == "Lead", window: year, rate: { kind: tiered, by: amount, mode: retroactive, tiers: [{ from: 0, rate: 10% }, { from: 3500, rate: 20% }] }',
        ],
      }),
      reps: PROMOTED,
      deals: `${TWO}C,ana,500,2026-04-01\n`,
      period: '2026-04',
    })
    // 3,500 reached: B earns 10 % of 2,000 more, C 20 % of 500; A is not paid at all
    expect(pick(run.lines, 'kind', 'deal_id', 'amount')).toEqual([
      ['re_rating', '', '200.00'],
      ['commission', 'C', '100.00'],
    ])
  })

  test('asks nobody for a quota who is not eligible, and leaves the component out of his attainment', async () => {
    const project = {
      plans: plan({
        components: [
          'id: base, window: period, rate: { kind: flat, rate: 1% }',
          'id: lead, where: rep.title == "Lead", window: year, against: full_quota, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 10% }] }',
        ],
      }),
      deals: csv(DEALS, 'A ana 1000 2026-03-05'),
      period: '2026-03',
    }
    const reps = (title: string) => csv('payee_id name title', `ana Ana ${title}`)
    const ok = await calculate({ ...project, reps: reps('AE') })
    expect(ok.codes).toEqual([])
    expect(ok.attainment.map((row) => row['window'])).toEqual(['month'])
    expect((await calculate({ ...project, reps: reps('Lead') })).codes).toEqual(['SPM5015'])
  })

  test('that stumbles over a blank cell stops the run', async () => {
    const run = await calculate({
      plans: plan({
        components: ['id: c, where: rep.hire_date < date("2026-02-01"), window: deal, rate: { kind: flat, rate: 1% }'],
      }),
      reps: csv('payee_id name hire_date', 'ana Ana -'),
      deals: csv(DEALS),
      period: '2026-03',
    })
    expect(run.codes).toEqual(['SPM5801'])
  })

  test('spares those not eligible the cells that its rate needs', async () => {
    const run = await calculate({
      settings: 'inputs: { reps: { types: { own_rate: number } } }',
      plans: plan({
        components: [
          'id: base, window: deal, rate: { kind: flat, rate: 1% }',
          'id: lead, where: rep.title == "Lead", window: deal, rate: { kind: flat, rate: rep.own_rate }',
        ],
      }),
      reps: csv('payee_id name title own_rate', 'ana Ana AE -', 'bo Bo Lead 0.2'),
      deals: csv(DEALS, 'A ana 1000 2026-03-05', 'B bo 1000 2026-03-05'),
      period: '2026-03',
    })
    expect(run.codes).toEqual([])
    expect(pick(run.lines, 'payee_id', 'component_id', 'amount')).toEqual([
      ['ana', 'base', '10.00'],
      ['bo', 'base', '10.00'],
      ['bo', 'lead', '200.00'],
    ])
  })
})

test('from and to of a component are both included', async () => {
  const [feb, mar, apr] = await calculateAll(
    {
      plans: plan({
        components: [
          'id: spring, from: 2026-03-01, to: 2026-03-15, window: year, rate: { kind: tiered, by: amount, mode: marginal, tiers: [{ from: 0, rate: 10% }, { from: 1000, rate: 20% }] }',
        ],
      }),
      reps: ANA,
      deals: csv(DEALS, 'A ana 600 2026-02-28', 'B ana 300 2026-03-01', 'C ana 400 2026-03-15', 'D ana 800 2026-03-16'),
    },
    ['2026-02', '2026-03', '2026-04'],
  )
  expect(feb!.lines).toEqual([])
  // B from 600 to 900; C from 900 to 1,300: 10 + 60
  expect(pick(mar!.lines, 'deal_id', 'amount')).toEqual([
    ['B', '30.00'],
    ['C', '70.00'],
  ])
  expect(apr!.lines).toEqual([])
})

describe('a component that ends, or starts later', () => {
  const TIERS =
    'rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 10% }, { from: 100%, rate: 20% }] }'
  const until = (dates: string, period: string) =>
    calculate({
      plans: plan({ components: [`id: c, window: quarter, against: full_quota, ${dates}, ${TIERS}`] }),
      reps: ANA,
      deals: csv(DEALS, 'A ana 1000 2026-05-15'),
      period,
    })

  test('asks nobody for a quota of a window in which it pays no day', async () => {
    expect((await until('to: 2026-03-31', '2026-04')).codes).toEqual([])
    expect((await until('to: 2026-04-01', '2026-04')).codes).toEqual(['SPM5015'])
  })

  test('asks for none before it has begun', async () => {
    expect((await until('from: 2026-06-01', '2026-05')).codes).toEqual([])
    expect((await until('from: 2026-05-31', '2026-05')).codes).toEqual(['SPM5015'])
  })

  test('has no attainment of its own in a window in which it pays no day', async () => {
    expect((await until('to: 2026-03-31', '2026-04')).attainment).toEqual([])
  })
})
