import * as z from 'zod'
import { mended, parseDecimal, parseRatio, type Decimal } from '../base/decimal.js'
import { expressionText, id, ratioText } from '../yaml/scalars.js'
import { checkOf } from './axis.js'
import { interpolateAmounts, interpolateRates } from './interpolate.js'
import { checkSplit, paidOn, type PaidOn } from './paid-on.js'
import { expressionsIn, type CompiledRate, type RateContext, type RateStructure } from './rate.js'
import { compileTiers, placesOf, tierReached, tierStarts, type Tier } from './tiers.js'
import { distance, excessCourse, mixedCourse, walk, type SliceCredit } from './walk.js'

const tier = z.strictObject({
  from: ratioText.describe('Start of the tier; the boundary itself belongs to it.').optional(),
  above: ratioText.describe('Start of the tier; the boundary itself belongs to the tier below.').optional(),
  to: ratioText.describe('End of the last tier of interpolated ones.').optional(),
  rate: z.union([ratioText, expressionText]).describe('Share of the credited amount.').optional(),
  times: ratioText.describe('The rate as a multiple of `base_rate`.').optional(),
  amount: z.union([ratioText, expressionText]).describe('Money per deal or per unit, in plan currency.').optional(),
  mode: z.enum(['marginal', 'retroactive']).describe('How this tier applies, where tiers mix.').optional(),
})

const shape = z.strictObject({
  kind: z.literal('tiered'),
  by: z.enum(['attainment', 'amount', 'quantity', 'count']).describe('What moves through the tiers.'),
  of: id.describe('Another measure whose attainment it is; only the component’s own deals are paid.').optional(),
  mode: z
    .enum(['marginal', 'retroactive', 'excess_at_top', 'interpolated'])
    .describe(
      'marginal: each rate on the part inside its tier; retroactive: the tier reached sets the rate for all; ' +
        'excess_at_top: all above quota at the rate reached; interpolated: rising evenly inside each tier.',
    ),
  base_rate: z.union([ratioText, expressionText]).describe('What `times` of a tier multiplies.').optional(),
  per: z.enum(['deal', 'unit']).describe('What the `amount` of a tier is paid for.').optional(),
  split: z.enum(['share', 'whole']).describe('How a deal shared by several people counts.').optional(),
  tiers: z.array(tier).min(1).describe('From the lowest up; the last one is open at the top.'),
})
type Shape = z.infer<typeof shape>

/** Rates by tier of attainment, amount, quantity or count. */
export const tiered: RateStructure<Shape> = {
  kind: 'tiered',
  summary: 'rates by tier of attainment, amount, quantity or count',
  shape,
  compile(node, context): CompiledRate | undefined {
    const { by, mode } = node
    if (by === 'attainment' && context.window === 'deal') {
      context.report('SPM3117', 'tiers by attainment need a quota, which a single deal does not have', ['by'])
      return undefined
    }
    if (by === 'count' && context.window === 'deal') {
      context.report('SPM3119', 'a single deal never leaves the first tier by count', ['by'])
      return undefined
    }
    if (!checkOf(node, context)) return undefined
    const discrete = by === 'count' || by === 'quantity'
    if (discrete && !checkDiscrete(node, context)) return undefined
    const mixes = mode === 'marginal' || mode === 'retroactive'
    let ok = checkModes(node, context)
    const base = node.base_rate === undefined ? undefined : context.rateValue(node.base_rate, ['base_rate'], 'rate')
    if (node.base_rate !== undefined && base === undefined) ok = false
    if (!checkBase(node, context)) ok = false
    const tiers = compileTiers(node.tiers, { by, mode: mixes ? mode : 'marginal', base }, context)
    const sums = node.tiers[0]?.amount !== undefined
    const on = mode === 'interpolated' && sums ? onAxis(node, context) : paidOn(sums ? 'amount' : 'rate', node, context)
    const counts = discrete || (on !== undefined && on !== 'amount')
    if (!checkSplit(counts, node, context) || !ok || tiers === undefined || on === undefined) return undefined
    const end = mode === 'interpolated' ? closedTop(node, tiers, context) : undefined
    if (mode === 'interpolated' && end === undefined) return undefined
    if (mode === 'excess_at_top' && !checkQuotaTier(node, tiers, context)) return undefined
    const terms = { tiers, by, on }
    const sumsUp = mode === 'interpolated' && sums
    const stable = sumsUp || (mode === 'marginal' && tiers.slice(1).every((each) => each.mode === 'marginal'))
    return {
      kind: 'tiered',
      of: node.of,
      needsQuota: by === 'attainment',
      needsQuantity: by === 'quantity' || on === 'unit',
      stable,
      paysDistance: sumsUp,
      split: node.split,
      on,
      values: tiers.map(({ value }) => value),
      scale: { by, places: [...placesOf(tiers), ...(end === undefined ? [] : [{ at: end, inclusive: true }])] },
      tiers: [...tiers.map((each) => each.label), ...(sumsUp ? [`beyond ${node.tiers.at(-1)!.to!}`] : [])],
      expressions: expressionsIn(tiers.map(({ value }) => value)),
      earn({ credits, quota, from = 0 }, evaluate) {
        const asked = credits.slice(from)
        const start = distance(credits.slice(0, from), by)
        const starts = tierStarts(tiers, by, quota)
        const reached = (): Decimal => start.plus(distance(asked, by))
        let step: SliceCredit
        if (end !== undefined) {
          const slope = { starts, end: by === 'attainment' ? end.times(quota!) : end }
          step = sumsUp ? interpolateAmounts(terms, slope, start) : interpolateRates(terms, slope, start, reached())
        } else {
          const index = stable ? 0 : tierReached(tiers, starts, mended(reached()))
          const course = mode === 'excess_at_top' ? excessCourse : mixedCourse
          step = walk(terms, course(tiers, starts, index), start)
        }
        return asked.map((credit) => step(credit, evaluate))
      },
    }
  },
}

/** `from: 11` in marginal tiers by count: the money of the eleventh deal depends on how it is read. */
function checkDiscrete({ by, mode, tiers }: Shape, context: RateContext): boolean {
  for (const [index, { from, mode: own = mode }] of tiers.entries()) {
    if (index === 0 || from === undefined || own !== 'marginal') continue
    context.report(
      'SPM3118',
      `in marginal tiers by ${by} \`from: ${from}\` could start with number ${from} or after it`,
      ['tiers', index, 'from'],
      `say \`above: N\`: the part above N pays this rate (\`above: 10\` starts with the eleventh)`,
    )
    return false
  }
  return true
}

/** A `mode` on a tier belongs to marginal and retroactive tiers, a `to` to interpolated ones. */
function checkModes({ mode, tiers }: Shape, context: RateContext): boolean {
  let ok = true
  for (const [index, each] of tiers.entries()) {
    if (each.mode !== undefined && (mode === 'excess_at_top' || mode === 'interpolated')) {
      context.report('SPM3201', `tiers of \`mode: ${mode}\` have no mode of their own`, ['tiers', index, 'mode'])
      ok = false
    }
    if (each.to !== undefined && (mode !== 'interpolated' || index < tiers.length - 1)) {
      const message =
        mode === 'interpolated'
          ? 'a tier ends where the next one starts: only the last has `to`'
          : `tiers of \`mode: ${mode}\` have an open top: \`to\` has no effect`
      context.report('SPM3202', message, ['tiers', index, 'to'])
      ok = false
    }
  }
  return ok
}

/** `times` and `base_rate` need each other (F28). */
function checkBase({ base_rate: base, tiers }: Shape, context: RateContext): boolean {
  const index = tiers.findIndex(({ times }) => times !== undefined)
  if (index < 0 === (base === undefined)) return true
  if (base === undefined)
    context.report('SPM3203', '`times` of which rate? `base_rate` is missing', ['tiers', index, 'times'])
  else context.report('SPM3203', '`base_rate` has no effect: no tier says `times`', ['base_rate'])
  return false
}

/** An interpolated amount is for the whole tier, so it is paid on the way through it. */
function onAxis({ by, per }: Shape, context: RateContext): PaidOn | undefined {
  if (per === undefined) return by === 'count' ? 'deal' : by === 'quantity' ? 'unit' : 'amount'
  const message = '`per` has no effect: the `amount` of an interpolated tier is for the whole tier'
  context.report('SPM3204', message, ['per'])
  return undefined
}

/** Where interpolated tiers end (F29). */
function closedTop({ by, tiers: shapes }: Shape, tiers: readonly Tier[], context: RateContext): Decimal | undefined {
  const index = shapes.length - 1
  const text = shapes[index]!.to
  if (text === undefined) {
    context.report('SPM3205', 'interpolated tiers need an end: where is the last amount or rate reached in full?', [
      'tiers',
      index,
    ])
    return undefined
  }
  const end = by === 'attainment' ? (text.endsWith('%') ? parseRatio(text) : undefined) : parseDecimal(text)
  const path = ['tiers', index, 'to']
  if (end === undefined) context.report('SPM3112', `"${text}" is not a boundary of tiers by ${by}`, path)
  else if (!end.greaterThan(tiers.at(-1)!.boundary)) {
    context.report('SPM3114', `the last tier must end above its start, ${tiers.at(-1)!.label}`, path)
    return undefined
  }
  return end
}

/** The base rate of `excess_at_top` ends at quota (F29). */
function checkQuotaTier({ by }: Shape, tiers: readonly Tier[], context: RateContext): boolean {
  if (by === 'attainment' && tiers[1]?.boundary.equals(1)) return true
  const message =
    by === 'attainment'
      ? 'the first tier of `excess_at_top` must end at 100 %'
      : `\`excess_at_top\` is about quota, so it goes \`by: attainment\`, not by ${by}`
  context.report('SPM3206', message, by === 'attainment' ? ['tiers', Math.min(1, tiers.length - 1)] : ['by'])
  return false
}
