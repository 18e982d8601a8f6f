import type { CellFields } from './cell-fields.js'
import type { PlanFile } from '../plan/parse.js'
import type { Plan } from '../plan/plan.js'
import type { InputName, Settings } from './settings.js'
import type { KeyedSettings, LookupSettings, SourceFile, TableSettings } from '../input/table-settings.js'

/** A settings or plan file as read. */
export interface SourceText {
  readonly name: string
  readonly text: string
  /** The file begins with a byte order mark, which is not in the text. */
  readonly marked?: true
}

/** A table's files and how to read them. */
export interface SourceTable {
  readonly settings: TableSettings
  readonly files: readonly SourceFile[]
}

/**
 * Everything a project is loaded from, as names, texts and streams: from disk (`find-sources`) or, in tests, from
 * memory. Names are what messages and the manifest say.
 */
export interface Sources {
  readonly settings: Settings
  readonly plans: readonly SourceText[]
  /** Further plan files of the project, where only some were named: to be extended by those. */
  readonly library?: readonly SourceText[]
  readonly tables: ReadonlyMap<InputName, SourceTable>
  readonly lookups: readonly { readonly settings: LookupSettings; readonly files: readonly SourceFile[] }[]
  readonly keyed: readonly { readonly settings: KeyedSettings; readonly files: readonly SourceFile[] }[]
  /** What was named and could not be found or read, which has been reported. */
  readonly unread?: ReadonlySet<InputName | 'plans'>
  /** Filled as tables are opened; for places of findings. */
  readonly cells?: CellFields
  /** Sees the plans, and the files that they were compiled from, before anything is computed by them. */
  readonly watch?: (plans: readonly Plan[], files: readonly PlanFile[]) => void
}
