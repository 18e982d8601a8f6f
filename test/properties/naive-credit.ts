import type {
  MeasureId,
  NaiveComponent,
  NaiveCreditRules,
  NaiveDeal,
  NaivePlan,
  NaiveProject,
  NaiveRep,
} from './naive-model.js'
import { accumulatedOn, monthOf, pays, planOn, rowOn, type Months } from './naive-time.js'
import { compare, NOTHING, over, plus, ratio, read, times, total, type Rational } from './rational.js'

/** Who is credited with what of a deal (domain section 4, F33 to F37). */
export interface NaiveCredit {
  readonly deal: NaiveDeal
  readonly share: Rational
  readonly whole: Rational
  /** What the measure counts for the payee. */
  readonly amount: Rational
  /** With `of`: what the other measure counts for him, which alone moves through the tiers (F26). */
  readonly moves?: Rational
  /** With `of`: a deal that the component itself does not count. */
  readonly foreign?: boolean
}

const ONE = ratio(1)
const atMostOne = (value: Rational): Rational => (compare(value, ONE) > 0 ? ONE : value)

/** The owner, or the revenue rows in his place (F33). */
function revenueShare({ splits, byWeight }: NaiveProject, deal: NaiveDeal, payee: string): Rational {
  const rows = splits.filter((row) => row.deal === deal.id && !row.overlay)
  if (rows.length === 0) return deal.owner === payee ? ONE : NOTHING
  const mine = total(rows.filter((row) => row.payee === payee).map((row) => read(row.part)))
  return over(mine, byWeight ? total(rows.map((row) => read(row.part))) : ratio(100))
}

/** Beyond 100 % (F33). */
function overlayShare({ splits }: NaiveProject, deal: NaiveDeal, payee: string): Rational {
  const rows = splits.filter((row) => row.deal === deal.id && row.overlay && row.payee === payee)
  return over(total(rows.map((row) => read(row.part))), ratio(100))
}

/** How many levels a payee stands above another on a day: 1 for the direct manager; 0 where he does not. */
function levelsAbove({ reps }: NaiveProject, payee: string, below: string, day: string): number {
  let here = reps.find(({ id }) => id === below)
  for (let level = 1; here !== undefined; level += 1) {
    const manager: string = rowOn(here, day)?.manager ?? ''
    const next = reps.find(({ id }) => id === manager)
    // A manager who is not there is not skipped (F35).
    here = next && rowOn(next, day) ? next : undefined
    if (here?.id === payee) return level
  }
  return 0
}

/** What the people below bring: revenue shares, overlays if the rule includes them, own deals if it says so (F35). */
function rolledUp(project: NaiveProject, rules: NaiveCreditRules, deal: NaiveDeal, payee: string): Rational {
  const { rollup } = rules
  if (rollup === undefined) return NOTHING
  let sum = NOTHING
  for (const { id } of project.reps) {
    const level = levelsAbove(project, payee, id, deal.date)
    const reaches = level > 0 && (rollup.only ? level === rollup.levels : level <= rollup.levels)
    if (reaches || (id === payee && rollup.own)) sum = plus(sum, revenueShare(project, deal, id))
    if (reaches && rollup.overlay) sum = plus(sum, overlayShare(project, deal, id))
  }
  return sum
}

/** The whole deal for whoever holds its territory as AE that day (F37). */
function held(deal: NaiveDeal, rep: NaiveRep): Rational {
  const row = rowOn(rep, deal.date)
  return row && deal.territory !== '' && row.territory === deal.territory && row.role === 'AE' ? ONE : NOTHING
}

function shareOf(project: NaiveProject, rules: NaiveCreditRules, deal: NaiveDeal, rep: NaiveRep): Rational {
  const own = rules.direct ? revenueShare(project, deal, rep.id) : NOTHING
  const team = rolledUp(project, rules, deal, rep.id)
  const territory = rules.territory ? held(deal, rep) : NOTHING
  const extra = rules.overlay ? overlayShare(project, deal, rep.id) : NOTHING
  return plus(atMostOne(total([own, team, territory])), extra)
}

/** A measure's credits on a plan and on those that it continues, in order of date, then deal id. */
export function creditsOf(
  project: NaiveProject,
  rep: NaiveRep,
  plan: NaivePlan,
  measure: MeasureId,
  [first, last]: Months,
): NaiveCredit[] {
  const accumulated = accumulatedOn(project, rep, plan)
  const credits: NaiveCredit[] = []
  for (const deal of project.deals) {
    if (!deal.won || !deal.date.startsWith('2026')) continue
    if (monthOf(deal.date) < first || monthOf(deal.date) > last) continue
    const on = planOn(project, rep, deal.date)
    if (on === undefined || !accumulated.includes(on)) continue
    const share = shareOf(project, on.credit[measure], deal, rep)
    if (share.top === 0n) continue
    const whole = measure === 'money' ? read(deal.amount) : measure === 'deals' ? ONE : read(deal.quantity)
    const amount = measure !== 'money' && on.counting === 'whole' ? whole : times(whole, share)
    credits.push({ deal, share, whole, amount })
  }
  return inOrder(credits)
}

/** The credits of a component's measure; with `of`, among those of the other measure that move it (F26). */
export function movingCredits(
  project: NaiveProject,
  rep: NaiveRep,
  plan: NaivePlan,
  component: NaiveComponent,
  months: Months,
): NaiveCredit[] {
  const own = creditsOf(project, rep, plan, component.measure, months)
  if (component.of === undefined) return own
  const others = creditsOf(project, rep, plan, component.of, months)
  const mine = own.map((credit) => ({
    ...credit,
    moves: others.find(({ deal }) => deal === credit.deal)?.amount ?? NOTHING,
  }))
  const theirs = others
    .filter(({ deal }) => !own.some((credit) => credit.deal === deal))
    .map((credit) => ({
      ...credit,
      moves: credit.amount,
      amount: NOTHING,
      whole: NOTHING,
      share: NOTHING,
      foreign: true,
    }))
  return inOrder([...mine, ...theirs])
}

function inOrder(credits: NaiveCredit[]): NaiveCredit[] {
  return credits.sort((a, b) => (a.deal.date + a.deal.id < b.deal.date + b.deal.id ? -1 : 1))
}

/** Credits of other plans and of days on which the component pays nothing count in its window, but are not paid. */
export function isPaid(
  project: NaiveProject,
  rep: NaiveRep,
  plan: NaivePlan,
  component: NaiveComponent,
  { deal, foreign }: NaiveCredit,
): boolean {
  return foreign !== true && pays(project, rep, plan, component, deal.date)
}
