import { didYouMean } from '../diagnostics/suggest.js'
import type { PayeeId } from '../model/ids.js'
import type { RawRow, TableContext } from './table-spec.js'

/** Looking for a near name costs a pass over all payees: done for so many unknown ones, then no more. */
const MOST_SUGGESTIONS = 50

/** Checks a row's payee against those of the reps file; a blank one has been reported before. */
export function payeeChecker(context: TableContext): (row: RawRow, column: number) => PayeeId {
  const hints = new Map<string, string>()
  return (row, column) => {
    const id = row.values[column] as string
    const { payees } = context
    if (payees && id !== '' && !payees.has(id)) {
      let hint = hints.get(id)
      if (hint === undefined && hints.size < MOST_SUGGESTIONS) {
        hint = didYouMean(id, payees.keys())
        hints.set(id, hint)
      }
      row.bad(column, 'SPM2021', `Payee "${id}" is not in the reps file.${hint ?? ''}`)
    }
    return id as PayeeId
  }
}
