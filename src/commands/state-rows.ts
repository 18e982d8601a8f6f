import { checkFiles, type RunOnDisk } from '../audit/check-runs.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { latestRun, readRuns } from '../io/read-runs.js'
import { parseManifest } from '../run/read-manifest.js'
import type { RunRow } from '../reports/state.js'
import type { Project } from './lifecycle.js'

/** Every run of a project as it stands, in order of period and id; of one period where it is given. */
export function runRows({ runs, logged, closed }: Project, period: string | undefined): readonly RunRow[] {
  const posted = new Set(closed.map(({ manifest }) => manifest))
  return readRuns(runs)
    .filter((run) => period === undefined || run.period === period)
    .map((run): RunRow => {
      const made = logged.made.get(run.manifestHash)
      const manifest = made && parseManifest(run.manifest)
      const approval = logged.approved.get(run.manifestHash)
      return {
        period: run.period,
        run: run.id,
        state: stateOf(run, {
          made: made !== undefined,
          closed: posted.has(run.manifestHash),
          approved: approval !== undefined,
        }),
        latest: latestRun(runs, run.period) === run.id,
        by: made?.actor ?? '',
        at: made?.at ?? '',
        approvedBy: approval?.actor ?? '',
        payable: manifest?.payable.map(({ currency, payable }) => `${payable} ${currency}`).join(', ') ?? '',
        exceptions: manifest ? String(manifest.exceptions) : '',
      }
    })
}

function stateOf(
  run: RunOnDisk,
  { made, closed, approved }: { readonly made: boolean; readonly closed: boolean; readonly approved: boolean },
): string {
  if (!made) return 'unlogged'
  const found: Diagnostic[] = []
  checkFiles(run, found)
  if (found.length > 0) return 'changed'
  return closed ? 'closed' : approved ? 'approved' : 'draft'
}
