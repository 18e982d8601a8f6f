import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { Decimal, max, min, sum, ZERO } from '../../src/base/decimal.js'
import {
  calculate,
  calculateAll,
  monthsOf,
  pick,
  type OutputRow,
  type TestProject,
  type TestRun,
} from '../support/project.js'
import { yearOf } from './naive.js'
import { MEASURES, needsQuota, type NaiveComponent, type NaiveProject } from './naive-model.js'
import { filesOf } from './project-files.js'
import { projects } from './projects.js'
import { showExact } from './rational.js'
import { lookFor, PATIENCE } from './runs.js'

vi.setConfig({ testTimeout: PATIENCE })

/** Laws that hold whatever the plans say, so that they need no second evaluator, or only its year at once. */

/** What random projects are told beside their results: a missing quota is the one error they can have. */
const failed = (run: TestRun): boolean => run.found.some(({ severity }) => severity === 'error')

/** Exact columns print twelve decimals, half up: sums of them are compared at nine. */
const near = (value: Decimal): string => value.toDecimalPlaces(9, Decimal.ROUND_HALF_UP).toFixed()
const sumOf = (rows: readonly OutputRow[], column: string): Decimal => sum(rows.map((row) => new Decimal(row[column]!)))

/** One plan for the whole year, paid by the month, everybody there; nothing in it looks at one pay period alone. */
function overTheYear(drawn: NaiveProject): NaiveProject {
  const [first] = drawn.plans
  const components = first!.components.map((each): NaiveComponent => ({
    ...each,
    window: 'year',
    against: needsQuota(each) ? (each.against ?? 'quota_to_date') : undefined,
    perDeal: undefined,
    perPeriod: undefined,
    perWindow: each.perWindow ?? '1200.5',
    carried: undefined,
    floor: undefined,
    gate: undefined,
  }))
  const year = { from: '2026-01-01', to: '2026-12-31', pays: 'month', proration: 'none', continues: undefined } as const
  const reps = drawn.reps.map((rep) => ({
    ...rep,
    hired: undefined,
    left: undefined,
    rows: rep.rows.map((row) => ({ ...row, plan: first!.id })),
  }))
  const quotas = reps.flatMap(({ id }) =>
    MEASURES.map((measure) => {
      const own = drawn.quotas.find((each) => each.payee === id && each.measure === measure)
      return own ?? { payee: id, measure, amounts: ['5000'] }
    }),
  )
  return {
    ...drawn,
    plans: [{ ...first!, ...year, cap: undefined, carried: undefined, floor: undefined, components }],
    reps,
    quotas,
  }
}

test('twelve months of increments pay what the year at once is worth, and a cap per window its one cut', async () => {
  await fc.assert(
    fc.asyncProperty(projects, async (drawn) => {
      const project = overTheYear(drawn)
      const [plan] = project.plans
      const runs = await calculateAll(filesOf(project), monthsOf('2026'))
      expect(runs.filter(failed)).toEqual([])
      for (const rep of project.reps) {
        const mine = runs.flatMap((run) => run.lines.filter((line) => line['payee_id'] === rep.id))
        const worth = yearOf(project, rep)
        for (const [index, { id, perWindow }] of plan!.components.entries()) {
          const lines = mine.filter((line) => line['component_id'] === id)
          const earned = lines.filter((line) => line['kind'] !== 'window_cap')
          expect(near(sumOf(earned, 'exact_amount'))).toBe(near(new Decimal(showExact(worth[index]!))))
          const most = new Decimal(perWindow!)
          const before = sumOf(earned, 'amount')
          expect(sumOf(lines, 'amount').toFixed()).toBe(min(most, before).toFixed())
          const cut = sumOf(
            lines.filter((line) => line['kind'] === 'window_cap'),
            'amount',
          )
          expect(cut.negated().equals(max(ZERO, before.minus(most)))).toBe(true)
        }
      }
    }),
    lookFor(0.06),
  )
})

/** The same rows, the header first, in an order that the keys decide. */
function shuffled(csv: string | undefined, keys: readonly number[]): string | undefined {
  if (csv === undefined) return undefined
  const [header, ...rows] = csv.trimEnd().split('\n')
  const order = rows.map((row, index) => ({ row, key: keys[index % keys.length]! * 31 + ((index * 17) % 23) }))
  return `${[header, ...order.sort((a, b) => a.key - b.key).map(({ row }) => row)].join('\n')}\n`
}

test('the order of rows and plan files changes no payout, line, slice, attainment or credit', async () => {
  await fc.assert(
    fc.asyncProperty(projects, fc.array(fc.nat(99), { minLength: 5, maxLength: 9 }), async (project, keys) => {
      const files = filesOf(project)
      const mixed: TestProject = {
        ...files,
        plans: [...files.plans].reverse(),
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
    lookFor(0.16),
  )
})

test('slices sum to their line, lines to their payout', async () => {
  await fc.assert(
    fc.asyncProperty(projects, async (project) => {
      const run = await calculate(filesOf(project))
      for (const line of run.lines) {
        const slices = run.slices.filter((each) => each['line_id'] === line['line_id'])
        // A floor tops up to its amount: nothing was cut into slices.
        if (line['kind']?.endsWith('floor') === true) continue
        expect(near(sumOf(slices, 'pay'))).toBe(near(new Decimal(line['exact_amount']!)))
      }
      for (const payout of run.payouts) {
        const mine = run.lines.filter((line) => line['payee_id'] === payout['payee_id'])
        const told = sumOf([payout], 'total').plus(payout['accrued']!)
        expect(sumOf(mine, 'amount').toFixed()).toBe(told.toFixed())
      }
    }),
    lookFor(0.3),
  )
})

test('an adjustment moves its payee’s total by its amount, and nothing else in the run', async () => {
  await fc.assert(
    fc.asyncProperty(projects, async (project) => {
      const files = filesOf(project)
      const before = await calculate(files)
      const given = before.payouts.map((payout, index) => ({
        payee: payout['payee_id']!,
        amount: new Decimal(index % 2 === 0 ? '1234.56' : '-0.01').times(index + 1),
      }))
      const rows = given.map(({ payee, amount }) => `A-${payee},${payee},${files.period},${amount.toFixed()},r,kim,pat`)
      const header = 'id,payee_id,period,amount,reason,requested_by,approved_by'
      const after = await calculate({ ...files, adjustments: `${[header, ...rows].join('\n')}\n` })
      expect(after.codes).toEqual(before.codes)
      expect(after.lines.filter((line) => line['kind'] !== 'adjustment')).toEqual(before.lines)
      for (const file of ['slices.csv', 'attainment.csv', 'credits.csv', 'exclusions.csv']) {
        expect(after.files[file]).toBe(before.files[file])
      }
      expect(after.payouts.length).toBe(before.payouts.length)
      for (const [index, payout] of after.payouts.entries()) {
        const { payee, amount } = given[index]!
        expect(payout['payee_id']).toBe(payee)
        expect(new Decimal(payout['total']!).minus(before.payouts[index]!['total']!).toFixed()).toBe(amount.toFixed())
        expect(payout['adjustment']).toBe(amount.toFixed(2))
        expect(payout['accrued']).toBe(before.payouts[index]!['accrued'])
      }
    }),
    lookFor(0.1),
  )
})
