import { addDays, FIRST_DATE, LAST_DATE, type PlainDate } from '../base/date.js'
import type { RawRow, TableContext } from './table-spec.js'

/**
 * The days on which a row is in force, both included, whatever the setting says of the file's effective_to (F38).
 * An end before its start is reported.
 * @param start index of effective_from among the spec's columns
 * @param end index of effective_to
 */
export function effectiveDays(
  row: RawRow,
  start: number,
  end: number,
  { effectiveTo }: TableContext,
): { readonly from: PlainDate; readonly to: PlainDate } {
  const from = (row.values[start] as PlainDate | undefined) ?? FIRST_DATE
  const written = row.values[end] as PlainDate | undefined
  const to = written === undefined ? LAST_DATE : effectiveTo === 'exclusive' ? addDays(written, -1) : written
  if (to < from) row.bad(end, 'SPM2025', `effective_to ${written} ends the row before effective_from ${from}.`)
  return { from, to }
}
