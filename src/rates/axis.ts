import type { Decimal } from '../base/decimal.js'
import { mended, parseDecimal, parseRatio } from '../base/decimal.js'
import { checkSplit } from './paid-on.js'
import type { RateContext } from './rate.js'
import type { TierBy } from './tiers.js'

interface Shape {
  readonly by: TierBy
  readonly of?: string | undefined
  readonly split?: 'share' | 'whole' | undefined
}

type Path = readonly (string | number)[]

/** Attainment needs a quota; counts must say how shared deals count (F34). */
export function checkAxis(shape: Shape, context: RateContext): boolean {
  const { by } = shape
  if (by === 'attainment' && context.window === 'deal') {
    context.report('SPM3117', 'attainment needs a quota, which a single deal does not have', ['by'])
    return false
  }
  if (by === 'count' && context.window === 'deal') {
    context.report('SPM3119', 'a single deal never counts more than one', ['by'])
    return false
  }
  return checkOf(shape, context) && checkSplit(by === 'count' || by === 'quantity', shape, context)
}

/** `of` names the measure whose attainment it is (F26). */
export function checkOf({ by, of }: Shape, context: RateContext): boolean {
  if (of === undefined || by === 'attainment') return true
  context.report('SPM3901', `\`of\` names the measure of an attainment: it has no effect by ${by}`, ['of'])
  return false
}

/** A place on the axis: percent of quota by attainment, else plain digits. Undefined when reported. */
export function axisPlace(text: string, by: TierBy, path: Path, context: RateContext): Decimal | undefined {
  const percent = text.endsWith('%')
  const place = by === 'attainment' ? (percent ? parseRatio(text) : undefined) : parseDecimal(text)
  if (place === undefined) {
    const wanted = by === 'attainment' ? 'a percent of quota' : 'plain digits such as 50000'
    context.report('SPM3112', `"${text}" is not a place by ${by}: write ${wanted}`, path)
  }
  return place
}

/** Where it lies among positions: a product and so exact (F10). */
export function axisPosition(place: Decimal, by: TierBy, quota: Decimal | undefined): Decimal {
  return by === 'attainment' ? mended(place.times(quota!)) : place
}
