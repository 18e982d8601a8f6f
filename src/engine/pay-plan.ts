import { roundParts } from '../base/allocate.js'
import { min, sum, ZERO, type Decimal } from '../base/decimal.js'
import { minorDigits, round } from '../base/money.js'
import { looksBack, paysDeals, type Component } from '../plan/component.js'
import type { Plan } from '../plan/plan.js'
import { isLastFor, type Participation } from './attain.js'
import { planCapOf } from './cap-money.js'
import { planCut } from './cap.js'
import { planFloorLine } from './floor.js'
import { earn } from './kinds/registry.js'
import { lineOf, type Earning, type Line, type Part } from './line.js'
import { AT_START, backTo, fill, payComponent, whole, type PayState } from './pay-component.js'
import { reviewPay } from './review.js'
import { backThen, type RunContext } from './run-context.js'

/** Rounds what a payee earned on a plan into lines, then applies gates, caps and floors. Each line is rounded once (F11). */
export function payPlan(participation: Participation, context: RunContext): readonly Line[] {
  const { plan } = participation.run
  const mine = plan.components.filter((component) => !participation.left || !paysDeals(component))
  const carries = plan.cap?.excess.kind === 'carried'
  const history = mine.some(looksBack) || carries ? pastOf(participation, mine, context) : undefined
  const lines = settled(participation, mine, history?.states ?? new Map(), context)
  reviewPay(participation, lines, context)
  const capped = [...lines.values()].flat()
  const cut = withPlanCap(participation, capped, history?.carried ?? [], context)
  const floor = planFloorLine(participation, cut.lines)
  return floor ? [...cut.lines, floor] : cut.lines
}

/** What one component pays, for others that ask. */
export function componentLines(
  participation: Participation,
  component: Component,
  context: RunContext,
): readonly Line[] {
  const states = looksBack(component)
    ? pastOf(participation, [component], context).states
    : new Map<Component, PayState>()
  return settled(participation, [component], states, context).get(component) ?? []
}

interface Past {
  readonly states: ReadonlyMap<Component, PayState>
  /** Cut by the plan's cap and waiting for room. */
  readonly carried: readonly PlanPart[]
}

interface PlanPart extends Part {
  readonly component: Component
}

/**
 * Earlier pay periods, computed as their own runs do from today's inputs, so that what looks back gives the same however
 * a window is cut into pay periods. Costs a calculation for each of them, only where a plan asks.
 */
function pastOf(participation: Participation, components: readonly Component[], context: RunContext): Past {
  const { run } = participation
  const { plan } = run
  const carries = plan.cap?.excess.kind === 'carried'
  const starts = new Map(components.map((each) => [each, carries ? plan.from : backTo(each, participation)]))
  const first = [...starts.values()].filter((each) => each !== undefined).sort()[0]
  const states = new Map<Component, PayState>()
  let carried: readonly PlanPart[] = []
  for (const earlier of first === undefined ? [] : run.earlier(first)) {
    const then = backThen(participation, earlier)
    if (then === undefined) continue
    const asked = components.filter((each) => {
      const start = starts.get(each)
      return start !== undefined && earlier.payPeriod.end > start && !(then.left && paysDeals(each))
    })
    const lines = settled(then, asked, states, context.at(earlier), states)
    if (carries) carried = withPlanCap(then, [...lines.values()].flat(), carried, context.at(earlier)).carried
  }
  return { states, carried }
}

/** The lines of components in one pay period; their new states go to `next`. */
function settled(
  participation: Participation,
  components: readonly Component[],
  states: ReadonlyMap<Component, PayState>,
  context: RunContext,
  next?: Map<Component, PayState>,
): ReadonlyMap<Component, readonly Line[]> {
  const rounded = roundedLines(participation, components, context)
  return new Map(
    components.map((component) => {
      const before = states.get(component) ?? AT_START
      const { lines, state } = payComponent(component, participation, rounded.get(component) ?? [], before, context)
      next?.set(component, state)
      return [component, lines]
    }),
  )
}

function roundedLines(
  participation: Participation,
  components: readonly Component[],
  context: RunContext,
): ReadonlyMap<Component, readonly Line[]> {
  const { plan } = participation.run
  // `at: total` rounds all lines of the plan together, also those of components that nobody asks for.
  const all = plan.rounding.at === 'total' ? plan.components : components
  const earnings = all.flatMap((component) => earn(participation, component, context))
  const amounts = roundAll(plan, earnings)
  const lines = new Map<Component, Line[]>()
  for (const [index, earning] of earnings.entries()) {
    const mine = lines.get(earning.component!)
    const line = lineOf(earning, amounts[index]!)
    if (mine) mine.push(line)
    else lines.set(earning.component!, [line])
  }
  return lines
}

/** `at: total`: lines are rounded so that they sum to the rounded total. */
function roundAll({ currency, rounding }: Plan, earnings: readonly Earning[]): readonly Decimal[] {
  const digits = minorDigits(currency)
  const exact = earnings.map((earning) => earning.exact)
  if (rounding.at === 'line') return exact.map((each) => round(each, digits, rounding.mode))
  return roundParts(round(sum(exact), digits, rounding.mode), exact, digits)
}

/**
 * The plan's cap: components in listed order fill it, so that the last ones that pay are cut first (F31). What it cuts
 * is lost, or carried into room of later pay periods, oldest first (F32).
 * @param lines of all components, their own caps included
 */
function withPlanCap(
  participation: Participation,
  lines: readonly Line[],
  carried: readonly PlanPart[],
  context: RunContext,
): { readonly lines: readonly Line[]; readonly carried: readonly PlanPart[] } {
  const { cap, components, to } = participation.run.plan
  if (cap === undefined) return { lines, carried }
  const { excess } = cap
  const perPeriod = planCapOf(cap, participation, lines, context)
  context.record?.({ kind: 'limit', participation, component: undefined, limit: 'plan', most: perPeriod })
  let over = sum(lines.map((line) => line.amount)).minus(perPeriod)
  const cuts: Line[] = []
  for (const component of components.toReversed()) {
    if (!over.greaterThan(ZERO)) break
    const mine = lines.filter((line) => line.component === component)
    const pays = sum(mine.map((line) => line.amount))
    if (!pays.greaterThan(ZERO)) continue
    cuts.push(planCut(perPeriod, mine, over))
    over = over.minus(min(over, pays))
  }
  cuts.reverse()
  const kept = [...lines, ...cuts]
  if (excess.kind === 'lost') return { lines: kept, carried }
  const waiting = [...carried, ...cuts.flatMap((line) => carriedFrom(line))]
  const last = participation.run.end > to || isLastFor(participation)
  const room = last && excess.rest === 'paid' ? undefined : perPeriod.minus(sum(kept.map(({ amount }) => amount)))
  const { taken, rest } = fill<PlanPart>(waiting, room)
  const released = components.flatMap((component) => {
    const mine = taken.filter((part) => part.component === component)
    return whole('plan_carried', component, participation, mine, 'cut by the cap of the plan in earlier pay periods')
  })
  return { lines: [...kept, ...released], carried: rest }
}

/** What a cut leaves waiting: the deals cut last were the first to be earned. */
function carriedFrom({ component, parts }: Line): readonly PlanPart[] {
  return parts.map((part) => ({ ...part, pay: part.pay.negated(), component: component! })).reverse()
}
