import { dirname, join, resolve } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { exists, readText } from '../io/read.js'
import { parseSettings, type Settings } from './settings.js'

/** The settings file (`spm.yaml` of the current folder unless named) and the project's folder, where it stands. */
export function findRoot(cwd: string, config: string | undefined): { config: string | undefined; root: string } {
  const file = config ?? (exists(cwd, 'spm.yaml') ? 'spm.yaml' : undefined)
  return { config: file, root: file === undefined ? cwd : dirname(resolve(cwd, file)) }
}

/** Where a project keeps what was computed, as absolute paths. */
export interface ProjectFolders {
  readonly runs: string
  readonly ledger: string
  /** The audit log, beside the runs. */
  readonly log: string
}

/** @param out where runs are kept, as the command line says it */
export function foldersOf(
  cwd: string,
  root: string,
  { runs, ledger }: Pick<Settings, 'runs' | 'ledger'>,
  out: string | undefined,
): ProjectFolders {
  const folder = out === undefined ? resolve(root, runs) : resolve(cwd, out)
  return { runs: folder, ledger: resolve(root, ledger), log: join(dirname(folder), 'audit.jsonl') }
}

/** Settings and folders alone, for commands that need no inputs; undefined when `found` holds errors. */
export function findSettings(
  cwd: string,
  options: { readonly config: string | undefined; readonly out: string | undefined },
  found: Diagnostic[],
): (ProjectFolders & { readonly root: string; readonly settings: Settings }) | undefined {
  const { config, root } = findRoot(cwd, options.config)
  const text = config === undefined ? '' : readText(cwd, config, found)
  const settings = text === undefined ? undefined : parseSettings(text, config ?? 'spm.yaml', found)
  return settings && { root, settings, ...foldersOf(cwd, root, settings, options.out) }
}
