import { settled, sum, type Decimal } from '../base/decimal.js'
import { lastDay } from '../base/period.js'
import type { Expression } from '../expression/expression.js'
import type { Cell } from '../model/table.js'
import { paysDeals, type Component } from '../plan/component.js'
import { inSpan, quotaOf, type Participation } from './attain.js'
import { scoreOf } from './objectives.js'
import { checkIncentiveCurrency, namesIncentive, payeeValues } from './payee-values.js'
import type { RunContext } from './run-context.js'
import { targetIncentiveOf } from './target.js'

/** Values of the names that an expression on the payee and his window uses; only those are reckoned. */
export function windowValues(
  uses: Expression['uses'],
  participation: Participation,
  component: Component,
  context: RunContext,
): Readonly<Record<string, Cell>> {
  const { run, current } = participation
  const values: Record<string, Cell> = {}
  const { names } = uses
  if (namesIncentive(uses)) {
    checkIncentiveCurrency(run.plan, current.row, context)
    Object.assign(values, payeeValues(run.plan, component.weight, current.row))
  }
  for (const name of names) {
    const [what, id] = name.split(':')
    if (what === 'attainment_of') values[name] = attainmentOf(participation, id!, context)
    else if (what === 'score_of') values[name] = scoreOf(participation, id!, context)
  }
  if (names.has('target_incentive_period')) {
    values['target_incentive_period'] = targetIncentiveOf(participation, component, context)
  }
  const { payPeriod } = run
  values['period.id'] = payPeriod.id
  values['period.start'] = payPeriod.start
  values['period.end'] = lastDay(payPeriod)
  return values
}

/** Credited / quota of another component's measure in that component's window; undefined without a quota. */
export function attainmentOf(participation: Participation, id: string, { quotas }: RunContext): Decimal | undefined {
  const { run, credits } = participation
  const component = run.plan.components.find((each) => each.id === id)
  if (component?.measure === undefined) return undefined
  const measure = paysDeals(component) ? component.position : component.measure
  const quota = quotaOf(participation, measure, component.window, component.against, run.end, quotas)
  if (!quota?.amount.greaterThan(0)) return undefined
  const inside = inSpan(credits.get(measure) ?? [], run.span(component.window))
  const credited = sum(inside.map(({ amount }) => amount))
  return settled(credited.dividedBy(quota.amount))
}
