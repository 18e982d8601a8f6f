import { earlier, type PlainDate } from '../base/date.js'
import type { Period } from '../base/period.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { chainOf } from '../plan/chain.js'
import { isInForce } from '../plan/in-force.js'
import type { Against, Component, Measure, Plan, Window } from '../plan/plan.js'
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
  /** The pay periods whose quotas make the window's quota: all of them, or those until the given day. */
  /** The runs of the pay periods before this one, as far back as a cap per window looks. */
  readonly earlier: () => readonly PlanRun[]
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
  for (const { window, place } of plan.components) {
    if (spans.has(window)) continue
    const span = calendar.at(window, run.start)
    const inside = span && calendar.within(span, plan.pays)
    if (span === undefined || inside === undefined) {
      return report(`the calendar has no ${window} around ${run.id} that is made of whole ${plan.pays}s`, place)
    }
    spans.set(window, span)
    parts.set(span.id, inside)
  }
  const startOf = (component: Component): PlainDate => spans.get(component.window)!.start
  for (const measure of plan.measures.values()) {
    const starts = plan.components.filter((component) => component.measure === measure).map(startOf)
    firstDays.set(measure, [payPeriod.start, ...starts].sort()[0]!)
  }
  let known: readonly PlanRun[] | undefined
  const earlierRuns = (): readonly PlanRun[] => {
    const starts = plan.components.filter(({ cap }) => cap?.perWindow !== undefined).map(startOf)
    const first = starts.sort()[0] ?? payPeriod.start
    const longest = [...parts.values()].find((periods) => periods[0]?.start === first) ?? []
    const before = longest.filter((period) => period.start < payPeriod.start && period.end > plan.from)
    return before.flatMap((period) => planRun({ ...book, period }, plan, new Map(), []) ?? [])
  }
  return {
    plan,
    payPeriod,
    end: run.end,
    due: run.end === payPeriod.end,
    earlier: () => (known ??= earlierRuns()),
    firstDay: (measure) => firstDays.get(measure)!,
    span: (window) => spans.get(window)!,
    payPeriods: (window, against, until) => {
      const all = parts.get(spans.get(window)!.id)!
      return against === 'quota_to_date' ? all.filter((period) => period.start < until) : all
    },
  }
}
