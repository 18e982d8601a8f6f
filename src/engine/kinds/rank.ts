import { allocate } from '../../base/allocate.js'
import { mended, ONE, sum, ZERO, type Decimal } from '../../base/decimal.js'
import { minorDigits } from '../../base/money.js'
import type { PayeeId } from '../../model/ids.js'
import type { RankComponent } from '../../plan/component.js'
import { inSpan, type Participation } from '../attain.js'
import { eligibleDays, isPaid } from '../eligible.js'
import type { Earning } from '../line.js'
import type { RunContext } from '../run-context.js'
import { isThereAtEnd } from '../target.js'
import { earnOnce, measured } from './once.js'

interface Place {
  readonly place: number
  readonly tied: number
  readonly prize: Decimal
}

/** Prizes for the first ones; tied payees share those of the places they fill (F42). */
export function earnRank(
  participation: Participation,
  component: RankComponent,
  context: RunContext,
): readonly Earning[] {
  return earnOnce(participation, component, context, (here, at) => {
    const places = at.shared(component, () => placesOf(component, here, at))
    const mine = places.get(here.current.payee.id)
    if (mine === undefined) return undefined
    const { quota } = measured(here, component, undefined, at)
    const credited = ownCredited(component, here)
    const { place, tied, prize } = mine
    const label = tied > 1 ? `place ${place}, shared by ${tied}` : `place ${place}`
    const slices = [{ tier: -1, label, from: ZERO, to: credited, base: ONE, rate: prize, pay: prize }]
    return { slices, quota, credited }
  })
}

/** What counts in a contest: credited on its days, by the rows that are eligible. */
function ownCredited(component: RankComponent, { run, credits }: Participation): Decimal {
  const inside = inSpan(credits.get(component.measure) ?? [], run.span(component.window))
  const mine = inside.filter((credit) => isPaid(credit, run.plan, component))
  return mended(sum(mine.map(({ amount }) => amount)))
}

interface Contender {
  readonly payee: PayeeId
  readonly credited: Decimal
  /** 1 where the amount itself is ranked, so that comparing is multiplying out (F10). */
  readonly quota: Decimal
}

/** Everybody eligible who is there on the last day and has something credited. */
function placesOf(component: RankComponent, { run }: Participation, context: RunContext): ReadonlyMap<PayeeId, Place> {
  const contenders = context.on(run.plan).flatMap((each): Contender[] => {
    if (eligibleDays(component, each).length === 0 || !isThereAtEnd(each, component)) return []
    const { quota } = measured(each, component, undefined, context)
    const credited = ownCredited(component, each)
    if (!credited.greaterThan(ZERO)) return []
    if (component.by === 'amount') return [{ payee: each.current.payee.id, credited, quota: ONE }]
    return quota?.amount.greaterThan(0) ? [{ payee: each.current.payee.id, credited, quota: quota.amount }] : []
  })
  const order = (a: Contender, b: Contender): number => b.credited.times(a.quota).comparedTo(a.credited.times(b.quota))
  contenders.sort((a, b) => order(a, b) || (a.payee < b.payee ? -1 : 1))
  const places = new Map<PayeeId, Place>()
  for (let first = 0; first < contenders.length && first < component.prizes.length;) {
    const tied = contenders.filter((each) => order(contenders[first]!, each) === 0)
    const pot = sum(component.prizes.slice(first, first + tied.length))
    const shares = allocate(
      pot,
      tied.map(() => ONE),
      minorDigits(run.plan.currency),
    )
    for (const [index, { payee }] of tied.entries()) {
      if (!shares[index]!.isZero()) places.set(payee, { place: first + 1, tied: tied.length, prize: shares[index]! })
    }
    first += tied.length
  }
  return places
}
