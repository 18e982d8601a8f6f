import type { Expression } from '../expression/expression.js'
import { chainOf } from '../plan/chain.js'
import { paysDeals, type Component, type DealComponent } from '../plan/component.js'
import type { Measure } from '../plan/plan.js'
import type { Book } from './book.js'
import type { PlanRun } from './windows.js'

/** The condition of an uplift, as messages name it. */
export interface MeasureUplift {
  readonly what: string
  readonly when: Expression
}

/** What credits must carry for the components of all plans: everything else of a deal is dropped. */
export interface CreditNeeds {
  /** The measures whose components need the quantity of a deal. */
  readonly quantity: ReadonlySet<Measure>
  /** The measures whose components have rates or conditions that read the deal. */
  readonly cells: ReadonlySet<Measure>
  readonly uplifts: ReadonlyMap<Measure, readonly MeasureUplift[]>
}

export function creditNeeds(book: Book, runs: readonly PlanRun[]): CreditNeeds {
  const reading = runs.flatMap(({ plan }) => plan.components.filter(paysDeals).filter(readsDeals))
  const uplifts = upliftsOf(book, runs)
  const lifting = [...uplifts].filter(([, each]) => each.some(({ when }) => when.uses.deal.size > 0))
  return {
    quantity: needQuantity(book, runs),
    cells: new Set([...reading.map(({ measure }) => measure), ...lifting.map(([measure]) => measure)]),
    uplifts,
  }
}

function needQuantity(book: Book, runs: readonly PlanRun[]): ReadonlySet<Measure> {
  const needy = runs.flatMap(({ plan }) => plan.components.filter(needsQuantity))
  const counted = runs.flatMap(({ plan }) => [...plan.measures.values()].filter(({ amount }) => amount === 'quantity'))
  const counting = new Set([...needy.flatMap(({ measure }) => measure ?? []), ...counted])
  // A plan that goes on from another one counts its units too.
  const continued = runs.flatMap(({ plan }) =>
    chainOf(plan, book.plans).flatMap((other) =>
      [...plan.measures.values()].filter((each) => counting.has(each)).map(({ id }) => other.measures.get(id)),
    ),
  )
  return new Set([...counting, ...continued.filter((each) => each !== undefined)])
}

/** Does a component ask for the units of a deal? */
function needsQuantity(component: Component): boolean {
  const reviewed = component.reviews.some(({ when }) => when.uses.names.has('credit.quantity'))
  return reviewed || ('rate' in component && component.rate.needsQuantity)
}

/** Does it read cells of the deal when the window is reckoned? */
function readsDeals({ rate, conditions, cap }: DealComponent): boolean {
  return cap?.perGroup !== undefined || [...rate.expressions, ...conditions].some(({ uses }) => uses.deal.size > 0)
}

/** Conditions of uplifts by the measures whose credits they lift: also those of plans that are gone on from. */
function upliftsOf({ plans }: Book, runs: readonly PlanRun[]): ReadonlyMap<Measure, readonly MeasureUplift[]> {
  const uplifts = new Map<Measure, MeasureUplift[]>()
  for (const { plan } of runs) {
    for (const { id, measure, uplift } of plan.components.filter(paysDeals)) {
      if (uplift?.when === undefined) continue
      const entry = { what: `the uplift of ${plan.id}/${id}`, when: uplift.when }
      for (const other of chainOf(plan, plans)) {
        const same = other === plan ? measure : other.measures.get(measure.id)
        if (same) uplifts.set(same, [...(uplifts.get(same) ?? []), entry])
      }
    }
  }
  return uplifts
}
