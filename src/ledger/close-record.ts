import type { HashedFile } from '../audit/check-runs.js'
import { parseDate, type PlainDate } from '../base/date.js'
import type { Period } from '../base/period.js'

/** The file that makes a folder of the ledger a closed period. */
export const CLOSE_RECORD = 'close.json'

/**
 * What a close says of its period. It names no clock and nobody: these stand in the audit log. Its SHA-256 names the
 * state of the ledger; each record holds the one before it, so that the periods form a chain.
 */
export interface CloseRecord {
  readonly period: Period
  /** The run that was posted, and the SHA-256 of its run.json. */
  readonly run: string
  readonly manifest: string
  /** SHA-256 of the close record of the period before; undefined in the first. */
  readonly previous: string | undefined
  /** Every other file of the folder. */
  readonly files: readonly HashedFile[]
}

/** A closed period as it stands in the ledger. */
export interface ClosedPeriod extends CloseRecord {
  /** SHA-256 of its own close record. */
  readonly hash: string
  readonly folder: string
}

export function formatClose({ period, run, manifest, previous, files }: CloseRecord): string {
  const { id, level, start, end } = period
  const content = { format: 1, period: { id, level, start, end }, run, manifest, previous: previous ?? null, files }
  return `${JSON.stringify(content, null, 2)}\n`
}

/** Undefined for anything that is not a close record. */
export function parseClose(text: string): CloseRecord | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(value) || value['format'] !== 1 || !isRecord(value['period']) || !Array.isArray(value['files']))
    return undefined
  const { id, level, start, end } = value['period']
  const { run, manifest, previous } = value
  if (!isText(id) || !isText(level) || !isText(run) || !isText(manifest)) return undefined
  if (!isPlainDate(start) || !isPlainDate(end)) return undefined
  if (previous !== null && !isText(previous)) return undefined
  const files: HashedFile[] = []
  for (const each of value['files'] as unknown[]) {
    if (!isRecord(each)) return undefined
    const { file, bytes, sha256 } = each
    if (!isText(file) || typeof bytes !== 'number' || !isText(sha256)) return undefined
    files.push({ file, bytes, sha256 })
  }
  return { period: { id, level, start, end }, run, manifest, previous: previous ?? undefined, files }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isPlainDate(value: unknown): value is PlainDate {
  return isText(value) && parseDate(value) === value
}
