import type { Silenced } from '../diagnostics/checks.js'
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.js'
import { renderDiagnostics, renderDiagnosticsJson, type DiagnosticsTextOptions } from './diagnostics.js'
import { findingsGithub } from './findings-github.js'
import { findingsJunit } from './findings-junit.js'
import { findingsSarif } from './findings-sarif.js'

/** What a format may need beside the findings, whose places are filled in. */
export interface FindingsOptions extends DiagnosticsTextOptions {
  /** Our version, for formats that name the tool. */
  readonly version: string
  /** From which severity on a finding fails the check. */
  readonly failOn: Severity
  /** What settings turned off. */
  readonly silenced?: readonly Silenced[] | undefined
}

/** One renderer a format: a further format is a line here. */
export const findingsFormats = {
  text: renderDiagnostics,
  json: renderDiagnosticsJson,
  github: findingsGithub,
  sarif: findingsSarif,
  junit: findingsJunit,
} as const satisfies Readonly<Record<string, (found: readonly Diagnostic[], options: FindingsOptions) => string>>

export type FindingsFormat = keyof typeof findingsFormats

export function isFindingsFormat(name: unknown): name is FindingsFormat {
  return typeof name === 'string' && Object.hasOwn(findingsFormats, name)
}
