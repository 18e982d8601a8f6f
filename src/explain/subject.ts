import type { Book } from '../engine/book.js'
import type { Calculation } from '../engine/calculate.js'
import type { Columns } from '../model/table.js'
import type { Recording } from './recording.js'

/** A calculated period with what was decided on the way: what explanations are made from. */
export interface Subject {
  readonly book: Book
  readonly calculation: Calculation
  readonly recording: Recording
  /** The period is closed: what was paid is in the ledger, and this is by today's data. */
  readonly isClosed: boolean
  /** Told to the payee himself: nothing names anybody else. */
  readonly isPrivate?: boolean
  /** What the cells of deals and reps are. */
  readonly columns: { readonly deals: Columns; readonly reps: Columns }
}
