import { LAST_DATE } from '../base/date.js'
import { min, ZERO, type Decimal } from '../base/decimal.js'
import { minorDigits, round } from '../base/money.js'
import { compareText } from '../base/order.js'
import type { PayeeId } from '../model/ids.js'
import { paysDeals, type Budget, type Component, type DealComponent } from '../plan/component.js'
import type { Participation } from './attain.js'
import { dealCutLine, dealCuts } from './cap.js'
import { dealEvaluator } from './kinds/deal-evaluator.js'
import { earnEach } from './kinds/deals.js'
import { lineOf, type Line } from './line.js'
import type { RunContext } from './run-context.js'

/**
 * What a spent budget cuts from awards of a spiff: in order of credit date, deal id, payee id; the last one gets the rest.
 * Those that closed periods have posted come first, in the order of the closes: a late deal displaces none (F44). What is above the most for each payee uses nothing of the budget of all.
 */
export function budgetCuts(component: Component, lines: readonly Line[], context: RunContext): readonly Line[] {
  if (!paysDeals(component) || component.budget === undefined || lines.length === 0) return []
  const { budget } = component
  const { run } = lines[0]!.participation
  const left = context.shared(component, () => awards(component, budget, context.on(run.plan), context))
  return lines.flatMap((line) => {
    if (line.kind !== 'spiff') return []
    const cut = left.get(keyOf(line.participation.current.payee.id, line.credit!.dealId))
    if (cut === undefined || cut.amount.isZero()) return []
    return [dealCutLine(line, 'budget_cap', cut.amount.negated(), cut.reason)]
  })
}

/** What an award loses, above zero or nothing, and why. */
interface Cut {
  readonly amount: Decimal
  readonly reason: string
}

/** What a deal has given a payee, after the cap per deal. */
interface Award {
  readonly payee: PayeeId
  readonly dealId: string
  readonly date: string
  /** First day after the close that posted it; after all days where none has. */
  readonly posted: string
  readonly amount: Decimal
}

function keyOf(payee: PayeeId, dealId: string): string {
  return `${payee}\n${dealId}`
}

/** What the budget leaves unpaid of each award since the spiff's first day. */
function awards(
  component: DealComponent,
  budget: Budget,
  everybody: readonly Participation[],
  context: RunContext,
): ReadonlyMap<string, Cut> {
  const all = everybody.flatMap((participation) => {
    const { plan } = participation.run
    const digits = minorDigits(plan.currency)
    const credits = participation.credits.get(component.measure) ?? []
    const evaluate = dealEvaluator(participation, component, context)
    const lines = earnEach(participation, component, credits, evaluate).map((earning) =>
      lineOf(earning, round(earning.exact, digits, plan.rounding.mode)),
    )
    const cuts = new Map(dealCuts(component, participation, lines, context).map((cut) => [cut.credit, cut.amount]))
    // Nothing else of the lines is kept: there may be a year of them, of everybody.
    return lines.map(({ credit, amount }): Award => {
      const { dealId, date } = credit!
      const closed = dealId === '' ? undefined : context.book.brought.closedBy.get(dealId)
      const posted = closed !== undefined && date < closed ? closed : LAST_DATE
      const { id: payee } = participation.current.payee
      return { payee, dealId, date, posted, amount: amount.plus(cuts.get(credit) ?? ZERO) }
    })
  })
  const order = (a: Award, b: Award): number =>
    compareText(a.posted, b.posted) ||
    compareText(a.date, b.date) ||
    compareText(a.dealId, b.dealId) ||
    compareText(a.payee, b.payee)
  all.sort(order)
  let left = budget.all
  const own = new Map<PayeeId, Decimal>()
  const cuts = new Map<string, Cut>()
  for (const { payee, dealId, amount } of all) {
    const mine = own.get(payee) ?? budget.each
    const limits = amount.greaterThan(ZERO) ? [mine, left].flatMap((each) => each ?? []) : []
    const paid = limits.reduce(min, amount)
    left = left?.minus(paid)
    if (mine) own.set(payee, mine.minus(paid))
    const reason =
      mine && paid.equals(mine)
        ? `at most ${budget.each!.toFixed()} to each payee`
        : `the budget of ${budget.all?.toFixed()} is spent`
    cuts.set(keyOf(payee, dealId), { amount: amount.minus(paid), reason })
  }
  return cuts
}
