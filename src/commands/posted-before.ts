import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import type { ClosedPeriod } from '../ledger/close-record.js'
import type { Posted } from '../ledger/posted.js'
import { foldersOf } from '../project/find-settings.js'
import type { DiskSources } from '../project/find-sources.js'
import { loadPosted } from '../project/load-posted.js'
import { readState } from '../project/read-state.js'

/** The periods closed before one; a closed one is shown by today's data, which is said. */
export function closedBefore(
  env: Env,
  { root, settings }: DiskSources,
  period: string,
  found: Diagnostic[],
): readonly ClosedPeriod[] {
  return openBefore(readState(foldersOf(env.cwd, root, settings, undefined), found).closed, period, found)
}

/** Of all closed periods those before one. */
export function openBefore(
  closed: readonly ClosedPeriod[],
  period: string,
  found: Diagnostic[],
): readonly ClosedPeriod[] {
  const own = closed.findIndex((each) => each.period.id === period)
  if (own < 0) return closed
  found.push(diagnose('SPM6062', `${period} is closed; this is what it pays by today’s data`))
  return closed.slice(0, own)
}

/** What they bring into it; undefined when `found` holds errors. */
export async function postedBefore(
  env: Env,
  sources: DiskSources,
  period: string,
  found: Diagnostic[],
): Promise<Posted | undefined> {
  const closed = closedBefore(env, sources, period, found)
  return hasErrors(found) ? undefined : loadPosted(closed)
}
