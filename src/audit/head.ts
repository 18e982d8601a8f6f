import type { LogLine } from './entry.js'

/** What `audit.head` remembers: number and hash of the last line, so that a cut tail is found. */
export interface AuditHead {
  readonly seq: number
  readonly hash: string
}

export function formatHead({ seq, hash }: AuditHead): string {
  return `${seq} ${hash}\n`
}

export function parseHead(text: string): AuditHead | undefined {
  const match = /^([1-9]\d{0,14}) ([0-9a-f]{64})\n$/.exec(text)
  return match ? { seq: Number.parseInt(match[1]!, 10), hash: match[2]! } : undefined
}

export type HeadState = 'agrees' | 'behind' | 'disagrees' | 'missing'

/**
 * Compares the head file with the log. Behind = the log goes on by at most one thing done after what the head knows:
 * spm was interrupted between the two writes. Torn lines and their acknowledgements do not count as things done.
 */
export function headState(lines: readonly LogLine[], head: AuditHead | undefined): HeadState {
  if (!head) return lines.length === 0 ? 'agrees' : 'missing'
  if (lines[head.seq - 1]?.hash !== head.hash) return 'disagrees'
  const ahead = lines.slice(head.seq)
  const entries = ahead.filter((line) => line.entry)
  if (entries.filter((line) => line.entry?.action !== 'recovered').length > 1) return 'disagrees'
  return entries.length > 0 ? 'behind' : 'agrees'
}
