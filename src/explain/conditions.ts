import { isAbsent, type Expression } from '../expression/expression.js'
import type { Cell, Columns } from '../model/table.js'
import type { Subject } from './subject.js'
import { cellWords, list } from './words.js'

/** The rows that a condition was asked about. */
interface Rows {
  readonly deal?: readonly Cell[] | undefined
  readonly rep?: readonly Cell[] | undefined
}

/**
 * Why a condition does not hold: of the parts that `&&` joins those that fail, with the cells they read:
 * `deal.stage == "Closed Won" does not hold (deal.stage is "Lost")`. Each part is asked as it was compiled.
 */
export function failureWords(condition: Expression, rows: Rows, columns: Subject['columns']): string {
  return failingParts(condition, rows)
    .map((part) => {
      const answer = part.evaluate(rows)
      const found = list(cellsIn(part, rows, columns))
      const why = isAbsent(answer) ? answer.reason : found
      return `${part.text} does not hold${why === '' ? '' : ` (${why})`}`
    })
    .join('; ')
}

/** The parts that do not hold; the whole where each alone does. */
function failingParts(condition: Expression, rows: Rows): readonly Expression[] {
  const failing = condition.conjuncts().filter((part) => part.evaluate(rows) !== true)
  return failing.length > 0 ? failing : [condition]
}

/** The cells for which a condition does not hold, each once. */
export function failingCells(condition: Expression, rows: Rows, columns: Subject['columns']): readonly string[] {
  return failingParts(condition, rows).flatMap((part) => cellsIn(part, rows, columns))
}

/** What a condition reads, as it stands in the rows: `deal.stage is "Lost"`. */
export function cellsIn({ uses }: Expression, rows: Rows, columns: Subject['columns']): readonly string[] {
  return [...cellsOf('deal', uses.deal, rows.deal, columns.deals), ...cellsOf('rep', uses.rep, rows.rep, columns.reps)]
}

function cellsOf(
  root: 'deal' | 'rep',
  names: ReadonlySet<string>,
  cells: readonly Cell[] | undefined,
  columns: Columns,
): readonly string[] {
  return [...names].flatMap((name) => {
    const column = columns.get(name)
    if (column === undefined || cells === undefined) return []
    const written = /^[a-z_][a-z0-9_.]*$/.test(name) ? `${root}.${name}` : `${root}["${name}"]`
    return [`${written} is ${cellWords(cells[column.slot])}`]
  })
}
