import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { calculate, pick, type OutputRow, type TestRun } from '../support/project.js'
import { evaluate } from './naive.js'
import { filesOf } from './project-files.js'
import { projects } from './projects.js'
import { lookFor, PATIENCE } from './runs.js'

vi.setConfig({ testTimeout: PATIENCE })

const month = (date: string): string => String(Number.parseInt(date.slice(5, 7), 10))

function linesOf(run: TestRun): string[] {
  return pick(run.lines, 'payee_id', 'plan_id', 'component_id', 'kind', 'deal_id', 'exact_amount', 'amount')
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
    row['plan_id']!,
    row['measure']!,
    `${month(row['from']!)}-${month(row['to']!)}`,
    row['against']!,
    row['quota']! || '-',
    row['credited']!,
    row['attainment_percent']! || '-',
  ]
  return run.attainment.map((row) => cells(row).join(' ')).sort()
}

function errorsOf({ found }: TestRun): string[] {
  return found.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code} ${message}`)
}

const looking = lookFor()

test('the engine and a naive evaluator of the rules agree on every line, payout and attainment', async () => {
  let paid = 0
  await fc.assert(
    fc.asyncProperty(projects, async (project) => {
      const expected = evaluate(project)
      const run = await calculate(filesOf(project))
      if (expected === 'no quota') {
        expect(new Set(errorsOf(run).map((each) => each.slice(0, 7)))).toEqual(new Set(['SPM5015']))
        return
      }
      expect(errorsOf(run)).toEqual([])
      expect(linesOf(run)).toEqual(expected.lines)
      expect(payoutsOf(run)).toEqual(expected.payouts)
      expect(attainmentOf(run)).toEqual(expected.attainment)
      const { read, credited, excluded, rejected } = run.counts
      expect([read, rejected]).toEqual([project.deals.length, 0])
      expect(credited + excluded).toBe(read)
      expect(run.exclusions.length).toBe(excluded)
      if (run.lines.length > 0) paid += 1
    }),
    looking,
  )
  expect(paid).toBeGreaterThan(looking.numRuns / 3)
})
