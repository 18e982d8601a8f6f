import type { Place } from '../diagnostics/diagnostic.js'
import type { KeyedTable } from '../model/table.js'
import type { FileRead } from './read-table.js'

/** A looked-up file in memory: cells by key. */
export interface Lookup extends KeyedTable {
  readonly as: string
  /** The column of the table whose text is looked up. */
  readonly key: string
  /** Where the settings say so. */
  readonly keyPlace: Place | undefined
  readonly onMissing: 'error' | 'blank'
  /** For the manifest. */
  readonly files: readonly FileRead[]
}
