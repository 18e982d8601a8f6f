import { mended, parseDecimal, parseRatio, type Decimal } from '../base/decimal.js'
import type { BendingPlace, RateContext, RateValue } from './rate.js'

/** What moves through the tiers. */
export type TierBy = 'attainment' | 'amount' | 'quantity' | 'count'

/** A tier as compiled: open at the top until the next one starts. */
export interface Tier {
  /** A share of quota when tiers go by attainment, else a position in the unit of `by`. */
  readonly boundary: Decimal
  /** True (`from`): the boundary itself belongs to this tier; false (`above`): to the tier below. */
  readonly inclusive: boolean
  readonly value: RateValue
  /** How the tier's rate applies, where tiers mix (F25). */
  readonly mode: TierMode
  readonly label: string
}

/** marginal: the rate on the part inside the tier; retroactive: on everything, once the window reaches the tier. */
export type TierMode = 'marginal' | 'retroactive'

interface TierShape {
  readonly from?: string | undefined
  readonly above?: string | undefined
  readonly rate?: string | undefined
  readonly amount?: string | undefined
  readonly times?: string | undefined
  readonly mode?: TierMode | undefined
}

const PAYS = ['rate', 'amount', 'times'] as const

/** What the rate says for all its tiers. */
export interface TierTerms {
  readonly by: TierBy
  readonly mode: TierMode
  /** What `times` of a tier multiplies (F28); undefined where none is given. */
  readonly base: RateValue | undefined
}

/** What reading tiers asks of the plan compiler: less than a rate does, so that multipliers can ask it too. */
export type TierContext = Pick<RateContext, 'report' | 'rateValue' | 'checkRate'>

/** Checks that tiers start at zero, ascend, and say their boundary and value in one way. */
export function compileTiers(
  shapes: readonly TierShape[],
  { by, mode, base }: TierTerms,
  context: TierContext,
): readonly Tier[] | undefined {
  const tiers: Tier[] = []
  let ok = true
  const fail = (...args: Parameters<RateContext['report']>): void => {
    context.report(...args)
    ok = false
  }
  const ofMoney = shapes[0]?.amount !== undefined
  for (const [index, shape] of shapes.entries()) {
    const path = ['tiers', index]
    if ((shape.from === undefined) === (shape.above === undefined)) {
      fail('SPM3111', 'a tier starts with either `from` (the boundary is inside) or `above` (it is not)', path)
      continue
    }
    const key = shape.from === undefined ? 'above' : 'from'
    const text = shape[key]!
    if (by === 'attainment' && !text.endsWith('%')) {
      fail(
        'SPM3112',
        `tiers by attainment have boundaries in percent of quota, not "${text}"`,
        [...path, key],
        `write ${text}%`,
      )
      continue
    }
    const boundary = by === 'attainment' ? parseRatio(text) : parseDecimal(text)
    if (boundary === undefined) {
      fail(
        'SPM3112',
        `"${text}" is not a boundary of tiers by ${by}`,
        [...path, key],
        'write plain digits such as 50000',
      )
      continue
    }
    const before = tiers.at(-1)
    if (index === 0 && !(boundary.isZero() && key === 'from')) {
      fail('SPM3113', `the first tier must start \`from: ${by === 'attainment' ? '0%' : '0'}\``, [...path, key])
    } else if (before && !boundary.greaterThan(before.boundary)) {
      fail('SPM3114', `tier ${index + 1} must start above tier ${index}, which starts at ${before.label}`, [
        ...path,
        key,
      ])
    }
    const pays = PAYS.filter((each) => shape[each] !== undefined)
    const paidBy = pays[0]
    if (paidBy === undefined || pays.length > 1) {
      fail('SPM3115', 'a tier has one of `rate`, `times` and `amount`', path)
      continue
    }
    if (ofMoney !== (paidBy === 'amount')) {
      fail('SPM3116', 'all tiers of one rate pay in the same way: a rate in each, or `amount` in each', [
        ...path,
        paidBy,
      ])
      continue
    }
    const at = [...path, paidBy]
    const value =
      paidBy === 'times' ? timesValue(shape.times!, base, at, context) : context.rateValue(shape[paidBy]!, at, paidBy)
    const label = key === 'from' ? text : `above ${text}`
    if (value === undefined) ok = false
    else tiers.push({ boundary, inclusive: key === 'from', value, mode: shape.mode ?? mode, label })
  }
  return ok ? tiers : undefined
}

/** `times: 1.5` of `base_rate` (F28). */
function timesValue(
  text: string,
  base: RateValue | undefined,
  path: readonly (string | number)[],
  context: TierContext,
): RateValue | undefined {
  const times = parseRatio(text)!
  if (times.isNegative() && !times.isZero()) {
    context.report('SPM3106', `a rate cannot be negative: ${text} times the base rate`, path)
    return undefined
  }
  if (base?.kind !== 'fixed') return base && { ...base, times }
  const value = base.value.times(times)
  return context.checkRate(value, `${text} times the base rate`, path) ? { kind: 'fixed', value } : undefined
}

/** The starts of tiers above the first one. */
export function placesOf(tiers: readonly Pick<Tier, 'boundary' | 'inclusive'>[]): readonly BendingPlace[] {
  return tiers.slice(1).map(({ boundary, inclusive }) => ({ at: boundary, inclusive }))
}

/** Where each tier starts on the axis of positions: boundary x quota by attainment, a product; mended where it is compared (F10). */
export function tierStarts(tiers: readonly Tier[], by: TierBy, quota: Decimal | undefined): readonly Decimal[] {
  return tiers.map((tier) => (by === 'attainment' ? tier.boundary.times(quota!) : tier.boundary))
}

/** The tier that a position has reached; on a boundary `from` and `above` decide; below zero it is the first (F25). */
export function tierReached(
  tiers: readonly Pick<Tier, 'inclusive'>[],
  starts: readonly Decimal[],
  position: Decimal,
): number {
  for (let index = tiers.length - 1; index > 0; index -= 1) {
    const order = position.comparedTo(mended(starts[index]!))
    if (order > 0 || (order === 0 && tiers[index]!.inclusive)) return index
  }
  return 0
}

/** A stretch of the way from one position to another that lies inside one tier, in walking order. */
export interface Stretch {
  readonly tier: number
  readonly from: Decimal
  readonly to: Decimal
}

/** Cuts the way from one position to another at the tier starts; downwards when `to` is lower. */
export function stretches(starts: readonly Decimal[], from: Decimal, to: Decimal): readonly Stretch[] {
  const up = to.greaterThan(from)
  const low = up ? from : to
  const high = up ? to : from
  const parts: Stretch[] = []
  for (let tier = 0; tier < starts.length; tier += 1) {
    const floor = tier === 0 ? low : starts[tier]!
    const ceiling = starts[tier + 1]
    const a = floor.greaterThan(low) ? floor : low
    const b = ceiling !== undefined && ceiling.lessThan(high) ? ceiling : high
    if (b.greaterThan(a)) parts.push(up ? { tier, from: a, to: b } : { tier, from: b, to: a })
  }
  return up ? parts : parts.reverse()
}
