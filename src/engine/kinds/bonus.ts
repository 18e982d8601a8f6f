import type { BonusComponent } from '../../plan/component.js'
import { settled } from '../../base/decimal.js'
import type { Participation } from '../attain.js'
import type { Earning } from '../line.js'
import type { RunContext } from '../run-context.js'
import { targetOf } from '../target.js'
import { amountFor, earnOnce, measured, type Entitlement } from './once.js'

/** An amount by what has been credited in the window: curve, milestones, table or formula. */
export function earnBonus(
  participation: Participation,
  component: BonusComponent,
  context: RunContext,
): readonly Earning[] {
  return earnOnce(participation, component, context, (here, at) => entitlement(here, component, at))
}

function entitlement(
  participation: Participation,
  component: BonusComponent,
  context: RunContext,
): Entitlement | undefined {
  const { rate } = component
  const { credits, quota, credited } = measured(participation, component, rate.split, context)
  // A quota prorated to nothing: nobody could reach anything. A missing one has been told.
  if (component.needsQuota && !quota?.amount.greaterThan(0)) return undefined
  const target = rate.needsTarget ? targetOf(participation, component, context) : undefined
  if (rate.needsTarget && target === undefined) return undefined
  const own = {
    quota: quota?.amount,
    credited,
    attainment: quota?.amount.greaterThan(0) ? settled(credited!.dividedBy(quota.amount)) : undefined,
    target,
  }
  const slices = rate.earn({ credits, quota: quota?.amount, target }, (expression, values) =>
    amountFor(participation, component, expression, context, { ...own, ...values }),
  )
  return { slices, quota, credited }
}
