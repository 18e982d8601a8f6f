import { sum, type Decimal } from '../base/decimal.js'
import { baseOf, type PaidOn } from './paid-on.js'
import { valueOf, type Evaluate, type RateCredit, type Slice } from './rate.js'
import { tierReached, type Tier, type TierBy } from './tiers.js'
import { wayThrough } from './way.js'

/** Gives a credit its slices; credits come in their order, each moves the position. */
export type SliceCredit = (credit: RateCredit, evaluate: Evaluate) => readonly Slice[]

/** How far a credit moves through the tiers. */
export function sizeOf(credit: RateCredit, by: TierBy): Decimal {
  if (by === 'count') return credit.count
  return by === 'quantity' ? credit.quantity! : (credit.moves ?? credit.amount)
}

export function distance(credits: readonly RateCredit[], by: TierBy): Decimal {
  return sum(credits.map((credit) => sizeOf(credit, by)))
}

/** The axis on which a rate's base lies: a base on the axis of the tiers is cut without a division. */
const BASE_AXIS: Readonly<Record<PaidOn, string>> = { amount: 'amount', deal: 'count', unit: 'quantity' }

/** What the tiers are walked by, and what their rates are multiplied with. */
export interface Terms {
  readonly tiers: readonly Tier[]
  readonly by: TierBy
  readonly on: PaidOn
}

/** A tier on the way, from its start until the next one: what the window at its end makes of the plan's tiers. */
export interface Stage {
  /** Index into the plan's tiers. */
  readonly tier: number
  readonly start: Decimal
  readonly inclusive: boolean
}

/**
 * Each stage's rate on the part of the credit inside it, in the order in which credits come; negative ones un-earn.
 * @param start what earlier credits have moved, unmended
 */
export function walk({ tiers, by, on }: Terms, course: readonly Stage[], start: Decimal): SliceCredit {
  const sameAxis = (by === 'attainment' ? 'amount' : by) === BASE_AXIS[on]
  const starts = course.map((stage) => stage.start)
  const go = wayThrough(starts, start)
  return (credit, evaluate) => {
    const slice = (stage: number, from: Decimal, to: Decimal, base: Decimal): Slice => {
      const tier = course[stage]!.tier
      const rate = valueOf(tiers[tier]!.value, credit, evaluate)
      return { tier, from, to, base, rate, pay: base.times(rate) }
    }
    const size = sizeOf(credit, by)
    const whole = baseOf(credit, on)
    const { from, legs } = go(size)
    if (size.isZero()) return [slice(tierReached(course, starts, from), from, from, whole)]
    let rest = whole
    return legs.map(({ tier, from: low, to, moved }, index) => {
      const last = index === legs.length - 1
      const base = last ? rest : sameAxis && credit.moves === undefined ? moved : whole.times(moved).dividedBy(size)
      rest = rest.minus(base)
      return slice(tier, low, to, base)
    })
  }
}

/**
 * Marginal and retroactive tiers, also mixed (F25): the highest retroactive tier reached is worth its rate on
 * everything below the next marginal one; marginal tiers follow until a retroactive one that is not reached.
 */
export function mixedCourse(tiers: readonly Tier[], starts: readonly Decimal[], reached: number): readonly Stage[] {
  const first = Math.max(
    0,
    tiers.findLastIndex(({ mode }, index) => mode === 'retroactive' && index <= reached),
  )
  const next = tiers.findIndex(({ mode }, index) => mode === 'retroactive' && index > reached)
  const end = next < 0 ? tiers.length : next
  return tiers.slice(first, end).map(({ inclusive }, index) => stageAt(first + index, starts, inclusive))
}

/** The base rate up to quota, everything above it at the rate of the highest tier reached. */
export function excessCourse(tiers: readonly Tier[], starts: readonly Decimal[], reached: number): readonly Stage[] {
  const base = stageAt(0, starts, true)
  return reached === 0 ? [base] : [base, { tier: reached, start: starts[1]!, inclusive: tiers[1]!.inclusive }]
}

function stageAt(tier: number, starts: readonly Decimal[], inclusive: boolean): Stage {
  return { tier, start: starts[tier]!, inclusive }
}
