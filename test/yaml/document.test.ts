import { describe, expect, test } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { parseYaml, type YamlDocument } from '../../src/yaml/document.js'

function parse(text: string): [YamlDocument | undefined, Diagnostic[]] {
  const found: Diagnostic[] = []
  const doc = parseYaml(text, 'plan.yaml', found)
  expect(doc === undefined).toBe(found.length > 0)
  return [doc, found]
}

/** Code, line and column of each finding. */
const faults = (text: string): [string, number | undefined, number | undefined][] =>
  parse(text)[1].map(({ code, place }) => [code, place?.line, place?.column])

describe('every scalar is text, exactly as written', () => {
  test.each([
    ['a: 123456789012345678901234567890.10', '123456789012345678901234567890.10'],
    ['a: 00123', '00123'],
    ['a: 1e5', '1e5'],
    ['a: no', 'no'],
    ['a: null', 'null'],
    ['a: 2026-01-01', '2026-01-01'],
    ['a: 8%', '8%'],
    ['a: "x\\ty"', 'x\ty'],
    ['a: ""', ''],
    [
      'a: deal.stage == "Closed Won" && deal.type in ["New", "Expansion"]',
      'deal.stage == "Closed Won" && deal.type in ["New", "Expansion"]',
    ],
    ['a: >-\n  x\n  && y\n', 'x && y'],
  ])('%s', (text, value) => expect(parse(text)[0]!.value).toEqual({ a: value }))

  test('keys that name parts of programs are only keys', () => {
    const { value } = parse('constructor: x\ntoString: y\n"1": z\n')[0]!
    expect(Object.entries(value)).toEqual([
      ['1', 'z'],
      ['constructor', 'x'],
      ['toString', 'y'],
    ])
  })
})

describe('what changes the meaning of a file unseen is refused at its place', () => {
  test.each<[string, [string, number | undefined, number | undefined][]]>([
    ['a: 1\n---\nb: 2\n', [['SPM3503', 2, 1]]],
    ['%YAML 1.1\n---\na: no\n', [['SPM3504', 1, 1]]],
    [
      'a: &x 1\nb: *x\n',
      [
        ['SPM3504', 1, 4],
        ['SPM3504', 2, 4],
      ],
    ],
    ['a: !!str 5\n', [['SPM3504', 1, 4]]],
    ['<<: {a: 1}\n', [['SPM3504', 1, 1]]],
    ['__proto__: x\n', [['SPM3509', 1, 1]]],
    ['a: 1\nb: 2\na: 3\n', [['SPM3505', 3, 1]]],
    ['1: a\n"1": b\n', [['SPM3505', 2, 1]]],
    ['x:\ny: 1\n', [['SPM3506', 1, 1]]],
    ['a:\n  - b\n  -\n', [['SPM3506', 3, 4]]],
    ['a: {b}\n', [['SPM3506', 1, 5]]],
    ['', [['SPM3501', undefined, undefined]]],
    ['# nothing\n', [['SPM3501', undefined, undefined]]],
    ['---\n', [['SPM3501', undefined, undefined]]],
    ['a:\n\tb: 1\n', [['SPM3502', 2, 1]]],
    ['a: "open\nb: c\n', [['SPM3502', 1, 4]]],
    ['a:b\nc: d\n', [['SPM3502', 1, 1]]],
    ['a: [1, 2\nb: 3\n', [['SPM3502', 2, 1]]],
    [
      'a: b\nx:\ny: {z}\na: c\n',
      [
        ['SPM3506', 2, 1],
        ['SPM3506', 3, 5],
        ['SPM3505', 4, 1],
      ],
    ],
  ])('%j', (text, expected) => expect(faults(text)).toEqual(expected))
})

describe('expressions that YAML would read otherwise are told to be quoted', () => {
  test.each([
    ['where: !has(deal.x)\n', 8],
    ['where: !deal.vip\n', 8],
    ['where: !(deal.a == 1)\n', 8],
    ['a: {w: deal.type in ["New", "B"], r: 8%}\n', 21],
    ['a: {r: deal.a == 1 ? 2 : 3}\n', 8],
    ['a: deal.a == 1 ? 2 : 3\n', 4],
    ['a: "Closed" == deal.stage\n', 13],
    ['a: deal.stage == "a: b"\n', 4],
    ['a: deal.x == "A #1"\n', 4],
  ])('%j', (text, column) => expect(faults(text)).toEqual([['SPM3508', 1, column]]))

  test('the advice shows the line as it should be', () => {
    expect(parse('a: deal.stage == "it\'s: b"\n')[1][0]!.fix).toContain(`a: 'deal.stage == "it''s: b"'`)
  })

  test('the quoted form is taken', () => {
    expect(parse("where: '!has(deal.x)'\n")[0]!.value).toEqual({ where: '!has(deal.x)' })
  })
})

describe('a thousands comma', () => {
  test.each([
    ['cap: {per_deal: 25,000}\n', 17],
    ['cap: {per_deal: 25,000, per_period: 5}\n', 20],
    ['a: [1, 25,000]\n', 8],
  ])('%j is refused', (text) => expect(faults(text).map(([code]) => code)).toEqual(['SPM3507']))

  test('separate items are not', () => expect(faults('a: [25, 000]\n')).toEqual([]))
})

test('huge, deep and endless files are refused quickly', () => {
  expect(faults(`a: ${'x'.repeat(1_000_001)}`).map(([code]) => code)).toEqual(['SPM3500'])
  for (const open of ['[', '{a: ', '- ', '? ']) {
    const start = performance.now()
    expect(faults(open.repeat(200_000)).map(([code]) => code)).toEqual(['SPM3500'])
    expect(performance.now() - start).toBeLessThan(2000)
  }
  expect(faults(`[${'a,'.repeat(400_000)}]`).map(([code]) => code)).toEqual(['SPM3500'])
})

describe('places', () => {
  const text = 'plan: ae\nmeasures:\n  arr:\n    where: deal.x\ncomponents:\n  - id: a\n    cap: { per_deal: 5 }\n'
  const doc = parse(text)[0]!
  const at = (...args: Parameters<YamlDocument['placeOf']>): (number | undefined)[] => {
    const { line, column, length } = doc.placeOf(...args)
    return [line, column, length]
  }

  test('a value and its key', () => {
    expect(at(['plan'])).toEqual([1, 7, 2])
    expect(at(['plan'], 'key')).toEqual([1, 1, 4])
    expect(at(['measures', 'arr', 'where'])).toEqual([4, 12, 6])
    expect(at(['components', 0, 'cap', 'per_deal'])).toEqual([7, 22, 1])
    expect(at(['components', 0], 'key')).toEqual([6, 5, 1])
  })

  test('a path that leads nowhere points at the nearest parent', () => {
    expect(at(['measures', 'arr', 'amount'])).toEqual([3, 3, 3])
    expect(at(['components', 7])).toEqual([5, 1, 10])
    expect(at(['nothing'])).toEqual([1, 1, 1])
  })

  test.each([
    ['plain', 'a: deal.x == deal.y\n', 1, 14],
    ['single quotes', "a: 'deal.x == deal.y'\n", 1, 15],
    ['single quotes with a doubled quote', "a: '''''== deal.y'\n", 1, 12],
    ['double quotes with escapes', 'a: "\\"x\\" == deal.y"\n', 1, 14],
    ['an escaped line break', 'a: "x \\\n  == deal.y"\n', 2, 6],
    ['several plain lines', 'a: deal.x\n   == deal.y\n', 2, 7],
    ['a literal block', 'a: |\n  deal.x\n    == deal.y\n', 3, 8],
    ['a folded block', 'a: >-\n  deal.x ==\n  deal.y\n', 3, 3],
    ['a folded block after a comment', 'a: >-  # why\n  deal.x ==\n  deal.y\n', 3, 3],
    ['CRLF line ends', 'a: >-\r\n  deal.x ==\r\n  deal.y\r\n', 3, 3],
  ])('a part of a text in %s', (_style, source, line, column) => {
    const document = parse(source)[0]!
    const value = (document.value as { a: string }).a
    const start = value.indexOf('deal.y')
    expect(document.offsetPlace(['a'], start, start + 6)).toEqual({ file: 'plan.yaml', line, column, length: 6 })
  })
})
