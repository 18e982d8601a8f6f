import { describe, expect, test } from 'vitest'
import { plan, WON } from '../support/plan.js'
import { said, validate } from '../support/validate.js'

const of = (code: string, component: string, keys: readonly string[] = []): Promise<readonly string[]> =>
  said({ plans: plan({ components: [component], keys }) }, code)

describe('a tier that a cap makes idle', () => {
  // 50,000 x 8 % = 4,000; from there 10 %: 5,000 is full at 60,000.
  const tiers = (third: string): string =>
    `id: c, window: period, cap: { per_period: 5000, excess: lost }, rate: { kind: tiered, by: amount, mode: marginal, tiers: [{ from: 0, rate: 8% }, { from: 50000, rate: 10% }, { from: ${third}, rate: 12% }] }`

  test('is one that starts where the cap is full', async () => {
    expect(await of('SPM3803', tiers('60000'))).toEqual([
      'tier 3 of "c" pays nothing more: the cap of 5,000.00 USD is full where it starts',
    ])
  })

  test('is not one that starts a cent before', async () => {
    expect(await of('SPM3803', tiers('59999.99'))).toEqual([])
  })

  test('is not one whose excess is carried into later pay periods', async () => {
    const carried = tiers('60000').replace('excess: lost', 'excess: carried, until: plan_end, then: lost')
    expect(await of('SPM3803', carried)).toEqual([])
  })

  test('is not one in a longer window, of which a cap per pay period leaves room later', async () => {
    expect(await of('SPM3803', tiers('60000').replace('window: period', 'window: year'))).toEqual([])
  })

  test('the cap of the plan counts too', async () => {
    const without = tiers('60000').replace('cap: { per_period: 5000, excess: lost }, ', '')
    expect(await of('SPM3803', without, ['cap: { per_period: 5000, excess: lost }'])).toHaveLength(1)
    expect(await of('SPM3803', without, ['cap: { per_period: 5000.01, excess: lost }'])).toEqual([])
  })
})

describe('a tier that pays as the one below it', () => {
  const rate = (mode: string, second: string): string =>
    `id: c, window: period, rate: { kind: tiered, by: amount, mode: ${mode}, tiers: [{ from: 0, rate: 8% }, { from: 100, rate: ${second} }] }`

  test('has the same rate, however it is written', async () => {
    expect(await of('SPM3804', rate('marginal', '0.08'))).toEqual([
      'tier 2 of "c" pays as tier 1 does: without it nothing would change',
    ])
    expect(await of('SPM3804', rate('retroactive', '8%'))).toHaveLength(1)
    expect(await of('SPM3804', rate('marginal', '8.01%'))).toEqual([])
  })

  test('is not one of another mode', async () => {
    expect(await of('SPM3804', rate('marginal', '8%, mode: retroactive'))).toEqual([])
  })

  test('milestones of which each pays are worth their amount again', async () => {
    const milestones = (pays: string): string =>
      `id: c, kind: bonus, window: period, rate: { kind: milestone, by: amount, pays: ${pays}, tiers: [{ from: 100, amount: 50 }, { from: 200, amount: 50 }] }`
    expect(await of('SPM3804', milestones('each'))).toEqual([])
    expect(await of('SPM3804', milestones('highest'))).toHaveLength(1)
  })

  test('multipliers are looked at as well', async () => {
    const multiplier = 'multiplier: { by: attainment, tiers: [{ from: 0%, times: 1 }, { from: 100%, times: 1 }] }'
    expect(await of('SPM3804', `id: c, window: period, rate: { kind: flat, rate: 8% }, ${multiplier}`)).toHaveLength(1)
  })
})

describe('a component that can never pay', () => {
  test.each([
    ['id: c, window: period, rate: { kind: flat, rate: 0% }', 'all that its rate gives is zero'],
    [
      'id: c, window: period, rate: { kind: table, by: [payee_id], match: first, rows: [{ payee_id: a, rate: 0 }], otherwise: { rate: 0% } }',
      'all that its rate gives is zero',
    ],
    ['id: c, kind: rank, window: period, by: amount, prizes: [0, 0]', 'all its prizes are zero'],
    ['id: c, window: period, rate: { kind: flat, rate: 8% }, multiplier: { times: 0 }', 'it is multiplied by 0'],
    ['id: c, kind: bonus, window: period, rate: { kind: formula, formula: 2 - 2 }', 'all that its rate gives is zero'],
  ])('%s', async (component, why) => {
    expect(await of('SPM3805', component)).toEqual([`"c" can never pay: ${why}`])
  })

  test.each([
    [
      'one of its rates is not zero',
      'rate: { kind: table, by: [payee_id], match: first, rows: [{ payee_id: a, rate: 0 }], otherwise: { rate: 1% } }',
    ],
    [
      'the multiplier holds only sometimes',
      'rate: { kind: flat, rate: 8% }, multiplier: { when: deal.amount > 1, times: 0 }',
    ],
    ['the cap is a cent', 'rate: { kind: flat, rate: 8% }, cap: { per_period: 0.01, excess: lost }'],
    ['points are added to the rate', 'rate: { kind: flat, rate: 0% }, multiplier: { when: deal.amount > 1, add: 5% }'],
    ['a floor pays', 'rate: { kind: flat, rate: 0% }, floor: { per_period: 100 }'],
  ])('can pay where %s', async (_, keys) => {
    expect(await of('SPM3805', `id: c, window: period, ${keys}`)).toEqual([])
  })
})

test('conditions that are false whatever the deal', async () => {
  const found = await validate({
    plans: plan({
      measures: { won: `${WON}, where: 1 > 2` },
      components: [
        'id: c, window: period, where: 2 == 3, rate: { kind: flat, rate: 8% }, multiplier: [{ when: 1 > 1, times: 2 }]',
      ],
    }),
  })
  expect(found.map(({ code, message, place }) => [code, message, place?.line])).toEqual([
    ['SPM3806', 'the condition of the measure won never holds: 1 > 2', 7],
    ['SPM3806', 'the condition of "c" never holds: 2 == 3', 9],
    ['SPM3806', 'the condition of a multiplier of "c" never holds: 1 > 1', 9],
  ])
})

describe('a measure that nothing uses', () => {
  const FLAT = 'id: c, window: period, rate: { kind: flat, rate: 8% }'
  const measures = { won: WON, spare: WON }

  test('is told', async () => {
    expect(await said({ plans: plan({ measures, components: [FLAT] }) })).toEqual(['nothing uses the measure "spare"'])
  })

  test('is none that a gate or `of` names', async () => {
    const gate = 'gate: { measure: spare, at_least: 80%, window: period, else: hold, reclose: keep }'
    const of = 'rate: { kind: tiered, by: attainment, of: spare, mode: marginal, tiers: [{ from: 0%, rate: 8% }] }'
    for (const component of [`${FLAT}, ${gate}`, `id: c, window: period, ${of}`]) {
      expect(await said({ plans: plan({ measures, components: [component] }) }, 'SPM3807')).toEqual([])
    }
  })

  test('is none that has quotas of its own: its attainment is reported', async () => {
    const reps = 'payee_id,name\nana,Ana\n'
    const quotas = 'payee_id,period,measure,amount\nana,2026,spare,1200\n'
    expect(await said({ plans: plan({ measures, components: [FLAT] }), reps, quotas })).toEqual([])
  })

  test('is none that a later plan goes on with', async () => {
    const first = plan({ measures, components: [FLAT], to: '2026-06-30' })
    const second = plan({
      measures,
      components: [FLAT, 'id: d, measure: spare, window: year, rate: { kind: flat, rate: 1% }'],
      from: '2026-07-01',
      keys: ['continues: p'],
    })
    expect(await said({ plans: [first, second] })).toEqual([])
  })
})

describe('pay that falls due after the plan', () => {
  const BONUS = 'id: b, kind: bonus, window: year, rate: { kind: formula, formula: "100" }'

  test('is that of a window that ends when no plan is in force', async () => {
    expect(await said({ plans: plan({ components: [BONUS], to: '2026-11-30' }) })).toEqual([
      '"b" never pays for 2026: it pays on 2026-12-31, and the plan ends on 2026-11-30',
    ])
  })

  test('comes in the run of the last month, even where the plan ends inside it', async () => {
    expect(await said({ plans: plan({ components: [BONUS], to: '2026-12-01' }) })).toEqual([])
  })

  test('comes where another plan goes on, or where it is paid to date', async () => {
    const ends = plan({ components: [BONUS], to: '2026-06-30' })
    const next = plan({ id: 'q', components: [BONUS], from: '2026-07-01', assign: '' })
    expect(await said({ plans: [ends, next] })).toEqual([])
    const interim = plan({ components: [BONUS.replace('rate:', 'interim: "true", rate:')], to: '2026-06-30' })
    expect(await said({ plans: interim })).toEqual([])
  })
})

test('what several plans take over from one is told once', async () => {
  const base = `template: "true"\nplan: base\ncurrency: USD\npays: month\nmeasures: { won: { ${WON} } }\ncomponents: [{ id: c, kind: commission, measure: won, window: period, rate: { kind: flat, rate: 0% } }]\n`
  const own = (id: string): string =>
    `plan: ${id}\nextends: base\nassign: rep.payee_id == "${id}"\neffective: { from: 2026-01-01, to: 2026-12-31 }\n`
  const found = await validate({ plans: [base, own('a'), own('b')] })
  expect(found.map(({ code, place }) => [code, place?.file])).toEqual([['SPM3805', 'plan-1.yaml']])
})
