import type { Place } from '../diagnostics/diagnostic.js'

/** What the reps file says of a payee, in the row in force at the end of the period. */
export interface Person {
  /** A cell as text: trimmed, blank where it is. @param column one that a target has named */
  cell(column: string): string
  /** Where the cell stands. */
  placeOf(column: string): Place
}

/** Today's reps file; undefined for somebody who is not in it. */
export type People = (payee: string) => Person | undefined
