import type { SourceFile } from './table-settings.js'
import { readRecords } from './read-records.js'

/** What spreadsheets take for a formula is written with a `'` before it, and one more where it has some already. */
const MARKED = /^'('*[\s\u00a0]*[=+\-@\t\r\n＝＋－＠]|[\t\r\n])/

/** The columns of a CSV file that spm wrote, row by row: marks of text taken off, a column that the file lacks blank. */
export async function readOwnCsv(
  file: SourceFile,
  columns: readonly string[],
  take: (cells: readonly string[]) => void,
): Promise<void> {
  let at: readonly number[] | undefined
  const { problem } = await readRecords(file, { delimiter: ',', encoding: 'utf-8' }, (fields) => {
    if (at === undefined) {
      at = columns.map((column) => fields.indexOf(column))
      return
    }
    take(at.map((index) => (index < 0 ? '' : unmarked(fields[index] ?? ''))))
  })
  // Its hash has been checked: it is as spm wrote it.
  if (problem) throw new Error(`own csv ${file.name}: ${problem.message}`)
}

function unmarked(cell: string): string {
  return cell.startsWith("'") && MARKED.test(cell) ? cell.slice(1) : cell
}
