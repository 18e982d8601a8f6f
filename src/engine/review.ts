import { contains } from '../base/period.js'
import type { Expression } from '../expression/expression.js'
import type { DealId } from '../model/ids.js'
import type { Deal } from '../model/records.js'
import { paysDeals, type Component, type DealComponent, type Review } from '../plan/component.js'
import type { Participation } from './attain.js'
import { rateCredit, rateFrame } from './credit-values.js'
import { missOf, type Credit, type Exception } from './credit.js'
import { eligible } from './eligible.js'
import { holds } from './kinds/once.js'
import type { Line } from './line.js'
import type { RunContext } from './run-context.js'
import { windowValues } from './values.js'
import type { PlanRun } from './windows.js'

/** What a review says of a credit, while its deal is at hand: no cells need be kept for it. */
export function reviewed(
  { when }: Review,
  deal: Deal,
  credit: Credit,
  component: DealComponent,
): ReturnType<Expression['evaluate']> {
  return when.evaluate(rateFrame(when, credit, rateCredit(credit, component), deal.cells))
}

/**
 * What a person should look at of a credit that components pay in this pay period (F47). Crediting has made sure that
 * every review has an answer.
 */
export function reviewsOfCredit(deal: Deal, credit: Credit, { plan, payPeriod }: PlanRun): readonly Exception[] {
  const { measure, assignment, date } = credit
  if (!contains(payPeriod, date)) return []
  const paying = plan.components
    .filter(paysDeals)
    .filter((each) => each.reviews.length > 0 && each.measure === measure && eligible(each, assignment.row, date))
  return paying.flatMap((component) =>
    component.reviews
      .filter((review) => reviewed(review, deal, credit, component) === true)
      .map((review) => ({
        ...missOf(deal, assignment.payee.id),
        kind: 'review',
        date,
        detail: detailOf(component, credit.assignment, review),
      })),
  )
}

/** The same of components that pay once: of everybody for whom they have a line in this pay period. */
export function reviewPay(
  participation: Participation,
  lines: ReadonlyMap<Component, readonly Line[]>,
  context: RunContext,
): void {
  const { file, record, payee } = participation.current.row
  for (const [component, mine] of lines) {
    if (paysDeals(component) || mine.length === 0) continue
    for (const review of component.reviews) {
      const { when } = review
      const values = windowValues(when.uses, participation, component, context)
      if (!holds(participation, component, when, context, values)) continue
      const detail = detailOf(component, participation.run, review)
      context.except({ kind: 'review', dealId: '' as DealId, payee, date: '', detail, file, record })
    }
  }
}

function detailOf({ id }: Component, { plan }: Pick<PlanRun, 'plan'>, { reason }: Review): string {
  return `${plan.id}/${id}: ${reason}`
}
