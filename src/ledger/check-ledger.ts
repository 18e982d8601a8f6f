import type { HashedFile } from '../audit/check-runs.js'
import { sha256 } from '../base/hash.js'
import { compareText } from '../base/order.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { CLOSE_RECORD, parseClose, type ClosedPeriod } from './close-record.js'
import { compareWithLog, type Logged } from './logged.js'

/** A folder of the ledger as it stands now. */
export interface LedgerFolder {
  readonly name: string
  readonly folder: string
  /** The text of its close record. */
  readonly record: string
  /** Everything else in the folder. */
  readonly files: readonly HashedFile[]
}

/**
 * The closed periods in order, each held against its close record and chained to the one before. What does not fit is
 * in `found`: then nothing may be computed from the ledger.
 */
export function checkLedger(folders: readonly LedgerFolder[], found: Diagnostic[]): readonly ClosedPeriod[] {
  const closed = folders.flatMap((folder) => readFolder(folder, found) ?? [])
  closed.sort((a, b) => compareText(a.period.start, b.period.start))
  for (const [index, { period, previous, folder }] of closed.entries()) {
    const before = closed[index - 1]
    if (previous === before?.hash) continue
    const after = before ? `does not follow from ${before.period.id}` : 'follows from a period that is not there'
    found.push(changed(`${period.id} ${after}: a closed period was changed, removed or put there`, folder))
  }
  return closed
}

function changed(message: string, folder: string, file = CLOSE_RECORD): Diagnostic {
  return diagnose('SPM6057', message, { place: { file: `${folder}/${file}` } })
}

function readFolder({ name, folder, record, files }: LedgerFolder, found: Diagnostic[]): ClosedPeriod | undefined {
  const close = parseClose(record)
  if (close?.period.id !== name) {
    found.push(changed(`the close record of ${name} cannot be read as one`, folder))
    return undefined
  }
  const there = new Map(files.map((file) => [file.file, file]))
  for (const file of close.files) {
    const now = there.get(file.file)
    there.delete(file.file)
    if (now?.sha256 === file.sha256) continue
    found.push(changed(`"${file.file}" of ${name} ${now ? 'was changed' : 'is missing'}`, folder, file.file))
  }
  for (const file of there.keys()) found.push(changed(`"${file}" was not posted with ${name}`, folder, file))
  return { ...close, hash: sha256(record), folder }
}

/** Holds the closed periods against what the log says was closed and reopened. */
export function checkLogged(
  closed: readonly ClosedPeriod[],
  logged: Logged,
  names: { readonly log: string; readonly ledger: string },
  found: Diagnostic[],
): void {
  const { closed: unlogged, open } = compareWithLog(closed, logged)
  for (const { period } of unlogged) {
    const message = `${period.id} is closed in "${names.ledger}", and the log does not say so`
    found.push(diagnose('SPM6064', message, { place: { file: names.log } }))
  }
  for (const { details } of open) {
    const message = `the log says that ${details['period'] ?? ''} is closed, and it is not in "${names.ledger}"`
    found.push(diagnose('SPM6064', message, { place: { file: names.log } }))
  }
}
