import { FIRST_DATE, LAST_DATE } from '../base/date.js'
import { compareText, groupBy } from '../base/order.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import type { Payee, RepRow } from '../model/records.js'

function days(row: RepRow): string {
  const from = row.from === FIRST_DATE ? 'the beginning' : row.from
  return row.to === LAST_DATE ? `from ${from} on` : `from ${from} to ${row.to}`
}

/** Payees with their rows in order of days. Two rows in force on one day are an error naming both (F38). */
export function groupPayees(rows: readonly RepRow[], found: Diagnostic[]): Map<PayeeId, Payee> {
  const payees = new Map<PayeeId, Payee>()
  for (const [id, own] of groupBy(rows, (row) => row.payee)) {
    const sorted = own.sort((a, b) => compareText(a.from, b.from))
    let last = sorted[0]!
    for (const row of sorted.slice(1)) {
      if (row.from <= last.to) {
        const message = `Payee "${id}" has two rows in force on ${row.from}: one ${days(row)}, one ${days(last)} (row ${last.record}).`
        found.push(
          diagnose('SPM2026', message, {
            place: { file: row.file, record: row.record, cell: 'effective_from' },
            related: [
              { message: `the other row, in force ${days(last)}`, place: { file: last.file, record: last.record } },
            ],
          }),
        )
      }
      if (row.to > last.to) last = row
    }
    payees.set(id, { id, rows: sorted })
  }
  return payees
}
