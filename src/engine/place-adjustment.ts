import { earlier, type PlainDate } from '../base/date.js'
import { minorDigits, type Currency } from '../base/money.js'
import { lastDay, type Period } from '../base/period.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { AdjustmentRow } from '../model/records.js'
import type { Component } from '../plan/component.js'
import type { Assignment } from './assign.js'
import type { Adjustment } from './line.js'

/** An adjustment beside the plan it belongs to. */
export interface PlacedAdjustment extends Adjustment {
  readonly assignment: Assignment
  readonly component: Component | undefined
  /** The payee's last day on the plan, where that lies before the period. */
  readonly leftOn: PlainDate | undefined
}

type Report = (code: Parameters<typeof diagnose>[0], cell: string, message: string) => undefined

/**
 * Finds the plan of an adjustment. Of the plans that the row's plan and component leave, it is the one that the payee is
 * on on the period's last day, else the one he was on last; his own plan before additional ones. Undefined where no plan
 * or more than one is left, or the amount is not money of his: then `found` says so.
 */
export function placeAdjustment(
  row: AdjustmentRow,
  period: Period,
  mine: readonly Assignment[],
  found: Diagnostic[],
): PlacedAdjustment | undefined {
  const { id, file, record } = row
  const report: Report = (code, cell, message) => {
    found.push(diagnose(code, `adjustment "${id}": ${message}`, { place: { file, record, cell } }))
    return undefined
  }
  const assignment = assignmentOf(row, period, mine, report)
  if (assignment === undefined) return undefined
  const { plan, to } = assignment
  const currency = assignment.row.currency ?? plan.currency
  if (!isMoney(row, currency, report)) return undefined
  return {
    row,
    currency,
    assignment,
    component: plan.components.find((each) => each.id === row.component),
    leftOn: to < period.start ? to : undefined,
  }
}

function assignmentOf(
  { payee, plan: asked, component }: AdjustmentRow,
  period: Period,
  mine: readonly Assignment[],
  report: Report,
): Assignment | undefined {
  const begun = mine.filter(({ from }) => from < period.end)
  const named = begun.filter(({ plan }) => asked === '' || plan.id === asked)
  if (named.length === 0) {
    if (begun.length === 0) return report('SPM5942', 'payee_id', `"${payee}" is on no plan in ${period.id} or before`)
    const message = `"${payee}" is not on plan ${asked} in ${period.id} or before, but on ${planNames(begun)}`
    return report('SPM5942', 'plan', message)
  }
  const fits = named.filter(({ plan }) => component === '' || plan.components.some((each) => each.id === component))
  if (fits.length === 0) {
    const ids = new Set(named.flatMap(({ plan }) => plan.components.map((each) => each.id as string)))
    const hint = didYouMean(component, ids)
    return report('SPM5943', 'component', `"${payee}" is on ${planNames(named)}, without "${component}".${hint}`)
  }
  const there = fits.filter(({ to }) => to >= period.start)
  const some = there.length > 0 ? there : fits
  const own = some.filter(({ onTop }) => !onTop)
  const wide = asked === '' && component === '' && own.length > 0 ? own : some
  const lastOf = ({ to }: Assignment): PlainDate => earlier(to, lastDay(period))
  const last = wide.map(lastOf).toSorted().at(-1)
  const [assignment, ...others] = wide.filter((each) => lastOf(each) === last)
  if (others.length === 0) return assignment
  const both = component === '' ? '' : `, and each has "${component}"`
  return report('SPM5944', 'payee_id', `"${payee}" is on ${planNames([assignment!, ...others])} on ${last}${both}`)
}

/** It is paid as it was approved: in pay currency, in whole minor units. */
function isMoney({ payee, amount, currency }: AdjustmentRow, pay: Currency, report: Report): boolean {
  if (currency !== undefined && currency !== pay) {
    report('SPM5945', 'currency', `it is in ${currency}, "${payee}" is paid in ${pay}`)
    return false
  }
  const digits = minorDigits(pay)
  if (amount.decimalPlaces() <= digits) return true
  const most = digits === 0 ? 'no decimals' : `${digits} decimals`
  report('SPM5946', 'amount', `${amount.toFixed()} is not an amount of ${pay}, which has ${most}`)
  return false
}

function planNames(assignments: readonly Assignment[]): string {
  return [...new Set(assignments.map(({ plan }) => plan.id as string))].join(' and ')
}
