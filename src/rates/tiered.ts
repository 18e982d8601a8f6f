import { z } from 'zod'
import { mended, sum, type Decimal } from '../base/decimal.js'
import { expressionText, ratioText } from '../yaml/scalars.js'
import { baseOf, checkSplit, paidOn, type PaidOn } from './paid-on.js'
import { valueOf, type CompiledRate, type Evaluate, type RateCredit, type RateStructure, type Slice } from './rate.js'
import { compileTiers, stretches, tierReached, tierStarts, type Tier, type TierBy } from './tiers.js'

const tier = z.strictObject({
  from: ratioText.describe('Start of the tier; the boundary itself belongs to it.').optional(),
  above: ratioText.describe('Start of the tier; the boundary itself belongs to the tier below.').optional(),
  rate: z.union([ratioText, expressionText]).describe('Share of the credited amount.').optional(),
  amount: z.union([ratioText, expressionText]).describe('Money per deal or per unit, in plan currency.').optional(),
})

const shape = z.strictObject({
  kind: z.literal('tiered'),
  by: z.enum(['attainment', 'amount', 'quantity', 'count']).describe('What moves through the tiers.'),
  mode: z
    .enum(['marginal', 'retroactive'])
    .describe('marginal: each rate on the part inside its tier; retroactive: the tier reached sets the rate for all.'),
  per: z.enum(['deal', 'unit']).describe('What the `amount` of a tier is paid for.').optional(),
  split: z.enum(['share', 'whole']).describe('How a deal shared by several people counts.').optional(),
  tiers: z.array(tier).min(1).describe('From the lowest up; the last one is open at the top.'),
})
type Shape = z.infer<typeof shape>

/** How far a credit moves through the tiers. */
function sizeOf(credit: RateCredit, by: TierBy): Decimal {
  if (by === 'count') return credit.count
  return by === 'quantity' ? credit.quantity! : credit.amount
}

function distance(credits: readonly RateCredit[], by: TierBy): Decimal {
  return sum(credits.map((credit) => sizeOf(credit, by)))
}

/** The axis on which a rate's base lies: a base on the axis of the tiers is cut without a division. */
const BASE_AXIS: Readonly<Record<PaidOn, string>> = { amount: 'amount', deal: 'count', unit: 'quantity' }

interface Compiled {
  readonly tiers: readonly Tier[]
  readonly by: TierBy
  readonly on: PaidOn
  readonly sameAxis: boolean
}

/** Each tier's rate on the part of the credit inside it, in the order in which credits come; negative ones un-earn. */
function marginal({ tiers, by, on, sameAxis }: Compiled, quota: Decimal | undefined, start: Decimal): SliceCredit {
  const starts = tierStarts(tiers, by, quota)
  let position = start
  return (credit, evaluate) => {
    const from = position
    const size = sizeOf(credit, by)
    const whole = baseOf(credit, on)
    position = mended(from.plus(size))
    if (size.isZero()) return [slice(tierReached(tiers, starts, from), from, from, whole, credit, evaluate)]
    const parts = stretches(starts, from, position)
    let rest = whole
    return parts.map((part, index) => {
      const moved = part.to.minus(part.from)
      const last = index === parts.length - 1
      const base = last ? rest : sameAxis ? moved : whole.times(moved).dividedBy(size)
      rest = rest.minus(base)
      return slice(part.tier, part.from, part.to, base, credit, evaluate)
    })
  }
  function slice(
    index: number,
    from: Decimal,
    to: Decimal,
    base: Decimal,
    credit: RateCredit,
    evaluate: Evaluate,
  ): Slice {
    const rate = valueOf(tiers[index]!.value, credit, evaluate)
    return { tier: index, from, to, base, rate, pay: base.times(rate) }
  }
}

/** The tier reached by the whole window sets the rate for all of it. */
function retroactive(
  { tiers, by, on }: Compiled,
  quota: Decimal | undefined,
  start: Decimal,
  reached: Decimal,
): SliceCredit {
  const index = tierReached(tiers, tierStarts(tiers, by, quota), mended(reached))
  let position = start
  return (credit, evaluate) => {
    const from = position
    position = from.plus(sizeOf(credit, by))
    const base = baseOf(credit, on)
    const rate = valueOf(tiers[index]!.value, credit, evaluate)
    return [{ tier: index, from, to: position, base, rate, pay: base.times(rate) }]
  }
}

type SliceCredit = (credit: RateCredit, evaluate: Evaluate) => readonly Slice[]

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
    const discrete = by === 'count' || by === 'quantity'
    if (discrete && mode === 'marginal') {
      for (const [index, { from }] of node.tiers.entries()) {
        if (index === 0 || from === undefined) continue
        context.report(
          'SPM3118',
          `in marginal tiers by ${by} \`from: ${from}\` could start with number ${from} or after it`,
          ['tiers', index, 'from'],
          `say \`above: N\`: the part above N pays this rate (\`above: 10\` starts with the eleventh)`,
        )
        return undefined
      }
    }
    const tiers = compileTiers(node.tiers, by, context)
    const on = paidOn(node.tiers[0]?.rate === undefined ? 'amount' : 'rate', node, context)
    if (!checkSplit(discrete || (on !== undefined && on !== 'amount'), node, context)) return undefined
    if (tiers === undefined || on === undefined) return undefined
    const axis = by === 'attainment' ? 'amount' : by
    const compiled: Compiled = { tiers, by, on, sameAxis: axis === BASE_AXIS[on] }
    return {
      kind: 'tiered',
      needsQuota: by === 'attainment',
      needsQuantity: by === 'quantity' || on === 'unit',
      stable: mode === 'marginal',
      split: node.split,
      tiers: tiers.map((each) => each.label),
      expressions: tiers.flatMap(({ value }) => (value.kind === 'expression' ? [value.expression] : [])),
      earn({ credits, quota, from = 0 }, evaluate) {
        const asked = credits.slice(from)
        const start = distance(credits.slice(0, from), by)
        const step =
          mode === 'marginal'
            ? marginal(compiled, quota, mended(start))
            : retroactive(compiled, quota, mended(start), start.plus(distance(asked, by)))
        return asked.map((credit) => step(credit, evaluate))
      },
    }
  },
}
