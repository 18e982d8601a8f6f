import { ONE, sum, ZERO, type Decimal } from '../base/decimal.js'
import type { PayeeId } from '../model/ids.js'
import type { Deal, SplitRow } from '../model/records.js'

/** Somebody who takes part in a deal with a share of it, a ratio. Shares of a deal total 1. */
export interface Participant {
  readonly payee: PayeeId
  readonly share: Decimal
}

/** A weight's share is a quotient; the last participant takes what is left, so that shares always total 1. */
function byWeight(rows: readonly SplitRow[]): readonly Participant[] {
  const whole = sum(rows.map((row) => row.weight!))
  let rest = ONE
  return rows.map(({ payee, weight }, index) => {
    const share = index === rows.length - 1 ? rest : weight!.dividedBy(whole)
    rest = rest.minus(share)
    return { payee, share }
  })
}

/**
 * Who is credited directly with a deal: its owner, or the participants of its revenue split (F33), in order of payee
 * id. Several rows of one payee are one share.
 */
export function shareOut(deal: Deal, splits: readonly SplitRow[] | undefined): readonly Participant[] {
  const revenue = splits?.filter((row) => row.type === 'revenue') ?? []
  if (revenue.length === 0) return [{ payee: deal.owner, share: ONE }]
  const rows = revenue.toSorted((a, b) => (a.payee < b.payee ? -1 : a.payee > b.payee ? 1 : 0))
  const shares =
    rows[0]!.weight === undefined ? rows.map(({ payee, share }) => ({ payee, share: share! })) : byWeight(rows)
  const merged = new Map<PayeeId, Decimal>()
  for (const { payee, share } of shares) merged.set(payee, (merged.get(payee) ?? ZERO).plus(share))
  return [...merged].map(([payee, share]) => ({ payee, share }))
}
