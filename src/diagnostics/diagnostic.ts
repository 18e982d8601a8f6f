import { catalogue, type Code } from './catalogue.js'
import { compareText } from '../base/order.js'

/**
 * Where a finding points. Text files carry `line` and `column` (from 1, in UTF-16 units).
 * A CSV cell carries `record` (from 1, the header counts) and `field` (from 0); `io/locate` turns them into line and
 * column just before printing, so that reading big files costs nothing for places nobody looks at.
 */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly length?: number
  readonly record?: number
  readonly field?: number
  /** Our name of the column, where it is not known which field that is: resolved just before printing. */
  readonly cell?: string
}

export type Severity = 'error' | 'warning' | 'note'

/** One finding about the user's input. Errors are values: below `commands/` nothing throws for a user's mistake. */
export interface Diagnostic {
  readonly code: Code
  readonly severity: Severity
  readonly message: string
  readonly fix: string
  readonly place?: Place
  readonly related?: readonly { readonly message: string; readonly place: Place }[]
}

export interface DiagnosticDetail {
  readonly place?: Place | undefined
  /** Overrides the catalogue's general advice where the case at hand allows better. */
  readonly fix?: string | undefined
  readonly related?: Diagnostic['related'] | undefined
}

/** Makes a diagnostic of a catalogued code; severity and general advice come from the catalogue. */
export function diagnose(code: Code, message: string, detail: DiagnosticDetail = {}): Diagnostic {
  const { severity, fix } = catalogue[code]
  return {
    code,
    severity,
    message,
    fix: detail.fix ?? fix,
    ...(detail.place && { place: detail.place }),
    ...(detail.related && detail.related.length > 0 && { related: detail.related }),
  }
}

const SEVERITIES: readonly Severity[] = ['note', 'warning', 'error']

/** Whether a severity is as grave as another one, or graver. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least)
}

export function hasErrors(found: readonly Diagnostic[]): boolean {
  return found.some((each) => each.severity === 'error')
}

/** Each finding once: what is wrong with a part that several plans share is found with each of them. */
export function distinct(found: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()]
}

/** By file, place, code, message; findings without a place come first. */
export function sortDiagnostics(found: readonly Diagnostic[]): Diagnostic[] {
  return [...found].sort((a, b) => {
    const p = a.place
    const q = b.place
    return (
      compareText(p?.file ?? '', q?.file ?? '') ||
      (p?.record ?? 0) - (q?.record ?? 0) ||
      (p?.line ?? 0) - (q?.line ?? 0) ||
      (p?.field ?? p?.column ?? 0) - (q?.field ?? q?.column ?? 0) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message)
    )
  })
}
