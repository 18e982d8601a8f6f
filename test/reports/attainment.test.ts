import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli.js'
import { captured, fakeEnv } from '../io/fake-env.js'
import { tempFolder } from '../io/temp-folder.js'

const plan = (id: string, currency: string): string => `
plan: ${id}
currency: ${currency}
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
rounding: { mode: half_up, at: line }
measures:
  arr: { amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - { id: new, kind: commission, measure: arr, window: quarter, rate: { kind: flat, rate: 10% } }
`

/**
 * March: Ana 999.99 of 1,000 (99.999 %), Bo 4,500 of 3,000, Cy 500 of 2,000, Di 700 without a quota; Eva 50 of 100 EUR.
 * The quarter so far is the same figures against three times the quota.
 */
const SMALL: Readonly<Record<string, string>> = {
  'plans/us.yaml': plan('us', 'USD'),
  'plans/eu.yaml': plan('eu', 'EUR'),
  'data/reps.csv': `payee_id,name,team,region,plan
P1,Ana,East,North,us
P2,Bo,East,South,us
P3,Cy,West,South,us
P4,Di,East,South,us
P5,Eva,East,North,eu
`,
  'data/quotas.csv': `payee_id,period,amount
P1,2026-Q1,3000
P2,2026-Q1,9000
P3,2026-Q1,6000
P5,2026-Q1,300
`,
  'data/deals.csv': `deal_id,payee_id,amount,close_date
D1,P1,999.99,2026-03-02
D2,P2,4500,2026-03-03
D3,P3,500,2026-03-04
D4,P4,700,2026-03-05
D5,P5,50,2026-03-06
`,
}

/** The same plans with the pay period as their only window. */
const MONTHLY = {
  'plans/us.yaml': plan('us', 'USD').replace('quarter', 'period'),
  'plans/eu.yaml': plan('eu', 'EUR').replace('quarter', 'period'),
}

function project(files: Readonly<Record<string, string>> = {}): string {
  const root = tempFolder()
  for (const [name, text] of Object.entries({ ...SMALL, ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

async function report(argv: string[], root = project(), tty?: number) {
  const env = fakeEnv(root, tty === undefined ? {} : { stdout: captured(true, tty), vars: { NO_COLOR: '1' } })
  const code = await runCli(['report', 'attainment', '--period', '2026-03', ...argv], env)
  return { code, out: env.stdout.text(), err: env.stderr.text(), root }
}

async function csvOf(argv: string[], root?: string): Promise<Record<string, string>[]> {
  const { out } = await report([...argv, '--format', 'csv'], root)
  return parse(out, { columns: true })
}

const pick = (rows: Record<string, string>[], ...names: string[]): string[] =>
  rows.map((row) => names.map((name) => row[name]).join(' '))

test('attainment is credited by quota, rounded down, the highest first in each plan and span', async () => {
  const rows = await csvOf([])
  expect(pick(rows, 'payee_id', 'plan_id', 'span', 'unit', 'quota', 'credited', 'attainment_percent', 'gap')).toEqual([
    'P5 eu 2026-03 EUR 100 50 50.00 50',
    'P5 eu 2026-Q1 EUR 300 50 16.66 250',
    'P2 us 2026-03 USD 3000 4500 150.00 -1500',
    'P1 us 2026-03 USD 1000 999.99 99.99 0.01',
    'P3 us 2026-03 USD 2000 500 25.00 1500',
    'P2 us 2026-Q1 USD 9000 4500 50.00 4500',
    'P1 us 2026-Q1 USD 3000 999.99 33.33 2000.01',
    'P3 us 2026-Q1 USD 6000 500 8.33 5500',
  ])
})

test('equal attainment stands in order of payee, and the order is decided exactly', async () => {
  const quotas = 'payee_id,period,amount\nP1,2026-03,3\nP2,2026-03,3\nP3,2026-03,3\nP4,2026-03,0\n'
  const deals = `deal_id,payee_id,amount,close_date
D1,P1,1,2026-03-02\nD2,P2,1,2026-03-03\nD3,P3,1.0000001,2026-03-04\nD4,P4,9,2026-03-05\n`
  const rows = await csvOf(
    ['--span', 'month'],
    project({ ...MONTHLY, 'data/quotas.csv': quotas, 'data/deals.csv': deals }),
  )
  expect(pick(rows, 'payee_id', 'attainment_percent')).toEqual(['P3 33.33', 'P1 33.33', 'P2 33.33', 'P4 '])
})

test('a team is the sum of its payees with a quota, each currency apart, others only counted', async () => {
  const rows = await csvOf(['--by', 'team', '--span', 'month'])
  const names = ['team', 'unit', 'payees', 'without_quota', 'quota', 'credited', 'attainment_percent', 'gap']
  expect(pick(rows, ...names)).toEqual([
    'East EUR 1 0 100 50 50.00 50',
    // 5499.99 / 4000 = 137.49975 %
    'East USD 2 1 4000 5499.99 137.49 -1499.99',
    'West USD 1 0 2000 500 25.00 1500',
  ])
})

test('regions and plans are summed alike', async () => {
  const regions = await csvOf(['--by', 'region', '--span', 'period'])
  expect(pick(regions, 'region', 'unit', 'quota', 'credited')).toEqual([
    'North EUR 100 50',
    'South USD 5000 5000',
    'North USD 1000 999.99',
  ])
  const plans = await csvOf(['--by', 'plan', '--span', 'quarter'])
  expect(pick(plans, 'plan_id', 'span', 'quota', 'credited')).toEqual(['eu 2026-Q1 300 50', 'us 2026-Q1 18000 5999.99'])
})

test('who moved to a plan that continues the old one is counted once', async () => {
  const versions = (id: string, from: string, to: string, more: string): string =>
    plan(id, 'USD').replace('from: 2026-01-01, to: 2026-12-31', `from: ${from}, to: ${to}`) + more
  const root = project({
    'plans/us.yaml': versions('us', '2026-01-01', '2026-03-15', 'proration: none\n'),
    'plans/new.yaml': versions('new', '2026-03-16', '2026-12-31', 'proration: none\ncontinues: us\n'),
    'data/reps.csv': `payee_id,name,team,region,plan,effective_from,effective_to
P2,Bo,East,South,us,2026-01-01,2026-03-15
P2,Bo,East,South,new,2026-03-16,2026-12-31
`,
    'data/quotas.csv': 'payee_id,period,amount\nP2,2026-Q1,9000\n',
    'data/deals.csv': `deal_id,payee_id,amount,close_date
D1,P2,1000,2026-03-03\nD2,P2,500,2026-03-20\n`,
  })
  const rows = await csvOf(['--by', 'team', '--span', 'quarter'], root)
  expect(pick(rows, 'team', 'payees', 'quota', 'credited')).toEqual(['East 1 9000 1500'])
})

test('the table of a terminal has headings, sums, a bar, and says who has no quota', async () => {
  const { code, out, err } = await report(['--span', 'month'], undefined, 80)
  expect([code, err]).toEqual([0, ''])
  expect(out).toBe(`Attainment 2026-03 by payee

eu · arr · 2026-03 · full quota · EUR
payee  name         quota  credited       %        gap  0%    100%
-----  --------  --------  --------  ------  ---------  ----------
P5     Eva         100.00     50.00   50.00      50.00  #####.....

us · arr · 2026-03 · full quota · USD
payee  name         quota  credited       %        gap  0%    100%
-----  --------  --------  --------  ------  ---------  ----------
P2     Bo        3,000.00  4,500.00  150.00  -1,500.00  #########+
P1     Ana       1,000.00    999.99   99.99       0.01  #########.
P3     Cy        2,000.00    500.00   25.00   1,500.00  ##........
-----  --------  --------  --------  ------  ---------  ----------
total  3 payees  6,000.00  5,999.99   99.99       0.01  #########.
without a quota, so not counted: 1 payee (P4)
`)
})

test('Markdown has the same figures in tables', async () => {
  const { out } = await report(['--by', 'team', '--span', 'month', '--format', 'md'])
  expect(out).toBe(`# Attainment 2026-03 by team

## arr · 2026-03 · full quota · EUR

| team | payees | quota | credited | % | gap |
| --- | ---: | ---: | ---: | ---: | ---: |
| East | 1 | 100.00 | 50.00 | 50.00 | 50.00 |

## arr · 2026-03 · full quota · USD

| team | payees | quota | credited | % | gap |
| --- | ---: | ---: | ---: | ---: | ---: |
| East | 2 | 4,000.00 | 5,499.99 | 137.49 | -1,499.99 |
| West | 1 | 2,000.00 | 500.00 | 25.00 | 1,500.00 |
| total | 3 | 6,000.00 | 5,999.99 | 99.99 | 0.01 |

without a quota, so not counted: 1 payee (P4)
`)
})

test('JSON is versioned, with exact figures as strings and null for what is not there', async () => {
  const quotas = 'payee_id,period,amount\nP1,2026-03,0\n'
  const { out } = await report(
    ['--span', 'month', '--format', 'json'],
    project({ ...MONTHLY, 'data/quotas.csv': quotas }),
  )
  expect(JSON.parse(out)).toEqual({
    version: 1,
    report: 'attainment',
    period: '2026-03',
    by: 'payee',
    rows: [
      {
        payee_id: 'P1',
        name: 'Ana',
        team: 'East',
        region: 'North',
        plan_id: 'us',
        measure: 'arr',
        window: 'month',
        span: '2026-03',
        from: '2026-03-01',
        to: '2026-03-31',
        against: 'full_quota',
        unit: 'USD',
        quota: '0',
        credited: '999.99',
        attainment_percent: null,
        gap: '-999.99',
        quota_to_date: '0',
        pace_percent: null,
      },
    ],
    remarks: [
      'us · arr · 2026-03 · full quota · USD: without a quota, so not counted: 3 payees (P2, P3, P4)',
      'Without any quota: 1 payee (P5)',
    ],
  })
})

test('text from the files is harmless in every format', async () => {
  const reps = SMALL['data/reps.csv']!.replace('Ana', '"=HYPERLINK(""x"")"')
    .replace('Bo', '\u001b[2JBo')
    .replace('Cy', 'a|<b>`c`')
  const root = project({ 'data/reps.csv': reps })
  // oxlint-disable-next-line no-control-regex
  const steers = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/
  for (const format of ['table', 'csv', 'json', 'md']) {
    const { code, out } = await report(['--format', format], root, 80)
    expect([format, code, steers.test(out)]).toEqual([format, 0, false])
  }
  const names = pick(await csvOf(['--span', 'month'], root), 'name')
  expect(names).toEqual(['Eva', '\\e[2JBo', `'=HYPERLINK("x")`, 'a|<b>`c`'])
  expect((await report(['--format', 'md'], root)).out).toContain('| P3 | a\\|\\<b\\>\\`c\\` |')
})

test('the report writes nothing, prints only itself, and fails as calc does', async () => {
  const root = project({
    'data/quotas.csv': 'payee_id,period,amount,mood\nP1,2026-Q1,3000,good\n',
    'data/reps.csv': SMALL['data/reps.csv']!,
  })
  const before = readdirSync(root, { recursive: true }).sort()
  const loud = await report(['--format', 'json'], root)
  expect(loud.err).toContain('note SPM2010')
  const quiet = await report(['--format', 'json', '--quiet'], root)
  expect([quiet.code, quiet.err, quiet.out]).toEqual([0, '', loud.out])
  expect(readdirSync(root, { recursive: true }).sort()).toEqual(before)

  const broken = project({ 'data/deals.csv': 'deal_id,payee_id,amount,close_date\nD1,P1,x,2026-03-02\n' })
  const bad = await report([], broken)
  expect([bad.code, bad.out]).toEqual([1, ''])
  expect(bad.err).toContain('SPM')
  const json = await report(['--format', 'json'], broken)
  expect([json.code, json.err]).toEqual([1, ''])
  expect((JSON.parse(json.out) as { diagnostics: { code: string }[] }).diagnostics.map(({ code }) => code)).toEqual([
    'SPM2013',
  ])
})

test('a project without quotas gives an empty report that says so', async () => {
  const root = project({ 'data/quotas.csv': 'payee_id,period,amount\n' })
  const { code, out } = await report([], root)
  expect(code).toBe(0)
  expect(out).toContain('No quota, so no attainment to show.')
  expect(await csvOf([], root)).toEqual([])
})

test('an additional plan that counts the same deals stands apart: no deal or quota is in one sum twice', async () => {
  const spiff = plan('spiff', 'USD')
    .replace('pays:', 'additional: true\nassign: true\npays:')
    .replace('quarter', 'period')
  const root = project({ ...MONTHLY, 'plans/spiff.yaml': spiff })
  const rows = await csvOf(['--by', 'team', '--span', 'period'], root)
  // East: Ana 999.99 and Bo 4,500, Di has no quota. The SPIFF counts Eva's 50 in its own currency too.
  expect(pick(rows, 'additional_plan', 'team', 'unit', 'quota', 'credited')).toEqual([
    ' East EUR 100 50',
    ' East USD 4000 5499.99',
    ' West USD 2000 500',
    'spiff East USD 4100 5549.99',
    'spiff West USD 2000 500',
  ])
  const { out } = await report(['--by', 'team', '--span', 'period'], root)
  expect(out).toContain('spiff · arr')
})
