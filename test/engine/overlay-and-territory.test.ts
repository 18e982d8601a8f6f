import { describe, expect, test } from 'vitest'
import { calculate, pick, type TestProject } from '../support/project.js'
import { csv, DEALS, plan } from '../support/plan.js'

const won = (credit: string, more = ''): { won: string } => ({
  won: `${more}amount: deal.amount, date: deal.close_date, credit: ${credit}`,
})
const TEN = 'id: c, window: period, rate: { kind: flat, rate: 10% }'

describe('overlay', () => {
  const SPLIT = 'deal_id payee_id percent type'
  const AE = plan({ id: 'ae', assign: 'rep.role == "AE"', components: [TEN] })
  const SE = plan({ id: 'se', assign: 'rep.role == "SE"', measures: won('overlay'), components: [TEN] })
  const run = async (splits: readonly string[], more: Partial<TestProject> = {}) =>
    calculate({
      plans: [AE, SE],
      reps: csv('payee_id name role', 'ana Ana AE', 'sam Sam SE', 'sue Sue SE'),
      deals: csv(DEALS, 'D1 ana 1000 2026-01-10'),
      splits: csv(SPLIT, ...splits),
      period: '2026-01',
      ...more,
    })

  test('comes on top of the deal, which stays whole with its owner (F33)', async () => {
    const result = await run(['D1 sam 100 overlay', 'D1 sue 25 overlay'])
    expect(result.codes).toEqual([])
    expect(pick(result.credits, 'payee_id', 'credit', 'share', 'credited_amount')).toEqual([
      ['ana', 'direct', '1', '1000'],
      ['sam', 'overlay', '1', '1000'],
      ['sue', 'overlay', '0.25', '250'],
    ])
    expect(pick(result.payouts, 'payee_id', 'payable')).toEqual([
      ['ana', '100.00'],
      ['sam', '100.00'],
      ['sue', '25.00'],
    ])
    expect(result.counts).toEqual({ read: 1, credited: 1, excluded: 0, rejected: 0 })
  })
  test('may be more than the whole deal', async () => {
    expect(pick((await run(['D1 sam 150 overlay'])).credits, 'payee_id', 'credited_amount')).toEqual([
      ['ana', '1000'],
      ['sam', '1500'],
    ])
  })
  test('a measure of both adds the payee’s parts to one credit and one line', async () => {
    const both = plan({ measures: won('[direct, overlay]'), components: [TEN] })
    const result = await run(['D1 ana 60 revenue', 'D1 sam 40 revenue', 'D1 sam 50 overlay'], { plans: both })
    expect(pick(result.credits, 'payee_id', 'credit', 'share')).toEqual([
      ['ana', 'direct', '0.6'],
      ['sam', 'direct overlay', '0.9'],
    ])
    expect(pick(result.lines, 'payee_id', 'deal_id', 'amount')).toEqual([
      ['ana', 'D1', '60.00'],
      ['sam', 'D1', '90.00'],
    ])
  })
  test('whose plan credits none is an exception, once another plan credits overlays', async () => {
    const result = await run(['D1 ana 10 overlay', 'D1 sam 20 overlay'])
    expect(result.codes).toEqual([])
    expect(pick(result.exceptions, 'kind', 'payee_id', 'deal_id')).toEqual([['overlay_not_credited', 'ana', 'D1']])
  })
  test('of a leaver is an exception', async () => {
    const reps = csv('payee_id name role end_date', 'ana Ana AE -', 'sam Sam SE 2026-01-05')
    const result = await run(['D1 sam 20 overlay'], { reps })
    expect(pick(result.exceptions, 'kind', 'payee_id', 'date')).toEqual([['left_company', 'sam', '2026-01-10']])
  })
  test('that no measure credits at all is a warning', async () => {
    expect((await run(['D1 sam 20 overlay'], { plans: AE.replace('rep.role == "AE"', 'true') })).codes).toEqual([
      'SPM5063',
    ])
  })
  test('by weight says nothing', async () => {
    const result = await run([], {
      splits: csv('deal_id payee_id weight type', 'D1 ana 1 revenue', 'D1 sam 1 overlay'),
    })
    expect(result.codes).toEqual(['SPM5704'])
  })
  test('an owner who sells and helps: without a rule for owned deals they are excluded, with the reason', async () => {
    const result = await run([], { deals: csv(DEALS, 'D1 sam 1000 2026-01-10') })
    expect(pick(result.exclusions, 'deal_id', 'reason', 'detail')).toEqual([['D1', 'no_rule', 'se/won']])
  })
  test('a measure that counts by overlay alone rejects a deal whose amount is blank', async () => {
    const se = SE.replace('deal.amount', 'deal.margin')
    const result = await run(['D1 sam 100 overlay'], {
      plans: [AE, se],
      deals: csv(`${DEALS} margin`, 'D1 ana 1000 2026-01-10 -'),
    })
    expect(result.codes).toEqual(['SPM5030'])
  })
})

describe('territory (F37)', () => {
  const HEADER = 'payee_id name role territory effective_from effective_to'
  const REPS = [
    'ana Ana AE T1 - 2026-01-15',
    'ana Ana AE T2 2026-01-16 -',
    'bo Bo AE T1 2026-01-16 -',
    'sam Sam SE T1 - -',
    'hub Hub Pool - - -',
  ]
  const deal = `${DEALS} territory_id`
  const run = async (parts: Partial<TestProject> & { readonly rows?: readonly string[]; readonly credit?: string }) => {
    const { rows = REPS, credit = '{ territory: { role: AE } }', ...more } = parts
    return calculate({
      plans: plan({ measures: won(credit), components: [TEN] }),
      reps: csv(HEADER, ...rows),
      deals: csv(deal, 'D1 hub 100 2026-01-15 T1', 'D2 hub 200 2026-01-16 T1', 'D3 hub 400 2026-01-16 T2'),
      period: '2026-01',
      ...more,
    })
  }
  test('is credited to whoever holds it in the role on the credit date: a handover in mid-month', async () => {
    const result = await run({})
    expect(result.codes).toEqual([])
    expect(pick(result.credits, 'payee_id', 'deal_id', 'credit', 'credited_amount')).toEqual([
      ['ana', 'D1', 'territory', '100'],
      ['ana', 'D3', 'territory', '400'],
      ['bo', 'D2', 'territory', '200'],
    ])
    expect(result.exceptions).toEqual([])
  })
  test('two roles credit two people', async () => {
    const result = await run({
      credit: '[{ territory: { role: AE } }, { territory: { role: SE } }]',
      deals: csv(deal, 'D1 hub 100 2026-01-15 T1'),
    })
    expect(pick(result.credits, 'payee_id', 'credited_amount')).toEqual([
      ['ana', '100'],
      ['sam', '100'],
    ])
  })
  test('the owner who holds it too has the deal once', async () => {
    const result = await run({
      credit: '[direct, { territory: { role: AE } }]',
      deals: csv(deal, 'D1 ana 100 2026-01-15 T1'),
    })
    expect(pick(result.credits, 'payee_id', 'credit', 'credited_amount')).toEqual([['ana', 'direct territory', '100']])
  })
  test('held by nobody, or blank, is an exception', async () => {
    const result = await run({ deals: csv(deal, 'D1 hub 100 2026-01-15 T9', 'D2 hub 100 2026-01-15 -') })
    expect(result.codes).toEqual([])
    expect(pick(result.exceptions, 'kind', 'deal_id', 'payee_id')).toEqual([
      ['no_territory_holder', 'D1', 'hub'],
      ['no_territory_holder', 'D2', 'hub'],
    ])
    expect(result.counts).toEqual({ read: 2, credited: 0, excluded: 2, rejected: 0 })
  })
  test('between two holders too', async () => {
    const rows = REPS.map((row) => row.replace('bo Bo AE T1 2026-01-16', 'bo Bo AE T1 2026-01-18'))
    const result = await run({ rows })
    expect(pick(result.exceptions, 'kind', 'deal_id')).toEqual([['no_territory_holder', 'D2']])
  })
  test('held by two is an error', async () => {
    const rows = REPS.map((row) => row.replace('bo Bo AE T1 2026-01-16', 'bo Bo AE T1 2026-01-15'))
    expect((await run({ rows })).codes).toEqual(['SPM5703'])
  })
  test('held by two whom the deal’s revenue split names is shared as it says', async () => {
    const rows = REPS.map((row) => row.replace('bo Bo AE T1 2026-01-16', 'bo Bo AE T1 2026-01-15'))
    const result = await run({
      rows,
      deals: csv(deal, 'D1 hub 100 2026-01-15 T1'),
      splits: csv('deal_id payee_id percent', 'D1 ana 70', 'D1 bo 30'),
    })
    expect(pick(result.credits, 'payee_id', 'credited_amount')).toEqual([
      ['ana', '70'],
      ['bo', '30'],
    ])
  })
})
