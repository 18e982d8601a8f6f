import { sum, type Decimal } from '../base/decimal.js'
import type { Component } from '../plan/plan.js'
import type { Participation } from './attain.js'
import { eligibleDays } from './eligible.js'
import { lineId, type Earning, type Line } from './line.js'

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
  const there = eligibleDays(component, participation).some(({ from, to }) => {
    const first = component.from !== undefined && component.from > from ? component.from : from
    const last = component.to !== undefined && component.to < to ? component.to : to
    return first < payPeriod.end && last >= payPeriod.start
  })
  const missing: Decimal = floor.minus(sum(lines.map(({ amount }) => amount)))
  if (!there || !missing.greaterThan(0)) return undefined
  const earning: Earning = {
    kind: 'floor',
    participation,
    component,
    credit: undefined,
    slices: [],
    parts: [],
    exact: missing,
    base: undefined,
    quota: undefined,
    credited: undefined,
    before: undefined,
    after: undefined,
    reason: `at least ${floor.toFixed()} per pay period`,
  }
  return { ...earning, id: lineId(earning), amount: missing }
}
