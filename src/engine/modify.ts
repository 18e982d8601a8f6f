import { mended, ONE, sum, ZERO, type Decimal } from '../base/decimal.js'
import type { Expression } from '../expression/expression.js'
import type { DealComponent } from '../plan/component.js'
import type { Slice } from '../rates/rate.js'
import { tierReached, tierStarts } from '../rates/tiers.js'
import type { Credit } from './credit.js'
import type { Recorder } from './recorder.js'

/** What modifiers do to a credit's pay: points on the rate, then a factor. */
export interface Factor {
  readonly add: Decimal
  readonly times: Decimal
}

const NO_CHANGE: Factor = { add: ZERO, times: ONE }

/** Crediting has made sure that every condition has an answer for every credit that is paid. */
export function holds(when: Expression | undefined, { cells, assignment }: Credit): boolean {
  if (when === undefined) return true
  // An opening credit knows no deal.
  if (cells === undefined && when.uses.deal.size > 0) return false
  return when.evaluate({ deal: cells, rep: assignment.row.cells }) === true
}

/** How much of its credited amount the component counts for a credit before the rate sees it (F28). */
export function upliftOf({ uplift }: DealComponent, credit: Credit): Decimal | undefined {
  return uplift !== undefined && holds(uplift.when, credit) ? uplift.times : undefined
}

/**
 * What the multipliers make of each credit of a window. Those by attainment take the attainment at the end of what is
 * given, for the whole window, unless they are `running`: then that which each credit left behind (F27).
 * @param moved how far each credit moved the window's total
 * @returns undefined where the component has no multiplier
 */
export function factorsOf(
  component: DealComponent,
  credits: readonly { readonly credit: Credit; readonly own: boolean; readonly moved: Decimal }[],
  quota: Decimal | undefined,
  record?: Recorder,
): readonly Factor[] | undefined {
  const { multipliers } = component
  if (multipliers.length === 0) return undefined
  const total = mended(sum(credits.map(({ moved }) => moved)))
  const starts = multipliers.map((each) =>
    each.kind === 'attainment' ? tierStarts(each.tiers, 'attainment', quota ?? ZERO) : [],
  )
  let position = ZERO
  return credits.map(({ credit, own, moved }) => {
    position = position.plus(moved)
    if (!own) return NO_CHANGE
    let add = ZERO
    let times = ONE
    for (const [index, each] of multipliers.entries()) {
      if (each.kind === 'attainment') {
        const reached = tierReached(each.tiers, starts[index]!, each.running ? mended(position) : total)
        times = times.times(each.factors[reached]!)
        record?.({ kind: 'multiplier', component, of: credit, multiplier: each, outcome: reached })
        continue
      }
      const applies = holds(each.when, credit)
      record?.({ kind: 'multiplier', component, of: credit, multiplier: each, outcome: applies })
      if (!applies) continue
      if (each.kind === 'add') add = add.plus(each.add)
      else times = times.times(each.times)
    }
    return { add, times }
  })
}

/** Slices with the points on their rates: what is paid before the factor. */
export function withPoints(slices: readonly Slice[], { add }: Factor): readonly Slice[] {
  if (add.isZero()) return slices
  return slices.map((slice) => ({
    ...slice,
    rate: slice.rate.plus(add),
    pay: slice.pay.plus(slice.base.times(add)),
  }))
}

/** Slices carry what is paid in the end, so that they sum to their line. */
export function multiplied(slices: readonly Slice[], { times }: Factor): readonly Slice[] {
  return times.equals(ONE) ? slices : slices.map((slice) => ({ ...slice, pay: slice.pay.times(times) }))
}
