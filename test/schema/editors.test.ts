import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../../src/cli.js'
import { fakeEnv } from '../io/fake-env.js'
import { startLanguageServer, type LanguageServer, type Place } from './language-server.js'

/** What people see in VS Code and elsewhere: the language server that these run, asked what they would ask. */
const ROOT = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'spm-test-'))
const env = fakeEnv(folder)
let server: LanguageServer | undefined

const COMMENT = '# yaml-language-server: $schema=../schemas/plan.schema.json\n'
const PLAN = `${COMMENT}plan: ae
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays:${' '}
measures:
  bookings: { amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - id: commission
    kind: commission
    measure: bookings
    window: year
    rate:
      kind: tiered
      by: attainment
${' '.repeat(6)}
  - id: prize
    kind: rank
${' '.repeat(4)}
`

/** The place before a text; `after`: that many characters into it. */
function at(text: string, part: string, after = 0): Place {
  const before = text.slice(0, text.indexOf(part) + after)
  return { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') - 1 }
}

beforeAll(async () => {
  server = await startLanguageServer()
  await runCli(['schema', '--out', 'schemas'], env)
  mkdirSync(join(folder, 'plans'))
}, 20_000)
afterAll(() => {
  server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('the language server is there: npm ci installs it', () => {
  if (server === undefined) console.warn('yaml-language-server is not installed: editors are not tested')
})

describe('with the comment line, an editor', () => {
  const path = join(folder, 'plans/ae.yaml')
  const whatFinds = async (file: string, text: string): Promise<readonly string[]> =>
    (await server!.open(join(folder, file), text)).map(
      ({ message, range }) => `${range.start.line + 1}:${range.start.character + 1} ${message}`,
    )

  test('finds nothing wrong in a plan, in its test and in settings', async ({ skip }) => {
    if (server === undefined) return skip()
    const plan = readFileSync(join(ROOT, 'plans/saas-accelerators.yaml'), 'utf8')
    const tests = readFileSync(join(ROOT, 'plans/saas-accelerators.test.yaml'), 'utf8')
    const settings =
      '# yaml-language-server: $schema=schemas/settings.schema.json\nruns: out\ninputs: { deals: { null: ["-"] } }\n'
    expect(await whatFinds('plans/saas.yaml', COMMENT + plan)).toEqual([])
    expect(await whatFinds('plans/saas.test.yaml', COMMENT.replace('plan.', 'tests.') + tests)).toEqual([])
    expect(await whatFinds('spm.yaml', settings)).toEqual([])
  })
  test('completes keys of the kind of component, and of no other', async ({ skip }) => {
    if (server === undefined) return skip()
    await server.open(path, PLAN)
    const commission = await server.complete(path, at(PLAN, '\n      \n', 7))
    expect(commission).toEqual(expect.arrayContaining(['mode', 'tiers', 'base_rate']))
    expect(commission).not.toContain('points')
    const rank = await server.complete(path, at(PLAN, '\n    \n', 5))
    expect(rank).toEqual(expect.arrayContaining(['measure', 'window', 'by', 'prizes']))
    expect(rank.filter((key) => ['rate', 'uplift', 'budget', 'kind', 'id'].includes(key))).toEqual([])
  })
  test('completes choices', async ({ skip }) => {
    if (server === undefined) return skip()
    await server.open(path, PLAN)
    expect(await server.complete(path, at(PLAN, 'pays: ', 6))).toEqual(['month', 'quarter', 'half', 'year'])
    const kinds = await server.complete(path, at(PLAN, 'tiered'))
    expect([...kinds].sort()).toEqual(['curve', 'flat', 'formula', 'matrix', 'table', 'tiered'])
  })
  test('explains a key and a kind under the pointer', async ({ skip }) => {
    if (server === undefined) return skip()
    await server.open(path, PLAN)
    expect(await server.hover(path, at(PLAN, 'effective', 2))).toContain('The days on which the plan is in force.')
    expect(await server.hover(path, at(PLAN, 'kind: tiered', 2))).toContain(
      '`tiered`: rates by tier of attainment, amount, quantity or count.',
    )
  })
  test('marks a wrong key, a missing one, and a text that does not fit, each at its place', async ({ skip }) => {
    if (server === undefined) return skip()
    const plan = `${COMMENT}plan: ae
currency: dollars
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
measures:
  bookings: { amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - id: commission
    kind: commission
    measure: bookings
    wnidow: year
    rate: { kind: flat, rate: 8% }
`
    expect([...(await whatFinds('plans/wrong.yaml', plan))].sort()).toEqual([
      '12:5 Property wnidow is not allowed.',
      '3:11 Expected a currency code such as USD.',
      '9:5 Missing property "window".',
    ])
  })
})

test('the setting for VS Code gives plans, tests and settings each their schema', async ({ skip }) => {
  const [, written = ''] = /"yaml.schemas": (\{.*\})/s.exec(env.stdout.text()) ?? []
  const globs = JSON.parse(written) as Readonly<Record<string, string | string[]>>
  const entries = Object.entries(globs).map(([file, glob]) => [pathToFileURL(join(folder, file)).href, glob])
  const other = await startLanguageServer({ schemas: Object.fromEntries(entries) as object })
  if (other === undefined) return skip()
  const messages = async (file: string): Promise<readonly string[]> =>
    (await other.open(join(folder, file), 'nonsense: 1\n')).map(({ message }) => message)
  expect(await messages('plans/x.yaml')).toEqual(expect.arrayContaining(['Missing property "plan".']))
  expect(await messages('plans/x.test.yaml')).toEqual(expect.arrayContaining(['Missing property "cases".']))
  expect((await messages('plans/x.test.yaml')).join()).not.toContain('"plan"')
  expect(await messages('spm.yaml')).toEqual(['Property nonsense is not allowed.'])
  expect(await messages('other.yaml')).toEqual([])
  other.stop()
})
