import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Decimal } from '../base/decimal.js'
import type { Env } from '../io/env.js'
import type { DiskSources } from '../project/find-sources.js'
import { foldersOf, type ProjectFolders } from '../project/find-settings.js'
import { addedUp, type FilesBefore } from '../project/period-before.js'
import { readState, type ProjectState } from '../project/read-state.js'
import { readRuns } from '../io/read-runs.js'
import { checkFiles } from '../audit/check-runs.js'
import type { PaidState, Totals } from '../statement/told.js'

/** What was done in a project so far, and where. */
export interface Done extends ProjectFolders, ProjectState {}

export function readDone(env: Env, { root, settings }: DiskSources, found: Diagnostic[]): Done {
  const folders = foldersOf(env.cwd, root, settings, undefined)
  return { ...folders, ...readState(folders, found) }
}

/** Totals of files as a run writes them. */
export async function totalsOf(files: FilesBefore): Promise<Totals> {
  const columns = ['currency', 'payee_id', 'total']
  const sums = await addedUp(files, 'payouts.csv', columns, ([currency, payee, total]) => [
    [`${currency!} ${payee!}`, total!],
  ])
  const totals = new Map<string, Map<string, Decimal>>()
  for (const [key, total] of sums) {
    // A currency has no blank in it.
    const at = key.indexOf(' ')
    const mine = totals.get(key.slice(at + 1)) ?? new Map<string, Decimal>()
    totals.set(key.slice(at + 1), mine.set(key.slice(0, at), total))
  }
  return totals
}

/** Where a period stands: closed, else approved (its latest sound run), else a draft. */
export async function paidState({ runs, logged, closed }: Done, period: string): Promise<PaidState> {
  const posted = closed.find((each) => each.period.id === period)
  if (posted) return { state: 'closed', totals: await totalsOf({ period, state: 'closed', folder: posted.folder }) }
  const approved = readRuns(runs).findLast((run) => {
    const changed: Diagnostic[] = []
    if (run.period !== period || !logged.approved.has(run.manifestHash)) return false
    checkFiles(run, changed)
    return changed.length === 0
  })
  if (approved === undefined) return { state: 'draft', totals: new Map() }
  return { state: 'approved', totals: await totalsOf({ period, state: 'draft', folder: approved.folder }) }
}
