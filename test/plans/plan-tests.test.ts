import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../../src/cli.js'
import { testFileShape } from '../../src/plan-tests/shape.js'
import { fakeEnv } from '../io/fake-env.js'
import { ClosingProject } from '../support/closing.js'
import { blocksOf } from './examples.js'
import { wordsOf } from './keys.js'

/** "Testing plans" in the reference: each `yaml test` block is a test file of the first plan there, run as it stands. */
const ROOT = join(import.meta.dirname, '../..')
const README = readFileSync(join(ROOT, 'plans/README.md'), 'utf8')
const SECTION = README.slice(README.indexOf('## Testing plans'), README.indexOf('## Example plans'))
const blocks = blocksOf(SECTION)
const plan = blocksOf(README).find(({ info }) => info.has('plan'))!.text
const tests = blocks.flatMap((block, index) => {
  if (!block.info.has('test')) return []
  const next = blocks[index + 1]
  return [{ ...block, says: next?.info.has('test-says') ? next.text : undefined }]
})

describe.each(tests)('$section, line $line', ({ text, says }) => {
  it('comes out as the reference says', async () => {
    const project = new ClosingProject({ 'plans/reps.yaml': plan, 'plans/reps.test.yaml': text })
    const { exit, out, err } = await project.spm('test')
    expect(err).toBe('')
    if (says === undefined)
      expect({ exit, out }).toEqual({ exit: 0, out: expect.stringContaining(' passed, in 1 file') })
    else expect({ exit, out }).toEqual({ exit: 1, out: says })
  })
})

describe('the reference of test files is complete', () => {
  const prose = SECTION.replaceAll(/^```[^]*?^```$/gm, '')
  const { keys } = wordsOf(testFileShape)

  it('explains every key', () => {
    expect(tests.length).toBeGreaterThan(4)
    expect(keys.length).toBeGreaterThan(25)
    const said = (key: string): boolean => new RegExp(String.raw`\`${key}\b|^#+ .*\b${key}\b`, 'm').test(prose)
    expect(keys.filter((key) => !said(key))).toEqual([])
  })

  it('shows every key in an example, but for tables that are written like the others', () => {
    const yaml = tests.map(({ text }) => text).join('\n')
    const alike = new Set(['quotas', 'events', 'holds', 'adjustments', 'fx', 'opening', 'objectives', 'periods'])
    expect(keys.filter((key) => !alike.has(key) && !new RegExp(String.raw`\b${key}:`).test(yaml))).toEqual([])
  })
})

describe('the tests of the example plans', () => {
  it('pass, and reach every rule of the plans that they are about', async () => {
    const env = fakeEnv(ROOT)
    const exit = await runCli(['test', '--coverage'], env)
    expect({ exit, failed: env.stdout.text().match(/^ {2}FAIL.*/gm) ?? [] }).toEqual({ exit: 0, failed: [] })
    const coverage = env.stdout.text().slice(env.stdout.text().indexOf('\ncoverage\n'))
    const tested = coverage.match(/^ {2}\S+ {2}\d+ %, \d+ of .*/gm)!
    expect(tested.length).toBeGreaterThanOrEqual(9)
    expect(tested.filter((line) => !line.includes('  100 %,'))).toEqual([])
  })
})
