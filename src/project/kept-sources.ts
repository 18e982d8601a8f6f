import { dirname, resolve } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { fileFormat, type RecordFormat } from '../input/file-format.js'
import type { SourceFile, TableSettings } from '../input/table-settings.js'
import { readChunks, readText } from '../io/read.js'
import type { RunManifest } from '../run/read-manifest.js'
import { CellFields } from './cell-fields.js'
import { INPUTS, type DiskSources } from './find-sources.js'
import { parseSettings, type InputName } from './settings.js'
import type { SourceTable, SourceText } from './sources.js'

/**
 * The sources of a run as its manifest names them: which file serves which table comes from there, not from flags or
 * folders of today. Undefined when `found` holds errors.
 * @param paths where the bytes of each named file are
 */
export function keptSources(
  manifest: RunManifest,
  paths: ReadonlyMap<string, string>,
  found: Diagnostic[],
): DiskSources | undefined {
  const pathOf = (name: string): string => paths.get(name) ?? name
  const textOf = ({ path }: { readonly path: string }): SourceText[] => {
    const text = readText(dirname(pathOf(path)), pathOf(path), found)
    return text === undefined ? [] : [{ name: path, text }]
  }
  const settingsText = manifest.settings ? textOf(manifest.settings)[0] : undefined
  const settingsName = settingsText?.name ?? 'spm.yaml'
  const settings = parseSettings(settingsText?.text ?? '', settingsName, found, manifest.overrides)
  if (settings === undefined) return undefined

  const formats = new Map<string, RecordFormat>()
  const filesOf = (table: string, own: TableSettings): readonly SourceFile[] =>
    manifest.inputs
      .filter((input) => input.table === table)
      .map(({ path }) => {
        formats.set(path, fileFormat(own, '', []).record)
        return { name: path, open: () => readChunks(dirname(pathOf(path)), pathOf(path)) }
      })
  const tables = new Map<InputName, SourceTable>()
  for (const input of INPUTS) {
    const own = settings.inputs[input] ?? {}
    const files = filesOf(input, own)
    if (files.length > 0) tables.set(input, { settings: own, files })
  }
  const planFiles = manifest.plans.filter(({ extended }) => extended !== true)
  const libraryFiles = manifest.plans.flatMap(({ extended, ...file }) => (extended === true ? [file] : []))
  const plans = planFiles.flatMap(textOf)
  const library = libraryFiles.flatMap(textOf)
  return {
    settings,
    plans,
    library,
    tables,
    lookups: settings.lookups.map((own) => ({ settings: own, files: filesOf(`lookup ${own.as}`, own) })),
    keyed: settings.tables.map((own) => ({ settings: own, files: filesOf(`table ${own.as}`, own) })),
    root: resolve('/'),
    settingsFile: manifest.settings ?? undefined,
    planFiles,
    libraryFiles,
    cells: new CellFields(),
    formatOf: (file) => formats.get(file),
    pathOf,
  }
}
