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

interface PlanPay {
  readonly participation: Participation
  readonly lines: readonly Line[]
}

/**
 * Adds to what closed pay periods earn by today's data what tops it up. What else counted in them is a fact: what was
 * posted (F8).
 * @param earned by everybody; what belongs to a payee stands together, of one plan perhaps in several parts
 */
export function* withGuarantees(
  earned: Iterable<PlanPay>,
  beside: PostedBeside,
  context: RunContext,
): Generator<PlanPay> {
  for (const mine of byPayee(earned)) {
    const plans = new Map<Plan, Participation>()
    for (const { participation } of mine)
      if (!plans.has(participation.run.plan)) plans.set(participation.run.plan, participation)
    const done = new Set<Plan>()
    for (const { participation, lines } of mine) {
      const { plan } = participation.run
      const whole = mine.filter((each) => each.participation.run.plan === plan).flatMap((each) => each.lines)
      const more = done.has(plan) ? [] : guaranteedAgain(participation, whole, [...plans.values()], beside, context)
      done.add(plan)
      yield { participation, lines: [...lines, ...more] }
    }
  }
}

function* byPayee(earned: Iterable<PlanPay>): Generator<readonly PlanPay[]> {
  let mine: PlanPay[] = []
  for (const each of earned) {
    const payee = mine[0]?.participation.current.payee.id
    if (payee !== undefined && payee !== each.participation.current.payee.id) {
      yield mine
      mine = []
    }
    mine.push(each)
  }
  yield mine
}

/** @param plans the payee's plans in the closed run */
function guaranteedAgain(
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
