import { sum, type Decimal } from '../base/decimal.js'
import { sharesOf } from '../engine/deal-pay.js'
import type { Line } from '../engine/line.js'
import type { PlanLines } from '../engine/settle-balances.js'
import type { DealId } from '../model/ids.js'

/**
 * A closed period from which deals leave because they were cancelled (F5): their own pay as it was earned with them,
 * everything else without them.
 * @param without the period computed without the deals
 * @param withThem as its own run did
 */
export function keepOwnPay(
  without: readonly PlanLines[],
  withThem: readonly PlanLines[],
  leaving: ReadonlySet<DealId>,
): readonly PlanLines[] {
  const isOwn = (line: Line): boolean => line.credit !== undefined && leaving.has(line.credit.dealId as DealId)
  const touches = (line: Line): boolean =>
    isOwn(line) || line.parts.some(({ credit }) => leaving.has(credit?.dealId as DealId))
  const paid = new Map<string, { readonly line: Line; readonly plan: PlanLines }>()
  for (const plan of withThem) {
    for (const line of plan.lines) if (touches(line)) paid.set(line.id, { line, plan })
  }
  const kept = without.map((plan): PlanLines => {
    const lines = plan.lines.map((line) => {
      const before = paid.get(line.id)?.line
      paid.delete(line.id)
      if (before === undefined) return line
      return isOwn(before) ? before : joined(line, before, leaving)
    })
    return { ...plan, lines }
  })
  const rest = [...paid.values()].map(({ line, plan }): PlanLines => {
    const own = isOwn(line)
      ? line
      : joined({ ...line, parts: [], amount: line.amount.minus(line.amount) }, line, leaving)
    return { participation: plan.participation, lines: [own] }
  })
  return [...kept, ...rest]
}

/** A line of several deals: those that leave as they were, all others as they are without them. */
function joined(now: Line, before: Line, leaving: ReadonlySet<DealId>): Line {
  const own = rounded(before).filter(({ credit }) => leaving.has(credit?.dealId as DealId))
  const others = rounded(now).filter(({ credit }) => !leaving.has(credit?.dealId as DealId))
  const parts = [...others, ...own]
  const amount = sum(parts.map(({ pay }) => pay))
  return { ...now, parts, exact: amount, amount }
}

/** The parts of a line in whole minor units. */
function rounded(line: Line): Line['parts'] {
  const amounts = new Map<string, Decimal>()
  for (const { deal, amount } of sharesOf(line)) amounts.set(deal, amounts.get(deal)?.plus(amount) ?? amount)
  const seen = new Set<string>()
  const byDeal = line.parts.flatMap((part) => {
    const deal = part.credit?.dealId ?? ''
    if (deal === '' || seen.has(deal)) return []
    seen.add(deal)
    return [{ ...part, pay: amounts.get(deal)! }]
  })
  const rest = line.amount.minus(sum(amounts.values()))
  // What belongs to no deal stands for credits before the first period.
  return rest.isZero() ? byDeal : [...byDeal, { credit: undefined, pay: rest, over: rest.minus(rest) }]
}
