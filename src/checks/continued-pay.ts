import type { Calendar } from '../base/period.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { chainOf } from '../plan/chain.js'
import type { Component } from '../plan/component.js'
import type { Plan, Window } from '../plan/plan.js'

/**
 * What a plan that goes on from another one would pay a second time in the window in which it takes over: credits go on,
 * but what a cap has let through and what a bonus has paid on them stays with the earlier plan.
 */
export function checkContinuedPay(plans: readonly Plan[], calendar: Calendar, found: Diagnostic[]): void {
  for (const plan of plans) {
    const others = chainOf(plan, plans).slice(1)
    for (const component of plan.components) {
      const shared = others.filter((other) => takesOver(plan, other, component.window, calendar))
      const earlier = shared.flatMap((other) => other.components)
      const paid = earlier.find((theirs) => paysOnTheSame(component, theirs))
      const limited =
        earlier.find((theirs) => capsTheSame(component, theirs)) ??
        others.flatMap((other) => other.components).find((theirs) => spendsTheSame(component, theirs, plan))
      const twice = paid ?? limited
      if (twice === undefined) continue
      const what = paid
        ? `bonus "${component.id}" would be paid once more on what "${paid.id}" has paid for`
        : component.kind === 'spiff'
          ? `budget of "${component.id}" would begin anew inside its days`
          : `cap of "${component.id}" would begin anew inside its window`
      found.push(
        diagnose('SPM3010', `"${plan.id}" from ${plan.from} continues "${plan.continues}": the ${what}`, {
          place: component.place,
          related: [{ message: 'the earlier one', place: twice.place }],
          fix: 'Let the plan start with a window of the component, or say `continues: none`.',
        }),
      )
    }
  }
}

/** May both plans have days of one window? People move to a plan of another id on any day. */
function takesOver({ from, pays }: Plan, other: Plan, window: Window, calendar: Calendar): boolean {
  const first = calendar.at(window === 'period' || window === 'deal' ? pays : window, from)
  return other.to >= from || (first !== undefined && other.to >= first.start)
}

/** Both are paid on what is credited; a percent of a target is not, since each plan prorates it to its own days. */
function paysOnTheSame(mine: Component, theirs: Component): boolean {
  if (mine.kind !== 'bonus' || theirs.kind !== 'bonus' || mine.measure?.id !== theirs.measure?.id) return false
  return [mine, theirs].every(({ rate }) => rate.needsMeasure && !rate.needsTarget)
}

/** One component in two versions, with a cap over its window. */
function capsTheSame(mine: Component, theirs: Component): boolean {
  return mine.id === theirs.id && [mine, theirs].every(({ cap }) => cap?.perWindow ?? cap?.perGroup)
}

/** One spiff in two versions, whose budget is for days before the later one. */
function spendsTheSame(mine: Component, theirs: Component, { from }: Plan): boolean {
  if (mine.kind !== 'spiff' || theirs.kind !== 'spiff' || mine.id !== theirs.id) return false
  return mine.budget !== undefined && theirs.budget !== undefined && theirs.from! < from
}
