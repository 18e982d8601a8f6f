import { ONE, sum, type Decimal } from '../base/decimal.js'
import type { Expression } from '../expression/expression.js'
import type { CompiledRate, RateCredit } from '../rates/rate.js'
import { tierReached, type TierBy } from '../rates/tiers.js'
import { paysDeals, type Component, type DealComponent, type Gate, type OnceComponent } from './component.js'

/** What a course's pay is counted in; the plan alone knows money only where no quota comes in. */
export type CourseUnit =
  | 'money'
  /** Shares of the quota. */
  | 'quota'
  /** Shares of the target. */
  | 'target'
  /** Shares of everything credited, or money for each deal or unit of it: what moves the tiers is something else. */
  | 'credited'
  | 'deal'
  | 'unit'
  /** What the pay is multiplied with. */
  | 'factor'

export interface Place {
  /** Position on the axis: in the unit of `by`; by attainment times the quota, which is 1 where it is not known. */
  readonly at: Decimal
  /** Share of the quota, where it is one. */
  readonly share: Decimal | undefined
  readonly inclusive: boolean
}

/** What a component pays by how much has been credited: the rate structure itself is asked. */
export interface Course {
  /** The case that it is of: a product, a band of margin. '' for all. */
  readonly label: string
  readonly unit: CourseUnit
  readonly by: TierBy
  /** Above zero and in order: where its pay may jump. */
  readonly places: readonly Place[]
  /** `known` is false where a cell decides: then amounts stand for values that differ. */
  pay(position: Decimal): { readonly amount: Decimal; readonly known: boolean }
}

/** Its pay before multipliers and gate. */
interface Base {
  readonly label: string
  readonly unit: CourseUnit
  readonly by: TierBy | undefined
  readonly places: readonly { readonly at: Decimal; readonly inclusive: boolean }[]
  pay(position: Decimal, quota: Decimal, evaluate: (expression: Expression) => Decimal): Decimal
}

/** A factor that moves with attainment: a multiplier, or a gate that is 0 until it opens. */
interface Step {
  readonly starts: readonly { readonly boundary: Decimal; readonly inclusive: boolean }[]
  readonly factors: readonly Decimal[]
}

const NOTHING = ONE.minus(ONE)

/**
 * The courses of a component; several where a matrix has cases.
 * @param quota of somebody's window; undefined counts in shares of it, and takes apart what goes by money and by quota
 */
export function coursesOf(component: Component, quota?: Decimal): readonly Course[] {
  const steps = stepsOf(component)
  return basesOf(component).flatMap((base) => {
    const { by, unit } = base
    const onQuota = by === undefined || by === 'attainment' || (by === 'amount' && quota !== undefined)
    if (steps.length === 0 || (onQuota && unit !== 'factor')) return course(base, steps, quota)
    return [...(unit === 'factor' ? [] : course(base, [], quota)), ...course(FACTOR, steps, quota)]
  })
}

/** The pay itself is not known: what it is multiplied with is. */
const FACTOR: Base = { label: '', unit: 'factor', by: undefined, places: [], pay: () => ONE }

function course(base: Base, steps: readonly Step[], quota: Decimal | undefined): readonly Course[] {
  const by = base.by ?? 'attainment'
  const scale = quota ?? ONE
  const shares = (list: Base['places']): Place[] =>
    list.map(({ at, inclusive }) => ({ at: at.times(scale), share: at, inclusive }))
  const own = by === 'attainment' ? shares(base.places) : base.places.map((each) => ({ ...each, share: undefined }))
  const stepped = steps.flatMap(({ starts }) =>
    shares(starts.slice(1).map(({ boundary, inclusive }) => ({ at: boundary, inclusive }))),
  )
  const places = [...own, ...stepped].filter(({ at }) => at.greaterThan(NOTHING)).sort((a, b) => a.at.comparedTo(b.at))
  if (places.length === 0) return []
  // By a quota that is known everything is money.
  const unit = base.unit === 'quota' && quota !== undefined ? 'money' : base.unit
  const stands = new Map<string, Decimal>()
  return [
    {
      label: base.label,
      unit,
      by,
      places,
      pay(position) {
        let known = true
        const amount = base.pay(position, scale, (expression) => {
          known = false
          return standIn(stands, expression)
        })
        return { amount: steps.reduce((pay, step) => pay.times(factorAt(step, position, scale)), amount), known }
      },
    },
  ]
}

/** A value that differs for each expression, so that a jump between two of them is seen though its size is not known. */
function standIn(known: Map<string, Decimal>, { text }: Expression): Decimal {
  const value = known.get(text) ?? ONE.plus(known.size)
  known.set(text, value)
  return value
}

function factorAt({ starts, factors }: Step, position: Decimal, quota: Decimal): Decimal {
  const at = starts.map(({ boundary }) => boundary.times(quota))
  return factors[tierReached(starts, at, position)]!
}

function stepsOf(component: Component): readonly Step[] {
  const multipliers = component.multipliers.flatMap((each): Step[] => {
    if (each.kind === 'attainment') return each.running ? [] : [{ starts: each.tiers, factors: each.factors }]
    return each.kind === 'times' && each.when === undefined ? [{ starts: [START], factors: [each.times] }] : []
  })
  const gate = component.gate && isOwnGate(component.gate, component) ? gateStep(component.gate) : undefined
  return [...multipliers, ...(gate ? [gate] : [])]
}

const START = { boundary: NOTHING, inclusive: true } as const

function gateStep({ condition }: Gate): Step | undefined {
  if (condition.kind === 'when') return undefined
  const { least, inclusive } = condition
  return { starts: [START, { boundary: least, inclusive }], factors: [NOTHING, ONE] }
}

/** Is the gate tested on the very credits that are paid, over the same window? */
export function isOwnGate({ condition, window }: Gate, component: Component): boolean {
  const moving = paysDeals(component) ? component.position : component.measure
  if (condition.kind === 'when' || condition.measure !== moving || window !== component.window) return false
  return component.against === undefined || condition.against === component.against
}

function basesOf(component: Component): readonly Base[] {
  if (paysDeals(component)) return dealBases(component)
  return component.kind === 'bonus' ? onceBases(component) : [FACTOR]
}

function dealBases(component: DealComponent): readonly Base[] {
  const { rate, measure, position } = component
  const cases = rate.cases ?? [{ label: '', rate }]
  return cases.map(({ label, rate: own }): Base => {
    const { scale, on, values } = own
    if (scale === undefined) {
      const value = values?.length === 1 && values[0]!.kind === 'fixed' ? values[0]!.value : undefined
      if (value === undefined) return FACTOR
      const moves = on === 'amount' && position === measure
      return { ...FACTOR, unit: moves ? 'quota' : UNIT_OF[on], pay: (at) => (moves ? at.times(value) : value) }
    }
    const axis = scale.by === 'attainment' ? 'amount' : scale.by
    const same = axis === AXIS_OF[on] && position === measure
    const unit = !same ? UNIT_OF[on] : scale.by === 'attainment' ? 'quota' : 'money'
    return { label, unit, by: scale.by, places: scale.places, pay: (...at) => payOf(own, same, ...at) }
  })
}

const AXIS_OF = { amount: 'amount', deal: 'count', unit: 'quantity' } as const
const UNIT_OF = { amount: 'credited', deal: 'deal', unit: 'unit' } as const

/** The window's pay for one credit that brings it to a position; where it pays on something else, for one of that. */
function payOf(
  rate: CompiledRate,
  same: boolean,
  position: Decimal,
  quota: Decimal,
  evaluate: (expression: Expression) => Decimal,
): Decimal {
  const by = rate.scale!.by
  const moved = by === 'attainment' || by === 'amount'
  const credit: RateCredit = {
    amount: moved && same ? position : ONE,
    ...(moved && !same && { moves: position }),
    count: by === 'count' ? position : ONE,
    quantity: by === 'quantity' ? position : ONE,
  }
  return sum(rate.earn({ credits: [credit], quota }, evaluate).flatMap((slices) => slices.map(({ pay }) => pay)))
}

function onceBases({ rate, target }: Extract<OnceComponent, { kind: 'bonus' }>): readonly Base[] {
  const { scale, needsTarget } = rate
  const money = target?.kind === 'amount' && target.value.kind === 'fixed' ? target.value.value : undefined
  const unit = needsTarget && money === undefined ? 'target' : 'money'
  if (scale === undefined) {
    const value = rate.values?.length === 1 && rate.values[0]!.kind === 'fixed' ? rate.values[0]!.value : undefined
    return [value === undefined ? FACTOR : { ...FACTOR, unit, pay: () => value }]
  }
  return [
    {
      label: '',
      unit,
      by: scale.by,
      places: scale.places,
      pay(at, quota, evaluate) {
        const credits = [{ amount: at, count: at, quantity: at }]
        return sum(rate.earn({ credits, quota, target: money ?? ONE }, evaluate).map(({ pay }) => pay))
      },
    },
  ]
}
