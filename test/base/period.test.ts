import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromDayNumber, type PlainDate } from '../../src/base/date.js'
import { contains, customCalendar, fiscalCalendar, lastDay, type Period } from '../../src/base/period.js'

const on = (date: string): PlainDate => date as PlainDate

describe('the calendar year', () => {
  const calendar = fiscalCalendar(1)
  test('has months, quarters, halves and years', () => {
    expect(calendar.levels).toEqual(['month', 'quarter', 'half', 'year'])
    expect(calendar.period('2026-03')).toMatchObject({ start: '2026-03-01', end: '2026-04-01', level: 'month' })
    expect(calendar.period('2026-Q4')).toMatchObject({ start: '2026-10-01', end: '2027-01-01' })
    expect(calendar.period('2026-H2')).toMatchObject({ start: '2026-07-01', end: '2027-01-01' })
    expect(calendar.period('2026')).toMatchObject({ start: '2026-01-01', end: '2027-01-01' })
  })
  test.each(['2026-13', '2026-00', '2026-Q5', '2026-H3', '26', '2026-3', '2026-03-01', ''])('has no %s', (id) => {
    expect(calendar.period(id)).toBeUndefined()
  })
  test('a period includes its start and not its end', () => {
    const march = calendar.period('2026-03')!
    expect(['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map((day) => contains(march, on(day)))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(lastDay(march)).toBe('2026-03-31')
  })
})

describe('a fiscal year from February is named by the year in which it ends', () => {
  const calendar = fiscalCalendar(2)
  test('months stay calendar months', () => {
    expect(calendar.period('2026-01')).toMatchObject({ start: '2026-01-01', end: '2026-02-01' })
    expect(calendar.at('month', on('2026-01-31'))!.id).toBe('2026-01')
  })
  test('the year, halves and quarters start in February', () => {
    expect(calendar.period('2027')).toMatchObject({ start: '2026-02-01', end: '2027-02-01' })
    expect(calendar.period('2027-Q1')).toMatchObject({ start: '2026-02-01', end: '2026-05-01' })
    expect(calendar.period('2027-Q4')).toMatchObject({ start: '2026-11-01', end: '2027-02-01' })
    expect(calendar.period('2027-H2')).toMatchObject({ start: '2026-08-01', end: '2027-02-01' })
    expect(calendar.at('year', on('2026-01-31'))!.id).toBe('2026')
    expect(calendar.at('year', on('2026-02-01'))!.id).toBe('2027')
    expect(calendar.at('quarter', on('2027-01-31'))!.id).toBe('2027-Q4')
  })
})

test('in every fiscal calendar the period of a day holds it, is found by its id, and is made of its months', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 700000, max: 780000 }), (start, number) => {
      const calendar = fiscalCalendar(start)
      const day = fromDayNumber(number)
      for (const [level, months] of [
        ['month', 1],
        ['quarter', 3],
        ['half', 6],
        ['year', 12],
      ] as const) {
        const period = calendar.at(level, day)!
        expect(contains(period, day)).toBe(true)
        expect(calendar.period(period.id)).toEqual(period)
        const inside = calendar.within(period, 'month')!
        expect(inside.length).toBe(months)
        expect([inside[0]!.start, inside.at(-1)!.end]).toEqual([period.start, period.end])
      }
    }),
  )
})

describe('a custom calendar', () => {
  const period = (id: string, level: string, start: string, end: string): Period => ({
    id,
    level,
    start: on(start),
    end: on(end),
  })
  const periods = [
    period('Q1', 'quarter', '2026-01-05', '2026-04-06'),
    period('Q2', 'quarter', '2026-04-06', '2026-07-06'),
    period('P2', 'block', '2026-02-02', '2026-03-02'),
    period('P1', 'block', '2026-01-05', '2026-02-02'),
    period('P3', 'block', '2026-03-02', '2026-04-06'),
    period('P4', 'block', '2026-04-06', '2026-05-04'),
  ]
  const calendar = customCalendar(periods)
  test('puts the shorter periods first, however many there are', () => {
    expect(calendar.levels).toEqual(['block', 'quarter'])
    expect(customCalendar(periods.slice(0, 3)).levels).toEqual(['block', 'quarter'])
    expect(customCalendar(periods.slice(0, 3).reverse()).levels).toEqual(['block', 'quarter'])
  })
  test('finds what lies inside, only where it covers the whole', () => {
    expect(calendar.within(periods[0]!, 'block')!.map(({ id }) => id)).toEqual(['P1', 'P2', 'P3'])
    expect(calendar.within(periods[1]!, 'block')).toBeUndefined()
  })
  test('has no period on a day between', () => {
    expect(calendar.at('block', on('2026-05-04'))).toBeUndefined()
    expect(calendar.at('week', on('2026-01-05'))).toBeUndefined()
  })
})
