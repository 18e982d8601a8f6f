import { earlier, later, type PlainDate } from '../base/date.js'
import { ONE, ZERO, type Decimal } from '../base/decimal.js'
import {
  fraction,
  fractionOf,
  NONE,
  plusFraction,
  timesFraction,
  timesFractions,
  type Fraction,
} from '../base/fraction.js'
import { minorDigits, round } from '../base/money.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import { isAbsent } from '../expression/expression.js'
import type { Minimum } from '../plan/minimum.js'
import type { Assignment } from './assign.js'
import type { Participation } from './attain.js'
import type { Line } from './line.js'
import { checkIncentiveCurrency, namesIncentive, payeeValues, placesOf } from './payee-values.js'
import { daysPresent } from './presence.js'
import { presentPart } from './present-part.js'
import { piecesOf } from './quota-pieces.js'
import { tenureMonth } from './ramp.js'
import type { RunContext } from './run-context.js'
import { inPayPeriod } from './target.js'

/** What the minimums of a plan make of a payee's pay; all amounts in plan currency. */
export interface Topped {
  readonly lines: readonly Line[]
  /** What this run pays him at least: no balance is taken from it. */
  readonly minimum: Decimal
  /** What the counted pay lies below zero, as a positive amount: it is not topped up but carried (F12). */
  readonly below: Decimal
}

export const NOT_TOPPED: Topped = { lines: [], minimum: ZERO, below: ZERO }

/**
 * The minimum of the pay period: prorated by presence and its own days, by the schedule of tenure, and rounded once, half
 * up (F21); undefined where it does not run.
 */
export function minimumOf(participation: Participation, minimum: Minimum, context: RunContext): Decimal | undefined {
  const { run, assignments, left } = participation
  const { plan, payPeriod } = run
  const days = assignments.flatMap((each) => {
    const from = later(each.from, minimum.from ?? each.from)
    const to = earlier(each.to, minimum.to ?? each.to)
    const could = each.plan === plan && from <= to && from < payPeriod.end && to >= payPeriod.start
    return could && isMeant(minimum, each, context) ? [{ ...each, from, to }] : []
  })
  if (left || daysPresent(payPeriod, days) === 0) return undefined
  presentPart(participation, payPeriod, days, `${minimum.what}s`, context)
  const amounts = new Map(days.map(({ row }) => [row, wholeAmount(participation, minimum, row, context)]))
  checkOneAmount(participation, minimum, [...amounts.values()], context)
  const { schedule } = minimum
  const cuts = { days: [], byMonth: schedule !== undefined }
  const parts = piecesOf(payPeriod, days, plan.proration ?? { by: 'none' }, cuts).map(
    ({ assignment, share, tenureDay }): Fraction => {
      const part = timesFractions(fractionOf(amounts.get(assignment.row)!), share)
      return schedule ? timesFractions(part, ofTenure(minimum, schedule, assignment, tenureDay, context)) : part
    },
  )
  // Summed as fractions and divided once: thirds of a cent come out whole.
  return round(timesFraction(ONE, parts.reduce(plusFraction, NONE)), minorDigits(plan.currency), 'half_up')
}

/** A blank cell is neither yes nor no: it is told. */
function isMeant({ what, where, place }: Minimum, { row, plan }: Assignment, context: RunContext): boolean {
  const answer = where === undefined || where.evaluate({ rep: row.cells })
  if (isAbsent(answer)) {
    const message = `cannot tell whether "${row.payee}" has the ${what} of plan ${plan.id}: ${answer.reason}`
    context.report(diagnose('SPM5801', message, placesOf(answer, row, { place, what })))
  }
  return answer === true
}

/** For a whole pay period, by a row of the reps file; 0 where that says 0, but a blank cell is told. */
function wholeAmount(
  { run }: Participation,
  { what, amount, place }: Minimum,
  row: Assignment['row'],
  context: RunContext,
): Decimal {
  if (amount.kind === 'fixed') return amount.value
  const { plan, payPeriod } = run
  if (namesIncentive(amount.expression.uses)) checkIncentiveCurrency(plan, row, context)
  const values = payeeValues(plan, undefined, row)
  const yearly = values['target_incentive'] as Decimal | undefined
  const period = yearly && inPayPeriod(yearly, plan, payPeriod, context)
  const value = amount.expression.evaluate({ rep: row.cells, values: { ...values, target_incentive_period: period } })
  if (!isAbsent(value) && !(value as Decimal).isNegative()) return value as Decimal
  const why = isAbsent(value) ? value.reason : `it comes out at ${(value as Decimal).toFixed()}`
  const message = `the ${what} of plan ${plan.id} has no amount for "${row.payee}": ${why}`
  context.report(diagnose('SPM5952', message, placesOf(value, row, { place, what })))
  return ZERO
}

/** Rows of one pay period that give two amounts: how many days each of them counts is for `proration` to say. */
function checkOneAmount(
  { run: { plan, payPeriod }, current }: Participation,
  { what, place }: Minimum,
  amounts: readonly Decimal[],
  context: RunContext,
): void {
  const other = amounts.find((amount) => !amount.equals(amounts[0]!))
  if (plan.proration !== undefined || other === undefined) return
  const { payee, file, record } = current.row
  const message = `"${payee}" has a ${what} of ${amounts[0]!.toFixed()} and one of ${other.toFixed()} in ${payPeriod.id}`
  const related = [{ message: `the ${what}`, place }]
  context.report(diagnose('SPM5953', message, { place: { file, record }, related }))
}

/** Month 1 is the calendar month of hire_date (F23). */
function ofTenure(
  { what }: Minimum,
  schedule: readonly Fraction[],
  { row, plan }: Assignment,
  day: PlainDate,
  context: RunContext,
): Fraction {
  if (row.hired === undefined) {
    const place = { file: row.file, record: row.record, cell: 'hire_date' }
    const message = `"${row.payee}" has no hire date, by which the ${what} of plan ${plan.id} goes`
    context.report(diagnose('SPM5950', message, { place }))
    return fraction(1, 1)
  }
  const month = Math.max(0, tenureMonth(row.hired, day))
  return schedule[Math.min(month, schedule.length - 1)]!
}
