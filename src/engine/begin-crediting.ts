import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import type { Columns } from '../model/table.js'
import { assignPlans, type Assignment } from './assign.js'
import type { Book } from './book.js'
import { Crediting } from './crediting.js'
import { openingCredits } from './openings.js'
import { Quotas } from './quota.js'
import type { Recorder } from './recorder.js'
import { reportingOnce, type ReportOnce } from './report-once.js'
import type { PlanRun } from './windows.js'

/** What deals are credited with, and what their credits are reckoned by. */
export interface Begun {
  readonly assignments: ReadonlyMap<PayeeId, readonly Assignment[]>
  readonly quotas: Quotas
  readonly report: ReportOnce
  readonly crediting: Crediting
  /** A plan without a place in the calendar can judge no deal; what else is wrong is looked for all the same. */
  readonly isPlaced: boolean
}

/** Puts people on plans and takes what was credited before the first period; deals come next. */
export function beginCrediting(
  book: Book,
  runs: readonly PlanRun[],
  dealColumns: Columns,
  found: Diagnostic[],
  record?: Recorder,
): Begun {
  const assignments = assignPlans(book.payees.values(), book.plans, found)
  const report = reportingOnce(found)
  const quotas = new Quotas(book, assignments, found, report, record)
  const crediting = new Crediting(book, runs, assignments, dealColumns, found, report, record)
  for (const credit of openingCredits(book, assignments, found)) crediting.addOpening(credit)
  return { assignments, quotas, report, crediting, isPlaced: runs.length === book.plans.length }
}
