import type { AuditEntry, LogLine } from '../audit/entry.js'
import type { ClosedPeriod } from './close-record.js'

/** What the audit log says was done with runs and periods. */
export interface Logged {
  /** By SHA-256 of a run's manifest: who computed it first, and when. */
  readonly made: ReadonlyMap<string, AuditEntry>
  /** By SHA-256 of a run's manifest, without those that a reopening has voided. */
  readonly approved: ReadonlyMap<string, AuditEntry>
  /** By period id, what is closed. */
  readonly closed: ReadonlyMap<string, AuditEntry>
}

/** Replays the log. */
export function loggedBy(lines: readonly LogLine[]): Logged {
  const made = new Map<string, AuditEntry>()
  const approved = new Map<string, AuditEntry>()
  const closed = new Map<string, AuditEntry>()
  for (const { entry } of lines) {
    if (entry === undefined) continue
    const { period = '', manifest = '' } = entry.details
    if (entry.action === 'calc' && !made.has(manifest)) made.set(manifest, entry)
    if (entry.action === 'approve') approved.set(manifest, entry)
    if (entry.action === 'close') closed.set(period, entry)
    if (entry.action === 'reopen') {
      closed.delete(period)
      for (const [hash, each] of approved) if (each.details['period'] === period) approved.delete(hash)
    }
  }
  return { made, approved, closed }
}

/** Where log and ledger differ, because a command was interrupted between the two or a folder was moved by hand. */
export interface Unlogged {
  /** Closed in the ledger, not in the log. */
  readonly closed: readonly ClosedPeriod[]
  /** Closed in the log, not in the ledger. */
  readonly open: readonly AuditEntry[]
}

export function compareWithLog(closed: readonly ClosedPeriod[], logged: Logged): Unlogged {
  const there = new Map(closed.map(({ period, hash }) => [period.id, hash]))
  return {
    closed: closed.filter(({ period, hash }) => logged.closed.get(period.id)?.details['ledger'] !== hash),
    open: [...logged.closed.values()].filter(({ details }) => there.get(details['period'] ?? '') === undefined),
  }
}
