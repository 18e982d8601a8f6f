import { sum, ZERO, type Decimal } from '../base/decimal.js'
import type { Fraction } from '../base/fraction.js'
import { formatMoney } from '../base/money.js'
import { compareText, groupBy } from '../base/order.js'
import type { DealId, PayeeId } from '../model/ids.js'
import type { DealComponent } from '../plan/component.js'
import type { Participation } from './attain.js'
import type { Taking } from './clawback.js'
import { EntitledByDeal, keyOf, NOTHING_PAID, type DealPay, type Entitled } from './deal-pay.js'
import { standingOf, type Standing, type Unsettled } from './deal-standing.js'
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
    const standing = standingOf(context, one)
    if (standing === undefined) continue
    lines.push(...linesOf(one, standing))
    if (known === undefined || isChanged(known, standing.pay)) pay.push(standing.pay)
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
  return STANDING.some((each) => !isSame(a[each], b[each]))
}

const STANDING = Object.keys(NOTHING_PAID) as (keyof typeof NOTHING_PAID)[]

function isSame(a: Decimal | Fraction, b: Decimal | Fraction): boolean {
  if ('top' in a && 'top' in b) return a.top * b.bottom === b.top * a.bottom
  return !('top' in a) && !('top' in b) && a.equals(b)
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

/** The lines that bring the pay on a deal from where it stood to where it stands. */
function linesOf(one: Unsettled, { pay, kept, payable, took, hold }: Standing): readonly Line[] {
  const { participation, terms, before, found } = one
  const { plan } = participation.run
  const { earned, clawedBack } = pay
  const money = (amount: Decimal): string => `${formatMoney(amount, plan.currency)} ${plan.currency}`
  const component = terms ?? plan.components.find(({ id }) => id === before.component)
  const line = (kind: LineKind, amount: Decimal, reason: string): readonly Line[] => {
    if (amount.isZero()) return []
    const onDeal = { deal: before.deal, line: kind === 'clawback' ? found?.line : undefined }
    const credit = found?.credit
    return [lineOf({ ...NO_RATE, kind, participation, component, credit, exact: amount, reason, onDeal }, amount)]
  }
  const back = clawbackReason(took, money(clawedBack), money(earned))
  const lost = `left the company before it was released; ${money(payable)} of ${money(earned)} was`
  const released = clawedBack.greaterThan(before.clawedBack)
    ? 'what was not paid is cancelled with the deal'
    : `${money(payable)} of ${money(kept)} earned on the deal is payable by now`
  const held = hold ? `held by "${hold.id}": ${hold.reason}` : 'the hold is released'
  // What a balance gives up is paid, what it takes on is withheld.
  const accrued = before.accrued.minus(pay.accrued)
  const stopped = before.held.minus(pay.held)
  return [
    ...line('clawback', before.clawedBack.minus(clawedBack), back),
    ...line('forfeited', before.forfeited.minus(pay.forfeited), lost),
    ...line(accrued.isNegative() ? 'accrued_withheld' : 'accrued_released', accrued, released),
    ...line(stopped.isNegative() ? 'held_withheld' : 'held_released', stopped, held),
  ]
}

function clawbackReason(took: readonly Taking[], clawed: string, earned: string): string {
  const events = took.map(({ event: { type, id, date, reason } }) => {
    const why = reason === '' ? '' : ` (${reason})`
    return `${type.replaceAll('_', ' ')} ${id} on ${date}${why}`
  })
  const what = events.length > 0 ? events.join(', ') : 'the pay on a cancelled deal changed'
  return `${what}: ${clawed} of ${earned} earned on the deal is taken back by now`
}
