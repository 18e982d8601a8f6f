import { describe, expect, test } from 'vitest'
import type { Step } from '../../src/explain/step.js'
import { below, explained, sentences } from '../support/explained.js'
import { csv, DEALS, plan, WON } from '../support/plan.js'
import type { TestProject } from '../support/project.js'

const REPS = csv('payee_id name', 'E1 Ada')

const TIERS = `rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 8% }, { from: 100%, rate: 12% }, { above: 140%, rate: 15% }] }`

function project(parts: Partial<TestProject> & Pick<TestProject, 'plans' | 'deals'>): TestProject {
  return { reps: REPS, period: '2026-03', ...parts }
}

/** The first step of that name, at whatever depth. */
async function step(of: TestProject, what: string | RegExp, payee = 'E1'): Promise<Step> {
  const { chapters } = await explained(of, { payee })
  const all = (each: Step): readonly Step[] => [each, ...below(each).flatMap(all)]
  const found = chapters
    .flatMap(({ steps }) => steps.flatMap(all))
    .find((each) => (typeof what === 'string' ? each.what === what : what.test(each.what)))
  if (!found) throw new Error(`no step ${what}`)
  return found
}

describe('a deal in tiers', () => {
  // Quota 100,000 a year. D1: 95,000 at 8 % in January. D2 lies from 95,000 to 115,000: 5,000 x 8 % = 400, 15,000 x 12 % = 1,800.
  const year = project({
    plans: plan({ components: [`id: new, window: year, against: full_quota, ${TIERS}`] }),
    deals: csv(DEALS, 'D1 E1 95000 2026-01-10', 'D2 E1 20000 2026-03-10'),
    quotas: csv('payee_id period amount', 'E1 2026 100000'),
  })

  test('that crosses the quota says how much of it lies on either side', async () => {
    const crossing = await step(year, /^Deal D2/)
    expect(crossing.what).toBe('Deal D2 crossed 100 % of quota: 5,000.00 at 8 %, 15,000.00 at 12 %')
    expect(crossing.amount!.toFixed()).toBe('2200')
    expect(crossing.parts!.map(({ amount }) => amount!.toFixed())).toEqual(['400', '1800'])
  })

  test('names the tier above, and what is missing to reach it', async () => {
    // 140 % of 100,000 less 115,000.
    const component = await step(year, 'p/new')
    expect(component.notApplied).toEqual([
      { what: 'tier above 140%, 15 %', how: 'not reached, 25,000.00 USD more would reach it' },
    ])
  })

  test('that ends on a boundary below which the tier stays says that it starts above', async () => {
    const onTheDot = { ...year, deals: csv(DEALS, 'D1 E1 95000 2026-01-10', 'D2 E1 45000 2026-03-10') }
    const component = await step(onTheDot, 'p/new')
    expect(component.notApplied![0]!.how).toBe('not reached, it starts above where the window stands')
    const past = { ...year, deals: csv(DEALS, 'D1 E1 95000 2026-01-10', 'D2 E1 45000.01 2026-03-10') }
    expect((await step(past, 'p/new')).notApplied).toEqual([])
  })

  test('says where the quota stands and that all of the year counts', async () => {
    const quota = await step(year, 'quota')
    expect(quota.how).toBe('from 100,000.00 USD for 2026, over 12 pay periods')
    expect(quota.inputs).toEqual([{ file: 'quotas.csv', record: 2 }])
  })

  test('of a hire in the middle of the year goes by what is left of the quota', async () => {
    // 1,200 a month; hired on 16 March: 16 of 31 days of March, 1,200 x 16/31 = 619.354… = 619.35.
    const hired = {
      ...year,
      plans: plan({ keys: ['proration: days'], components: [`id: new, window: year, against: full_quota, ${TIERS}`] }),
      reps: csv('payee_id name hire_date', 'E1 Ada 2026-03-16'),
      deals: csv(DEALS, 'D1 E1 1000 2026-03-20'),
      quotas: csv('payee_id period amount', 'E1 2026 14400'),
    }
    const quota = await step(hired, 'quota')
    expect(quota.parts!.map(({ what, amount, how }) => [what, amount!.toFixed(), how])).toEqual([
      ['2026-01 to 2026-02', '0', '2 times 0 of 1,200.00 USD'],
      ['2026-03', '619.35', '16/31 of 1,200.00 USD'],
      ['2026-04 to 2026-12', '10800', '9 times 1,200.00 USD'],
    ])
  })

  test('that is taken back goes down through the tiers', async () => {
    // From 115,000 to 95,000: 15,000 x 12 % and 5,000 x 8 %, both negative.
    const memo = {
      ...year,
      plans: plan({ keys: ['negative: owed'], components: [`id: new, window: year, against: full_quota, ${TIERS}`] }),
      deals: csv(DEALS, 'D1 E1 95000 2026-01-10', 'D2 E1 20000 2026-02-10', 'D3 E1 -20000 2026-03-10'),
    }
    expect((await step(memo, /^Deal D3/)).what).toBe(
      'Deal D3 took the total back below 100 % of quota: -15,000.00 at 12 %, -5,000.00 at 8 %',
    )
  })
})

describe('a credit', () => {
  const plans = plan({ components: ['id: new, window: period, rate: { kind: flat, rate: 10% }'] })

  test('of a split deal names the share, the deal row and the split row', async () => {
    const split = project({
      plans,
      deals: csv(DEALS, 'D1 E1 1000 2026-03-10'),
      reps: csv('payee_id name', 'E1 Ada', 'E2 Ben'),
      splits: csv('deal_id payee_id percent', 'D1 E1 60', 'D1 E2 40'),
    })
    const credit = await step(split, /^credited/, 'E2')
    expect([credit.amount!.toFixed(), credit.how]).toEqual(['400', '40 % of 1,000.00 USD of deal D1, directly'])
    expect(credit.inputs).toEqual([
      { file: 'deals.csv', record: 2 },
      { file: 'splits.csv', record: 3 },
    ])
  })

  test('in another currency names the rate and its day, and a payout in one how it is converted', async () => {
    // 1,000 EUR at 1.1 = 1,100 USD, 10 % = 110 USD, at 0.9 = 99 EUR.
    const abroad = project({
      plans,
      reps: csv('payee_id name currency', 'E1 Ada EUR'),
      deals: csv(`${DEALS} currency`, 'D1 E1 1000 2026-03-10 EUR'),
      fx: csv('date from to rate', '2026-03-10 EUR USD 1.1', '2026-03-31 USD EUR 0.9'),
      settings: 'fx: { credit: deal_date, payout: period_end }\n',
    })
    expect((await step(abroad, /^credited/)).how).toContain('converted at 1.1 EUR to USD of 2026-03-10')
    const line = await step(abroad, /^Deal D1/)
    expect([line.amount!.toFixed(), line.unit]).toEqual(['99', 'EUR'])
    expect((await step(abroad, '110.00 USD before conversion')).amount!.toFixed()).toBe('110')
    expect((await step(abroad, 'Payout in EUR')).how).toContain('converted at 0.9 USD to EUR of 2026-03-31')
  })

  test('of parts of a cent is rounded in a step of its own', async () => {
    // 10 % of 33.33 = 3.333, paid 3.33.
    const odd = project({ plans, deals: csv(DEALS, 'D1 E1 33.33 2026-03-10') })
    const line = await step(odd, /^Deal D1/)
    expect(line.parts!.map(({ what, amount }) => [what, amount!.toFixed()])).toEqual([
      ['33.33 at 10 %', '3.333'],
      ['rounding', '-0.003'],
    ])
  })
})

describe('what changes pay after the rate', () => {
  const deals = csv(`${DEALS} term`, 'D1 E1 1000 2026-03-10 24', 'D2 E1 1000 2026-03-11 12')
  const settings = 'inputs: { deals: { types: { term: number } } }\n'

  test('a multiplier says of each deal whether its condition holds, and what the cell is', async () => {
    const multiplied = project({
      plans: plan({
        components: [
          'id: new, window: period, rate: { kind: flat, rate: 10% }, multiplier: { when: deal.term >= 24, times: 1.25 }',
        ],
      }),
      deals,
      settings,
    })
    const [long, short] = [await step(multiplied, /^Deal D1/), await step(multiplied, /^Deal D2/)]
    // 1,000 x 10 % x 1.25.
    expect([long.what, long.amount!.toFixed()]).toEqual(['Deal D1: 1,000.00 at 10 %, times 1.25 by multipliers', '125'])
    expect(long.because!.at(-1)).toEqual({ what: 'times 1.25', how: 'deal.term >= 24 holds: deal.term is 24' })
    expect(short.notApplied).toEqual([{ what: 'times 1.25', how: 'deal.term >= 24 does not hold (deal.term is 12)' }])
  })

  test('an uplift says how often a deal counts, and the tiers go by that', async () => {
    // D1 counts 1.5 x 1,000 towards a quota of 1,400: 100 of the way lies above it, of 1,500: pay on 1,000 x 100/1,500 at 20 %.
    const lifted = project({
      plans: plan({
        components: [
          'id: new, window: period, uplift: { when: deal.term >= 24, times: 1.5, for: attainment }, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 10% }, { from: 100%, rate: 20% }] }',
        ],
      }),
      deals,
      settings,
      quotas: csv('payee_id period amount', 'E1 2026-03 1400'),
    })
    const line = await step(lifted, /^Deal D1/)
    expect(line.because!.at(-1)).toEqual({
      what: 'counted 1.5 times towards the tiers',
      how: 'deal.term >= 24 holds: deal.term is 24',
    })
    expect((await step(lifted, /^Deal D2/)).notApplied!.at(-1)!.what).toBe('counted 1.5 times towards the tiers')
  })

  test('a cap is named whether it cuts or not, and its cut is a line', async () => {
    // 100 + 100 earned; at most 150, so 50 is cut.
    const capped = (most: number): TestProject =>
      project({
        plans: plan({
          components: [
            `id: new, window: period, rate: { kind: flat, rate: 10% }, cap: { per_period: ${most}, excess: lost }`,
          ],
        }),
        deals,
        settings,
      })
    expect((await step(capped(150), 'Cap per pay period')).amount!.toFixed()).toBe('-50')
    expect((await step(capped(200), 'cap per pay period')).how).toBe('at most 200.00 USD')
    await expect(step(capped(200), 'Cap per pay period')).rejects.toThrow('no step')
  })

  test('a gate says what it was tested by, also where it is open', async () => {
    const gated = (amount: number): TestProject =>
      project({
        plans: plan({
          components: [
            'id: new, window: period, rate: { kind: flat, rate: 10% }, gate: { measure: won, window: period, at_least: 50%, else: lost, reclose: keep }',
          ],
        }),
        deals: csv(DEALS, `D1 E1 ${amount} 2026-03-10`),
        quotas: csv('payee_id period amount', 'E1 2026-03 1000'),
      })
    expect((await step(gated(500), 'gate open')).how).toBe('won at 50.00 %, at least 50.00 % opens it')
    expect((await step(gated(499.99), 'gate closed')).how).toBe('won at 49.99 %, at least 50.00 % opens it')
  })
})

describe('a component that pays nothing', () => {
  const pays = async (parts: string, more: Partial<TestProject> = {}): Promise<string> => {
    const of = project({
      plans: plan({
        components: ['id: first, window: period, rate: { kind: flat, rate: 1% }', `id: second, ${parts}`],
      }),
      deals: csv(DEALS, 'D1 E1 1000 2026-03-10'),
      reps: csv('payee_id name region', 'E1 Ada EMEA'),
      ...more,
    })
    const { how } = await step(of, 'p/second')
    return how!.split('pays nothing: ')[1]!
  }
  const FLAT = 'rate: { kind: flat, rate: 10% }'

  test('says which condition on the payee does not hold', async () => {
    expect(await pays(`window: period, where: rep.region == "APAC", ${FLAT}`)).toBe(
      'not eligible, rep.region == "APAC" does not hold (rep.region is "EMEA")',
    )
  })

  test('says that its own days are over, or have not come', async () => {
    const spiff = (from: string, to: string): string => `kind: spiff, from: ${from}, to: ${to}, ${FLAT}`
    expect(await pays(spiff('2026-01-01', '2026-02-28'))).toBe('it ended on 2026-02-28')
    expect(await pays(spiff('2026-04-01', '2026-05-31'))).toBe('it starts on 2026-04-01')
  })

  test('says that it pays when its window ends', async () => {
    const bonus = 'kind: bonus, window: year, rate: { kind: formula, formula: credited * 0.01 }'
    expect(await pays(bonus)).toBe('it pays when its window ends, with 2026')
  })
})

describe('pay beside and after the rates', () => {
  const plans = (...keys: readonly string[]): string =>
    plan({ keys, components: ['id: new, window: period, rate: { kind: flat, rate: 10% }'] })

  test('an adjustment names its row, and a draw its place in the plan and the balance that it leaves', async () => {
    // 100 earned and 20 adjusted; the draw of 500 counts the pay alone: 400 are topped up and owed.
    const drawn = project({
      plans: plans(
        'negative: carry',
        'draw: { amount: 500, type: recoverable, style: minimum, counts: [], at_end: carry, recovery: { percent: 50% } }',
      ),
      deals: csv(DEALS, 'D1 E1 1000 2026-03-10'),
      adjustments: csv('id period payee_id amount reason requested_by approved_by', 'A1 2026-03 E1 20 fair ann bob'),
    })
    const adjustment = await step(drawn, 'Adjustment')
    expect([adjustment.amount!.toFixed(), adjustment.inputs]).toEqual(['20', [{ file: 'adjustments.csv', record: 2 }]])
    const draw = await step(drawn, 'Draw')
    expect([draw.amount!.toFixed(), draw.rule!.line]).toEqual(['400', 7])
    expect((await step(drawn, 'Draw owed by the payee')).amount!.toFixed()).toBe('400')
  })

  test('pay that waits for a payment names what has happened to the deal', async () => {
    const waiting = project({
      plans: plan({
        keys: ['leavers: { unreleased: pay }'],
        components: [
          'id: new, window: period, rate: { kind: flat, rate: 10% }, release: [{ at: booking, share: 50% }, { at: payment, share: 50% }]',
        ],
      }),
      deals: csv(DEALS, 'D1 E1 1000 2026-03-10'),
      events: csv('event_id deal_id date type amount', 'V1 D1 2026-03-20 payment 400'),
    })
    // 100 earned: 50 at booking, 40 % of the other 50 by the payment: 70 are payable, 30 wait.
    const waits = await step(waiting, 'Earned, not payable yet, deal D1')
    expect([waits.amount!.toFixed(), waits.inputs]).toEqual(['-30', [{ file: 'events.csv', record: 2 }]])
  })

  test('objectives are named with weight, score and row', async () => {
    const goals = project({
      plans: plan({ components: ['id: goals, kind: mbo, window: quarter, target: 1000'] }),
      deals: csv(DEALS, 'D1 E1 1000 2026-03-10'),
      objectives: csv(
        'payee_id period objective_id weight score',
        'E1 2026-Q1 launch 60% 50%',
        'E1 2026-Q1 hire 40% -',
      ),
    })
    // 1,000 x 60 % x 50 %; nobody has judged the other one.
    expect((await step(goals, 'Objectives')).amount!.toFixed()).toBe('300')
    expect(await step(goals, 'objective hire')).toEqual({
      what: 'objective hire',
      how: 'weight 40 %, no score yet: not paid',
      inputs: [{ file: 'objectives.csv', record: 3 }],
    })
  })
})

test('who is on no plan is told so, with the deals that came to nothing', async () => {
  const nobody = project({
    plans: plan({
      assign: 'rep.title == "AE"',
      components: ['id: new, window: period, rate: { kind: flat, rate: 10% }'],
    }),
    reps: csv('payee_id name title', 'E1 Ada SDR'),
    deals: csv(DEALS, 'D1 E1 1000 2026-03-10'),
  })
  expect(sentences(await explained(nobody, { payee: 'E1' }))).toEqual([
    'On no plan in 2026-03: nothing is paid.',
    '1 deal dated when there was no plan',
    'Deal D1: on no plan that day (dated 2026-03-10)',
  ])
})

test('a measure that counts its deals is named with the deals that its condition refuses', async () => {
  const pipeline = project({
    plans: plan({
      measures: { won: `where: deal.stage == "Won" && deal.amount > 10, ${WON}` },
      components: ['id: new, window: period, rate: { kind: flat, rate: 10% }'],
    }),
    deals: csv(`${DEALS} stage`, 'D1 E1 1000 2026-03-10 Won', 'D2 E1 500 2026-03-10 Lost', 'D3 E1 500 2026-04-01 Won'),
  })
  const said = sentences(await explained(pipeline, { payee: 'E1' }))
  expect(said).toContain('p/won counts: deal.stage == "Won" && deal.amount > 10')
  expect(said).toContain('Deal D2: deal.stage is "Lost"')
  expect(said).toContain('1 deal dated after this period: D3')
})
