import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Attainment } from '../engine/attain.js'
import type { Book } from '../engine/book.js'
import type { PayeeResult } from '../engine/calculate.js'
import type { Posted } from '../ledger/posted.js'
import { runProject } from '../project/run-project.js'
import type { Sources } from '../project/sources.js'
import { csvRows, type CsvColumn } from '../render/csv.js'
import { writeResults } from '../run/write-results.js'

/** A file of a run that was written nowhere. */
export interface MemoryTable {
  readonly columns: readonly CsvColumn[]
  readonly rows: readonly (readonly string[])[]
}

/** A run as `spm calc` computes it, its files kept in memory. */
export interface MemoryRun {
  readonly book: Book
  /** By file name. */
  readonly tables: ReadonlyMap<string, MemoryTable>
  readonly results: readonly PayeeResult[]
  readonly attainments: readonly Attainment[]
}

const SILENT = (): Promise<void> => Promise.resolve()

/** Calculates a period by the way of `spm calc`; only the disk is missing. Undefined when `found` holds errors. */
export async function runInMemory(
  sources: Sources,
  period: string,
  posted: Posted | undefined,
  found: Diagnostic[],
): Promise<MemoryRun | undefined> {
  const run = await runProject(sources, period, SILENT, found, { posted })
  if (run === undefined || hasErrors(found)) return undefined
  const { book, calculation, rejected } = run
  const results: PayeeResult[] = []
  const tables = new Map<string, { columns: readonly CsvColumn[]; rows: (readonly string[])[] }>()
  const seen = {
    ...calculation,
    *payees() {
      for (const result of calculation.payees()) {
        results.push(result)
        yield result
      }
    },
  }
  const sink = {
    file: (name: string, columns: readonly CsvColumn[]) => {
      const rows: (readonly string[])[] = []
      tables.set(name, { columns, rows })
      return { row: (cells: readonly string[]) => void rows.push([...cells]) }
    },
  }
  await writeResults(seen, rejected, book, sink, SILENT)
  return hasErrors(found) ? undefined : { book, tables, results, attainments: calculation.attainments }
}

/** The file's text, as a run writes it. */
export function textOf({ columns, rows }: MemoryTable): string {
  const csv = csvRows(columns)
  return csv.header + rows.map((row) => csv.row(row)).join('')
}
