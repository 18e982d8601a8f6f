import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  dateOf,
  dayNumber,
  daysBetween,
  daysInMonth,
  fromDayNumber,
  monthsBetween,
  parseDate,
  type PlainDate,
} from '../../src/base/date.js'

const day = (text: string): PlainDate => parseDate(text)!

test('only days of the calendar are dates', () => {
  expect(parseDate('2026-02-28')).toBe('2026-02-28')
  for (const text of [
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-1',
    ' 2026-01-01',
    '0000-01-01',
    '',
  ])
    expect(parseDate(text)).toBeUndefined()
})

test('leap years: every fourth, not every hundredth, but every four hundredth', () => {
  const february = [2023, 2024, 1900, 2000, 2100].map((year) => daysInMonth(year, 2))
  expect(february).toEqual([28, 29, 28, 29, 28])
  expect(daysBetween(day('2024-02-28'), day('2024-03-01'))).toBe(2)
  expect(daysBetween(day('1900-02-28'), day('1900-03-01'))).toBe(1)
  expect(daysBetween(day('2026-01-01'), day('2027-01-01'))).toBe(365)
})

const days = fc.integer({ min: 0, max: 3652058 })

test('days are numbered without a gap, and the number names the day', () => {
  fc.assert(
    fc.property(days, (number) => {
      const date = fromDayNumber(number)
      expect(dayNumber(date)).toBe(number)
      // An independent clock agrees.
      const epoch = new Date((number - 719162) * 86400000)
      expect(epoch.toISOString().slice(0, 10)).toBe(date)
    }),
  )
})

describe('months', () => {
  test('a day that the month lacks becomes its last one', () => {
    expect(addMonths(day('2026-01-31'), 1)).toBe('2026-02-28')
    expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29')
    expect(addMonths(day('2026-03-31'), -1)).toBe('2026-02-28')
    expect(addMonths(day('2026-11-30'), 3)).toBe('2027-02-28')
    expect(addMonths(day('2026-01-15'), -13)).toBe('2024-12-15')
  })
  test('are whole ones between two days', () => {
    expect(monthsBetween(day('2026-01-31'), day('2026-02-28'))).toBe(0)
    expect(monthsBetween(day('2026-01-31'), day('2026-03-31'))).toBe(2)
    expect(monthsBetween(day('2026-01-15'), day('2027-01-14'))).toBe(11)
    expect(monthsBetween(day('2026-03-15'), day('2026-01-15'))).toBe(-2)
    expect(monthsBetween(day('2026-03-15'), day('2026-03-15'))).toBe(0)
  })
  test('there are at least as many between as were added, less the clipped day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 700000, max: 800000 }), fc.integer({ min: 0, max: 60 }), (number, count) => {
        const from = fromDayNumber(number)
        const between = monthsBetween(from, addMonths(from, count))
        expect([count, count - 1]).toContain(between)
      }),
    )
  })
})

test('dates run over the ends of months and years', () => {
  expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01')
  expect(addDays(day('2024-03-01'), -1)).toBe('2024-02-29')
  expect(dateOf(2026, 2, 30)).toBeUndefined()
})
