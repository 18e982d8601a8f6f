import { groupBy } from '../base/order.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PeriodRow } from '../model/records.js'

/** Periods of one level follow each other without overlap; a gap is allowed, since nobody may be paid for it. */
export function checkPeriods(rows: readonly PeriodRow[], found: Diagnostic[]): void {
  for (const [level, mine] of groupBy(rows, (row) => row.level)) {
    const sorted = mine.toSorted((a, b) => (a.start < b.start ? -1 : 1))
    for (const [index, row] of sorted.entries()) {
      const before = sorted[index - 1]
      if (before === undefined || row.start >= before.end) continue
      const message = `${level} ${row.id} starts on ${row.start}, inside ${before.id}, which ends before ${before.end}`
      found.push(
        diagnose('SPM5062', message, {
          place: { file: row.file, record: row.record, cell: 'start' },
          related: [{ message: before.id, place: { file: before.file, record: before.record, cell: 'end' } }],
        }),
      )
    }
  }
}
