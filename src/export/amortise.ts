import { min, ZERO, type Decimal } from '../base/decimal.js'
import { minorDigits } from '../base/money.js'
import type { Contract } from './costs.js'

/** An asset while periods go by. Months are counted from the first closed period's first one, which is 0. */
export interface Asset {
  readonly contract: Contract
  /** The period it was first earned in. */
  readonly source: string
  /** The first month that is amortised, and the first after the last one. */
  readonly first: number
  readonly end: number
  readonly carrying: Decimal
  readonly added: Decimal
  readonly reduced: Decimal
  readonly amortised: Decimal
  readonly impaired: Decimal
}

/** What a period does to an asset: carrying after = before + added - reduced - amortised - impaired. */
export interface Movement {
  readonly added: Decimal
  /** Clawbacks and later data, as far as there is something left. */
  readonly reduced: Decimal
  readonly amortised: Decimal
  /** What is left of a cancelled deal. */
  readonly impaired: Decimal
  /** What was taken back beyond what was left: no asset, but profit or loss. */
  readonly beyond: Decimal
}

/** A period as months [from, to). */
export interface MonthSpan {
  readonly from: number
  readonly to: number
}

/**
 * Takes an asset through a period: cost is added or taken off first, then a cancelled contract is written off, then the
 * period's months are amortised. What is added or taken off later is spread over the months that remain; what comes after the
 * benefit period has ended is amortised at once.
 */
export function move(
  asset: Asset,
  cost: Decimal,
  cancelled: boolean,
  { from, to }: MonthSpan,
): { readonly asset: Asset; readonly movement: Movement } {
  const added = cost.isNegative() ? ZERO : cost
  const taken = cost.isNegative() ? cost.negated() : ZERO
  const reduced = min(taken, asset.carrying.plus(added))
  let carrying = asset.carrying.plus(added).minus(reduced)
  const impaired = cancelled && asset.contract.policy.whenCancelled === 'write_off' ? carrying : ZERO
  carrying = carrying.minus(impaired)
  let amortised = ZERO
  for (let month = Math.max(from, asset.first); month < to; month += 1) {
    const part = share(carrying, asset.end - month, minorDigits(asset.contract.currency))
    amortised = amortised.plus(part)
    carrying = carrying.minus(part)
  }
  return {
    asset: {
      ...asset,
      carrying,
      added: asset.added.plus(added),
      reduced: asset.reduced.plus(reduced),
      amortised: asset.amortised.plus(amortised),
      impaired: asset.impaired.plus(impaired),
    },
    movement: { added, reduced, amortised, impaired, beyond: taken.minus(reduced) },
  }
}

/** What is amortised in each month still to come, from a month on; sums to what is left. */
export function* remaining(
  asset: Asset,
  from: number,
): Generator<{ readonly month: number; readonly amount: Decimal }> {
  let carrying = asset.carrying
  for (let month = Math.max(from, asset.first); !carrying.isZero(); month += 1) {
    const amount = share(carrying, asset.end - month, minorDigits(asset.contract.currency))
    carrying = carrying.minus(amount)
    yield { month, amount }
  }
}

/**
 * The first of equal parts in minor units, remainders to the earlier ones: largest remainder, one month at a time.
 * @param months that are left; with none, all of it
 */
function share(carrying: Decimal, months: number, digits: number): Decimal {
  if (months <= 1) return carrying
  const units = carrying.times(`1e${digits}`)
  const rest = units.modulo(months)
  const whole = units.minus(rest).dividedBy(months)
  return (rest.isZero() ? whole : whole.plus(1)).times(`1e-${digits}`)
}
