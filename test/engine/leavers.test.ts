import { describe, expect, test } from 'vitest'
import { calculate, pick, type TestProject } from '../support/project.js'
import { csv, DEALS, plan } from '../support/plan.js'

const TEN = 'id: c, window: period, rate: { kind: flat, rate: 10% }'
const LEFT = csv('payee_id name end_date', 'ana Ana 2026-01-31')
const thirty = (more: Partial<Parameters<typeof plan>[0]> = {}): string =>
  plan({ keys: ['leavers: { credit_days: 30 }'], components: [TEN], ...more })

async function february(deals: readonly string[], more: Partial<TestProject> = {}) {
  return calculate({ plans: thirty(), reps: LEFT, deals: csv(DEALS, ...deals), period: '2026-02', ...more })
}

describe('leavers (F40)', () => {
  test('are credited until the last of the days after end_date, and not on the next', async () => {
    // 30 days after 31 January: 2 March.
    const project = { deals: csv(DEALS, 'D1 ana 1000 2026-03-02', 'D2 ana 500 2026-03-03'), period: '2026-03' }
    const run = await february([], project)
    expect(run.codes).toEqual([])
    expect(pick(run.payouts, 'payee_id', 'payable')).toEqual([['ana', '100.00']])
    expect(pick(run.exceptions, 'kind', 'deal_id')).toEqual([['left_company', 'D2']])
  })
  test('are not credited on the day after end_date unless the plan says so', async () => {
    const run = await february(['D1 ana 1000 2026-02-01'], { plans: plan({ components: [TEN] }) })
    expect(run.payouts).toEqual([])
    expect(pick(run.exceptions, 'kind', 'deal_id')).toEqual([['left_company', 'D1']])
  })
  test('are in no run after they left without a deal in it', async () => {
    const run = await february(['D1 ana 1000 2026-01-31'])
    expect(run.payouts).toEqual([])
  })
  test('are under the row and plan of their last day, also after the plan itself has ended', async () => {
    const before = thirty({ id: 'before', to: '2026-01-31', assign: 'rep.team == "East"' })
    const after = plan({
      id: 'after',
      from: '2026-02-01',
      components: ['id: c, window: period, rate: { kind: flat, rate: 1% }'],
    })
    const run = await february(['D1 ana 1000 2026-02-10'], {
      plans: [before, after],
      reps: csv('payee_id name team end_date', 'ana Ana East 2026-01-31'),
    })
    expect(pick(run.lines, 'plan_id', 'amount')).toEqual([['before', '100.00']])
  })
  test('who come back are credited as those who are there, from the first day on', async () => {
    const reps = csv(
      'payee_id name hire_date end_date effective_from effective_to plan',
      'ana Ana 2025-01-01 2026-01-31 - 2026-01-31 p',
      'ana Ana 2026-02-15 - 2026-02-15 - q',
    )
    const q = plan({ id: 'q', assign: '', components: ['id: c, window: period, rate: { kind: flat, rate: 1% }'] })
    const run = await february(['D1 ana 1000 2026-02-14', 'D2 ana 1000 2026-02-15'], { plans: [thirty(), q], reps })
    expect(pick(run.lines, 'plan_id', 'deal_id', 'amount')).toEqual([
      ['p', 'D1', '100.00'],
      ['q', 'D2', '10.00'],
    ])
  })
  test('have no quota for the time after, so a rate by attainment must look at a window with days in it', async () => {
    const tiers =
      'rate: { kind: tiered, by: attainment, mode: retroactive, tiers: [{ from: 0%, rate: 5% }, { from: 100%, rate: 8% }] }'
    const quotas = csv('payee_id period amount', 'ana 2026-01 1000', 'ana 2026-02 1000', 'ana 2026-03 1000')
    const run = (window: string) =>
      february(['D1 ana 900 2026-01-10', 'D2 ana 100 2026-02-10'], {
        plans: thirty({
          components: [`id: c, ${window}, ${tiers}`],
          keys: ['leavers: { credit_days: 30 }', 'proration: days'],
        }),
        quotas,
      })
    expect((await run('window: period')).codes).toEqual(['SPM5015'])
    // The quarter's quota is January's 1,000; 900 + 100 reach it: D2 pays 8 %, and D1 is re-rated by 3 %.
    const quarter = await run('window: quarter, against: full_quota')
    expect(pick(quarter.lines, 'kind', 'deal_id', 'amount')).toEqual([
      ['re_rating', '', '27.00'],
      ['commission', 'D2', '8.00'],
    ])
  })
  test('are not topped up to a floor after they left', async () => {
    const floored = [`${TEN}, floor: { per_period: 500 }`]
    const run = await february(['D1 ana 1000 2026-02-10'], { plans: thirty({ components: floored }) })
    expect(pick(run.payouts, 'payable')).toEqual([['100.00']])
  })
  test('still count for the manager they stood under', async () => {
    const reps = csv('payee_id name title manager_id end_date', 'ana Ana AE mia 2026-01-31', 'mia Mia VP - -')
    const ae = thirty({ id: 'ae', assign: 'rep.title == "AE"' })
    const vp = plan({
      id: 'vp',
      assign: 'rep.title == "VP"',
      measures: { team: 'amount: deal.amount, date: deal.close_date, credit: { rollup: { levels: all } }' },
      components: ['id: t, measure: team, window: period, rate: { kind: flat, rate: 1% }'],
    })
    const run = await february(['D1 ana 1000 2026-02-10', 'D2 ana 1000 2026-03-05'], { plans: [ae, vp], reps })
    expect(pick(run.lines, 'payee_id', 'deal_id', 'amount')).toEqual([
      ['ana', 'D1', '100.00'],
      ['mia', 'D1', '10.00'],
    ])
    const march = await february(['D2 ana 1000 2026-03-05'], { plans: [ae, vp], reps, period: '2026-03' })
    expect(pick(march.payouts, 'payee_id', 'payable')).toEqual([['mia', '0.00']])
    expect(pick(march.exceptions, 'kind', 'deal_id')).toEqual([['left_company', 'D2']])
  })
})
