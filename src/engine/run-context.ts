import { groupBy } from '../base/order.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import type { Component } from '../plan/component.js'
import type { Plan } from '../plan/plan.js'
import type { Participation } from './attain.js'
import type { Book } from './book.js'
import type { Exception } from './credit.js'
import type { Hierarchy } from './hierarchy.js'
import type { Earning, Line } from './line.js'
import type { Quotas } from './quota.js'
import type { IdleReason, Recorder } from './recorder.js'
import type { ReportOnce } from './report-once.js'
import type { PlanRun } from './windows.js'

/** What the pay of one payee may ask of the run beside himself: quotas, everybody else, what they earn. */
export class RunContext {
  #byPlan: ReadonlyMap<Plan, readonly Participation[]> | undefined
  #byPayee: ReadonlyMap<PayeeId, readonly Participation[]> | undefined
  readonly #lines = new Map<Participation, Map<Component, readonly Line[] | 'asked'>>()
  readonly #shared = new Map<Component, unknown>()
  readonly #earlier = new Map<PlanRun, RunContext>()

  constructor(
    readonly book: Book,
    readonly quotas: Quotas,
    readonly hierarchy: Hierarchy,
    /** Who takes part in the run, in order of payee id: looked at only where somebody's pay asks for others. */
    private readonly everybody: () => readonly Participation[],
    readonly found: Diagnostic[],
    /** What a component pays somebody, its caps and gate included. */
    private readonly linesOf: (
      participation: Participation,
      component: Component,
      context: RunContext,
    ) => readonly Line[],
    /** Tells once what comes up for each deal or component, and in earlier pay periods again. */
    readonly report: ReportOnce,
    /** Told of what is decided in this run's own period; undefined where nobody asks. */
    readonly record?: Recorder,
  ) {}

  /** Everybody on a plan in this run, in order of payee id. */
  on(plan: Plan): readonly Participation[] {
    this.#byPlan ??= groupBy(this.everybody(), ({ run }) => run.plan)
    return this.#byPlan.get(plan) ?? []
  }

  of(payee: PayeeId): readonly Participation[] {
    this.#byPayee ??= groupBy(this.everybody(), ({ current }) => current.payee.id)
    return this.#byPayee.get(payee) ?? []
  }

  /** The lines of a component, kept because others ask for them; undefined where it is asked what depends on the answer. */
  lines(participation: Participation, component: Component): readonly Line[] | undefined {
    const mine = this.#lines.get(participation) ?? new Map<Component, readonly Line[] | 'asked'>()
    this.#lines.set(participation, mine)
    const known = mine.get(component)
    if (known === 'asked') return undefined
    if (known) return known
    mine.set(component, 'asked')
    const lines = this.linesOf(participation, component, this)
    mine.set(component, lines)
    return lines
  }

  /** What is the same for everybody whom a component pays: reckoned once. */
  shared<T>(component: Component, reckon: () => T): T {
    if (!this.#shared.has(component)) this.#shared.set(component, reckon())
    return this.#shared.get(component) as T
  }

  /** The same run as it stood in an earlier pay period of a plan. */
  at(earlier: PlanRun): RunContext {
    const known = this.#earlier.get(earlier)
    if (known) return known
    const everybody = (): readonly Participation[] =>
      this.on(earlier.plan).flatMap((each) => backThen(each, earlier) ?? [])
    const context = new RunContext(
      this.book,
      this.quotas,
      this.hierarchy,
      everybody,
      this.found,
      this.linesOf,
      this.report,
    )
    this.#earlier.set(earlier, context)
    return context
  }

  /** No earnings, and why, for whoever asks. */
  nothing(participation: Participation, component: Component, reason: IdleReason): readonly Earning[] {
    this.record?.({ kind: 'idle', participation, component, reason })
    return []
  }

  readonly #exceptions = new Map<string, Exception>()
  /** Something that a person should look at, found while paying; once, however often it is come across. */
  except(exception: Exception): void {
    const { kind, payee, dealId, detail } = exception
    this.#exceptions.set([kind, payee, dealId, detail].join('\n'), exception)
  }
  get exceptions(): readonly Exception[] {
    return [...this.#exceptions.values()]
  }
}

/** A participation as it stood in an earlier pay period; undefined for somebody who was not there yet. */
export function backThen(participation: Participation, run: PlanRun): Participation | undefined {
  const current = participation.assignments.findLast(({ plan, from }) => plan === run.plan && from < run.end)
  if (current === undefined) return undefined
  const credits = new Map(
    [...participation.credits].map(([measure, mine]) => [measure, mine.filter(({ date }) => date < run.end)]),
  )
  const { start } = run.payPeriod
  // Who left and is credited on is paid for that (F40).
  const credited = [...credits.values()].some((mine) => mine.some(({ date }) => date >= start))
  return { ...participation, run, credits, current, left: current.to < start && !credited }
}
