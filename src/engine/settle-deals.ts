import { addDays, type PlainDate } from '../base/date.js'
import { max, min, sum, ZERO, type Decimal } from '../base/decimal.js'
import {
  NONE,
  plusFraction,
  ratioOf,
  restOf,
  timesFraction,
  timesFractions,
  WHOLE,
  type Fraction,
} from '../base/fraction.js'
import { formatMoney, minorDigits, round } from '../base/money.js'
import { compareText, groupBy } from '../base/order.js'
import type { DealId, PayeeId } from '../model/ids.js'
import type { DealComponent } from '../plan/component.js'
import type { Participation } from './attain.js'
import { noPart, takings, type Taking } from './clawback.js'
import { isBeforePay } from './cancelled.js'
import { releasedPart, type DealHistory } from './deal-history.js'
import { EntitledByDeal, keyOf, NOTHING_PAID, paidOf, type DealPay, type Entitled } from './deal-pay.js'
import { holdOn } from './holds.js'
import { lineOf, NO_RATE, type Line, type LineKind } from './line.js'
import type { RunContext } from './run-context.js'
import type { PlanLines } from './settle-balances.js'

/** Where somebody stands on a plan in a run, also one that he is not on any more; undefined for somebody unknown. */
export type PlaceOf = (payee: PayeeId, plan: string) => Participation | undefined

/** What becomes of pay by deal: lines of clawbacks, of what waits and what is released, and where each deal stands. */
export interface DealsSettled {
  /** The plans that were given, and those that only deals of earlier periods bring in, with their lines. */
  readonly plans: readonly PlanLines[]
  /** Those that changed in this run. */
  readonly pay: readonly DealPay[]
}

/**
 * Clawbacks, release and holds (F1): each component's pay on each deal as it should stand at the end of the run, less
 * where it stood. Everything is to date, so that a late event, a changed amount or a corrected deal moves the difference.
 */
export function settleDeals(
  context: RunContext,
  payee: PayeeId,
  plans: readonly PlanLines[],
  placeOf: PlaceOf,
): DealsSettled {
  const { book } = context
  const before = new Map((book.brought.dealPay.get(payee) ?? []).map((each) => [keyOf(each), each]))
  const closed = book.brought.entitled.get(payee) ?? new Map<string, Entitled>()
  const now = new EntitledByDeal(book.holds.length > 0)
  for (const { participation, lines } of plans) {
    if (participation.run.end !== book.period.end || !participation.run.due) continue
    for (const line of lines) now.add(line)
  }
  const current = now.of.get(payee) ?? new Map<string, Entitled>()
  const keys = new Set([...before.keys(), ...closed.keys(), ...current.keys()])
  if (keys.size === 0) return { plans, pay: [] }
  const trueUps = trueUpsByDeal(plans)
  const places = new Map<string, Participation | undefined>()
  const placed = (plan: string): Participation | undefined => {
    if (!places.has(plan)) {
      const here = plans.findLast(
        ({ participation: { run } }) => run.plan.id === plan && run.end === book.period.end,
      )?.participation
      places.set(plan, here ?? placeOf(payee, plan))
    }
    return places.get(plan)
  }
  const lines: Line[] = []
  const pay: DealPay[] = []
  for (const key of [...keys].sort(compareText)) {
    const [plan = '', component = '', deal = ''] = key.split('\n')
    const participation = placed(plan)
    // A plan whose pay period has not ended settles nothing yet.
    if (participation?.run.due !== true) continue
    const entitled = [closed.get(key), current.get(key)].filter((each) => each !== undefined)
    const known = before.get(key)
    const found = entitled[0]
    const earned = sum(entitled.map(({ amount }) => amount))
    const first = known ?? {
      ...NOTHING_PAID,
      payee,
      plan: participation.run.plan.id,
      component: component as DealPay['component'],
      deal: deal as DealId,
      currency: participation.run.plan.currency,
      credited: found!.credit.date,
      earned: (closed.get(key)?.amount ?? ZERO).minus(trueUps.get(key) ?? ZERO),
    }
    const terms = found?.component ?? termsOf(participation, component)
    const one = { participation, terms, before: first, isNew: known === undefined, earned, found }
    const settled = settleOne(context, one)
    if (settled === undefined) continue
    lines.push(...settled.lines)
    if (known === undefined || isChanged(known, settled.pay)) pay.push(settled.pay)
  }
  const by = groupBy(lines, ({ participation }) => participation)
  const joined = plans.map((each) => {
    const mine = by.get(each.participation) ?? []
    by.delete(each.participation)
    return mine.length === 0 ? each : { ...each, lines: [...each.lines, ...mine] }
  })
  return { plans: [...joined, ...[...by].map(([participation, mine]) => ({ participation, lines: mine }))], pay }
}

function termsOf({ run }: Participation, id: string): DealComponent | undefined {
  return run.plan.components.find((each): each is DealComponent => 'release' in each && each.id === id)
}

function isChanged(a: DealPay, b: DealPay): boolean {
  const money = ['earned', 'clawedBack', 'forfeited', 'accrued', 'held'] as const
  return (
    money.some((each) => !a[each].equals(b[each])) || !isSame(a.cancelled, b.cancelled) || !isSame(a.taken, b.taken)
  )
}

function isSame(a: Fraction, b: Fraction): boolean {
  return a.top * b.bottom === b.top * a.bottom
}

/** What true-ups of this run add to deals, where they speak of one. */
function trueUpsByDeal(plans: readonly PlanLines[]): ReadonlyMap<string, Decimal> {
  const by = new Map<string, Decimal>()
  for (const { component, changes, amount, participation } of plans.flatMap(({ lines }) => lines)) {
    if (!changes || changes.deal === '' || component === undefined) continue
    const key = keyOf({ plan: participation.run.plan.id, component: component.id, deal: changes.deal })
    by.set(key, (by.get(key) ?? ZERO).plus(amount))
  }
  return by
}

interface One {
  readonly participation: Participation
  /** Undefined where the plan has no such component any more and nothing was earned by it. */
  readonly terms: DealComponent | undefined
  readonly before: DealPay
  readonly isNew: boolean
  /** To date, by today's data. */
  readonly earned: Decimal
  readonly found: Entitled | undefined
}

function settleOne(
  context: RunContext,
  one: One,
): { readonly lines: readonly Line[]; readonly pay: DealPay } | undefined {
  const { book } = context
  const { participation, terms, before, earned, found } = one
  const { plan } = participation.run
  const history = book.histories.get(before.deal)
  const digits = minorDigits(plan.currency)
  const released = releasedOf(context, one, history)
  if (released === undefined) return undefined
  const took = terms?.clawback && history ? newTakings(context, one, history) : []
  const { cancelled, taken } = took.reduce(withTaking(before), before)
  const undone = undoneBy(one, cancelled)
  const back = undone.isZero() ? ZERO : timesFraction(undone, quotient(taken, cancelled))
  const rounded = (amount: Decimal): Decimal => round(amount, digits, plan.rounding.mode)
  const clawedBack = rounded(back)
  const kept = earned.minus(clawedBack)
  const stays = earned.minus(undone)
  const waits = restOf(released.part).top > 0n && stays.greaterThan(ZERO)
  // What has been paid of cancelled parts and is not taken back stays paid.
  const due = timesFraction(stays, released.part).plus(undone).minus(back)
  const payable = waits ? min(rounded(due), kept) : kept
  const owing = kept.minus(payable)
  const forfeited = released.left ? owing : ZERO
  const hold = holdOn(book, before)
  const held = hold ? max(ZERO, payable.minus(paidOf(before))) : ZERO
  const pay: DealPay = {
    ...before,
    earned,
    cancelled,
    taken,
    cancelledPay: rounded(undone),
    clawedBack,
    forfeited,
    accrued: released.left ? ZERO : owing,
    held,
  }
  // Pay that never waits and is not taken back needs no account of its own.
  if (one.isNew && !terms?.release && !terms?.clawback && hold === undefined) return undefined
  const money = (amount: Decimal): string => `${formatMoney(amount, plan.currency)} ${plan.currency}`
  const lines: Line[] = []
  const line = (kind: LineKind, amount: Decimal, reason: string): void => {
    if (amount.isZero()) return
    const onDeal = { deal: before.deal, line: kind === 'clawback' ? found?.line : undefined }
    const component = terms ?? participation.run.plan.components.find(({ id }) => id === before.component)
    lines.push(
      lineOf(
        { ...NO_RATE, kind, participation, component, credit: found?.credit, exact: amount, reason, onDeal },
        amount,
      ),
    )
  }
  line('clawback', before.clawedBack.minus(clawedBack), clawbackReason(took, money(clawedBack), money(earned)))
  line(
    'forfeited',
    before.forfeited.minus(forfeited),
    `left the company before it was released; ${money(payable)} of ${money(earned)} was`,
  )
  const why = clawedBack.greaterThan(before.clawedBack)
    ? 'what was not paid is cancelled with the deal'
    : `${money(payable)} of ${money(kept)} earned on the deal is payable by now`
  moved(before.accrued, pay.accrued, (amount) =>
    line(amount.isNegative() ? 'accrued_withheld' : 'accrued_released', amount, why),
  )
  const heldReason = hold ? `held by "${hold.id}": ${hold.reason}` : 'the hold is released'
  moved(before.held, held, (amount) =>
    line(amount.isNegative() ? 'held_withheld' : 'held_released', amount, heldReason),
  )
  return { lines, pay }
}

/** What a balance gives up is paid, what it takes on is withheld. */
function moved(before: Decimal, after: Decimal, tell: (amount: Decimal) => void): void {
  tell(before.minus(after))
}

interface ReleasedPart {
  readonly part: Fraction
  /** Somebody has left, and what is not released is lost. */
  readonly left: boolean
}

/** What part of the pay is payable by the end of the run; undefined (and told) where that is not known. */
function releasedOf(
  { book, report }: RunContext,
  { participation, terms, before, earned }: One,
  history: DealHistory | undefined,
): ReleasedPart | undefined {
  const { plan, end } = participation.run
  // A credit memo does not wait.
  if (terms?.release === undefined || !earned.greaterThan(ZERO)) return { part: WHOLE, left: false }
  const last = book.payees.get(before.payee)?.rows.at(-1)?.left
  const gone = last !== undefined && last < end && plan.unreleased === 'forfeit'
  const left = gone ? addDays(last, 1) : undefined
  const part = releasedPart(terms.release, terms.clawback, history, before.credited, end, left)
  if ('event' in part) {
    report(noPart(part, history!))
    return undefined
  }
  return { part, left: gone }
}

/** The events that no earlier run has settled for this pay. */
function newTakings(
  { book, found, report }: RunContext,
  { participation, terms, isNew }: One,
  history: DealHistory,
): readonly Taking[] {
  const said: typeof found = []
  const since: PlainDate = participation.run.payPeriod.start
  const all = takings(terms!.clawback!, history, said)
  for (const each of said) report(each)
  const { restate } = participation.run.plan
  return all.filter(({ event }) => {
    // What left its window before it was ever paid has earned nothing that could be taken.
    if (restate === 'source' && isBeforePay(event, history.deal.id, book)) return false
    return isNew || event.closedBy === undefined || event.closedBy > since
  })
}

/** What was earned on the cancelled part: with `restate_attainment: source` as it was paid, else in proportion (F5). */
function undoneBy({ participation, earned, found }: One, cancelled: Fraction): Decimal {
  const { restate } = participation.run.plan
  return restate === 'source' ? (found?.cancelled ?? ZERO) : timesFraction(earned, cancelled)
}

/** First what has not been paid of the cancelled part is cancelled, then its share of what has been is taken (F4). */
function withTaking(before: DealPay) {
  const { earned, cancelledPay, clawedBack } = before
  // What earlier events cancelled and left is paid, but none of it can be cancelled again.
  const whole = earned.minus(cancelledPay)
  const own = max(ZERO, paidOf(before).minus(cancelledPay).plus(clawedBack))
  const paid = whole.greaterThan(ZERO) ? ratioOf(min(whole, own), whole) : NONE
  type Share = Pick<DealPay, 'cancelled' | 'taken'>
  return ({ cancelled, taken }: Share, { part, share }: Taking): Share => ({
    cancelled: plusFraction(cancelled, part),
    taken: plusFraction(taken, timesFractions(part, plusFraction(timesFractions(paid, share), restOf(paid)))),
  })
}

/** a / b of two parts of a deal. */
function quotient(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.bottom, bottom: a.bottom * b.top }
}

function clawbackReason(took: readonly Taking[], clawed: string, earned: string): string {
  const events = took.map(({ event: { type, id, date, reason } }) => {
    const why = reason === '' ? '' : ` (${reason})`
    return `${type.replaceAll('_', ' ')} ${id} on ${date}${why}`
  })
  const what = events.length > 0 ? events.join(', ') : 'the pay on a cancelled deal changed'
  return `${what}: ${clawed} of ${earned} earned on the deal is taken back by now`
}
