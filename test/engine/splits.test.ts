import { describe, expect, test } from 'vitest'
import { calculate, pick } from '../support/project.js'
import { csv, DEALS, plan } from '../support/plan.js'

const REPS = csv('payee_id name', 'ana Ana', 'bo Bo', 'cy Cy')
const TEN = 'id: c, window: period, rate: { kind: flat, rate: 100% }'

async function split(splits: string, components: readonly string[] = [TEN], amount = '100.00') {
  return calculate({
    plans: plan({ components }),
    reps: REPS,
    deals: csv(DEALS, `D ana ${amount} 2026-01-10`),
    splits,
    period: '2026-01',
  })
}

test('100.00 by percents of 33.33, 33.33 and 33.34 is credited and paid to the cent', async () => {
  const run = await split(csv('deal_id payee_id percent', 'D ana 33.33', 'D bo 33.33', 'D cy 33.34'))
  expect(run.codes).toEqual([])
  expect(pick(run.credits, 'payee_id', 'share', 'credited_amount')).toEqual([
    ['ana', '0.3333', '33.33'],
    ['bo', '0.3333', '33.33'],
    ['cy', '0.3334', '33.34'],
  ])
  expect(run.lines.map((line) => line['amount'])).toEqual(['33.33', '33.33', '33.34'])
})

test('by weight 1:1:1 each has an exact third; credits are not rounded, each line is (F33)', async () => {
  const run = await split(csv('deal_id payee_id weight', 'D cy 1', 'D ana 1', 'D bo 1'))
  expect(run.codes).toEqual([])
  expect(run.credits.map((credit) => credit['credited_amount'])).toEqual(Array(3).fill('33.333333333333'))
  // F11: largest remainder divides fixed money only, so 0.01 of 100.00 is paid to nobody.
  expect(run.lines.map((line) => line['amount'])).toEqual(['33.33', '33.33', '33.33'])
})

test('percents that do not total 100 are an error (F33)', async () => {
  expect((await split(csv('deal_id payee_id percent', 'D ana 33.33', 'D bo 33.33', 'D cy 33.33'))).codes).toEqual([
    'SPM5060',
  ])
})

test('where a deal has split rows its owner is credited only if listed (F33)', async () => {
  const run = await split(csv('deal_id payee_id percent', 'D bo 100'))
  expect(pick(run.lines, 'payee_id', 'amount')).toEqual([['bo', '100.00']])
})

test('overlay rows do not replace the owner', async () => {
  const run = await split(csv('deal_id payee_id percent type', 'D bo 100 overlay'))
  expect(pick(run.lines, 'payee_id', 'amount')).toEqual([['ana', '100.00']])
})

test('splits of deals that are not there are told, once for all of them', async () => {
  expect((await split(csv('deal_id payee_id percent', 'X ana 100'))).codes).toEqual(['SPM5061'])
  const many = await split(
    csv('deal_id payee_id percent', ...['U', 'V', 'W', 'X', 'Y', 'Z'].map((id) => `${id} ana 100`)),
  )
  expect(many.codes).toEqual(['SPM5061'])
  expect(many.found[0]?.message).toContain('6 deals')
})

describe('window deal', () => {
  const size =
    'id: c, window: deal, rate: { kind: tiered, by: amount, mode: marginal, tiers: [{ from: 0, rate: 6% }, { from: 25000, rate: 8% }] }'
  test('the tier comes from the whole deal, the split scales the pay', async () => {
    const run = await split(csv('deal_id payee_id percent', 'D ana 60', 'D bo 40'), [size], '50000')
    // 25,000 x 6 % + 25,000 x 8 % = 3,500: 60 % = 2,100, 40 % = 1,400
    expect(run.lines.map((line) => line['amount'])).toEqual(['2100.00', '1400.00'])
  })

  test('a cap per deal is on the whole deal before the split (F34)', async () => {
    const capped = `${size}, cap: { per_deal: 3000, excess: lost }`
    const run = await split(csv('deal_id payee_id percent', 'D ana 60', 'D bo 40'), [capped], '50000')
    // 3,000: ana 1,800 (2,100 - 300), bo 1,200 (1,400 - 200)
    expect(pick(run.lines, 'payee_id', 'kind', 'deal_id', 'amount')).toEqual([
      ['ana', 'commission', 'D', '2100.00'],
      ['ana', 'deal_cap', 'D', '-300.00'],
      ['bo', 'commission', 'D', '1400.00'],
      ['bo', 'deal_cap', 'D', '-200.00'],
    ])
  })
})

test('on an accumulated window the split reduces what accrues', async () => {
  const run = await split(
    csv('deal_id payee_id percent', 'D ana 50', 'D bo 50'),
    [
      'id: c, window: period, rate: { kind: tiered, by: amount, mode: marginal, tiers: [{ from: 0, rate: 6% }, { from: 25000, rate: 8% }] }',
    ],
    '50000',
  )
  // 25,000 each: nobody gets above 25,000. 1,500 each
  expect(run.lines.map((line) => line['amount'])).toEqual(['1500.00', '1500.00'])
})

test('on a window longer than the deal a cap per deal is on the payee’s line (F34)', async () => {
  const run = await split(
    csv('deal_id payee_id percent', 'D ana 60', 'D bo 40'),
    ['id: c, window: period, rate: { kind: flat, rate: 10% }, cap: { per_deal: 2500, excess: lost }'],
    '50000',
  )
  // ana 3,000 - 500; bo 2,000
  expect(pick(run.payouts, 'payee_id', 'payable')).toEqual([
    ['ana', '2500.00'],
    ['bo', '2000.00'],
    ['cy', '0.00'],
  ])
})

describe('what is paid for a shared deal and not for its amount (F34)', () => {
  const halves = csv('deal_id payee_id percent', 'D ana 60', 'D bo 40')
  const fee = (how: string): string =>
    `id: c, window: deal, rate: { kind: flat, amount: 100, per: deal, split: ${how} }, cap: { per_deal: 80, excess: lost }`
  const lines = async (how: string) => pick((await split(halves, [fee(how)])).lines, 'payee_id', 'kind', 'amount')
  test('is the share of each, and so is the cap on the whole deal', async () => {
    expect(await lines('share')).toEqual([
      ['ana', 'commission', '60.00'],
      ['ana', 'deal_cap', '-12.00'],
      ['bo', 'commission', '40.00'],
      ['bo', 'deal_cap', '-8.00'],
    ])
  })
  test('or all of it for each, and all of the cap', async () => {
    expect(await lines('whole')).toEqual([
      ['ana', 'commission', '100.00'],
      ['ana', 'deal_cap', '-20.00'],
      ['bo', 'commission', '100.00'],
      ['bo', 'deal_cap', '-20.00'],
    ])
  })
})
