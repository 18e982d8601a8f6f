import { sum, ZERO, type Decimal } from '../base/decimal.js'
import { timesFraction } from '../base/fraction.js'
import { minorDigits, round } from '../base/money.js'
import { diagnose, type Place } from '../diagnostics/diagnostic.js'
import { isAbsent } from '../expression/expression.js'
import type { Component, Money } from '../plan/component.js'
import type { Plan } from '../plan/plan.js'
import type { Participation } from './attain.js'
import { eligibleDays } from './eligible.js'
import type { Line } from './line.js'
import { checkIncentiveCurrency, namesIncentive, payeeValues, placesOf } from './payee-values.js'
import type { Span } from './presence.js'
import { presentPart } from './present-part.js'
import type { RunContext } from './run-context.js'

/** A cap's money for a payee, by expression rounded half up to the minor unit; one without an amount above zero is told. */
export function moneyOf(
  money: Money | undefined,
  component: Component,
  participation: Participation,
  context: RunContext,
): Decimal | undefined {
  const exact = exactOf(money, component, participation, context)
  return exact && round(exact, minorDigits(participation.run.plan.currency), 'half_up')
}

/**
 * The cap of a pay period: where it is prorated, the product with presence is rounded once, half up (F21).
 * @param lines what it is about to cut
 */
export function perPeriodOf(
  component: Component,
  participation: Participation,
  lines: readonly Line[],
  context: RunContext,
): Decimal | undefined {
  const { cap } = component
  const exact = exactOf(cap?.perPeriod, component, participation, context)
  const { plan } = participation.run
  if (exact === undefined || !cap?.prorated) return exact && round(exact, minorDigits(plan.currency), 'half_up')
  const days = eligibleDays(component, participation, true)
  return prorated(
    exact,
    { name: `${plan.id}/${component.id}`, place: component.place },
    participation,
    days,
    lines,
    context,
  )
}

/** The same of the plan's cap. */
export function planCapOf(
  cap: NonNullable<Plan['cap']>,
  participation: Participation,
  lines: readonly Line[],
  context: RunContext,
): Decimal {
  if (!cap.prorated) return cap.perPeriod
  const { run, assignments } = participation
  const days = assignments.filter(({ plan }) => plan === run.plan)
  return prorated(
    cap.perPeriod,
    { name: `plan ${run.plan.id}`, place: run.plan.place },
    participation,
    days,
    lines,
    context,
  )
}

/** Prorated to nothing, it would silently take all pay of somebody who has left and is paid later: that is told. */
function prorated(
  exact: Decimal,
  whose: { readonly name: string; readonly place: Place },
  participation: Participation,
  days: readonly Span[],
  lines: readonly Line[],
  context: RunContext,
): Decimal {
  const { run, current } = participation
  const part = presentPart(participation, run.payPeriod, days, 'caps', context)
  const most = round(timesFraction(exact, part), minorDigits(run.plan.currency), 'half_up')
  if (most.isZero() && sum(lines.map(({ amount }) => amount)).greaterThan(ZERO)) {
    const { file, record, payee } = current.row
    const message = `the cap of ${whose.name} is prorated to nothing for "${payee}" in ${run.payPeriod.id}, who is paid in it all the same`
    context.report(
      diagnose('SPM5930', message, {
        place: whose.place,
        related: [{ message: 'the payee', place: { file, record } }],
      }),
    )
  }
  return most
}

function exactOf(
  money: Money | undefined,
  component: Component,
  { run, current }: Participation,
  context: RunContext,
): Decimal | undefined {
  if (money === undefined || money.kind === 'fixed') return money?.value
  const { row } = current
  if (namesIncentive(money.expression.uses)) checkIncentiveCurrency(run.plan, row, context)
  const value = money.expression.evaluate({ rep: row.cells, values: payeeValues(run.plan, component.weight, row) })
  // One that rounds to nothing is none.
  const least = (exact: Decimal): Decimal => round(exact, minorDigits(run.plan.currency), 'half_up')
  if (!isAbsent(value) && least(value as Decimal).greaterThan(ZERO)) return value as Decimal
  const why = isAbsent(value) ? value.reason : `it comes out at ${(value as Decimal).toFixed()}`
  const message = `the cap of ${run.plan.id}/${component.id} has no amount for "${row.payee}": ${why}`
  context.report(diagnose('SPM5802', message, placesOf(value, row, component)))
  return undefined
}

export function perDealOf(
  component: Component,
  participation: Participation,
  context: RunContext,
): Decimal | undefined {
  return moneyOf(component.cap?.perDeal, component, participation, context)
}
