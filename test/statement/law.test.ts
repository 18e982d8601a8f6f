import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { examplesOf } from '../plans/examples.js'
import { pseudonymsBy } from '../../src/reports/pseudonyms.js'
import { expectStatementsIn, expectStatementsOf, redactedOf, sourcesAt } from '../support/stated.js'

const ROOT = join(import.meta.dirname, '../..')
const PLANS = join(ROOT, 'plans')

/** The periods for which a folder says what is paid. */
function periodsOf(folder: string): readonly string[] {
  const rows: Record<string, string>[] = parse(readFileSync(join(folder, 'expected-payouts.csv')), { columns: true })
  return [...new Set(rows.map(({ period }) => period!))]
}

/** Months with late changes, clawbacks, draws and holds: fixtures/story.test.ts. */
describe('the lines of a statement sum to payouts.csv to the cent, and it names nobody else', () => {
  test.each(['2026-01', '2026-03', '2026-06', '2026-12'])(
    'for everybody of the sample company in %s',
    async (period) => {
      expect(await expectStatementsOf(join(ROOT, 'fixtures/brightwater'), period)).toBeGreaterThan(30)
    },
  )

  const examples = readdirSync(PLANS).filter((name) => existsSync(join(PLANS, name, 'expected-payouts.csv')))
  test.each(examples)('in the example plan %s', async (name) => {
    for (const period of periodsOf(join(PLANS, name)))
      expect(await expectStatementsOf(join(PLANS, name), period)).toBeGreaterThan(0)
  })

  test('in every example of the plan reference', async () => {
    let statements = 0
    for (const { project, wanted, closed } of examplesOf(readFileSync(join(PLANS, 'README.md'), 'utf8'))) {
      if (wanted.kind !== 'table' || closed.length > 0) continue
      statements += await expectStatementsIn(project)
    }
    expect(statements).toBeGreaterThan(100)
  })
})

test('no payee and no deal of the sample company is named in its redacted statements', async () => {
  const sources = sourcesAt(join(ROOT, 'fixtures/brightwater'))
  const { text, secrets } = await redactedOf(sources, '2026-03', pseudonymsBy('5'.repeat(64)))
  expect(secrets.length).toBeGreaterThan(500)
  expect(text.length).toBeGreaterThan(50_000)
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
})
