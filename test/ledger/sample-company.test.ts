import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ClosingProject } from '../support/closing.js'

const BRIGHTWATER = join(import.meta.dirname, '../../fixtures/brightwater')

test('where nothing changes, closing the sample company month by month changes no month that is closed', async () => {
  const project = new ClosingProject({})
  for (const part of ['spm.yaml', 'plans', 'data']) {
    cpSync(join(BRIGHTWATER, part), join(project.root, part), { recursive: true })
  }
  let lines = 0
  // Quarters end, people move, ramps go on: each month is computed again with every later one.
  for (const month of ['2026-01', '2026-02', '2026-03', '2026-04']) {
    await project.close(month)
    const kinds = (await project.lines(month, 'kind')).flat()
    expect(kinds).not.toContain('true_up')
    lines += kinds.length
  }
  expect(lines).toBeGreaterThan(500)
}, 60_000)
