import { describe, expect, test } from 'vitest'
import { ANA, csv, DEALS, plan, WON, type PlanParts } from '../support/plan.js'
import { calculate, pick, type TestRun } from '../support/project.js'

const TYPES = { own: 'number', since: 'date', vip: 'boolean' }

async function run(
  parts: PlanParts,
  { reps = ANA, ...more }: { reps?: string; deals?: string; quotas?: string } = {},
): Promise<TestRun> {
  const types = Object.entries(TYPES).filter(([column]) => reps.split('\n', 1)[0]!.split(',').includes(column))
  return calculate({
    plans: plan(parts),
    reps,
    deals: more.deals ?? csv(DEALS, 'D1 ana 8000 2026-01-05', 'D2 ana 4000 2026-01-20'),
    quotas: more.quotas,
    settings:
      types.length === 0 ? undefined : JSON.stringify({ inputs: { reps: { types: Object.fromEntries(types) } } }),
    period: '2026-01',
  })
}

const flat = (rate: string, ...constants: readonly string[]): PlanParts => ({
  keys: [`constants: { ${constants.join(', ')} }`],
  components: [`id: c, window: period, rate: { kind: flat, ${rate} }`],
})
const tiered = 'kind: tiered, by: amount, mode: marginal'

describe('a name pays the same, byte for byte, as the value written in its place', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['a flat rate', 'window: period, rate: { kind: flat, rate: <8%> }', []],
    ['an amount per deal', 'window: period, rate: { kind: flat, amount: <50>, per: deal, split: share }', []],
    [
      'rates and boundaries of tiers',
      `window: period, rate: { ${tiered}, tiers: [{ from: 0, rate: <8%> }, { above: <5000>, rate: <12%> }] }`,
      [],
    ],
    [
      'a base rate and its factors',
      `window: period, rate: { ${tiered}, base_rate: <8%>, tiers: [{ from: 0, times: 1 }, { from: 5000, times: <150%> }] }`,
      [],
    ],
    [
      'the end of interpolated tiers',
      'window: period, rate: { kind: tiered, by: amount, mode: interpolated, tiers: [{ from: 0, amount: <500>, to: <20000> }] }',
      [],
    ],
    [
      'bands and cells of a matrix',
      'window: period, rate: { kind: matrix, dimensions: [{ by: amount, bands: [0, <9000>] }, { by: deal.amount, bands: [0, <5000>] }], rates: [[1%, <2%>], [3%, 4%]] }',
      [],
    ],
    [
      'rows of a table',
      'window: period, rate: { kind: table, by: [payee_id], match: first, rows: [{ payee_id: ana, rate: <7%> }], otherwise: { rate: <1%> } }',
      [],
    ],
    [
      'caps and floors',
      'window: period, rate: { kind: flat, rate: 10% }, cap: { per_deal: <700>, per_period: <900>, excess: lost }, floor: { per_period: <100> }',
      [],
    ],
    ['a cap per window', 'window: year, rate: { kind: flat, rate: 10% }, cap: { per_window: <700>, excess: lost }', []],
    [
      'a factor and points',
      'window: period, rate: { kind: flat, rate: 10% }, multiplier: [{ times: <1.25> }, { add: <2%> }]',
      [],
    ],
    [
      'an uplift',
      `window: period, uplift: { times: <1.5>, for: both }, rate: { ${tiered}, tiers: [{ from: 0, rate: 8% }] }`,
      [],
    ],
    [
      'the days of a component',
      'window: period, from: <2026-01-10>, to: <2026-01-20>, rate: { kind: flat, rate: 10% }',
      [],
    ],
    [
      'the cap of the plan',
      'window: period, rate: { kind: flat, rate: 10% }',
      ['cap: { per_period: <700>, excess: lost }'],
    ],
  ]
  test.each(cases)('%s', async (_, component, keys) => {
    const constants: string[] = []
    const named = (text: string): string =>
      text.replaceAll(/<(.*?)>/g, (__, value: string) => {
        constants.push(`named_${constants.length}: ${value}`)
        return `named_${constants.length - 1}`
      })
    const written = (text: string): string => text.replaceAll(/[<>]/g, '')
    const ours = { keys: keys.map(named), components: [named(`id: c, ${component}`)] }
    const byName = await run({ ...ours, keys: [...ours.keys, `constants: { ${constants.join(', ')} }`] })
    const byValue = await run({ keys: keys.map(written), components: [written(`id: c, ${component}`)] })
    expect(byName.codes).toEqual([])
    expect(byName.files).toEqual(byValue.files)
    expect(byName.lines.length).toBeGreaterThan(0)
  })

  test('percents of a ramp, and weights of the year', async () => {
    const keys = (percent: string, weight: string): string[] => [
      `ramp: { from: hire_date, quota: [${percent}] }`,
      `seasonality: [${weight}, 1, 1, 1]`,
    ]
    const more = {
      reps: csv('payee_id name hire_date', 'ana Ana 2026-01-01'),
      quotas: csv('payee_id period amount', 'ana 2026 120000'),
    }
    const components = [
      'id: c, window: period, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 8% }, { from: <100%>, rate: 12% }] }',
    ]
    const byName = await run(
      {
        keys: [...keys('half', 'heavy'), 'constants: { half: 50%, heavy: 3, full: 100% }'],
        components: [components[0]!.replace('<100%>', 'full')],
      },
      more,
    )
    const byValue = await run({ keys: keys('50%', '3'), components: [components[0]!.replace('<100%>', '100%')] }, more)
    expect(byName.codes).toEqual([])
    expect(byName.files).toEqual(byValue.files)
    // 3 of 6 weights of 120,000 are the quarter's, a third of that the month's, half of it the ramp's: 10,000.
    // 8 % of 10,000 and 12 % of the 2,000 above.
    expect(pick(byName.payouts, 'payable')).toEqual([['1040.00']])
  })
})

describe('constants in expressions', () => {
  test('numbers, dates, texts and yes or no, in conditions and amounts', async () => {
    const found = await run({
      keys: ['constants: { least: 5000, since: 2026-01-05, kind: "ana", all_in: true, part: 50% }'],
      measures: {
        won: `where: all_in && deal.amount >= least && deal.close_date >= since && deal.payee_id == kind, ${WON.replace('deal.amount', 'deal.amount * part')}`,
      },
      components: ['id: c, window: period, rate: { kind: flat, rate: 10% }'],
    })
    expect(found.codes).toEqual([])
    // D1 alone has 5,000 or more: 10 % of half of 8,000.
    expect(pick(found.lines, 'deal_id', 'amount')).toEqual([['D1', '400.00']])
  })

  test('what is reckoned from constants alone is a fixed rate', async () => {
    const found = await run(flat('rate: "max(base, low) * 3 / 2"', 'base: 8%', 'low: 1%'))
    // 12 % of 8,000 and of 4,000
    expect(pick(found.lines, 'blended_rate', 'amount')).toEqual([
      ['0.12', '960.00'],
      ['0.12', '480.00'],
    ])
  })

  test('a quotient of constants decides no comparison', async () => {
    const found = await run({
      keys: ['constants: { one: 1, three: 3 }'],
      measures: { won: `where: one / three * 3 == 1, ${WON}` },
      components: ['id: c, window: period, rate: { kind: flat, rate: one / three }'],
    })
    // A third of 8,000 and of 4,000
    expect(pick(found.lines, 'amount')).toEqual([['2666.67'], ['1333.33']])
  })

  test('text in quotes stays text, whatever it looks like', async () => {
    const found = await run({
      keys: ['constants: { code: "50" }'],
      measures: { won: `where: deal.deal_id != code, ${WON}` },
      components: ['id: c, window: period, rate: { kind: flat, rate: 10% }'],
    })
    expect(found.codes).toEqual([])
  })
})

describe('individual values', () => {
  const own = { ...flat('rate: base', 'base: { value: 8%, per_payee: own }') }

  test('a filled cell is the value of the payee, a blank one leaves that of all', async () => {
    const found = await run(own, {
      reps: csv('payee_id name own', 'ana Ana 9.5%', 'bo Bo -', 'cy Cy 0'),
      deals: csv(DEALS, 'D1 ana 1000 2026-01-05', 'D2 bo 1000 2026-01-05', 'D3 cy 1000 2026-01-05'),
    })
    // Cy's 0 is a value, not a blank.
    expect(pick(found.lines, 'payee_id', 'amount')).toEqual([
      ['ana', '95.00'],
      ['bo', '80.00'],
      ['cy', '0.00'],
    ])
  })

  test('of the row in force on the credit date', async () => {
    const found = await run(own, {
      reps: csv('payee_id name own effective_from effective_to', 'ana Ana 5% - 2026-01-19', 'ana Ana 6% 2026-01-20 -'),
      deals: csv(DEALS, 'D1 ana 1000 2026-01-19', 'D2 ana 1000 2026-01-20'),
    })
    expect(pick(found.lines, 'deal_id', 'amount')).toEqual([
      ['D1', '50.00'],
      ['D2', '60.00'],
    ])
  })

  test('dates, texts and yes or no may be individual as well', async () => {
    const found = await run(
      {
        keys: [
          'constants: { start: { value: 2026-01-10, per_payee: since }, on: { value: false, per_payee: vip }, home: { value: "X", per_payee: region } }',
        ],
        measures: { won: `where: deal.close_date >= start && (on || home == "Y"), ${WON}` },
        components: ['id: c, window: period, rate: { kind: flat, rate: 10% }'],
      },
      {
        reps: csv('payee_id name since vip region', 'ana Ana 2026-01-05 true -', 'bo Bo - - Y', 'cy Cy - - -'),
        deals: csv(
          DEALS,
          'D1 ana 1000 2026-01-05',
          'D2 ana 1000 2026-01-04',
          'D3 bo 1000 2026-01-10',
          'D4 bo 1000 2026-01-09',
          'D5 cy 1000 2026-01-20',
        ),
      },
    )
    expect(pick(found.lines, 'deal_id')).toEqual([['D1'], ['D3']])
  })

  test('a negative one is refused like every negative rate', async () => {
    const found = await run(own, { reps: csv('payee_id name own', 'ana Ana -5%') })
    expect(found.ok).toBe(false)
  })
})

describe('what is refused', () => {
  const cases: readonly (readonly [string, PlanParts, string])[] = [
    ['text without quotes', flat('rate: 8%', 'region: EMEA'), 'SPM3601'],
    ['a day that does not exist', flat('rate: 8%', 'day: 2026-02-30'), 'SPM3601'],
    ['a number with a currency', flat('rate: 8%', 'fee: 50 USD'), 'SPM3601'],
    ['the name of a row', flat('rate: 8%', 'deal: 8%'), 'SPM3602'],
    ['the name of a function', flat('rate: 8%', 'min: 8%'), 'SPM3602'],
    ['a word that stands for an amount', flat('rate: 8%', 'count: 8'), 'SPM3602'],
    ['the name of a measure', flat('rate: 8%', 'won: 8'), 'SPM3602'],
    ['a name with a hyphen', flat('rate: 8%', 'my-base: 8%'), 'SPM3001'],
    ['a floor by an unknown name', component('floor: { per_period: least }'), 'SPM3603'],
    ['a cap by an unknown name', component('cap: { per_deal: most, excess: lost }'), 'SPM4002'],
    ['an unknown name in an expression', flat('rate: bass * 2', 'base: 8%'), 'SPM4002'],
    ['a constant taken for a row', flat('rate: base.x', 'base: 8%'), 'SPM4002'],
    ['a constant taken for a column', flat('rate: "has(base) ? 1 : 0"', 'base: 8%'), 'SPM4002'],
    ['an unknown name alone as a rate', flat('rate: bass', 'base: 8%'), 'SPM4002'],
    ['a cap in percent', component('cap: { per_deal: most, excess: lost }', 'most: 8%'), 'SPM3604'],
    ['a factor that is a date', component('multiplier: { times: most }', 'most: 2026-01-01'), 'SPM3604'],
    ['a start that is a number', component('from: most', 'most: 8'), 'SPM3604'],
    ['a text as a rate', flat('rate: base', 'base: "8%"'), 'SPM4004'],
    ['a column that is not there', flat('rate: base', 'base: { value: 8%, per_payee: ohn }'), 'SPM3606'],
    ['a column of another kind', flat('rate: base', 'base: { value: 8%, per_payee: name }'), 'SPM3607'],
    [
      'an individual floor',
      component('floor: { per_period: least }', 'least: { value: 8, per_payee: own }'),
      'SPM3608',
    ],
    [
      'an individual credit date',
      {
        keys: ['constants: { day: { value: 2026-01-01, per_payee: since } }'],
        measures: { won: 'amount: deal.amount, date: day, credit: direct' },
        components: ['id: c, window: period, rate: { kind: flat, rate: 8% }'],
      },
      'SPM3608',
    ],
    ['an individual value without one for all', flat('rate: base', 'base: { per_payee: own }'), 'SPM3001'],
    ['a negative rate', flat('rate: base', 'base: -8%'), 'SPM3106'],
    ['a negative rate by reckoning', flat('rate: base * -1', 'base: 8%'), 'SPM3106'],
    ['a percent as an amount', flat('amount: base, per: deal, split: share', 'base: 8%'), 'SPM3112'],
    [
      'a negative value for all, where it may differ',
      flat('rate: base', 'base: { value: -8%, per_payee: own }'),
      'SPM3106',
    ],
    [
      'an individual percent as an amount',
      flat('amount: base, per: deal, split: share', 'base: { value: 8%, per_payee: own }'),
      'SPM3112',
    ],
    [
      'an individual percent of a count',
      {
        ...flat('rate: base', 'base: { value: 8%, per_payee: own }'),
        measures: { won: 'amount: count, split: share, date: deal.close_date, credit: direct' },
      },
      'SPM3109',
    ],
    ['an expression', flat('rate: top', 'base: 8%', 'top: base * 2'), 'SPM3601'],
    ['a cap of nothing', component('cap: { per_deal: most, excess: lost }', 'most: 0'), 'SPM3028'],
  ]
  const reps = csv('payee_id name own since', 'ana Ana - -')
  test.each(cases)('%s', async (_, parts, code) => {
    const found = await run(parts, { reps })
    expect(found.ok).toBe(false)
    expect([...new Set(found.codes.filter((each) => each !== 'SPM3605'))]).toEqual([code])
  })
})

function component(text: string, ...constants: readonly string[]): PlanParts {
  const keys = constants.length > 0 ? [`constants: { ${constants.join(', ')} }`] : []
  return { keys, components: [`id: c, window: period, rate: { kind: flat, rate: 10% }, ${text}`] }
}

describe('warnings', () => {
  test.each([
    ['a rate above 100 %, by name', flat('rate: base', 'base: 101%'), ['SPM3107']],
    ['a rate of 100 %', flat('rate: base', 'base: 100%'), []],
    ['a rate above 100 %, by reckoning', flat('rate: base * 2', 'base: 50.01%'), ['SPM3107']],
    ['a rate of 100 %, by reckoning', flat('rate: base * 2', 'base: 50%'), []],
    ['a constant that nothing uses', flat('rate: base', 'base: 8%', 'other: 9%'), ['SPM3605']],
    ['a constant used in one expression', flat('rate: base * other', 'base: 8%', 'other: 90%'), []],
  ])('%s', async (_, parts, codes) => {
    const found = await run(parts)
    expect([found.ok, found.codes]).toEqual([true, codes])
  })
})
