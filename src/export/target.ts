import type { Period } from '../base/period.js'
import type { Code } from '../diagnostics/catalogue.js'
import type { Diagnostic, DiagnosticDetail, Place } from '../diagnostics/diagnostic.js'
import type { ExportsShape } from '../project/export-shape.js'
import type { People } from './people.js'

/** Cells of a row by column name, as text. */
export type Cells<Name extends string = string> = Readonly<Record<Name, string>>

/** What a run or closed period holds: its files, as they were written. */
export interface PostedFiles {
  readonly period: Period
  /** The id of the run. */
  readonly run: string
  /** Hands out the rows of one of its CSV files in their order. A column that an older file lacks is blank. */
  rows<Name extends string>(file: string, columns: readonly Name[], take: (cells: Cells<Name>) => void): Promise<void>
}

/** What a target makes its files of. */
export interface ExportSource {
  /** The closed period, or the draft. */
  readonly posted: PostedFiles
  /** It is a draft, and nothing of it has been paid. */
  readonly isDraft: boolean
  /** Closed periods before it, in order. */
  readonly before: readonly PostedFiles[]
  readonly settings: ExportsShape
  /** Whether periods stand in a file of the project's own. */
  readonly ownCalendar: boolean
  readonly people: People
  /** Where a key under `exports` stands in spm.yaml. */
  placeOf(path: readonly (string | number)[]): Place | undefined
  /** Reports what is wrong; an error means that nothing is written. */
  report(code: Code, message: string, detail?: DiagnosticDetail): void
  readonly found: readonly Diagnostic[]
}

export type Encoding = 'utf-8' | 'utf-8-bom' | 'windows-1252'

/** A file to be written, whole. */
export interface ExportFile {
  readonly name: string
  readonly text: string
  readonly encoding: Encoding
  /** Data rows: without header. */
  readonly rows: number
  /** What it comes to, for people: `750.00 USD`. */
  readonly says: string
}

/** A format that money leaves in: one file here, one line in the registry. */
export interface ExportTarget {
  readonly name: string
  /** For the help: one line. */
  readonly summary: string
  /** The keys under `exports` that it cannot do without. */
  readonly needs: readonly (keyof ExportsShape)[]
  /** The columns of the reps file that the settings name. */
  columns(settings: ExportsShape): readonly NamedColumn[]
  /** The files; what cannot be carried is reported, and then they are not written. */
  build(source: ExportSource): Promise<readonly ExportFile[]>
}

/** A column of the reps file, and the key that names it. */
export interface NamedColumn {
  readonly column: string
  readonly path: readonly (string | number)[]
}

/** The column of the reps file that a setting names; undefined where it is a text by itself. */
export function repColumn(value: string | undefined): string | undefined {
  return value?.startsWith('rep.') ? value.slice('rep.'.length) : undefined
}

/** Those of some settings that name a column. */
export function namedColumns(
  values: readonly (readonly [value: string | undefined, path: readonly (string | number)[]])[],
): readonly NamedColumn[] {
  return values.flatMap(([value, path]) => {
    const column = repColumn(value)
    return column === undefined ? [] : [{ column, path }]
  })
}

/** Begins the name of a draft's file, so that nobody takes it for what was posted. */
export function fileName({ isDraft }: Pick<ExportSource, 'isDraft'>, name: string): string {
  return isDraft ? `DRAFT-${name}` : name
}
