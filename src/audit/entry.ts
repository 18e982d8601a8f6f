import { sha256 } from '../base/hash.js'

/**
 * One thing that was done. `prev` is the SHA-256 of the raw line before it (its bytes without the newline), so that
 * the chain can be checked with `sha256sum` alone; the first entry's is 64 zeros. `seq` is the line's number.
 */
export interface AuditEntry {
  readonly seq: number
  /** ISO time in UTC. */
  readonly at: string
  readonly actor: string
  /** `calc`, `approve`, `close`, `reopen`, … or `recovered`, which acknowledges an interrupted write. */
  readonly action: string
  readonly prev: string
  /** What else the action tells, as strings: period, run, manifest, totals (money as text). */
  readonly details: Readonly<Record<string, string>>
}

export const NO_PREVIOUS = '0'.repeat(64)

const HASH = /^[0-9a-f]{64}$/

/** The line of an entry, without newline. Key order is fixed: who reads the file finds things where they were. */
export function formatEntry({ seq, at, actor, action, prev, details }: AuditEntry): string {
  return JSON.stringify({ seq, at, actor, action, ...details, prev })
}

/** Reads a line; undefined for anything that is not an entry. */
export function parseEntry(line: string): AuditEntry | undefined {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { seq, at, actor, action, prev, ...rest } = value as Record<string, unknown>
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 1) return undefined
  if (typeof at !== 'string' || typeof actor !== 'string' || typeof action !== 'string') return undefined
  if (typeof prev !== 'string' || !HASH.test(prev)) return undefined
  const details = new Map<string, string>()
  for (const [key, detail] of Object.entries(rest)) {
    if (typeof detail !== 'string') return undefined
    details.set(key, detail)
  }
  return { seq, at, actor, action, prev, details: Object.fromEntries(details) }
}

/** A line of the log as it stands in the file. */
export interface LogLine {
  readonly hash: string
  /** Whether a newline ends it; only the last line can lack one. */
  readonly ended: boolean
  /** Undefined when the line is damaged. */
  readonly entry: AuditEntry | undefined
}

export function splitLog(bytes: Uint8Array): LogLine[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const lines: LogLine[] = []
  let start = 0
  while (start < bytes.length) {
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline
    const raw = bytes.subarray(start, end)
    let entry: AuditEntry | undefined
    try {
      entry = parseEntry(decoder.decode(raw))
    } catch {
      entry = undefined
    }
    lines.push({ hash: sha256(raw), ended: newline >= 0, entry })
    start = end + 1
  }
  return lines
}
