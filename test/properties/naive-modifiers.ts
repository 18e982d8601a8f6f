import type { NaiveComponent, NaiveDeal, NaiveMultiplier } from './naive-model.js'
import type { NaiveCredit } from './naive-credit.js'
import { worthEach, type Rated } from './naive-rates.js'
import { reached } from './naive-tiers.js'
import { NOTHING, plus, ratio, read, times, total, type Rational } from './rational.js'

const ONE = ratio(1)

/** What an uplift moves is lifted; what is paid on is lifted where it says `both` (F28). */
function ratedBy({ uplift, window, rate }: NaiveComponent, { deal, share, whole, amount, moves }: NaiveCredit): Rated {
  const own = window === 'deal' ? whole : amount
  const lifted = uplift && holds(uplift.fresh, deal) ? times(own, read(uplift.times)) : own
  const count = window === 'deal' || rate.split === 'whole' ? ONE : share
  return {
    deal,
    amount: uplift?.for === 'both' ? lifted : own,
    moved: moves ?? lifted,
    share,
    count,
    units: times(read(deal.quantity), count),
  }
}

function holds(fresh: boolean, deal: NaiveDeal): boolean {
  return !fresh || deal.type === 'New'
}

/**
 * What a window gives each of its credits: uplift, rate, then multipliers, all points before all factors (F28). Those by
 * attainment take the attainment of the whole window, or as each deal left it where they are running (F27).
 */
export function windowPays(component: NaiveComponent, credits: readonly NaiveCredit[], quota: Rational): Rational[] {
  const rated = credits.map((credit) => ratedBy(component, credit))
  const worth = worthEach(component.rate, rated, quota)
  const end = total(rated.map(({ moved }) => moved))
  let position = NOTHING
  return rated.map(({ deal, moved }, index) => {
    position = plus(position, moved)
    const { base, pay } = worth[index]!
    const points = component.multipliers.map((each) =>
      each.kind === 'add' && holds(each.fresh, deal) ? read(each.by) : NOTHING,
    )
    const factors = component.multipliers.map((each) => factorOf(each, deal, quota, { position, end }))
    return factors.reduce(times, plus(pay, times(base, total(points))))
  })
}

function factorOf(
  multiplier: NaiveMultiplier,
  deal: NaiveDeal,
  quota: Rational,
  { position, end }: { readonly position: Rational; readonly end: Rational },
): Rational {
  if (multiplier.kind !== 'attainment') {
    return multiplier.kind === 'times' && holds(multiplier.fresh, deal) ? read(multiplier.by) : ONE
  }
  const tiers = multiplier.tiers.map((tier) => ({ ...tier, start: times(read(tier.at), quota) }))
  return read(tiers[reached(tiers, multiplier.running ? position : end)]!.pay)
}
