import { max, min, ONE, sum, ZERO, type Decimal } from '../base/decimal.js'
import { minorDigits, round } from '../base/money.js'
import type { Component, DealComponent } from '../plan/component.js'
import { paysDeals } from '../plan/component.js'
import type { Participation } from './attain.js'
import { perDealOf } from './cap-money.js'
import type { Credit } from './credit.js'
import { lineOf, NO_RATE, type Line, type LineKind, type Part } from './line.js'
import type { RunContext } from './run-context.js'

const PER = {
  deal_cap: 'deal',
  period_cap: 'pay period',
  window_cap: 'window',
  plan_cap: 'pay period for the plan',
} as const

/**
 * The cut lines of the cap per deal: negative lines of their own, from rounded lines, so that the capped pay is the cap
 * to the cent (F11, F31).
 */
export function dealCuts(
  component: Component,
  participation: Participation,
  lines: readonly Line[],
  context: RunContext,
): readonly Line[] {
  if (!paysDeals(component)) return []
  const most = perDealOf(component, participation, context)
  if (most === undefined) return []
  context.record?.({ kind: 'limit', participation, component, limit: 'deal', most })
  return lines.flatMap((line) => dealCut(most, component, line) ?? [])
}

/** The cap is on the whole deal before the split in window `deal`, so a participant's cap is his share of it (F34). */
function dealCut(perDeal: Decimal, component: DealComponent, line: Line): Line | undefined {
  const { plan } = line.participation.run
  const toMinor = (exact: Decimal): Decimal => round(exact, minorDigits(plan.currency), plan.rounding.mode)
  const reason = reasonOf('deal_cap', perDeal)
  const { credit } = line
  if (credit === undefined) {
    const cuts = line.parts
      .filter((part) => !part.over.isZero())
      .map((part): Part => ({ credit: part.credit, pay: part.over.negated(), over: ZERO }))
    if (cuts.length === 0) return undefined
    const exact = sum(cuts.map((part) => part.pay))
    return lineOf({ ...cutBase(line, 'deal_cap', reason), parts: cuts, exact }, toMinor(exact))
  }
  const most = toMinor(perDeal.times(capShare(component, credit)))
  if (!line.amount.greaterThan(most)) return undefined
  return dealCutLine(line, 'deal_cap', most.minus(line.amount), reason)
}

/** A cut of the pay on one deal. */
export function dealCutLine(line: Line, kind: LineKind, amount: Decimal, reason: string): Line {
  const parts = [{ credit: line.credit, pay: amount, over: ZERO }]
  return lineOf({ ...cutBase(line, kind, reason), credit: line.credit, parts, exact: amount }, amount)
}

/** Which part of a deal's cap is this payee's. */
export function capShare({ window, rate }: DealComponent, credit: Credit): Decimal {
  return window === 'deal' && rate.split !== 'whole' ? credit.share : ONE
}

function cutBase({ participation, component, quota, credited }: Line, kind: LineKind, reason: string) {
  return { ...NO_RATE, participation, component, quota, credited, kind, reason }
}

function reasonOf(kind: keyof typeof PER, most: Decimal): string {
  return `at most ${most.toFixed()} per ${PER[kind]}`
}

/** What lies above the pay period's cap is cut from the last deals first, so that a clawback later finds it. */
export function periodCut(most: Decimal, lines: readonly Line[]): Line | undefined {
  const over = sum(lines.map((line) => line.amount)).minus(most)
  return over.greaterThan(ZERO) ? cutFromLast('period_cap', lines, over, reasonOf('period_cap', most)) : undefined
}

/**
 * What lies above the window's cap, less what earlier pay periods of the window cut for it: whatever is taken back later
 * (a credit memo, a lower tier) first takes from what the cap had cut, and that line is positive.
 * @param earlier what the component earned in them, after its other caps
 */
export function windowCut(most: Decimal, lines: readonly Line[], earlier: Decimal): Line | undefined {
  if (lines.length === 0) return undefined
  const above = (earned: Decimal): Decimal => max(ZERO, earned.minus(most))
  const cut = above(earlier.plus(sum(lines.map((line) => line.amount)))).minus(above(earlier))
  return cut.isZero() ? undefined : cutFromLast('window_cap', lines, cut, reasonOf('window_cap', most))
}

/** The cut of the plan's cap on one component. */
export function planCut(most: Decimal, lines: readonly Line[], over: Decimal): Line {
  const pays = sum(lines.map((line) => line.amount))
  return cutFromLast('plan_cap', lines, min(over, pays), reasonOf('plan_cap', most))
}

/** @param over what to cut; negative gives back, to the last deals that took something */
export function cutFromLast(kind: LineKind, lines: readonly Line[], over: Decimal, reason: string): Line {
  const back = over.isNegative()
  const signed = (amount: Decimal): Decimal => (back ? amount.negated() : amount)
  let rest = over.abs()
  const parts: Part[] = []
  for (const [credit, own] of payByDeal(lines).reverse()) {
    const pay = signed(own)
    if (!rest.greaterThan(ZERO)) break
    if (!pay.greaterThan(ZERO)) continue
    const taken = min(rest, pay)
    parts.push({ credit, pay: signed(taken).negated(), over: ZERO })
    rest = rest.minus(taken)
  }
  // Parts of a re-rating line are exact, the line is rounded: what that leaves is borne by the first deal.
  const first = parts.pop() ?? { credit: undefined, pay: ZERO, over: ZERO }
  parts.push({ ...first, pay: first.pay.minus(signed(rest)) })
  const amount = over.negated()
  return lineOf({ ...cutBase(lines[0]!, kind, reason), parts, exact: amount }, amount)
}

/** Pay by deal, in the order of the lines; what belongs to no deal stands under undefined. */
export function payByDeal(lines: readonly Line[]): [Credit | undefined, Decimal][] {
  const pays = new Map<Credit | undefined, Decimal>()
  const add = (credit: Credit | undefined, pay: Decimal): void =>
    void pays.set(credit, (pays.get(credit) ?? ZERO).plus(pay))
  for (const line of lines) {
    if (line.credit || line.parts.length === 0) add(line.credit, line.amount)
    else for (const part of line.parts) add(part.credit, part.pay)
  }
  return [...pays]
}

/** The parts by deal of some lines, which sum to their amounts: a re-rating's rounding is borne by the last one. */
export function partsOf(lines: readonly Line[]): readonly Part[] {
  const parts = payByDeal(lines).map(([credit, pay]): Part => ({ credit, pay, over: ZERO }))
  const rest = sum(lines.map(({ amount }) => amount)).minus(sum(parts.map(({ pay }) => pay)))
  const last = parts.pop()
  return last ? [...parts, { ...last, pay: last.pay.plus(rest) }] : []
}
