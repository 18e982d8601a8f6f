import { addDays } from '../base/date.js'
import { parseDecimal, ZERO, type Decimal } from '../base/decimal.js'
import { checkFiles } from '../audit/check-runs.js'
import type { Book } from '../engine/book.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { readOwnCsv } from '../input/read-own-csv.js'
import { readChunks } from '../io/read.js'
import { latestRun, readRun } from '../io/read-runs.js'
import type { ClosedPeriod } from '../ledger/close-record.js'
import type { ProjectFolders } from './find-settings.js'

/** Files of the period before: as posted, or of its latest run. */
export interface FilesBefore {
  readonly period: string
  readonly state: 'closed' | 'draft'
  readonly folder: string
}

/** Where the period before one stands; undefined where it was neither closed nor calculated. */
export function filesBefore(
  { calendar, period }: Pick<Book, 'calendar' | 'period'>,
  closed: readonly ClosedPeriod[],
  { runs }: ProjectFolders,
): FilesBefore | undefined {
  const before = calendar.at(period.level, addDays(period.start, -1))
  if (before === undefined) return undefined
  const posted = closed.find((each) => each.period.id === before.id)
  if (posted) return { period: before.id, state: 'closed', folder: posted.folder }
  const id = latestRun(runs, before.id)
  const run = id === undefined ? undefined : readRun(runs, before.id, id)
  if (run === undefined) return undefined
  // What was changed by hand is nothing to compare with.
  const changed: Diagnostic[] = []
  checkFiles(run, changed)
  return changed.length > 0 ? undefined : { period: before.id, state: 'draft', folder: run.folder }
}

/** Amounts of a file that spm wrote, added up by keys that its rows have. */
export async function addedUp(
  { folder }: FilesBefore,
  file: string,
  columns: readonly string[],
  of: (cells: readonly string[]) => readonly (readonly [key: string, amount: string])[],
): Promise<ReadonlyMap<string, Decimal>> {
  const sums = new Map<string, Decimal>()
  await readOwnCsv({ name: file, open: () => readChunks(folder, file) }, columns, (cells) => {
    for (const [key, amount] of of(cells)) sums.set(key, (sums.get(key) ?? ZERO).plus(parseDecimal(amount)!))
  })
  return sums
}
