import * as z from 'zod'
import { mended, ONE, parseRatio, settled, ZERO, type Decimal } from '../base/decimal.js'
import { expressionText, id, ratioText } from '../yaml/scalars.js'
import { axisPlace, axisPosition, checkAxis } from './axis.js'
import { baseOf } from './paid-on.js'
import {
  expressionsIn,
  type CompiledOnce,
  type RateContext,
  type RateStructure,
  type RateValue,
  type Slice,
} from './rate.js'
import { distance } from './walk.js'

const point = z.strictObject({
  at: ratioText.describe('The place on the curve: 70% of quota, or plain digits.'),
  amount: z.union([ratioText, expressionText]).describe('Money at this point.').optional(),
  percent: ratioText.describe('Percent of the target at this point.').optional(),
  rate: z.union([ratioText, expressionText]).describe('Rate on everything in the window at this point.').optional(),
})

const shape = z.strictObject({
  kind: z.literal('curve'),
  by: z.enum(['attainment', 'amount', 'quantity', 'count']).describe('What moves along the curve.'),
  of: id.describe('Another measure whose attainment it is.').optional(),
  split: z.enum(['share', 'whole']).describe('How a deal shared by several people counts.').optional(),
  below: z
    .enum(['zero', 'hold'])
    .describe('Below the first point: zero (also when left out), or hold: as at the first point.')
    .optional(),
  points: z.array(point).min(2).describe('From the lowest up, linear between them; beyond the last one its value.'),
})
type Shape = z.infer<typeof shape>

const PAYS = ['amount', 'percent', 'rate'] as const

interface Point {
  readonly at: Decimal
  readonly value: RateValue
  readonly label: string
}

interface Curve {
  readonly points: readonly Point[]
  readonly pays: (typeof PAYS)[number]
  readonly by: Shape['by']
  readonly hold: boolean
}

/** A pay curve: linear between points, the last value beyond the last one (F29). */
export const curve: RateStructure<Shape> = {
  kind: 'curve',
  summary: 'linear between points of attainment or amount: money, percent of target, or a rate for all',
  shape,
  compile(node, context) {
    const read = readCurve(node, context)
    if (read === undefined) return undefined
    if (read.pays !== 'rate') {
      const message = `a curve of \`${read.pays}\` is paid once a window: a commission takes \`rate\` points`
      context.report('SPM3902', message, ['points', 0, read.pays], 'Use `kind: bonus`, or points with `rate`.')
      return undefined
    }
    const { by, points } = read
    return {
      kind: 'curve',
      of: node.of,
      needsQuota: by === 'attainment',
      needsQuantity: by === 'quantity',
      stable: false,
      on: 'amount',
      split: node.split,
      ...outlineOf(read),
      tiers: labelsOf(points),
      expressions: expressionsIn(points.map(({ value }) => value)),
      earn({ credits, quota, from = 0 }, evaluate) {
        const reached = mended(distance(credits, by))
        let position = distance(credits.slice(0, from), by)
        return credits.slice(from).map((credit) => {
          const [tier, rate] = valueAt(read, reached, quota, (expression) => evaluate(expression, credit))
          const before = position
          position = before.plus(distance([credit], by))
          const base = baseOf(credit, 'amount')
          return [{ tier, from: before, to: position, base, rate, pay: base.times(rate) }]
        })
      },
    }
  },
  compileOnce(node, context) {
    const read = readCurve(node, context)
    if (read === undefined) return undefined
    const { by, points, pays } = read
    if (pays === 'rate') {
      context.report('SPM3902', 'a curve of rates pays deals: a bonus takes `amount` or `percent` points', [
        'points',
        0,
        'rate',
      ])
      return undefined
    }
    return {
      kind: 'curve',
      needsQuota: by === 'attainment',
      needsQuantity: by === 'quantity',
      needsTarget: pays === 'percent',
      needsMeasure: true,
      split: node.split,
      ...outlineOf(read),
      tiers: labelsOf(points),
      expressions: expressionsIn(points.map(({ value }) => value)),
      earn({ credits, quota, target }, evaluate): readonly Slice[] {
        const position = mended(distance(credits, by))
        const [tier, rate] = valueAt(read, position, quota, evaluate)
        const base = pays === 'percent' ? target! : ONE
        return [{ tier, from: ZERO, to: position, base, rate, pay: base.times(rate) }]
      },
    }
  },
}

function readCurve(node: Shape, context: RateContext): Curve | undefined {
  const { by } = node
  if (!checkAxis(node, context)) return undefined
  const pays = PAYS.find((key) => node.points[0]![key] !== undefined) ?? 'amount'
  const points: Point[] = []
  let ok = true
  for (const [index, each] of node.points.entries()) {
    const path = ['points', index]
    const given = PAYS.filter((key) => each[key] !== undefined)
    if (given.length !== 1 || given[0] !== pays) {
      const other = given.length === 1 ? given[0] : undefined
      const message = other
        ? `point ${index + 1} has \`${other}\`, the first one \`${pays}\`: all points say the same one`
        : `point ${index + 1} says one of \`amount\`, \`percent\` and \`rate\``
      context.report('SPM3903', message, other ? [...path, other] : path)
      ok = false
      continue
    }
    const at = axisPlace(each.at, by, [...path, 'at'], context)
    const value =
      pays === 'percent'
        ? percentOf(each.percent!, [...path, pays], context)
        : context.rateValue(each[pays]!, [...path, pays], pays)
    if (at === undefined || value === undefined) {
      ok = false
      continue
    }
    const before = points.at(-1)
    if (before && !at.greaterThan(before.at)) {
      const message = `point ${index + 1} must lie above point ${index}, which is at ${before.label}`
      context.report('SPM3114', message, [...path, 'at'])
      ok = false
    }
    points.push({ at, value, label: each.at })
  }
  return ok ? { points, pays, by, hold: node.below === 'hold' } : undefined
}

function percentOf(text: string, path: readonly (string | number)[], context: RateContext): RateValue | undefined {
  const value = parseRatio(text)
  if (value !== undefined && !value.lessThan(ZERO)) return { kind: 'fixed', value }
  context.report('SPM3106', `a percent of target cannot be negative: ${text}`, path)
  return undefined
}

function outlineOf({ points, by }: Curve): Pick<CompiledOnce, 'values' | 'scale'> {
  const places = points.map(({ at }) => ({ at, inclusive: true }))
  return { values: points.map(({ value }) => value), scale: { by, places } }
}

function labelsOf(points: readonly Point[]): readonly string[] {
  return points.map(({ label }, index) =>
    index === points.length - 1 ? `from ${label}` : `${label} to ${points[index + 1]!.label}`,
  )
}

/** The point reached (-1 below the first) and the curve's value; only the value is a quotient (F10). */
function valueAt(
  { points, by, hold }: Curve,
  position: Decimal,
  quota: Decimal | undefined,
  evaluate: (expression: Extract<RateValue, { kind: 'expression' }>['expression']) => Decimal,
): readonly [number, Decimal] {
  const starts = points.map(({ at }) => axisPosition(at, by, quota))
  const valueOf = ({ value }: Point): Decimal => (value.kind === 'fixed' ? value.value : evaluate(value.expression))
  const index = starts.findLastIndex((start) => position.greaterThanOrEqualTo(start))
  if (index < 0) return [-1, hold ? valueOf(points[0]!) : ZERO]
  const low = valueOf(points[index]!)
  const next = points[index + 1]
  if (next === undefined) return [index, low]
  const width = starts[index + 1]!.minus(starts[index]!)
  const moved = position.minus(starts[index]!)
  return [index, settled(low.plus(valueOf(next).minus(low).times(moved).dividedBy(width)))]
}
