import { addDays, earlier, type PlainDate } from '../base/date.js'
import type { Calendar, Period } from '../base/period.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { chainOf } from '../plan/chain.js'
import { isInForce } from '../plan/in-force.js'
import { looksBack, type Component } from '../plan/component.js'
import type { Against, Measure, Plan, Window } from '../plan/plan.js'
import type { Book } from './book.js'

/** A plan in the run at hand: its pay period, how far it has come, and the spans its measures accumulate over. */
export interface PlanRun {
  readonly plan: Plan
  readonly payPeriod: Period
  /** First day not counted: the end of the run's period. */
  readonly end: PlainDate
  /** True in the last run of the pay period, when it pays; before, what it earns is shown as accrued. */
  readonly due: boolean
  /** First day that any window of the measure counts. */
  readonly firstDay: (measure: Measure) => PlainDate
  /** The span of a component's window; the pay period for `deal` and `period`. */
  readonly span: (window: Window) => Period
  /** The window that a report asks for beside those of components; undefined where the plan knows no such span. */
  readonly toDate: Window | undefined
  /** The plan's runs of the pay periods before this one, from that which holds the given day on. */
  readonly earlier: (first: PlainDate) => readonly PlanRun[]
  /** The pay periods whose quotas make the window's quota: all of them, or those until the given day. */
  readonly payPeriods: (window: Window, against: Against | undefined, until: PlainDate) => readonly Period[]
}

/** Places every plan in time; undefined (and reported) where the calendar lacks a period. */
export function planRuns(book: Book, found: Diagnostic[]): readonly PlanRun[] {
  const firstDays: FirstDays = new Map()
  const runs = book.plans.flatMap((plan) => planRun(book, plan, firstDays, found) ?? [])
  // A plan that goes on where another stopped looks back as far as its own windows reach.
  for (const { plan } of runs) {
    for (const other of chainOf(plan, book.plans).slice(1)) {
      for (const measure of plan.measures.values()) {
        const same = other.measures.get(measure.id)
        const known = same && firstDays.get(same)
        if (known !== undefined) firstDays.set(same!, earlier(known, firstDays.get(measure)!))
      }
    }
  }
  return runs
}

type FirstDays = Map<Measure, PlainDate>

function planRun(book: Book, plan: Plan, firstDays: FirstDays, found: Diagnostic[]): PlanRun | undefined {
  const { calendar, period: run } = book
  const report = (message: string, place = plan.place): undefined => {
    found.push(diagnose('SPM5020', message, { place }))
    return undefined
  }
  const payPeriod = calendar.at(plan.pays, run.start)
  if (payPeriod === undefined) return report(`the calendar has no ${plan.pays} that holds ${run.start}`)
  if (isInForce(plan, run) && run.end > payPeriod.end)
    return report(`${run.id} reaches beyond ${payPeriod.id}, in which plan ${plan.id} pays`)
  const spans = new Map<Window, Period>([
    ['deal', payPeriod],
    ['period', payPeriod],
  ])
  const parts = new Map<string, readonly Period[]>([[payPeriod.id, [payPeriod]]])
  for (const component of plan.components) {
    for (const window of windowsOf(component)) {
      if (spans.has(window)) continue
      const span = calendar.at(window, run.start)
      const inside = span && calendar.within(span, plan.pays)
      if (span === undefined || inside === undefined) {
        const message = `the calendar has no ${window} around ${run.id} that is made of whole ${plan.pays}s`
        return report(message, component.place)
      }
      spans.set(window, span)
      parts.set(span.id, inside)
    }
  }
  const toDate = spanToDate(book, plan, payPeriod)
  if (toDate && !spans.has(toDate.window)) {
    spans.set(toDate.window, toDate.span)
    parts.set(toDate.span.id, toDate.inside)
  }
  // Where all lines of the plan are rounded together, looking back takes those of every component.
  const together = plan.rounding.at === 'total' ? plan.components.filter(looksBack) : []
  const startOf = (component: Component, window: Window, back?: PlainDate): PlainDate =>
    firstDayOf(component, window, spans, plan, calendar, back)
  const back = together.map((component) => startOf(component, component.window)).sort()[0]
  for (const measure of plan.measures.values()) {
    const starts = plan.components.flatMap((component) =>
      component.adds.filter((each) => each.measure === measure).map(({ window }) => startOf(component, window, back)),
    )
    firstDays.set(measure, [payPeriod.start, ...starts, ...(toDate ? [toDate.span.start] : [])].sort()[0]!)
  }
  const known = new Map<PlainDate, readonly PlanRun[]>()
  const earlierRuns = (first: PlainDate): readonly PlanRun[] => {
    const periods: Period[] = []
    for (let day = payPeriod.start; day > first && day > plan.from;) {
      const before = calendar.at(plan.pays, addDays(day, -1))
      if (before === undefined) break
      periods.unshift(before)
      day = before.start
    }
    return periods.flatMap((period) => planRun({ ...book, period }, plan, new Map(), []) ?? [])
  }
  return {
    plan,
    payPeriod,
    end: run.end,
    due: run.end === payPeriod.end,
    earlier: (first) => {
      if (!known.has(first)) known.set(first, earlierRuns(first))
      return known.get(first)!
    },
    firstDay: (measure) => firstDays.get(measure)!,
    span: (window) => spans.get(window)!,
    toDate: toDate?.window,
    payPeriods: (window, against, until) => {
      const all = parts.get(spans.get(window)!.id)!
      return against === 'quota_to_date' ? all.filter((period) => period.start < until) : all
    },
  }
}

/** Only a span longer than the pay period and made of whole ones. */
function spanToDate({ calendar, period, toDate }: Book, { pays }: Plan, payPeriod: Period) {
  const span = toDate === undefined ? undefined : calendar.at(toDate, period.start)
  if (span === undefined || span.id === payPeriod.id) return undefined
  const inside = calendar.within(span, pays)
  return toDate && inside && { window: toDate, span, inside }
}

function windowsOf({ window, adds, gate }: Component): ReadonlySet<Window> {
  return new Set([window, ...adds.map((each) => each.window), ...(gate ? [gate.window] : [])])
}

/**
 * How far back a component looks: a budget from its first day on, a gate that holds over its window, what is carried from
 * the plan's start; and with those that its lines are rounded with (`back`).
 */
function firstDayOf(
  component: Component,
  window: Window,
  spans: ReadonlyMap<Window, Period>,
  plan: Plan,
  calendar: Calendar,
  back: PlainDate | undefined,
): PlainDate {
  const { cap, gate, from } = component
  const { start } = spans.get(window)!
  const excess = cap?.excess
  const carries = excess?.kind === 'carried' && excess.until === 'plan_end'
  const days = [
    start,
    ...(back === undefined ? [] : [back]),
    ...('budget' in component && component.budget !== undefined ? [from ?? plan.from] : []),
    ...(gate && looksBack(component) ? [spans.get(gate.window)!.start] : []),
    ...(carries || plan.cap?.excess.kind === 'carried' ? [plan.from] : []),
  ]
  const first = days.sort()[0]!
  // A pay period back then looks at the window that it lies in.
  const level = window === 'deal' || window === 'period' ? plan.pays : window
  return earlier(first, calendar.at(level, first)?.start ?? first)
}
