import type { Calendar } from '../base/period.js'
import type { Code } from '../diagnostics/catalogue.js'
import type { Place } from '../diagnostics/diagnostic.js'
import type { Expression, ExpressionScope } from '../expression/expression.js'
import type { CellType, Columns, KeyedTable } from '../model/table.js'
import type { Constants } from './constants.js'
import type { PlanShape } from './shape.js'

/** What a plan is checked against: the columns of the exports and the calendar. */
export interface PlanContext {
  readonly deals: Columns
  readonly reps: Columns
  readonly calendar: Calendar
  /** What `lookup()` looks into (F48). */
  readonly tables: ReadonlyMap<string, KeyedTable>
}

export type Path = readonly (string | number)[]

/** What the parts of the plan compiler share. */
export interface Compiler {
  readonly report: (code: Code, message: string, path: Path, fix?: string, target?: 'key' | 'value') => void
  readonly expression: (path: Path, scope: ExpressionScope, expect: CellType) => Expression | undefined
  readonly placeOf: (path: Path, target?: 'key' | 'value') => Place
  readonly context: PlanContext
  readonly plan: PlanShape
  readonly constants: Constants
}
