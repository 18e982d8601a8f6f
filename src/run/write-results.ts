import { compareText } from '../base/order.js'
import type { AdjustmentCounts } from '../engine/adjustments.js'
import type { Book } from '../engine/book.js'
import type { Calculation } from '../engine/calculate.js'
import type { Missed } from '../engine/credit.js'
import type { RejectedRow } from '../input/read-table.js'
import { byDeal, exceptionRows, listed } from './exception-rows.js'
import { tableWriter, type RunSink } from './output-table.js'
import { attainmentTable } from './tables/attainment.js'
import { balancesTable } from './tables/balances.js'
import { dealPayTable } from './tables/deal-pay.js'
import { creditsTable } from './tables/credits.js'
import { exceptionsTable, type ExceptionRow } from './tables/exceptions.js'
import { exclusionsTable } from './tables/exclusions.js'
import { payoutLinesTable } from './tables/payout-lines.js'
import { payoutsTable } from './tables/payouts.js'
import { sliceRows, slicesTable } from './tables/slices.js'
import { RunTotals } from './totals.js'

/** Deals as the files hold them: read = credited + excluded + rejected, bad rows counted. */
export interface DealCounts {
  readonly read: number
  readonly credited: number
  readonly excluded: number
  readonly rejected: number
  /** How many of those read come from the ledger: closed periods credited them and the export does not hold them. */
  readonly fromLedger: number
}

/** Rows of the adjustments file: read = paid + for other periods + rejected, bad rows counted. */
export interface AdjustmentTotals extends AdjustmentCounts {
  readonly rejected: number
}

/** What a run came to, for its summary and manifest. */
export interface RunResult {
  readonly deals: DealCounts
  readonly excludedBy: ReadonlyMap<string, number>
  readonly adjustments: AdjustmentTotals
  readonly exceptions: readonly ExceptionRow[]
  readonly totals: RunTotals
}

/** Rows that were listed instead of read, by table; empty unless settings say `on_bad_row: reject`. */
export type Rejected = ReadonlyMap<string, readonly RejectedRow[]>

/**
 * Assembles every file of a run and hands it to a sink, payee by payee: the writer on disk, or the dry run's that only
 * counts and hashes. Rows are ordered by what they say, never by where the inputs had them.
 */
export async function writeResults(
  calculation: Calculation,
  rejected: Rejected,
  { period, brought: { deals: fromLedger } }: Pick<Book, 'period' | 'brought'>,
  sink: RunSink,
  pause: (payees: number) => Promise<void>,
): Promise<RunResult> {
  const { credits, attainments } = calculation

  const payout = tableWriter(sink, payoutsTable)
  const line = tableWriter(sink, payoutLinesTable)
  const slice = tableWriter(sink, slicesTable)
  const balance = tableWriter(sink, balancesTable)
  const dealPay = tableWriter(sink, dealPayTable)
  const totals = new RunTotals()
  for (const result of calculation.payees()) {
    totals.add(result)
    for (const each of result.payouts) payout({ period: period.id, result, payout: each })
    for (const each of result.balances) balance(each)
    for (const each of result.dealPay) dealPay(each)
    for (const settled of result.lines) {
      line(settled)
      for (const each of sliceRows(settled.line)) slice(each)
    }
    if (totals.payees % 50 === 0) await pause(totals.payees)
  }

  const attainment = tableWriter(sink, attainmentTable)
  for (const each of attainments) attainment(each)
  const credit = tableWriter(sink, creditsTable)
  for (const mine of credits.byPayee.values()) for (const each of mine) credit(each)

  const exclusions = exclusionRows(calculation, rejected)
  const exclusion = tableWriter(sink, exclusionsTable)
  for (const each of exclusions) exclusion(each)

  const result = resultOf(calculation, rejected, fromLedger, totals, exclusions)
  const exception = tableWriter(sink, exceptionsTable)
  for (const each of result.exceptions) exception(each)
  return result
}

/** Every deal that nobody is credited with; bad rows with the rest. */
function exclusionRows({ credits }: Calculation, rejected: Rejected): readonly Missed[] {
  const bad = (rejected.get('deals') ?? []).map((row): Missed => ({ ...listed(row), reason: 'rejected' }))
  return bad.length === 0 ? credits.exclusions : [...credits.exclusions, ...bad].sort(byDeal)
}

/** What a run came to, once `totals` has taken everybody. */
export function resultOf(
  calculation: Calculation,
  rejected: Rejected,
  fromLedger: number,
  totals: RunTotals,
  exclusions = exclusionRows(calculation, rejected),
): RunResult {
  const { read, credited, excluded, rejected: blank } = calculation.credits.counts
  const badDeals = rejected.get('deals')?.length ?? 0
  return {
    deals: { read: read + badDeals, credited, excluded, rejected: blank + badDeals, fromLedger },
    excludedBy: countBy(exclusions),
    adjustments: withRejected(calculation.adjustments, rejected.get('adjustments')?.length ?? 0),
    exceptions: exceptionRows(calculation, rejected),
    totals,
  }
}

function withRejected(counts: AdjustmentCounts, rejected: number): AdjustmentTotals {
  return { ...counts, read: counts.read + rejected, rejected }
}

function countBy(exclusions: readonly Missed[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { reason } of exclusions) {
    if (reason !== 'rejected') counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return new Map([...counts].sort(([a, n], [b, m]) => m - n || compareText(a, b)))
}
