import { formatDecimal } from '../base/decimal.js'
import { formatMoney } from '../base/money.js'
import type { Period } from '../base/period.js'
import type { FileRead } from '../input/read-table.js'
import type { RunResult } from './write-results.js'

/** A file that was read whole: settings and plans. */
export interface TextFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** A plan file; `extended` where it was not named on the command line, and only read because a named one extends it. */
export interface PlanFile extends TextFile {
  readonly extended?: true
}

export interface ManifestParts {
  readonly version: string
  readonly period: Period
  readonly settings: TextFile | undefined
  /** Settings given on the command line (`key=value`), which stand in no file. */
  readonly overrides: readonly string[]
  readonly plans: readonly PlanFile[]
  readonly inputs: readonly { readonly table: string; readonly file: FileRead }[]
  readonly outputs: readonly {
    readonly file: string
    readonly rows: number
    readonly bytes: number
    readonly sha256: string
  }[]
  readonly result: RunResult
  readonly ledger: LedgerState
}

/** What of the ledger a run was computed from. */
export interface LedgerState {
  /** SHA-256 of the latest close record; null before the first. */
  readonly head: string | null
  /** The first period before this one that is open, which makes the run provisional (F45); null where all are closed. */
  readonly open_before: string | null
}

/**
 * The manifest of a run: what it was made from, what it wrote, what it came to. It names no clock, user or machine, so
 * that the same inputs give the same bytes; its SHA-256 names the run.
 */
export function manifest({
  version,
  period,
  settings,
  overrides,
  plans,
  inputs,
  outputs,
  result,
  ledger,
}: ManifestParts): string {
  const { excludedBy, adjustments: approved, exceptions, totals } = result
  const { read, credited, excluded, rejected, fromLedger } = result.deals
  const content = {
    format: 1,
    tool: { name: 'spm', version },
    period: { id: period.id, level: period.level, start: period.start, end: period.end },
    ledger,
    settings: settings ?? null,
    overrides,
    plans,
    inputs: inputs.map(({ table, file }) => ({
      table,
      path: file.name,
      bytes: file.bytes,
      sha256: file.sha256,
      rows: file.rows,
      rejected: file.rejected,
      ...(file.total && { total: formatDecimal(file.total) }),
    })),
    deals: { read, credited, excluded, rejected, from_ledger: fromLedger, excluded_by: Object.fromEntries(excludedBy) },
    adjustments: {
      read: approved.read,
      paid: approved.paid,
      rejected: approved.rejected,
      other_periods: Object.fromEntries(approved.otherPeriods),
    },
    exceptions: exceptions.length,
    payees: totals.payees,
    lines: totals.lines,
    paid: totals.plans.map(({ plan, currency, payees, lines, paid, accrued }) => ({
      plan,
      currency,
      payees,
      lines,
      paid: formatMoney(paid, currency),
      accrued: formatMoney(accrued, currency),
    })),
    payable: totals.currencies.map(({ currency, payees, paid, payable, owed, accrued, ...more }) => ({
      currency,
      payees,
      paid_payees: paid,
      payable: formatMoney(payable, currency),
      owed: formatMoney(owed, currency),
      accrued: formatMoney(accrued, currency),
      adjustments: more.adjustments,
      adjusted: formatMoney(more.adjusted, currency),
      true_ups: more.trueUps,
      trued_up: formatMoney(more.truedUp, currency),
      clawed_back: formatMoney(more.clawedBack, currency),
      guaranteed: formatMoney(more.guaranteed, currency),
      balances: formatMoney(more.balances, currency),
      advanced: formatMoney(more.advanced, currency),
    })),
    outputs,
  }
  return `${JSON.stringify(content, null, 2)}\n`
}
