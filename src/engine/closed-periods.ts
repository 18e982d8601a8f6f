import type { PlainDate } from '../base/date.js'
import type { Period } from '../base/period.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import type { Deal } from '../model/records.js'
import type { Columns } from '../model/table.js'
import type { Measure } from '../plan/plan.js'
import { beginCrediting, type Begun } from './begin-crediting.js'
import type { Book } from './book.js'
import { calculateFrom, type Calculation } from './calculate.js'
import type { Credit, Credits } from './credit.js'
import { planRuns, type PlanRun } from './windows.js'

/**
 * Closed periods, computed again from today's data as their own runs did. What a deal is credited with is the same in
 * all of them, so deals are credited once, and each period takes the credits that its windows reach.
 */
export class ClosedPeriods {
  readonly #begun: Begun
  #credits: Credits | undefined

  /** @param book of the run at hand; `last` is the latest closed period */
  constructor(
    private readonly book: Book,
    last: Period,
    columns: Columns,
    private readonly found: Diagnostic[],
  ) {
    const whole = { ...book, period: last }
    // From the first day of each plan on, so that every window of every closed period finds its credits.
    const runs = planRuns(whole, found).map((run): PlanRun => ({ ...run, firstDay: () => run.plan.from }))
    this.#begun = beginCrediting(whole, runs, columns, found)
  }

  addDeal(deal: Deal): void {
    const { crediting, isPlaced } = this.#begun
    if (isPlaced) crediting.add(deal)
  }

  /** One of them, once all deals were taken; undefined when something found so far is an error. */
  calculation(period: Period): Calculation | undefined {
    this.#credits ??= this.#begun.crediting.finish()
    const book: Book = { ...this.book, period, adjustments: new Map() }
    const runs = planRuns(book, this.found)
    if (runs.length < book.plans.length) return undefined
    return calculateFrom({ ...this.#begun, book, runs }, seenBy(runs, this.#credits, period.end), this.found)
  }
}

/** The credits that a run of a period sees. */
function seenBy(runs: readonly PlanRun[], credits: Credits, end: PlainDate): Credits {
  const starts = new Map<Measure, PlainDate>()
  for (const run of runs) for (const measure of run.plan.measures.values()) starts.set(measure, run.firstDay(measure))
  const sees = ({ date, measure, dealId }: Credit): boolean =>
    date < end && (dealId === '' || date >= (starts.get(measure) ?? date))
  const byPayee = new Map<PayeeId, readonly Credit[]>()
  for (const [payee, mine] of credits.byPayee) {
    const seen = mine.filter(sees)
    if (seen.length > 0) byPayee.set(payee, seen)
  }
  return { ...credits, byPayee }
}
