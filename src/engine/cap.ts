import { max, min, ONE, sum, ZERO, type Decimal } from '../base/decimal.js'
import { minorDigits, round } from '../base/money.js'
import type { Cap, Component, Plan } from '../plan/plan.js'
import type { Credit } from './credit.js'
import { lineId, type Earning, type Line, type Part } from './line.js'

/**
 * The cut lines of a component's caps: negative lines of their own, from rounded lines, so that the capped total is the
 * cap to the cent (F11, F31). Per deal first, then per pay period.
 */
export function capLines(component: Component, lines: readonly Line[]): readonly Line[] {
  const { cap } = component
  if (cap === undefined || lines.length === 0) return []
  const perDeal = lines.flatMap((line) => dealCut(cap, component, line) ?? [])
  const period = periodCut(cap, [...lines, ...perDeal])
  return period ? [...perDeal, period] : perDeal
}

const PER = {
  deal_cap: 'deal',
  period_cap: 'pay period',
  window_cap: 'window',
  plan_cap: 'pay period for the plan',
} as const

function cutLine(
  of: Line,
  kind: 'deal_cap' | 'period_cap' | 'window_cap' | 'plan_cap',
  amount: Decimal,
  parts: readonly Part[],
  most: Decimal,
  exact: Decimal = amount,
): Line {
  const { participation, component, quota, credited } = of
  const per = PER[kind]
  const earning: Earning = {
    kind,
    participation,
    component,
    credit: kind === 'deal_cap' ? of.credit : undefined,
    slices: [],
    parts,
    exact,
    base: undefined,
    quota,
    credited,
    before: undefined,
    after: undefined,
    reason: `at most ${most.toFixed()} per ${per}`,
  }
  return { ...earning, id: lineId(earning), amount }
}

/** The cap is on the whole deal before the split in window `deal`, so a participant's cap is his share of it (F34). */
function dealCut(cap: Cap, component: Component, line: Line): Line | undefined {
  if (cap.perDeal === undefined) return undefined
  const { plan } = line.participation.run
  const toMinor = (exact: Decimal): Decimal => round(exact, minorDigits(plan.currency), plan.rounding.mode)
  const { credit } = line
  if (credit === undefined) {
    const parts = line.parts.filter((part) => !part.over.isZero())
    if (parts.length === 0) return undefined
    const cuts = parts.map((part) => ({ credit: part.credit, pay: part.over.negated(), over: ZERO }))
    const exact = sum(cuts.map((part) => part.pay))
    return cutLine(line, 'deal_cap', toMinor(exact), cuts, cap.perDeal, exact)
  }
  const most = toMinor(cap.perDeal.times(capShare(component, credit)))
  if (!line.amount.greaterThan(most)) return undefined
  const amount = most.minus(line.amount)
  return cutLine(line, 'deal_cap', amount, [{ credit, pay: amount, over: ZERO }], cap.perDeal)
}

/** Which part of a deal's cap is this payee's. */
export function capShare({ window, rate }: Component, credit: Credit): Decimal {
  return window === 'deal' && rate.split !== 'whole' ? credit.share : ONE
}

/** What lies above the pay period's cap is cut from the last deals first, so that a clawback later finds it. */
function periodCut(cap: Cap, lines: readonly Line[]): Line | undefined {
  if (cap.perPeriod === undefined) return undefined
  const over = sum(lines.map((line) => line.amount)).minus(cap.perPeriod)
  if (!over.greaterThan(ZERO)) return undefined
  return cutFromLast('period_cap', lines, over, cap.perPeriod)
}

/**
 * What lies above the window's cap, less what earlier pay periods of the window cut for it: whatever is taken back later
 * (a credit memo, a lower tier) first takes from what the cap had cut, and that line is positive.
 * @param earlier what the component earned in them, after its other caps
 */
export function windowCapLine({ cap }: Component, lines: readonly Line[], earlier: Decimal): Line | undefined {
  const most = cap?.perWindow
  if (most === undefined || lines.length === 0) return undefined
  const above = (earned: Decimal): Decimal => max(ZERO, earned.minus(most))
  const cut = above(earlier.plus(sum(lines.map((line) => line.amount)))).minus(above(earlier))
  return cut.isZero() ? undefined : cutFromLast('window_cap', lines, cut, most)
}

/**
 * The cut lines of the plan's cap: components in listed order fill it, so that the last ones that pay are cut first (F31).
 * @param lines of all components of a payee, component caps included
 */
export function planCapLines({ cap, components }: Plan, lines: readonly Line[]): readonly Line[] {
  if (cap === undefined) return []
  let over = sum(lines.map((line) => line.amount)).minus(cap.perPeriod)
  const cuts: Line[] = []
  for (const component of components.toReversed()) {
    if (!over.greaterThan(ZERO)) break
    const mine = lines.filter((line) => line.component === component)
    const pays = sum(mine.map((line) => line.amount))
    if (!pays.greaterThan(ZERO)) continue
    const cut = min(over, pays)
    over = over.minus(cut)
    cuts.push(cutFromLast('plan_cap', mine, cut, cap.perPeriod))
  }
  return cuts.reverse()
}

/** @param over what to cut; negative gives back, to the last deals that took something */
function cutFromLast(
  kind: 'period_cap' | 'window_cap' | 'plan_cap',
  lines: readonly Line[],
  over: Decimal,
  most: Decimal,
): Line {
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
  const first = parts.pop()!
  parts.push({ ...first, pay: first.pay.minus(signed(rest)) })
  return cutLine(lines[0]!, kind, over.negated(), parts, most)
}

/** Pay by deal, in the order of the lines. */
function payByDeal(lines: readonly Line[]): [Credit, Decimal][] {
  const pays = new Map<Credit, Decimal>()
  const add = (credit: Credit, pay: Decimal): void => void pays.set(credit, (pays.get(credit) ?? ZERO).plus(pay))
  for (const line of lines) {
    if (line.credit) add(line.credit, line.amount)
    else for (const part of line.parts) add(part.credit, part.pay)
  }
  return [...pays]
}
