import { describe, expect, test } from 'vitest'
import { formatDecimal, parseDecimal, type Decimal } from '../../src/base/decimal.js'
import type { Course } from '../../src/plan/course.js'
import { coursePoints } from '../../src/plan/course-points.js'

const d = (text: string): Decimal => parseDecimal(text)!

function course(places: readonly string[], pay: (at: Decimal) => Decimal, known = true): Course {
  return {
    label: '',
    unit: 'money',
    by: 'amount',
    places: places.map((at) => ({ at: d(at), share: undefined, inclusive: true })),
    pay: (position) => ({ amount: pay(position), known }),
  }
}
const said = (of: Course, to: string): string =>
  coursePoints(of, d(to))!
    .map(({ at, pay }) => `${formatDecimal(at)}:${formatDecimal(pay)}`)
    .join(' ')

describe('the corners of a course', () => {
  test('are where it bends', () => {
    // 8 % up to 100,000, 12 % above: 8,000 there, 8,000 + 6,000 at 150,000.
    const pay = (at: Decimal): Decimal =>
      at.lessThan('100000') ? at.times('0.08') : at.minus('100000').times('0.12').plus('8000')
    expect(said(course(['100000'], pay), '150000')).toBe('0:0 100000:8000 150000:14000')
  })

  test('are twice at one place where it jumps, whichever side the place itself belongs to', () => {
    // 8 % of all, from 100,000 on 10 % of all.
    const from = (at: Decimal): Decimal => at.times(at.lessThan('100000') ? '0.08' : '0.1')
    const above = (at: Decimal): Decimal => at.times(at.greaterThan('100000') ? '0.1' : '0.08')
    for (const pay of [from, above])
      expect(said(course(['100000'], pay), '120000')).toBe('0:0 100000:8000 100000:10000 120000:12000')
  })

  test('are eight to a stretch that is no straight line', () => {
    expect(
      said(
        course([], (at) => at.times(at)),
        '8',
      ),
    ).toBe('0:0 1:1 2:4 3:9 4:16 5:25 6:36 7:49 8:64')
  })

  test('see places above the end no more, and shares of a quota as well as money', () => {
    expect(
      said(
        course(['1', '2'], (at) => at.times('0.08')),
        '1.5',
      ),
    ).toBe('0:0 1.5:0.12')
  })

  test('are none where a cell of the deal decides', () => {
    expect(
      coursePoints(
        course(['1'], (at) => at, false),
        d('2'),
      ),
    ).toBeUndefined()
  })
})
