import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { compareRun, type FileDifference } from '../io/compare-run.js'
import { MANIFEST } from '../io/write-run.js'
import type { ClosedPeriod } from '../ledger/close-record.js'
import type { RunManifest } from '../run/read-manifest.js'
import { fillRun } from './fill-run.js'
import type { DiskSources } from './find-sources.js'
import { loadPosted } from './load-posted.js'
import type { Tell } from './read-deals.js'
import { runProject } from './run-project.js'

/**
 * Computes a run again, as `calc` does, and holds it against its folder while it is computed: nothing is written.
 * Undefined when `found` holds errors.
 * @param closed the periods that were closed when the run was made
 */
export async function reproduceRun(
  folder: string,
  { period, overrides, tool: { version } }: RunManifest,
  sources: DiskSources,
  closed: readonly ClosedPeriod[],
  tell: Tell,
  found: Diagnostic[],
): Promise<readonly FileDifference[] | undefined> {
  const project = await runProject(sources, period.id, tell, found, { posted: await loadPosted(closed) })
  if (project === undefined || hasErrors(found)) return undefined
  const comparison = compareRun(folder)
  try {
    // The version is the run's own: another one is told apart from what was computed.
    const filled = await fillRun(project, sources, { version, overrides, closed }, comparison, tell, found)
    if (filled === undefined) return undefined
    comparison.text(MANIFEST, filled.manifest)
    return comparison.differences
  } finally {
    comparison.end()
  }
}

/** The periods that were closed when a run was made; undefined where the ledger does not hold that state any more. */
export function closedAt(closed: readonly ClosedPeriod[], head: string | null): readonly ClosedPeriod[] | undefined {
  if (head === null) return []
  const index = closed.findIndex(({ hash }) => hash === head)
  return index === -1 ? undefined : closed.slice(0, index + 1)
}
