import { expect, test } from 'vitest'
import type { PlainDate } from '../../src/base/date.js'
import { whyNot } from '../../src/export/carried.js'
import { csvText } from '../../src/export/csv-text.js'
import { dateText } from '../../src/export/date-text.js'
import { encodeText } from '../../src/export/encode.js'

test('cells are quoted where a reader would take them apart, and nowhere else', () => {
  expect(csvText([['a', 'b,c', 'd "e"', ' f ']])).toBe('a,"b,c","d ""e""", f \r\n')
  expect(csvText([['1,50', 'x;y']], { delimiter: ';', lineEnd: '\n' })).toBe('1,50;"x;y"\n')
})

test('dates are written by pattern', () => {
  const date = '2026-03-05' as PlainDate
  expect(['MM/DD/YYYY', 'D.M.YYYY', 'YYYYMMDD'].map((pattern) => dateText(date, pattern))).toEqual([
    '03/05/2026',
    '5.3.2026',
    '20260305',
  ])
})

test.each([
  ['=1+1', 'begins like a formula'],
  [' -2', 'begins like a formula'],
  ['＝x', 'begins like a formula'],
  ['a\nb', 'holds a line break or an invisible character'],
  ['a\u202eb', 'holds a line break or an invisible character'],
  ['abcd', 'has 4 characters; it takes 3'],
])('%j cannot be carried: it %s', (text, why) => {
  expect(whyNot(text, { name: 'x', most: 3 })).toBe(why)
})

test('three signs fit where three are taken, also of two code units', () => {
  expect(whyNot('a😀b', { name: 'x', most: 3 })).toBeUndefined()
})

test('Windows-1252 has its own places for the euro and for dashes', () => {
  expect([...encodeText('é€–', 'windows-1252')]).toEqual([0xe9, 0x80, 0x96])
  expect([...encodeText('„x“ŽŸ', 'windows-1252')]).toEqual([0x84, 0x78, 0x93, 0x8e, 0x9f])
  expect([...encodeText('a', 'utf-8-bom')]).toEqual([0xef, 0xbb, 0xbf, 0x61])
  expect(() => encodeText('Ł', 'windows-1252')).toThrow('windows-1252 has no Ł')
})
