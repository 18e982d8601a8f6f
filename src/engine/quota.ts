import { ZERO, type Decimal } from '../base/decimal.js'
import { NONE, plusFraction, timesFraction, timesFractions, type Fraction } from '../base/fraction.js'
import { minorDigits, round } from '../base/money.js'
import { groupBy } from '../base/order.js'
import type { Calendar, Period } from '../base/period.js'
import { daysBetween } from '../base/date.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import type { QuotaRow } from '../model/records.js'
import type { Measure, Plan } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import { daysPresent } from './presence.js'
import { rampedPresence, type LateRamp } from './ramp.js'
import { holdRows, type Held } from './quota-rows.js'
import { Spreads } from './quota-spread.js'

/** How a window's quota came about: one part for each pay period. */
export interface QuotaPart {
  readonly period: Period
  /** The quota of the pay period for somebody who was there all of it, in the measure's unit. */
  readonly spread: Decimal
  /** Share of the pay period for which the payee was there, each month at its ramp (F21). */
  readonly presence: Fraction
  /** spread x ramp x presence, rounded once to the minor unit for money; a fraction for counts. */
  readonly amount: Decimal
}

export interface WindowQuota {
  /** Sum over the parts: the figure that is the quota everywhere (F21). */
  readonly amount: Decimal
  readonly parts: readonly QuotaPart[]
}

/** The quota rows by payee, read as quotas of pay periods and windows. */
export class Quotas {
  readonly #rows: ReadonlyMap<PayeeId, readonly Held[]>
  readonly #spreads: Spreads

  constructor(
    rows: readonly QuotaRow[],
    calendar: Calendar,
    private readonly found: Diagnostic[],
  ) {
    this.#rows = holdRows(rows, calendar, found)
    this.#spreads = new Spreads(calendar)
  }

  /**
   * The quota of a payee's measure over pay periods of a window, with proration for the days of the assignments.
   * @returns undefined when there is no quota row for any of these pay periods, or when what there is was reported
   */
  of(
    plan: Plan,
    measure: Measure,
    payPeriods: readonly Period[],
    assignments: readonly Assignment[],
  ): WindowQuota | undefined {
    // The engine asks for the same quota several times: for attainment, for each component, for the period's start.
    const key = `${payPeriods[0]!.id} ${payPeriods.length}`
    const known = this.#known.get(assignments)?.get(measure)
    if (known?.has(key)) return known.get(key)
    const quota = this.#compute(plan, measure, payPeriods, assignments)
    const ofPayee = this.#known.get(assignments) ?? new Map<Measure, Map<string, WindowQuota | undefined>>()
    this.#known.set(assignments, ofPayee)
    const ofMeasure = ofPayee.get(measure) ?? new Map<string, WindowQuota | undefined>()
    ofPayee.set(measure, ofMeasure)
    ofMeasure.set(key, quota)
    return quota
  }

  readonly #known = new WeakMap<readonly Assignment[], Map<Measure, Map<string, WindowQuota | undefined>>>()

  #compute(
    plan: Plan,
    measure: Measure,
    payPeriods: readonly Period[],
    assignments: readonly Assignment[],
  ): WindowQuota | undefined {
    const payee = assignments[0]!.payee.id
    const rows = (this.#rows.get(payee) ?? []).filter(
      ({ row, period }) =>
        (row.measure === '' || row.measure === measure.id) &&
        payPeriods.some((pay) => pay.start < period.end && period.start < pay.end),
    )
    if (rows.length === 0) return undefined
    if (!this.#agreeOnCurrency(plan, measure, rows)) return this.#failed(payee, measure)
    const proration = this.#prorationOf(plan, payPeriods, assignments)
    if (proration === undefined) return this.#failed(payee, measure)
    const parts: QuotaPart[] = []
    let total = ZERO
    const shares: { share: Fraction; of: Held }[] = []
    for (const period of payPeriods) {
      const share = rampedPresence(period, assignments, proration, plan.ramp)
      if ('late' in share) {
        this.#reportLateRamp(plan, share)
        return this.#failed(payee, measure)
      }
      const spread = this.#spreads.of(plan, measure, period, rows)
      if (spread === undefined) {
        if (share.top === 0n) continue
        this.#reportMissing(payee, measure, period, rows[0]!.row)
        return this.#failed(payee, measure)
      }
      const exact = timesFraction(spread.amount, share)
      const amount = measure.unit === 'money' ? round(exact, minorDigits(plan.currency), 'half_up') : exact
      if (spread.part) shares.push({ share: timesFractions(share, spread.part.share), of: spread.part.of })
      else total = total.plus(amount)
      parts.push({ period, spread: spread.amount, presence: share, amount })
    }
    if (parts.length === 0) return undefined
    for (const [of, mine] of groupBy(shares, (each) => each.of)) {
      const whole = mine.reduce((sum, each) => plusFraction(sum, each.share), NONE)
      total = total.plus(timesFraction(of.row.amount, whole))
    }
    return { amount: total, parts }
  }

  #prorationOf(plan: Plan, payPeriods: readonly Period[], assignments: readonly Assignment[]): Plan['proration'] {
    if (plan.proration) return plan.proration
    const partly = payPeriods.find((period) => daysPresent(period, assignments) < daysBetween(period.start, period.end))
    if (partly === undefined) return { by: 'none' }
    const { payee, row } = assignments[0]!
    this.#once(
      `proration ${plan.id} ${plan.from}`,
      diagnose(
        'SPM5011',
        `plan ${plan.id} must say how quotas shrink: "${payee.id}" is there for part of ${partly.id}`,
        {
          place: plan.place,
          related: [{ message: 'the payee', place: { file: row.file, record: row.record } }],
        },
      ),
    )
    return undefined
  }

  #reportLateRamp({ id, ramp }: Plan, { late: { payee, row }, on }: LateRamp): void {
    const message = `the ramp of "${payee.id}" on plan ${id} starts after ${on}, when he is already there`
    const place = { file: row.file, record: row.record, cell: ramp!.column }
    this.#once(`ramp ${row.file} ${row.record}`, diagnose('SPM5701', message, { place }))
  }

  #agreeOnCurrency(plan: Plan, measure: Measure, rows: readonly Held[]): boolean {
    if (measure.unit !== 'money') return true
    const other = rows.find(({ row }) => row.currency !== undefined && row.currency !== plan.currency)
    if (other === undefined) return true
    const { row } = other
    this.#once(
      `currency ${row.file} ${row.record}`,
      diagnose('SPM5012', `the quota of "${row.payee}" is in ${row.currency}, plan ${plan.id} is in ${plan.currency}`, {
        place: { file: row.file, record: row.record, cell: 'currency' },
      }),
    )
    return false
  }

  #reportMissing(payee: PayeeId, measure: Measure, period: Period, beside: QuotaRow): void {
    const message = `"${payee}" has no quota for ${measure.id} in ${period.id}, though for other periods of the same window`
    const place = { file: beside.file, record: beside.record, cell: 'period' }
    this.#once(`missing ${payee} ${measure.id} ${period.id}`, diagnose('SPM5014', message, { place }))
  }

  /** Whether the quota of a payee's measure was asked for and what is wrong with it has been told. */
  hasFailed(payee: PayeeId, measure: Measure): boolean {
    return this.#failures.get(payee)?.has(measure) === true
  }

  readonly #failures = new Map<PayeeId, Set<Measure>>()
  #failed(payee: PayeeId, measure: Measure): undefined {
    const measures = this.#failures.get(payee)
    if (measures) measures.add(measure)
    else this.#failures.set(payee, new Set([measure]))
    return undefined
  }

  readonly #said = new Set<string>()
  #once(key: string, diagnostic: Diagnostic): void {
    if (this.#said.has(key)) return
    this.#said.add(key)
    this.found.push(diagnostic)
  }
}
