import { max, min, ZERO, type Decimal } from '../base/decimal.js'
import { formatMoney } from '../base/money.js'
import type { PayeeId } from '../model/ids.js'
import type { Minimum } from '../plan/minimum.js'
import type { Plan } from '../plan/plan.js'
import type { Participation } from './attain.js'
import { countedPay, isLastVersion, type Pay } from './counted.js'
import { planLine, type Line } from './line.js'
import { minimumOf, NOT_TOPPED, type Topped } from './minimum.js'
import type { RunContext } from './run-context.js'

/**
 * Tops the counted pay up to the guarantee, with money that nobody owes: the greater of the two is paid. Never by more than
 * its own amount (F12), and from rounded lines, so that it is paid to the cent (F11).
 * @param pay of the plan in this run, in its currency
 */
export function guaranteed(
  participation: Participation,
  guarantee: Minimum,
  pay: readonly Pay[],
  context: RunContext,
): Topped {
  const least = minimumOf(participation, guarantee, context)
  if (least === undefined) return NOT_TOPPED
  const { currency } = participation.run.plan
  const counted = countedPay(pay, guarantee)
  const short = min(least, least.minus(counted))
  const money = (amount: Decimal): string => `${formatMoney(amount, currency)} ${currency}`
  const reason = `${money(counted)} counted, topped up to a guarantee of ${money(least)}`
  const lines = short.greaterThan(ZERO) ? [planLine('guarantee', participation, short, reason)] : []
  return { lines, minimum: least, below: max(ZERO, counted.negated()) }
}

/** What a closed run paid beside what its pay periods earned, as it was posted. */
export type PostedBeside = (payee: PayeeId, plan: Plan) => readonly Pay[]

/**
 * The top-up of a closed period by what it earns by today's data. What else counted in it is a fact: what was posted
 * (F8).
 * @param plans the payee's plans in the closed run
 */
export function guaranteedAgain(
  participation: Participation,
  earned: readonly Line[],
  plans: readonly Participation[],
  beside: PostedBeside,
  context: RunContext,
): readonly Line[] {
  const { run, current } = participation
  const { guarantee } = run.plan
  // What was payable in a closed period is a fact, and so is what topped it up.
  if (!run.due || guarantee === undefined || guarantee.on === 'payable') return []
  const posted = isLastVersion(participation, plans) ? beside(current.payee.id, run.plan) : []
  return guaranteed(participation, guarantee, [...earned, ...posted], context).lines
}
