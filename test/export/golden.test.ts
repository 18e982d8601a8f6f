import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { targets } from '../../src/export/registry.js'
import { UPDATES } from '../cli/run-case.js'
import type { ClosingProject } from '../support/closing.js'
import { closedCompany, filesOf } from './company.js'

/**
 * What each target writes, byte for byte. `golden/why.md` reckons the money by hand; UPDATE_GOLDEN=1 writes down what
 * comes out now, to be read line by line before it is kept.
 */
const GOLDEN = join(import.meta.dirname, 'golden')

/** A target, a month in which it has something to say, and how it is called besides. */
const CASES = [
  ['payroll', '2026-02', ''],
  ['adp', '2026-02', ''],
  ['gusto', '2026-02', ''],
  ['paychex', '2026-02', ''],
  ['journal', '2026-03', ''],
  ['netsuite', '2026-02', ''],
  ['quickbooks', '2026-01', ''],
  ['xero', '2026-03', ' --config codes.yaml'],
  ['asc340', '2026-03', ''],
] as const

let project: ClosingProject
beforeAll(async () => {
  project = await closedCompany()
}, 60_000)
afterAll(() => rmSync(project.root, { recursive: true }))

describe('the files of each target, byte for byte', () => {
  test('there is a case for each', () => {
    expect(CASES.map(([target]) => target)).toEqual(targets.map(({ name }) => name))
  })

  test.each(CASES)('%s', async (target, period, more) => {
    const { exit, err } = await project.spm(`export ${target} --period ${period} --out ${target}/${more}`)
    expect(exit, err).toBe(0)
    const run = (
      JSON.parse(readFileSync(join(project.root, 'ledger', period, 'close.json'), 'utf8')) as { run: string }
    ).run
    const files = filesOf(project, target, run)
    const folder = join(GOLDEN, target)
    if (UPDATES) {
      mkdirSync(folder, { recursive: true })
      for (const [name, text] of files) writeFileSync(join(folder, name), text, 'latin1')
    }
    expect([...files.keys()]).toEqual(readdirSync(folder).sort())
    for (const [name, text] of files) expect(text).toBe(readFileSync(join(folder, name), 'latin1'))
  })
})
