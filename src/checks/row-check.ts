import type { Calendar } from '../base/period.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Assignment } from '../engine/assign.js'
import type { Hierarchy } from '../engine/hierarchy.js'
import type { PayeeId } from '../model/ids.js'
import type { Payee } from '../model/records.js'
import type { Plan } from '../plan/plan.js'

/** Plans with the people on them. */
export interface PeopleToCheck {
  readonly plans: readonly Plan[]
  readonly calendar: Calendar
  readonly payees: ReadonlyMap<PayeeId, Payee>
  readonly assignments: ReadonlyMap<PayeeId, readonly Assignment[]>
  readonly hierarchy: Hierarchy
}

/** Looks at who is on which plan for what is allowed and seldom meant. */
export type RowCheck = (book: PeopleToCheck) => readonly Diagnostic[]
