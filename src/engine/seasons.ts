import type { Decimal } from '../base/decimal.js'
import { ONE, sum } from '../base/decimal.js'
import { allocate } from '../base/allocate.js'
import { fraction, fractionOf, timesFractions, type Fraction } from '../base/fraction.js'
import { contains, type Calendar, type Period } from '../base/period.js'
import type { Plan, Seasonality } from '../plan/plan.js'

/** Pay periods that share a weight of a longer quota evenly. */
interface Group {
  readonly weight: Decimal
  readonly inside: readonly Period[]
}

/**
 * How a quota of a period falls on the plan's pay periods: by `seasonality` on the quarters (or months) inside, evenly
 * within them; without it, or inside one season, evenly. Undefined where the period is not made of whole ones.
 */
function groupsOf(calendar: Calendar, { pays, seasonality }: Plan, period: Period): readonly Group[] | undefined {
  const all = calendar.within(period, pays)
  if (all === undefined) return undefined
  const even: readonly Group[] = [{ weight: ONE, inside: all }]
  if (seasonality === undefined) return even
  const season = calendar.at(seasonality.level, period.start)
  if (season && season.start <= period.start && period.end <= season.end) return even
  const groups: Group[] = []
  for (const pay of all) {
    const within = calendar.within(pay, seasonality.level)
    if (within !== undefined) {
      const weights = within.map((each) => weightOf(calendar, seasonality, each))
      if (weights.includes(undefined)) return undefined
      groups.push({ weight: sum(weights as Decimal[]), inside: [pay] })
      continue
    }
    const outer = calendar.at(seasonality.level, pay.start)
    const weight = outer && weightOf(calendar, seasonality, outer)
    const inside = outer && calendar.within(outer, pays)
    if (weight === undefined || inside === undefined) return undefined
    if (pay.start === outer!.start) groups.push({ weight, inside })
  }
  return groups
}

function weightOf(calendar: Calendar, { level, weights }: Seasonality, season: Period): Decimal | undefined {
  const year = calendar.at('year', season.start)
  const seasons = year && calendar.within(year, level)
  if (seasons?.length !== weights.length) return undefined
  return weights[seasons.findIndex((each) => contains(each, season.start))]
}

/** Money by pay period id: on the seasons first, then inside them, each by largest remainder in minor units (F21). */
export function spreadMoney(
  calendar: Calendar,
  plan: Plan,
  period: Period,
  amount: Decimal,
  digits: number,
): ReadonlyMap<string, Decimal> {
  const groups = groupsOf(calendar, plan, period) ?? []
  if (groups.length === 0) return new Map()
  const weights = groups.map(({ weight }) => weight)
  const amounts = groups.length === 1 ? [amount] : allocate(amount, weights, digits)
  return new Map(
    groups.flatMap(({ inside }, index) => {
      const evenly = inside.map(() => ONE)
      const parts = allocate(amounts[index]!, evenly, digits)
      return inside.map(({ id }, at) => [id, parts[at]!] as const)
    }),
  )
}

/** The exact share of a pay period in a quota of a longer one, for numbers, which are not rounded. */
export function spreadShare(calendar: Calendar, plan: Plan, period: Period, pay: Period): Fraction | undefined {
  const groups = groupsOf(calendar, plan, period) ?? []
  const mine = groups.find(({ inside }) => inside.some(({ id }) => id === pay.id))
  if (mine === undefined) return undefined
  const whole = fractionOf(sum(groups.map(({ weight }) => weight)))
  const weight = fractionOf(mine.weight)
  const share = timesFractions(weight, { top: whole.bottom, bottom: whole.top })
  return timesFractions(share, fraction(1, mine.inside.length))
}
