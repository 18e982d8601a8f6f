import type { Place } from '../diagnostics/diagnostic.js'
import type { CellType } from '../model/table.js'
import type { UsedPreset } from './preset.js'

/** How a file writes dates: `YYYY`, `MM`, `M`, `DD`, `D`, `MMM` (Jan) and the signs between them. */
export type DatePattern = string

/** One input of `spm.yaml` (`inputs: {deals: {…}}`). Everything but the path has a default. */
export interface TableSettings {
  /** Paths or globs; whoever reads the settings turns them into files. */
  readonly path?: string | readonly string[] | undefined
  /** What is known of the exporting system; these settings have been laid over its formats already. */
  readonly preset?: UsedPreset | undefined
  /** One character, or `comma`, `semicolon`, `tab`, `pipe`. Default: a `sep=` first line, else the comma. */
  readonly delimiter?: string | undefined
  /** `utf-8` (default), `utf-16le`, `utf-16be`, `windows-1252`, `iso-8859-1` …; a byte order mark always decides. */
  readonly encoding?: string | undefined
  /** false: no header line; `columns` then gives positions, from 1. */
  readonly header?: boolean | undefined
  /** Our name of a column -> its header, its position from 1, or `lookup.column`. */
  readonly columns?: Readonly<Record<string, string | number>> | undefined
  /** Our name of a column -> the same text in each row, such as `currency: USD`. */
  readonly constants?: Readonly<Record<string, string>> | undefined
  /** Types of extra columns; an undeclared one is text. */
  readonly types?: Readonly<Record<string, CellType>> | undefined
  /** The types are said of another file: this one may lack columns that they name. */
  readonly typesOfAnother?: boolean | undefined
  /** Column -> text of the file -> our text; applied to the trimmed text before it is read. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined
  /** Sign before the decimals. Undeclared: plain digits with a point; anything that could mean two numbers is an error. */
  readonly decimal?: '.' | ',' | undefined
  /** Undeclared: `YYYY-MM-DD`. */
  readonly date?: DatePattern | undefined
  /** Texts that mean a blank cell, such as `NULL`. */
  readonly null?: readonly string[] | undefined
  /** true: lines of one cell after a blank line at the end are what a report says of itself, no data. */
  readonly footer?: boolean | undefined
  /** Default `stop`. */
  readonly on_bad_row?: 'stop' | 'reject' | undefined
  /** Where a key of these settings stands in `spm.yaml`; undefined where they come from elsewhere. */
  readonly placeOf?: ((path: readonly string[]) => Place) | undefined
}

/** A second file, looked into by key. */
export interface KeyedSettings extends TableSettings {
  readonly as: string
  /** The key's column. */
  readonly key: string
}

/** A second file joined by key onto deals or reps; its columns become `<as>.<column>`. */
export interface LookupSettings extends KeyedSettings {
  readonly onto: 'deals' | 'reps'
  /** The column of deals or reps whose text is looked up. */
  readonly key: string
  /** The key's column in the looked-up file; default: the name of `key`. */
  readonly match?: string | undefined
  /** A key the file lacks: default `error`. A blank key always gives blank cells. */
  readonly on_missing?: 'error' | 'blank' | undefined
}

/** A file as the input layer sees it. It is opened once for its header and once for its rows. */
export interface SourceFile {
  /** As messages and the manifest name it. */
  readonly name: string
  open(): AsyncIterable<Uint8Array>
}
