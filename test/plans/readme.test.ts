import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseDate } from '../../src/base/date.js'
import { parseDecimal } from '../../src/base/decimal.js'
import { formatMoney, round, ROUNDING_MODES } from '../../src/base/money.js'
import { compileExpression } from '../../src/expression/expression.js'
import { FUNCTIONS } from '../../src/expression/functions.js'
import { Columns, type CellType, type KeyedTable } from '../../src/model/table.js'
import { planShape } from '../../src/plan/shape.js'
import { blocksOf, examplesOf, tableUnder } from './examples.js'
import { wordsOf } from './keys.js'
import { runExample } from './run-examples.js'

const README = readFileSync(join(import.meta.dirname, '../../plans/README.md'), 'utf8')
const examples = examplesOf(README)
const prose = README.replaceAll(/^```[^]*?^```$/gm, '')
const words = wordsOf(planShape)

it('has examples', () => {
  expect(examples.length).toBeGreaterThan(40)
})

describe.each(examples)('$section, line $line', (example) => {
  it('gives what the reference says', () => runExample(example))
})

describe('the reference is complete', () => {
  const yaml = blocksOf(README)
    .filter(({ lang }) => lang === 'yaml')
    .map(({ text }) => text)
    .join('\n')

  it('explains every key', () => {
    const said = (key: string): boolean => new RegExp(String.raw`\`${key}\b|^#+ .*\b${key}\b`, 'm').test(prose)
    expect(words.keys.filter((key) => !said(key))).toEqual([])
  })
  it('shows every key in an example', () => {
    expect(words.keys.filter((key) => !new RegExp(String.raw`\b${key}:`).test(yaml))).toEqual([])
  })
  it('explains every choice', () => {
    const said = (choice: string): boolean => new RegExp(String.raw`\`[^\`\n]*\b${choice}\b[^\`\n]*\``).test(prose)
    expect(words.choices.filter((choice) => !said(choice))).toEqual([])
  })
})

describe('the table of rounding modes', () => {
  const rows = tableUnder(README, 'rounding')
  const amounts = ['2.341', '2.345', '2.355', '-2.345']

  it('has every mode', () => {
    expect(rows.map(([mode]) => mode)).toEqual([...ROUNDING_MODES])
  })
  it.each(ROUNDING_MODES)('is right for %s', (mode) => {
    const rounded = amounts.map((amount) => formatMoney(round(parseDecimal(amount)!, 2, mode), 'USD'))
    expect(rows.find(([name]) => name === mode)!.slice(1)).toEqual(rounded)
  })
})

describe('the table of functions', () => {
  const rows = tableUnder(README, 'Functions')
  const types: readonly [string, CellType][] = [
    ['amount', 'number'],
    ['stage', 'text'],
    ['close_date', 'date'],
    ['cancel_date', 'date'],
  ]
  const deal = new Columns(types.map(([name, type], slot) => ({ name, type, slot })))
  const names = new Map<string, CellType>([
    ['attainment_of:new_business', 'number'],
    ['score_of:goals', 'number'],
  ])
  const values = { 'attainment_of:new_business': parseDecimal('1.05'), 'score_of:goals': parseDecimal('0.9') }
  const stages: KeyedTable = {
    columns: [{ name: 'discount', type: 'number' }],
    rows: new Map([['Closed Won', [parseDecimal('0.05')]]]),
  }
  const scope = { deal, names, tables: new Map([['stages', stages]]) }
  const cells = [parseDecimal('1234.565'), 'Closed Won', parseDate('2026-03-05'), undefined]

  it('has every function', () => {
    expect(rows.map(([name]) => name).sort()).toEqual(Object.keys(FUNCTIONS).sort())
  })
  it.each(rows)('%s: %s gives %s', (name, text, result) => {
    const problems: string[] = []
    const expression = compileExpression(text!, scope, ['number', 'boolean'], (message) => problems.push(message))
    expect(problems).toEqual([])
    expect(text).toContain(`${name}(`)
    expect(String(expression!.evaluate({ deal: cells, values }))).toBe(result)
  })
})
