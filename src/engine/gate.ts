import { Decimal, formatExact, formatPercent, mended, sum } from '../base/decimal.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import { isAbsent } from '../expression/expression.js'
import type { Cell } from '../model/table.js'
import type { Component, Gate } from '../plan/component.js'
import { inSpan, quotaOf, type Participation } from './attain.js'
import { placesOf } from './payee-values.js'
import type { RunContext } from './run-context.js'
import { windowValues } from './values.js'

/** Whether a gate is open at the end of the run's period, and in words why not. */
export interface GateState {
  readonly open: boolean
  readonly reason: string
}

/** What a condition found in components: `(attainment_of("c") is 0.45)`. */
function saidBy(values: Readonly<Record<string, Cell>>): string {
  const found = Object.entries(values).flatMap(([name, value]) => {
    const [what, id] = name.split(':')
    return id !== undefined && value instanceof Decimal ? [`${what!}("${id}") is ${formatExact(value)}`] : []
  })
  return found.length === 0 ? '' : ` (${found.join(', ')})`
}

/** Tests a gate: attainment by multiplying out, a condition on the payee's last row (F20, F38). */
export function testGate(
  gate: Gate,
  participation: Participation,
  component: Component,
  context: RunContext,
): GateState {
  const { condition } = gate
  if (condition.kind === 'when') {
    const { current, run } = participation
    const { uses } = condition.when
    const values = windowValues(uses, participation, component, context)
    const answer = condition.when.evaluate({ rep: current.row.cells, values })
    if (!isAbsent(answer)) return { open: answer === true, reason: `gate: not ${condition.when.text}${saidBy(values)}` }
    const message = `whether the gate of ${run.plan.id}/${component.id} is open for "${current.payee.id}" cannot be told: ${answer.reason}`
    context.report(diagnose('SPM5905', message, placesOf(answer, current.row, component)))
    return { open: false, reason: '' }
  }
  const { measure, against, least, inclusive } = condition
  const { run, credits } = participation
  const quota = quotaOf(participation, measure, gate.window, against, run.end, context.quotas)
  // A missing quota has been told.
  if (!quota?.amount.greaterThan(0)) return { open: false, reason: `gate: no quota of ${measure.id}` }
  const credited = mended(sum(inSpan(credits.get(measure) ?? [], run.span(gate.window)).map(({ amount }) => amount)))
  const order = credited.comparedTo(mended(quota.amount.times(least)))
  const wanted = `${inclusive ? 'at least' : 'above'} ${formatPercent(least)} %`
  const reason = `gate: ${measure.id} at ${formatPercent(credited.dividedBy(quota.amount))} %, ${wanted} opens it`
  return { open: inclusive ? order >= 0 : order > 0, reason }
}
