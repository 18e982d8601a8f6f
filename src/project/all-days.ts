import { compareText } from '../base/order.js'
import type { Calendar, Period } from '../base/period.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Assignment } from '../engine/assign.js'
import type { Book } from '../engine/book.js'
import { Crediting } from '../engine/crediting.js'
import { checkUnmet } from '../engine/no-match.js'
import { planRuns, type PlanRun } from '../engine/windows.js'
import type { PayeeId } from '../model/ids.js'
import type { Deal } from '../model/records.js'
import type { Columns } from '../model/table.js'
import type { Plan } from '../plan/plan.js'
import { rhythmIn } from './periods-in-force.js'
import { creditDeals, type Tell } from './read-deals.js'

/** All plans in one run that looks at every day of each of them: no period is paid by it. */
export type Placed =
  | { readonly kind: 'placed'; readonly book: Book; readonly runs: readonly PlanRun[] }
  | { readonly kind: 'unplaced'; readonly why: readonly Diagnostic[] }

/** Ends on the latest of the plans' last days around which the calendar has all their periods. */
export function placePlans(calendar: Calendar, plans: readonly Plan[], bookAt: (period: Period) => Book): Placed {
  let why: readonly Diagnostic[] | undefined
  for (const plan of plans.toSorted((a, b) => compareText(b.to, a.to))) {
    const level = rhythmIn(calendar, plans, calendar.at(plan.pays, plan.to))
    const period = calendar.at(level, plan.to)
    if (period === undefined) {
      why ??= [diagnose('SPM5020', `the calendar has no ${level} that holds ${plan.to}`, { place: plan.place })]
      continue
    }
    const own: Diagnostic[] = []
    const book = bookAt(period)
    const runs = planRuns(book, own)
    // The first day of the plan stands for that of any window, so that deals of closed periods are asked too.
    if (!hasErrors(own))
      return { kind: 'placed', book, runs: runs.map((run) => ({ ...run, firstDay: () => run.plan.from })) }
    why ??= own
  }
  return { kind: 'unplaced', why: why ?? [] }
}

/** Credits every deal, for what that finds: blanks that a plan needs, rates that are missing, conditions nobody meets. */
export async function creditAllDays(
  { book, runs }: Extract<Placed, { kind: 'placed' }>,
  given: {
    readonly deals: (Deal | undefined)[]
    readonly columns: Columns
    readonly assignments: ReadonlyMap<PayeeId, readonly Assignment[]>
    readonly peopled: readonly Plan[]
  },
  tell: Tell,
  found: Diagnostic[],
): Promise<void> {
  const crediting = new Crediting(book, runs, given.assignments, given.columns, found)
  await creditDeals(given.deals, (deal) => crediting.add(deal), tell)
  const { unmet } = crediting.finish()
  if (!hasErrors(found)) checkUnmet(given.peopled, unmet, found)
}
