import { HUNDRED, max, parseDecimal, ZERO, type Decimal } from '../base/decimal.js'
import { coursePoints } from '../plan/course-points.js'
import type { Course } from '../plan/course.js'
import type { PayCurve } from './description.js'

/** How far a curve is drawn, as a share of the quota, or of the place of its last bend. */
const DRAWN = parseDecimal('1.5')!
/** By attainment it goes on so much beyond its last bend, where that is farther. */
const BEYOND = parseDecimal('1.25')!
/** Shares of the quota at which it may end. */
const TENTH = parseDecimal('0.1')!

/** As many lines as a chart tells apart. */
const MOST_LINES = 3

/** The pay curve of courses whose pay is known, from nothing to beyond their last bend; none where there are too many. */
export function curveOf(
  courses: readonly Course[],
  quota: Decimal,
  currency: string,
  money: boolean,
): readonly PayCurve[] {
  const [first] = courses
  const sums = first!.unit === 'money' || first!.unit === 'target'
  if (!sums || courses.length > MOST_LINES || first!.places.length === 0) return []
  const target = first!.unit === 'target'
  const byShare = first!.by === 'attainment'
  const lastPlace = courses
    .flatMap(({ places }) => places.map(({ at }) => at))
    .reduce((most, at) => max(most, at), ZERO)
  const tenths = lastPlace.times(BEYOND).dividedBy(quota.times(TENTH)).ceil()
  const end = byShare ? max(DRAWN, tenths.times(TENTH)).times(quota) : lastPlace.times(DRAWN)
  const lines = courses.flatMap((course) => {
    const found = coursePoints(course, end)
    if (found === undefined) return []
    const points = found.map(({ at, pay }) => ({
      x: byShare ? at.times(HUNDRED).dividedBy(quota) : at,
      y: target ? pay.times(HUNDRED) : pay,
    }))
    return [{ label: course.label, points }]
  })
  if (lines.length === 0) return []
  const unit = byShare
    ? '% of quota'
    : first!.by === 'count'
      ? 'deals'
      : first!.by === 'quantity'
        ? 'units'
        : money
          ? currency
          : 'credited'
  return [{ kind: 'curve', title: 'Pay curve', unit, pays: target ? '% of target' : currency, lines }]
}
