import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick } from '../../support/project.js'
import { csv, DEALS, plan } from '../../support/plan.js'

/** ana sells, mia leads her, vic leads mia. */
const REPS = csv('payee_id name manager_id plan', 'ana Ana mia seller', 'mia Mia vic boss', 'vic Vic - boss')
const SELLER = plan({
  id: 'seller',
  assign: '',
  keys: ['negative: owed'],
  components: ['id: own, window: period, rate: { kind: flat, rate: 10% }'],
})
const boss = (override: string, more: readonly string[] = []): string =>
  plan({
    id: 'boss',
    assign: '',
    keys: ['negative: owed', ...more],
    components: [`kind: override, id: team, ${override}`],
  })
const paid = (rows: readonly Record<string, string>[]): string[][] =>
  pick(rows, 'payee_id', 'kind', 'deal_id', 'amount')
const run = (override: string, deals: readonly string[] = ['A ana 1000 2026-03-10'], seller = SELLER, reps = REPS) =>
  calculate({ plans: [seller, boss(override)], reps, deals: csv(DEALS, ...deals), period: '2026-03' })

describe('an override on credits', () => {
  test('pays each level on the whole amount', async () => {
    const result = await run('of: credits, mode: full, levels: all, window: deal, rate: { kind: flat, rate: 2% }')
    expect(paid(result.lines)).toEqual([
      ['ana', 'commission', 'A', '100.00'],
      ['mia', 'override', 'A', '20.00'],
      ['vic', 'override', 'A', '20.00'],
    ])
    expect(pick(result.payouts, 'payee_id', 'commission', 'override')).toEqual([
      ['ana', '100.00', '0.00'],
      ['mia', '0.00', '20.00'],
      ['vic', '0.00', '20.00'],
    ])
  })
  test('reaches as many levels as it says, and pays no own deals', async () => {
    const deals = ['A ana 1000 2026-03-10', 'B mia 500 2026-03-10']
    const one = await run('of: credits, mode: full, levels: 1, window: deal, rate: { kind: flat, rate: 2% }', deals)
    expect(paid(one.lines).slice(1)).toEqual([
      ['mia', 'override', 'A', '20.00'],
      ['vic', 'override', 'B', '10.00'],
    ])
    const second = await run(
      'of: credits, mode: full, levels: { only: 2 }, window: deal, rate: { kind: flat, rate: 2% }',
    )
    expect(paid(second.lines).slice(1)).toEqual([['vic', 'override', 'A', '20.00']])
  })
  test('goes by attainment of the quota that has its name', async () => {
    const result = await calculate({
      plans: [
        SELLER,
        boss(
          'of: credits, mode: full, levels: 1, window: period, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }, { from: 100%, rate: 3% }] }',
        ),
      ],
      reps: REPS,
      quotas: csv('payee_id period measure amount', 'mia 2026-03 team 800', 'vic 2026-03 team 800'),
      deals: csv(DEALS, 'A ana 1000 2026-03-10'),
      period: '2026-03',
    })
    // 800 x 1 % + 200 x 3 %
    expect(result.codes).toEqual([])
    expect(paid(result.lines)[1]).toEqual(['mia', 'override', 'A', '14.00'])
  })
})

describe('a cascading override (F36)', () => {
  const CASCADE =
    'of: credits, mode: cascading, below: [own, team], levels: all, window: period, rate: { kind: flat, rate: 20% }'
  test('pays each level on what owner and lower levels left', async () => {
    const result = await run(CASCADE)
    // ana 10 % of 1,000 = 100; mia 20 % of 900 = 180; vic 20 % of 720 = 144
    expect(paid(result.lines)).toEqual([
      ['ana', 'commission', 'A', '100.00'],
      ['mia', 'override', 'A', '180.00'],
      ['vic', 'override', 'A', '144.00'],
    ])
  })
  test('takes what the components that `below` names leave, and no others', async () => {
    const result = await run(CASCADE.replace('[own, team]', '[own]'))
    expect(paid(result.lines).slice(1)).toEqual([
      ['mia', 'override', 'A', '180.00'],
      ['vic', 'override', 'A', '180.00'],
    ])
  })
  test('has each manager’s own part of a split deal', async () => {
    const reps = csv(
      'payee_id name manager_id plan',
      'ana Ana mia seller',
      'bo Bo max seller',
      'mia Mia vic boss',
      'max Max vic boss',
      'vic Vic - boss',
    )
    const result = await calculate({
      plans: [SELLER, boss(CASCADE)],
      reps,
      deals: csv(DEALS, 'A ana 1000 2026-03-10'),
      splits: csv('deal_id payee_id percent', 'A ana 60', 'A bo 40'),
      period: '2026-03',
    })
    // ana 60, bo 40; mia 20 % of 540 = 108; max 20 % of 360 = 72; vic 20 % of (1,000 - 100 - 180) = 144
    expect(paid(result.lines)).toEqual([
      ['ana', 'commission', 'A', '60.00'],
      ['bo', 'commission', 'A', '40.00'],
      ['max', 'override', 'A', '72.00'],
      ['mia', 'override', 'A', '108.00'],
      ['vic', 'override', 'A', '144.00'],
    ])
  })
  test('follows when somebody below is re-rated for earlier deals', async () => {
    const seller = plan({
      id: 'seller',
      assign: '',
      components: [
        'id: own, window: quarter, rate: { kind: tiered, by: amount, mode: retroactive, tiers: [{ from: 0, rate: 10% }, { from: 1500, rate: 20% }] }',
      ],
    })
    const runs = await calculateAll(
      {
        plans: [seller, boss(CASCADE)],
        reps: REPS,
        deals: csv(DEALS, 'A ana 1000 2026-02-10', 'B ana 1000 2026-03-10'),
      },
      ['2026-02', '2026-03'],
    )
    expect(paid(runs[0]!.lines)).toEqual([
      ['ana', 'commission', 'A', '100.00'],
      ['mia', 'override', 'A', '180.00'],
      ['vic', 'override', 'A', '144.00'],
    ])
    // March: ana has 20 %: 100 more for A, 200 for B. mia: -20 % of 100, 20 % of 800. vic: 20 % of (-100 + 20), of 640
    expect(paid(runs[1]!.lines)).toEqual([
      ['ana', 're_rating', '', '100.00'],
      ['ana', 'commission', 'B', '200.00'],
      ['mia', 're_rating', '', '-20.00'],
      ['mia', 'override', 'B', '160.00'],
      ['vic', 're_rating', '', '-16.00'],
      ['vic', 'override', 'B', '128.00'],
    ])
  })
})

describe('an override on earnings', () => {
  const ON = 'of: earnings, mode: full, below: [own], levels: all, window: period, rate: { kind: flat, rate: 10% }'
  test('pays a percent of what the people below earn, their caps included', async () => {
    const seller = plan({
      id: 'seller',
      assign: '',
      components: ['id: own, window: period, rate: { kind: flat, rate: 10% }, cap: { per_deal: 80, excess: lost }'],
    })
    const result = await run(ON, ['A ana 1000 2026-03-10', 'B ana 500 2026-03-11'], seller)
    // 10 % of 80 and of 50, on both levels
    expect(paid(result.lines).slice(3)).toEqual([
      ['mia', 'override', 'A', '8.00'],
      ['mia', 'override', 'B', '5.00'],
      ['vic', 'override', 'A', '8.00'],
      ['vic', 'override', 'B', '5.00'],
    ])
  })
  test('cascading pays on earnings less what lower levels had of them', async () => {
    const result = await run(ON.replace('full', 'cascading').replace('[own]', '[own, team]'))
    // mia 10 % of 100; vic 10 % of (100 - 10)
    expect(paid(result.lines).slice(1)).toEqual([
      ['mia', 'override', 'A', '10.00'],
      ['vic', 'override', 'A', '9.00'],
    ])
  })
  test.each([
    // 10 % of the 100 that ana earned, for each level
    ['of: earnings, mode: full', ['10.00', '10.00']],
    // 1000 - 100 = 900 leave mia 90; 1000 - 100 - 90 leave vic 81
    ['of: credits, mode: cascading', ['90.00', '81.00']],
  ])('knows what somebody earned who has left and is still credited (F40): %s', async (how, amounts) => {
    const seller = SELLER.replace('negative: owed', 'negative: owed\nleavers: { credit_days: 30 }')
    const reps = (end: string): string =>
      csv(
        'payee_id name manager_id plan end_date',
        `ana Ana mia seller ${end}`,
        'mia Mia vic boss -',
        'vic Vic - boss -',
      )
    const override = `${how}, below: [own, team], levels: all, window: period, rate: { kind: flat, rate: 10% }`
    for (const end of ['-', '2026-02-28']) {
      const { lines } = await run(override, undefined, seller, reps(end))
      expect(paid(lines)).toEqual([
        ['ana', 'commission', 'A', '100.00'],
        ['mia', 'override', 'A', amounts[0]],
        ['vic', 'override', 'A', amounts[1]],
      ])
    }
  })
  test('refuses earnings in another currency or by another pay period', async () => {
    const seller = plan({
      id: 'seller',
      assign: '',
      pays: 'quarter',
      components: ['id: own, window: period, rate: { kind: flat, rate: 10% }'],
    })
    expect((await run(ON, undefined, seller)).codes).toEqual(['SPM5909'])
  })
})

test('a manager who changes in mid-period has the deals of his days (F35)', async () => {
  const reps = csv(
    'payee_id name manager_id plan effective_from effective_to',
    'ana Ana mia seller - 2026-03-15',
    'ana Ana max seller 2026-03-16 -',
    'mia Mia - boss - -',
    'max Max - boss - -',
  )
  const result = await run(
    'of: credits, mode: full, levels: 1, window: deal, rate: { kind: flat, rate: 2% }',
    ['A ana 1000 2026-03-15', 'B ana 1000 2026-03-16'],
    SELLER,
    reps,
  )
  expect(paid(result.lines).slice(2)).toEqual([
    ['max', 'override', 'B', '20.00'],
    ['mia', 'override', 'A', '20.00'],
  ])
})
