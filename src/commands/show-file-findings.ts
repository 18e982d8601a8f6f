import { resolve } from 'node:path'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { CellFields } from '../project/cell-fields.js'
import { showProjectFindings, type ShowOptions } from './show-findings.js'

/** Prints findings in CSV files that belong to no project, by their paths from the current folder. */
export function showFileFindings(env: Env, found: readonly Diagnostic[], options: ShowOptions): Promise<void> {
  const places = {
    root: env.cwd,
    cells: new CellFields(),
    pathOf: (file: string) => resolve(env.cwd, file),
    // How it is written may not be known yet: rows are found all the same.
    formatOf: () => ({ delimiter: undefined, encoding: undefined }),
  }
  return showProjectFindings(env, found, places, options)
}
