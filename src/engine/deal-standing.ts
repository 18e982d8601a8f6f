import { addDays } from '../base/date.js'
import { max, min, ZERO, type Decimal } from '../base/decimal.js'
import {
  NONE,
  perFraction,
  plusFraction,
  ratioOf,
  restOf,
  timesFraction,
  timesFractions,
  WHOLE,
  type Fraction,
} from '../base/fraction.js'
import { minorDigits, round } from '../base/money.js'
import type { HoldRow } from '../model/records.js'
import type { DealComponent } from '../plan/component.js'
import type { Participation } from './attain.js'
import { isBeforePay } from './cancelled.js'
import { noPart, takings, type Taking } from './clawback.js'
import { releasedPart, type DealHistory } from './deal-history.js'
import { paidOf, type DealPay, type Entitled } from './deal-pay.js'
import { holdOn } from './holds.js'
import type { RunContext } from './run-context.js'

/** The pay of a component on a deal, before it is settled. */
export interface Unsettled {
  readonly participation: Participation
  /** Undefined where the plan has no such component any more and nothing was earned by it. */
  readonly terms: DealComponent | undefined
  readonly before: DealPay
  readonly isNew: boolean
  /** To date, by today's data. */
  readonly earned: Decimal
  readonly found: Entitled | undefined
}

/** Where it stands at the end of the run, and what brought it there. */
export interface Standing {
  readonly pay: DealPay
  /** Before holds: what is kept of what was earned, and what of that is payable by now. */
  readonly kept: Decimal
  readonly payable: Decimal
  /** The events that this run settles. */
  readonly took: readonly Taking[]
  readonly hold: HoldRow | undefined
}

/**
 * Clawback, release and hold of the pay on one deal, to date (F4, F18, F19); undefined where what part is payable cannot be
 * told (and has been), or where it never waits and is never taken back, and needs no account of its own.
 */
export function standingOf(context: RunContext, one: Unsettled): Standing | undefined {
  const { book } = context
  const { participation, terms, before, earned } = one
  const { plan } = participation.run
  const hold = holdOn(book, before)
  if (one.isNew && !terms?.release && !terms?.clawback && hold === undefined) return undefined
  const history = book.histories.get(before.deal)
  const released = releasedOf(context, one, history)
  if (released === undefined) return undefined
  const took = terms?.clawback && history ? newTakings(context, one, history) : []
  const { cancelled, taken } = took.reduce(withTaking(before), before)
  const undone = undoneBy(one, cancelled)
  const back = undone.isZero() ? ZERO : timesFraction(undone, perFraction(taken, cancelled))
  const rounded = (amount: Decimal): Decimal => round(amount, minorDigits(plan.currency), plan.rounding.mode)
  const clawedBack = rounded(back)
  const kept = earned.minus(clawedBack)
  const stays = earned.minus(undone)
  const waits = restOf(released.part).top > 0n && stays.greaterThan(ZERO)
  // What has been paid of cancelled parts and is not taken back stays paid.
  const due = timesFraction(stays, released.part).plus(undone).minus(back)
  const payable = waits ? min(rounded(due), kept) : kept
  const owing = kept.minus(payable)
  const pay: DealPay = {
    ...before,
    earned,
    cancelled,
    taken,
    cancelledPay: rounded(undone),
    clawedBack,
    forfeited: released.left ? owing : ZERO,
    accrued: released.left ? ZERO : owing,
    held: hold ? max(ZERO, payable.minus(paidOf(before))) : ZERO,
  }
  return { pay, kept, payable, took, hold }
}

interface ReleasedPart {
  readonly part: Fraction
  /** Somebody has left, and what is not released is lost. */
  readonly left: boolean
}

/** What part of the pay is payable by the end of the run; undefined (and told) where that is not known. */
function releasedOf(
  { book, report }: RunContext,
  { participation, terms, before, earned }: Unsettled,
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
  { participation, terms, isNew }: Unsettled,
  history: DealHistory,
): readonly Taking[] {
  const said: typeof found = []
  const since = participation.run.payPeriod.start
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
function undoneBy({ participation, earned, found }: Unsettled, cancelled: Fraction): Decimal {
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
