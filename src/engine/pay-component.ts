import type { PlainDate } from '../base/date.js'
import { min, sum, ZERO, type Decimal } from '../base/decimal.js'
import { formatMoney } from '../base/money.js'
import type { DealId } from '../model/ids.js'
import { looksBack, type Component } from '../plan/component.js'
import { isLastFor, type Participation } from './attain.js'
import { budgetCuts } from './budget.js'
import { moneyOf, perPeriodOf } from './cap-money.js'
import { cutFromLast, dealCuts, partsOf, periodCut, windowCut } from './cap.js'
import { floorLine } from './floor.js'
import { testGate } from './gate.js'
import { groupCut, type GroupTotals } from './group-cap.js'
import { lineOf, NO_RATE, type Line, type LineKind, type Part } from './line.js'
import type { RunContext } from './run-context.js'

/** What later pay periods must know of earlier ones, for components that look back. */
export interface PayState {
  /** The component's window it speaks of. */
  readonly window: string
  /** Earned in it after all other caps, before the cap per window. */
  readonly earned: Decimal
  readonly groups: GroupTotals
  /** Cut by the cap per period and waiting for room, oldest first. */
  readonly carried: readonly Part[]
  readonly gateWindow: string
  /** Waiting for the gate. */
  readonly held: readonly Part[]
  /** Paid in the gate's window so far. */
  readonly paid: readonly Part[]
}

export const AT_START: PayState = {
  window: '',
  earned: ZERO,
  groups: new Map(),
  carried: [],
  gateWindow: '',
  held: [],
  paid: [],
}

/** A state that spoke of another window speaks of this one from its start on. */
function entering(state: PayState, component: Component, { run }: Participation): PayState {
  const window = run.span(component.window).id
  const gateWindow = component.gate ? run.span(component.gate.window).id : ''
  const { excess } = component.cap ?? {}
  const same = window === state.window
  return {
    window,
    gateWindow,
    earned: same ? state.earned : ZERO,
    groups: same ? state.groups : new Map(),
    carried: same || (excess?.kind === 'carried' && excess.until === 'plan_end') ? state.carried : [],
    held: gateWindow === state.gateWindow ? state.held : [],
    paid: gateWindow === state.gateWindow ? state.paid : [],
  }
}

export interface Paid {
  readonly lines: readonly Line[]
  readonly state: PayState
}

/**
 * What a component pays in a pay period: its rounded lines, then what its gate, caps and floor make of them, each a line
 * of its own from rounded lines (F11, F31). The order: gate (lost), caps per deal, budget, column, period, what was
 * carried, window, gate (hold), floor.
 */
export function payComponent(
  component: Component,
  participation: Participation,
  rounded: readonly Line[],
  before: PayState,
  context: RunContext,
): Paid {
  const state = entering(before, component, participation)
  const { gate } = component
  const tested = gate && testGate(gate, participation, component, context)
  if (tested) context.record?.({ kind: 'gate', participation, component, state: tested })
  if (gate && tested && !tested.open && gate.otherwise === 'lost') {
    const total = sum(rounded.map(({ amount }) => amount))
    const cut = total.isZero() ? [] : [cutFromLast('gate', rounded, total, tested.reason)]
    return closed(component, participation, [...rounded, ...cut], state, tested.reason)
  }
  const capped = withCaps(component, participation, rounded, state, context)
  if (gate === undefined || tested === undefined) return withFloor(component, participation, capped.lines, capped.state)
  if (tested.open) {
    const { held, paid } = capped.state
    const release = whole('gate_release', component, participation, held, 'the gate is open: what waited for it')
    const next = { ...capped.state, held: [], paid: [...paid, ...partsOf(capped.lines), ...held] }
    return withFloor(component, participation, [...capped.lines, ...release], next)
  }
  const total = sum(capped.lines.map(({ amount }) => amount))
  const cut = total.isZero() ? [] : [cutFromLast('gate', capped.lines, total, `${tested.reason}; until then it waits`)]
  const held = [...capped.state.held, ...partsOf(capped.lines)]
  const paid = closed(component, participation, [...capped.lines, ...cut], { ...capped.state, held }, tested.reason)
  // With what it takes back: that waits as well.
  lostAtEnd(component, participation, paid.state.held, tested.reason, context)
  return paid
}

/** What still waits when the gate's window ends is lost, and somebody waits for it (F20). */
function lostAtEnd(
  component: Component,
  participation: Participation,
  held: readonly Part[],
  reason: string,
  context: RunContext,
): void {
  const { run, current } = participation
  const window = run.span(component.gate!.window)
  const amount = sum(held.map(({ pay }) => pay))
  const ended = run.end >= window.end
  if (amount.isZero() || !(ended || (run.due && isLastFor(participation)))) return
  const { file, record, payee } = current.row
  const money = `${formatMoney(amount, run.plan.currency)} ${run.plan.currency}`
  const when = ended ? window.id : 'his last day on the plan'
  const detail = `${run.plan.id}/${component.id}: ${money} that waited are lost with ${when}; ${reason}`
  context.except({ kind: 'gate_lost', dealId: '' as DealId, payee, date: '', detail, file, record })
}

/** A gate that closed again takes back what it had let through, where the plan says so; held pay waits once more. */
function closed(
  component: Component,
  participation: Participation,
  lines: readonly Line[],
  state: PayState,
  reason: string,
): Paid {
  const { gate } = component
  if (gate?.reclose !== 'take_back') return withFloor(component, participation, lines, state)
  const back = state.paid.map((part) => ({ ...part, pay: part.pay.negated() }))
  const reversal = whole('gate_reversal', component, participation, back, `${reason}; it closed again`)
  const held = gate.otherwise === 'hold' ? [...state.held, ...state.paid] : state.held
  return withFloor(component, participation, [...lines, ...reversal], { ...state, held, paid: [] })
}

function withCaps(
  component: Component,
  participation: Participation,
  rounded: readonly Line[],
  state: PayState,
  context: RunContext,
): Paid {
  const { cap } = component
  const { record } = context
  const lines = [...rounded, ...dealCuts(component, participation, rounded, context)]
  lines.push(...budgetCuts(component, lines, context))
  if (cap === undefined) return { lines, state }
  let { groups, carried } = state
  if (cap.perGroup) {
    const cut = groupCut(cap.perGroup, lines, groups)
    groups = cut.totals
    lines.push(...cut.lines)
  }
  const most = perPeriodOf(component, participation, lines, context)
  if (most !== undefined && lines.length > 0) {
    record?.({ kind: 'limit', participation, component, limit: 'pay period', most })
    const cut = periodCut(most, lines)
    if (cut) lines.push(cut)
    if (cut && cap.excess.kind === 'carried') carried = [...carried, ...cut.parts.map(negated).reverse()]
  }
  if (most !== undefined && cap.excess.kind === 'carried') {
    const room = ends(component, participation) && cap.excess.rest === 'paid' ? undefined : most.minus(total(lines))
    const filled = fill(carried, room)
    carried = filled.rest
    lines.push(...whole('carried', component, participation, filled.taken, 'cut by the cap in earlier pay periods'))
  }
  const perWindow = moneyOf(cap.perWindow, component, participation, context)
  if (perWindow) record?.({ kind: 'limit', participation, component, limit: 'window', most: perWindow })
  const earned = state.earned.plus(total(lines))
  const cut = perWindow && windowCut(perWindow, lines, state.earned)
  if (cut) lines.push(cut)
  return { lines, state: { ...state, groups, carried, earned } }
}

function total(lines: readonly Line[]): Decimal {
  return sum(lines.map(({ amount }) => amount))
}

function negated(part: Part): Part {
  return { ...part, pay: part.pay.negated() }
}

/** Is this the pay period at whose end nothing can be carried on? Also that in which the payee leaves the plan. */
function ends({ cap, window }: Component, participation: Participation): boolean {
  if (cap?.excess.kind !== 'carried') return false
  const { run } = participation
  const until = cap.excess.until === 'window_end' ? run.end >= run.span(window).end : run.end > run.plan.to
  return until || isLastFor(participation)
}

/** Takes from what waits, oldest first, as much as there is room for; all of it without a limit. */
export function fill<P extends Part>(
  waiting: readonly P[],
  room: Decimal | undefined,
): { readonly taken: readonly P[]; readonly rest: readonly P[] } {
  const taken: P[] = []
  const rest: P[] = []
  let left = room
  for (const part of waiting) {
    const pay = left === undefined ? part.pay : left.greaterThan(ZERO) ? min(left, part.pay) : ZERO
    if (!pay.isZero()) taken.push({ ...part, pay })
    if (!pay.equals(part.pay)) rest.push({ ...part, pay: part.pay.minus(pay) })
    left = left?.minus(pay)
  }
  return { taken, rest }
}

/** A line of parts that sum to whole minor units; none where they come to nothing. */
export function whole(
  kind: LineKind,
  component: Component,
  participation: Participation,
  parts: readonly Part[],
  reason: string,
): readonly Line[] {
  const amount = sum(parts.map(({ pay }) => pay))
  if (amount.isZero()) return []
  return [lineOf({ ...NO_RATE, kind, participation, component, parts, exact: amount, reason }, amount)]
}

function withFloor(component: Component, participation: Participation, lines: readonly Line[], state: PayState): Paid {
  const floor = floorLine(component, participation, lines)
  return { lines: floor ? [...lines, floor] : lines, state }
}

/** The first day of the earlier pay periods that a component's pay depends on; undefined where it depends on none. */
export function backTo(component: Component, { run }: Participation): PlainDate | undefined {
  if (!looksBack(component)) return undefined
  const { cap, gate } = component
  const starts = [
    ...(cap?.perWindow || cap?.perGroup ? [run.span(component.window).start] : []),
    ...(cap?.excess.kind === 'carried'
      ? [cap.excess.until === 'plan_end' ? run.plan.from : run.span(component.window).start]
      : []),
    ...(gate ? [run.span(gate.window).start] : []),
  ]
  return starts.sort()[0]
}
