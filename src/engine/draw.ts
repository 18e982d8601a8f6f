import { addDays } from '../base/date.js'
import { max, min, sum, ZERO, type Decimal } from '../base/decimal.js'
import { formatMoney, minorDigits, round } from '../base/money.js'
import type { Period } from '../base/period.js'
import type { Draw } from '../plan/draw.js'
import type { Participation } from './attain.js'
import type { Balances } from './balances.js'
import { countedPay, unheld } from './counted.js'
import { planLine, type Line } from './line.js'
import { minimumOf, type Topped } from './minimum.js'
import type { RunContext } from './run-context.js'

/** Pay on a plan as a draw finds it. */
interface Before {
  /** The counted pay, as the guarantee left it. */
  readonly counted: Decimal
  /** All pay, counted or not, without what the guarantee has carried. */
  readonly all: Decimal
  readonly guaranteed: Topped
}

/**
 * Pays a draw and takes what is owed (F12 to F14). From rounded lines, so that a minimum is paid to the cent (F11). The top-up
 * of a guarantee comes before and counts as pay; what it guarantees is not taken either.
 * @param lines of the plan in this run, in its currency, without that top-up
 * @returns with what the guarantee made
 */
export function drawn(
  participation: Participation,
  draw: Draw,
  lines: readonly Line[],
  guaranteed: Topped,
  balances: Balances,
  context: RunContext,
): Topped {
  const { plan, payPeriod } = participation.run
  const amount = minimumOf(participation, draw, context)
  const own = (each: readonly Line[]): Decimal => sum(each.map((line) => line.amount))
  const lifted = own(guaranteed.lines).plus(guaranteed.below)
  const before = {
    counted: countedPay(lines, draw).plus(lifted),
    all: own(unheld(lines)).plus(lifted),
    guaranteed,
  }
  const make = draw.style === 'next_period' ? onTop : toppedUp
  const topped = make(participation, draw, amount, before, balances)
  const last = draw.to ?? plan.to
  if (draw.atEnd === 'forgive' && payPeriod.start <= last && last < payPeriod.end) balances.forgive('draw')
  return { ...topped, lines: [...guaranteed.lines, ...topped.lines] }
}

/**
 * Tops pay up to the draw, and takes what is owed from what lies above it; once it has ended, from all pay. An advance
 * of the same period has paid the minimum at the period's start, so this run pays that much less.
 * @param amount undefined where it does not run
 */
function toppedUp(
  participation: Participation,
  draw: Draw,
  amount: Decimal | undefined,
  { counted, all, guaranteed }: Before,
  balances: Balances,
): Topped {
  const money = moneyIn(participation)
  const minimum = amount ?? ZERO
  const least = max(minimum, guaranteed.minimum)
  const short = min(minimum, minimum.minus(counted))
  const made: Line[] = []
  if (short.greaterThan(ZERO)) {
    balances.add('draw', short)
    const reason = `${money(counted)} counted, topped up to a draw of ${money(minimum)}; it is owed`
    made.push(planLine('draw_paid', participation, short, reason))
  } else {
    const owed = balances.at('draw')
    // What does not count may leave less than counts: recovery takes pay neither below the minimum nor below zero.
    const above = min(counted, all).minus(least)
    const from = amount === undefined && least.isZero() ? 'pay after the draw' : `what lies above ${money(least)}`
    made.push(...recovered(participation, draw, owed, above, from, balances))
  }
  const ahead = draw.style === 'same_period' ? minimum : ZERO
  if (ahead.greaterThan(ZERO)) {
    const reason = `an advance of ${money(ahead)} was paid at the start of ${participation.run.payPeriod.id}`
    made.push(planLine('advance', participation, ahead.negated(), reason))
  }
  const below = guaranteed.below.plus(amount ? max(ZERO, counted.negated()) : ZERO)
  return { lines: made, minimum: least.minus(ahead), below }
}

/** Pays an advance on top of the period's pay, of which a part goes towards what earlier periods left owed. */
function onTop(
  participation: Participation,
  draw: Draw,
  amount: Decimal | undefined,
  { counted, all, guaranteed }: Before,
  balances: Balances,
): Topped {
  const money = moneyIn(participation)
  const owed = balances.before('draw')
  const above = min(counted, all).minus(guaranteed.minimum)
  const made = [...recovered(participation, draw, owed, above, 'the pay of the period', balances)]
  const advance = amount ?? ZERO
  if (advance.greaterThan(ZERO)) {
    balances.add('draw', advance)
    const reason = `an advance of ${money(advance)}, paid on top; it is owed`
    made.push(planLine('draw_paid', participation, advance, reason))
  }
  // It is no top-up: what all pay lies below zero is carried, and the advance paid.
  const below = guaranteed.below.plus(amount ? max(ZERO, all.negated()) : ZERO)
  return { lines: made, minimum: guaranteed.minimum.plus(advance), below }
}

/** @param above of which pay a part may be taken */
function recovered(
  participation: Participation,
  { recovery }: Draw,
  owed: Decimal,
  above: Decimal,
  from: string,
  balances: Balances,
): readonly Line[] {
  const { plan, payPeriod } = participation.run
  if (!repays(recovery, payPeriod)) return []
  const share = round(max(ZERO, above).times(recovery.percent), minorDigits(plan.currency), 'half_up')
  const taken = [owed, share, ...(recovery.mostPerPeriod ? [recovery.mostPerPeriod] : [])].reduce((a, b) => min(a, b))
  if (!taken.greaterThan(ZERO)) return []
  balances.take('draw', taken)
  const reason = `of ${moneyIn(participation)(owed)} owed, from ${from}`
  return [planLine('draw_recovered', participation, taken.negated(), reason)]
}

/** Its days are those of whole pay periods. */
function repays({ from, to }: Draw['recovery'], { start, end }: Period): boolean {
  return (from === undefined || start >= from) && (to === undefined || end <= addDays(to, 1))
}

function moneyIn({ run: { plan } }: Participation): (amount: Decimal) => string {
  return (amount) => `${formatMoney(amount, plan.currency)} ${plan.currency}`
}
