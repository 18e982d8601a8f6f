import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { checkSplitDeals } from '../checks/splits.js'
import type { Book } from '../engine/book.js'
import { startCalculation, type Calculation } from '../engine/calculate.js'
import type { OpenedTable } from '../input/open-table.js'
import { readTable, type FileRead, type RejectedRow, type TableRead } from '../input/read-table.js'
import type { DealId } from '../model/ids.js'
import type { Deal } from '../model/records.js'
import { loadBook } from './load-book.js'
import { loadPlans, type PlanBook } from './load-plans.js'
import type { Sources } from './sources.js'

/** A run as calculated: credited and attained, payees still to be settled one by one. */
export interface ProjectRun {
  readonly book: Book
  readonly calculation: Calculation
  readonly read: readonly { readonly table: string; readonly file: FileRead }[]
  /** The files of plans that others extend. */
  readonly extended: ReadonlySet<string>
  readonly rejected: ReadonlyMap<string, readonly RejectedRow[]>
}

/** Says how far a run is: what is being done, and how many deals are through. */
export type Tell = (step: string) => Promise<void>

const BETWEEN_SIGNS_OF_LIFE = 20_000

/** Loads a project and calculates a period; undefined when `found` holds errors. Writes nothing. */
export async function runProject(
  sources: Sources,
  period: string,
  tell: Tell,
  found: Diagnostic[],
): Promise<ProjectRun | undefined> {
  await tell('checking plans')
  const loaded = await loadPlans(sources, found)
  for (const name of ['deals', 'reps'] as const) {
    if (!sources.tables.has(name) && !sources.unread?.has(name))
      found.push(diagnose('SPM1010', `no ${name} file was given or found`))
  }
  if (loaded?.files.length === 0 && !hasErrors(found))
    found.push(diagnose('SPM3011', 'only templates were given: nobody is on a template'))
  if (loaded?.deals === undefined || loaded.reps === undefined) return undefined
  await tell('reading reps, quotas and rates')
  const book = await loadBook(sources, loaded, period, found)
  // Deals are read also where the rest has errors, so that one run names all problems.
  const table = await readDeals(loaded.deals, loaded, book?.book, tell, found)
  // Bad rows end in nothing, but the good ones may lack what a plan needs: that is told in the same run.
  if (book === undefined) return undefined
  const engine = startCalculation(book.book, loaded.columns.deals, found)
  await creditDeals(table.rows, engine.addDeal, tell)
  await tell('attainment')
  const calculation = engine.finish()
  if (calculation === undefined) return undefined
  const rejected = new Map(book.rejected)
  if (table.rejected.length > 0) rejected.set('deals', table.rejected)
  const read = [...loaded.read, ...book.read, ...table.files.map((file) => ({ table: 'deals', file }))]
  const extended = new Set(loaded.files.flatMap(({ through }) => through.map(({ file }) => file)))
  return { book: book.book, calculation, read, extended, rejected }
}

/** Reads the deals; where people and splits are known, also whether owners and deals with splits are there. */
export async function readDeals(
  opened: OpenedTable<Deal>,
  { columns }: Pick<PlanBook, 'columns'>,
  known: Pick<Book, 'payees' | 'splits'> | undefined,
  tell: Tell,
  found: Diagnostic[],
): Promise<TableRead<Deal>> {
  await tell('reading deals')
  const context = known ? { payees: known.payees } : {}
  const table = await readTable(opened, { columns: columns.deals, context }, found)
  if (known && known.splits.size > 0 && !hasErrors(found)) {
    checkSplitDeals(known.splits, new Set<DealId>(table.rows.map((deal) => deal.id)), found)
  }
  return table
}

/** Hands the deals on one by one, and lets go of each. */
export async function creditDeals(rows: (Deal | undefined)[], add: (deal: Deal) => void, tell: Tell): Promise<void> {
  const count = rows.length
  for (let index = 0; index < count; index += 1) {
    if (index % BETWEEN_SIGNS_OF_LIFE === 0) await tell(`crediting ${index} of ${count} deals`)
    add(rows[index]!)
    // What nobody is credited with is not needed any more, and there may be a million of it.
    rows[index] = undefined
  }
}
