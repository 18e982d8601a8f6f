import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Book, SpanToDate } from '../engine/book.js'
import { startCalculation, type Calculation } from '../engine/calculate.js'
import type { Recorder } from '../engine/recorder.js'
import type { FileRead, RejectedRow } from '../input/read-table.js'
import type { Posted } from '../ledger/posted.js'
import type { Columns } from '../model/table.js'
import { bringForward } from './bring-forward.js'
import { checkExpected } from './check-expected.js'
import { dealEvents, historiesOf } from './deal-events.js'
import { loadBook } from './load-book.js'
import { loadPlans } from './load-plans.js'
import { creditDeals, readDeals, type Tell } from './read-deals.js'
import type { Sources } from './sources.js'
import { takeOver } from './take-over.js'

/** A run as calculated: credited and attained, payees still to be settled one by one. */
export interface ProjectRun {
  readonly book: Book
  readonly calculation: Calculation
  readonly read: readonly { readonly table: string; readonly file: FileRead }[]
  /** The files of plans that others extend. */
  readonly extended: ReadonlySet<string>
  readonly rejected: ReadonlyMap<string, readonly RejectedRow[]>
  /** What deals and reps hold, where cells are looked at. */
  readonly columns: ReadColumns
}

export interface ReadColumns {
  readonly deals: Columns
  readonly reps: Columns
}

/** What a run takes besides the inputs. */
export interface RunWith {
  /** What closed periods bring into it; undefined where none is closed. */
  readonly posted?: Posted | undefined
  /** Told of what the run of this period decides on its way. */
  readonly record?: Recorder
  /** A level of the calendar over which every measure is to be told to date, for reports alone. */
  readonly toDate?: SpanToDate | undefined
}

/**
 * Loads a project and calculates a period; undefined when `found` holds errors. Writes nothing.
 */
export async function runProject(
  sources: Sources,
  period: string,
  tell: Tell,
  found: Diagnostic[],
  { posted, record, toDate }: RunWith = {},
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
  const table = await readDeals(loaded.deals, loaded, book && { ...book.book, deals: posted?.deals }, tell, found)
  // Bad rows end in nothing, but the good ones may lack what a plan needs: that is told in the same run.
  if (book === undefined) return undefined
  const taken = takeOver(book.book, posted, found)
  const read = [...loaded.read, ...book.read, ...table.files.map((file) => ({ table: 'deals', file }))]
  checkExpected(sources.settings, read, found)
  const events = dealEvents(
    {
      deals: table.rows,
      rejected: table.rejected,
      events: book.events,
      holds: taken.holds,
      columns: loaded.columns.deals,
      plans: taken.plans,
      posted,
      end: taken.period.end,
    },
    found,
  )
  const plain = { book: { ...taken, histories: historiesOf(events, table.rows) }, rows: table.rows }
  const whole = posted ? await bringForward(loaded, book, table.rows, posted, events, tell, found) : plain
  if (whole === undefined) return undefined
  const engine = startCalculation({ ...whole.book, toDate }, loaded.columns.deals, found, record)
  await creditDeals([...whole.rows], engine.addDeal, tell)
  await tell('attainment')
  const calculation = engine.finish()
  if (calculation === undefined) return undefined
  const rejected = new Map(book.rejected)
  if (table.rejected.length > 0) rejected.set('deals', table.rejected)
  const extended = new Set(loaded.files.flatMap(({ through }) => through.map(({ file }) => file)))
  return { book: whole.book, calculation, read, extended, rejected, columns: loaded.columns }
}
