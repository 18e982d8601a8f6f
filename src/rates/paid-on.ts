import type { Decimal } from '../base/decimal.js'
import type { RateContext, RateCredit } from './rate.js'

/** What a rate is multiplied with: the credited amount, or the number of deals or units. */
export type PaidOn = 'amount' | 'deal' | 'unit'

export function baseOf(credit: RateCredit, paidOn: PaidOn): Decimal {
  if (paidOn === 'amount') return credit.amount
  return paidOn === 'deal' ? credit.count : credit.quantity!
}

interface Terms {
  readonly per?: 'deal' | 'unit' | undefined
  readonly split?: 'share' | 'whole' | undefined
}

/** Reads `per` and `split`, which must be said where amounts are per deal or per unit and nowhere else (F34). */
export function paidOn(kind: 'rate' | 'amount', terms: Terms, context: RateContext): PaidOn | undefined {
  if (kind === 'rate') {
    if (terms.per === undefined) return 'amount'
    context.report('SPM3102', '`per` belongs to money amounts; a percent rate is always on the credited amount', [
      'per',
    ])
    return undefined
  }
  if (terms.per !== undefined) return terms.per
  context.report('SPM3103', 'an `amount` pays a fixed sum: say `per: deal` or `per: unit`', ['per'])
  return undefined
}

/** Rates that count deals or units must say how a deal shared by several people counts (F34). */
export function checkSplit(counts: boolean, terms: Terms, context: RateContext): boolean {
  if (counts && terms.split === undefined) {
    context.report('SPM3104', 'say how a deal shared by several people counts: `split: share` or `split: whole`', [
      'split',
    ])
    return false
  }
  if (!counts && terms.split !== undefined) {
    context.report('SPM3105', '`split` has no effect here: amounts of money are always shared by percent', ['split'])
    return false
  }
  return true
}
