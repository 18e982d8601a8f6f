import { max, mended, ONE, sum, ZERO, type Decimal } from '../base/decimal.js'
import { contains } from '../base/period.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { isAbsent } from '../expression/expression.js'
import type { Component } from '../plan/plan.js'
import type { Evaluate, RateCredit, Slice } from '../rates/rate.js'
import { inSpan, quotaOf, type Participation } from './attain.js'
import { capShare } from './cap.js'
import type { Credit } from './credit.js'
import { rateCredit, rateFrame } from './credit-values.js'
import { eligible } from './eligible.js'
import type { Earning, Part } from './line.js'
import { factorsOf, multiplied, upliftOf, withPoints, type Factor } from './modify.js'
import type { Quotas } from './quota.js'
import type { PlanRun } from './windows.js'

/**
 * Crediting has made sure that every rate has a value for every credit; an opening credit knows no deal. Only a formula
 * on quota or attainment can still come out at nothing, which is told (SPM5603).
 */
function evaluator({ run, current }: Participation, { id, place }: Component, found: Diagnostic[]): Evaluate {
  // Once for a payee: a year of deals may have the same trouble.
  let told = false
  return (expression, rated, values) => {
    const { credit, own } = rated as WindowCredit
    if (!own) return ZERO
    const value = expression.evaluate(rateFrame(expression, credit, rated, credit.cells, values))
    if (!isAbsent(value)) return value as Decimal
    const message = `the formula of ${run.plan.id}/${id} has no value for deal "${credit.dealId}" of "${current.payee.id}": ${value.reason}`
    if (!told) found.push(diagnose('SPM5603', message, { place }))
    told = true
    return ZERO
  }
}

interface WindowCredit extends RateCredit {
  readonly credit: Credit
  /** False where the component does not pay it (its own plan does, or nobody): it moves the position and nothing else. */
  readonly own: boolean
  /** How far it moves the window's total: its amount, after an uplift. */
  readonly moved: Decimal
}

function toRateCredit(credit: Credit, component: Component, { run }: Participation): WindowCredit {
  const rated = rateCredit(credit, component)
  const { amount } = rated
  const lifted = upliftOf(component, credit)?.times(amount)
  return {
    ...rated,
    credit,
    own: isPaid(credit, run, component),
    amount: lifted !== undefined && component.uplift?.for === 'both' ? lifted : amount,
    moved: lifted ?? amount,
    ...(lifted !== undefined && component.uplift?.for === 'attainment' && { moves: lifted }),
  }
}

/** A plan that goes on from another one does not pay that one's credits; a component pays whom and when it says. */
function isPaid({ assignment, date }: Credit, run: PlanRun, component: Component): boolean {
  return assignment.plan === run.plan && eligible(component, assignment.row, date)
}

/**
 * What a component earns in the pay period: the window's entitlement at the end of the run's period less that at the
 * start of the pay period. Deals of the pay period have a line each; what changed for earlier deals is one line.
 */
export function earn(
  participation: Participation,
  component: Component,
  quotas: Quotas,
  found: Diagnostic[],
): readonly Earning[] {
  const evaluate = evaluator(participation, component, found)
  return component.window === 'deal'
    ? earnDeals(participation, component, evaluate)
    : earnWindow(participation, component, quotas, evaluate)
}

/** Each deal alone: the tier comes from the whole deal, the split scales the pay (domain: credit and payout split). */
function earnDeals(participation: Participation, component: Component, evaluate: Evaluate): readonly Earning[] {
  const { run } = participation
  const credits = inSpan(participation.credits.get(component.measure) ?? [], run.payPeriod)
  return credits
    .filter((credit) => isPaid(credit, run, component))
    .map((credit) => {
      const rated = [toRateCredit(credit, component, participation)]
      const [slices = []] = component.rate.earn({ credits: rated, quota: undefined }, evaluate)
      const scale = component.rate.split === 'whole' ? ONE : credit.share
      return commission(
        { participation, component, quota: undefined, credited: undefined },
        credit,
        scale.equals(ONE) ? slices : slices.map(scaled(scale)),
        factorsOf(component, rated, undefined)?.[0],
      )
    })
}

function scaled(scale: Decimal): (slice: Slice) => Slice {
  return (slice) => ({ ...slice, base: slice.base.times(scale), pay: slice.pay.times(scale) })
}

function earnWindow(
  participation: Participation,
  component: Component,
  quotas: Quotas,
  evaluate: Evaluate,
): readonly Earning[] {
  const { run } = participation
  const { measure, window, against, rate } = component
  const credits = inSpan(participation.credits.get(measure) ?? [], run.span(window))
  const quota = quotaOf(participation, measure, window, against, run.end, quotas)
  if (component.needsQuota && quota === undefined) return []
  const first = credits.findIndex((credit) => contains(run.payPeriod, credit.date))
  const earlier = first < 0 ? credits : credits.slice(0, first)
  // What earlier deals earned stands, so only where they left the position matters.
  const stands = isStable(component) && against !== 'quota_to_date' && !participation.openingPaid.has(component.id)
  const from = stands ? earlier.length : 0
  const rated = credits.map((each) => toRateCredit(each, component, participation))
  const now = rate.earn({ credits: rated, quota: quota?.amount, from }, evaluate)
  const factors = factorsOf(component, rated, quota?.amount)
  const parts = stands ? [] : reRated(participation, component, earlier, { slices: now, factors }, quotas, evaluate)
  const inWindow: InWindow = {
    participation,
    component,
    quota,
    credited: sum(rated.map(({ moved }) => moved)),
  }
  const earnings: Earning[] = []
  if (parts.length > 0) {
    earnings.push({
      ...inWindow,
      kind: 're_rating',
      credit: undefined,
      slices: [],
      parts,
      exact: sum(parts.map((part) => part.pay)),
      base: undefined,
      before: undefined,
      after: undefined,
      reason: 'earlier deals of the window, at what the window gives now',
    })
  }
  for (let index = earlier.length; index < credits.length; index += 1) {
    const credit = credits[index]!
    if (isPaid(credit, run, component))
      earnings.push(commission(inWindow, credit, now[index - from]!, factors?.[index]))
  }
  return earnings
}

type InWindow = Pick<Earning, 'participation' | 'component' | 'quota' | 'credited'>

function commission(inWindow: InWindow, credit: Credit, rated: readonly Slice[], factor?: Factor): Earning {
  const unmultiplied = factor ? withPoints(rated, factor) : rated
  const slices = factor ? multiplied(unmultiplied, factor) : rated
  const exact = pay(slices)
  const base = factor && { amount: pay(unmultiplied), multiplier: factor.times }
  const ends = { before: slices[0]?.from, after: slices.at(-1)?.to }
  return { ...inWindow, kind: 'commission', credit, slices, parts: [], exact, base, ...ends, reason: '' }
}

function pay(slices: readonly Slice[]): Decimal {
  return sum(slices.map((slice) => slice.pay))
}

/** Do later credits leave alone what earlier ones earned? Not where a multiplier goes by the period's end. */
function isStable({ rate, multipliers }: Component): boolean {
  return rate.stable && multipliers.every((each) => each.kind !== 'attainment' || each.running)
}

/** What the rate gives for each credit of a window, and what multipliers make of it. */
interface Rated {
  readonly slices: readonly (readonly Slice[])[]
  readonly factors: readonly Factor[] | undefined
}

/**
 * By deal of earlier pay periods: what the window gives it at the end of the run's period less what it gave at the
 * start of the pay period (F16). Opening credits were paid elsewhere: their start is what the opening says was paid.
 */
function reRated(
  participation: Participation,
  component: Component,
  earlier: readonly Credit[],
  now: Rated,
  quotas: Quotas,
  evaluate: Evaluate,
): readonly Part[] {
  const { run, openingPaid } = participation
  const { measure, window, against, rate, needsQuota } = component
  if (earlier.length === 0) return []
  const quota = quotaOf(participation, measure, window, against, run.payPeriod.start, quotas)
  // Without a quota at the period's start nothing was earned then: everything is new.
  const known = !needsQuota || quota !== undefined
  const rated = earlier.map((each) => toRateCredit(each, component, participation))
  const then: Rated = known
    ? {
        slices: rate.earn({ credits: rated, quota: quota?.amount }, evaluate),
        factors: factorsOf(component, rated, quota?.amount),
      }
    : { slices: [], factors: undefined }
  const paid = openingPaid.get(component.id)
  let unassigned = paid
  const parts: Part[] = []
  for (const [index, credit] of earlier.entries()) {
    let start = total(then, index)
    if (credit.dealId === '' && paid !== undefined) {
      start = unassigned ?? ZERO
      unassigned = undefined
    }
    const end = total(now, index)
    if (end.equals(start) || !isPaid(credit, run, component)) continue
    const over = excess(component, credit, end).minus(excess(component, credit, start))
    parts.push({ credit, pay: end.minus(start), over })
  }
  return parts
}

function excess(component: Component, credit: Credit, pay: Decimal): Decimal {
  const most = component.cap?.perDeal?.times(capShare(component, credit))
  return most === undefined || credit.dealId === '' ? ZERO : max(ZERO, mended(pay.minus(most)))
}

function total({ slices, factors }: Rated, index: number): Decimal {
  const rated = slices[index]
  if (rated === undefined) return ZERO
  const factor = factors?.[index]
  return mended(pay(factor ? multiplied(withPoints(rated, factor), factor) : rated))
}
