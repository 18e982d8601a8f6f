import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli.js'
import { displayWidth } from '../../src/render/width.js'
import { captured, fakeEnv } from '../io/fake-env.js'
import { tempFolder } from '../io/temp-folder.js'

const PLAN = `
plan: us
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
rounding: { mode: half_up, at: line }
measures:
  arr: { where: deal.stage == "Won", amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - { id: new, kind: commission, measure: arr, window: period, rate: { kind: flat, rate: 10% } }
`

function project(): string {
  const root = tempFolder()
  mkdirSync(join(root, 'data'))
  mkdirSync(join(root, 'plans'))
  writeFileSync(join(root, 'plans/us.yaml'), PLAN)
  writeFileSync(join(root, 'data/reps.csv'), 'payee_id,name,plan,shoe\nP1,Ana,us,38\n')
  writeFileSync(
    join(root, 'data/deals.csv'),
    `deal_id,payee_id,amount,close_date,stage,mood
D1,P1,1234567.89,2026-03-02,Won,x
D2,P1,1,2026-03-02,Lost,x
D3,P1,1,2026-04-02,Won,x
D\u001b[2J4,P1,0,2026-03-02,Won,x
`,
  )
  return root
}

async function run(argv: string[], columns?: number) {
  const streams = columns === undefined ? {} : { stdout: captured(true, columns), stderr: captured(true, columns) }
  const env = fakeEnv(project(), { ...streams, vars: { NO_COLOR: '1' } })
  const code = await runCli(argv, env)
  return { code, out: env.stdout.text(), err: env.stderr.text() }
}

test('the summary of a run accounts for every deal, groups thousands and names the currency', async () => {
  const { code, out } = await run(['calc', '--period', '2026-03', '--dry-run'])
  expect(code).toBe(0)
  expect(out).toContain('4 read = 2 credited + 2 excluded + 0 rejected')
  expect(out).toMatch(/^plan +payees +lines +paid +accrued +currency$/m)
  expect(out).toMatch(/^us +1 +2 +123,456\.79 +0\.00 +USD$/m)
  expect(out).toContain('123,456.79 USD payable to 1 payee\n')
  expect(out).toContain('zero amount · P1 · D\\e[2J4: ')
  expect(out).not.toContain('\u001b')
})

test('notes are a line each, stand apart from the result, and --quiet leaves them out', async () => {
  const { err } = await run(['calc', '--period', '2026-03', '--dry-run'], 80)
  const lines = err.split('\n')
  expect(lines.filter((line) => line.startsWith('note SPM2010'))).toHaveLength(2)
  expect(lines.filter((line) => line.startsWith('  fix:'))).toHaveLength(1)
  expect(err).toMatch(/[^\n]\n\n$/)
  expect(err).not.toContain('2 notes')
  expect((await run(['calc', '--period', '2026-03', '--dry-run', '--quiet'], 80)).err).toBe('')
})

test.each([80, 100, 140])('the summary fits a terminal of %i columns', async (columns) => {
  const { out } = await run(['calc', '--period', '2026-03', '--dry-run'], columns)
  const tables = out.split('\n').filter((line) => /[│┌└]/.test(line))
  expect(tables.length).toBeGreaterThan(2)
  for (const line of tables) expect(displayWidth(line)).toBeLessThanOrEqual(columns)
})

test.each([['calc'], ['report', 'attainment']])(
  'without --period, %s says which periods the plans pay',
  async (...command) => {
    const { code, out, err } = await run(command)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('the plans pay by month and are in force from 2026-01 to 2026-12')
  },
)

test.each(['2026-3', '2026-Q1', 'now'])('a wrong period (%s) is an error that says which there are', async (period) => {
  const { code, err } = await run(['calc', '--period', period])
  expect(code).toBe(2)
  expect(err).toContain('SPM1011')
  expect(err).toContain('from 2026-01 to 2026-12')
})
