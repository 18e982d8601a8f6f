import { describe, expect, test } from 'vitest'
import { calculate, pick, type TestProject, type TestRun } from '../support/project.js'
import { csv, DEALS, plan } from '../support/plan.js'

const settings = `tables:
  products: { path: products.csv, key: product, types: { rate: number } }
  teams: { path: teams.csv, key: team, types: { paid: boolean } }
`
const files = {
  'products.csv': csv('product family rate', 'P1 Cloud 0.12', 'P2 Boxes -'),
  'teams.csv': csv('team segment paid', 'East SMB yes', 'West SMB no', 'South - -'),
}
const RATE = 'lookup("products", deal.product, "rate")'
const rated = (rate: string, assign = 'true'): string =>
  plan({ assign, components: [`id: c, window: period, rate: { kind: flat, rate: '${rate}' }`] })

async function january(more: Partial<TestProject> = {}): Promise<TestRun> {
  return calculate({
    plans: rated(RATE),
    reps: csv('payee_id name team', 'ana Ana East', 'wes Wes West'),
    deals: csv(`${DEALS} product`, 'D1 ana 1000 2026-01-10 P1'),
    settings,
    files,
    period: '2026-01',
    ...more,
  })
}
const told = ({ found }: TestRun): readonly string[] =>
  found.filter(({ severity }) => severity !== 'note').map(({ code, message }) => `${code} ${message}`)

describe('tables of spm.yaml (F48)', () => {
  test('give rates by the deal', async () => {
    const run = await january()
    expect(told(run)).toEqual([])
    // 12 % of 1,000.
    expect(pick(run.lines, 'deal_id', 'amount')).toEqual([['D1', '120.00']])
  })
  test.each([
    ['P9', 'SPM5605 deal "D1": the rate of p/c has no value: table "products" has no row "P9"'],
    ['P2', 'SPM5605 deal "D1": the rate of p/c has no value: table "products" has a blank rate for "P2"'],
    [
      '-',
      'SPM5030 deal "D1": the rate of p/c has no value: deal.product is blank, and table "products" is looked into by it',
    ],
  ])('without an answer for %s reject the deal', async (product, message) => {
    const deals = csv(`${DEALS} product`, `D1 ana 1000 2026-01-10 ${product}`)
    const run = await january({ deals })
    expect(told(run)).toEqual([message])
    expect(run.ok).toBe(false)
    const other = await january({ deals, plans: rated(RATE.replace(')', ', 0.01)')) })
    expect(pick(other.lines, 'amount')).toEqual([['10.00']])
  })
  test('are listed, not stopped at, under on_bad_row: reject', async () => {
    const deals = csv(`${DEALS} product`, 'D1 ana 1000 2026-01-10 P9', 'D2 ana 1000 2026-01-10 P1')
    const run = await january({ deals, settings: `${settings}inputs: { deals: { on_bad_row: reject } }\n` })
    expect(run.codes).toEqual(['SPM5605'])
    expect(run.counts).toEqual({ read: 2, credited: 1, excluded: 0, rejected: 1 })
    expect(pick(run.lines, 'amount')).toEqual([['120.00']])
  })
  test('work in conditions on rep: assign, and credit by rule', async () => {
    const assign = `'lookup("teams", rep.team, "segment") == "SMB"'`
    const rule = plan({
      assign,
      measures: {
        won: `amount: deal.amount, date: deal.close_date, credit: { rule: { where: 'lookup("teams", rep.team, "paid")' } }`,
      },
      components: ['id: c, window: period, rate: { kind: flat, rate: 10% }'],
    })
    const run = await january({ plans: rule })
    expect(told(run)).toEqual([])
    expect(pick(run.credits, 'payee_id', 'credit')).toEqual([['ana', 'rule']])
    const south = await january({ plans: rule, reps: csv('payee_id name team', 'ana Ana South') })
    expect(told(south)).toEqual([
      'SPM5002 plan p cannot tell whether "ana" is on it: table "teams" has a blank segment for "South"',
    ])
  })
  test('a key that stands twice is an error naming both rows', async () => {
    const twice = { ...files, 'products.csv': csv('product family rate', 'P1 Cloud 0.12', 'P1 Boxes 0.05') }
    const run = await january({ files: twice })
    expect(run.ok).toBe(false)
    expect(run.found.find(({ severity }) => severity === 'error')?.place).toMatchObject({
      file: 'products.csv',
      record: 3,
    })
    expect(run.found.find(({ severity }) => severity === 'error')?.related?.[0]?.place).toMatchObject({ record: 2 })
  })
  test('the order of rows in a table changes nothing', async () => {
    const turned = { ...files, 'products.csv': csv('product family rate', 'P2 Boxes -', 'P1 Cloud 0.12') }
    expect((await january({ files: turned })).files).toEqual((await january()).files)
  })
})

test('a formula by band pays each deal by the last bound it reaches, a table’s number as well', async () => {
  const bands = plan({
    components: [
      `id: c, window: period, rate: { kind: formula, formula: 'credit.amount * band(credit.amount, [0, 1000, 5000], [0.01, ${RATE}, 0.2])' }`,
    ],
  })
  const deals = csv(
    `${DEALS} product`,
    'D1 ana 999.99 2026-01-10 P9',
    'D2 ana 1000 2026-01-10 P1',
    'D3 ana 5000 2026-01-10 P9',
  )
  // 1 % of 999.99 = 9.9999; 12 % of 1,000; 20 % of 5,000. The table is not asked for D1 and D3.
  expect(pick((await january({ plans: bands, deals })).lines, 'deal_id', 'amount')).toEqual([
    ['D1', '10.00'],
    ['D2', '120.00'],
    ['D3', '1000.00'],
  ])
})

test('a bound of band() may be a constant of the plan', async () => {
  const bands = plan({
    keys: ['constants: { big: 1000 }'],
    components: ["id: c, window: period, rate: { kind: flat, rate: 'band(deal.amount, [0, big], [0.01, 0.02])' }"],
  })
  const deals = csv(DEALS, 'D1 ana 999.99 2026-01-10', 'D2 ana 1000 2026-01-10')
  expect(pick((await january({ plans: bands, deals })).lines, 'deal_id', 'amount')).toEqual([
    ['D1', '10.00'],
    ['D2', '20.00'],
  ])
})
