import { splitLog } from '../audit/entry.js'
import { readAuditLog } from '../io/audit-log.js'
import { readLedgerFolders } from '../io/read-ledger.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { checkLedger } from '../ledger/check-ledger.js'
import type { ClosedPeriod } from '../ledger/close-record.js'
import { loggedBy, type Logged } from '../ledger/logged.js'
import type { ProjectFolders } from './find-settings.js'

/** What was done so far: the log, and the closed periods in order. */
export interface ProjectState {
  readonly logged: Logged
  readonly closed: readonly ClosedPeriod[]
}

/** Reads log and ledger; what was changed by hand is in `found`. */
export function readState({ log, ledger }: ProjectFolders, found: Diagnostic[]): ProjectState {
  const lines = readAuditLog(log)?.lines ?? splitLog(new Uint8Array())
  return { logged: loggedBy(lines), closed: checkLedger(readLedgerFolders(ledger), found) }
}
