import type { PlainDate } from '../base/date.js'
import { formatDecimal } from '../base/decimal.js'
import { groupBy } from '../base/order.js'
import { diagnose, hasErrors, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { groupPayees } from '../input/group-payees.js'
import type { Lookup } from '../input/lookup.js'
import { openTable } from '../input/open-table.js'
import { readLookup } from '../input/read-lookup.js'
import { readTable } from '../input/read-table.js'
import { tables } from '../input/tables.js'
import type { PayeeId } from '../model/ids.js'
import type { Cell } from '../model/table.js'
import type { Sources } from './sources.js'

/** A column of the reps file, and where the settings name it. */
export interface WantedColumn {
  readonly column: string
  readonly place: Place | undefined
}

/** What today's reps file says of a payee. */
export interface PersonOnFile {
  cell(column: string): string
  placeOf(column: string): Place
}

/**
 * Today's reps file: numbers and names by which other systems know people. They move no money, so they may be corrected
 * after a close. Of several rows of a payee, the last that begins before the end of the period counts.
 * @param wanted columns that settings name; one that the file lacks is reported there
 */
export async function readPeople(
  sources: Sources,
  wanted: readonly WantedColumn[],
  end: PlainDate,
  found: Diagnostic[],
): Promise<((payee: string) => PersonOnFile | undefined) | undefined> {
  const nobody = (): undefined => undefined
  if (wanted.length === 0) return nobody
  const source = sources.tables.get('reps')
  if (source === undefined) {
    if (!hasErrors(found)) found.push(diagnose('SPM1010', 'there is no reps file, whose columns the export needs'))
    return undefined
  }
  const lookups: Lookup[] = []
  for (const { settings, files } of sources.lookups) {
    const lookup = settings.onto === 'reps' ? await readLookup(settings, files, found) : undefined
    if (lookup) lookups.push(lookup)
  }
  const own: Diagnostic[] = []
  const opened = await openTable(tables.reps, source.settings, source.files, lookups, own)
  sources.cells?.keep(opened)
  const context = { effectiveTo: sources.settings.effectiveTo }
  const rows = opened ? (await readTable(opened, { context }, own)).rows : []
  const payees = groupPayees(rows, own)
  found.push(...own.filter(({ severity }) => severity === 'error'))
  if (opened === undefined || hasErrors(own)) return undefined
  const slots = new Map(opened.columns.list.map(({ name, slot }) => [name, slot]))
  for (const [column, each] of groupBy(wanted, (one) => one.column)) {
    if (slots.has(column)) continue
    const message = `the reps file has no column "${column}".${didYouMean(column, slots.keys())}`
    found.push(diagnose('SPM1044', message, { place: each[0]!.place }))
  }
  return (payee) => {
    const row = payees.get(payee as PayeeId)?.rows
    const last = row?.findLast(({ from }) => from < end) ?? row?.[0]
    return (
      last && {
        cell: (column) => cellText(last.cells[slots.get(column) ?? -1]),
        placeOf: (column) => ({ file: last.file, record: last.record, cell: column }),
      }
    )
  }
}

function cellText(cell: Cell): string {
  if (cell === undefined) return ''
  return typeof cell === 'object' ? formatDecimal(cell) : String(cell)
}
