import { expect, test } from 'vitest'
import { calculate } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const COMPONENTS = ['id: c, window: deal, rate: { kind: flat, rate: 10% }']

test('periods of one level may not overlap, those of two levels must', async () => {
  const codes = async (...rows: readonly string[]) =>
    (
      await calculate({
        plans: plan({ pays: 'block', components: COMPONENTS }),
        reps: ANA,
        deals: csv(DEALS),
        settings: 'calendar: { periods: periods.csv }',
        periods: csv('period_id start end level', ...rows),
        period: 'A',
      })
    ).codes
  expect(await codes('A 2026-01-01 2026-02-01 block', 'B 2026-02-01 2026-03-01 block')).toEqual([])
  expect(await codes('A 2026-01-01 2026-02-01 block', 'S 2026-01-01 2026-04-01 season')).toEqual([])
  expect(await codes('A 2026-01-01 2026-02-02 block', 'B 2026-02-01 2026-03-01 block')).toEqual(['SPM5062'])
})

test('a split row that is rejected stops the run: the others would be paid its share', async () => {
  const run = await calculate({
    plans: plan({ components: COMPONENTS }),
    reps: csv('payee_id name', 'ana Ana', 'bo Bo'),
    deals: csv(DEALS, 'D ana 100 2026-01-10'),
    splits: csv('deal_id payee_id weight', 'D ana 1', 'D bo 1', 'D cyy 1'),
    settings: 'inputs: { splits: { on_bad_row: reject } }',
    period: '2026-01',
  })
  expect(run.ok).toBe(false)
})
