import type { PlainDate } from '../base/date.js'
import { lastDay } from '../base/period.js'
import type { Book } from '../engine/book.js'
import { rowInForce } from '../engine/hierarchy.js'
import type { PayeeId } from '../model/ids.js'
import type { RepRow } from '../model/records.js'

/** Who stands above whom on the last day of a period. */
export interface Managers {
  /** Everybody above, from the direct manager up. Ends below a manager who is not there (F35), and in a circle. */
  above(payee: string): readonly string[]
  /** 1 for those with nobody above. */
  levelOf(manager: string): number
  nameOf(manager: string): string
}

export function managersOf({ payees, period }: Pick<Book, 'payees' | 'period'>): Managers {
  const day = lastDay(period)
  const known = new Map<string, readonly string[]>()
  /** Somebody who left in the period still counts for those who were above him. */
  const lastRow = (id: string): RepRow | undefined => {
    const payee = payees.get(id as PayeeId)
    return payee && (rowInForce(payee, day) ?? rowBefore(payee.rows, day))
  }
  const above = (id: string): readonly string[] => {
    const hit = known.get(id)
    if (hit) return hit
    const ids: string[] = []
    let manager = lastRow(id)?.managerId ?? ''
    while (manager !== '' && manager !== id && !ids.includes(manager)) {
      const row = rowInForce(payees.get(manager as PayeeId), day)
      if (row === undefined) break
      ids.push(manager)
      manager = row.managerId
    }
    known.set(id, ids)
    return ids
  }
  return {
    above,
    levelOf: (manager) => above(manager).length + 1,
    nameOf: (manager) => lastRow(manager)?.name ?? '',
  }
}

function rowBefore(rows: readonly RepRow[], day: PlainDate): RepRow | undefined {
  return rows.findLast(({ from }) => from <= day)
}
