import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Lexer } from 'yaml'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { formatYaml } from '../../src/format/format.js'
import { kindOfFile, orderIn, type FileKind } from '../../src/schema/shapes.js'
import { parseYaml } from '../../src/yaml/document.js'
import { asSpmReads, faulty, written } from '../schema/written-files.js'
import { chanceOf, chances, messy } from './messy.js'

const RUNS = Number(process.env['SPM_PROPERTY_RUNS'] ?? 200)
const seed = Number(process.env['SPM_PROPERTY_SEED'] ?? 42)

function formatted(text: string, kind: FileKind = 'plan'): string {
  const found: Diagnostic[] = []
  const result = formatYaml(text, 'x.yaml', orderIn(kind), found)
  expect(found).toEqual([])
  return result!
}

function valueOf(text: string): unknown {
  return parseYaml(text, 'x.yaml', [])?.value
}

/** Every comment, as the library's lexer finds them: another way than ours. */
function commentsOf(text: string): readonly string[] {
  return [...new Lexer().lex(text.replaceAll('\r\n', '\n'))]
    .filter((lexeme) => lexeme.startsWith('#'))
    .map((lexeme) => lexeme.trimEnd())
    .sort()
}

describe('every file of the project', () => {
  const files = [...written, ...faulty].filter(({ text }) => valueOf(text) !== undefined)

  test('is looked at', () => expect(files.length).toBeGreaterThan(600))

  test.each(files)('$from says the same when it is formatted, once or twice', ({ from, kind, text }) => {
    // The one picture of what is not formatted.
    if (from.includes('SPM3760')) return
    const once = formatted(text, kind)
    expect(valueOf(once)).toEqual(valueOf(text))
    expect(commentsOf(once)).toEqual(commentsOf(text))
    expect(formatted(once, kind)).toBe(once)
  })
})

describe('our own plans', () => {
  const root = join(import.meta.dirname, '../..')
  const files = ['plans', 'fixtures/brightwater'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => join(folder, file)),
  )

  test.each(files)('%s is formatted', (file) => {
    const text = readFileSync(join(root, file), 'utf8')
    expect(formatted(text, kindOfFile(file))).toBe(text)
  })
})

describe('a file that was written in a hurry', () => {
  const values = written.flatMap((file) => {
    const reading = asSpmReads(file)
    return reading === undefined || reading.found.length > 0 ? [] : [{ kind: file.kind, value: reading.value }]
  })
  const files = fc
    .sample(fc.tuple(fc.constantFrom(...values), chances), { numRuns: RUNS, seed })
    .map(([{ kind, value }, numbers]) => ({ kind, value, text: messy(value, chanceOf(numbers)) }))

  test('is read as it was meant', () => {
    for (const { text, value } of files) expect(valueOf(text), text).toEqual(value)
    expect(files.flatMap(({ text }) => commentsOf(text)).length).toBeGreaterThan(RUNS * 5)
  })
  test('says the same afterwards, with every comment, and is then left alone', () => {
    for (const { text, value, kind } of files) {
      const once = formatted(text, kind)
      expect(valueOf(once), text).toEqual(value)
      expect(commentsOf(once), text).toEqual(commentsOf(text))
      expect(formatted(once, kind)).toBe(once)
    }
  })
  test('keeps comments above and beside the keys that they were written for', () => {
    const lost: string[] = []
    for (const { text, kind } of files) {
      const lines = formatted(text, kind).split('\n')
      for (const [index, line] of lines.entries()) {
        const [, key] = /# (?:above|beside) (\S+) \d+$/.exec(line) ?? []
        // At the top stands what is about the file.
        const isTop = lines.slice(0, index).every((each) => /^\s*(?:#|$)/.test(each))
        if (key === undefined || isTop) continue
        const below = lines.slice(index + 1).find((each) => !/^\s*(?:#|$)/.test(each))
        const target = /^\s*#/.test(line) ? below : line.slice(0, line.indexOf(' #'))
        if (!` ${target}`.includes(` ${key}`)) lost.push(`${line}\n${below}\nof\n${text}`)
      }
    }
    expect(lost.slice(0, 3)).toEqual([])
  })
  test('ends with one line end, and has no blank at the end of a line', () => {
    for (const { text, kind } of files) expect(formatted(text, kind)).toMatch(/^(?:.*\S\n|\n(?!\n))+$/)
  })
})

describe('formatting', () => {
  test('puts keys into the order of the reference, and their comments with them', () => {
    expect(
      formatted(`# About the plan.
currency: USD # dollars

# Who.
plan: ae
components:
- rate: {rate: 8%, kind: flat}
  # Unique.
  id: a # name
  kind: commission
`),
    ).toBe(`# About the plan.
# Who.
plan: ae
currency: USD # dollars
components:
  # Unique.
  - id: a # name
    kind: commission
    rate: { kind: flat, rate: 8% }
`)
  })
  test('leaves names that people give, and attributes of a table, in their order', () => {
    const text = `measures:
  zebra: { amount: count }
  apple: { amount: count }
components:
  - kind: commission
    rate:
      kind: table
      rows:
        - { product: A, rate: 8% }
        - { region: B,  rate: 9% }
`
    expect(formatted(text)).toBe(text)
  })
  test('sets tiers and rows of a table in columns', () => {
    expect(
      formatted(`components:
  - kind: commission
    rate:
      kind: tiered
      tiers:
        - {from: 0%, rate: 8%, mode: marginal}
        - {above: 100%, rate: 12.5%} # more
        - {from: 1000%, rate: 9%, mode: retroactive}
`),
    ).toContain(`
        - { from: 0%,    rate: 8%, mode: marginal }
        - { above: 100%, rate: 12.5% } # more
        - { from: 1000%, rate: 9%, mode: retroactive }
`)
    expect(formatted('cases:\n  - given:\n      deals:\n        - [id, amount, date]\n        - [D1,5,x]\n', 'tests'))
      .toContain(`
        - [id, amount, date]
        - [D1, 5,      x]
`)
  })
  test('sets nothing in columns where a line would become longer than 120 characters', () => {
    const long = `${'x'.repeat(100)}`
    const text = `a:\n  - [${long}, b]\n  - [c, ${'y'.repeat(20)}]\n`
    expect(formatted(text)).toBe(text)
  })
  test('writes double quotes, and single ones around double ones; what is bare or quoted stays so', () => {
    expect(formatted(`a: 'b'\nc: 'say "x"'\nd: "say \\"x\\""\ne: 3\nf: "3"\ng: 'it''s'\nh: "tab\\t"\n'i': j\n`)).toBe(
      `a: "b"\nc: 'say "x"'\nd: 'say "x"'\ne: 3\nf: "3"\ng: 'it''s'\nh: "tab\\t"\n"i": j\n`,
    )
  })
  test('keeps comments that close a block in their block', () => {
    const text = `a:
  - b
  # no more of a

  # really
# about c
c: d
# the end
`
    expect(formatted(text)).toBe(text)
  })
  test('keeps texts of several lines, and the blank line below them', () => {
    expect(formatted('a: |\n     x\n       y\n\n     z\n\nb: >-\n   p\n   q\nc: one\n  two\nd: "e\n   f"\n')).toBe(
      'a: |\n  x\n    y\n\n  z\n\nb: >-\n  p\n  q\nc: one\n  two\nd: "e\n  f"\n',
    )
  })
  test('keeps braces over several lines, with their comments', () => {
    expect(formatted('a: {b: c, # one\n d: [e,\n f] }\n')).toBe(
      'a: {\n    b: c, # one\n    d: [\n        e,\n        f,\n      ],\n  }\n',
    )
  })
  test('makes one blank line of several', () => {
    expect(formatted('\n\n# top\n\n\na: b\n\n\n\nc: d\n\n')).toBe('# top\n\na: b\n\nc: d\n')
  })
  test('keeps the line that editors read, and the line that begins a document', () => {
    const text = '# yaml-language-server: $schema=x\n---\nplan: ae\n'
    expect(formatted(text)).toBe(text)
  })
  test('keeps line ends and byte order mark', () => {
    expect(formatted('\uFEFFname: x\r\nplan: ae\r\n')).toBe('\uFEFFplan: ae\r\nname: x\r\n')
  })
})

test.each([
  ['a key after ?', '? plan\n: ae\n', 'SPM3760'],
  ['an indentation in numbers', 'a: |2\n   b\n', 'SPM3760'],
  ['the end of a document', 'a: b\n...\n', 'SPM3760'],
  ['an anchor', 'a: &x b\n', 'SPM3504'],
  ['an alias', 'a: b\nc: *a\n', 'SPM3504'],
  ['a key twice', 'a: b\na: c\n', 'SPM3505'],
  ['a broken line', 'a: [b\n', 'SPM3502'],
])('%s is not formatted, and said', (_, text, code) => {
  const found: Diagnostic[] = []
  expect(formatYaml(text, 'x.yaml', orderIn('plan'), found)).toBeUndefined()
  expect(found.map((each) => each.code)).toEqual([code])
})

test('thousands of rows take a moment, not minutes', () => {
  const rows = Array.from({ length: 5000 }, (_, n) => `    - [D${n}, a${n % 100}, ${n * 3}] # row ${n}\n`)
  expect(formatted(`given:\n  deals:\n${rows.join('')}`, 'tests').split('\n').length).toBe(5003)
})
