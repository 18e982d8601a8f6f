import { sum, ZERO, type Decimal } from '../base/decimal.js'
import { timesFraction, type Fraction } from '../base/fraction.js'
import { minorDigits, round } from '../base/money.js'
import { sharesOf } from '../engine/deal-pay.js'
import type { Line, Part } from '../engine/line.js'
import type { PlanLines } from '../engine/settle-balances.js'
import type { DealId } from '../model/ids.js'
import type { PlanRun } from '../engine/windows.js'

/** What part of a deal's own pay in a closed period was earned on what has been cancelled since; undefined: none of it. */
export type Leaving = (plan: PlanRun['plan'], deal: DealId) => Fraction | undefined

/**
 * A closed period from which deals leave, all or in part, because they were cancelled (F5): what they had earned on the
 * part that leaves stays as it was earned, everything else is as it is without that part.
 * @param without the period computed without what leaves
 * @param withThem as its own run did
 */
export function keepOwnPay(
  without: readonly PlanLines[],
  withThem: readonly PlanLines[],
  leaving: Leaving,
): readonly PlanLines[] {
  const paid = new Map<string, { readonly line: Line; readonly plan: PlanLines }>()
  for (const plan of withThem) {
    for (const line of plan.lines) if (leaves(line, leaving)) paid.set(line.id, { line, plan })
  }
  const kept = without.map((plan): PlanLines => {
    const lines = plan.lines.map((line) => {
      const before = paid.get(line.id)?.line
      paid.delete(line.id)
      return before ? joined(line, before, leaving) : line
    })
    return { ...plan, lines }
  })
  const rest = [...paid.values()].map(({ line, plan }): PlanLines => {
    return { participation: plan.participation, lines: [joined(undefined, line, leaving)] }
  })
  return [...kept, ...rest]
}

function leaves({ credit, parts, participation: { run } }: Line, leaving: Leaving): boolean {
  const of = [credit, ...parts.map((part) => part.credit)]
  return of.some((each) => each !== undefined && each.dealId !== '' && leaving(run.plan, each.dealId) !== undefined)
}

function joined(now: Line | undefined, before: Line, leaving: Leaving): Line {
  return before.credit ? joinedDeal(now, before, leaving) : joinedDeals(now, before, leaving)
}

/** The line of a deal: what the part that leaves had earned, and what the rest earns without it. */
function joinedDeal(now: Line | undefined, before: Line, leaving: Leaving): Line {
  const { plan } = before.participation.run
  const part = leaving(plan, before.credit!.dealId as DealId)!
  if (now === undefined && part.top === part.bottom) return { ...before, cancelled: before.amount }
  const cancelled = round(timesFraction(before.amount, part), minorDigits(plan.currency), plan.rounding.mode)
  const slices = [...before.slices.map((slice) => scaled(slice, part)), ...(now?.slices ?? [])]
  const parts = [
    ...before.parts.map((each) => ({ ...each, pay: timesFraction(each.pay, part) })),
    ...(now?.parts ?? []),
  ]
  const exact = sum([...slices, ...parts].map(({ pay }) => pay))
  return { ...before, slices, parts, base: undefined, exact, amount: cancelled.plus(now?.amount ?? ZERO), cancelled }
}

type Slice = Line['slices'][number]

function scaled(slice: Slice, part: Fraction): Slice {
  return { ...slice, base: timesFraction(slice.base, part), pay: timesFraction(slice.pay, part) }
}

/** A line of several deals: of each what its part that leaves had earned, and what it gives without that. */
function joinedDeals(now: Line | undefined, before: Line, leaving: Leaving): Line {
  const { plan } = before.participation.run
  const own = rounded(before).flatMap((part): readonly Part[] => {
    const share = part.credit === undefined ? undefined : leaving(plan, part.credit.dealId as DealId)
    if (share === undefined) return []
    const cancelled = round(timesFraction(part.pay, share), minorDigits(plan.currency), plan.rounding.mode)
    return [{ ...part, pay: cancelled, cancelled }]
  })
  const parts = [...(now ? rounded(now) : []), ...own]
  const amount = sum(parts.map(({ pay }) => pay))
  return { ...(now ?? before), parts, exact: amount, amount }
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
  return rest.isZero() ? byDeal : [...byDeal, { credit: undefined, pay: rest, over: ZERO }]
}
