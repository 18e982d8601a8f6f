import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { Decimal, sum, ZERO } from '../../src/base/decimal.js'
import { ClosingProject } from '../support/closing.js'
import { calculateAll, monthsOf, type TestProject } from '../support/project.js'
import type { NaiveProject } from './naive-model.js'
import { filesOf } from './project-files.js'
import { projects } from './projects.js'
import { lookFor, PATIENCE } from './runs.js'

vi.setConfig({ testTimeout: PATIENCE })

/** Months that are closed one by one; the last of them sees every deal as it is. */
const MONTHS = monthsOf('2026').slice(0, 4)

/** What is known of a deal when: in which month it comes into the export, and from which on its amount is right. */
const history = fc.array(
  fc.record({ comes: fc.nat(3), right: fc.nat(3), wrong: fc.constantFrom('1', '5000', '-100') }),
  {
    minLength: 5,
    maxLength: 9,
  },
)
type History = readonly { readonly comes: number; readonly right: number; readonly wrong: string }[]

/** The export as it is when a month is closed. */
function exportOf(deals: string, past: History, month: number): string {
  const [header, ...rows] = deals.trimEnd().split('\n')
  const seen = rows.flatMap((row, index) => {
    const { comes, right, wrong } = past[index % past.length]!
    if (comes > month) return []
    const cells = row.split(',')
    return [month < right ? cells.with(2, wrong).join(',') : row]
  })
  return `${[header, ...seen].join('\n')}\n`
}

/** Deals of the months that are closed, whatever months were drawn. */
function within(deals: NaiveProject['deals']): NaiveProject['deals'] {
  return deals.map((deal) => {
    const month = (Number.parseInt(deal.date.slice(5, 7), 10) - 1) % MONTHS.length
    return { ...deal, date: `${MONTHS[month]!}${deal.date.slice(7).replace('31', '28')}` }
  })
}

async function closeAll(files: TestProject, past: History): Promise<readonly (readonly string[])[]> {
  const project = new ClosingProject({
    'spm.yaml': `${files.settings ?? ''}approval: optional\nfirst_period: ${MONTHS[0]!}\n`,
    'data/reps.csv': files.reps,
    ...(files.quotas !== undefined && { 'data/quotas.csv': files.quotas }),
    ...(files.splits !== undefined && { 'data/splits.csv': files.splits }),
    ...Object.fromEntries([files.plans].flat().map((text, index) => [`plans/p${index}.yaml`, text])),
  })
  const lines: (readonly string[])[] = []
  for (const [index, month] of MONTHS.entries()) {
    project.write({ 'data/deals.csv': exportOf(files.deals, past, index) })
    await project.calc(month)
    lines.push(...(await project.lines(month, 'payee_id', 'plan_id', 'kind', 'status', 'amount')))
    const { exit, err } = await project.spm(`close --period ${month}`)
    if (exit !== 0) throw new Error(err)
  }
  return lines
}

function totals(lines: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  const keys = [...new Set(lines.map(([payee, plan]) => `${payee!} ${plan!}`))].sort()
  const of = (key: string): Decimal =>
    sum(lines.filter(([payee, plan]) => `${payee!} ${plan!}` === key).map(([, , , , amount]) => new Decimal(amount!)))
  return new Map(
    keys
      .map((key) => [key, of(key)] as const)
      .flatMap(([key, each]) => (each.equals(ZERO) ? [] : [[key, each.toFixed()]])),
  )
}

test('F2: whatever came late or wrong, closed months have paid what the final data is worth, to the cent', async () => {
  let changed = 0
  await fc.assert(
    fc.asyncProperty(projects, history, async (drawn, past) => {
      const files = filesOf({ ...drawn, deals: within(drawn.deals), splits: [] })
      const final = await calculateAll(files, MONTHS)
      // Splits of deals that come later would be errors of the earlier months; so are quotas that are not there.
      fc.pre(final.every(({ ok }) => ok))
      const worth = final.flatMap(({ lines }) =>
        lines.map((line) => [line['payee_id']!, line['plan_id']!, line['kind']!, line['status']!, line['amount']!]),
      )
      const paid = await closeAll(files, past)
      const payable = (lines: readonly (readonly string[])[]) =>
        lines.filter(([, , kind, status]) => status === 'payable' && !kind!.startsWith('negative_'))
      changed += paid.filter(([, , kind]) => kind === 'true_up').length
      expect(totals(payable(paid))).toEqual(totals(payable(worth)))
    }),
    lookFor(0.04),
  )
  expect(changed).toBeGreaterThan(0)
})
