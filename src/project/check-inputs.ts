import { join } from 'node:path'
import type { RunOnDisk } from '../audit/check-runs.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { fileHash } from '../io/hash-file.js'
import { filesOf, type RunManifest } from '../run/read-manifest.js'
import type { DiskSources } from './find-sources.js'

/** Are the files that a run was computed from still the same? What was changed or is gone makes it out of date. */
export function checkInputs(
  { pathOf }: Pick<DiskSources, 'pathOf'>,
  manifest: RunManifest,
  run: RunOnDisk,
  found: Diagnostic[],
): void {
  const related = [{ message: 'the run', place: { file: join(run.folder, 'run.json') } }]
  for (const { path, sha256 } of filesOf(manifest)) {
    const now = fileHash(pathOf(path))
    if (now?.sha256 === sha256) continue
    const what = now ? 'was changed since' : 'is not there any more'
    const message = `run ${run.id} was computed from "${path}", which ${what}`
    found.push(diagnose('SPM6056', message, { place: { file: path }, related }))
  }
}
