import { daysBetween, FIRST_DATE, LAST_DATE, type PlainDate } from '../base/date.js'
import { sum, type Decimal } from '../base/decimal.js'
import type { Calendar, Period } from '../base/period.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import type { RepRow } from '../model/records.js'
import type { Measure, Plan } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import type { Book } from './book.js'
import { Members, type MemberPlan } from './members.js'
import { daysPresent } from './presence.js'
import { QuotaCurrency } from './quota-currency.js'
import { QuotaFindings } from './quota-findings.js'
import { PayPeriodQuotas, totalOf, type Asked, type QuotaBasis, type QuotaPart } from './quota-part.js'
import { QuotaRows, type Serving } from './quota-rows.js'
import { Spreads } from './quota-spread.js'
import type { Recorder } from './recorder.js'
import { reportingOnce, type ReportOnce } from './report-once.js'
import { TeamQuotas, type MemberQuota } from './team-quota.js'

export interface WindowQuota {
  /** Sum over the parts: the figure that is the quota everywhere (F21). */
  readonly amount: Decimal
  readonly parts: readonly QuotaPart[]
}

/** The quotas of payees: from rows of their own or of their role, from their ramp, or from the quotas of their team. */
export class Quotas {
  readonly #calendar: Calendar
  readonly #rows: QuotaRows
  readonly #currency: QuotaCurrency
  readonly #parts: PayPeriodQuotas
  readonly #findings: QuotaFindings

  constructor(
    book: Book,
    assignments: ReadonlyMap<PayeeId, readonly Assignment[]>,
    found: Diagnostic[],
    report: ReportOnce = reportingOnce(found),
    record?: Recorder,
  ) {
    this.#calendar = book.calendar
    this.#findings = new QuotaFindings(report)
    this.#rows = new QuotaRows(book.quotas, book.calendar, found)
    this.#currency = new QuotaCurrency(book, report)
    const others = {
      figure: (own: MemberPlan, measure: Measure, period: Period) => this.#figure(own, measure, period),
      mayHave: ({ plan, assignments: days }: MemberPlan, measure: Measure, period: Period) =>
        this.#mayHave(plan, measure, this.#serving(measure, [period], days)),
    }
    const teams = new TeamQuotas(book.calendar, new Members(book, assignments, report), others, report)
    this.#parts = new PayPeriodQuotas(new Spreads(book.calendar, this.#currency), teams, this.#findings, record)
  }

  /**
   * The quota of a payee's measure over pay periods of a window, with proration for the days of the assignments.
   * @param silent no pay needs it: a gap in it is then no mistake, but no quota
   * @returns undefined when there is none for any of these pay periods, or when what there is was told to be wrong
   */
  of(
    plan: Plan,
    measure: Measure,
    payPeriods: readonly Period[],
    assignments: readonly Assignment[],
    basis: QuotaBasis = 'ramped',
    silent = false,
  ): WindowQuota | undefined {
    // The engine asks for the same quota several times: for attainment, for each component, for the period's start.
    const key = `${payPeriods[0]!.id} ${payPeriods.length} ${plan.ramp ? basis : ''} ${silent}`
    const ofPayee = this.#known.get(assignments) ?? new Map<Measure, Map<string, WindowQuota | undefined>>()
    this.#known.set(assignments, ofPayee)
    const ofMeasure = ofPayee.get(measure) ?? new Map<string, WindowQuota | undefined>()
    ofPayee.set(measure, ofMeasure)
    if (ofMeasure.has(key)) return ofMeasure.get(key)
    const quota = this.#compute(plan, measure, payPeriods, assignments, basis, silent)
    if (quota === 'failed') this.#fail(assignments[0]!.payee.id, measure)
    const known = quota === 'failed' ? undefined : quota
    ofMeasure.set(key, known)
    return known
  }

  readonly #known = new WeakMap<readonly Assignment[], Map<Measure, Map<string, WindowQuota | undefined>>>()

  /**
   * The payee's quota of the (fiscal) year that holds a day, before ramp and proration (F22): the sum over all its pay
   * periods, as if the row of the reps file that is given were in force all year.
   * @returns undefined where the calendar has no such year, or no quota for a part of it
   */
  yearly(plan: Plan, measure: Measure, { payee, row }: Assignment, date: PlainDate): Decimal | undefined {
    const year = this.#calendar.at('year', date)
    const payPeriods = year && this.#calendar.within(year, plan.pays)
    if (payPeriods === undefined) return undefined
    const mine = this.#years.get(row) ?? new Map<string, Decimal | undefined>()
    this.#years.set(row, mine)
    const key = [plan.id, plan.from, measure.id, year!.id].join(' ')
    if (mine.has(key)) return mine.get(key)
    const always: Assignment = {
      payee,
      row,
      plan,
      from: FIRST_DATE,
      to: LAST_DATE,
      creditTo: LAST_DATE,
      onTop: false,
    }
    const quota = this.#compute(plan, measure, payPeriods, [always], 'full', true)
    if (quota === 'failed') this.#fail(payee.id, measure)
    const amount = quota === 'failed' ? undefined : quota?.amount
    mine.set(key, amount)
    return amount
  }

  readonly #years = new WeakMap<RepRow, Map<string, Decimal | undefined>>()

  /** Whether the quota of a payee's measure was asked for and what is wrong with it has been told. */
  hasFailed(payee: PayeeId, measure: Measure): boolean {
    return this.#failures.get(payee)?.has(measure) === true
  }

  readonly #failures = new Map<PayeeId, Set<Measure>>()
  #fail(payee: PayeeId, measure: Measure): void {
    const measures = this.#failures.get(payee)
    if (measures) measures.add(measure)
    else this.#failures.set(payee, new Set([measure]))
  }

  /** @param silent a missing part is no mistake, but no quota */
  #compute(
    plan: Plan,
    measure: Measure,
    payPeriods: readonly Period[],
    assignments: readonly Assignment[],
    basis: QuotaBasis,
    silent = false,
  ): WindowQuota | undefined | 'failed' {
    const { payee } = assignments[0]!
    const serving = this.#serving(measure, payPeriods, assignments)
    if (!this.#mayHave(plan, measure, serving)) return undefined
    if (serving.isTwofold) return 'failed'
    const money = measure.unit === 'money'
    if (money && serving.all.some(({ row }) => this.#currency.amountOf(row, plan) === undefined)) return 'failed'
    const proration = this.#prorationOf(plan, payPeriods, assignments)
    if (proration === undefined) return 'failed'
    const asked: Asked = { plan, measure, assignments, serving, proration, basis }
    const parts: QuotaPart[] = []
    let missing: Period | undefined
    for (const period of payPeriods) {
      const part = this.#parts.part(asked, period)
      if (part === 'failed') return 'failed'
      if (part === 'missing') missing ??= period
      else if (part) parts.push(part)
    }
    if (missing && silent) return undefined
    if (missing && (parts.length > 0 || serving.all.length > 0)) {
      this.#findings.missing(payee.id, measure, missing, serving.all[0]?.row)
      return 'failed'
    }
    if (parts.length === 0) return undefined
    const amount = money ? sum(parts.map((part) => part.amount)) : totalOf(parts.flatMap(({ terms }) => terms))
    return { amount, parts }
  }

  #serving(measure: Measure, payPeriods: readonly Period[], assignments: readonly Assignment[]): Serving {
    const span = { start: payPeriods[0]!.start, end: payPeriods.at(-1)!.end }
    const inside = assignments.filter(({ from, to }) => from < span.end && to >= span.start)
    const roles = (inside.length > 0 ? inside : assignments).map(({ row }) => row.role)
    return this.#rows.serving(assignments[0]!.payee.id, roles, measure, span)
  }

  #mayHave({ ramp }: Plan, measure: Measure, serving: Serving): boolean {
    return serving.all.length > 0 || measure.quota !== undefined || ramp?.amounts.has(measure.id) === true
  }

  #figure({ plan, assignments }: MemberPlan, measure: Measure, period: Period): MemberQuota | undefined | 'failed' {
    const quota = this.of(plan, measure, [period], assignments)
    const { id } = assignments[0]!.payee
    if (quota === undefined) return this.hasFailed(id, measure) ? 'failed' : undefined
    const own = this.#serving(measure, [period], assignments).own
    return { amount: quota.amount, summed: measure.quota !== undefined && own.length === 0 }
  }

  #prorationOf(plan: Plan, payPeriods: readonly Period[], assignments: readonly Assignment[]): Plan['proration'] {
    if (plan.proration) return plan.proration
    const partly = payPeriods.find((period) => daysPresent(period, assignments) < daysBetween(period.start, period.end))
    if (partly === undefined) return { by: 'none' }
    this.#findings.partly(plan, assignments[0]!, partly)
    return undefined
  }
}
