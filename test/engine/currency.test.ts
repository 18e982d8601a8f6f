import { describe, expect, test } from 'vitest'
import { calculate, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const TEN = plan({ components: ['id: c, window: deal, rate: { kind: flat, rate: 10% }'] })
const EUR_DEAL = csv(`${DEALS} currency`, 'A ana 1000 2026-01-15 EUR', 'B ana 1000 2026-01-16 USD')
const FX = 'date from to rate'

async function credit(fx: readonly string[], policy: string, deals = EUR_DEAL) {
  return calculate({
    plans: TEN,
    reps: ANA,
    deals,
    fx: csv(FX, ...fx),
    settings: policy === '' ? '' : `fx: { ${policy} }`,
    period: '2026-01',
  })
}

describe('deals in another currency are credited at the policy’s rate', () => {
  test.each([
    ['of the deal’s day', 'credit: deal_date', '2026-01-15 EUR USD 1.10', '110.00', '2026-01-15'],
    ['of the period’s last day', 'credit: period_end', '2026-01-31 EUR USD 1.20', '120.00', '2026-01-31'],
    ['of the period itself', 'credit: period_end', '2026-01 EUR USD 1.25', '125.00', '2026-01'],
    ['fixed', 'credit: fixed, fixed_on: 2025-12-31', '2025-12-31 EUR USD 1.05', '105.00', '2025-12-31'],
    [
      'inverse, where allowed: 1 / 0.8',
      'credit: deal_date, inverse: true',
      '2026-01-15 USD EUR 0.8',
      '125.00',
      '2026-01-15',
    ],
    [
      'up to three days earlier, where allowed',
      'credit: deal_date, earlier: 3',
      '2026-01-12 EUR USD 1.3',
      '130.00',
      '2026-01-12',
    ],
  ])('%s', async (_, policy, row, amount, on) => {
    const run = await credit([row], policy)
    expect(run.codes).toEqual([])
    expect(pick(run.lines, 'deal_id', 'amount')).toEqual([
      ['A', amount],
      ['B', '100.00'],
    ])
    expect(run.credits[0]!['fx_on']).toBe(on)
  })

  test('the average of the period’s days, to ten decimals', async () => {
    // (1.1 + 1.2 + 1.2) / 3 = 1.1666666667
    const rows = ['2026-01-02 EUR USD 1.1', '2026-01-05 EUR USD 1.2', '2026-01-31 EUR USD 1.2', '2026-02-01 EUR USD 9']
    const run = await credit(rows, 'credit: period_average')
    expect(pick(run.credits, 'fx_rate', 'credited_amount')[0]).toEqual(['1.1666666667', '1166.6666667'])
  })

  test.each([
    // The eleventh decimal is a five: to the even neighbour, up and down
    ['1.0000000001', '1.0000000002', '1.0000000002'],
    ['1.0000000002', '1.0000000003', '1.0000000002'],
    ['1.0000000003', '1.0000000004', '1.0000000004'],
  ])('an average of %s and %s is rounded half even (F10)', async (one, other, average) => {
    const run = await credit([`2026-01-02 EUR USD ${one}`, `2026-01-05 EUR USD ${other}`], 'credit: period_average')
    expect(run.credits[0]!['fx_rate']).toBe(average)
  })
  test('the average of a quarter is of its days: rates that stand under months are no days', async () => {
    const run = await calculate({
      plans: plan({ pays: 'quarter', components: ['id: c, window: deal, rate: { kind: flat, rate: 10% }'] }),
      reps: ANA,
      deals: EUR_DEAL,
      fx: csv(FX, '2026-02 EUR USD 5', '2026-03 EUR USD 5', '2026-02-02 EUR USD 1.1'),
      settings: 'fx: { credit: period_average }',
      period: '2026-Q1',
    })
    expect(run.credits[0]!['fx_rate']).toBe('1.1')
  })

  test.each([
    ['another day', 'credit: deal_date', '2026-01-14 EUR USD 1.1'],
    ['the other direction', 'credit: deal_date', '2026-01-15 USD EUR 0.8'],
    ['four days earlier than three', 'credit: deal_date, earlier: 3', '2026-01-11 EUR USD 1.1'],
    ['a later day', 'credit: deal_date, earlier: 3', '2026-01-16 EUR USD 1.1'],
  ])('a rate of %s is missing: an error naming the pair and the day', async (_, policy, row) => {
    const run = await credit([row], policy)
    expect(run.codes).toEqual(['SPM5031'])
    for (const part of ['EUR', 'USD', '2026-01-15']) expect(run.found.at(-1)!.message).toContain(part)
  })

  test('without a policy nothing is converted', async () => {
    expect((await credit(['2026-01-15 EUR USD 1.1'], '')).codes).toEqual(['SPM5034'])
  })

  test('a deal that names no currency is in that of the settings, else in the plan’s', async () => {
    const bare = csv(DEALS, 'A ana 1000 2026-01-15')
    expect((await credit([], '', bare)).payouts[0]!['payable']).toBe('100.00')
    const run = await calculate({
      plans: TEN,
      reps: ANA,
      deals: bare,
      fx: csv(FX, '2026-01-15 EUR USD 1.1'),
      settings: 'currency: EUR\nfx: { credit: deal_date }',
      period: '2026-01',
    })
    expect(run.payouts[0]!['payable']).toBe('110.00')
  })
})

describe('pay in another currency than the plan’s', () => {
  const pay = async (policy: string, fx: string, deals: string, currency = 'EUR', keys: readonly string[] = []) =>
    calculate({
      plans: plan({ keys, components: ['id: c, window: deal, rate: { kind: flat, rate: 10% }'] }),
      reps: csv('payee_id name currency', `ana Ana ${currency}`),
      deals,
      fx: csv(FX, fx),
      settings: policy,
      period: '2026-01',
    })

  const THREE = csv(DEALS, 'A ana 1000 2026-01-15', 'B ana 1000 2026-01-16', 'C ana 1000 2026-01-17')
  test('the total is converted and rounded once, its lines by largest remainder', async () => {
    const run = await pay('fx: { payout: period_end }', '2026-01-31 USD EUR 0.33333', THREE)
    expect(run.codes).toEqual([])
    // 300.00 x 0.33333 = 99.999 -> 100.00; each 33.333 -> 33.33, the missing cent to the first (ties)
    expect(pick(run.lines, 'deal_id', 'amount', 'pay_amount', 'pay_currency')).toEqual([
      ['A', '100.00', '33.34', 'EUR'],
      ['B', '100.00', '33.33', 'EUR'],
      ['C', '100.00', '33.33', 'EUR'],
    ])
    expect(pick(run.payouts, 'currency', 'payable')).toEqual([['EUR', '100.00']])
  })

  test('taking back is the mirror of paying', async () => {
    const run = await pay(
      'fx: { payout: period_end }',
      '2026-01-31 USD EUR 0.33333',
      THREE.replaceAll(',1000,', ',-1000,'),
      'EUR',
      ['negative: owed'],
    )
    expect(run.lines.map((line) => line['pay_amount'])).toEqual(['-33.34', '-33.33', '-33.33'])
    expect(run.payouts[0]!['owed']).toBe('100.00')
  })

  test('yen have no minor unit', async () => {
    const run = await pay('fx: { payout: period_end }', '2026-01-31 USD JPY 150.005', THREE, 'JPY')
    // 300 x 150.005 = 45,001.5 -> 45,002; each 15,000.5 -> 15,000; two more to the first two
    expect(run.lines.map((line) => line['pay_amount'])).toEqual(['15001', '15001', '15000'])
    expect(run.payouts[0]!['payable']).toBe('45002')
  })

  test('a missing rate and a missing policy are errors', async () => {
    expect((await pay('fx: { payout: period_end }', '2026-01-30 USD EUR 0.9', THREE)).codes).toEqual(['SPM5031'])
    expect((await pay('fx: { credit: deal_date }', '2026-01-31 USD EUR 0.9', THREE)).codes).toEqual(['SPM5035'])
  })

  test('two plans of a payee in one currency are converted as one total (F11)', async () => {
    const components = ['id: c, window: deal, rate: { kind: flat, rate: 10% }']
    const run = await calculate({
      plans: [plan({ id: 'a', assign: '', components }), plan({ id: 'b', assign: '', components })],
      reps: csv(
        'payee_id name currency plan effective_from effective_to',
        'ana Ana EUR a - 2026-01-15',
        'ana Ana EUR b 2026-01-16 -',
      ),
      deals: csv(DEALS, 'A ana 0.1 2026-01-15', 'B ana 0.1 2026-01-16'),
      fx: csv(FX, '2026-01-31 USD EUR 0.4'),
      settings: 'fx: { payout: period_end }',
      period: '2026-01',
    })
    // 0.02 x 0.4 = 0.008 -> 0.01; plan by plan 0.004 + 0.004 would pay nothing
    expect(run.payouts.map((payout) => payout['payable'])).toEqual(['0.01'])
  })
})
