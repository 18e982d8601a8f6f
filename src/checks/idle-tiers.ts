import type { Decimal } from '../base/decimal.js'
import { formatMoney, grouped } from '../base/money.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { paysDeals, type Component } from '../plan/component.js'
import { coursesOf } from '../plan/course.js'
import type { Plan } from '../plan/plan.js'
import type { RateValue } from '../rates/rate.js'
import { paysAtLeast } from './jumps.js'
import { eachComponent, type PlanCheck, type WrittenPlan } from './plan-check.js'

/** Tiers that start where a cap is full already: whatever they say, they pay nothing more. */
export const checkCappedTiers: PlanCheck = (book) =>
  eachComponent(book, (component, written, index) => {
    const { plan, file } = written
    const cap = capOf(component, plan)
    const { tiers = [], mode } = structureOf(written, index)
    const changed = component.multipliers.length > 0 || component.gate || ('uplift' in component && component.uplift)
    if (cap === undefined || changed || mode === 'interpolated') return []
    const [course, other] = coursesOf(component)
    if (course?.unit !== 'money' || other) return []
    const full = course.places.findIndex((_, first) => paysAtLeast(course, first, cap))
    // A tier from zero on has no place.
    const tier = full + tiers.length - course.places.length
    if (full < 0 || tiers[tier] === undefined) return []
    const money = `${grouped(formatMoney(cap, plan.currency))} ${plan.currency}`
    const message = `tier ${tier + 1} of "${component.id}" pays nothing more: the cap of ${money} is full where it starts`
    return [diagnose('SPM3803', message, { place: file.doc.placeOf(['components', index, 'rate', 'tiers', tier]) })]
  })

/** The least cap over all that a window pays; undefined where what it cuts may be paid later, or another window goes on. */
function capOf(component: Component, plan: Plan): Decimal | undefined {
  const { cap, window } = component
  const atOnce = window === 'period' || window === plan.pays || (!paysDeals(component) && !component.interim)
  const caps: readonly (RateValue | undefined)[] = [
    cap?.perWindow,
    atOnce && cap?.excess.kind === 'lost' ? cap.perPeriod : undefined,
    window === 'deal' ? cap?.perDeal : undefined,
    atOnce && plan.cap?.excess.kind === 'lost' ? { kind: 'fixed', value: plan.cap.perPeriod } : undefined,
  ]
  const fixed = caps.flatMap((each) => (each?.kind === 'fixed' ? [each.value] : []))
  return fixed.sort((a, b) => a.comparedTo(b))[0]
}

/** A tier with the value of the one below, where that changes nothing. */
export const checkRepeatedTiers: PlanCheck = (book) =>
  eachComponent(book, (component, written, index) => [
    ...repeatedIn(component, written, index),
    ...repeatedFactors(component, written, index),
  ])

function repeatedIn(component: Component, written: WrittenPlan, index: number): readonly Diagnostic[] {
  const { tiers = [], mode, pays } = structureOf(written, index)
  const values = 'rate' in component ? (component.rate.values ?? []) : []
  // Interpolated tiers and milestones that all pay give something each time.
  if (values.length !== tiers.length || mode === 'interpolated' || pays === 'each') return []
  return tiers.flatMap((tier, at) => {
    const before = tiers[at - 1]
    if (before === undefined || (tier.mode ?? mode) !== (before.mode ?? mode)) return []
    return sameValue(values[at - 1]!, values[at]!)
      ? [repeated(component, written, ['components', index, 'rate', 'tiers', at])]
      : []
  })
}

function repeatedFactors(component: Component, written: WrittenPlan, index: number): readonly Diagnostic[] {
  const listed = Array.isArray(written.file.shape.components[index]!.multiplier)
  return component.multipliers.flatMap((each, place) => {
    if (each.kind !== 'attainment') return []
    const path = ['components', index, 'multiplier', ...(listed ? [place] : []), 'tiers']
    return each.factors.flatMap((factor, at) =>
      at > 0 && factor.equals(each.factors[at - 1]!) ? [repeated(component, written, [...path, at])] : [],
    )
  })
}

function repeated({ id }: Component, { file }: WrittenPlan, path: readonly (string | number)[]): Diagnostic {
  const at = path.at(-1) as number
  const message = `tier ${at + 1} of "${id}" pays as tier ${at} does: without it nothing would change`
  return diagnose('SPM3804', message, { place: file.doc.placeOf(path) })
}

function sameValue(a: RateValue, b: RateValue): boolean {
  if (a.kind === 'fixed') return b.kind === 'fixed' && a.value.equals(b.value)
  if (b.kind === 'fixed' || a.expression.text !== b.expression.text) return false
  return a.times === undefined ? b.times === undefined : b.times?.equals(a.times) === true
}

/** What is asked of a rate as written, whatever its kind. */
interface Structure {
  readonly mode?: string
  readonly pays?: string
  readonly tiers?: readonly { readonly mode?: string }[]
}

function structureOf({ file }: WrittenPlan, index: number): Structure {
  const shape = file.shape.components[index]!
  return 'rate' in shape && typeof shape.rate === 'object' ? (shape.rate as Structure) : {}
}
