import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { RunWriter } from '../io/write-run.js'
import type { ClosedPeriod } from '../ledger/close-record.js'
import { manifest, type LedgerState } from '../run/manifest.js'
import { writeResults, type RunResult } from '../run/write-results.js'
import type { DiskSources } from './find-sources.js'
import { ledgerState } from './open-periods.js'
import type { Tell } from './read-deals.js'
import type { ProjectRun } from './run-project.js'

/** What a run was computed from, beside its project. */
export interface RunOrigin {
  readonly version: string
  readonly overrides: readonly string[]
  readonly closed: readonly ClosedPeriod[]
}

export interface FilledRun {
  readonly result: RunResult
  readonly ledger: LedgerState
  /** The text of run.json. */
  readonly manifest: string
}

/** Settles payee by payee into a writer and says what belongs into run.json; undefined when `found` holds errors. */
export async function fillRun(
  { book, calculation, read, extended, rejected }: ProjectRun,
  sources: DiskSources,
  { version, overrides, closed }: RunOrigin,
  writer: Pick<RunWriter, 'file' | 'finish'>,
  tell: Tell,
  found: Diagnostic[],
): Promise<FilledRun | undefined> {
  const ledger = ledgerState(book, closed)
  const pause = (payees: number): Promise<void> => tell(`settled ${payees} payees`)
  const result = await writeResults(calculation, rejected, book, writer, pause)
  if (hasErrors(found)) return undefined
  const library = sources.libraryFiles.filter(({ path }) => extended.has(path))
  const text = manifest({
    version,
    period: book.period,
    settings: sources.settingsFile,
    overrides,
    plans: [...sources.planFiles, ...library.map((file) => ({ ...file, extended: true as const }))],
    inputs: read,
    outputs: writer.finish(),
    result,
    ledger,
  })
  return { result, ledger, manifest: text }
}
