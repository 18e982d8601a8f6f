import * as z from 'zod'
import { mended, ONE, ZERO, type Decimal } from '../base/decimal.js'
import { expressionText, ratioText } from '../yaml/scalars.js'
import { axisPlace, axisPosition, checkAxis } from './axis.js'
import { expressionsIn, type RateStructure, type RateValue, type Slice } from './rate.js'
import { tierReached } from './tiers.js'
import { distance } from './walk.js'

const shape = z.strictObject({
  kind: z.literal('milestone'),
  by: z.enum(['attainment', 'amount', 'quantity', 'count']).describe('What must be reached.'),
  pays: z
    .enum(['highest', 'each'])
    .describe('highest: the amount of the highest one reached; each: all that are reached.'),
  split: z.enum(['share', 'whole']).describe('How a deal shared by several people counts.').optional(),
  tiers: z
    .array(
      z.strictObject({
        from: ratioText.describe('Reached at this place.').optional(),
        above: ratioText.describe('Reached beyond this place.').optional(),
        amount: z.union([ratioText, expressionText]).describe('What it pays.'),
      }),
    )
    .min(1)
    .describe('From the lowest up; nothing below the first.'),
})
type Shape = z.infer<typeof shape>

interface Milestone {
  readonly at: Decimal
  readonly inclusive: boolean
  readonly value: RateValue
  readonly label: string
}

/** An amount at each threshold. */
export const milestone: RateStructure<Shape> = {
  kind: 'milestone',
  summary: 'an amount at each threshold: the highest reached, or each',
  shape,
  compileOnce(node, context) {
    const { by, pays } = node
    if (!checkAxis(node, context)) return undefined
    const tiers: Milestone[] = []
    let ok = true
    for (const [index, { from, above, amount }] of node.tiers.entries()) {
      const path = ['tiers', index]
      if ((from === undefined) === (above === undefined)) {
        context.report('SPM3111', 'a milestone has either `from` (reached there) or `above` (reached beyond)', path)
        ok = false
        continue
      }
      const text = (from ?? above)!
      const at = axisPlace(text, by, [...path, from === undefined ? 'above' : 'from'], context)
      const value = context.rateValue(amount, [...path, 'amount'], 'amount')
      if (at === undefined || value === undefined) {
        ok = false
        continue
      }
      const before = tiers.at(-1)
      if (before && !at.greaterThan(before.at)) {
        const message = `milestone ${index + 1} must lie above milestone ${index}, which is at ${before.label}`
        context.report('SPM3114', message, path)
        ok = false
      }
      tiers.push({ at, inclusive: from !== undefined, value, label: from === undefined ? `above ${text}` : text })
    }
    if (!ok) return undefined
    return {
      kind: 'milestone',
      needsQuota: by === 'attainment',
      needsQuantity: by === 'quantity',
      needsTarget: false,
      needsMeasure: true,
      split: node.split,
      values: tiers.map(({ value }) => value),
      scale: { by, places: tiers },
      tiers: tiers.map(({ label }) => label),
      expressions: expressionsIn(tiers.map(({ value }) => value)),
      earn({ credits, quota }, evaluate): readonly Slice[] {
        const position = mended(distance(credits, by))
        // Below the first one lies a place that pays nothing.
        const starts = [ZERO, ...tiers.map(({ at }) => axisPosition(at, by, quota))]
        const reached = tierReached([{ inclusive: true }, ...tiers], starts, position) - 1
        const paid = pays === 'each' ? tiers.slice(0, reached + 1) : tiers.slice(Math.max(reached, 0), reached + 1)
        return paid.map(({ value, label }) => {
          const amount = value.kind === 'fixed' ? value.value : evaluate(value.expression)
          const tier = tiers.findIndex((each) => each.label === label)
          return { tier, from: ZERO, to: position, base: ONE, rate: amount, pay: amount }
        })
      },
    }
  },
}
