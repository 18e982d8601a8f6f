import { sum, ZERO, type Decimal } from '../base/decimal.js'
import { contains } from '../base/period.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Component } from '../plan/plan.js'
import type { Participation } from './attain.js'
import { earn } from './earn.js'
import type { Line } from './line.js'
import type { Quotas } from './quota.js'

/** What each component has earned in earlier pay periods of its window, after its other caps. */
export type Past = ReadonlyMap<Component, Decimal>

/**
 * Earlier pay periods of the window, computed as their own runs do from today's inputs, so that a cap per window gives
 * the same however the window is cut into pay periods. Costs a calculation for each of them, only where a plan asks.
 */
export function pastOf(
  participation: Participation,
  quotas: Quotas,
  linesBefore: (participation: Participation, earnings: ReturnType<typeof earn>) => readonly Line[],
  found: Diagnostic[],
): Past {
  const { run } = participation
  const { plan } = run
  const capped = plan.components.filter(({ cap }) => cap?.perWindow !== undefined)
  const past = new Map<Component, Decimal>()
  if (capped.length === 0) return past
  for (const earlier of run.earlier()) {
    const credits = new Map(
      [...participation.credits].map(([measure, mine]) => [measure, mine.filter(({ date }) => date < earlier.end)]),
    )
    const then: Participation = { ...participation, run: earlier, credits }
    const earnings = plan.components.flatMap((component) => earn(then, component, quotas, found))
    const lines = linesBefore(then, earnings)
    for (const component of capped) {
      if (!contains(run.span(component.window), earlier.payPeriod.start)) continue
      const earned = sum(lines.filter((line) => line.component === component).map(({ amount }) => amount))
      past.set(component, (past.get(component) ?? ZERO).plus(earned))
    }
  }
  return past
}
