import { isAtLeast, type Diagnostic, type Severity } from '../diagnostics/diagnostic.js'

/** What the shell learns; documented in the README, so never renumbered. */
export const EXIT = {
  ok: 0,
  /** The command ran and found something wrong with the input. */
  findings: 1,
  /** Wrong usage, or the command could not start. */
  usage: 2,
  /** With `--detailed-exitcode`: there is a difference. */
  difference: 3,
  /** Refused by state: locked, closed, unapproved, changed. */
  refused: 4,
  /** The machine said no: disk full, no permission. */
  io: 5,
  /** Our mistake. */
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const

const REFUSED: ReadonlySet<string> = new Set([
  'SPM1040',
  'SPM1042',
  'SPM1090',
  'SPM6004',
  'SPM6005',
  'SPM6029',
  'SPM6033',
  'SPM6034',
  'SPM6051',
  'SPM6052',
  'SPM6053',
  'SPM6054',
  'SPM6055',
  'SPM6056',
  'SPM6057',
  'SPM6058',
])
const CANNOT_RUN: ReadonlySet<string> = new Set([
  'SPM1004',
  'SPM1010',
  'SPM1011',
  'SPM1043',
  'SPM1054',
  'SPM1091',
  'SPM3011',
  'SPM3701',
  'SPM3720',
  'SPM6001',
  'SPM6006',
  'SPM6021',
  'SPM6050',
  'SPM6063',
])

/**
 * The exit code of a command that ends with these findings: state first, then what could not be read, then the rest.
 * @param failOn from which severity on a finding fails the command
 */
export function exitCodeOf(found: readonly Diagnostic[], failOn: Severity = 'error'): number {
  const errors = found.filter((each) => each.severity === 'error')
  if (errors.some((each) => REFUSED.has(each.code))) return EXIT.refused
  if (errors.some((each) => CANNOT_RUN.has(each.code))) return EXIT.usage
  return found.some(({ severity }) => isAtLeast(severity, failOn)) ? EXIT.findings : EXIT.ok
}
