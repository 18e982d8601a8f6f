/**
 * A second evaluator, straight from domain.md, as slow and plain as can be: fractions of BigInts, every window added
 * up from its first day for every question, quotas counted day by day. It shares no code with src/engine or src/rates.
 */
import {
  atLeastZero,
  compare,
  minus,
  NOTHING,
  over,
  plus,
  ratio,
  read,
  rounded,
  show,
  showExact,
  times,
  total,
  type Mode,
  type Rational,
} from './rational.js'

export interface NaiveTier {
  readonly key: 'from' | 'above'
  readonly at: string
  readonly pay: string
  /** Where tiers mix: a mode of its own. */
  readonly mode?: 'marginal' | 'retroactive' | undefined
}
export interface NaiveRate {
  readonly kind: 'flat' | 'tiered'
  readonly by: 'attainment' | 'amount' | 'quantity' | 'count'
  readonly mode: 'marginal' | 'retroactive' | 'excess_at_top'
  readonly per: 'deal' | 'unit' | undefined
  readonly split: 'share' | 'whole' | undefined
  /** flat: one tier. */
  readonly tiers: readonly NaiveTier[]
}
export interface NaiveComponent {
  readonly id: string
  readonly measure: 'money' | 'deals' | 'units'
  readonly window: 'deal' | 'period' | 'quarter' | 'half' | 'year'
  readonly against: 'full_quota' | 'quota_to_date' | undefined
  readonly rate: NaiveRate
  readonly perDeal: string | undefined
  readonly perPeriod: string | undefined
}
export interface NaiveDeal {
  readonly id: string
  readonly owner: string
  readonly amount: string
  readonly date: string
  readonly quantity: string
  readonly won: boolean
}
export interface NaiveSplit {
  readonly deal: string
  readonly payee: string
  /** Percent or weight. */
  readonly part: string
}
export interface NaiveRep {
  readonly id: string
  readonly hired: string | undefined
  readonly left: string | undefined
}
export interface NaiveQuota {
  readonly payee: string
  readonly measure: 'money' | 'deals' | 'units'
  /** Of months, quarters or the year: one amount each. */
  readonly amounts: readonly string[]
}
export interface NaiveProject {
  /** 1 to 12 of 2026. */
  readonly month: number
  readonly pays: 'month' | 'quarter'
  readonly rounding: { readonly mode: Mode; readonly at: 'line' | 'total' }
  readonly proration: 'none' | 'days' | 'any' | 'whole' | 'by_15th'
  /** How the measures of deals and units count shared deals. */
  readonly counting: 'share' | 'whole'
  readonly components: readonly NaiveComponent[]
  readonly reps: readonly NaiveRep[]
  readonly deals: readonly NaiveDeal[]
  readonly splits: readonly NaiveSplit[]
  readonly byWeight: boolean
  readonly quotas: readonly NaiveQuota[]
}

export interface NaiveResult {
  /** payee component kind deal amount, sorted. */
  readonly lines: readonly string[]
  /** payee total accrued, sorted. */
  readonly payouts: readonly string[]
  /** payee measure span against quota credited, sorted. */
  readonly attainment: readonly string[]
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const two = (value: number): string => String(value).padStart(2, '0')
/** Every day of 2026. */
const DAYS = MONTH_DAYS.flatMap((days, month) =>
  Array.from({ length: days }, (_, day) => `2026-${two(month + 1)}-${two(day + 1)}`),
)
const monthOf = (date: string): number => Number.parseInt(date.slice(5, 7), 10)
const MONTHS_IN = { deal: 0, period: 0, month: 1, quarter: 3, half: 6, year: 12 }

/** First and last month of the stretch of so many months that holds a month. */
function stretch(month: number, months: number): [number, number] {
  const first = Math.floor((month - 1) / months) * months + 1
  return [first, first + months - 1]
}

interface NaiveCredit {
  readonly deal: NaiveDeal
  readonly share: Rational
  readonly whole: Rational
  /** What the measure counts for the payee. */
  readonly amount: Rational
}

function present(rep: NaiveRep, day: string): boolean {
  return (rep.hired ?? '') <= day && day <= (rep.left ?? '9')
}

function shareOf(project: NaiveProject, deal: NaiveDeal, payee: string): Rational {
  const rows = project.splits.filter((row) => row.deal === deal.id)
  if (rows.length === 0) return deal.owner === payee ? ratio(1) : NOTHING
  const mine = total(rows.filter((row) => row.payee === payee).map((row) => read(row.part)))
  return over(mine, project.byWeight ? total(rows.map((row) => read(row.part))) : ratio(100))
}

function creditsOf(
  project: NaiveProject,
  rep: NaiveRep,
  measure: NaiveComponent['measure'],
  first: number,
  last: number,
): NaiveCredit[] {
  return project.deals
    .filter((deal) => deal.won && deal.date.startsWith('2026') && present(rep, deal.date))
    .filter((deal) => monthOf(deal.date) >= first && monthOf(deal.date) <= last)
    .map((deal) => {
      const share = shareOf(project, deal, rep.id)
      const whole = measure === 'money' ? read(deal.amount) : measure === 'deals' ? ratio(1) : read(deal.quantity)
      const amount = measure !== 'money' && project.counting === 'whole' ? whole : times(whole, share)
      return { deal, share, whole, amount }
    })
    .filter(({ share }) => share.top > 0n)
    .sort((a, b) => (a.deal.date + a.deal.id < b.deal.date + b.deal.id ? -1 : 1))
}

/** The share of months first..last for which the rep was there. */
function presenceIn(project: NaiveProject, rep: NaiveRep, first: number, last: number): Rational {
  const days = DAYS.filter((day) => monthOf(day) >= first && monthOf(day) <= last)
  if (project.proration === 'none') return ratio(1)
  if (project.proration === 'days') return ratio(days.filter((day) => present(rep, day)).length, days.length)
  let counted = 0
  for (let month = first; month <= last; month += 1) {
    const own = days.filter((day) => monthOf(day) === month)
    if (project.proration === 'any' && own.some((day) => present(rep, day))) counted += 1
    if (project.proration === 'whole' && own.every((day) => present(rep, day))) counted += 1
    if (project.proration === 'by_15th' && present(rep, `2026-${two(month)}-15`)) counted += 1
  }
  return ratio(counted, last - first + 1)
}

/** Quota of a pay period for somebody who is there all of it. */
function spreadQuota(quota: NaiveQuota, first: number, months: number): Rational {
  const rowMonths = 12 / quota.amounts.length
  if (rowMonths <= months) {
    return total(
      quota.amounts.filter((_, index) => stretch(index * rowMonths + 1, months)[0] === first).map((each) => read(each)),
    )
  }
  const row = read(quota.amounts[Math.floor((first - 1) / rowMonths)]!)
  const parts = rowMonths / months
  if (quota.measure !== 'money') return over(row, ratio(parts))
  const cents = (row.top * 100n) / row.bottom
  const index = BigInt(((first - 1) % rowMonths) / months)
  return ratio(cents / BigInt(parts) + (index < cents % BigInt(parts) ? 1n : 0n), 100)
}

function quotaOf(
  project: NaiveProject,
  rep: NaiveRep,
  measure: string,
  [first, last]: [number, number],
  until: number,
): Rational | undefined {
  const quota = project.quotas.find((each) => each.payee === rep.id && each.measure === measure)
  if (quota === undefined) return undefined
  const months = MONTHS_IN[project.pays]
  let sum = NOTHING
  for (let start = first; start <= last && start <= until; start += months) {
    const exact = times(spreadQuota(quota, start, months), presenceIn(project, rep, start, start + months - 1))
    sum = plus(sum, measure === 'money' ? rounded(exact, 2, 'half_up') : exact)
  }
  return sum
}

/** The tier reached at a position: `from` holds its boundary, `above` does not. */
function reached(tiers: readonly NaiveTier[], starts: readonly Rational[], position: Rational): NaiveTier {
  return tiers.findLast((tier, index) => {
    const order = compare(position, starts[index]!)
    return index === 0 || order > 0 || (order === 0 && tier.key === 'from')
  })!
}

/** What a position has earned by marginal tiers: each tier's rate on its stretch; below zero the first tier's. */
function marginalPay(tiers: readonly NaiveTier[], starts: readonly Rational[], position: Rational): Rational {
  if (position.top < 0n) return times(position, read(tiers[0]!.pay))
  return total(
    tiers.map((tier, index) => {
      const next = starts[index + 1]
      const end = next !== undefined && compare(next, position) < 0 ? next : position
      return times(atLeastZero(minus(end, starts[index]!)), read(tier.pay))
    }),
  )
}

interface Course {
  readonly tiers: readonly NaiveTier[]
  readonly starts: readonly Rational[]
}

/** The tiers as marginal ones that come to the same once the window has ended where it has (F25, F29). */
function courseOf({ tiers, mode }: NaiveRate, starts: readonly Rational[], end: Rational): Course {
  const at = tiers.indexOf(reached(tiers, starts, end))
  if (mode === 'excess_at_top') {
    if (at === 0) return { tiers: [tiers[0]!], starts: [NOTHING] }
    return { tiers: [tiers[0]!, { ...tiers[at]!, key: tiers[1]!.key }], starts: [NOTHING, starts[1]!] }
  }
  const retroactive = (index: number): boolean => index > 0 && (tiers[index]!.mode ?? mode) === 'retroactive'
  let first = at
  while (first > 0 && !retroactive(first)) first -= 1
  let last = at
  while (last + 1 < tiers.length && !retroactive(last + 1)) last += 1
  return { tiers: tiers.slice(first, last + 1), starts: [NOTHING, ...starts.slice(first + 1, last + 1)] }
}

/** The pay of each credit of a window, in their order. */
function payEach({ rate, window }: NaiveComponent, credits: readonly NaiveCredit[], quota: Rational): Rational[] {
  const counted = (credit: NaiveCredit): Rational =>
    window === 'deal' || rate.split === 'whole' ? ratio(1) : credit.share
  const amount = (credit: NaiveCredit): Rational => (window === 'deal' ? credit.whole : credit.amount)
  const units = (credit: NaiveCredit): Rational => times(read(credit.deal.quantity), counted(credit))
  const base = (credit: NaiveCredit): Rational =>
    rate.per === undefined ? amount(credit) : rate.per === 'deal' ? counted(credit) : units(credit)
  const size = (credit: NaiveCredit): Rational =>
    rate.by === 'count' ? counted(credit) : rate.by === 'quantity' ? units(credit) : amount(credit)
  const starts = rate.tiers.map(({ at }) => (rate.by === 'attainment' ? times(read(at), quota) : read(at)))
  if (rate.kind === 'flat') return credits.map((credit) => times(base(credit), read(rate.tiers[0]!.pay)))
  const course = courseOf(rate, starts, total(credits.map(size)))
  let position = NOTHING
  return credits.map((credit) => {
    const before = position
    position = plus(position, size(credit))
    const moved = size(credit)
    if (moved.top === 0n) return times(base(credit), read(reached(course.tiers, course.starts, before).pay))
    const at = (where: Rational): Rational => marginalPay(course.tiers, course.starts, where)
    const pay = minus(at(position), at(before))
    return times(over(base(credit), moved), pay)
  })
}

interface Draft {
  readonly component: string
  readonly kind: string
  readonly deal: string
  readonly exact: Rational
  readonly cut: { readonly most: Rational } | { readonly over: Rational; readonly any: boolean } | undefined
}

/** Earned in the pay period: the window now less the window at the start of the pay period. */
function earned(project: NaiveProject, rep: NaiveRep, component: NaiveComponent): Draft[] | 'no quota' {
  const { window, rate, perDeal } = component
  const payPeriod = stretch(project.month, MONTHS_IN[project.pays])
  const length = window === 'deal' || window === 'period' ? MONTHS_IN[project.pays] : MONTHS_IN[window]
  const span = stretch(project.month, length)
  const credits = creditsOf(project, rep, component.measure, span[0], project.month)
  const most = perDeal === undefined ? undefined : read(perDeal)
  const line = (credit: NaiveCredit, exact: Rational, ownMost: Rational | undefined): Draft => ({
    component: component.id,
    kind: 'commission',
    deal: credit.deal.id,
    exact,
    cut: ownMost && { most: ownMost },
  })
  if (window === 'deal') {
    return credits.map((credit) => {
      const scale = rate.split === 'whole' ? ratio(1) : credit.share
      return line(credit, times(payEach(component, [credit], NOTHING)[0]!, scale), most && times(most, scale))
    })
  }
  const until = component.against === 'quota_to_date' ? project.month : 12
  const quota = quotaOf(project, rep, component.measure, span, until) ?? NOTHING
  if (rate.kind === 'tiered' && rate.by === 'attainment' && quota.top <= 0n) {
    // Prorated to nothing is no question as long as there is no deal.
    const whole = quotaOf(project, { ...rep, hired: undefined, left: undefined }, component.measure, span, until)
    return credits.length === 0 && whole !== undefined && whole.top > 0n ? [] : 'no quota'
  }
  const before = credits.filter(({ deal }) => monthOf(deal.date) < payPeriod[0])
  const now = payEach(component, credits, quota)
  const untilThen = component.against === 'quota_to_date' ? payPeriod[0] - 1 : 12
  const then = payEach(component, before, quotaOf(project, rep, component.measure, span, untilThen) ?? NOTHING)
  const lines = credits.slice(before.length).map((credit, index) => line(credit, now[before.length + index]!, most))
  const changes = before.map((_, index) => minus(now[index]!, then[index]!))
  if (changes.every((change) => change.top === 0n)) return lines
  const overs = before.map((_, index) =>
    most ? minus(atLeastZero(minus(now[index]!, most)), atLeastZero(minus(then[index]!, most))) : NOTHING,
  )
  const any = overs.some((each) => each.top !== 0n)
  const re = { component: component.id, kind: 're_rating', deal: '', exact: total(changes) }
  return [{ ...re, cut: { over: total(overs), any } }, ...lines]
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

function linesOf(project: NaiveProject, drafts: readonly Draft[]): { draft: Draft; amount: Rational }[] {
  const { mode, at } = project.rounding
  const toCent = (exact: Rational): Rational => rounded(exact, 2, mode)
  const exact = drafts.map((draft) => draft.exact)
  const amounts = at === 'line' ? exact.map(toCent) : roundTotal(exact, mode)
  const lines = drafts.map((draft, index) => ({ draft, amount: amounts[index]! }))
  return project.components.flatMap(({ id, perPeriod }) => {
    const mine = lines.filter(({ draft }) => draft.component === id)
    const cut = (kind: string, deal: string, amount: Rational): { draft: Draft; amount: Rational } => ({
      draft: { component: id, kind, deal, exact: amount, cut: undefined },
      amount,
    })
    const dealCuts = mine.flatMap(({ draft, amount }) => {
      if (draft.cut === undefined) return []
      if ('any' in draft.cut) {
        return draft.cut.any ? [cut('deal_cap', '', toCent(times(draft.cut.over, ratio(-1))))] : []
      }
      const most = toCent(draft.cut.most)
      return compare(amount, most) > 0 ? [cut('deal_cap', draft.deal, minus(most, amount))] : []
    })
    const all = [...mine, ...dealCuts]
    const above = perPeriod === undefined ? NOTHING : minus(total(all.map(({ amount }) => amount)), read(perPeriod))
    return above.top > 0n ? [...all, cut('period_cap', '', times(above, ratio(-1)))] : all
  })
}

/** The whole run; `no quota` where tiers by attainment have none above zero, which is an error. */
export function evaluate(project: NaiveProject): NaiveResult | 'no quota' {
  const lines: string[] = []
  const payouts: string[] = []
  const attainment: string[] = []
  const payPeriod = stretch(project.month, MONTHS_IN[project.pays])
  const seen = DAYS.filter((day) => monthOf(day) >= payPeriod[0] && monthOf(day) <= project.month)
  for (const rep of project.reps) {
    if (!seen.some((day) => present(rep, day))) continue
    const drafts: Draft[] = []
    for (const component of project.components) {
      const own = earned(project, rep, component)
      if (own === 'no quota') return own
      drafts.push(...own)
    }
    const mine = linesOf(project, drafts)
    for (const { draft, amount } of mine) {
      lines.push([rep.id, draft.component, draft.kind, draft.deal, show(amount, 2)].join(' '))
    }
    const sum = total(mine.map(({ amount }) => amount))
    const due = payPeriod[1] === project.month
    payouts.push([rep.id, show(due ? sum : NOTHING, 2), show(due ? NOTHING : sum, 2)].join(' '))
    attainment.push(...attainmentOf(project, rep, payPeriod))
  }
  return { lines: lines.sort(), payouts: payouts.sort(), attainment: [...new Set(attainment)].sort() }
}

function attainmentOf(project: NaiveProject, rep: NaiveRep, payPeriod: [number, number]): string[] {
  const rows: string[] = []
  for (const measure of ['money', 'deals', 'units'] as const) {
    const users = project.components.filter((component) => component.measure === measure)
    const uses = users.map(({ window, against }) => ({ window, against: against ?? 'full_quota' }) as const)
    for (const { window, against } of [{ window: 'period', against: 'full_quota' } as const, ...uses]) {
      const length = window === 'deal' || window === 'period' ? MONTHS_IN[project.pays] : MONTHS_IN[window]
      const span = window === 'deal' || window === 'period' ? payPeriod : stretch(project.month, length)
      const quota = quotaOf(project, rep, measure, span, against === 'quota_to_date' ? project.month : 12)
      const used = uses.some((use) => use.against === against && lengthOf(project, use.window) === length)
      if (quota === undefined && !used) continue
      const credited = total(creditsOf(project, rep, measure, span[0], project.month).map(({ amount }) => amount))
      const percent = quota && quota.top !== 0n ? times(over(credited, quota), ratio(100)) : undefined
      rows.push(
        [
          rep.id,
          measure,
          `${span.join('-')}`,
          against,
          quota ? showExact(quota) : '-',
          showExact(credited),
          percent ? show(rounded(percent, 2, 'floor'), 2) : '-',
        ].join(' '),
      )
    }
  }
  return rows
}

function lengthOf(project: NaiveProject, window: NaiveComponent['window']): number {
  return window === 'deal' || window === 'period' ? MONTHS_IN[project.pays] : MONTHS_IN[window]
}

/** What a window of the whole year has earned a rep at its end, by component: what all months together must pay. */
export function yearOf(project: NaiveProject, rep: NaiveRep): readonly string[] {
  return project.components.map((component) => {
    const quota = quotaOf(project, rep, component.measure, [1, 12], 12) ?? NOTHING
    return showExact(total(payEach(component, creditsOf(project, rep, component.measure, 1, 12), quota)))
  })
}
