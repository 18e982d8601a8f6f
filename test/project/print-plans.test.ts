import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { parsePlans } from '../../src/plan/parse.js'
import { printPlans } from '../../src/project/print-plans.js'
import { examplesOf } from '../plans/examples.js'
import { calculate } from '../support/project.js'

/** Plans printed whole, each a text of its own. */
function resolved(plans: string | readonly string[]): readonly string[] {
  const found: Diagnostic[] = []
  const sources = [plans].flat().map((text, index) => ({ name: `plan-${index + 1}.yaml`, text }))
  const { files } = parsePlans(sources, [], found)
  expect(found.filter(({ severity }) => severity === 'error')).toEqual([])
  return files.map((file) => printPlans([file]))
}

const README = readFileSync(join(import.meta.dirname, '../../plans/README.md'), 'utf8')
const examples = examplesOf(README).filter(({ wanted }) => wanted.kind === 'table')

describe('every example of the reference, printed whole, pays the same byte for byte', () => {
  it.each(examples)('$section, line $line', async ({ project }) => {
    const plans = resolved(project.plans)
    const [before, after] = [await calculate(project), await calculate({ ...project, plans })]
    expect(after.ok).toBe(true)
    expect(after.files).toEqual(before.files)
    // Printed again it is the same, but for the comment with what it extended.
    const body = (text: string): string => text.slice(text.indexOf('\n'))
    expect(resolved(plans).map(body)).toEqual(plans.map(body))
  })
})

const PLAN = `measures:
  won: { where: 'deal["Deal: #1"] != "it''s"', amount: deal.amount, date: deal.close_date, credit: direct }
components: [{ id: c, kind: commission, measure: won, window: period, rate: { kind: flat, rate: base } }]
constants: { base: 8%, text_: "8%", date_: "2026-01-01", yes_: "true" }
pays: month
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
plan: p
name: |
  two
  lines
`

test('keys come in the order of the reference, and texts stay texts', () => {
  expect(resolved(PLAN)).toEqual([
    `# p (plan-1.yaml)
plan: p
name: "two\\nlines\\n"
currency: USD
effective:
  from: 2026-01-01
  to: 2026-12-31
pays: month
constants:
  base: 8%
  text_: "8%"
  date_: "2026-01-01"
  yes_: "true"
measures:
  won:
    where: "deal[\\"Deal: #1\\"] != \\"it's\\""
    amount: deal.amount
    date: deal.close_date
    credit: direct
components:
  - id: c
    kind: commission
    measure: won
    window: period
    rate:
      kind: flat
      rate: base
`,
  ])
})

test('a file name does not end the comment that names it', () => {
  const { files } = parsePlans([{ name: 'a\nb.yaml', text: PLAN }], [], [])
  expect(printPlans(files).split('\n', 2)).toEqual(['# p (a?b.yaml)', 'plan: p'])
})
