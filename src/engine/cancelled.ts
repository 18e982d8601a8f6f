import { minusFraction, NONE, restOf, timesFraction, type Fraction } from '../base/fraction.js'
import type { Decimal } from '../base/decimal.js'
import type { DealId } from '../model/ids.js'
import { takesBack, type Deal } from '../model/records.js'
import type { Plan } from '../plan/plan.js'
import type { Book } from './book.js'
import { CANCELLED, missOf, type Credit, type Exception } from './credit.js'
import { partOf, type DealEvent } from './deal-history.js'

/** A deal as a plan sees it: as it was paid where the plan settles what happened to it, else as the export shows it (F3). */
export function faceOf(deal: Deal, { settles }: Plan, { shown }: Book): Deal | undefined {
  if (shown.size === 0 || settles.size > 0 || !shown.has(deal.id)) return deal
  return shown.get(deal.id)
}

/** Has an event come before a closed period paid on the deal? Then what it cancels has never earned anything. */
export function isBeforePay({ closedBy }: DealEvent, deal: DealId, { brought }: Pick<Book, 'brought'>): boolean {
  const paidBy = brought.closedBy.get(deal)
  return paidBy === undefined || (closedBy !== undefined && closedBy <= paidBy)
}

/**
 * What part of a deal stays in the windows of its credits; undefined: all of it. With `restate_attainment: source` a
 * cancelled part leaves them (F5).
 */
export function stayingPart(id: DealId, plan: Plan, book: Book): Fraction | undefined {
  if (plan.restate !== 'source') return undefined
  const { histories, restatedBy } = book
  const history = histories.get(id)
  const hasLeft = (event: DealEvent): boolean =>
    restatedBy === undefined ||
    (event.closedBy !== undefined && event.closedBy <= restatedBy) ||
    isBeforePay(event, id, book)
  const counts = (event: DealEvent): boolean => plan.settles.has(event.type) && hasLeft(event)
  const events = history?.events.filter(counts) ?? []
  if (history === undefined || events.length === 0) return undefined
  const part = partOf(history, events, plan.dealAmount)
  // What part it is cannot be told: that is an error of its own.
  return 'event' in part ? NONE : restOf(part)
}

/** The events that debit a plan's measures on their own day, `restate_attainment: current` (F5). */
export function debits(id: DealId, plan: Plan, { histories }: Book): readonly DealEvent[] {
  if (plan.restate !== 'current') return []
  return histories.get(id)?.events.filter(({ type }) => plan.settles.has(type)) ?? []
}

/** A credit taken back from attainment on the day of an event: nobody is paid on it. */
export function debitOf(credit: Credit, event: DealEvent, plan: Plan, { histories }: Book): Credit {
  const history = histories.get(credit.dealId as DealId)!
  const events = history.events.filter(({ type }) => plan.settles.has(type))
  const until = (count: number): Fraction => {
    const part = partOf(history, events.slice(0, count), plan.dealAmount)
    if ('event' in part) return NONE
    // A deal counts as one until all of it is cancelled.
    return credit.measure.amount === 'count' && part.top < part.bottom ? NONE : part
  }
  const at = events.indexOf(event)
  const part = minusFraction(until(at + 1), until(at))
  const back = (amount: Decimal): Decimal => timesFraction(amount, part).negated()
  const { whole, amount, quantity } = credit
  const less = { whole: back(whole), amount: back(amount), quantity: quantity && back(quantity) }
  return { ...credit, ...less, date: event.date, by: CANCELLED }
}

/** A deal that something happened to is credited all the same where the plan has no rule: somebody should look at it (F3). */
export function unsettled(
  deal: Deal,
  { id, type, date }: DealEvent,
  credits: readonly Credit[],
  { period }: Book,
): readonly Exception[] {
  if (!takesBack(type) || date < period.start) return []
  const plain = credits.filter(({ assignment: { plan } }) => plan.settles.size === 0)
  const plans = new Map(plain.map(({ assignment: { payee, plan } }) => [`${payee.id} ${plan.id}`, { payee, plan }]))
  return [...plans.values()].map(({ payee, plan }) => {
    const detail = `${type.replaceAll('_', ' ')} ${id}: plan ${plan.id} says nothing of a clawback, and credits the deal all the same`
    return { ...missOf(deal, payee.id), kind: 'event_without_rule', date, detail }
  })
}
