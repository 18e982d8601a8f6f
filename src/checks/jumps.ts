import type { Decimal } from '../base/decimal.js'
import type { Course, Place } from '../plan/course.js'
import { NEAR, payNear as at } from '../plan/course-points.js'

/** What pay does at a place, or on the way to the next one. */
export interface Jump {
  readonly course: Course
  readonly place: Place
  /** Pay just below and just above, in the course's unit. */
  readonly below: Decimal
  readonly above: Decimal
  /** above - below: negative where pay falls. */
  readonly by: Decimal
  /** False where a cell decides by how much. */
  readonly known: boolean
}

/** Every place of a course where pay jumps. */
export function jumpsOf(course: Course): readonly Jump[] {
  return course.places.flatMap((place) => {
    const below = at(course, place.at.minus(NEAR))
    const above = at(course, place.at.plus(NEAR))
    const by = above.amount.minus(below.amount)
    if (by.isZero()) return []
    return [{ course, place, below: below.amount, above: above.amount, by, known: below.known && above.known }]
  })
}

/** Where pay falls on the way from one place to the next: the place at whose end it is lower than at its start. */
export function fallsOf(course: Course): readonly Jump[] {
  return course.places.flatMap((place, index) => {
    const before = course.places[index - 1]
    if (before === undefined || before.at.equals(place.at)) return []
    const start = at(course, before.at.plus(NEAR))
    const end = at(course, place.at.minus(NEAR))
    const by = end.amount.minus(start.amount)
    if (!by.isNegative() || by.isZero()) return []
    return [{ course, place, below: start.amount, above: end.amount, by, known: start.known && end.known }]
  })
}

/** The jump that moves most money, among those that are counted alike; of two alike the lower place. */
export function largest(jumps: readonly Jump[]): Jump | undefined {
  const first = jumps[0]
  const alike = jumps.filter(({ course }) => course.unit === first?.course.unit)
  return alike.reduce<Jump | undefined>(
    (best, each) => (best === undefined || (each.known && (!best.known || isMore(each, best))) ? each : best),
    undefined,
  )
}

function isMore(a: Jump, b: Jump): boolean {
  return a.by.abs().greaterThan(b.by.abs())
}

/** Does the course pay at least an amount from one of its places on, whatever comes above it? */
export function paysAtLeast(course: Course, from: number, amount: Decimal): boolean {
  return course.places.slice(from).every(({ at: place }) =>
    [place.minus(NEAR), place.plus(NEAR)].every((position) => {
      const pay = at(course, position)
      return pay.known && !pay.amount.lessThan(amount)
    }),
  )
}
