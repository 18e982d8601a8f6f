import { parseDecimal, ZERO, type Decimal } from '../base/decimal.js'
import type { Course } from './course.js'

/** So near to a place that the way there pays nothing once rounded to DIGITS: what is left is the jump. */
export const NEAR: Decimal = parseDecimal('0.0000000001')!.pow(2)
const DIGITS = 12

/** Parts of the way between two places that are looked at: pay between them need not be a straight line. */
const PARTS = 8

/** A place on the way, and what the course pays there: in its unit, exact to 12 decimals. */
export interface CoursePoint {
  readonly at: Decimal
  readonly pay: Decimal
}

/** What the course pays at a position, without what a hair's breadth of credit adds. */
export function payNear(course: Course, position: Decimal): { readonly amount: Decimal; readonly known: boolean } {
  const { amount, known } = course.pay(position)
  return { amount: amount.toDecimalPlaces(DIGITS), known }
}

/**
 * A course as the corners of a line from 0 to `to`: straight between them, two with one place where it jumps. Undefined
 * where a cell decides what is paid: there is no one line then.
 */
export function coursePoints(course: Course, to: Decimal): readonly CoursePoint[] | undefined {
  const inner = [...new Map(course.places.map(({ at }) => [at.toFixed(), at])).values()].filter((at) => at.lessThan(to))
  const ends = [ZERO, ...inner, to]
  const points: CoursePoint[] = []
  for (const [index, start] of ends.slice(0, -1).entries()) {
    const way = ends[index + 1]!.minus(start)
    for (let part = 0; part <= PARTS; part += 1) {
      const at = start.plus(way.times(part).dividedBy(PARTS))
      // What belongs to the place itself is told by the plan; a line shows where it comes from and where it goes on.
      const asked =
        part === 0 && index > 0 ? at.plus(NEAR) : part === PARTS && index < ends.length - 2 ? at.minus(NEAR) : at
      const { amount, known } = payNear(course, asked)
      if (!known) return undefined
      add(points, { at, pay: amount })
    }
  }
  return points
}

/** Drops a point that a straight line runs through, or that is there already. */
function add(points: CoursePoint[], next: CoursePoint): void {
  const last = points.at(-1)
  const before = points.at(-2)
  if (last && last.at.equals(next.at) && last.pay.equals(next.pay)) return
  if (last && before && isStraight(before, last, next)) points.pop()
  points.push(next)
}

function isStraight(a: CoursePoint, b: CoursePoint, c: CoursePoint): boolean {
  // Upwards at one place is a jump, and what follows on it another line.
  if (b.at.equals(a.at) || c.at.equals(b.at)) return false
  const rise = b.pay.minus(a.pay).times(c.at.minus(a.at))
  const other = c.pay.minus(a.pay).times(b.at.minus(a.at))
  return rise.minus(other).abs().lessThanOrEqualTo(rise.abs().plus(other.abs()).times(STRAIGHT))
}

/** Far below what a picture shows, far above what 12 decimals leave on the way. */
const STRAIGHT = parseDecimal('0.00000001')!
