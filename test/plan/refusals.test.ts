import { describe, expect, test } from 'vitest'
import { calculate } from '../support/project.js'
import { ANA, csv, DEALS, plan, WON, type PlanParts } from '../support/plan.js'

const FLAT = 'id: c, window: deal, rate: { kind: flat, rate: 10% }'
const component = (text: string): PlanParts => ({ components: [text] })
const rate = (text: string, window = 'period'): PlanParts => component(`id: c, window: ${window}, rate: { ${text} }`)
const tiers = (list: string, more = 'by: amount, mode: marginal'): PlanParts =>
  rate(`kind: tiered, ${more}, tiers: [${list}]`)
const table = (by: string, rows: string, match = 'first'): PlanParts =>
  rate(`kind: table, ${by}, match: ${match}, rows: [${rows}]`)
/** Two places of amount, and two of what is given. */
const matrix = (dimension: string): PlanParts =>
  rate(`kind: matrix, dimensions: [${dimension}, { by: amount, bands: [0, 9] }], rates: [[1%, 2%], [3%, 4%]]`)

async function codesOf(parts: PlanParts, deals = csv(DEALS)): Promise<readonly string[]> {
  return (await calculate({ plans: plan(parts), reps: ANA, deals, period: '2026-01' })).codes
}

test('the plain plan is right', async () => {
  expect(await codesOf(component(FLAT))).toEqual([])
})

describe('what changes money must be said, and said in one way', () => {
  const cases: readonly (readonly [string, PlanParts, string])[] = [
    ['a plan without components', { components: [] }, 'SPM3506'],
    ['an unknown key', component(`${FLAT}, capp: { per_deal: 1, excess: lost }`), 'SPM3001'],
    ['tiers without a mode', tiers('{ from: 0, rate: 1% }', 'by: amount'), 'SPM3001'],
    ['a cap that does not say what becomes of the excess', component(`${FLAT}, cap: { per_deal: 1 }`), 'SPM3001'],
    ['a day that does not exist', { ...component(FLAT), to: '2026-02-30' }, 'SPM3002'],
    ['an end before the start', { ...component(FLAT), to: '2025-12-31' }, 'SPM3003'],
    ['two components of one id', { components: [FLAT, FLAT] }, 'SPM3004'],
    ['an unknown pay period', { ...component(FLAT), pays: 'fortnight' }, 'SPM3005'],
    ['months that do not say which count', { ...component(FLAT), keys: ['proration: months'] }, 'SPM3006'],
    ['month_counts without months', { ...component(FLAT), keys: ['proration: days', 'month_counts: any'] }, 'SPM3007'],
    ['continuing what is not there', { ...component(FLAT), keys: ['continues: other'] }, 'SPM3010'],
    ['units without a quantity column', rate('kind: flat, amount: 1, per: unit, split: share'), 'SPM3021'],
    [
      'a unit for a count',
      {
        ...component(FLAT),
        measures: { won: 'amount: count, unit: number, split: share, date: deal.close_date, credit: direct' },
      },
      'SPM3022',
    ],
    ['an unknown measure', component(`measure: wom, ${FLAT}`), 'SPM3023'],
    [
      'a window shorter than the pay period',
      { ...component('id: c, window: quarter, rate: { kind: flat, rate: 1% }'), pays: 'half' },
      'SPM3025',
    ],
    [
      'a longer window by attainment without `against`',
      rate('kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }]', 'year'),
      'SPM3026',
    ],
    [
      '`against` where it has no effect',
      component(`${FLAT.replace('deal', 'period')}, against: full_quota`),
      'SPM3027',
    ],
    ['a cap of nothing', component(`${FLAT}, cap: { per_deal: 0, excess: lost }`), 'SPM3028'],
    ['a cap without an amount', component(`${FLAT}, cap: { excess: lost }`), 'SPM3029'],
    ['a rate and an amount', rate('kind: flat, rate: 1%, amount: 5'), 'SPM3101'],
    ['neither', rate('kind: flat'), 'SPM3101'],
    ['`per` beside a percent', rate('kind: flat, rate: 1%, per: deal'), 'SPM3102'],
    ['an amount without `per`', rate('kind: flat, amount: 5, split: share'), 'SPM3103'],
    ['a count of shared deals without `split` (F34)', rate('kind: flat, amount: 5, per: deal'), 'SPM3104'],
    ['`split` where money is shared by percent', rate('kind: flat, rate: 1%, split: whole'), 'SPM3105'],
    ['a negative rate (F28)', rate('kind: flat, rate: -1%'), 'SPM3106'],
    ['a percent where money is meant', rate('kind: flat, amount: 8%, per: deal, split: share'), 'SPM3112'],
    [
      'measure and rate that count shared deals differently',
      {
        ...rate('kind: flat, amount: 5, per: deal, split: share'),
        measures: { won: 'amount: count, split: whole, date: deal.close_date, credit: direct' },
      },
      'SPM3108',
    ],
    ['a tier with two starts', tiers('{ from: 0, above: 0, rate: 1% }'), 'SPM3111'],
    [
      'a tier by attainment that starts at a number',
      tiers('{ from: 0, rate: 1% }', 'by: attainment, mode: marginal'),
      'SPM3112',
    ],
    ['a tier by amount that starts at a percent', tiers('{ from: 0, rate: 1% }, { from: 50%, rate: 2% }'), 'SPM3112'],
    ['tiers that do not start at zero', tiers('{ from: 1, rate: 1% }'), 'SPM3113'],
    ['tiers that start above zero', tiers('{ above: 0, rate: 1% }'), 'SPM3113'],
    ['tiers out of order', tiers('{ from: 0, rate: 1% }, { from: 20, rate: 2% }, { from: 10, rate: 3% }'), 'SPM3114'],
    [
      'two tiers at one place',
      tiers('{ from: 0, rate: 1% }, { from: 20, rate: 2% }, { above: 20, rate: 3% }'),
      'SPM3114',
    ],
    ['a tier that pays nothing', tiers('{ from: 0 }'), 'SPM3115'],
    ['rates and amounts mixed', tiers('{ from: 0, rate: 1% }, { from: 20, amount: 2 }'), 'SPM3116'],
    [
      'attainment of a single deal',
      rate('kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }]', 'deal'),
      'SPM3117',
    ],
    [
      'a marginal tier by count that starts with `from`',
      tiers('{ from: 0, amount: 1 }, { from: 10, amount: 2 }', 'by: count, mode: marginal, per: deal, split: share'),
      'SPM3118',
    ],
    [
      'a mode on a tier of `interpolated`',
      tiers('{ from: 0, to: 9, amount: 1, mode: marginal }', 'by: amount, mode: interpolated'),
      'SPM3201',
    ],
    ['an end of an open tier', tiers('{ from: 0, to: 10, rate: 1% }'), 'SPM3202'],
    [
      'an end in the middle of interpolated tiers',
      tiers('{ from: 0, to: 5, rate: 1% }, { from: 5, to: 9, rate: 1% }', 'by: amount, mode: interpolated'),
      'SPM3202',
    ],
    ['`times` of no rate', tiers('{ from: 0, rate: 1% }, { from: 10, times: 2 }'), 'SPM3203'],
    [
      'a base rate that nothing multiplies',
      tiers('{ from: 0, rate: 1% }', 'by: amount, mode: marginal, base_rate: 5%'),
      'SPM3203',
    ],
    ['a negative multiple', tiers('{ from: 0, times: -1 }', 'by: amount, mode: marginal, base_rate: 5%'), 'SPM3106'],
    ['a multiple above 100 %', tiers('{ from: 0, times: 3 }', 'by: amount, mode: marginal, base_rate: 50%'), 'SPM3107'],
    [
      '`per` on an interpolated amount',
      tiers('{ from: 0, to: 9, amount: 1 }', 'by: amount, mode: interpolated, per: deal'),
      'SPM3204',
    ],
    [
      'interpolated tiers without an end (F29)',
      tiers('{ from: 0, amount: 1 }', 'by: amount, mode: interpolated'),
      'SPM3205',
    ],
    [
      'interpolated tiers that end before they start',
      tiers('{ from: 0, amount: 1 }, { from: 9, to: 9, amount: 1 }', 'by: amount, mode: interpolated'),
      'SPM3114',
    ],
    [
      'excess_at_top by amount',
      tiers('{ from: 0, rate: 1% }, { from: 9, rate: 2% }', 'by: amount, mode: excess_at_top'),
      'SPM3206',
    ],
    [
      'excess_at_top that starts above quota (F29)',
      tiers('{ from: 0%, rate: 1% }, { from: 110%, rate: 2% }', 'by: attainment, mode: excess_at_top'),
      'SPM3206',
    ],
    ['excess_at_top of one tier', tiers('{ from: 0%, rate: 1% }', 'by: attainment, mode: excess_at_top'), 'SPM3206'],
    ['a table by an unknown column', table('by: [amuont]', '{ amuont: 1, rate: 1% }'), 'SPM3210'],
    ['a table by a word of its rows', table('by: [amount]', '{ amount: 1 }'), 'SPM3210'],
    [
      'a table that does not say how rows are chosen',
      rate('kind: table, by: [deal_id], rows: [{ rate: 1% }]'),
      'SPM3001',
    ],
    ['a value that its column cannot hold', table('by: [deal.amount]', '{ deal.amount: x, rate: 1% }'), 'SPM3211'],
    ['a row by something else', table('by: [deal_id]', '{ dealid: D1, rate: 1% }'), 'SPM3212'],
    ['a row that is never reached', table('by: [deal_id]', '{ rate: 1% }, { deal_id: D1, rate: 2% }'), 'SPM3213'],
    [
      'an `otherwise` that is never reached',
      rate('kind: table, by: [deal_id], match: first, rows: [{ rate: 1% }], otherwise: { rate: 2% }'),
      'SPM3213',
    ],
    [
      'two rows alike',
      table('by: [deal_id]', '{ deal_id: [D1, D2], rate: 1% }, { deal_id: D2, rate: 2% }', 'specific'),
      'SPM3214',
    ],
    ['a row that pays nothing', table('by: [deal_id]', '{ deal_id: D1 }'), 'SPM3215'],
    ['a table of rates and amounts', table('by: [deal_id]', '{ deal_id: D1, rate: 1% }, { amount: 5 }'), 'SPM3215'],
    ['an amount without `per`', table('by: [deal_id]', '{ amount: 5 }'), 'SPM3103'],
    ['a negative rate in a table', table('by: [deal_id]', '{ rate: -5% }'), 'SPM3106'],
    ['a condition that is none', table('by: [deal_id]', '{ when: deal.amount, rate: 5% }'), 'SPM4004'],
    ['a dimension without places', matrix('{ by: deal_id }'), 'SPM3220'],
    ['attainment by values', matrix('{ by: attainment, values: [a] }'), 'SPM3220'],
    ['`at` of a column', matrix('{ by: deal_id, at: running, values: [D1, D2] }'), 'SPM3221'],
    ['a row too few', matrix('{ by: deal_id, values: [D1, D2, D3] }'), 'SPM3222'],
    ['two dimensions that accumulate', matrix('{ by: count, bands: [0, 3] }'), 'SPM3223'],
    ['a band that starts in two ways', matrix('{ by: deal.amount, bands: [{ from: 1, above: 2 }, 3] }'), 'SPM3111'],
    ['bands out of order', matrix('{ by: deal.amount, bands: [3, 2] }'), 'SPM3114'],
    ['one value twice', matrix('{ by: deal_id, values: [D1, D1] }'), 'SPM3214'],
    ['bands by attainment that are no percents', matrix('{ by: attainment, bands: [0, 1] }'), 'SPM3112'],
    ['bands of text', matrix('{ by: deal.deal_id, bands: [0, 1] }'), 'SPM4004'],
    ['a formula on the quota of a deal', rate('kind: formula, formula: credit.amount / quota', 'deal'), 'SPM3117'],
    [
      'a formula of the year without `against`',
      rate('kind: formula, formula: credit.amount * attainment', 'year'),
      'SPM3026',
    ],
    ['a formula that names what is not there', rate('kind: formula, formula: credit.quantity * 2'), 'SPM4002'],
    ['a formula that gives no number', rate('kind: formula, formula: credit.date'), 'SPM4004'],
    ['a `split` that nothing counts', rate('kind: formula, split: share, formula: credit.amount * 2'), 'SPM3105'],
  ]
  test.each(cases)('%s', async (_, parts, code) => {
    expect(await codesOf(parts)).toContain(code)
  })

  test('a rate above 100 % is only a warning (F28)', async () => {
    expect(await codesOf(rate('kind: flat, rate: 8'))).toEqual(['SPM3107'])
  })

  test('a plan of months in a calendar without them', async () => {
    const run = await calculate({
      plans: plan({ pays: 'block', components: ['id: c, window: year, rate: { kind: flat, rate: 1% }'] }),
      reps: ANA,
      deals: csv(DEALS),
      settings: 'calendar: { periods: periods.csv }',
      periods: csv('period_id start end level', 'B1 2026-01-01 2026-02-01 block'),
      period: 'B1',
    })
    expect(run.codes).toEqual(['SPM3024'])
  })
})

test('all mistakes of all plans are told at once, with their lines', async () => {
  const run = await calculate({
    plans: [
      plan({ id: 'a', components: ['id: c, window: period, rate: { kind: flat, rate: -1% }'] }),
      plan({
        id: 'b',
        components: [
          'id: c, window: period, rate: { kind: flat }',
          'measure: x, id: d, window: deal, rate: { kind: flat, rate: 1% }',
        ],
      }),
    ],
    reps: ANA,
    deals: csv(DEALS),
    period: '2026-01',
  })
  expect(run.found.map(({ code, place }) => [code, place?.file, place?.line])).toEqual([
    ['SPM3106', 'plan-1.yaml', 9],
    ['SPM3101', 'plan-2.yaml', 9],
    ['SPM3023', 'plan-2.yaml', 10],
  ])
})

test('a column that the export does not have is found before any deal is read', async () => {
  expect(await codesOf({ ...component(FLAT), measures: { won: WON.replace('deal.amount', 'deal.amuont') } })).toEqual([
    'SPM4003',
  ])
})
