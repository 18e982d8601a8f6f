import { compareText } from '../base/order.js'
import type { Calculation } from '../engine/calculate.js'
import type { Missed } from '../engine/credit.js'
import type { RejectedRow } from '../input/read-table.js'
import type { DealId, PayeeId } from '../model/ids.js'
import type { ExceptionRow } from './tables/exceptions.js'
import type { Rejected } from './write-results.js'

/** What a person should look at, once everybody has been paid; rows that were listed instead of read come last. */
export function exceptionRows(calculation: Calculation, rejected: Rejected): readonly ExceptionRow[] {
  const bad = [...rejected.values()].flat().map((row): ExceptionRow => ({ ...listed(row), kind: 'rejected_row' }))
  return [...calculation.exceptions(), ...bad.sort(byDeal)]
}

/** A row that could not be used, as far as it can be named. */
export function listed({ key, reason, file, record }: RejectedRow): Omit<Missed, 'reason'> {
  return { dealId: key as DealId, payee: '' as PayeeId, date: '', detail: reason, file, record }
}

export function byDeal(a: Missed | ExceptionRow, b: Missed | ExceptionRow): number {
  return compareText(a.dealId, b.dealId) || compareText(a.file, b.file) || a.record - b.record
}
