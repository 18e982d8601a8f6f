import type { Decimal } from '../base/decimal.js'
import { ZERO } from '../base/decimal.js'
import type { Period } from '../base/period.js'
import { contains } from '../base/period.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { ComponentId } from '../model/ids.js'
import { paysDeals, type Component } from '../plan/component.js'
import type { Against, Measure, Window } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import type { Credit } from './credit.js'
import { checkEligibility, eligibleDays, takesCredits } from './eligible.js'
import type { QuotaBasis } from './quota-part.js'
import type { Quotas, WindowQuota } from './quota.js'
import type { PlanRun } from './windows.js'

/** A payee on a plan in this run, with everything credited there. */
export interface Participation {
  readonly run: PlanRun
  /** Days on the plan, in order; with the plans it continues, for windows that reach back. */
  readonly assignments: readonly Assignment[]
  /** The last row in force inside the pay period: where team and region are read (F38). */
  readonly current: Assignment
  /** On the plan earlier in a window that pays once, and not any more: what pays deals is done with him. */
  readonly left: boolean
  /** By measure, in order of date, then deal id; opening credits first. */
  readonly credits: ReadonlyMap<Measure, readonly Credit[]>
  /** Paid to date by component before the first period, where this is the run that takes it over (F45). */
  readonly openingPaid: ReadonlyMap<ComponentId, Decimal>
}

/** Is this the last pay period in which the payee is on the plan, as far as the reps file knows? */
export function isLastFor({ run, assignments }: Participation): boolean {
  return assignments.every(({ plan, to }) => plan !== run.plan || to < run.payPeriod.end)
}

/** How far a payee has come with a measure in a window. */
export interface Attainment {
  readonly participation: Participation
  readonly measure: Measure
  readonly window: Window
  readonly span: Period
  readonly against: Against
  readonly quota: WindowQuota | undefined
  /** The quota of the span's pay periods so far, which says whether somebody is on pace; undefined where there is none. */
  readonly quotaToDate: () => Decimal | undefined
  readonly credited: Decimal
  /** The components that use it; empty where it is only reported. */
  readonly components: readonly ComponentId[]
}

/** Credits inside a span of days. */
export function inSpan(credits: readonly Credit[], span: Period): readonly Credit[] {
  return credits.filter((credit) => contains(span, credit.date))
}

export interface QuotaAsked {
  /** Unless said, the one that tiers go by. */
  readonly basis?: QuotaBasis
  /** No pay needs it: a gap in it is then no mistake, but no quota. */
  readonly silent?: boolean
}

/** The quota of a component's window, as it stands on a day (`until`, not counted). */
export function quotaOf(
  { run, assignments }: Participation,
  measure: Measure,
  window: Window,
  against: Against | undefined,
  until: string,
  quotas: Quotas,
  { basis = run.plan.ramp?.tiers ?? 'ramped', silent = false }: QuotaAsked = {},
): WindowQuota | undefined {
  const periods = run.payPeriods(window, against, until as PlanRun['end'])
  return periods.length === 0 ? undefined : quotas.of(run.plan, measure, periods, assignments, basis, silent)
}

/**
 * Attainment of every measure in its windows: the pay period and each longer window of its components. Always from
 * credits, never from which tier paid. A missing or zero quota is an error only where a component's tiers need it.
 */
export function attain(participation: Participation, quotas: Quotas, found: Diagnostic[]): readonly Attainment[] {
  const { run, credits, left } = participation
  const uses = run.plan.components
    .filter((component) => !left || !paysDeals(component))
    .flatMap((component) => {
      checkEligibility(component, participation, found)
      const used = paysDeals(component)
        ? takesCredits(component, participation)
        : eligibleDays(component, participation).length > 0
      return used ? usesOf(component) : []
    })
  const rows = new Map<string, Attainment>()
  for (const measure of run.plan.measures.values()) {
    const users = uses.filter((use) => use.measure === measure)
    const asked = left ? [] : askedToDate(participation, measure, users, quotas)
    for (const { window, against, components } of [...(left ? [] : [ALWAYS]), ...users, ...asked]) {
      const span = run.span(window)
      const key = `${measure.id} ${span.id} ${against}`
      const known = rows.get(key)
      if (known) {
        rows.set(key, { ...known, components: [...known.components, ...components] })
        continue
      }
      const needed = users.some((use) => use.needsQuota && use.window === window && use.against === against)
      const quotaAgainst = (part: Against, silent: boolean): WindowQuota | undefined =>
        quotaOf(participation, measure, window, part, run.end, quotas, { basis: 'ramped', silent })
      const mine = inSpan(credits.get(measure) ?? [], span)
      const credited = mine.reduce((total, credit) => total.plus(credit.amount), ZERO)
      rows.set(key, {
        participation,
        measure,
        window,
        span,
        against,
        quota: quotaAgainst(against, !needed),
        quotaToDate: () => quotaAgainst('quota_to_date', true)?.amount,
        credited,
        components,
      })
    }
    for (const use of users) checkQuota(participation, use, quotas, found)
  }
  return [...rows.values()].filter(({ quota, components }) => quota !== undefined || components.length > 0)
}

/** The pay period itself is told of every measure. */
const ALWAYS = { window: 'period', against: 'full_quota', components: [] } as const

/** The span that a report asks for, where no component has it: against its quota or, where that is not known yet, to date. */
function askedToDate(
  participation: Participation,
  measure: Measure,
  users: readonly Use[],
  quotas: Quotas,
): readonly Pick<Use, 'window' | 'against' | 'components'>[] {
  const window = participation.run.toDate
  if (window === undefined || users.some((use) => use.window === window)) return []
  const { end } = participation.run
  const whole = quotaOf(participation, measure, window, 'full_quota', end, quotas, { basis: 'ramped', silent: true })
  return [{ window, against: whole ? 'full_quota' : 'quota_to_date', components: [] }]
}

/** What a component looks at: its own measure or that of `of`, and that of its gate. */
interface Use {
  readonly measure: Measure
  readonly window: Window
  readonly against: Against
  readonly components: readonly ComponentId[]
  readonly component: Component
  readonly needsQuota: boolean
}

function usesOf(component: Component): readonly Use[] {
  const { id, gate, needsQuota } = component
  const measure = paysDeals(component) ? component.position : component.measure
  const window = component.window === 'deal' ? 'period' : component.window
  const common = { components: [id], component }
  const uses: Use[] = []
  if (measure) uses.push({ ...common, measure, window, against: component.against ?? 'full_quota', needsQuota })
  const condition = gate?.condition
  if (condition?.kind === 'attainment') {
    const against = condition.against ?? 'full_quota'
    uses.push({ ...common, measure: condition.measure, window: gate!.window, against, needsQuota: true })
  }
  return uses
}

/** Tiers by attainment need a quota above zero, also for somebody without a deal: an early warning beats a late one. */
function checkQuota(participation: Participation, use: Use, quotas: Quotas, found: Diagnostic[]): void {
  const { measure, window, against, component } = use
  if (!use.needsQuota) return
  const { run, current } = participation
  const quota = quotaOf(participation, measure, window, against, run.end, quotas)
  if (quota?.amount.greaterThan(0) || quotas.hasFailed(current.payee.id, measure)) return
  // Prorated to nothing (a late hire under `month_counts: by_15th`): no question before there is a deal.
  const prorated = quota?.parts.some(({ terms }) => terms.some(({ whole }) => whole.greaterThan(0)))
  const span = run.span(window)
  if (prorated && inSpan(participation.credits.get(measure) ?? [], span).length === 0) return
  const what = quota === undefined ? 'no quota' : `a quota of ${quota.amount.toFixed()}`
  found.push(
    diagnose(
      'SPM5015',
      `"${current.payee.id}" has ${what} for ${measure.id} in ${span.id}, which ${run.plan.id}/${component.id} needs`,
      {
        place: component.place,
        related: [{ message: 'the payee', place: { file: current.row.file, record: current.row.record } }],
        fix: `Add a row to the quotas file: payee_id ${current.payee.id}, period ${span.id}, and an amount above zero.`,
      },
    ),
  )
}
