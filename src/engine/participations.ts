import type { PlainDate } from '../base/date.js'
import { sum, type Decimal } from '../base/decimal.js'
import { compareText } from '../base/order.js'
import { contains } from '../base/period.js'
import type { ComponentId, PayeeId } from '../model/ids.js'
import type { OpeningRow } from '../model/records.js'
import { paysDeals } from '../plan/component.js'
import type { Measure, Plan } from '../plan/plan.js'
import { assignmentsInChain, countsBefore, type Assignment } from './assign.js'
import type { Participation } from './attain.js'
import type { Book } from './book.js'
import { chainOf } from '../plan/chain.js'
import type { Credit, Credits } from './credit.js'
import { paysNow } from './objectives.js'
import type { PlanRun } from './windows.js'

/**
 * Who takes part in this run: every payee on every plan he is on inside its pay period, with or without deals, and
 * those who left before it and are credited in it (F40). In order of payee, then first day on the plan.
 */
export function participations(
  book: Book,
  runs: readonly PlanRun[],
  assignments: ReadonlyMap<PayeeId, readonly Assignment[]>,
  credits: Credits,
): readonly Participation[] {
  const runOf = new Map(runs.map((run) => [run.plan, run]))
  const paid = openingPaid(book)
  return [...assignments]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([payee, mine]) => {
      const credited = credits.byPayee.get(payee) ?? []
      const active = mine.filter((each) => {
        const run = runOf.get(each.plan)
        if (run === undefined || each.from >= run.end) return false
        const { start } = run.payPeriod
        return each.to >= start || credited.some(({ assignment, date }) => assignment === each && date >= start)
      })
      const gone = mine.filter(({ plan, from, to }) => {
        const run = runOf.get(plan)
        return run !== undefined && from < run.end && to < run.payPeriod.start && to >= paysOnceFrom(run)
      })
      const byMeasure = creditsByMeasure(credited)
      return [...new Set([...gone, ...active].map((each) => each.plan))].map((plan): Participation => {
        const run = runOf.get(plan)!
        const chain = chainOf(plan, book.plans)
        const there = active.findLast((each) => each.plan === plan)
        const current = (there ?? gone.findLast((each) => each.plan === plan))!
        const counts = countsBefore(mine, plan, current)
        return {
          run,
          assignments: assignmentsInChain(mine, chain, current),
          current,
          left: there === undefined,
          credits: new Map(
            [...plan.measures.values()].map((measure) => [
              measure,
              chained(measure, chain, byMeasure).filter((credit) => counts(credit.assignment.plan, credit.date)),
            ]),
          ),
          openingPaid: startsHere(book, run) ? (paid.get(payee) ?? new Map()) : new Map(),
        }
      })
    })
}

/** Somebody who left a plan before this run, and whom only an adjustment brings back into it. */
export function standsAside(run: PlanRun, current: Assignment): Participation {
  return { run, assignments: [current], current, left: true, credits: new Map(), openingPaid: new Map() }
}

function creditsByMeasure(credits: readonly Credit[]): ReadonlyMap<Measure, readonly Credit[]> {
  const groups = new Map<Measure, Credit[]>()
  for (const credit of credits) {
    const group = groups.get(credit.measure)
    if (group) group.push(credit)
    else groups.set(credit.measure, [credit])
  }
  return groups
}

/** A measure's credits, going on from the measures of the same id in the plans that this one continues. */
function chained(
  measure: Measure,
  chain: readonly Plan[],
  credits: ReadonlyMap<Measure, readonly Credit[]>,
): readonly Credit[] {
  if (chain.length === 1) return credits.get(measure) ?? []
  return chain
    .flatMap((plan) => credits.get(plan.measures.get(measure.id) ?? measure) ?? [])
    .sort((a, b) => compareText(a.date, b.date) || compareText(a.dealId, b.dealId))
}

/** Since when somebody who is gone still matters: a window that pays once may pay him, a budget counts his awards. */
function paysOnceFrom({ plan, end, span }: PlanRun): PlainDate {
  const spans = plan.components.flatMap((component) => {
    if (paysDeals(component)) return component.budget === undefined ? [] : [component.from!]
    const window = span(component.window)
    return paysNow(end, window.end, component.interim) ? [window.start] : []
  })
  return spans.sort()[0] ?? end
}

/** Is this the run that takes over what was paid before the first period? */
function startsHere({ firstPeriod }: Book, run: PlanRun): boolean {
  return firstPeriod !== undefined && contains(run.payPeriod, firstPeriod.start)
}

function openingPaid({ openings }: Book): ReadonlyMap<PayeeId, ReadonlyMap<ComponentId, Decimal>> {
  const rows = new Map<PayeeId, Map<ComponentId, OpeningRow[]>>()
  for (const row of openings) {
    if (row.kind !== 'paid') continue
    const mine = rows.get(row.payee) ?? new Map<ComponentId, OpeningRow[]>()
    rows.set(row.payee, mine)
    const component = row.name as ComponentId
    mine.set(component, [...(mine.get(component) ?? []), row])
  }
  return new Map(
    [...rows].map(([payee, mine]) => [
      payee,
      new Map([...mine].map(([component, paid]) => [component, sum(paid.map((row) => row.amount))])),
    ]),
  )
}
