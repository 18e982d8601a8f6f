import type { Silenced } from '../diagnostics/checks.js'
import { sortDiagnostics, type Diagnostic, type Place, type Severity } from '../diagnostics/diagnostic.js'
import { cellLocator } from '../io/cell-locator.js'
import type { Env } from '../io/env.js'
import { locatePlaces, type Located } from '../io/locate.js'
import type { DiskSources } from '../project/find-sources.js'
import { colourFor } from '../render/colour.js'
import { findingsFormats, isFindingsFormat, type FindingsFormat } from '../render/findings-formats.js'
import type { OptionValues } from './command.js'

export interface ShowOptions {
  /** Findings are the command's result (stdout, `--format`), or stand beside it (stderr, text). */
  readonly as: 'result' | 'messages'
  readonly format?: FindingsFormat
  /** From which severity on a finding fails the command; `error` unless said. */
  readonly failOn?: Severity
  /** What settings turned off, for formats that tell of it. */
  readonly silenced?: readonly Silenced[]
}

/** What `--format` of a command says whose choices are the formats of findings. */
export function findingsFormatOf({ format }: OptionValues): FindingsFormat {
  return isFindingsFormat(format) ? format : 'text'
}

/** How places in a project's files are found again. */
export type FindingPlaces = Pick<DiskSources, 'root' | 'cells' | 'pathOf' | 'formatOf'>

/** Findings in a project's files, whose names are relative to its folder, with line and column filled in and sorted. */
export function locateProjectFindings(
  env: Env,
  found: readonly Diagnostic[],
  sources: FindingPlaces | undefined,
): Promise<Located> {
  const sorted = sortDiagnostics(found)
  if (sources === undefined) return locatePlaces(sorted, env.cwd)
  const names = new Map<string, string>()
  const absolute = (place: Place): Place => {
    const path = sources.pathOf(place.file)
    names.set(path, place.file)
    return { ...sources.cells.resolve(place), file: path }
  }
  const placed = sorted.map((each) => ({
    ...each,
    ...(each.place && { place: absolute(each.place) }),
    ...(each.related && { related: each.related.map((one) => ({ ...one, place: absolute(one.place) })) }),
  }))
  const locateCells = cellLocator(sources.root, (path) => sources.formatOf(names.get(path) ?? path))
  return locatePlaces(placed, env.cwd, locateCells)
}

/** Prints findings in a project's files. `--quiet` leaves out notes. */
export async function showProjectFindings(
  env: Env,
  found: readonly Diagnostic[],
  sources: FindingPlaces | undefined,
  options: ShowOptions,
): Promise<void> {
  print(env, await locateProjectFindings(env, wanted(env, found), sources), options)
}

/** Prints findings with their places filled in. `--quiet` leaves out notes. */
export async function showFindings(env: Env, found: readonly Diagnostic[], options: ShowOptions): Promise<void> {
  print(env, await locatePlaces(sortDiagnostics(wanted(env, found)), env.cwd), options)
}

function wanted({ quiet }: Env, found: readonly Diagnostic[]): readonly Diagnostic[] {
  return quiet ? found.filter((each) => each.severity !== 'note') : found
}

function print(env: Env, { found, sourceLine }: Located, options: ShowOptions): void {
  const { as, format = 'text', failOn = 'error', silenced } = options
  const stream = as === 'result' ? 'stdout' : 'stderr'
  const { version } = env
  const chalk = colourFor(env, stream)
  const text = findingsFormats[format](found, { chalk, sourceLine, version, failOn, silenced })
  // On a terminal, what comes next on stdout stands right below.
  const gap = as === 'messages' && text !== '' && env.stderr.isTTY ? '\n' : ''
  env[stream].write(text + gap)
}
