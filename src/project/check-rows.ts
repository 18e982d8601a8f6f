import { isPaid } from '../checks/adjustments.js'
import { rowChecks } from '../checks/people.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { placeAdjustment } from '../engine/place-adjustment.js'
import { assignPlans, type Assignment } from '../engine/assign.js'
import { Hierarchy } from '../engine/hierarchy.js'
import { checkPeopled } from '../engine/no-match.js'
import { openingBalances } from '../engine/opening-balances.js'
import { openingCredits } from '../engine/openings.js'
import { Quotas } from '../engine/quota.js'
import { creditAllDays, placePlans } from './all-days.js'
import type { PayeeId } from '../model/ids.js'
import type { Payee } from '../model/records.js'
import { largestQuotas } from './largest-quotas.js'
import { checkExpected } from './check-expected.js'
import { bookOf } from './load-book.js'
import type { PlanBook } from './load-plans.js'
import { loadRows } from './load-rows.js'
import { readDeals, type Tell } from './read-deals.js'
import type { Sources } from './sources.js'
import type { FromRows } from './warn-of-plans.js'

/** What was looked at, and what of it the checks of plans ask for. */
export interface CheckedRows {
  /** Undefined where errors left nothing to ask. */
  readonly forPlans: FromRows | undefined
  /** Names of the tables whose rows were read, without deals. */
  readonly tables: readonly string[]
  /** Number of deals that were read; undefined where only their headers were. */
  readonly deals: number | undefined
  /** Who is on which plan; undefined where errors left nobody to ask for. */
  readonly people: People | undefined
}

interface People {
  readonly payees: ReadonlyMap<PayeeId, Payee>
  readonly assignments: ReadonlyMap<PayeeId, readonly Assignment[]>
}

/**
 * Checks the rows of reps, quotas, splits and the other small files beside the plans; with `deals` also every deal, as
 * crediting by runs of all periods would. Calculates and writes nothing.
 */
export async function checkRows(
  sources: Sources,
  loaded: PlanBook,
  options: { readonly deals: boolean },
  tell: Tell,
  found: Diagnostic[],
): Promise<CheckedRows | undefined> {
  await tell('reading reps, quotas and rates')
  const rows = await loadRows(sources, loaded, found)
  if (rows === undefined) return undefined
  const tables = [...new Set(rows.read.map(({ table }) => table))]
  const { plans, calendar, deals: opened } = loaded
  const known = hasErrors(found) ? undefined : rows
  const table = options.deals && opened ? await readDeals(opened, loaded, known, tell, found) : undefined
  const files = [...rows.read, ...(table?.files ?? []).map((file) => ({ table: 'deals', file }))]
  checkExpected(sources.settings, files, found, new Set(table ? [] : ['deals']))
  const deals = table?.files.reduce((count, file) => count + file.rows, 0)
  if (plans === undefined || plans.length === 0 || known === undefined)
    return { forPlans: undefined, tables, deals, people: undefined }

  const assignments = assignPlans(rows.payees.values(), plans, found)
  for (const row of rows.adjustments) {
    const period = calendar.period(row.period)
    // Of the others it has been told that no run pays them.
    if (period && isPaid({ plans, firstPeriod: rows.firstPeriod }, period)) {
      placeAdjustment(row, period, assignments.get(row.payee) ?? [], found)
    }
  }
  const placed = placePlans(calendar, plans, (period) => bookOf(sources, { ...loaded, plans }, rows, period))
  if (placed.kind === 'placed') {
    // It tells of rows that do not fit each other.
    void new Quotas(placed.book, assignments, found)
    openingCredits(placed.book, assignments, found)
    openingBalances(placed.book, assignments, found)
  }
  if (placed.kind !== 'placed' && table) found.push(...placed.why)
  if (hasErrors(found)) return { forPlans: undefined, tables, deals, people: undefined }

  const peopled = checkPeopled(plans, assignments, found)
  const people = { plans, calendar, payees: rows.payees, assignments, hierarchy: new Hierarchy(rows.payees) }
  found.push(...rowChecks.flatMap((check) => check(people)))
  if (table && placed.kind === 'placed') {
    await creditAllDays(placed, { deals: table.rows, columns: loaded.columns.deals, assignments, peopled }, tell, found)
  }
  const forPlans: FromRows = {
    quotaMeasures: new Set(rows.quotas.map(({ measure }) => measure)),
    // Asked again without a word: what is missing in a later period is no mistake yet.
    quotasOf:
      placed.kind === 'placed'
        ? largestQuotas({ calendar, plans, assignments, quotas: new Quotas(placed.book, assignments, []) })
        : () => [],
  }
  return { forPlans, tables, deals, people: { payees: rows.payees, assignments } }
}
