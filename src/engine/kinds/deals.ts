import { addDays } from '../../base/date.js'
import { max, mended, ONE, sum, ZERO, type Decimal } from '../../base/decimal.js'
import { compareText } from '../../base/order.js'
import { contains } from '../../base/period.js'
import type { DealComponent } from '../../plan/component.js'
import type { Evaluate, Slice } from '../../rates/rate.js'
import { inSpan, quotaOf, type Participation } from '../attain.js'
import { capShare } from '../cap.js'
import { perDealOf } from '../cap-money.js'
import type { Credit } from '../credit.js'
import { rateCredit } from '../credit-values.js'
import { isPaid } from '../eligible.js'
import type { Earning, Part } from '../line.js'
import { factorsOf, multiplied, upliftOf, withPoints, type Factor } from '../modify.js'
import type { Recorder } from '../recorder.js'
import { backThen, type RunContext } from '../run-context.js'
import { dealEvaluator } from './deal-evaluator.js'
import type { WindowCredit } from './window-credit.js'

function toWindowCredit(
  credit: Credit,
  component: DealComponent,
  { run }: Participation,
  record?: Recorder,
): WindowCredit {
  const rated = rateCredit(credit, component)
  const { amount } = rated
  const uplift = upliftOf(component, credit)
  if (component.uplift) record?.({ kind: 'uplift', component, credit, applies: uplift !== undefined })
  const lifted = uplift?.times(amount)
  return {
    ...rated,
    credit,
    own: isPaid(credit, run.plan, component),
    amount: lifted !== undefined && component.uplift?.for === 'both' ? lifted : amount,
    moved: lifted ?? amount,
    ...(lifted !== undefined && component.uplift?.for === 'attainment' && { moves: lifted }),
  }
}

/**
 * The window's credits in order of date, then deal id. Where another measure moves the position (F26), a deal of both
 * moves it by what that one counts; its other deals move it and are not paid.
 */
function windowCredits(
  participation: Participation,
  component: DealComponent,
  record: Recorder | undefined,
): readonly WindowCredit[] {
  const { measure, position, window } = component
  const span = participation.run.span(window)
  const own = inSpan(participation.credits.get(measure) ?? [], span)
  const rated = own.map((credit) => toWindowCredit(credit, component, participation, record))
  if (position === measure) return rated
  const key = ({ dealId, date }: Credit): string => `${date}\n${dealId}`
  const mine = new Map(rated.map((each) => [key(each.credit), each]))
  const moving = inSpan(participation.credits.get(position) ?? [], span).map((credit): WindowCredit => {
    const same = mine.get(key(credit))
    mine.delete(key(credit))
    const moves = { moves: credit.amount, moved: credit.amount }
    return same ? { ...same, ...moves } : { credit, own: false, amount: ZERO, quantity: ZERO, count: ZERO, ...moves }
  })
  const still = [...mine.values()].map((each) => ({ ...each, moves: ZERO, moved: ZERO }))
  return [...moving, ...still].sort(
    (a, b) => compareText(a.credit.date, b.credit.date) || compareText(a.credit.dealId, b.credit.dealId),
  )
}

/**
 * What a component earns in the pay period: the window's entitlement at the end of the run's period less that at the
 * start of the pay period. Deals of the pay period have a line each; what changed for earlier deals is one line.
 */
export function earnDeals(
  participation: Participation,
  component: DealComponent,
  context: RunContext,
): readonly Earning[] {
  if (participation.left) return context.nothing(participation, component, 'left')
  const evaluate = dealEvaluator(participation, component, context)
  return component.window === 'deal'
    ? earnAlone(participation, component, context, evaluate)
    : earnWindow(participation, component, context, evaluate)
}

/** Each deal alone: the tier comes from the whole deal, the split scales the pay (domain: credit and payout split). */
function earnAlone(
  participation: Participation,
  component: DealComponent,
  context: RunContext,
  evaluate: Evaluate,
): readonly Earning[] {
  const credits = inSpan(participation.credits.get(component.measure) ?? [], participation.run.payPeriod)
  const earnings = earnEach(participation, component, credits, evaluate, context.record)
  return earnings.length > 0 ? earnings : context.nothing(participation, component, 'no_credits')
}

/** The pay of deals that stand alone. */
export function earnEach(
  participation: Participation,
  component: DealComponent,
  credits: readonly Credit[],
  evaluate: Evaluate,
  record?: Recorder,
): readonly Earning[] {
  return credits
    .filter((credit) => {
      const paid = isPaid(credit, participation.run.plan, component)
      if (!paid) record?.({ kind: 'unpaid', participation, component, credit })
      return paid
    })
    .map((credit) => {
      const rated = [toWindowCredit(credit, component, participation, record)]
      const [slices = []] = component.rate.earn({ credits: rated, quota: undefined }, evaluate)
      const scale = component.rate.split === 'whole' ? ONE : credit.share
      return onDeal(
        { participation, component, quota: undefined, credited: undefined },
        credit,
        scale.equals(ONE) ? slices : slices.map(scaled(scale)),
        factorsOf(component, rated, undefined, record)?.[0],
      )
    })
}

function scaled(scale: Decimal): (slice: Slice) => Slice {
  return (slice) => ({ ...slice, base: slice.base.times(scale), pay: slice.pay.times(scale) })
}

function earnWindow(
  participation: Participation,
  component: DealComponent,
  context: RunContext,
  evaluate: Evaluate,
): readonly Earning[] {
  const { run } = participation
  const { position, window, against, rate } = component
  const credits = windowCredits(participation, component, context.record)
  const quota = quotaOf(participation, position, window, against, run.end, context.quotas, {
    silent: !component.needsQuota,
  })
  if (component.needsQuota && !quota?.amount.greaterThan(ZERO))
    return context.nothing(participation, component, 'no_quota')
  const first = credits.findIndex(({ credit }) => contains(run.payPeriod, credit.date))
  const earlier = first < 0 ? credits : credits.slice(0, first)
  // What earlier deals earned stands, so only where they left the position matters.
  const stands = isStable(component) && against !== 'quota_to_date' && !participation.openingPaid.has(component.id)
  const from = stands ? earlier.length : 0
  const now = rate.earn({ credits, quota: quota?.amount, from }, evaluate)
  const factors = factorsOf(component, credits, quota?.amount, context.record)
  const parts = stands ? [] : reRated(participation, component, earlier, { slices: now, factors }, context)
  const inWindow: InWindow = { participation, component, quota, credited: sum(credits.map(({ moved }) => moved)) }
  const earnings: Earning[] = []
  if (parts.length > 0) {
    const reason = 'earlier deals of the window, at what the window gives now'
    earnings.push(reRating(inWindow, parts, reason))
  }
  for (let index = earlier.length; index < credits.length; index += 1) {
    const { credit, own } = credits[index]!
    if (own) earnings.push(onDeal(inWindow, credit, now[index - from]!, factors?.[index]))
    else context.record?.({ kind: 'unpaid', participation, component, credit })
  }
  return earnings.length > 0 ? earnings : context.nothing(participation, component, 'no_credits')
}

type InWindow = Pick<Earning, 'participation' | 'component' | 'quota' | 'credited'> & {
  readonly component: DealComponent
}

/** What a change means for deals of earlier pay periods: one line that keeps its parts by deal (F16). */
export function reRating(inWindow: InWindow, parts: readonly Part[], reason: string): Earning {
  return {
    ...inWindow,
    kind: 're_rating',
    credit: undefined,
    slices: [],
    parts,
    exact: sum(parts.map((part) => part.pay)),
    base: undefined,
    before: undefined,
    after: undefined,
    reason,
  }
}

/** The pay on one deal. */
export function onDeal(inWindow: InWindow, credit: Credit, rated: readonly Slice[], factor?: Factor): Earning {
  const unmultiplied = factor ? withPoints(rated, factor) : rated
  const slices = factor ? multiplied(unmultiplied, factor) : rated
  const base = factor && { amount: pay(unmultiplied), multiplier: factor.times }
  const ends = { before: slices[0]?.from, after: slices.at(-1)?.to }
  return {
    ...inWindow,
    kind: inWindow.component.kind,
    credit,
    slices,
    parts: [],
    exact: pay(slices),
    base,
    ...ends,
    reason: '',
  }
}

function pay(slices: readonly Slice[]): Decimal {
  return sum(slices.map((slice) => slice.pay))
}

/** Do later credits leave alone what earlier ones earned? Not where a multiplier goes by the period's end. */
function isStable({ rate, multipliers }: DealComponent): boolean {
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
  component: DealComponent,
  earlier: readonly WindowCredit[],
  now: Rated,
  context: RunContext,
): readonly Part[] {
  const { run, openingPaid } = participation
  const { position, window, against, rate, needsQuota } = component
  if (earlier.length === 0) return []
  const quota = quotaOf(participation, position, window, against, run.payPeriod.start, context.quotas, {
    silent: !component.needsQuota,
  })
  // Without a quota above zero at the period's start nothing was earned then: everything is new.
  const known = !needsQuota || quota?.amount.greaterThan(ZERO) === true
  // Also what a shorter window than this one had come to: that of the pay period before.
  const evaluate = dealEvaluator(participation, component, context, () => payPeriodBefore(participation))
  const then: Rated = known
    ? {
        slices: rate.earn({ credits: earlier, quota: quota?.amount }, evaluate),
        factors: factorsOf(component, earlier, quota?.amount),
      }
    : { slices: [], factors: undefined }
  const paid = openingPaid.get(component.id)
  const perDeal = perDealOf(component, participation, context)
  let unassigned = paid
  const parts: Part[] = []
  for (const [index, { credit, own }] of earlier.entries()) {
    let start = total(then, index)
    if (credit.dealId === '' && paid !== undefined) {
      start = unassigned ?? ZERO
      unassigned = undefined
    }
    const end = total(now, index)
    if (mended(end.minus(start)).isZero() || !own) continue
    const most = perDeal?.times(capShare(component, credit))
    const over = excess(most, credit, end).minus(excess(most, credit, start))
    parts.push({ credit, pay: end.minus(start), over })
  }
  return mendedParts(parts)
}

function payPeriodBefore(participation: Participation): Participation | undefined {
  const { run } = participation
  const last = run.earlier(addDays(run.payPeriod.start, -1)).at(-1)
  return last && backThen(participation, last)
}

/** Caps cut parts and carry them: each is mended, and the last bears what that leaves of the mended whole. */
function mendedParts(parts: readonly Part[]): readonly Part[] {
  let rest = mended(sum(parts.map((part) => part.pay)))
  return parts.map((part, index) => {
    const pay = index === parts.length - 1 ? rest : mended(part.pay)
    rest = rest.minus(pay)
    return { ...part, pay }
  })
}

function excess(most: Decimal | undefined, credit: Credit, amount: Decimal): Decimal {
  return most === undefined || credit.dealId === '' ? ZERO : max(ZERO, mended(amount.minus(most)))
}

function total({ slices, factors }: Rated, index: number): Decimal {
  const rated = slices[index]
  if (rated === undefined) return ZERO
  const factor = factors?.[index]
  return pay(factor ? multiplied(withPoints(rated, factor), factor) : rated)
}
