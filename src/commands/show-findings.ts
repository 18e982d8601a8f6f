import { sortDiagnostics, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import { cellLocator } from '../io/cell-locator.js'
import type { Env } from '../io/env.js'
import { locatePlaces, type CellLocator } from '../io/locate.js'
import type { DiskSources } from '../project/find-sources.js'
import { colourFor } from '../render/colour.js'
import { renderDiagnostics, renderDiagnosticsJson } from '../render/diagnostics.js'

export interface ShowOptions {
  /** Findings are the command's result (stdout, `--format`), or stand beside it (stderr, text). */
  readonly as: 'result' | 'messages'
  readonly format?: 'text' | 'json'
  readonly locateCells?: CellLocator | undefined
}

/** Findings in a project's files, whose names are relative to its folder. */
export function showProjectFindings(
  env: Env,
  found: readonly Diagnostic[],
  sources: DiskSources | undefined,
  options: Pick<ShowOptions, 'as' | 'format'>,
): Promise<void> {
  if (sources === undefined) return showFindings(env, found, options)
  const names = new Map<string, string>()
  const absolute = (place: Place): Place => {
    const path = sources.pathOf(place.file)
    names.set(path, place.file)
    return { ...sources.cells.resolve(place), file: path }
  }
  const placed = found.map((each) => ({
    ...each,
    ...(each.place && { place: absolute(each.place) }),
    ...(each.related && { related: each.related.map((one) => ({ ...one, place: absolute(one.place) })) }),
  }))
  const locateCells = cellLocator(sources.root, (path) => sources.formatOf(names.get(path) ?? path))
  return showFindings(env, placed, { ...options, locateCells })
}

/** Prints findings with their places filled in. `--quiet` leaves out notes. */
export async function showFindings(
  env: Env,
  found: readonly Diagnostic[],
  { as, format = 'text', locateCells }: ShowOptions,
): Promise<void> {
  const wanted = env.quiet ? found.filter((each) => each.severity !== 'note') : found
  const stream = as === 'result' ? 'stdout' : 'stderr'
  const located = await locatePlaces(sortDiagnostics(wanted), env.cwd, locateCells)
  const text =
    format === 'json'
      ? renderDiagnosticsJson(located.found)
      : renderDiagnostics(located.found, { chalk: colourFor(env, stream), sourceLine: located.sourceLine })
  // On a terminal, what comes next on stdout stands right below.
  const gap = as === 'messages' && text !== '' && env.stderr.isTTY ? '\n' : ''
  env[stream].write(text + gap)
}
