import type { Calendar } from '../base/period.js'
import type { Decimal } from '../base/decimal.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Component } from '../plan/component.js'
import type { PlanFile } from '../plan/parse.js'
import type { Plan } from '../plan/plan.js'

/** A plan with the text it was written in, for places. Its components stand in the order of the file. */
export interface WrittenPlan {
  readonly plan: Plan
  readonly file: PlanFile
}

/** Somebody's quota of a component's window, in the unit of its measure. */
export interface HeldQuota {
  readonly payee: string
  readonly quota: Decimal
  /** Id of the window's period. */
  readonly period: string
}

/** What plans are checked with. */
export interface PlansToCheck {
  readonly plans: readonly WrittenPlan[]
  readonly calendar: Calendar
  /** Measures that quotas are given for: attainment is reported of them. */
  readonly quotaMeasures: ReadonlySet<string>
  /** Everybody's largest quota of a component; empty where no rows were read. */
  readonly quotasOf: (plan: Plan, component: Component) => readonly HeldQuota[]
}

/** Looks at plans for what is allowed and seldom meant. What several plans share is found with each of them. */
export type PlanCheck = (book: PlansToCheck) => readonly Diagnostic[]

/** A finding for each component of each plan. */
export function eachComponent(
  { plans }: PlansToCheck,
  check: (component: Component, plan: WrittenPlan, index: number) => readonly Diagnostic[],
): readonly Diagnostic[] {
  return plans.flatMap((written) =>
    written.plan.components.flatMap((component, index) => check(component, written, index)),
  )
}
