/**
 * A second evaluator, straight from domain.md, as slow and plain as can be: fractions of BigInts, every window added
 * up from its first day for every question, quotas counted day by day. It shares no code with src/engine or src/rates.
 *
 * naive-model: the company and its plans. naive-time: days, rows in force, plans. naive-credit: who is credited.
 * naive-quota: quotas of windows. naive-rates, naive-tiers: rate structures. naive-modifiers: uplift and multipliers.
 * naive-lines: rounding, caps per deal. naive-months: all other caps, gates, floors. Here: the whole run.
 */
import { creditsOf, isPaid, movingCredits } from './naive-credit.js'
import { canPay, type On } from './naive-lines.js'
import {
  MEASURES,
  movedBy,
  needsQuota,
  type MeasureId,
  type NaiveComponent,
  type NaivePlan,
  type NaiveProject,
  type NaiveRep,
} from './naive-model.js'
import { windowPays } from './naive-modifiers.js'
import { linesOf } from './naive-months.js'
import { quotaOf } from './naive-quota.js'
import { daysOf, payPeriodOf, planOn, stretchOf, windowOf, type Months } from './naive-time.js'
import { NOTHING, over, plus, ratio, rounded, show, showExact, times, total, type Rational } from './rational.js'

type Against = NaiveComponent['against']

export interface NaiveResult {
  /** payee plan component kind deal exact amount, sorted. */
  readonly lines: readonly string[]
  /** payee total accrued, sorted. */
  readonly payouts: readonly string[]
  /** payee plan measure span against quota credited percent, sorted. */
  readonly attainment: readonly string[]
}

/** The whole run; `no quota` where tiers by attainment have none above zero, which is an error. */
export function evaluate(project: NaiveProject): NaiveResult | 'no quota' {
  const lines: string[] = []
  const payouts: string[] = []
  const attainment: string[] = []
  const { month } = project
  for (const rep of project.reps) {
    const taking = project.plans.filter((plan) =>
      daysOf([payPeriodOf(plan, month)[0], month]).some((day) => planOn(project, rep, day) === plan),
    )
    let paid = NOTHING
    let accrued = NOTHING
    for (const plan of taking) {
      const on = { project, rep, plan, month }
      if (plan.components.some((component) => lacksQuota(on, component))) return 'no quota'
      attainment.push(...attainmentOf(on))
      for (const { component, kind, deal, exact, amount } of linesOf(on)) {
        lines.push([rep.id, plan.id, component, kind, deal, showExact(exact), show(amount, 2)].join(' '))
        if (payPeriodOf(plan, month)[1] === month) paid = plus(paid, amount)
        else accrued = plus(accrued, amount)
      }
    }
    if (taking.length > 0) payouts.push([rep.id, show(paid, 2), show(accrued, 2)].join(' '))
  }
  return { lines: lines.sort(), payouts: payouts.sort(), attainment: attainment.sort() }
}

/** Is there no quota above zero where one is needed? Prorated to nothing is no question as long as there is no deal. */
function lacksQuota(on: On, component: NaiveComponent): boolean {
  const { plan, month } = on
  const { gate, against } = component
  const span = windowOf(plan, component, month)
  if (!canPay(on, component, span)) return false
  if (gate && lacks(on, gate.measure, stretchOf(plan, gate.window, month), gate.against)) return true
  return needsQuota(component) && lacks(on, movedBy(component), span, against)
}

function lacks({ project, rep, plan, month }: On, measure: MeasureId, span: Months, against: Against): boolean {
  const quota = quotaOf(project, rep, plan, measure, span, against === 'quota_to_date' ? month : 12)
  if (quota === undefined) return true
  if (quota.amount.top > 0n) return false
  const credits = creditsOf(project, rep, plan, measure, [span[0], month])
  return credits.length > 0 || quota.unprorated.top <= 0n
}

/** Of every measure, in the pay period and in each longer window of a component that may pay him. */
function attainmentOf(on: On): string[] {
  const { project, rep, plan, month } = on
  const rows = new Set<string>()
  for (const measure of MEASURES) {
    const uses = plan.components
      .filter((each) => canPay(on, each, windowOf(plan, each, month)))
      .flatMap((each) => usesOf(plan, each, month))
      .filter((use) => use.measure === measure)
    const asked = [{ span: payPeriodOf(plan, month), against: 'full_quota' as const, used: false }]
    for (const { span, against } of [...asked, ...uses]) {
      const quota = quotaOf(project, rep, plan, measure, span, against === 'quota_to_date' ? month : 12)?.amount
      const used = uses.some((use) => use.against === against && use.span.join() === span.join())
      if (quota === undefined && !used) continue
      const credits = creditsOf(project, rep, plan, measure, [span[0], month])
      const credited = total(credits.map(({ amount }) => amount))
      const percent = quota && quota.top !== 0n ? times(over(credited, quota), ratio(100)) : undefined
      const shown = percent ? show(rounded(percent, 2, 'floor'), 2) : '-'
      const amount = quota ? showExact(quota) : '-'
      rows.add([rep.id, plan.id, measure, span.join('-'), against, amount, showExact(credited), shown].join(' '))
    }
  }
  return [...rows]
}

/** The measures, windows and quotas that a component looks at. */
function usesOf(plan: NaivePlan, component: NaiveComponent, month: number) {
  const { gate } = component
  const span = windowOf(plan, component, month)
  const own = { measure: movedBy(component), span, against: component.against ?? 'full_quota' }
  const gated = gate && {
    measure: gate.measure,
    span: stretchOf(plan, gate.window, month),
    against: gate.against ?? 'full_quota',
  }
  return [own, ...(gated ? [gated] : [])]
}

/** What windows of the whole year have earned a rep at its end, by component: what all months together must pay. */
export function yearOf(project: NaiveProject, rep: NaiveRep): readonly Rational[] {
  const [plan] = project.plans
  return plan!.components.map((component) => {
    const quota = quotaOf(project, rep, plan!, movedBy(component), [1, 12], 12)?.amount ?? NOTHING
    const credits = movingCredits(project, rep, plan!, component, [1, 12])
    const pays = windowPays(component, credits, quota)
    return total(pays.filter((_, index) => isPaid(project, rep, plan!, component, credits[index]!)))
  })
}
