import { describe, expect, it } from 'vitest'
import { cleanText, parseCell, type CellKind } from '../../src/input/cell.js'
import { CellProblem } from '../../src/input/cell-problem.js'
import { cellReader } from '../../src/input/cell-reader.js'
import { compileDatePattern } from '../../src/input/date-cell.js'
import type { CellFormat } from '../../src/input/file-format.js'

const plain: CellFormat = { decimal: undefined, date: undefined, datePattern: undefined, blanks: new Set() }

function cell(raw: string, kind: CellKind, format: Partial<CellFormat> = {}): string | boolean | undefined {
  const value = parseCell(raw, kind, { ...plain, ...format })
  if (value instanceof CellProblem) return value.code
  return typeof value === 'object' ? value.toFixed() : value
}
const number = (raw: string, decimal?: '.' | ','): string | boolean | undefined => cell(raw, 'number', { decimal })
const date = (raw: string, pattern?: string): string | boolean | undefined =>
  cell(raw, 'date', pattern === undefined ? {} : { date: compileDatePattern(pattern)!, datePattern: pattern })

describe('numbers', () => {
  it.each([
    ['1234.50', '1234.5'],
    ['-7', '-7'],
    ['+7', '7'],
    ['\u22127', '-7'],
    ['.5', '0.5'],
    ['007', '7'],
    ['$1,234.50', '1234.5'],
    ['-$5', '-5'],
    ['$-5', '-5'],
    ['($1,234.50)', '-1234.5'],
    ['$(1,234.50)', '-1234.5'],
    ['(0.00)', '0'],
    ['-0', '0'],
    ['EUR 5', '5'],
    ['5 EUR', '5'],
    ['US$5', '5'],
    ['5 €', '5'],
    ['1 234.50', '1234.5'],
    ['1\u00a0234.50', '1234.5'],
    ["1'234.50", '1234.5'],
    ['1,234,567', '1234567'],
    ['7%', '0.07'],
    ['12.5 %', '0.125'],
    ['123456789012345.1234567891', '123456789012345.1234567891'],
  ])('reads %s without a declaration', (raw, value) => {
    expect(number(raw)).toBe(value)
  })

  it.each([
    ['1.234,50', '1234.5'],
    ['1.234', '1234'],
    ['1 234,5', '1234.5'],
    ['1\u202f234,50 €', '1234.5'],
    ['12,5%', '0.125'],
    ['-1.234.567,89', '-1234567.89'],
  ])('reads %s with a declared decimal comma', (raw, value) => {
    expect(number(raw, ',')).toBe(value)
  })

  it('reads 1,234 as a thousand when the point is declared, and not at all when nothing is', () => {
    expect(number('1,234', '.')).toBe('1234')
    expect(number('1,234')).toBe('SPM2014')
    expect(number('$1,234')).toBe('SPM2014')
    expect(number('12,5')).toBe('SPM2014')
    expect(number('1.234,50')).toBe('SPM2014')
    expect(number('1.234.567')).toBe('SPM2014')
  })

  it.each([
    '1e5',
    '0x10',
    'NaN',
    'Infinity',
    '1_000',
    'abc',
    '5-',
    '--5',
    '(-5)',
    '$5 USD',
    'XYZ 5',
    '1,23,456.00',
    '5.',
    '1 2',
    '$',
    '%',
  ])('refuses %s', (raw) => {
    expect(number(raw)).toBe('SPM2013')
  })

  it('refuses what does not follow the declared format', () => {
    expect(number('1,5', '.')).toBe('SPM2013')
    expect(number('1.5', ',')).toBe('SPM2013')
    expect(number('1,234.50', ',')).toBe('SPM2013')
  })

  it('refuses more than 15 digits before or 10 after the point', () => {
    expect(number('1234567890123456')).toBe('SPM2013')
    expect(number('0.12345678901')).toBe('SPM2013')
  })

  it('reads a percent column with and without its sign alike', () => {
    expect(cell('33.33', 'percent')).toBe('0.3333')
    expect(cell('33.33%', 'percent')).toBe('0.3333')
    expect(cell('0.5', 'percent')).toBe('0.005')
  })
})

describe('dates', () => {
  it.each([
    '2024-01-31',
    '2024-01-31 00:00:00',
    '2024-01-31T10:00:00Z',
    '2024-01-31 23:59:59.999 +02:00',
    '2024-01-31 09:30',
  ])('cuts %s to the written date', (raw) => {
    expect(date(raw)).toBe('2024-01-31')
  })

  it.each([
    ['01/31/2024', 'MM/DD/YYYY'],
    ['1/31/2024', 'MM/DD/YYYY'],
    ['1/31/2024 5:30 PM', 'M/D/YYYY'],
    ['31.01.2024', 'DD.MM.YYYY'],
    ['31-Jan-2024', 'DD-MMM-YYYY'],
    ['20240131', 'YYYYMMDD'],
    ['2024/01/31', 'YYYY/MM/DD'],
  ])('reads %s as %s', (raw, pattern) => {
    expect(date(raw, pattern)).toBe('2024-01-31')
  })

  it('refuses a date without a declared order of day and month', () => {
    expect(date('01/02/2026')).toBe('SPM2016')
    expect(date('1.2.2026')).toBe('SPM2016')
  })

  it('refuses days that the calendar lacks, in the declared format too', () => {
    expect(date('2023-02-29')).toBe('SPM2015')
    expect(date('2024-02-29')).toBe('2024-02-29')
    expect(date('13/01/2024', 'MM/DD/YYYY')).toBe('SPM2015')
    expect(date('31-Foo-2024', 'DD-MMM-YYYY')).toBe('SPM2015')
    expect(date('2024-01-31', 'MM/DD/YYYY')).toBe('SPM2015')
    expect(date('45321')).toBe('SPM2015')
    expect(date('soon')).toBe('SPM2015')
  })

  it('compiles only patterns with one year of four digits, one month and one day', () => {
    expect(compileDatePattern('MM/DD/YY')).toBeUndefined()
    expect(compileDatePattern('MM/YYYY')).toBeUndefined()
    expect(compileDatePattern('DD/DD/YYYY')).toBeUndefined()
    expect(compileDatePattern('the DD of MM YYYY')).toBeUndefined()
  })
})

describe('texts, truths, currencies and periods', () => {
  it('trims texts, composes them and unwraps ="00123"', () => {
    expect(cleanText('\u00a0 Ann \t')).toBe('Ann')
    expect(cleanText('Rene\u0301')).toBe('Ren\u00e9')
    expect(cell('="00123"', 'text')).toBe('00123')
    expect(cell('00123', 'text')).toBe('00123')
  })

  it.each(['#REF!', '#N/A', '#DIV/0!', '#VALUE!', '#NAME?', '######'])('refuses %s in a column of any type', (raw) => {
    expect(cell(raw, 'text')).toBe('SPM2018')
    expect(cell(raw, 'number')).toBe('SPM2018')
  })

  it('reads true and false in their six spellings only', () => {
    expect(['TRUE', 'yes', '1', 'False', 'No', '0'].map((raw) => cell(raw, 'boolean'))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
    expect(cell('maybe', 'boolean')).toBe('SPM2017')
  })

  it('reads ISO 4217 codes in any case and refuses others', () => {
    expect(cell('eur', 'currency')).toBe('EUR')
    expect(cell('EURO', 'currency')).toBe('SPM2019')
  })

  it('cuts a timestamp in a period column to its date, and refuses what is no id', () => {
    expect(cell('2011-05-31 00:00:00', 'period')).toBe('2011-05-31')
    expect(cell('2026-Q1', 'period')).toBe('2026-Q1')
    expect(cell('Q1 2026', 'period')).toBe('SPM2029')
  })

  it('takes a blank text as empty and any other blank as absent', () => {
    expect(cell(' ', 'text')).toBe('')
    expect(cell('', 'number')).toBeUndefined()
    expect(cell('', 'boolean')).toBeUndefined()
    expect(cell('NULL', 'date', { blanks: new Set(['NULL']) })).toBeUndefined()
  })

  it('maps values before anything else, blanks too', () => {
    const values = new Map([
      ['GTXPro', 'GTX Pro'],
      ['', 'none'],
    ])
    expect(parseCell(' GTXPro ', 'text', plain, values)).toBe('GTX Pro')
    expect(parseCell('', 'text', plain, values)).toBe('none')
  })

  it('gives equal texts one value in memory and stays right when there are too many to remember', () => {
    const reader = cellReader('number', plain)
    expect(reader('12.50')).toBe(reader('12.50'))
    for (let index = 0; index < 45_000; index += 1) reader(String(index))
    expect(String(reader('7'))).toBe('7')
  })
})
