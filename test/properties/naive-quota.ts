import type { MeasureId, NaivePlan, NaiveProject, NaiveQuota, NaiveRep } from './naive-model.js'
import { accumulatedOn, daysOf, monthOf, monthText, payPeriodsIn, planOn, stretch, type Months } from './naive-time.js'
import { minus, NOTHING, over, plus, ratio, read, rounded, times, total, type Rational } from './rational.js'

/** Quotas of windows (domain section 5, F21, F23): spread x ramp x presence, pay period by pay period. */

/** Divides cents by weights: each part rounded down, the missing cents to the largest remainders, earliest first. */
function byLargestRemainder(amount: Rational, weights: readonly Rational[]): Rational[] {
  const whole = total(weights)
  const exact = weights.map((weight) => over(times(amount, weight), whole))
  const parts = exact.map((each) => rounded(each, 2, 'floor'))
  const rests = exact.map((each, index) => minus(each, parts[index]!))
  for (let missing = minus(amount, total(parts)); missing.top > 0n; missing = minus(missing, ratio(1, 100))) {
    let largest = 0
    for (const [index, rest] of rests.entries()) if (minus(rest, rests[largest]!).top > 0n) largest = index
    parts[largest] = plus(parts[largest]!, ratio(1, 100))
    rests[largest] = ratio(-1)
  }
  return parts
}

/** The weight of some months in a year, where each season's weight lies evenly on its months. */
function weightOf(seasonality: readonly string[], [first, last]: Months): Rational {
  const months = 12 / seasonality.length
  let sum = NOTHING
  for (let month = first; month <= last; month += 1) {
    sum = plus(sum, over(read(seasonality[Math.floor((month - 1) / months)]!), ratio(months)))
  }
  return sum
}

/** A row's amount on the pay periods inside its months: on the seasons first, then evenly inside them. */
function spreadRow(plan: NaivePlan, measure: MeasureId, amount: Rational, row: Months): Map<number, Rational> {
  const even = plan.seasonality === undefined
  const seasons = plan.seasonality ?? ['1', '1', '1', '1', '1', '1', '1', '1', '1', '1', '1', '1']
  const payPeriods = payPeriodsIn(plan, row)
  const weights = payPeriods.map((each) => weightOf(seasons, each))
  if (measure !== 'money') {
    const whole = total(weights)
    return new Map(payPeriods.map(([first], index) => [first, over(times(amount, weights[index]!), whole)]))
  }
  const perSeason = 12 / seasons.length
  const months = payPeriods[0]![1] - payPeriods[0]![0] + 1
  if (even || perSeason <= months) {
    const parts = byLargestRemainder(amount, weights)
    return new Map(payPeriods.map(([first], index) => [first, parts[index]!]))
  }
  const [first, last] = row
  const within: Months[] = []
  for (let start = first; start <= last; start = stretch(start, perSeason)[1] + 1) {
    const season = stretch(start, perSeason)
    within.push([Math.max(first, season[0]), Math.min(last, season[1])])
  }
  const amounts = byLargestRemainder(
    amount,
    within.map((each) => weightOf(seasons, each)),
  )
  return new Map(
    within.flatMap((season, index) => {
      const inside = payPeriodsIn(plan, season)
      const parts = byLargestRemainder(
        amounts[index]!,
        inside.map(() => ratio(1)),
      )
      return inside.map(([start], at): [number, Rational] => [start, parts[at]!])
    }),
  )
}

/** Quota of a pay period for somebody who is there all of it, at full ramp. */
function spreadQuota(plan: NaivePlan, quota: NaiveQuota, [first, last]: Months): Rational {
  const rowMonths = 12 / quota.amounts.length
  if (rowMonths <= last - first + 1) {
    return total(
      quota.amounts
        .filter((_, index) => index * rowMonths + 1 >= first && index * rowMonths + 1 <= last)
        .map((each) => read(each)),
    )
  }
  const row = stretch(first, rowMonths)
  const amount = read(quota.amounts[(row[0] - 1) / rowMonths]!)
  return spreadRow(plan, quota.measure, amount, row).get(first)!
}

/** Percent of the quota in a month of tenure; the months before the hire count as the first (F23). */
function rampOf({ ramp }: NaivePlan, { hired }: NaiveRep, month: number): Rational {
  if (ramp === undefined || hired === undefined) return ratio(1)
  const text = ramp[Math.max(0, month - monthOf(hired))]
  return text === undefined ? ratio(1) : read(text)
}

/** The share of a pay period's quota that a payee carries: each month's ramp, weighted by presence (F21, F23). */
function rampedPresence(project: NaiveProject, rep: NaiveRep, plan: NaivePlan, payPeriod: Months): Rational {
  const { proration } = plan
  const accumulated = accumulatedOn(project, rep, plan)
  const there = (day: string): boolean => {
    const on = planOn(project, rep, day)
    return on !== undefined && accumulated.includes(on)
  }
  let sum = NOTHING
  for (let month = payPeriod[0]; month <= payPeriod[1]; month += 1) {
    const days = daysOf([month, month])
    const counted = {
      none: () => 1,
      days: () => days.filter(there).length,
      any: () => (days.some(there) ? 1 : 0),
      whole: () => (days.every(there) ? 1 : 0),
      by_15th: () => (there(`${monthText(month)}-15`) ? 1 : 0),
    }[proration]()
    sum = plus(sum, times(rampOf(plan, rep, month), ratio(counted)))
  }
  const whole = proration === 'days' ? daysOf(payPeriod).length : payPeriod[1] - payPeriod[0] + 1
  return over(sum, ratio(whole))
}

/** A window's quota: the pay periods that have begun by the end of a month, 12 for all of the window's. */
export function quotaOf(
  project: NaiveProject,
  rep: NaiveRep,
  plan: NaivePlan,
  measure: MeasureId,
  window: Months,
  until: number,
): { readonly amount: Rational; readonly unprorated: Rational } | undefined {
  const quota = project.quotas.find((each) => each.payee === rep.id && each.measure === measure)
  const payPeriods = payPeriodsIn(plan, window).filter(([first]) => first <= until)
  if (quota === undefined || payPeriods.length === 0) return undefined
  const parts = payPeriods.map((payPeriod) => {
    const spread = spreadQuota(plan, quota, payPeriod)
    const exact = times(spread, rampedPresence(project, rep, plan, payPeriod))
    return { spread, amount: measure === 'money' ? rounded(exact, 2, 'half_up') : exact }
  })
  return { amount: total(parts.map(({ amount }) => amount)), unprorated: total(parts.map(({ spread }) => spread)) }
}
