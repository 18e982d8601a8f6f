import { roundParts } from '../base/allocate.js'
import type { PlainDate } from '../base/date.js'
import { ZERO, type Decimal } from '../base/decimal.js'
import { NONE, type Fraction } from '../base/fraction.js'
import { minorDigits, type Currency } from '../base/money.js'
import type { ComponentId, DealId, PayeeId, PlanId } from '../model/ids.js'
import type { DealComponent } from '../plan/component.js'
import { paysDeals } from '../plan/component.js'
import type { Participation } from './attain.js'
import type { Credit } from './credit.js'
import type { Line } from './line.js'

/** Whose pay by which component on which deal. */
export interface DealKey {
  readonly payee: PayeeId
  readonly plan: PlanId
  readonly component: ComponentId
  readonly deal: DealId
}

/**
 * What a component has paid on a deal so far, in plan currency, where it can wait or be taken back. All to date, from
 * rounded lines: earned - clawedBack - forfeited = paid + accrued + held.
 */
export interface DealPay extends DealKey {
  readonly currency: Currency
  readonly credited: PlainDate
  readonly earned: Decimal
  /** What part of the deal has been cancelled, and what share of its pay is taken back for it. */
  readonly cancelled: Fraction
  readonly taken: Fraction
  /** How much of `earned` was earned on the cancelled part. */
  readonly cancelledPay: Decimal
  readonly clawedBack: Decimal
  /** Not released when somebody left (F40). */
  readonly forfeited: Decimal
  /** Earned and not payable yet. */
  readonly accrued: Decimal
  /** Payable and held (F19). */
  readonly held: Decimal
}

export function keyOf({ plan, component, deal }: Omit<DealKey, 'payee'>): string {
  return [plan, component, deal].join('\n')
}

export function paidOf({ earned, clawedBack, forfeited, accrued, held }: DealPay): Decimal {
  return earned.minus(clawedBack).minus(forfeited).minus(accrued).minus(held)
}

/** Before anything was paid on a deal. */
export const NOTHING_PAID = {
  earned: ZERO,
  cancelled: NONE,
  taken: NONE,
  cancelledPay: ZERO,
  clawedBack: ZERO,
  forfeited: ZERO,
  accrued: ZERO,
  held: ZERO,
} as const

/** What lines of periods come to on a deal, by today's data. */
export interface Entitled {
  readonly participation: Participation
  readonly component: DealComponent
  readonly deal: DealId
  /** The first credit: it says when the deal counts and in which currency it is paid. */
  readonly credit: Credit
  readonly amount: Decimal
  /** How much of that was earned on what has left its window since (F5). */
  readonly cancelled: Decimal
  /** The line that pays it by a rate. */
  readonly line: string | undefined
}

/** Adds up lines by deal, for components whose pay can wait or be taken back. */
export class EntitledByDeal {
  readonly #of = new Map<PayeeId, Map<string, Entitled>>()

  /** @param all also those of components whose pay can only be held */
  constructor(private readonly all: boolean) {}

  add(line: Line): void {
    const { component, participation, kind } = line
    if (component === undefined || !paysDeals(component)) return
    if (!this.all && component.release === undefined && component.clawback === undefined) return
    const payee = participation.current.payee.id
    const mine = this.#of.get(payee) ?? new Map<string, Entitled>()
    this.#of.set(payee, mine)
    for (const { deal, amount, cancelled, credit } of sharesOf(line)) {
      const key = keyOf({ plan: participation.run.plan.id, component: component.id, deal })
      const known = mine.get(key)
      const rated = kind === component.kind ? line.id : undefined
      mine.set(key, {
        participation,
        component: known?.component ?? component,
        deal,
        credit: known?.credit ?? credit,
        amount: (known?.amount ?? ZERO).plus(amount),
        cancelled: (known?.cancelled ?? ZERO).plus(cancelled),
        line: known?.line ?? rated,
      })
    }
  }

  get of(): ReadonlyMap<PayeeId, ReadonlyMap<string, Entitled>> {
    return this.#of
  }
}

export interface DealShare {
  readonly deal: DealId
  readonly credit: Credit
  readonly amount: Decimal
  readonly cancelled: Decimal
}

/** A rounded line by deal: what belongs to several is divided by its parts (F11). What belongs to none is left out. */
export function sharesOf({ credit, parts, amount, cancelled = ZERO, participation }: Line): readonly DealShare[] {
  if (credit) return credit.dealId === '' ? [] : [{ deal: credit.dealId, credit, amount, cancelled }]
  if (parts.length === 0) return []
  const amounts = roundParts(
    amount,
    parts.map(({ pay }) => pay),
    minorDigits(participation.run.plan.currency),
  )
  return parts.flatMap(({ credit: of, cancelled: gone = ZERO }, index) => {
    if (of === undefined || of.dealId === '') return []
    return [{ deal: of.dealId, credit: of, amount: amounts[index]!, cancelled: gone }]
  })
}
