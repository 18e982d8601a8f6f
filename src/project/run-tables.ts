import type { RunSink } from '../run/output-table.js'
import type { RunManifest } from '../run/read-manifest.js'
import { writeResults } from '../run/write-results.js'
import type { DiskSources } from './find-sources.js'
import type { ProjectRun } from './run-project.js'
import { runRows, type RunRow } from './run-rows.js'

/** The files of a run, and the columns of them that are wanted. */
export type Wanted = Readonly<Record<string, readonly string[]>>

/** Rows by file. */
export type RowsByFile = Readonly<Record<string, readonly RunRow[]>>

/** Rows of a run folder. */
export async function rowsOfRun(folder: string, wanted: Wanted): Promise<RowsByFile> {
  const files = await Promise.all(
    Object.entries(wanted).map(async ([file, names]) => [file, await runRows(folder, file, names)] as const),
  )
  return Object.fromEntries(files)
}

/** Rows of a run that is computed and never written. Errors found while paying go to the run's own list. */
export async function rowsInMemory(
  { book, calculation, rejected }: ProjectRun,
  wanted: Wanted,
  pause: (payees: number) => Promise<void>,
): Promise<RowsByFile> {
  const rows: Record<string, RunRow[]> = Object.fromEntries(Object.keys(wanted).map((file) => [file, []]))
  const sink: RunSink = {
    file(name, columns) {
      const names = wanted[name] ?? []
      const at = names.map((each) => columns.findIndex((column) => column.name === each))
      return {
        row(cells) {
          if (names.length > 0)
            rows[name]!.push(Object.fromEntries(names.map((each, index) => [each, cells[at[index]!] ?? ''])))
        },
      }
    },
  }
  await writeResults(calculation, rejected, book, sink, pause)
  return rows
}

/** What a run was made from, as far as two of them can be told apart by it. */
export function factsOf({ tool, settings, overrides, plans, inputs, ledger }: RunManifest) {
  return {
    version: tool.version,
    settings: JSON.stringify([settings?.sha256 ?? '', overrides]),
    plans: byName(plans),
    inputs: new Map(inputs.map(({ table, path, sha256 }) => [`${table}\n${path}`, sha256])),
    ledger: ledger.head ?? '',
  }
}

/** The same of a run that is computed with other plans: the rest is alike. */
export function factsOfPlans({ planFiles, libraryFiles }: DiskSources) {
  return {
    version: '',
    settings: '',
    plans: byName([...libraryFiles, ...planFiles]),
    inputs: new Map<string, string>(),
    ledger: '',
  }
}

/** Plan files by their names, whatever folder they are in. */
function byName(plans: readonly { readonly path: string; readonly sha256: string }[]): ReadonlyMap<string, string> {
  return new Map(plans.map(({ path, sha256 }) => [path.split('/').at(-1)!, sha256]))
}
