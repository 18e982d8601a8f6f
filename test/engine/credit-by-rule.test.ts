import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calculate, pick, type TestProject, type TestRun } from '../support/project.js'
import { csv, DEALS, plan, type PlanParts } from '../support/plan.js'

const TEN = 'id: c, window: period, rate: { kind: flat, rate: 10% }'
const won = (credit: string, more = ''): Record<string, string> => ({
  won: `${more}amount: deal.amount, date: deal.close_date, credit: ${credit}`,
})
const REGION = '{ rule: { where: rep.region == deal.region } }'
const REPS = csv('payee_id name region', 'ana Ana North', 'bo Bo North', 'cy Cy South', 'web Web -')
const HEADER = `${DEALS} region`

type Parts = Partial<TestProject> & { readonly credit?: string; readonly parts?: Partial<PlanParts> }

async function january({ credit = REGION, parts, ...more }: Parts = {}) {
  return calculate({
    plans: plan({ measures: won(credit), components: [TEN], ...parts }),
    reps: REPS,
    deals: csv(HEADER, 'D1 web 1000 2026-01-10 North', 'D2 web 500 2026-01-11 South'),
    period: '2026-01',
    ...more,
  })
}

const problems = ({ found }: TestRun) => found.filter(({ severity }) => severity !== 'note')

describe('credit by rule', () => {
  test('goes to everybody on the plan for whom it holds, each with the whole deal', async () => {
    const run = await january()
    expect(run.codes).toEqual([])
    expect(pick(run.credits, 'payee_id', 'deal_id', 'credit', 'share', 'credited_amount')).toEqual([
      ['ana', 'D1', 'rule', '1', '1000'],
      ['bo', 'D1', 'rule', '1', '1000'],
      ['cy', 'D2', 'rule', '1', '500'],
    ])
    expect(run.exceptions).toEqual([])
    expect(run.counts).toEqual({ read: 2, credited: 2, excluded: 0, rejected: 0 })
  })
  test('or with a share of it', async () => {
    const run = await january({ credit: '{ rule: { where: rep.region == deal.region, share: 12.5% } }' })
    expect(pick(run.payouts, 'payee_id', 'payable')).toEqual([
      ['ana', '12.50'],
      ['bo', '12.50'],
      ['cy', '6.25'],
      ['web', '0.00'],
    ])
  })
  test('looks at the row in force on the credit date', async () => {
    const reps = csv(
      'payee_id name region effective_from effective_to',
      'ana Ana North - 2026-01-10',
      'ana Ana South 2026-01-11 -',
      'web Web - - -',
    )
    const deals = csv(
      HEADER,
      'D1 web 100 2026-01-10 North',
      'D2 web 200 2026-01-11 North',
      'D3 web 400 2026-01-10 South',
      'D4 web 800 2026-01-11 South',
    )
    const run = await january({ reps, deals })
    expect(pick(run.credits, 'payee_id', 'deal_id')).toEqual([
      ['ana', 'D1'],
      ['ana', 'D4'],
    ])
    expect(pick(run.exceptions, 'kind', 'payee_id', 'deal_id')).toEqual([
      ['nobody_by_rule', 'web', 'D2'],
      ['nobody_by_rule', 'web', 'D3'],
    ])
  })
  test('reaches only those on the plan, and nobody who has left, whatever days leavers have', async () => {
    const reps = csv(
      'payee_id name region team end_date',
      'ana Ana North A -',
      'bo Bo North B -',
      'cy Cy North A 2026-01-09',
      'web Web - B -',
    )
    const parts = { assign: 'rep.team == "A"', keys: ['leavers: { credit_days: 30 }'] }
    const run = await january({ reps, parts, deals: csv(HEADER, 'D1 web 1000 2026-01-10 North') })
    expect(pick(run.credits, 'payee_id')).toEqual([['ana']])
  })
  test('does not match a blank cell of the deal with a blank one of the payee', async () => {
    const run = await january({ deals: csv(HEADER, 'D1 web 1000 2026-01-10 -') })
    expect(run.codes).toEqual([])
    expect(pick(run.exceptions, 'kind', 'deal_id', 'message')).toEqual([
      [
        'nobody_by_rule',
        'D1',
        'nobody on plan p is reached that day by rep.region == deal.region (deal.region is blank)',
      ],
    ])
    expect(pick(run.exclusions, 'deal_id', 'reason')).toEqual([['D1', 'no_rule']])
  })
  test('that does not mean a deal, or a deal that the measure does not count, is no exception', async () => {
    const credit = '{ rule: { where: \'deal.region == "North" && rep.region == deal.region\' } }'
    expect((await january({ credit })).exceptions).toEqual([])
    const run = await january({ parts: { measures: won(REGION, 'where: deal.amount > 5000, ') } })
    expect(run.exceptions).toEqual([])
    expect(pick(run.exclusions, 'reason')).toEqual([['condition_false'], ['condition_false']])
  })
  test('several rules, or a rule and another way, credit the deal at most once; an overlay comes on top', async () => {
    const two = `[direct, overlay, { rule: { where: rep.region == deal.region, share: 60% } }, { rule: { where: 'rep.payee_id in ["ana", "cy"]', share: 50% } }]`
    const run = await january({
      credit: two,
      deals: csv(HEADER, 'D1 bo 1000 2026-01-10 North'),
      splits: csv('deal_id payee_id percent type', 'D1 ana 25 overlay'),
    })
    expect(run.codes).toEqual([])
    expect(pick(run.credits, 'payee_id', 'credit', 'share')).toEqual([
      // 60 % + 50 %, at most the deal, and 25 % on top.
      ['ana', 'overlay rule', '1.25'],
      // The whole deal by `direct` already.
      ['bo', 'direct rule', '1'],
      ['cy', 'rule', '0.5'],
    ])
  })
  test('reaches by any condition on both rows, asked anew for every deal', async () => {
    const reps = csv(
      'payee_id name region most',
      'ana Ana North 1000',
      'bo Bo North 999',
      'cy Cy South 5000',
      'web Web - 0',
    )
    const settings = 'inputs: { reps: { types: { most: number } } }\n'
    const credit = "{ rule: { where: 'rep.region == deal.region && rep.most >= deal.amount' } }"
    const run = await january({ reps, settings, credit })
    expect(pick(run.credits, 'payee_id', 'deal_id')).toEqual([
      ['ana', 'D1'],
      ['cy', 'D2'],
    ])
  })
  test('knows the constants of the plan', async () => {
    const credit = "{ rule: { where: 'rep.region == home && deal.amount >= least && deal.region == rep.region' } }"
    const run = await january({ credit, parts: { keys: ['constants: { home: "North", least: 1000 }'] } })
    expect(run.codes).toEqual([])
    expect(pick(run.credits, 'payee_id', 'deal_id')).toEqual([
      ['ana', 'D1'],
      ['bo', 'D1'],
    ])
  })
  test('a blank number of the deal rejects it, where the rest of the condition leaves it open', async () => {
    const credit = "{ rule: { where: 'rep.region == deal.region && deal.seats > 5' } }"
    const settings = 'inputs: { deals: { types: { seats: number } } }\n'
    const deals = csv(`${HEADER} seats`, 'D1 web 1000 2026-01-10 North -', 'D2 web 500 2026-01-11 West -')
    const run = await january({ credit, settings, deals })
    expect(problems(run).map(({ code, message }) => `${code} ${message}`)).toEqual([
      'SPM5030 deal "D1": p/won cannot tell whom it credits by rep.region == deal.region && deal.seats > 5: deal.seats is blank',
    ])
  })
  test('a blank number of a payee is an error at his row', async () => {
    const reps = csv('payee_id name region most', 'ana Ana North -', 'web Web - 0')
    const settings = 'inputs: { reps: { types: { most: number } } }\n'
    const credit = "{ rule: { where: 'rep.region == deal.region && rep.most >= deal.amount' } }"
    const run = await january({ reps, settings, credit })
    expect(problems(run).map(({ code, place }) => [code, place])).toEqual([
      ['SPM5705', { file: 'reps.csv', record: 2, cell: 'most' }],
    ])
  })
  test('has the same result in any order of rows', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, index) => `D${index + 10} web ${100 + index} 2026-01-10 ${index % 3 === 0 ? 'North' : 'South'}`,
    )
    const forward = await january({ deals: csv(HEADER, ...rows) })
    const back = await january({
      deals: csv(HEADER, ...rows.toReversed()),
      reps: csv('payee_id name region', 'web Web -', 'cy Cy South', 'bo Bo North', 'ana Ana North'),
    })
    expect(back.files['credits.csv']).toBe(forward.files['credits.csv'])
    expect(back.files['payout-lines.csv']).toBe(forward.files['payout-lines.csv'])
  })
  test('of another plan leaves the owner’s own credit alone', async () => {
    const ae = plan({ id: 'ae', assign: 'rep.region != "HQ"', components: [TEN] })
    const desk = plan({
      id: 'desk',
      assign: 'rep.region == "HQ"',
      measures: won('{ rule: { where: true, share: 1% } }'),
      components: [TEN],
    })
    const reps = csv('payee_id name region', 'ana Ana North', 'hal Hal HQ', 'hot Hot HQ')
    const run = await january({ plans: [ae, desk], reps, deals: csv(HEADER, 'D1 ana 1000 2026-01-10 North') })
    expect(pick(run.lines, 'payee_id', 'plan_id', 'amount')).toEqual([
      ['ana', 'ae', '100.00'],
      ['hal', 'desk', '1.00'],
      ['hot', 'desk', '1.00'],
    ])
  })
  test.each(['0%', '100.01%', '-5%'])('a share of %s is refused', async (share) => {
    expect((await january({ credit: `{ rule: { where: true, share: ${share} } }` })).codes).toEqual(['SPM3321'])
  })
  test('a share of 100 % is the whole deal, and the same rule twice is refused', async () => {
    expect((await january({ credit: '{ rule: { where: true, share: 100% } }' })).codes).toEqual([])
    expect((await january({ credit: `[${REGION}, ${REGION}]` })).codes).toEqual(['SPM3311'])
  })
})

test('credits by rule are what asking everybody about every deal gives', async () => {
  const names = ['ana', 'bo', 'cy', 'di']
  const region = fc.constantFrom('-', 'North', 'South')
  const half = fc.record({ region, most: fc.integer({ min: 0, max: 9 }) })
  const deal = fc.record({ region, amount: fc.integer({ min: 1, max: 9 }), late: fc.boolean() })
  const settings = 'inputs: { reps: { types: { most: number } } }\n'
  const where = 'deal.amount > 1 && rep.most >= deal.amount && deal.region == rep.region && rep.most < 9'
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(...names.map(() => fc.tuple(half, half))),
      fc.array(deal, { minLength: 1, maxLength: 12 }),
      async (people, deals) => {
        const rows = people.flatMap(([early, late], index) => [
          `${names[index]} X ${early.region} ${early.most} - 2026-01-15`,
          `${names[index]} X ${late.region} ${late.most} 2026-01-16 -`,
        ])
        const run = await january({
          settings,
          credit: `{ rule: { where: '${where}' } }`,
          reps: csv('payee_id name region most effective_from effective_to', ...rows, 'web Web - 0 - -'),
          deals: csv(
            HEADER,
            ...deals.map(({ amount, region: at, late }, id) => `D${id} web ${amount} 2026-01-${late ? 16 : 15} ${at}`),
          ),
        })
        const wanted = deals.flatMap(({ region: at, amount, late }, id) =>
          people.flatMap((halves, index) => {
            const { region: own, most } = halves[late ? 1 : 0]
            return at !== '-' && own === at && amount > 1 && most >= amount && most < 9
              ? [`${names[index]} D${id}`]
              : []
          }),
        )
        expect(run.codes.filter((code) => !['SPM5065', 'SPM5083'].includes(code))).toEqual([])
        expect(
          pick(run.credits, 'payee_id', 'deal_id')
            .map((row) => row.join(' '))
            .sort(),
        ).toEqual(wanted.sort())
      },
    ),
    { numRuns: 60 },
  )
})
