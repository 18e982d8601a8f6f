import { formatMoney, type Currency } from '../base/money.js'
import type { Period } from '../base/period.js'
import type { DealId, PayeeId } from '../model/ids.js'
import type { Plan } from '../plan/plan.js'
import type { BalanceKind, Balances } from './balances.js'
import type { Participation } from './attain.js'
import type { RunContext } from './run-context.js'

/** What may stand for ever, in words. What waits for a deal or a hold goes with these. */
const STANDS: readonly (readonly [BalanceKind, (money: string) => string])[] = [
  ['draw', (money) => `${money} of a draw are owed`],
  ['negative', (money) => `${money} are owed that earlier periods left negative`],
  ['threshold', (money) => `${money} wait to be paid`],
]

/**
 * Tells of balances that no later run will move by itself (F13): those of a payee who is on no plan any more, and a draw
 * that no plan of his recovers, or not any more. They stay his, and somebody should look at them.
 */
export function tellOfStanding(
  payee: PayeeId,
  currency: Currency,
  plans: readonly { readonly participation: Participation }[],
  standing: Balances,
  context: RunContext,
): void {
  const here = plans
    .map(({ participation }) => participation)
    .filter(({ run }) => run.end === context.book.period.end && run.plan.currency === currency)
  const on = here.filter(({ left }) => !left)
  const row = on.at(-1)?.current.row ?? context.book.payees.get(payee)?.rows.at(-1)
  const tell = (what: string, why: string): void => {
    const detail = `${what}, and ${why}`
    const { file = 'ledger', record = 0 } = row ?? {}
    context.except({ kind: 'balance_stands', dealId: '' as DealId, payee, date: '', detail, file, record })
  }
  for (const [kind, words] of STANDS) {
    const amount = standing.at(kind)
    const what = words(`${formatMoney(amount, currency)} ${currency}`)
    // What waits is paid by the plan that somebody has left, at the latest when its pay period ends.
    if (amount.isZero() || (kind === 'threshold' && here.length > 0)) continue
    if (on.length === 0) tell(what, `"${payee}" is on no plan that pays in ${currency}`)
    else if (kind === 'draw' && on.every(({ run }) => !recovers(run.plan, context.book.period)))
      tell(what, `plan ${on.at(-1)!.run.plan.id} does not recover them`)
  }
}

function recovers({ draw }: Plan, { end }: Period): boolean {
  const last = draw?.recovery.to
  return draw !== undefined && (last === undefined || end <= last)
}
