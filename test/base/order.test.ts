import { expect, test } from 'vitest'
import { Decimal } from '../../src/base/decimal.js'
import { fraction, NONE, plusFraction, timesFraction } from '../../src/base/fraction.js'
import { compareText, groupBy, sortedBy } from '../../src/base/order.js'

test('text is ordered by code unit, whatever the locale', () => {
  expect(['b', 'a', 'B', 'ä', '10', '9', ''].sort(compareText)).toEqual(['', '10', '9', 'B', 'a', 'b', 'ä'])
})

test('sorting by several keys leaves the original alone', () => {
  const rows = [
    { a: '2', b: 'x' },
    { a: '1', b: 'z' },
    { a: '1', b: 'y' },
  ]
  expect(
    sortedBy(
      rows,
      (row) => row.a,
      (row) => row.b,
    ).map(({ b }) => b),
  ).toEqual(['y', 'z', 'x'])
  expect(rows[0]!.a).toBe('2')
})

test('groups keep first-seen order, also for keys that look like numbers', () => {
  expect([...groupBy(['10', '9', '10', '__proto__'], (key) => key).keys()]).toEqual(['10', '9', '__proto__'])
})

test('sums of day shares are exact: 31/31 + 12/28 + 16/28 = 2', () => {
  const sum = [fraction(31, 31), fraction(12, 28), fraction(16, 28)].reduce(plusFraction, NONE)
  expect(timesFraction(new Decimal(300), sum).toFixed()).toBe('600')
})
