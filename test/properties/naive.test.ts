import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  calculate,
  calculateAll,
  monthsOf,
  pick,
  type OutputRow,
  type TestProject,
  type TestRun,
} from '../support/project.js'
import { Decimal, formatExact, sum } from '../../src/base/decimal.js'
import { evaluate, yearOf } from './naive.js'
import { filesOf, projects } from './projects.js'

const month = (date: string): string => String(Number.parseInt(date.slice(5, 7), 10))

function linesOf(run: TestRun): string[] {
  return pick(run.lines, 'payee_id', 'component_id', 'kind', 'deal_id', 'amount')
    .map((cells) => cells.join(' '))
    .sort()
}

function payoutsOf(run: TestRun): string[] {
  return pick(run.payouts, 'payee_id', 'total', 'accrued')
    .map((cells) => cells.join(' '))
    .sort()
}

function attainmentOf(run: TestRun): string[] {
  const cells = (row: OutputRow): string[] => [
    row['payee_id']!,
    row['measure']!,
    `${month(row['from']!)}-${month(row['to']!)}`,
    row['against']!,
    row['quota']! || '-',
    row['credited']!,
    row['attainment_percent']! || '-',
  ]
  return run.attainment.map((row) => cells(row).join(' ')).sort()
}

/** A few random people and deals are often on no plan or meet no condition, which is warned about. */
const isError = (code: string): boolean => !['SPM5064', 'SPM5065'].includes(code)

test('the engine and a naive evaluator of the rules agree on every line, payout and attainment', async () => {
  let paid = 0
  await fc.assert(
    fc.asyncProperty(projects, async (project) => {
      const files = filesOf(project)
      const expected = evaluate(project)
      const run = await calculate(files)
      if (expected === 'no quota') {
        expect(run.codes.length).toBeGreaterThan(0)
        expect(new Set(run.codes.filter(isError))).toEqual(new Set(['SPM5015']))
        return
      }
      expect(run.codes.filter(isError)).toEqual([])
      expect(linesOf(run)).toEqual(expected.lines)
      expect(payoutsOf(run)).toEqual(expected.payouts)
      expect(attainmentOf(run)).toEqual(expected.attainment)
      const { read, credited, excluded, rejected } = run.counts
      expect([read, rejected]).toEqual([project.deals.length, 0])
      expect(credited + excluded).toBe(read)
      expect(run.exclusions.length).toBe(excluded)
      if (run.lines.length > 0) paid += 1
    }),
    { numRuns: Number.parseInt(process.env['SPM_PROPERTY_RUNS'] ?? '400', 10) },
  )
  expect(paid).toBeGreaterThan(50)
})

test('twelve months of increments pay what the year at once is worth', async () => {
  await fc.assert(
    fc.asyncProperty(projects, async (drawn) => {
      const components = drawn.components.map((each) => ({
        ...each,
        window: 'year' as const,
        against:
          each.rate.kind === 'tiered' && each.rate.by === 'attainment' ? (each.against ?? 'quota_to_date') : undefined,
        perDeal: undefined,
        perPeriod: undefined,
      }))
      const reps = drawn.reps.map((rep) => ({ ...rep, hired: undefined, left: undefined }))
      const project = { ...drawn, components, reps, pays: 'month', proration: 'none' } as const
      const runs = await calculateAll(filesOf(project), monthsOf('2026'))
      for (const rep of reps) {
        const mine = runs.flatMap((run) => run.lines.filter((line) => line['payee_id'] === rep.id))
        const paid = components.map(({ id }) =>
          sum(mine.filter((line) => line['component_id'] === id).map((line) => new Decimal(line['exact_amount']!))),
        )
        // Exact columns print twelve decimals: compare at ten.
        const short = (text: string): string => formatExact(new Decimal(text).toDecimalPlaces(10))
        expect(paid.map((each) => short(each.toFixed()))).toEqual(yearOf(project, rep).map(short))
      }
    }),
    { numRuns: 40 },
  )
})

/** The same rows, the header first, in an order that the keys decide. */
function shuffled(csv: string | undefined, keys: readonly number[]): string | undefined {
  if (csv === undefined) return undefined
  const [header, ...rows] = csv.trimEnd().split('\n')
  const order = rows.map((row, index) => ({ row, key: keys[index % keys.length]! * 31 + ((index * 17) % 23) }))
  return `${[header, ...order.sort((a, b) => a.key - b.key).map(({ row }) => row)].join('\n')}\n`
}

test('the order of rows in any input changes no payout, line, attainment or credit', async () => {
  await fc.assert(
    fc.asyncProperty(projects, fc.array(fc.nat(99), { minLength: 5, maxLength: 9 }), async (project, keys) => {
      const files = filesOf(project)
      const mixed: TestProject = {
        ...files,
        deals: shuffled(files.deals, keys)!,
        reps: shuffled(files.reps, keys)!,
        splits: shuffled(files.splits, keys),
        quotas: shuffled(files.quotas, keys),
      }
      const [one, two] = [await calculate(files), await calculate(mixed)]
      expect(two.codes).toEqual(one.codes)
      for (const file of ['payouts.csv', 'payout-lines.csv', 'slices.csv', 'attainment.csv', 'credits.csv']) {
        expect(two.files[file]).toBe(one.files[file])
      }
      const reasons = (run: TestRun): string[][] => pick(run.exclusions, 'deal_id', 'payee_id', 'reason', 'detail')
      expect(reasons(two)).toEqual(reasons(one))
    }),
    { numRuns: 80 },
  )
})
