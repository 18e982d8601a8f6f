import { isPaid, movingCredits, type NaiveCredit } from './naive-credit.js'
import {
  movedBy,
  needsQuota,
  type NaiveComponent,
  type NaivePlan,
  type NaiveProject,
  type NaiveRep,
} from './naive-model.js'
import { windowPays } from './naive-modifiers.js'
import { quotaOf } from './naive-quota.js'
import { daysOf, monthOf, payPeriodOf, pays, windowOf, type Months } from './naive-time.js'
import {
  atLeastZero,
  compare,
  minus,
  NOTHING,
  plus,
  ratio,
  read,
  rounded,
  times,
  total,
  type Mode,
  type Rational,
} from './rational.js'

export interface NaiveLine {
  readonly component: string
  readonly kind: string
  readonly deal: string
  readonly exact: Rational
  readonly amount: Rational
}

interface Draft extends Omit<NaiveLine, 'amount'> {
  readonly cut: { readonly most: Rational } | { readonly over: Rational; readonly any: boolean } | undefined
}

/** What a window has given each of its credits so far; nothing where its quota is not above zero (section 5). */
function entitlements(
  { project, rep, plan }: On,
  component: NaiveComponent,
  credits: readonly NaiveCredit[],
  quota: Rational,
): Rational[] {
  if (needsQuota(component) && quota.top <= 0n) return credits.map(() => NOTHING)
  const worth = windowPays(component, credits, quota)
  return credits.map((credit, index) => (isPaid(project, rep, plan, component, credit) ? worth[index]! : NOTHING))
}

export interface On {
  readonly project: NaiveProject
  readonly rep: NaiveRep
  readonly plan: NaivePlan
  /** The last month that counts. */
  readonly month: number
}

/** Earned in the pay period: the window now less the window at the start of the pay period (section 3, F16). */
function earned(on: On, component: NaiveComponent): Draft[] {
  const { project, rep, plan, month } = on
  const { window, rate } = component
  const payPeriod = payPeriodOf(plan, month)
  const span = windowOf(plan, component, month)
  const credits = movingCredits(project, rep, plan, component, [span[0], month])
  const own = (credit: NaiveCredit): boolean => isPaid(project, rep, plan, component, credit)
  const most = component.perDeal === undefined ? undefined : read(component.perDeal)
  const line = (credit: NaiveCredit, exact: Rational, cap = most): Draft => {
    const cut = cap && { most: cap }
    return { component: component.id, kind: 'commission', deal: credit.deal.id, exact, cut }
  }
  if (window === 'deal') {
    return credits.filter(own).map((credit) => {
      const scale = rate.split === 'whole' ? ratio(1) : credit.share
      const [whole] = windowPays(component, [credit], NOTHING)
      return line(credit, times(whole!, scale), most && times(most, scale))
    })
  }
  const quotaAt = (until: number): Rational =>
    quotaOf(project, rep, plan, movedBy(component), span, until)?.amount ?? NOTHING
  const toDate = component.against === 'quota_to_date'
  const before = credits.filter(({ deal }) => monthOf(deal.date) < payPeriod[0])
  const now = entitlements(on, component, credits, quotaAt(toDate ? month : 12))
  const then = entitlements(on, component, before, quotaAt(toDate ? payPeriod[0] - 1 : 12))
  const lines = credits
    .map((credit, index) => ({ credit, exact: now[index]! }))
    .slice(before.length)
    .filter(({ credit }) => own(credit))
    .map(({ credit, exact }) => line(credit, exact))
  const changes = before.map((_, index) => minus(now[index]!, then[index]!))
  if (changes.every((change) => change.top === 0n)) return lines
  const overs = before.map((_, index) =>
    most ? minus(atLeastZero(minus(now[index]!, most)), atLeastZero(minus(then[index]!, most))) : NOTHING,
  )
  const any = overs.some((each) => each.top !== 0n)
  const cut = { over: total(overs), any }
  return [{ component: component.id, kind: 're_rating', deal: '', exact: total(changes), cut }, ...lines]
}

/** Rounds so that the parts sum to the rounded total: largest remainders get the missing cents (on absolute values). */
function roundTotal(parts: readonly Rational[], mode: Mode): Rational[] {
  const wanted = rounded(total(parts), 2, mode)
  const sign = ratio(wanted.top < 0n ? -1 : 1)
  const low = parts.map((part) => rounded(times(part, sign), 2, 'floor'))
  let missing = minus(times(wanted, sign), total(low))
  const order = parts
    .map((part, index) => ({ index, rest: minus(times(part, sign), low[index]!) }))
    .sort((a, b) => compare(b.rest, a.rest) || a.index - b.index)
  for (const { index } of order) {
    if (missing.top <= 0n) break
    low[index] = plus(low[index]!, ratio(1, 100))
    missing = minus(missing, ratio(1, 100))
  }
  return low.map((each) => times(each, sign))
}

/** Lines, each rounded once, and the cuts of caps per deal (F11, F31). */
export function grossLines(on: On): NaiveLine[] {
  const { components, rounding } = on.plan
  const toCent = (exact: Rational): Rational => rounded(exact, 2, rounding.mode)
  const drafts = components.flatMap((component) => earned(on, component))
  const exact = drafts.map((draft) => draft.exact)
  const amounts = rounding.at === 'line' ? exact.map(toCent) : roundTotal(exact, rounding.mode)
  const lines = drafts.map((draft, index) => ({ ...draft, amount: amounts[index]! }))
  return components.flatMap(({ id }): NaiveLine[] => {
    const mine = lines.filter(({ component }) => component === id)
    const dealCuts = mine.flatMap(({ cut, deal, amount }): NaiveLine[] => {
      if (cut === undefined) return []
      if ('any' in cut) {
        const over = times(cut.over, ratio(-1))
        return cut.any ? [{ component: id, kind: 'deal_cap', deal: '', exact: over, amount: toCent(over) }] : []
      }
      const above = minus(amount, toCent(cut.most))
      return above.top > 0n ? [flatLine(id, 'deal_cap', times(above, ratio(-1)), deal)] : []
    })
    return [...mine, ...dealCuts]
  })
}

/** A line of rounded money that no rate made. */
export function flatLine(component: string, kind: string, amount: Rational, deal = ''): NaiveLine {
  return { component, kind, deal, exact: amount, amount }
}

export const sumOf = (lines: readonly NaiveLine[]): Rational => total(lines.map(({ amount }) => amount))

/** Could the component pay somebody on some day of these months, as far as the run looks? */
export function canPay({ project, rep, plan, month }: On, component: NaiveComponent, [first]: Months): boolean {
  return daysOf([first, month]).some((day) => pays(project, rep, plan, component, day))
}
