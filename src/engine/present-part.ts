import { daysBetween } from '../base/date.js'
import type { Fraction } from '../base/fraction.js'
import type { Period } from '../base/period.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import type { Participation } from './attain.js'
import { daysPresent, presence, type Span } from './presence.js'
import type { RunContext } from './run-context.js'

/**
 * The part of a period for which somebody was there, by the plan's proration (F21, F23); a plan that does not say how
 * part presence counts is asked.
 * @param what shrinks, in words: `shares`
 */
export function presentPart(
  { run, current }: Participation,
  period: Period,
  days: readonly Span[],
  what: string,
  context: RunContext,
): Fraction {
  const { plan } = run
  if (plan.proration === undefined && daysPresent(period, days) < daysBetween(period.start, period.end)) {
    const message = `plan ${plan.id} must say how ${what} shrink: "${current.payee.id}" is there for part of ${period.id}`
    const place = { file: current.row.file, record: current.row.record }
    context.report(diagnose('SPM5011', message, { place: plan.place, related: [{ message: 'the payee', place }] }))
  }
  return presence(period, days, plan.proration ?? { by: 'none' })
}
