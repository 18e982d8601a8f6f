import { compareText } from '../base/order.js'
import type { Naming } from '../run/output-table.js'
import type { Pseudonym } from './pseudonyms.js'
import type { ReportColumn, ReportRow } from './report.js'

/** In the place of words that may name somebody. */
export const WITHHELD = 'withheld'

/**
 * Rows with pseudonyms in the place of people and deals, words withheld and rows of exports left out; ordered so that
 * their order tells nothing of the ids.
 * @param cells of the rows, one for one
 */
export function redacted<Row>(
  rows: readonly Row[],
  cells: readonly ReportRow[],
  columns: readonly Pick<ReportColumn<Row>, 'names' | 'place'>[],
  rank: ((a: Row, b: Row) => number) | undefined,
  pseudonym: Pseudonym,
): readonly ReportRow[] {
  let hidden = false
  const all = rows.map((row, index) => {
    const { exact, shown } = cells[index]!
    const naming = columns.map(({ names }) => (typeof names === 'function' ? names(row) : names))
    hidden ||= naming.some((each) => each !== undefined)
    const person = exact[naming.indexOf('person')] ?? ''
    const hide = (cell: string, at: number): string =>
      naming[at] ? hiddenCell(naming[at], cell, person, pseudonym) : cell
    return {
      row,
      cells: { exact: exact.map(hide), shown: shown.map((cell, at) => (naming[at] ? hide(exact[at]!, at) : cell)) },
    }
  })
  if (!hidden) return cells
  // A person's rows together; ids of lines are no order that anybody reads.
  const weight = ({ names }: (typeof columns)[number]): number => (names === 'person' ? 0 : names === 'line' ? 2 : 1)
  const order = columns.map((_, at) => at).sort((a, b) => weight(columns[a]!) - weight(columns[b]!) || a - b)
  return all
    .sort((a, b) => (rank?.(a.row, b.row) ?? 0) || byCells(a.cells.exact, b.cells.exact, order))
    .map((each) => each.cells)
}

function hiddenCell(naming: Naming, cell: string, person: string, pseudonym: Pseudonym): string {
  if (cell === '' || naming === 'row') return ''
  if (naming === 'words') return WITHHELD
  return naming === 'name' ? pseudonym('person', person) : pseudonym(naming, cell)
}

function byCells(a: readonly string[], b: readonly string[], columns: readonly number[]): number {
  for (const at of columns) {
    const order = compareText(a[at]!, b[at]!)
    if (order !== 0) return order
  }
  return 0
}
