import { describe, expect, test } from 'vitest'
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { diagnose } from '../../src/diagnostics/diagnostic.js'
import { noColour, wantsColour } from '../../src/render/colour.js'
import { csvRows } from '../../src/render/csv.js'
import { renderDiagnostics, renderDiagnosticsJson } from '../../src/render/diagnostics.js'
import { renderJson } from '../../src/render/json.js'
import { markdownTable } from '../../src/render/markdown.js'
import { showsProgress } from '../../src/render/progress.js'
import { safe } from '../../src/render/safe.js'
import { renderTable } from '../../src/render/table.js'
import { displayWidth } from '../../src/render/width.js'
import { captured, fakeEnv } from '../io/fake-env.js'

const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

describe('text from files', () => {
  test('cannot colour, hide or rewrite what a terminal shows', () => {
    expect(safe('a\u001b[31mb\rc\u009bd\u202ee\ud800')).toBe('a\\e[31mb\\rc\\u{9b}d\\u{202e}e\\u{d800}')
    expect(safe('Ünï 名 😀')).toBe('Ünï 名 😀')
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !CONTROL.test(safe(text))))
  })

  test('is the same in JSON after reading it, and harmless before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = renderJson({ text })
        return !CONTROL.test(json.replaceAll('\n', '')) && (JSON.parse(json) as { text: string }).text === text
      }),
    )
  })

  test('cannot break out of a Markdown cell', () => {
    const columns = [
      { name: 'Name', align: 'left' },
      { name: 'Pay', align: 'right' },
    ] as const
    expect(markdownTable({ columns, rows: [['a|b\n<i>', '1.00']] })).toBe(
      '| Name | Pay |\n| --- | ---: |\n| a\\|b\\\\n\\<i\\> | 1.00 |\n',
    )
  })
})

describe('CSV for people', () => {
  const columns = [
    { name: 'payee', type: 'text' },
    { name: 'pay', type: 'number' },
    { name: 'day', type: 'date' },
  ] as const

  test('marks text that a spreadsheet would compute, and never a negative amount', () => {
    const csv = csvRows(columns)
    expect(csv.header).toBe('payee,pay,day\n')
    expect(csv.row(['=1+1', '-5.50', '2026-03-01'])).toBe("'=1+1,-5.50,2026-03-01\n")
    expect(csv.row([' @x', '', ''])).toBe("' @x,,\n")
    expect(csv.row(['＋1', '0', ''])).toBe("'＋1,0,\n")
    expect(csv.row(['\tx', '0', ''])).toBe("'\tx,0,\n")
    expect(csv.row(['a-b', '0', ''])).toBe('a-b,0,\n')
  })

  test('refuses as a bug what is no number in a number column', () => {
    const csv = csvRows(columns)
    for (const pay of ['1e3', '+1', '1,000', '=1', 'NaN', '-']) expect(() => csv.row(['x', pay, ''])).toThrow(TypeError)
    expect(() => csv.row(['x', '1', '03/01/2026'])).toThrow(TypeError)
    expect(() => csv.row(['x', '1'])).toThrow(TypeError)
  })

  test('reads back as it was written', () => {
    const csv = csvRows([
      { name: 'a', type: 'text' },
      { name: 'b', type: 'text' },
    ])
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é') })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const text = csv.header + rows.map(csv.row).join('')
        const back = (parse(text, { record_delimiter: '\n' }) as string[][]).slice(1)
        expect(back.map((row) => row.map((each) => each.replace(/^'/, '')))).toEqual(rows)
      }),
    )
  })
})

describe('the terminal', () => {
  test.each<[boolean | undefined, Record<string, string>, boolean, boolean]>([
    [undefined, {}, true, true],
    [undefined, {}, false, false],
    [undefined, { NO_COLOR: '1' }, true, false],
    [undefined, { NO_COLOR: '' }, true, true],
    [undefined, { TERM: 'dumb' }, true, false],
    [undefined, { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    [undefined, { FORCE_COLOR: '0' }, true, false],
    [false, { FORCE_COLOR: '1' }, true, false],
    [true, { NO_COLOR: '1' }, false, true],
  ])('gets colour by flag, FORCE_COLOR, NO_COLOR, TERM, then itself (%s %j %s: %s)', (colour, vars, isTTY, wanted) => {
    expect(wantsColour({ colour, vars }, isTTY)).toBe(wanted)
  })

  test('gets a spinner only where a person watches a terminal of known width', () => {
    const raw = { columns: 80 } as NodeJS.WriteStream
    const stderr = { ...captured(true), raw }
    expect(showsProgress(fakeEnv('.', { stderr }))).toBe(true)
    expect(showsProgress(fakeEnv('.', { stderr, quiet: true }))).toBe(false)
    expect(showsProgress(fakeEnv('.', { stderr, vars: { CI: 'true' } }))).toBe(false)
    expect(showsProgress(fakeEnv('.', { stderr, vars: { TERM: 'dumb' } }))).toBe(false)
    expect(showsProgress(fakeEnv('.', { stderr: { ...stderr, raw: { columns: 0 } as NodeJS.WriteStream } }))).toBe(
      false,
    )
    expect(showsProgress(fakeEnv('.', { stderr: { ...stderr, isTTY: false } }))).toBe(false)
  })
})

describe('a table', () => {
  const columns = [
    { name: 'Name', align: 'left' },
    { name: 'Payable', align: 'right' },
  ] as const
  const rows = [
    ['Ana', '1,000.00'],
    ['名前', '-5.50'],
  ]

  test('in a pipe is plain columns, whole, without colour, numbers to the right', () => {
    const long = [...rows, ['x'.repeat(200), '1.00']]
    const text = renderTable({ columns, rows: long }, { isTTY: false, width: 80, chalk: noColour })
    expect(text.split('\n')[2]).toBe(`Ana${' '.repeat(197)}  1,000.00`)
    expect(text.split('\n')[3]).toBe(`名前${' '.repeat(196)}     -5.50`)
    expect(text).toContain('x'.repeat(200))
  })

  test('on a terminal fits 80 columns by cutting text, never numbers', () => {
    const long = [...rows, ['x'.repeat(200), '123,456,789.00']]
    const text = renderTable({ columns, rows: long }, { isTTY: true, width: 80, chalk: noColour })
    for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(80)
    expect(text).toContain('…')
    expect(text).toContain('│ 123,456,789.00 │')
  })

  test('of many rows is capped on a terminal, quick in a pipe', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => [`rep-${index}`, '1.00'])
    const shown = renderTable({ columns, rows: many }, { isTTY: true, width: 80, chalk: noColour })
    expect(shown.split('\n')).toHaveLength(504)
    expect(shown).toContain('19500 more rows')
    expect(renderTable({ columns, rows: many }, { isTTY: false, width: 80, chalk: noColour }).split('\n')).toHaveLength(
      20_003,
    )
  })
})

describe('findings', () => {
  test('show place, line, mark and fix', () => {
    const one = diagnose('SPM6001', 'odd\u001b[2J', {
      place: { file: 'p.yaml', line: 12, column: 7, length: 3 },
      fix: 'Do.',
    })
    const text = renderDiagnostics([one], { chalk: noColour, sourceLine: () => 'rate:\t8 %' })
    expect(text).toBe(
      [
        'error SPM6001 p.yaml:12:7 odd\\e[2J',
        '  12 | rate:\\t8 %',
        '     |        ^^^',
        '  fix: Do.',
        '',
        '1 error',
        '',
      ].join('\n'),
    )
  })

  test('show a long line around the place', () => {
    const one = diagnose('SPM6001', 'm', { place: { file: 'f', line: 1, column: 501 } })
    const lines = renderDiagnostics([one], {
      chalk: noColour,
      sourceLine: () => `${'a'.repeat(500)}X${'b'.repeat(500)}`,
    }).split('\n')
    expect(lines[1]!.length).toBeLessThan(110)
    expect(lines[1]![lines[2]!.indexOf('^')]).toBe('X')
  })

  test('of one kind are shown 20 times and then counted, so that they hide no others', () => {
    const cells = Array.from({ length: 100 }, (_, i) =>
      diagnose('SPM6002', 'bad', { place: { file: 'a.csv', record: i + 2 } }),
    )
    const text = renderDiagnostics([...cells, diagnose('SPM6032', 'gone')], { chalk: noColour })
    expect(text.match(/SPM6002 a\.csv row/g)).toHaveLength(20)
    expect(text).toContain('… and 80 more SPM6002')
    expect(text).toContain('note SPM6032')
    expect(text.match(/fix:/g)).toHaveLength(2)
    expect(text).toContain('100 errors, 1 note')
    expect((JSON.parse(renderDiagnosticsJson(cells)) as { diagnostics: unknown[] }).diagnostics).toHaveLength(100)
  })
})
