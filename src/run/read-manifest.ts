import type { Period } from '../base/period.js'
import type { LedgerState, PlanFile, TextFile } from './manifest.js'

/** What commands that come after a run ask of its manifest. */
export interface RunManifest {
  readonly tool: { readonly version: string }
  readonly period: Period
  readonly ledger: LedgerState
  readonly settings: TextFile | null
  readonly overrides: readonly string[]
  readonly plans: readonly PlanFile[]
  readonly inputs: readonly (TextFile & { readonly table: string })[]
  readonly outputs: readonly { readonly file: string; readonly sha256: string }[]
  readonly exceptions: number
  readonly payees: number
  readonly payable: readonly {
    readonly currency: string
    readonly payable: string
    readonly payees: number
    /** Who get something. */
    readonly paid_payees: number
  }[]
}

/** Reads a run.json whose hash is that of the audit log: what spm wrote itself. Undefined for an older format. */
export function parseManifest(text: string): RunManifest | undefined {
  const value = JSON.parse(text) as RunManifest & { readonly format: number }
  return value.format === 1 && typeof value.ledger === 'object' ? value : undefined
}

/** All files that a run was computed from: settings, plans and inputs, by their names in the project. */
export function filesOf({ settings, plans, inputs }: RunManifest): readonly TextFile[] {
  return [...(settings ? [settings] : []), ...plans, ...inputs]
}
