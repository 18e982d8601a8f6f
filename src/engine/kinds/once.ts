import { addDays, earlier } from '../../base/date.js'
import { mended, ONE, sum, ZERO, type Decimal } from '../../base/decimal.js'
import { diagnose } from '../../diagnostics/diagnostic.js'
import { isAbsent, type Expression } from '../../expression/expression.js'
import type { Cell } from '../../model/table.js'
import type { OnceComponent } from '../../plan/component.js'
import type { RateCredit, Slice } from '../../rates/rate.js'
import { tierReached, tierStarts } from '../../rates/tiers.js'
import { inSpan, quotaOf, type Participation } from '../attain.js'
import { eligibleDays } from '../eligible.js'
import { rowInForce } from '../hierarchy.js'
import type { Earning } from '../line.js'
import { paysNow } from '../objectives.js'
import { placesOf } from '../payee-values.js'
import type { WindowQuota } from '../quota.js'
import { backThen, type RunContext } from '../run-context.js'
import { windowValues } from '../values.js'

/** What a window gives somebody so far: slices whose pays sum to the amount, before multipliers. */
export interface Entitlement {
  readonly slices: readonly Slice[]
  readonly quota: WindowQuota | undefined
  readonly credited: Decimal | undefined
}

export type Entitle = (participation: Participation, context: RunContext) => Entitlement | undefined

/**
 * One line when the window ends or, with `interim`, in each pay period what the window gives now less what it gave at
 * the pay period's start (F17). Nothing for those whom the component cannot pay.
 */
export function earnOnce(
  participation: Participation,
  component: OnceComponent,
  context: RunContext,
  entitle: Entitle,
): readonly Earning[] {
  const { run } = participation
  const span = run.span(component.window)
  if (!paysNow(run.end, span.end, component.interim)) return context.nothing(participation, component, 'not_yet')
  const now = entitled(participation, component, context, entitle)
  const before = component.interim ? paidBefore(participation, component, context, entitle) : undefined
  const slices = [...(now?.slices ?? []), ...(before && !before.isZero() ? [earlierSlice(before)] : [])]
  const exact = sum(slices.map(({ pay }) => pay))
  if (slices.length === 0 || (exact.isZero() && before === undefined)) {
    const eligible = eligibleDays(component, participation).length > 0
    return context.nothing(participation, component, eligible ? 'nothing' : 'not_eligible')
  }
  const base = now?.base
  return [
    {
      kind: component.kind,
      participation,
      component,
      credit: undefined,
      slices,
      parts: [],
      exact,
      base: before === undefined ? base : undefined,
      quota: now?.quota,
      credited: now?.credited,
      before: undefined,
      after: now?.credited,
      reason: before === undefined ? `for ${span.id}` : `for ${span.id} to date, less what earlier pay periods had`,
    },
  ]
}

interface Multiplied extends Entitlement {
  readonly base: Earning['base']
}

/** What the component gives so far, its multipliers included; undefined where it cannot pay him. */
function entitled(
  participation: Participation,
  component: OnceComponent,
  context: RunContext,
  entitle: Entitle,
): Multiplied | undefined {
  if (eligibleDays(component, participation).length === 0 || lapses(participation, component, context)) return undefined
  const given = entitle(participation, context)
  if (given === undefined || component.multipliers.length === 0) return given && { ...given, base: undefined }
  const times = factorOf(participation, component, given, context)
  const amount = sum(given.slices.map(({ pay }) => pay))
  return {
    ...given,
    slices: given.slices.map((slice) => ({ ...slice, pay: slice.pay.times(times) })),
    base: { amount, multiplier: times },
  }
}

function paidBefore(
  participation: Participation,
  component: OnceComponent,
  context: RunContext,
  entitle: Entitle,
): Decimal | undefined {
  const { run } = participation
  const last = run.earlier(run.span(component.window).start).at(-1)
  if (last === undefined) return undefined
  const then = backThen(participation, last)
  const given = then && entitled(then, component, context.at(last), entitle)
  return given && mended(sum(given.slices.map(({ pay }) => pay)))
}

function earlierSlice(paid: Decimal): Slice {
  const pay = paid.negated()
  return { tier: -1, label: 'paid in earlier pay periods', from: ZERO, to: ZERO, base: ONE, rate: pay, pay }
}

/** Somebody who left the company inside the window: the component says what he gets, and is asked where it does not. */
function lapses(participation: Participation, component: OnceComponent, context: RunContext): boolean {
  if (component.kind === 'pool' || component.kind === 'rank') return false
  const { run, current } = participation
  const span = run.span(component.window)
  const day = addDays(earlier(span.end, run.end), -1)
  if (rowInForce(current.payee, day) !== undefined) return false
  if (component.leaver !== undefined) return component.leaver === 'lapse'
  const message = `${run.plan.id}/${component.id} must say what "${current.payee.id}" gets for ${span.id}, who left before it ended`
  const place = { file: current.row.file, record: current.row.record }
  context.report(diagnose('SPM5903', message, { place: component.place, related: [{ message: 'the payee', place }] }))
  return true
}

/** The multipliers of a window: by its attainment, or by conditions on the payee. */
function factorOf(
  participation: Participation,
  component: OnceComponent,
  { credited, quota }: Entitlement,
  context: RunContext,
): Decimal {
  const { record } = context
  let times = ONE
  for (const each of component.multipliers) {
    if (each.kind === 'attainment') {
      const starts = tierStarts(each.tiers, 'attainment', quota?.amount ?? ZERO)
      const reached = tierReached(each.tiers, starts, credited ?? ZERO)
      times = times.times(each.factors[reached]!)
      record?.({ kind: 'multiplier', component, of: participation, multiplier: each, outcome: reached })
    } else if (each.kind === 'times') {
      const applies = holds(participation, component, each.when, context)
      record?.({ kind: 'multiplier', component, of: participation, multiplier: each, outcome: applies })
      if (applies) times = times.times(each.times)
    }
  }
  return times
}

/** Does a condition on the payee and what is known of his window hold? One without an answer is told. */
export function holds(
  participation: Participation,
  component: OnceComponent,
  when: Expression | undefined,
  context: RunContext,
  values: Readonly<Record<string, Cell>> = {},
): boolean {
  if (when === undefined) return true
  const { run, current } = participation
  const answer = when.evaluate({ rep: current.row.cells, values })
  if (!isAbsent(answer)) return answer === true
  const what = `a condition of ${run.plan.id}/${component.id} has no answer for "${current.payee.id}": ${answer.reason}`
  context.report(diagnose('SPM5904', what, placesOf(answer, current.row, component)))
  return false
}

/** Evaluates an amount for the payee; one without a value is told, and pays nothing. */
export function amountFor(
  participation: Participation,
  component: OnceComponent,
  expression: Expression,
  context: RunContext,
  own: Readonly<Record<string, Decimal | undefined>> = {},
): Decimal {
  const { run, current } = participation
  const values = { ...windowValues(expression.uses, participation, component, context), ...own }
  const amount = expression.evaluate({ rep: current.row.cells, values })
  if (!isAbsent(amount)) return amount as Decimal
  const what = `${run.plan.id}/${component.id} has no amount for "${current.payee.id}": ${amount.reason}`
  context.report(diagnose('SPM5904', what, placesOf(amount, current.row, component)))
  return ZERO
}

/** What has been credited in the window by the component's measure, and the quota where one is needed. */
export function measured(
  participation: Participation,
  component: OnceComponent,
  split: 'share' | 'whole' | undefined,
  { quotas }: RunContext,
): {
  readonly credits: readonly RateCredit[]
  readonly quota: WindowQuota | undefined
  readonly credited: Decimal | undefined
} {
  const { measure, window, against } = component
  if (measure === undefined) return { credits: [], quota: undefined, credited: undefined }
  const { run } = participation
  const inside = inSpan(participation.credits.get(measure) ?? [], run.span(window))
  const credits = inside.map(({ amount, quantity, share }): RateCredit => {
    const count = split === 'whole' ? ONE : share
    return { amount, count, quantity: quantity?.times(count) }
  })
  const quota = quotaOf(participation, measure, window, against, run.end, quotas, { silent: !component.needsQuota })
  return { credits, quota, credited: mended(sum(credits.map(({ amount }) => amount))) }
}
