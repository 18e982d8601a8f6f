import type { Cell } from '../model/table.js'
import { parseCell, type CellKind } from './cell.js'
import { CellProblem } from './cell-problem.js'
import type { CellFormat } from './file-format.js'

/** Distinct texts remembered per column: enough for dates, stages and payees; a column of unique texts stops here. */
const REMEMBERED = 20_000

/**
 * A copy that does not keep the chunk alive from which V8 sliced it: one remembered word would hold 64 kB.
 * V8 slices from 13 characters on.
 */
export function detached(text: string): string {
  return text.length < 13 ? text : text.split('').join('')
}

/** Reads the cells of one column, each distinct text once, so that equal cells are one value in memory. */
export function cellReader(
  kind: CellKind,
  format: CellFormat,
  values?: ReadonlyMap<string, string>,
): (raw: string) => Cell | CellProblem {
  const known = new Map<string, Cell>()
  let hits = 0
  let misses = 0
  let remembers = true
  return (raw) => {
    if (remembers) {
      const before = known.get(raw)
      if (before !== undefined) {
        hits += 1
        return before
      }
      misses += 1
    }
    const own = detached(raw)
    const cell = parseCell(own, kind, format, values)
    if (remembers && !(cell instanceof CellProblem)) {
      if (known.size < REMEMBERED) known.set(own, cell)
      else if (misses > hits) {
        // Ids and amounts: looking for them costs more than it finds.
        remembers = false
        known.clear()
      }
    }
    return cell
  }
}
