import { mended, sum, ZERO, type Decimal } from '../../base/decimal.js'
import { contains } from '../../base/period.js'
import { diagnose } from '../../diagnostics/diagnostic.js'
import type { DealComponent } from '../../plan/component.js'
import { inSpan, quotaOf, type Participation } from '../attain.js'
import type { Credit } from '../credit.js'
import { rateCredit } from '../credit-values.js'
import { isPaid } from '../eligible.js'
import type { Earning } from '../line.js'
import { factorsOf } from '../modify.js'
import type { RunContext } from '../run-context.js'
import { dealEvaluator } from './deal-evaluator.js'
import { earnDeals, onDeal, reRating } from './deals.js'
import type { WindowCredit } from './window-credit.js'

/**
 * A manager's percent on the deals of the people below: on what is credited to them like a commission, or on what is
 * earned below, or on what owner and lower levels left of the credit (F36).
 */
export function earnOverride(
  participation: Participation,
  component: DealComponent,
  context: RunContext,
): readonly Earning[] {
  const { of, mode } = component.override!
  if (of === 'credits' && mode === 'full') return earnDeals(participation, component, context)
  if (participation.left) return context.nothing(participation, component, 'left')
  const earnings = earnOnEarnings(participation, component, context)
  return earnings.length > 0 ? earnings : context.nothing(participation, component, 'no_credits')
}

/** The pay period's deals, and earlier ones of the year on which somebody below was re-rated in it. */
function earnOnEarnings(
  participation: Participation,
  component: DealComponent,
  context: RunContext,
): readonly Earning[] {
  const { run } = participation
  const { measure, rate, override } = component
  const earned = earnedBelow(participation, component, context)
  const credits = (participation.credits.get(measure) ?? []).filter(({ date }) => date < run.end)
  const based = credits.flatMap((credit): WindowCredit[] => {
    const now = contains(run.payPeriod, credit.date)
    const below = earned.get(credit.dealId) ?? NOTHING
    const gross = override!.of === 'earnings' ? below.direct : now ? credit.amount : ZERO
    const taken = override!.of === 'earnings' ? below.levels : below.direct.plus(below.levels)
    const amount = mended(override!.mode === 'cascading' ? gross.minus(taken) : gross)
    if (!now && amount.isZero()) return []
    const own = isPaid(credit, run.plan, component)
    const moved = component.needsQuota && now ? credit.amount : component.needsQuota ? ZERO : amount
    return [
      { ...rateCredit(credit, component), amount, credit, own, moved, ...(component.needsQuota && { moves: moved }) },
    ]
  })
  const quota = quotaOf(participation, measure, component.window, component.against, run.end, context.quotas, {
    silent: !component.needsQuota,
  })
  if (component.needsQuota && quota === undefined) return []
  const evaluate = dealEvaluator(participation, component, context)
  const slices = rate.earn({ credits: based, quota: quota?.amount }, evaluate)
  const factors = factorsOf(component, based, quota?.amount, context.record)
  const inside = inSpan(credits, run.payPeriod)
  const inWindow = { participation, component, quota, credited: sum(inside.map(({ amount }) => amount)) }
  const lines = based.flatMap(({ credit, own }, index) => {
    const line = onDeal(inWindow, credit, slices[index]!, factors?.[index])
    return own ? [{ credit, line }] : []
  })
  const before = lines.filter(({ credit }) => !contains(run.payPeriod, credit.date))
  const parts = before.map(({ credit, line }) => ({ credit, pay: mended(line.exact), over: ZERO }))
  return [
    ...(parts.length > 0 ? [reRating(inWindow, parts, 'earlier deals whose pay below has changed')] : []),
    ...lines.filter(({ credit }) => contains(run.payPeriod, credit.date)).map(({ line }) => line),
  ]
}

/** What people below earned on a deal in this pay period, exact: those credited with it, and the levels between. */
interface Below {
  readonly direct: Decimal
  readonly levels: Decimal
}
const NOTHING: Below = { direct: ZERO, levels: ZERO }

/** By deal, of the components that `below` names; cuts of their caps included, those of the plan's cap not. */
function earnedBelow(
  participation: Participation,
  component: DealComponent,
  context: RunContext,
): ReadonlyMap<string, Below> {
  const { run, current } = participation
  const credits = (participation.credits.get(component.measure) ?? []).filter(({ date }) => date < run.end)
  const below = new Map<string, Below>()
  const involved = new Map<string, Credit>(credits.map((credit) => [credit.dealId, credit]))
  for (const { payee, direct } of peopleBelow(credits, current.payee.id, context)) {
    for (const other of context.of(payee)) {
      for (const each of other.run.plan.components) {
        if (!component.override!.below.has(each.id) || (other === participation && each === component)) continue
        if (!fits(other, participation, component, context)) continue
        const lines = context.lines(other, each)
        if (lines === undefined) continue
        for (const line of lines) {
          const parts = line.credit ? [{ credit: line.credit, pay: line.exact }] : line.parts
          for (const { credit, pay } of parts) {
            const mine = credit && involved.get(credit.dealId)
            if (!mine || !isBelow(payee, current.payee.id, mine, context)) continue
            const known = below.get(credit.dealId) ?? NOTHING
            const own = direct && credit.by.via === ''
            below.set(credit.dealId, {
              direct: own ? known.direct.plus(pay) : known.direct,
              levels: own ? known.levels : known.levels.plus(pay),
            })
          }
        }
      }
    }
  }
  return below
}

/** Everybody from whom the deals come up to a manager: those credited with them, and the levels between. */
function peopleBelow(
  credits: readonly Credit[],
  manager: string,
  { book, hierarchy }: RunContext,
): readonly { readonly payee: Participation['current']['payee']['id']; readonly direct: boolean }[] {
  const people = new Map<Participation['current']['payee']['id'], boolean>()
  const seen = new Set<string>()
  for (const { by, date } of credits) {
    for (const via of by.via.split(' ')) {
      const key = `${via} ${date}`
      if (seen.has(key)) continue
      seen.add(key)
      const payee = book.payees.get(via as Participation['current']['payee']['id'])
      if (payee === undefined) continue
      people.set(payee.id, true)
      for (const above of hierarchy.above(payee, date).managers) {
        if (above.id === manager) break
        if (!people.has(above.id)) people.set(above.id, false)
      }
    }
  }
  return [...people].map(([payee, direct]) => ({ payee, direct }))
}

/** Does the manager stand above somebody on the day of the deal? */
function isBelow(
  payee: Participation['current']['payee']['id'],
  manager: string,
  { date }: Credit,
  { book, hierarchy }: RunContext,
): boolean {
  return hierarchy.above(book.payees.get(payee)!, date).managers.some(({ id }) => id === manager)
}

/** Earnings in another currency or by another pay period are no money of this plan. */
function fits(
  other: Participation,
  { run }: Participation,
  { id, place }: DealComponent,
  context: RunContext,
): boolean {
  const { plan } = other.run
  if (plan.currency === run.plan.currency && plan.pays === run.plan.pays) return true
  const message = `${run.plan.id}/${id} is on earnings by plan ${plan.id}, which pays ${plan.currency} by ${plan.pays}, not ${run.plan.currency} by ${run.plan.pays}`
  context.report(diagnose('SPM5909', message, { place, related: [{ message: `plan ${plan.id}`, place: plan.place }] }))
  return false
}
