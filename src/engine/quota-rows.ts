import { ZERO } from '../base/decimal.js'
import { groupBy } from '../base/order.js'
import { contains, daysIn, type Calendar, type Period } from '../base/period.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import type { QuotaRow } from '../model/records.js'

/** A quota row with the period that it names. */
export interface Held {
  readonly row: QuotaRow
  readonly period: Period
}

/** The quota rows by payee; unknown periods and rows that disagree are reported. */
export function holdRows(
  rows: readonly QuotaRow[],
  calendar: Calendar,
  found: Diagnostic[],
): ReadonlyMap<PayeeId, readonly Held[]> {
  const held: Held[] = []
  for (const row of rows) {
    const period = calendar.period(row.period)
    if (period) held.push({ row, period })
    else {
      found.push(
        diagnose('SPM5010', `"${row.period}" is not a period of the calendar`, {
          place: { file: row.file, record: row.record, cell: 'period' },
          fix: `periods look like ${calendar.example}`,
        }),
      )
    }
  }
  const byPayee = groupBy(held, ({ row }) => row.payee)
  for (const mine of byPayee.values()) reportTwins(mine, calendar, found)
  return byPayee
}

/** Rows that serve the same measure and days must agree (F24): same length twice, or two lengths with other sums. */
function reportTwins(mine: readonly Held[], calendar: Calendar, found: Diagnostic[]): void {
  for (const [index, a] of mine.entries()) {
    for (const b of mine.slice(index + 1)) {
      if (a.row.measure !== b.row.measure && a.row.measure !== '' && b.row.measure !== '') continue
      if (a.period.end <= b.period.start || b.period.end <= a.period.start) continue
      const [short, long] = daysIn(a.period) <= daysIn(b.period) ? [a, b] : [b, a]
      if (short.period.id !== long.period.id && a.row.measure === b.row.measure) {
        const inside = mine.filter(
          ({ row, period }) =>
            row.measure === short.row.measure &&
            period.level === short.period.level &&
            contains(long.period, period.start),
        )
        const covered = inside.length === calendar.within(long.period, short.period.level)?.length
        const total = inside.reduce((sum, { row }) => sum.plus(row.amount), ZERO)
        if (covered && total.equals(long.row.amount)) continue
      }
      found.push(
        diagnose(
          'SPM5013',
          `two quota rows of "${a.row.payee}" speak of the same days: ${a.row.period} and ${b.row.period}`,
          {
            place: { file: b.row.file, record: b.row.record, cell: 'period' },
            related: [{ message: 'the other row', place: { file: a.row.file, record: a.row.record, cell: 'period' } }],
          },
        ),
      )
      return
    }
  }
}
