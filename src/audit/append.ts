import { sha256 } from '../base/hash.js'
import { formatEntry, NO_PREVIOUS, type AuditEntry, type LogLine } from './entry.js'
import type { AuditHead } from './head.js'

/** What a command wants logged. */
export interface NewEntry {
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly details: Readonly<Record<string, string>>
}

/** Text to append in one write, and the head after it. */
export interface Addition {
  readonly text: string
  readonly head: AuditHead
}

const RESERVED: readonly string[] = ['seq', 'at', 'actor', 'action', 'prev']

/** The next line after a head; undefined is an empty log. */
export function nextEntry(after: AuditHead | undefined, { at, actor, action, details }: NewEntry): Addition {
  for (const key of RESERVED) if (Object.hasOwn(details, key)) throw new TypeError(`audit: "${key}" is a name of ours`)
  const entry: AuditEntry = {
    seq: (after?.seq ?? 0) + 1,
    at,
    actor,
    action,
    prev: after?.hash ?? NO_PREVIOUS,
    details,
  }
  const line = formatEntry(entry)
  return { text: `${line}\n`, head: { seq: entry.seq, hash: sha256(line) } }
}

/** Hashes of the lines at the end that an interrupted write left: damaged, or without newline. */
function torn(lines: readonly LogLine[]): string[] {
  const hashes: string[] = []
  for (const line of [...lines].reverse()) {
    if (line.entry && line.ended) break
    hashes.unshift(line.hash)
  }
  return hashes
}

export function lastLine(lines: readonly LogLine[]): AuditHead | undefined {
  const last = lines.at(-1)
  return last && { seq: lines.length, hash: last.hash }
}

/**
 * What must be appended before the log can go on: ends a torn line and acknowledges it by its hash, or says that the
 * head file was missing. Undefined when all is well. Nothing is ever removed from the log.
 */
export function recovery(
  lines: readonly LogLine[],
  headMissing: boolean,
  { at, actor }: Pick<NewEntry, 'at' | 'actor'>,
): Addition | undefined {
  const hashes = torn(lines)
  if (hashes.length === 0 && !headMissing) return undefined
  const details = {
    ...(hashes.length > 0 && { torn: hashes.join(' ') }),
    ...(headMissing && { head: 'missing' }),
  }
  const addition = nextEntry(lastLine(lines), { at, actor, action: 'recovered', details })
  return lines.at(-1)?.ended === false ? { ...addition, text: `\n${addition.text}` } : addition
}
