import type { Period } from '../base/period.js'
import { readOwnCsv } from '../input/read-own-csv.js'
import { readChunks } from '../io/read.js'

/** The CSV files of a run or closed period whose hashes have been checked. */
export interface FilesOnDisk {
  readonly period: Period
  readonly run: string
  rows<Name extends string>(
    file: string,
    columns: readonly Name[],
    take: (cells: Readonly<Record<Name, string>>) => void,
  ): Promise<void>
}

/** @param folder of the run, or of the closed period, as its hashes have it */
export function filesIn(folder: string, period: Period, run: string): FilesOnDisk {
  return {
    period,
    run,
    rows: (file, columns, take) =>
      readOwnCsv({ name: file, open: () => readChunks(folder, file) }, columns, (cells) => {
        take(Object.fromEntries(columns.map((name, index) => [name, cells[index]!])) as Parameters<typeof take>[0])
      }),
  }
}
