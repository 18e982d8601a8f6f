import { creditsOf } from './naive-credit.js'
import { canPay, flatLine, grossLines, sumOf, type NaiveLine, type On } from './naive-lines.js'
import type { NaiveComponent, NaiveGate, NaivePlan } from './naive-model.js'
import { quotaOf } from './naive-quota.js'
import { daysOf, monthOf, payPeriodOf, payPeriodsIn, planOn, stretchOf, windowOf, type Months } from './naive-time.js'
import { atLeastZero, compare, minus, NOTHING, plus, ratio, read, times, total, type Rational } from './rational.js'

/**
 * What needs the pay periods before this one: gates that hold or take back, caps over a window, and what a cap carries on.
 * Every pay period of the year that the payee was on the plan is gone through again, each as its own run at its end.
 */

/** What a component leaves to its next pay period. */
interface Left {
  /** Cut by its cap per pay period, and waiting. */
  carried: Rational
  /** Earned in the window before its cap. */
  inWindow: Rational
  /** Held by its gate; paid in the gate's window. */
  held: Rational
  paid: Rational
}
interface PlanCut {
  readonly component: string
  readonly amount: Rational
}
interface PlanLeft {
  readonly components: Map<string, Left>
  /** Cut by the plan's cap and waiting, oldest first, then in listed order. */
  waiting: readonly PlanCut[]
}

const negative = (amount: Rational): Rational => times(amount, ratio(-1))
const least = (a: Rational, b: Rational): Rational => (compare(a, b) < 0 ? a : b)

/** All lines of a payee's pay period on a plan. */
export function linesOf(on: On): NaiveLine[] {
  const left: PlanLeft = { components: new Map(), waiting: [] }
  const { plan, month } = on
  if (hasMemory(plan)) for (const last of earlierEnds(on)) linesAfter({ ...on, month: last }, left)
  return linesAfter({ ...on, month }, left)
}

function hasMemory({ carried, components }: NaivePlan): boolean {
  return carried !== undefined || components.some((each) => each.carried || each.gate || each.perWindow !== undefined)
}

/** The last months of the pay periods before this one on some day of which he was on the plan. */
function earlierEnds({ project, rep, plan, month }: On): number[] {
  const before = payPeriodsIn(plan, [1, 12]).filter(([, last]) => last < payPeriodOf(plan, month)[0])
  return before
    .filter((months) => daysOf(months).some((day) => planOn(project, rep, day) === plan))
    .map(([, last]) => last)
}

function linesAfter(on: On, left: PlanLeft): NaiveLine[] {
  const { plan } = on
  const gross = grossLines(on)
  const lines = plan.components.flatMap((component) => {
    const mine = gross.filter((line) => line.component === component.id)
    const state = left.components.get(component.id) ?? {
      carried: NOTHING,
      inWindow: NOTHING,
      held: NOTHING,
      paid: NOTHING,
    }
    left.components.set(component.id, state)
    return componentLines(on, component, mine, state)
  })
  const all = [...lines, ...planCuts(on, lines, left)]
  const short = plan.floor === undefined ? NOTHING : minus(read(plan.floor), sumOf(all))
  return short.top > 0n ? [...all, flatLine('', 'plan_floor', short)] : all
}

/** F1, F31: gate where it loses, caps, gate where it holds, floor. */
function componentLines(on: On, component: NaiveComponent, gross: readonly NaiveLine[], left: Left): NaiveLine[] {
  const { id, perPeriod, perWindow, gate, floor } = component
  const payPeriod = payPeriodOf(on.plan, on.month)
  const starts = (months: Months): boolean => months[0] === payPeriod[0]
  if (starts(windowOf(on.plan, component, on.month))) {
    left.inWindow = NOTHING
    if (component.carried?.until === 'window_end') left.carried = NOTHING
  }
  if (gate && starts(stretchOf(on.plan, gate.window, on.month))) [left.held, left.paid] = [NOTHING, NOTHING]
  const open = gate === undefined || isOpen(on, gate)
  let lines = [...gross]
  const add = (kind: string, amount: Rational): void => {
    if (amount.top !== 0n) lines.push(flatLine(id, kind, amount))
  }
  if (!open && gate!.otherwise === 'lost') {
    // Caps do not apply to what never pays.
    lines = lines.filter(({ kind }) => kind !== 'deal_cap')
    add('gate', negative(sumOf(lines)))
  } else {
    if (perPeriod !== undefined) for (const line of periodCap(on, component, sumOf(lines), left)) lines.push(line)
    if (perWindow !== undefined) {
      const above = (amount: Rational): Rational => atLeastZero(minus(amount, read(perWindow)))
      const before = left.inWindow
      left.inWindow = plus(before, sumOf(lines))
      add('window_cap', minus(above(before), above(left.inWindow)))
    }
  }
  if (gate) {
    const earned = sumOf(lines)
    if (open) {
      add('gate_release', left.held)
      left.paid = plus(left.paid, plus(earned, left.held))
      left.held = NOTHING
    } else {
      if (gate.otherwise === 'hold') {
        add('gate', negative(earned))
        left.held = plus(left.held, earned)
      }
      if (gate.takesBack) {
        add('gate_reversal', negative(left.paid))
        if (gate.otherwise === 'hold') left.held = plus(left.held, left.paid)
        left.paid = NOTHING
      }
    }
  }
  const short = floor === undefined ? NOTHING : minus(read(floor), sumOf(lines))
  if (short.top > 0n && canPay(on, component, payPeriod)) add('floor', short)
  return lines
}

/** The cap per pay period; what it carries fills the room of later ones, the rest is lost or paid in the last (F32). */
function periodCap(on: On, component: NaiveComponent, earned: Rational, left: Left): NaiveLine[] {
  const { id, carried } = component
  const room = minus(read(component.perPeriod!), earned)
  const lines: NaiveLine[] = []
  if (room.top < 0n) lines.push(flatLine(id, 'period_cap', room))
  if (carried === undefined) return lines
  const last = isLast(on, carried.until === 'window_end' ? windowOf(on.plan, component, on.month)[1] : 12)
  const fills = last && carried.rest === 'paid'
  const waiting = room.top < 0n ? minus(left.carried, room) : left.carried
  const paid = fills ? waiting : least(atLeastZero(room), waiting)
  if (paid.top !== 0n) lines.push(flatLine(id, 'carried', paid))
  left.carried = last ? NOTHING : minus(waiting, paid)
  return lines
}

/** Is this the last pay period by then, of the plan, or of the payee on it? */
function isLast({ project, rep, plan, month }: On, end: number): boolean {
  const lastDay = daysOf([1, 12]).findLast((day) => planOn(project, rep, day) === plan)!
  return payPeriodOf(plan, month)[1] >= Math.min(end, monthOf(plan.to), monthOf(lastDay))
}

/** F20: attainment at the end of the pay period, by multiplying out. */
function isOpen({ project, rep, plan, month }: On, { measure, key, at, window, against }: NaiveGate): boolean {
  const span = stretchOf(plan, window, month)
  const quota = quotaOf(project, rep, plan, measure, span, against === 'quota_to_date' ? month : 12)
  if (quota === undefined || quota.amount.top <= 0n) return false
  const credited = total(creditsOf(project, rep, plan, measure, [span[0], month]).map(({ amount }) => amount))
  const order = compare(credited, times(read(at), quota.amount))
  return order > 0 || (order === 0 && key === 'at_least')
}

/** The components fill the plan's cap in listed order: the last ones that pay are cut first. */
function planCuts(on: On, lines: readonly NaiveLine[], left: PlanLeft): NaiveLine[] {
  const { cap, components, carried } = on.plan
  if (cap === undefined) return []
  let above = minus(sumOf(lines), read(cap))
  let room = negative(above)
  const cuts: PlanCut[] = []
  for (const { id } of [...components].reverse()) {
    const pay = sumOf(lines.filter(({ component }) => component === id))
    const amount = atLeastZero(least(pay, above))
    if (amount.top > 0n) cuts.unshift({ component: id, amount })
    above = minus(above, amount)
  }
  const cutLines = cuts.map(({ component, amount }) => flatLine(component, 'plan_cap', negative(amount)))
  if (carried === undefined) return cutLines
  const last = isLast(on, 12)
  const filled = [...left.waiting, ...cuts].map(({ component, amount }) => {
    const paid = last && carried === 'paid' ? amount : least(amount, atLeastZero(room))
    room = minus(room, paid)
    return { component, paid, amount: minus(amount, paid) }
  })
  left.waiting = last ? [] : filled
  const paidLines = components.flatMap(({ id }): NaiveLine[] => {
    const paid = total(filled.filter(({ component }) => component === id).map((each) => each.paid))
    return paid.top > 0n ? [flatLine(id, 'plan_carried', paid)] : []
  })
  return [...cutLines, ...paidLines]
}
