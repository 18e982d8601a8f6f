import type { ShapeOf } from '../plan/component-shapes.js'
import { moneyWords, type About } from './about.js'
import type { OwnShape } from './components.js'
import { points, type Part } from './description.js'
import { upliftWords } from './modifiers.js'
import { ALONE, baseOf, dealParts, windowParts } from './paid.js'
import { allSaid, code, say } from './say.js'

/** A rate on credited deals. */
export function commissionParts(
  own: OwnShape<'commission'>,
  component: ShapeOf<'commission'>,
  about: About,
): readonly Part[] {
  const { measure, window, against, uplift, rate: _rate, release: _release, clawback: _clawback, ...rest } = own
  allSaid(rest)
  const { base, money } = baseOf(measure, about)
  return [
    ...points([say`It pays on what counts in ${code(measure)}.`]),
    ...windowParts({ window, against }, about),
    ...points([uplift && upliftWords(uplift)]),
    ...dealParts(component, base, money, about),
  ]
}

/** Extra pay between two days, from a budget. */
export function spiffParts(own: OwnShape<'spiff'>, component: ShapeOf<'spiff'>, about: About): readonly Part[] {
  const { measure, budget, budget_each: each, rate: _rate, release: _release, clawback: _clawback, ...rest } = own
  allSaid(rest)
  const { base, money } = baseOf(measure, about)
  return [
    ...points([say`It pays on what counts in ${code(measure)}.`, ALONE]),
    ...dealParts(component, base, money, about),
    ...points([
      budget === undefined
        ? undefined
        : say`There is a budget of ${moneyWords(budget, about)} for all people together. It is used in the order of the deals’ dates; the last award gets what is left, and after that nothing is paid.`,
      each === undefined
        ? undefined
        : say`Nobody is paid more than ${moneyWords(each, about)} by it from its first day to its last.`,
    ]),
  ]
}
