import type { RecordFormat } from '../input/file-format.js'
import { locateCells } from '../input/locate.js'
import type { CellLocator } from './locate.js'
import { readChunks } from './read.js'
import { systemCode } from './io-failure.js'

/** Finds cells in the tables of a project; `formatOf` knows how each file was read (undefined: not a table). */
export function cellLocator(root: string, formatOf: (file: string) => RecordFormat | undefined): CellLocator {
  return async (file, cells) => {
    const format = formatOf(file)
    if (!format) return []
    const wanted = cells.map(({ record, field }) => ({ record, field: field ?? 0 }))
    try {
      return await locateCells(readChunks(root, file), format, wanted)
    } catch (error) {
      // The file went away since: row numbers must do.
      if (systemCode(error) === undefined) throw error
      return []
    }
  }
}
