import { sum, type Decimal } from '../base/decimal.js'
import type { Currency } from '../base/money.js'
import { compareText, groupBy } from '../base/order.js'
import type { Book } from '../engine/book.js'
import type { PayeeResult } from '../engine/calculate.js'
import { keyOf, type DealPay } from '../engine/deal-pay.js'

/** Why something is earned and not payable yet, in the order of the report. */
export const WAITS_FOR = ['pay_period', 'release', 'hold', 'threshold'] as const
export type WaitsFor = (typeof WAITS_FOR)[number]

/** Something earned and not payable yet. */
export interface Accrual {
  readonly why: WaitsFor
  readonly result: PayeeResult
  readonly plan: string
  readonly component: string
  /** '' where it waits for no deal. */
  readonly deal: string
  readonly date: string
  readonly currency: Currency
  /** Pay currency for `pay_period`; plan currency for the rest, as balances are. */
  readonly amount: Decimal
}

/**
 * What a payee has earned and is not paid yet. Lines of plans whose pay period has not ended sum to `accrued` of
 * payouts.csv; the rest sums to the closing balances of those kinds.
 */
export function accrualsOf(result: PayeeResult, brought: Pick<Book['brought'], 'dealPay'>): readonly Accrual[] {
  const none = { result, deal: '', date: '' }
  const lines = result.lines
    .filter(({ status }) => status === 'accrued')
    .map(({ line, payAmount, payCurrency }): Accrual => ({
      why: 'pay_period',
      result,
      plan: line.participation.run.plan.id,
      component: line.component?.id ?? '',
      deal: line.onDeal?.deal ?? line.credit?.dealId ?? line.changes?.deal ?? '',
      date: line.credit?.date ?? '',
      currency: payCurrency,
      amount: payAmount,
    }))
  const standing = standingDeals(result, brought.dealPay.get(result.payee) ?? [])
  const ofDeals = (why: 'release' | 'hold', of: (pay: DealPay) => Decimal): readonly Accrual[] =>
    standing
      .filter((pay) => !of(pay).isZero())
      .map((pay) => ({ why, result, ...pay, date: pay.credited, amount: of(pay) }))
  const deals = [...ofDeals('release', ({ accrued }) => accrued), ...ofDeals('hold', ({ held }) => held)]
  const rest = result.balances.flatMap(({ kind, currency, closing }): readonly Accrual[] => {
    if (kind !== 'accrued' && kind !== 'held' && kind !== 'threshold') return []
    const why = kind === 'accrued' ? 'release' : kind === 'held' ? 'hold' : 'threshold'
    const told = sum(deals.filter((each) => each.why === why && each.currency === currency).map(({ amount }) => amount))
    // What is held of a payee as a whole, and what waits because it is little, belongs to no deal.
    const amount = closing.minus(told)
    return amount.isZero() ? [] : [{ ...none, why, plan: '', component: '', currency, amount }]
  })
  return [...lines, ...deals, ...rest]
}

/** Where every deal stands at the end of the period: as this run left it, or as closed periods did. */
function standingDeals({ dealPay }: PayeeResult, before: readonly DealPay[]): readonly DealPay[] {
  const all = new Map([...before, ...dealPay].map((pay) => [keyOf(pay), pay]))
  return [...all.values()].sort((a, b) => compareText(a.credited, b.credited) || compareText(keyOf(a), keyOf(b)))
}

/** Accruals by why and currency, in the order of the report. */
export function accrualGroups(all: readonly Accrual[]): readonly (readonly Accrual[])[] {
  const key = ({ why, currency }: Accrual): string => `${WAITS_FOR.indexOf(why)} ${currency}`
  return [...groupBy(all, key)].sort(([a], [b]) => compareText(a, b)).map(([, mine]) => mine)
}
