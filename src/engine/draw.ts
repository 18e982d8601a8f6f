import { earlier, later, type PlainDate } from '../base/date.js'
import { max, min, sum, ZERO, type Decimal } from '../base/decimal.js'
import { fraction, plusFraction, timesFraction, timesFractions, type Fraction } from '../base/fraction.js'
import { formatMoney, minorDigits, round } from '../base/money.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import { isAbsent } from '../expression/expression.js'
import type { Draw } from '../plan/draw.js'
import type { Assignment } from './assign.js'
import type { Participation } from './attain.js'
import type { Balances } from './balances.js'
import { moneyOf, planLine, type Line } from './line.js'
import { placesOf } from './payee-values.js'
import { daysPresent } from './presence.js'
import { presentPart } from './present-part.js'
import { piecesOf } from './quota-pieces.js'
import { tenureMonth } from './ramp.js'
import type { RunContext } from './run-context.js'

/** What a draw makes of a payee's pay on a plan; all amounts in plan currency. */
export interface Drawn {
  readonly lines: readonly Line[]
  /** What he is paid at least, while the draw runs. */
  readonly minimum: Decimal
  /** What the counted pay lies below zero, as a positive amount: the draw does not top it up (F12). */
  readonly below: Decimal
}

/**
 * Tops the counted pay up to the draw, and takes what is owed from what lies above it; once the draw has ended, from all
 * of it (F12, F13). From rounded lines, so that the minimum is paid to the cent (F11).
 * @param lines of the plan in this run, in its currency
 */
export function drawLines(
  participation: Participation,
  draw: Draw,
  lines: readonly Line[],
  balances: Balances,
  context: RunContext,
): Drawn {
  const { plan, payPeriod } = participation.run
  const running = amountOf(participation, draw, context)
  const minimum = running ?? ZERO
  const counted = total(lines.filter((line) => isCounted(line, draw)))
  const made: Line[] = []
  const money = (amount: Decimal): string => `${formatMoney(amount, plan.currency)} ${plan.currency}`
  const short = min(minimum, minimum.minus(counted))
  const owed = balances.at('draw')
  if (short.greaterThan(ZERO)) {
    balances.add('draw', short)
    const reason = `${money(counted)} counted, topped up to a draw of ${money(minimum)}; it is owed`
    made.push(planLine('draw_paid', participation, short, reason))
  } else {
    // What does not count may leave less than counts: recovery takes pay neither below the minimum nor below zero.
    const above = max(ZERO, min(counted, total(lines)).minus(minimum))
    const share = round(above.times(draw.percent), minorDigits(plan.currency), 'half_up')
    const taken = [owed, share, ...(draw.mostPerPeriod ? [draw.mostPerPeriod] : [])].reduce((a, b) => min(a, b))
    if (taken.greaterThan(ZERO)) {
      balances.take('draw', taken)
      const from = running ? `what lies above the draw of ${money(minimum)}` : 'pay after the draw'
      made.push(planLine('draw_recovered', participation, taken.negated(), `of ${money(owed)} owed, from ${from}`))
    }
  }
  const last = draw.to ?? plan.to
  if (draw.atEnd === 'forgive' && payPeriod.start <= last && last < payPeriod.end) balances.forgive('draw')
  return { lines: made, minimum, below: running ? max(ZERO, counted.negated()) : ZERO }
}

/** Errors of draws that count what is in another currency: told before anything is paid. */
export function checkDrawn(
  participation: Participation,
  draw: Draw,
  lines: readonly Line[],
  context: RunContext,
): void {
  const { plan } = participation.run
  if (!draw.counts.has('adjustments')) return
  for (const line of lines) {
    if (!line.adjustment || moneyOf(line) === plan.currency) continue
    const { row } = line.adjustment
    const message = `adjustment "${row.id}" is in ${moneyOf(line)}, the draw of plan ${plan.id} is in ${plan.currency}`
    const place = { file: row.file, record: row.record, cell: 'amount' }
    context.report(diagnose('SPM5951', message, { place, related: [{ message: 'the draw', place: draw.place }] }))
  }
}

function total(lines: readonly Line[]): Decimal {
  return sum(lines.map(({ amount }) => amount))
}

function isCounted({ kind }: Line, { counts }: Draw): boolean {
  if (kind === 'true_up') return counts.has('true_ups')
  if (kind === 'adjustment') return counts.has('adjustments')
  return true
}

/**
 * The draw of the pay period, prorated by presence and its own days, by the schedule of tenure, and rounded once, half up
 * (F21); undefined where it does not run.
 */
function amountOf(participation: Participation, draw: Draw, context: RunContext): Decimal | undefined {
  const { run, assignments, left } = participation
  const { plan, payPeriod } = run
  const days = assignments.flatMap((each) => {
    const from = later(each.from, draw.from ?? each.from)
    const to = earlier(each.to, draw.to ?? each.to)
    const could = each.plan === plan && from <= to && from < payPeriod.end && to >= payPeriod.start
    return could && hasDraw(draw, each, context) ? [{ ...each, from, to }] : []
  })
  if (left || daysPresent(payPeriod, days) === 0) return undefined
  const part = presentPart(participation, payPeriod, days, 'draws', context)
  const { schedule } = draw
  const shares = schedule
    ? piecesOf(payPeriod, days, plan.proration ?? { by: 'none' }, { days: [], byMonth: true }).map(
        ({ assignment, share, tenureDay }) => timesFractions(share, ofTenure(schedule, assignment, tenureDay, context)),
      )
    : [part]
  const whole = shares.reduce(plusFraction, fraction(0, 1))
  return round(timesFraction(draw.amount, whole), minorDigits(plan.currency), 'half_up')
}

/** A blank cell is neither yes nor no: it is told. */
function hasDraw({ where, place }: Draw, { row, plan }: Assignment, context: RunContext): boolean {
  const answer = where === undefined || where.evaluate({ rep: row.cells })
  if (isAbsent(answer)) {
    const message = `cannot tell whether "${row.payee}" has the draw of plan ${plan.id}: ${answer.reason}`
    context.report(diagnose('SPM5801', message, { ...placesOf(answer, row, { place }) }))
  }
  return answer === true
}

/** Month 1 is the calendar month of hire_date (F23). */
function ofTenure(
  schedule: readonly Fraction[],
  { row, plan }: Assignment,
  day: PlainDate,
  context: RunContext,
): Fraction {
  if (row.hired === undefined) {
    const place = { file: row.file, record: row.record, cell: 'hire_date' }
    const message = `"${row.payee}" has no hire date, by which the draw of plan ${plan.id} goes`
    context.report(diagnose('SPM5950', message, { place }))
    return fraction(1, 1)
  }
  const month = Math.max(0, tenureMonth(row.hired, day))
  return schedule[Math.min(month, schedule.length - 1)]!
}
