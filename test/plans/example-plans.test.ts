import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, it, describe } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { findSources } from '../../src/project/find-sources.js'
import { calculate, pick } from '../support/project.js'

/**
 * Every plan in plans/ has a folder of its name: a project with spm.yaml, a small data set, further plans where it needs
 * them, and expected-payouts.csv. Its `why` column is the reckoning by hand; every other column but the period is one of
 * payouts.csv.
 */
const PLANS = join(import.meta.dirname, '../../plans')
const INPUTS = ['deals', 'reps', 'quotas', 'splits', 'objectives', 'fx'] as const
const names = readdirSync(PLANS)
  .filter((file) => file.endsWith('.yaml') && !file.endsWith('.test.yaml'))
  .map((file) => file.replace('.yaml', ''))

function read(name: string, file: string): string | undefined {
  const path = join(PLANS, name, file)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function filesIn(name: string, ending: string): readonly string[] {
  return readdirSync(join(PLANS, name)).filter((file) => file.endsWith(ending) && file !== 'spm.yaml')
}

/** Files of the folder by name: what `lookups` may join. */
function textsIn(name: string): Record<string, string> {
  return Object.fromEntries(filesIn(name, '.csv').map((file) => [file, read(name, file)!]))
}

it('finds the plans, which the reference names', () => {
  expect(names.length).toBeGreaterThan(11)
  expect(names.filter((name) => !read('', 'README.md')!.includes(`(${name}.yaml)`))).toEqual([])
})

describe.each(names)('the example plan %s', (name) => {
  const expected: Record<string, string>[] = parse(read(name, 'expected-payouts.csv')!, { columns: true })
  const plans = [read('', `${name}.yaml`)!, ...filesIn(name, '.yaml').map((file) => read(name, file)!)]

  it('begins with its terms in plain words', () => {
    for (const plan of plans) expect(plan).toMatch(/^# .+\n/)
  })

  it('can be run where it stands, by its spm.yaml', () => {
    const found: Diagnostic[] = []
    const options = { config: undefined, plans: [], inputs: {}, overrides: [] }
    const sources = findSources(join(PLANS, name), options, found)
    expect(found).toEqual([])
    expect(sources!.plans.map(({ text }) => text)).toEqual(expect.arrayContaining(plans))
    expect([...sources!.tables.keys()].sort()).toEqual(INPUTS.filter((input) => read(name, `${input}.csv`)).sort())
  })

  it.each([...new Set(expected.map(({ period }) => period!))])(
    'pays in %s what was reckoned by hand',
    async (period) => {
      const tables = Object.fromEntries(INPUTS.map((input) => [input, read(name, `${input}.csv`)]))
      const run = await calculate({
        ...tables,
        plans,
        deals: tables['deals']!,
        reps: tables['reps']!,
        settings: read(name, 'spm.yaml'),
        files: textsIn(name),
        period,
      })
      expect(run.found.filter(({ severity }) => severity !== 'note')).toEqual([])
      const rows = expected.filter((row) => row['period'] === period)
      const columns = Object.keys(rows[0]!).filter((column) => column !== 'why')
      expect(pick(run.payouts, ...columns)).toEqual(pick(rows, ...columns))
    },
  )
})
