import { sum, type Decimal } from '../base/decimal.js'
import type { Component } from '../plan/component.js'
import type { Participation } from './attain.js'
import { eligibleDays } from './eligible.js'
import { lineOf, NO_RATE, planLine, type Line } from './line.js'

/**
 * What a component's floor adds, after its caps: everybody it could pay in the pay period has it, with or without deals.
 * From rounded lines, so that the component pays the floor to the cent (F11, F31). Not prorated, as caps are not (F21).
 */
export function floorLine(
  component: Component,
  participation: Participation,
  lines: readonly Line[],
): Line | undefined {
  const { floor } = component
  if (floor === undefined) return undefined
  const { payPeriod } = participation.run
  const there = eligibleDays(component, participation).some(({ to }) => to >= payPeriod.start)
  const missing: Decimal = floor.minus(sum(lines.map(({ amount }) => amount)))
  if (!there || !missing.greaterThan(0)) return undefined
  const reason = `at least ${floor.toFixed()} per pay period`
  return lineOf({ ...NO_RATE, kind: 'floor', participation, component, exact: missing, reason }, missing)
}

/** What the plan's floor adds for everybody who is on it in the pay period, over all components. */
export function planFloorLine(participation: Participation, lines: readonly Line[]): Line | undefined {
  const { run, assignments, left } = participation
  const { floor } = run.plan
  if (floor === undefined || left) return undefined
  const there = assignments.some(
    ({ plan, from, to }) => plan === run.plan && from < run.payPeriod.end && to >= run.payPeriod.start,
  )
  const missing = floor.minus(sum(lines.map(({ amount }) => amount)))
  if (!there || !missing.greaterThan(0)) return undefined
  const reason = `at least ${floor.toFixed()} per pay period for the plan`
  return planLine('plan_floor', participation, missing, reason)
}
