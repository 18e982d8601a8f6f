import { fractionOf, NONE, plusFraction, timesFraction, timesFractions, type Fraction } from '../base/fraction.js'
import { ONE, type Decimal } from '../base/decimal.js'
import { lastDay, type Calendar, type Period } from '../base/period.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import type { Payee } from '../model/records.js'
import type { Measure, Plan, TeamQuota } from '../plan/plan.js'
import type { MemberPlan, Members } from './members.js'
import type { Spread } from './quota-spread.js'
import type { ReportOnce } from './report-once.js'

/** What a member's quota of one pay period is; `summed`: it is a sum of his own members' again. */
export interface MemberQuota {
  readonly amount: Decimal
  readonly summed: boolean
}

/** What team quotas ask of the quotas of others. */
export interface Others {
  /** A payee's own figure for one pay period: prorated and ramped, the one that is his quota everywhere (F21). */
  figure(own: MemberPlan, measure: Measure, period: Period): MemberQuota | undefined | 'failed'
  /** Is there anything that could give him one in the days of a period? */
  mayHave(own: MemberPlan, measure: Measure, period: Period): boolean
}

/** Team quotas: the sum of what the people below a manager carry themselves (domain section 5). */
export class TeamQuotas {
  constructor(
    private readonly calendar: Calendar,
    private readonly members: Members,
    private readonly others: Others,
    private readonly report: ReportOnce,
  ) {}

  /**
   * The sum over everybody below the payee on the first or last day of a pay period, times the plan's factor.
   * @returns undefined where none of them has a quota
   */
  of(plan: Plan, measure: Measure, rule: TeamQuota, payee: Payee, period: Period): Spread | undefined | 'failed' {
    const key = [measure.label, plan.from, payee.id, period.id].join('\0')
    if (this.#sums.has(key)) return this.#sums.get(key)
    if (this.#asking.has(key)) {
      this.#tellTwice(measure, rule, payee)
      return 'failed'
    }
    this.#asking.add(key)
    const sum = this.#sum(plan, measure, rule, payee, period)
    this.#asking.delete(key)
    this.#sums.set(key, sum)
    return sum
  }

  readonly #sums = new Map<string, Spread | undefined | 'failed'>()

  /** Sums that are being made: who is below whom may turn round between two days, but no sum can hold itself. */
  readonly #asking = new Set<string>()

  #sum(plan: Plan, measure: Measure, rule: TeamQuota, payee: Payee, period: Period): Spread | undefined | 'failed' {
    const day = rule.asOf === 'period_start' ? period.start : lastDay(period)
    const { levels = Number.POSITIVE_INFINITY } = rule
    let total: Fraction | undefined
    let failed = false
    for (const member of this.members.below(payee.id, day)) {
      if (member.level > levels) continue
      for (const own of this.members.plansOf(member.payee, period)) {
        const theirs = own.plan.measures.get(rule.measure)
        if (theirs === undefined || !this.others.mayHave(own, theirs, period)) continue
        const parts = this.#fits(plan, measure, rule, own, theirs, period)
        if (parts === undefined) failed = true
        for (const part of parts ?? []) {
          const quota = this.others.mayHave(own, theirs, part) ? this.others.figure(own, theirs, part) : undefined
          if (quota === undefined) continue
          if (quota !== 'failed' && !this.#countsTwice(measure, rule, member.payee, quota))
            total = plusFraction(total ?? NONE, fractionOf(quota.amount))
          else failed = true
        }
      }
    }
    if (failed) return 'failed'
    if (total === undefined) return undefined
    const exact = timesFractions(total, rule.times)
    return { amount: timesFraction(ONE, exact), exact }
  }

  /**
   * The member's own pay periods on his plan in the manager's, whose quotas are added: one, or the months of a quarter.
   * @returns undefined where they cannot be: another unit or currency, or pay periods that do not fill the manager's
   */
  #fits(
    plan: Plan,
    measure: Measure,
    rule: TeamQuota,
    { plan: other, assignments }: MemberPlan,
    theirs: Measure,
    period: Period,
  ): readonly Period[] | undefined {
    const parts = this.calendar.within(period, other.pays)
    const [what, mine, his] =
      measure.unit !== theirs.unit
        ? ['counts', measure.unit, theirs.unit]
        : parts === undefined
          ? ['pays by', plan.pays, other.pays]
          : ['is in', plan.currency, other.currency]
    const alike = mine === his || (what === 'is in' && measure.unit === 'number')
    if (alike) return parts?.filter(({ start, end }) => assignments.some(({ from, to }) => from < end && to >= start))
    const { payee, row } = assignments[0]!
    const message = `${measure.label} sums quotas of its members, but plan ${other.id} of "${payee.id}" ${what} ${his}, not ${mine}`
    const related = [{ message: 'the member', place: { file: row.file, record: row.record } }]
    this.report(
      diagnose('SPM5735', message, { place: rule.place, related }),
      `fit ${measure.label} ${plan.from} ${other.id}`,
    )
    return undefined
  }

  /** A member whose quota is that of his own members must not stand beside them. */
  #countsTwice(measure: Measure, rule: TeamQuota, member: Payee, { summed }: MemberQuota): boolean {
    if (!summed || rule.levels === 1) return false
    this.#tellTwice(measure, rule, member)
    return true
  }

  #tellTwice(measure: Measure, rule: TeamQuota, { id, rows }: Payee): void {
    const message = `${measure.label} would count the people below "${id}" twice: his quota is a sum of theirs`
    const { file, record } = rows[0]!
    const related = [{ message: 'the member', place: { file, record } }]
    this.report(diagnose('SPM5736', message, { place: rule.place, related }), `twice ${measure.label}`)
  }
}
