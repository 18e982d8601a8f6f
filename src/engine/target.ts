import { allocate } from '../base/allocate.js'
import { addDays, daysBetween, earlier } from '../base/date.js'
import { ONE, sum, ZERO, type Decimal } from '../base/decimal.js'
import { fraction, timesFraction } from '../base/fraction.js'
import { minorDigits, round } from '../base/money.js'
import { contains, type Period } from '../base/period.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import { isAbsent } from '../expression/expression.js'
import type { RepRow } from '../model/records.js'
import type { Component, OnceComponent, TargetTerms } from '../plan/component.js'
import type { Plan, Proration } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import type { Participation } from './attain.js'
import { eligibleDays } from './eligible.js'
import { checkIncentiveCurrency, namesIncentive, payeeValues, placesOf } from './payee-values.js'
import { counts, daysPresent, monthsOf } from './presence.js'
import type { RunContext } from './run-context.js'

/** A component's money at 100 % for its window so far known: spread, prorated, each pay period rounded once (F21, F41). */
export function targetOf(
  participation: Participation,
  component: OnceComponent,
  context: RunContext,
): Decimal | undefined {
  const { target } = component
  if (target === undefined) return undefined
  if (target.kind === 'weight') return targetIncentiveOf(participation, component, context)?.times(target.weight)
  return prorated(participation, component, context, (row) => amountOf(participation, component, target, row, context))
}

/** The yearly target incentive, spread over the pay periods of the year, in those of the component's window (F22). */
export function targetIncentiveOf(
  participation: Participation,
  component: Component,
  context: RunContext,
): Decimal | undefined {
  const { plan } = participation.run
  const slot = plan.columns.targetIncentive!
  return prorated(participation, component, context, (row) => {
    checkIncentiveCurrency(plan, row, context)
    const yearly = row.cells[slot] as Decimal | undefined
    if (!yearly?.greaterThan(ZERO)) return noIncentive(row, yearly, context)
    return (period) => inPayPeriod(yearly, plan, period, context)
  })
}

/** What falls on a whole pay period of a yearly amount: spread evenly over the year, to the minor unit (F22). */
export function inPayPeriod(yearly: Decimal, plan: Plan, period: Period, { book }: RunContext): Decimal {
  const year = book.calendar.at('year', period.start)
  const inside = (year && book.calendar.within(year, plan.pays)) ?? []
  const digits = minorDigits(plan.currency)
  const parts = inside.length === 0 ? [] : allocate(inMinor(yearly, plan), evenly(inside.length), digits)
  return parts[inside.findIndex(({ id }) => id === period.id)] ?? ZERO
}

function noIncentive(row: RepRow, yearly: Decimal | undefined, context: RunContext): undefined {
  const what = yearly === undefined ? 'no target incentive' : `a target incentive of ${yearly.toFixed()}`
  const place = { file: row.file, record: row.record, cell: 'target_incentive' }
  context.report(diagnose('SPM5901', `"${row.payee}" has ${what}`, { place }))
  return undefined
}

function amountOf(
  { run }: Participation,
  component: OnceComponent,
  { value }: Extract<TargetTerms, { kind: 'amount' }>,
  row: RepRow,
  context: RunContext,
): ((period: Period) => Decimal) | undefined {
  const { plan } = run
  const evaluate = (): Decimal | undefined => {
    if (value.kind === 'fixed') return value.value
    if (namesIncentive(value.expression.uses)) checkIncentiveCurrency(plan, row, context)
    const amount = value.expression.evaluate({ rep: row.cells, values: payeeValues(plan, component.weight, row) })
    if (!isAbsent(amount) && !(amount as Decimal).isNegative()) return amount as Decimal
    const why = isAbsent(amount) ? amount.reason : `it comes out at ${(amount as Decimal).toFixed()}`
    const message = `the target of ${plan.id}/${component.id} has no value for "${row.payee}": ${why}`
    context.report(diagnose('SPM5904', message, placesOf(amount, row, component)))
    return undefined
  }
  const whole = evaluate()
  if (whole === undefined) return undefined
  const periods = run.payPeriods(component.window, 'full_quota', run.end)
  const parts = allocate(inMinor(whole, plan), evenly(periods.length), minorDigits(plan.currency))
  return (period) => parts[periods.findIndex(({ id }) => id === period.id)] ?? ZERO
}

/** What is spread in whole minor units is rounded to them first (F21). */
function inMinor(amount: Decimal, { currency }: Plan): Decimal {
  return round(amount, minorDigits(currency), 'half_up')
}

function evenly(count: number): Decimal[] {
  return Array.from({ length: count }, () => ONE)
}

/**
 * Sums an amount over the pay periods of a component's window for the days on which it could pay the payee: each row in
 * force with its own amount, each pay period's product rounded once, half up (F21).
 * @param of a row's amount by pay period for somebody there all the time; undefined where it has been reported
 */
function prorated(
  participation: Participation,
  component: Component,
  context: RunContext,
  of: (row: RepRow) => ((period: Period) => Decimal) | undefined,
): Decimal | undefined {
  const { run } = participation
  const { plan } = run
  const periods = run.payPeriods(component.window, 'full_quota', run.end)
  const days = eligibleDays(component, participation, true)
  const amounts = new Map(days.map(({ row }) => [row, of(row)]))
  if ([...amounts.values()].includes(undefined)) return undefined
  const proration = prorationOf(participation, periods, days, (row, period) => amounts.get(row)!(period), context)
  if (proration === undefined) return undefined
  const digits = minorDigits(plan.currency)
  return sum(
    periods.map((period) =>
      round(
        inPeriod(period, days, proration, (row) => amounts.get(row)!(period)),
        digits,
        'half_up',
      ),
    ),
  )
}

function inPeriod(
  period: Period,
  days: readonly Assignment[],
  proration: Proration,
  amountOf: (row: RepRow) => Decimal,
): Decimal {
  if (proration.by === 'days') {
    const whole = daysBetween(period.start, period.end)
    return sum(days.map((each) => timesFraction(amountOf(each.row), fraction(daysPresent(period, [each]), whole))))
  }
  if (proration.by === 'none') {
    const last = days.findLast((each) => daysPresent(period, [each]) > 0)
    return last ? amountOf(last.row) : ZERO
  }
  const months = [...monthsOf(period)]
  const { counts: rule } = proration
  return sum(
    months.map((month) => {
      const inCharge = days.findLast(({ from }) => from < month.end)
      if (inCharge === undefined || !counts(month, days, rule)) return ZERO
      return timesFraction(amountOf(inCharge.row), fraction(1, months.length))
    }),
  )
}

/** Undefined, and asked, where somebody is there for a part, or with two amounts, and the plan does not say how it counts. */
function prorationOf(
  { run, current }: Participation,
  periods: readonly Period[],
  days: readonly Assignment[],
  amountOf: (row: RepRow, period: Period) => Decimal,
  context: RunContext,
): Proration | undefined {
  const { plan } = run
  if (plan.proration) return plan.proration
  const partly = periods.find((period) => {
    const inside = days.filter((each) => daysPresent(period, [each]) > 0)
    const amounts = inside.map(({ row }) => amountOf(row, period))
    const whole = daysPresent(period, days) === daysBetween(period.start, period.end)
    return inside.length > 0 && (!whole || amounts.some((amount) => !amount.equals(amounts[0]!)))
  })
  if (partly === undefined && periods.every((period) => daysPresent(period, days) > 0)) return { by: 'none' }
  const message = `plan ${plan.id} must say how targets shrink: "${current.payee.id}" is there for part of ${(partly ?? periods[0]!).id}`
  const place = { file: current.row.file, record: current.row.record }
  context.report(diagnose('SPM5011', message, { place: plan.place, related: [{ message: 'the payee', place }] }))
  return undefined
}

/** Is the payee on the plan on the last day of a component's window (or of the run, where it pays to date)? */
export function isThereAtEnd({ run, assignments }: Participation, component: Component): boolean {
  const span = run.span(component.window)
  const day = addDays(earlier(span.end, run.end), -1)
  return contains(span, day) && assignments.some((each) => each.plan === run.plan && each.from <= day && day <= each.to)
}
