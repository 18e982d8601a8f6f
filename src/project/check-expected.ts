import { formatDecimal, parseDecimal, sum, type Decimal } from '../base/decimal.js'
import { grouped } from '../base/money.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { FileRead } from '../input/read-table.js'
import type { Settings } from './settings.js'

/** Files that were read, with the table that each belongs to. */
export type FilesRead = readonly { readonly table: string; readonly file: FileRead }[]

/**
 * Holds what was read against the control totals of the settings: an export that was cut off, or is of another month,
 * looks like any other.
 * @param unread tables of which only headers were read: nothing can be said of their rows
 */
export function checkExpected(
  { expect, doc }: Settings,
  read: FilesRead,
  found: Diagnostic[],
  unread: ReadonlySet<string> = new Set(),
): void {
  for (const [key, text] of Object.entries(expect)) {
    const table = key === 'amount' ? 'deals' : key
    if (text === undefined || unread.has(table)) continue
    const files = read.flatMap((each) => (each.table === table ? [each.file] : []))
    const wanted = parseDecimal(text)!
    const there = key === 'amount' ? sum(files.flatMap(({ total }) => total ?? [])) : rowsOf(files)
    if (there.equals(wanted)) continue
    const words = (amount: Decimal): string => grouped(formatDecimal(amount))
    const off = there.minus(wanted)
    const differs = `${words(off.abs())} ${off.isNegative() ? 'less' : 'more'}`
    const message =
      key === 'amount'
        ? `the amounts of the deals should add up to ${words(wanted)}, and add up to ${words(there)}: ${differs}`
        : `${words(wanted)} ${wanted.equals(1) ? 'row' : 'rows'} of ${table} should be there, and ${words(there)} ${there.equals(1) ? 'is' : 'are'}: ${differs}`
    found.push(diagnose('SPM1012', message, { place: doc?.placeOf(['expect', key]) }))
  }
}

/** Good rows and rejected ones. */
function rowsOf(files: readonly FileRead[]): Decimal {
  return parseDecimal(String(files.reduce((count, { rows }) => count + rows, 0)))!
}
