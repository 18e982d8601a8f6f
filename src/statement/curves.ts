import { formatPercent, HUNDRED, max, parseDecimal, type Decimal } from '../base/decimal.js'
import type { Attainment } from '../engine/attain.js'
import { list, unitOf } from '../explain/words.js'
import { paysDeals, type Component } from '../plan/component.js'
import { coursesOf, isOwnGate, type Course } from '../plan/course.js'
import { coursePoints, payNear } from '../plan/course-points.js'
import type { Block, Curve } from './statement.js'
import type { Told } from './told.js'

/** How far beyond the last place of a plan, or beyond where somebody stands, a curve is drawn. */
const BEYOND = parseDecimal('1.1')!
/** Of the quota: less of it would not show what is to be won. */
const LEAST = parseDecimal('1.5')!

/** What each component pays by what is reached, where the plan alone tells it, and where the payee stands. */
export function curveBlocks(attainments: readonly Attainment[], told: Told): readonly Block[] {
  const seen = new Set<Component>()
  return attainments.flatMap((attainment): readonly Block[] => {
    const { participation, measure, components } = attainment
    if (participation.left) return []
    return participation.run.plan.components
      .filter(
        (component) => components.includes(component.id) && movedBy(component) === measure && !seen.has(component),
      )
      .flatMap((component) => {
        const curve = curveOf(component, attainment, told)
        if (curve === undefined) return []
        seen.add(component)
        return [{ kind: 'curve', curve } as const]
      })
  })
}

function movedBy(component: Component): Attainment['measure'] | undefined {
  return paysDeals(component) ? component.position : component.measure
}

function curveOf(component: Component, attainment: Attainment, told: Told): Curve | undefined {
  const { quota, participation, span, measure } = attainment
  const { plan } = participation.run
  const amount = quota?.amount.greaterThan(0) ? quota.amount : undefined
  const courses = coursesOf(component, amount).filter(({ unit }) => unit === 'money')
  const [first] = courses
  // Counts and quantities of a window are not kept, so that nobody knows where he stands with them.
  if (first === undefined || (first.by !== 'attainment' && first.by !== 'amount')) return undefined
  if (first.by === 'attainment' && amount === undefined) return undefined
  const isDeal = component.window === 'deal'
  const stands = isDeal ? undefined : positionOf(component, attainment, told)
  const last = courses.flatMap(({ places }) => places.map(({ at }) => at)).reduce(max, stands ?? first.places[0]!.at)
  const wanted = last.times(BEYOND)
  const to = first.by === 'attainment' ? max(wanted, amount!.times(LEAST)) : wanted
  const x = (at: Decimal): Decimal => (first.by === 'attainment' ? at.times(HUNDRED).dividedBy(amount!) : at)
  const lines = courses.flatMap((course) => lineOf(course, to, x) ?? [])
  if (lines.length < courses.length || lines.length === 0) return undefined
  const unit = first.by === 'attainment' ? '% of quota' : unitOf(measure, plan)
  const pay = stands === undefined || courses.length > 1 ? undefined : payNear(first, stands)
  return {
    title: `${component.name}: what it pays by ${isDeal ? 'the size of a deal' : `what is reached in ${span.id}`}${beforeWords(component)}`,
    unit: unit === 'number' ? measure.id : unit,
    pays: plan.currency,
    xLabel: isDeal ? `deal, ${unit}` : `reached in ${span.id}, ${unit === 'number' ? measure.id : unit}`,
    lines,
    mark: stands && pay?.known ? { x: x(stands), y: pay.amount, label: youWords(first, stands, amount) } : undefined,
  }
}

/** Where the payee stands in the window: with what an uplift adds, where the component pays something. */
function positionOf(component: Component, { participation, credited }: Attainment, { result }: Told): Decimal {
  const own = result.lines.find(
    ({ line }) => line.component === component && line.participation === participation && line.kind === component.kind,
  )
  return max(own?.line.credited ?? credited, credited.minus(credited))
}

function youWords({ by }: Course, stands: Decimal, quota: Decimal | undefined): string {
  return by === 'attainment' && quota ? `You: ${formatPercent(stands.dividedBy(quota))} %` : 'You'
}

function lineOf(course: Course, to: Decimal, x: (at: Decimal) => Decimal): Curve['lines'][number] | undefined {
  const points = coursePoints(course, to)
  return points && { label: course.label, points: points.map(({ at, pay }) => ({ x: x(at), y: pay })) }
}

/** What a curve cannot show, since it differs by deal. */
function beforeWords(component: Component): string {
  const { multipliers, cap, gate } = component
  const byDeal = multipliers.some((each) => (each.kind === 'attainment' ? each.running : each.when !== undefined))
  const what = [
    ...(byDeal ? ['multipliers of single deals'] : []),
    ...(gate && !isOwnGate(gate, component) ? ['its gate'] : []),
    ...(cap ? ['caps'] : []),
  ]
  return what.length > 0 ? ` (before ${list(what)})` : ''
}
