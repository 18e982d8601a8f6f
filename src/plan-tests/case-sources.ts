import type { Diagnostic, Place } from '../diagnostics/diagnostic.js'
import { fileFormat, type RecordFormat } from '../input/file-format.js'
import type { SourceFile, TableSettings } from '../input/table-settings.js'
import { expandPaths } from '../io/expand.js'
import { readChunks } from '../io/read.js'
import { CellFields } from '../project/cell-fields.js'
import type { InputName } from '../project/settings.js'
import type { Sources, SourceText, SourceTable } from '../project/sources.js'
import type { CaseSettings } from './case-settings.js'
import { inlineFile, pathOfTable, type CellPlace } from './given-table.js'
import type { Given } from './read-test-file.js'
import { besideTest } from './test-project.js'

/** A case as what a project is loaded from, and how to find a place in it again. */
export interface CaseSources {
  readonly sources: Sources
  /** Places of findings: cells of short tables by where they stand in the test file, those of files by their field. */
  readonly placed: (found: readonly Diagnostic[]) => readonly Diagnostic[]
}

export interface CaseGround {
  readonly root: string
  /** The test file, relative to the root. */
  readonly file: string
  readonly plans: readonly SourceText[]
  readonly library: readonly SourceText[]
  readonly settings: CaseSettings
  /** Remembers how a file is read, so that its cells can be found. */
  readonly remember: (file: string, format: RecordFormat) => void
  readonly watch: Sources['watch']
}

/** Sources of a case with the tables of one of its periods. Files that are not there are in `found`. */
export function caseSources(ground: CaseGround, given: Given, found: Diagnostic[]): CaseSources {
  const {
    root,
    file,
    settings: { settings, own },
    remember,
  } = ground
  const onDisk = (names: readonly string[], table: TableSettings): readonly SourceFile[] =>
    expandPaths(root, names, found).map((name) => {
      remember(name, fileFormat(table, '', []).record)
      return { name, open: () => readChunks(root, name) }
    })
  const inline = new Map<string, CellPlace>()
  const tables = new Map<InputName, SourceTable>()
  for (const [name, table] of given) {
    const reading = withoutPath(settings.inputs[name])
    const path = pathOfTable(table)
    if (path !== undefined) {
      const place = table.doc.placeOf(table.path)
      const before = found.length
      const files = onDisk([besideTest(file, path)], reading)
      for (const each of found.splice(before)) found.push({ ...each, place })
      tables.set(name, { settings: reading, files })
      continue
    }
    const made = inlineFile(table, `given.${name}`)
    inline.set(made.file.name, made.placeOf)
    tables.set(name, { settings: reading, files: [made.file] })
  }
  const periods = settings.inputs.periods
  if (periods && !tables.has('periods')) {
    const path = [periods.path ?? []].flat()
    const names = own.has('calendar') ? path.map((each) => besideTest(file, each)) : path
    tables.set('periods', { settings: periods, files: onDisk(names, periods) })
  }
  const withFiles =
    <T extends TableSettings>(key: string) =>
    (table: T): { settings: T; files: readonly SourceFile[] } => {
      const paths = [table.path ?? []].flat()
      return {
        settings: table,
        files: onDisk(own.has(key) ? paths.map((each) => besideTest(file, each)) : paths, table),
      }
    }
  const cells = new CellFields()
  const { plans, library, watch } = ground
  const sources: Sources = {
    settings,
    plans,
    library,
    tables,
    lookups: settings.lookups.map(withFiles('lookups')),
    keyed: settings.tables.map(withFiles('tables')),
    cells,
    ...(watch && { watch }),
  }
  const placeOf = (place: Place): Place => {
    const { file: name, record, field } = cells.resolve(place)
    const inside = inline.get(name)
    return inside ? inside(record ?? 1, record === undefined ? undefined : field) : cells.resolve(place)
  }
  return {
    sources,
    placed: (all) =>
      all.map((each) => ({
        ...each,
        ...(each.place && { place: placeOf(each.place) }),
        ...(each.related && { related: each.related.map((one) => ({ ...one, place: placeOf(one.place) })) }),
      })),
  }
}

function withoutPath(settings: TableSettings | undefined): TableSettings {
  const { path: _, ...others } = settings ?? {}
  return others
}
