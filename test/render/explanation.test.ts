import { Chalk } from 'chalk'
import { describe, expect, test } from 'vitest'
import { Decimal } from '../../src/base/decimal.js'
import type { Explanation } from '../../src/explain/step.js'
import { explanationFormats } from '../../src/render/explanation.js'
import { displayWidth } from '../../src/render/width.js'

const OPTIONS = { width: 80, chalk: new Chalk({ level: 0 }), pathOf: (file: string): string => file }

function explanation(what: string, how = ''): Explanation {
  const amount = new Decimal('1234.5')
  const deal = { what, amount, unit: 'USD', how, inputs: [{ file: 'deals.csv', record: 2 }] }
  const payout = { what: 'Payout in USD', amount, unit: 'USD', parts: [deal], notApplied: [{ what, how }] }
  return {
    title: what,
    about: { period: '2026-03', payee: what },
    summary: [what],
    chapters: [{ title: 'Pay', steps: [payout] }],
  }
}

describe('an explanation', () => {
  test('keeps inside the width of the terminal, figures at its right edge, however long its words are', () => {
    const text = explanationFormats.tree(
      explanation('Deal D-17 '.repeat(30).trim(), 'why so '.repeat(30).trim()),
      OPTIONS,
    )
    const lines = text.split('\n')
    expect(lines.map(displayWidth).filter((width) => width > 80)).toEqual([])
    expect(lines.filter((line) => line.endsWith('1,234.50')).map(displayWidth)).toEqual([80])
    expect(lines.filter((line) => line.endsWith('1,234.50 USD')).map(displayWidth)).toEqual([80])
  })

  test('does not tear a percent sign from its number', () => {
    const text = explanationFormats.tree(explanation(`${'x'.repeat(60)} at 12 %`), OPTIONS)
    expect(text).not.toMatch(/\n[^a-z]*%/)
  })

  test('counts the columns that wide letters take', () => {
    const lines = explanationFormats.tree(explanation('東京 '.repeat(30).trim()), OPTIONS).split('\n')
    expect(lines.map(displayWidth).filter((width) => width > 80)).toEqual([])
  })

  test.each(['\u001b[2Jcleared', 'a\rb', '\u202Eturned', '\u009b31mred'])(
    'shows nothing of %j to the terminal in any format',
    (name) => {
      for (const render of Object.values(explanationFormats)) {
        // oxlint-disable-next-line no-control-regex
        expect(render(explanation(name, name), OPTIONS)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
      }
    },
  )

  test('in Markdown is no markup of the names in it', () => {
    const text = explanationFormats.md(explanation('<b>[x](y)</b>|*_`'), OPTIONS)
    expect(text).not.toMatch(/(?<!\\)[<[|`]/)
    expect(text).toContain('- Payout in USD: **1,234.50 USD**')
  })

  test('in JSON has amounts as exact text and rows by number', () => {
    const { version, explain, chapters } = JSON.parse(explanationFormats.json(explanation('D1'), OPTIONS)) as {
      version: number
      explain: object
      chapters: { steps: { amount: string; unit: string; parts: object[] }[] }[]
    }
    expect({ version, explain }).toEqual({ version: 1, explain: { period: '2026-03', payee: 'D1' } })
    const [payout] = chapters[0]!.steps
    expect([payout!.amount, payout!.unit]).toEqual(['1234.5', 'USD'])
    expect(payout!.parts).toEqual([
      { what: 'D1', amount: '1234.5', unit: 'USD', inputs: [{ file: 'deals.csv', row: 2 }] },
    ])
  })
})
