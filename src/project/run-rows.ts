import { readOwnCsv } from '../input/read-own-csv.js'
import { readChunks } from '../io/read.js'

/** Cells of a row by column name. */
export type RunRow = Readonly<Record<string, string>>

/** Rows of one file of a run folder, some of their columns, in the order of the file. */
export async function runRows(folder: string, file: string, names: readonly string[]): Promise<readonly RunRow[]> {
  const rows: RunRow[] = []
  await readOwnCsv({ name: file, open: () => readChunks(folder, file) }, names, (cells) => {
    rows.push(Object.fromEntries(names.map((name, index) => [name, cells[index]!])))
  })
  return rows
}
