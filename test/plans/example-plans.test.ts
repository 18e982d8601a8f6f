import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, it, describe } from 'vitest'
import { calculate, pick } from '../support/project.js'

/**
 * Every plan in plans/ has a folder of its name with a small data set and expected-payouts.csv. Its `why` column is the
 * reckoning by hand; every other column but the period is one of payouts.csv.
 */
const PLANS = join(import.meta.dirname, '../../plans')
const names = readdirSync(PLANS)
  .filter((file) => file.endsWith('.yaml') && !file.endsWith('.test.yaml'))
  .map((file) => file.replace('.yaml', ''))

function read(name: string, file: string): string | undefined {
  const path = join(PLANS, name, file)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

it('finds the plans, which the reference names', () => {
  expect(names.length).toBeGreaterThan(4)
  expect(names.filter((name) => !read('', 'README.md')!.includes(`(${name}.yaml)`))).toEqual([])
})

describe.each(names)('the example plan %s', (name) => {
  const expected: Record<string, string>[] = parse(read(name, 'expected-payouts.csv')!, { columns: true })

  it.each([...new Set(expected.map(({ period }) => period!))])(
    'pays in %s what was reckoned by hand',
    async (period) => {
      const run = await calculate({
        plans: read('', `${name}.yaml`)!,
        deals: read(name, 'deals.csv')!,
        reps: read(name, 'reps.csv')!,
        quotas: read(name, 'quotas.csv'),
        splits: read(name, 'splits.csv'),
        period,
      })
      expect(run.found.filter(({ severity }) => severity !== 'note')).toEqual([])
      const rows = expected.filter((row) => row['period'] === period)
      const columns = Object.keys(rows[0]!).filter((column) => column !== 'why')
      expect(pick(run.payouts, ...columns)).toEqual(pick(rows, ...columns))
    },
  )
})
