import { readOwnCsv } from '../input/read-own-csv.js'
import { readChunks } from '../io/read.js'
import type { ClosedPeriod } from '../ledger/close-record.js'

/** A row of a file of closed periods: the period, and some of its cells by column name. */
export interface PostedRow {
  readonly period: string
  readonly cells: Readonly<Record<string, string>>
}

/** Rows of one file of closed periods, in order; of one payee where he is given. @param names `payee_id` among them */
export async function postedRows(
  closed: readonly ClosedPeriod[],
  file: string,
  names: readonly string[],
  payee: string | undefined,
): Promise<readonly PostedRow[]> {
  const rows: PostedRow[] = []
  const at = names.indexOf('payee_id')
  for (const { folder, period } of closed) {
    await readOwnCsv({ name: file, open: () => readChunks(folder, file) }, names, (cells) => {
      if (payee !== undefined && cells[at] !== payee) return
      rows.push({ period: period.id, cells: Object.fromEntries(names.map((name, index) => [name, cells[index]!])) })
    })
  }
  return rows
}
