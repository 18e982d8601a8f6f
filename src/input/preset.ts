import type { CellType } from '../model/table.js'
import type { TableSettings } from './table-settings.js'
import type { TableName } from './table-spec.js'

/** A column of ours and the headers under which a system exports it, compared without case, spaces, `_` and `-`. */
export interface PresetColumn {
  readonly name: string
  /** Spellings that a public document or a real export shows. */
  readonly headers: readonly string[]
  /** Spellings that nobody has checked against a real export; taken all the same, with a note. */
  readonly unverified?: readonly string[]
  /** Of a column that spm has no type for. */
  readonly type?: CellType
}

/** How a system exports one table. */
export interface PresetTable {
  readonly columns: readonly PresetColumn[]
  /** What the file is and what to look out for, in a sentence or two. */
  readonly doc: string
  /** Format settings of the file; what the settings say themselves wins, key by key. */
  readonly format?: Pick<TableSettings, 'date' | 'decimal' | 'footer'>
}

/** What is known of the exports of one system. */
export interface Preset {
  /** The system and the kind of export, in words. */
  readonly of: string
  readonly tables: Readonly<Partial<Record<TableName, PresetTable>>>
}

/** A preset as it is used by the settings of one table. */
export interface UsedPreset {
  readonly name: string
  readonly of: string
  readonly columns: readonly PresetColumn[]
}
