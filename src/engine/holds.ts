import { lastDay } from '../base/period.js'
import type { PayeeId } from '../model/ids.js'
import type { HoldRow } from '../model/records.js'
import type { Book } from './book.js'
import type { DealKey } from './deal-pay.js'

/** The hold on what a component pays somebody on a deal, in force on the last day of the run (F19). */
export function holdOn({ holds, period }: Book, { payee, component, deal }: DealKey): HoldRow | undefined {
  const day = lastDay(period)
  return holds.find(
    (row) =>
      isInForce(row, day) &&
      (row.deal !== undefined || row.component !== undefined) &&
      (row.payee ?? payee) === payee &&
      (row.component ?? component) === component &&
      (row.deal ?? deal) === deal,
  )
}

/** The hold on all that somebody is paid. */
export function holdOnPayee({ holds, period }: Book, payee: PayeeId): HoldRow | undefined {
  const day = lastDay(period)
  const isWhole = ({ deal, component }: HoldRow): boolean => deal === undefined && component === undefined
  return holds.find((row) => isWhole(row) && row.payee === payee && isInForce(row, day))
}

/** The day of release is the first one without the hold. */
function isInForce({ from, until }: HoldRow, day: string): boolean {
  return from <= day && (until === undefined || until > day)
}
