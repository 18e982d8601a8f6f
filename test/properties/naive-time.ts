import type { NaiveComponent, NaivePlan, NaiveProject, NaiveRep, NaiveRepRow } from './naive-model.js'

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const two = (value: number): string => String(value).padStart(2, '0')

/** First and last month, both counted. */
export type Months = readonly [number, number]

/** Every day of 2026, by month. */
const DAYS = MONTH_DAYS.map((days, index) =>
  Array.from({ length: days }, (_, day) => `2026-${two(index + 1)}-${two(day + 1)}`),
)

export function daysOf([first, last]: Months): string[] {
  return DAYS.slice(first - 1, last).flat()
}

export function monthOf(date: string): number {
  return Number.parseInt(date.slice(5, 7), 10)
}

/** The stretch of so many months that holds a month. */
export function stretch(month: number, months: number): Months {
  const first = Math.floor((month - 1) / months) * months + 1
  return [first, first + months - 1]
}

const MONTHS_IN = { month: 1, quarter: 3, half: 6, year: 12 }

export function payPeriodOf({ pays }: NaivePlan, month: number): Months {
  return stretch(month, MONTHS_IN[pays])
}

/** The window that holds a month; the pay period for `deal` and `period`. */
export function windowOf(plan: NaivePlan, { window }: NaiveComponent, month: number): Months {
  return window === 'deal' || window === 'period' ? payPeriodOf(plan, month) : stretch(month, MONTHS_IN[window])
}

/** The stretch of a level that holds a month; the pay period for `period`. */
export function stretchOf(plan: NaivePlan, window: 'period' | 'quarter' | 'half' | 'year', month: number): Months {
  return window === 'period' ? payPeriodOf(plan, month) : stretch(month, MONTHS_IN[window])
}

/** The pay periods inside some months, in order. */
export function payPeriodsIn({ pays }: NaivePlan, [first, last]: Months): Months[] {
  const months = MONTHS_IN[pays]
  const count = (last - first + 1) / months
  return Array.from({ length: count }, (_, index) => [first + index * months, first + (index + 1) * months - 1])
}

/** The row in force of somebody who is with the company that day. */
export function rowOn(rep: NaiveRep, day: string): NaiveRepRow | undefined {
  if (day < (rep.hired ?? '') || day > (rep.left ?? '9')) return undefined
  return rep.rows.find(({ from, to }) => from <= day && day <= to)
}

/** The plan column names an id, the day the version of it. */
export function planOn({ plans }: NaiveProject, rep: NaiveRep, day: string): NaivePlan | undefined {
  const row = rowOn(rep, day)
  return row && plans.find(({ id, from, to }) => id === row.plan && from <= day && day <= to)
}

/**
 * The plans whose accumulation a payee has on a plan: the plan, and before it the one that he comes from where the plan
 * continues that one, and so on back (section 3). Payees of these projects are on a plan without a break.
 */
export function accumulatedOn(project: NaiveProject, rep: NaiveRep, plan: NaivePlan): readonly NaivePlan[] {
  const known = asked.get(rep)?.get(plan)
  if (known) return known
  const plans = plansBack(project, rep, plan)
  asked.set(rep, (asked.get(rep) ?? new Map<NaivePlan, readonly NaivePlan[]>()).set(plan, plans))
  return plans
}

/** The one thing that is kept: every question about credits and quotas asks it. */
const asked = new WeakMap<NaiveRep, Map<NaivePlan, readonly NaivePlan[]>>()

function plansBack(project: NaiveProject, rep: NaiveRep, plan: NaivePlan): readonly NaivePlan[] {
  const plans = [plan]
  for (const day of daysOf([1, 12]).reverse()) {
    const here = planOn(project, rep, day)
    const last = plans.at(-1)!
    if (here === undefined || here === last || day > firstDayOn(project, rep, last)) continue
    const goesOn = last.continues === here.id && (here.id !== last.id || here.to < last.from)
    if (!goesOn) break
    plans.push(here)
  }
  return plans
}

function firstDayOn(project: NaiveProject, rep: NaiveRep, plan: NaivePlan): string {
  return daysOf([1, 12]).find((day) => planOn(project, rep, day) === plan) ?? ''
}

/** Could the component pay a credit of this day (section 6: eligibility)? */
export function pays(project: NaiveProject, rep: NaiveRep, plan: NaivePlan, own: NaiveComponent, day: string): boolean {
  if (planOn(project, rep, day) !== plan) return false
  if (day < (own.from ?? '') || day > (own.to ?? '9')) return false
  return !own.leads || rowOn(rep, day)!.title === 'Lead'
}

/** A month of a year's text: the quotas file's and the run's. */
export function monthText(month: number): string {
  return `2026-${two(month)}`
}
