import { sum, type Decimal } from '../base/decimal.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import type { Counted, Minimum } from '../plan/minimum.js'
import type { Participation } from './attain.js'
import { moneyOf, type Line, type LineKind } from './line.js'
import type { RunContext } from './run-context.js'

/** An amount of pay, as far as a minimum looks at it; in plan currency. */
export type Pay = Pick<Line, 'kind' | 'amount'>

/** Pay that a run brings beside what its pay periods earn, by the word of `counts` for it. */
export const BESIDE: ReadonlyMap<LineKind, Counted> = new Map([
  ['true_up', 'true_ups'],
  ['adjustment', 'adjustments'],
  ['clawback', 'clawbacks'],
  ['forfeited', 'clawbacks'],
])

/** What waits for its release counts where pay is what is payable; what is held counts all the same (F19). */
const WAITS: ReadonlySet<LineKind> = new Set(['accrued_withheld', 'accrued_released'])
const HELD: ReadonlySet<LineKind> = new Set(['held_withheld', 'held_released'])

/** Pay without what a hold stops or lets go: a hold never stops recovery (F19). */
export function unheld<P extends Pay>(pay: readonly P[]): readonly P[] {
  return pay.filter(({ kind }) => !HELD.has(kind))
}

/** The base that a guarantee or a draw looks at (F12): what is earned, and what its `counts` names beside it. */
export function countedPay(pay: readonly Pay[], { counts, on }: Minimum): Decimal {
  const counted = unheld(pay).filter(({ kind }) => {
    if (WAITS.has(kind)) return on === 'payable'
    const word = BESIDE.get(kind)
    return word === undefined || counts.has(word)
  })
  return sum(counted.map(({ amount }) => amount))
}

/**
 * Which of a payee's lines the minimums of a plan look at: what its version earns; and what comes beside that, which
 * counts once, for the version that he is on last in this run.
 * @param plans his plans in this run
 */
export function payUnder(
  participation: Participation,
  plans: readonly Participation[],
  lines: readonly Line[],
): readonly Line[] {
  const { plan } = participation.run
  const last = isLastVersion(participation, plans)
  return lines.filter(({ kind, participation: { run } }) =>
    BESIDE.has(kind) ? last && run.plan.id === plan.id : run.plan === plan,
  )
}

/** Does what comes beside the earnings of a plan count for this version of it? */
export function isLastVersion(participation: Participation, plans: readonly Participation[]): boolean {
  const versions = plans.filter(({ run }) => run.plan.id === participation.run.plan.id)
  return (versions.findLast(({ left }) => !left) ?? versions.at(-1)) === participation
}

/** Errors of minimums that count what is in another currency: told before anything is paid. */
export function checkCounted(
  { run: { plan } }: Participation,
  { what, counts, place: at }: Minimum,
  lines: readonly Line[],
  context: RunContext,
): void {
  if (!counts.has('adjustments')) return
  for (const line of lines) {
    if (!line.adjustment || moneyOf(line) === plan.currency) continue
    const { row } = line.adjustment
    const message = `adjustment "${row.id}" is in ${moneyOf(line)}, the ${what} of plan ${plan.id} is in ${plan.currency}`
    const place = { file: row.file, record: row.record, cell: 'amount' }
    context.report(diagnose('SPM5951', message, { place, related: [{ message: `the ${what}`, place: at }] }))
  }
}
