import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Preset } from '../../src/input/preset.js'
import { presets } from '../../src/input/presets.js'
import { tables } from '../../src/input/tables.js'
import type { Placed, TableSpec } from '../../src/input/table-spec.js'
import { settingsShape } from '../../src/project/settings-shape.js'
import { inputRows, presetRows } from './doc-tables.js'
import { examplesOf, tableUnder } from './examples.js'
import { wordsOf } from './keys.js'
import { runExample } from './run-examples.js'

const SETTINGS = readFileSync(join(import.meta.dirname, '../../plans/SETTINGS.md'), 'utf8')
const examples = examplesOf(SETTINGS)
const prose = SETTINGS.replaceAll(/^```[^]*?^```$/gm, '')

it('has examples', () => {
  expect(examples.length).toBeGreaterThan(15)
})

describe.each(examples)('$section, line $line', (example) => {
  it('gives what the reference says', () => runExample(example))
})

it('explains every key and choice of spm.yaml', () => {
  const { keys, choices } = wordsOf(settingsShape)
  const words = [...keys, ...choices.filter((choice) => /^\w+$/.test(choice))]
  expect(words.filter((word) => !new RegExp(String.raw`\`[^\`\n]*\b${word}\b[^\`\n]*\``).test(prose))).toEqual([])
})

it.each(Object.values(tables) as TableSpec<Placed>[])('has the columns of $name', (spec) => {
  expect(tableUnder(SETTINGS, `${spec.name}.csv`)).toEqual(inputRows(spec))
})

const presetTables = Object.entries(presets).flatMap(([name, { tables: known }]: [string, Preset]) =>
  Object.entries(known).map(([table, preset]) => [`${name}: ${table}`, preset] as const),
)

it.each(presetTables)('has the columns of preset %s, and says what to look out for', (heading, preset) => {
  expect(tableUnder(SETTINGS, heading)).toEqual(presetRows(preset))
  const section = SETTINGS.split(`#### ${heading}\n`)[1]!.split('\n#')[0]!.replaceAll(/\s+/g, ' ')
  expect(section).toContain(preset.doc)
  for (const [key, value] of Object.entries(preset.format ?? {}))
    expect(section).toMatch(new RegExp(`\`${key}: "?${String(value).replace('.', '[.]')}"?\``))
})
