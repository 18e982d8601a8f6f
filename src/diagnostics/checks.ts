import { catalogue, type Code } from './catalogue.js'
import type { Diagnostic, Severity } from './diagnostic.js'
import { groupBy } from '../base/order.js'

/** What settings say of a check: how grave its findings are, and why that differs from the catalogue. */
export interface CheckRule {
  readonly severity: Severity | 'off'
  readonly reason: string | undefined
}

export type CheckRules = ReadonlyMap<Code, CheckRule>

/** The findings of a check that settings turned off. */
export interface Silenced {
  readonly code: Code
  readonly count: number
  readonly reason: string
}

export interface Judged {
  readonly found: readonly Diagnostic[]
  readonly silenced: readonly Silenced[]
}

/**
 * Whether a code is a check: a warning or note about plans and inputs. Errors are none, because a run cannot go on from
 * them; nor is what speaks of runs, the ledger and the audit log (SPM6…): who can edit settings must not hide that.
 */
export function isCheck(code: Code): boolean {
  return catalogue[code].severity !== 'error' && !code.startsWith('SPM6')
}

/**
 * The findings with the severities that settings give to checks.
 * @param strict whether warnings of checks, as settings left them, are errors
 */
export function judge(found: readonly Diagnostic[], rules: CheckRules = new Map(), strict = false): Judged {
  const judged = found.map((each) => ({ ...each, severity: severityOf(each, rules, strict) }))
  const off = groupBy(
    judged.filter(({ severity }) => severity === 'off'),
    ({ code }) => code,
  )
  return {
    found: judged.flatMap(({ severity, ...each }) => (severity === 'off' ? [] : [{ ...each, severity }])),
    silenced: [...off].map(([code, { length }]) => ({
      code,
      count: length,
      reason: rules.get(code)?.reason ?? '',
    })),
  }
}

function severityOf({ code, severity }: Diagnostic, rules: CheckRules, strict: boolean): Severity | 'off' {
  if (!isCheck(code)) return severity
  const own = rules.get(code)?.severity ?? severity
  return strict && own === 'warning' ? 'error' : own
}
