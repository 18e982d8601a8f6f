import { ZERO } from '../base/decimal.js'
import { formatMoney } from '../base/money.js'
import { compareText, groupBy } from '../base/order.js'
import type { DealId, PayeeId } from '../model/ids.js'
import { isLastFor, type Participation } from './attain.js'
import { Balances, type Balance } from './balances.js'
import { checkDrawn, drawLines, type Drawn } from './draw.js'
import { heldLines } from './held-payee.js'
import { moneyOf, type Line } from './line.js'
import { negativeLines } from './negative.js'
import type { RunContext } from './run-context.js'
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
      const drawn = settleDraws(mine, earned, standing, context)
      const paid = [...earned, ...drawn.lines]
      const negative = negativeLines(on.participation, paid, drawn, standing)
      const other = mine.flatMap((each) => each.lines.filter((line) => moneyOf(line) !== currency))
      const held = heldLines(on.participation, [...paid, ...negative, ...other], standing, context)
      // Where only closed periods speak, he is on no plan any more, and neither is the plan there.
      const isLast = isLastFor(on.participation) || on.participation.run.end < context.book.period.end
      const waiting = thresholdLines(on.participation, [...paid, ...negative, ...held], standing, isLast)
      lines.push(...drawn.lines, ...negative, ...held, ...waiting)
      if (mine.every(({ participation }) => participation.run.plan.draw === undefined))
        tellOfDraw(on.participation, standing, context)
    }
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

/** Whoever owes a draw and is on no plan that says how it is recovered keeps owing it, and somebody should look at it. */
function tellOfDraw({ run, current }: Participation, standing: Balances, context: RunContext): void {
  const owed = standing.at('draw')
  if (owed.isZero()) return
  const { file, record, payee } = current.row
  const { id, currency } = run.plan
  const detail = `${formatMoney(owed, currency)} ${currency} of a draw are owed, and plan ${id} does not say how they are recovered`
  context.except({ kind: 'draw_stands', dealId: '' as DealId, payee, date: '', detail, file, record })
}

/** The draws of all plans that pay in one currency. */
function settleDraws(
  plans: readonly PlanLines[],
  earned: readonly Line[],
  standing: Balances,
  context: RunContext,
): Drawn {
  let all: Drawn = { lines: [], minimum: ZERO, below: ZERO }
  // True-ups stand under the closed periods they come from: they count for the last version of their plan in this run.
  const now = plans.filter(({ participation }) => participation.run.end === context.book.period.end)
  for (const { participation, lines } of now) {
    const { plan } = participation.run
    if (plan.draw === undefined) continue
    checkDrawn(participation, plan.draw, lines, context)
    const isLast = now.findLast((each) => each.participation.run.plan.id === plan.id)?.participation === participation
    const mine = earned.filter(({ changes, participation: of }) =>
      changes ? isLast && of.run.plan.id === plan.id : of.run.plan === plan,
    )
    const drawn = drawLines(participation, plan.draw, mine, standing, context)
    all = {
      lines: [...all.lines, ...drawn.lines],
      minimum: all.minimum.plus(drawn.minimum),
      below: all.below.plus(drawn.below),
    }
  }
  return all
}
