import { compareText, groupBy } from '../base/order.js'
import type { PayeeId } from '../model/ids.js'
import { isLastFor, type Participation } from './attain.js'
import { Balances, type Balance } from './balances.js'
import { checkCounted, payUnder } from './counted.js'
import { drawn } from './draw.js'
import { guaranteed } from './guarantee.js'
import { heldLines } from './held-payee.js'
import { moneyOf, type Line } from './line.js'
import { NOT_TOPPED, type Topped } from './minimum.js'
import { negativeLines } from './negative.js'
import type { RunContext } from './run-context.js'
import { tellOfStanding } from './standing.js'
import { thresholdLines } from './threshold.js'

export interface PlanLines {
  readonly participation: Participation
  readonly lines: readonly Line[]
}

/**
 * The stages after earning, in each plan currency (F1): what is paid, what is carried, what is owed. A payee who is on
 * no plan any more keeps his balances.
 */
export function settleBalances(
  context: RunContext,
  payee: PayeeId,
  plans: readonly PlanLines[],
): { readonly lines: readonly Line[]; readonly balances: readonly Balance[] } {
  const openings = context.book.brought.balances.get(payee) ?? []
  const due = plans.filter(({ participation }) => participation.run.due)
  const byCurrency = groupBy(due, ({ participation }) => participation.run.plan.currency)
  const currencies = new Set([...byCurrency.keys(), ...openings.map(({ currency }) => currency)])
  const lines: Line[] = []
  const balances: Balance[] = []
  for (const currency of [...currencies].sort(compareText)) {
    const mine = byCurrency.get(currency) ?? []
    const on = mine.findLast(({ participation }) => !participation.current.onTop) ?? mine.at(-1)
    const standing = new Balances(payee, currency, openings)
    moveOnDeals(mine, standing)
    if (on) {
      const earned = mine.flatMap((each) => each.lines.filter((line) => moneyOf(line) === currency))
      const topped = settleMinimums(mine, standing, context)
      const paid = [...earned, ...topped.lines]
      const negative = negativeLines(on.participation, paid, topped, standing)
      const other = mine.flatMap((each) => each.lines.filter((line) => moneyOf(line) !== currency))
      const held = heldLines(on.participation, [...paid, ...negative, ...other], standing, context)
      // Where only closed periods speak, he is on no plan any more, and neither is the plan there.
      const isLast = isLastFor(on.participation) || on.participation.run.end < context.book.period.end
      const waiting = thresholdLines(on.participation, [...paid, ...negative, ...held], standing, isLast)
      lines.push(...topped.lines, ...negative, ...held, ...waiting)
    }
    tellOfStanding(payee, currency, plans, standing, context)
    balances.push(...standing.all)
  }
  return { lines, balances }
}

/** What waits by deal, and what of it is released: lines that are made with the deals. */
function moveOnDeals(plans: readonly PlanLines[], standing: Balances): void {
  for (const { kind, amount } of plans.flatMap(({ lines }) => lines)) {
    if (kind === 'accrued_withheld' || kind === 'accrued_released') standing.move('accrued', amount)
    if (kind === 'held_withheld' || kind === 'held_released') standing.move('held', amount)
  }
}

/** The guarantees and draws of all plans that pay in one currency. */
function settleMinimums(plans: readonly PlanLines[], standing: Balances, context: RunContext): Topped {
  let all = NOT_TOPPED
  const lines = plans.flatMap((each) => each.lines)
  // True-ups stand under the closed periods they come from: they count for the last version of their plan in this run.
  const now = plans.map((each) => each.participation).filter(({ run }) => run.end === context.book.period.end)
  for (const participation of now) {
    const { guarantee, draw, currency } = participation.run.plan
    if (guarantee === undefined && draw === undefined) continue
    const mine = payUnder(participation, now, lines)
    for (const each of [guarantee, draw]) if (each) checkCounted(participation, each, mine, context)
    const pay = mine.filter((line) => moneyOf(line) === currency)
    const first = guarantee ? guaranteed(participation, guarantee, pay, context) : NOT_TOPPED
    const topped = draw ? drawn(participation, draw, pay, first, standing, context) : first
    all = {
      lines: [...all.lines, ...topped.lines],
      minimum: all.minimum.plus(topped.minimum),
      below: all.below.plus(topped.below),
    }
  }
  return all
}
