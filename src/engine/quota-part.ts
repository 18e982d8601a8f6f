import { partsOf } from '../base/date.js'
import { ONE, type Decimal } from '../base/decimal.js'
import { fractionOf, NONE, plusFraction, timesFraction, timesFractions, type Fraction } from '../base/fraction.js'
import { minorDigits, round } from '../base/money.js'
import type { Period } from '../base/period.js'
import type { Measure, Plan, Proration } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import type { QuotaFindings } from './quota-findings.js'
import { piecesOf, standAtEnd, standsIn, type Stand } from './quota-pieces.js'
import { inForce, type Serving } from './quota-rows.js'
import type { Spread, Spreads } from './quota-spread.js'
import { rampOf } from './ramp.js'
import type { Recorder } from './recorder.js'
import type { TeamQuotas } from './team-quota.js'

/** What goes into a pay period's quota: a stretch of it under one quota row and one month of tenure. */
export interface QuotaTerm {
  /** For somebody there all of the pay period, without a ramp (with amounts: the month's amount); in the measure's unit. */
  readonly whole: Decimal
  /** Its share of that: presence x the ramp's percent (F21). */
  readonly share: Fraction
  /** `whole` where it is no exact decimal. */
  readonly exact?: Fraction | undefined
}

/** How a window's quota came about: one part for each pay period. */
export interface QuotaPart {
  readonly period: Period
  readonly terms: readonly QuotaTerm[]
  /** Sum of the terms, rounded once to the minor unit for money; a fraction for numbers. */
  readonly amount: Decimal
}

/** With the ramp of the plan, or as if there were none. */
export type QuotaBasis = 'ramped' | 'full'

/** A question for the quota of a payee's measure, with what is needed to answer it. */
export interface Asked {
  readonly plan: Plan
  readonly measure: Measure
  readonly assignments: readonly Assignment[]
  readonly serving: Serving
  readonly proration: Proration
  readonly basis: QuotaBasis
}

/** `missing`: there is no quota for a pay period in which he has days; `failed`: what there is was told to be wrong. */
export type Outcome = QuotaPart | 'missing' | 'failed' | undefined

/** Makes the quotas of single pay periods: what serves the payee, at his ramp, for the days on which he is there (F21). */
export class PayPeriodQuotas {
  constructor(
    private readonly spreads: Spreads,
    private readonly teams: TeamQuotas,
    private readonly findings: QuotaFindings,
    private readonly record?: Recorder,
  ) {}

  /** A pay period's quota; undefined where he has no days in it and there would be no quota. */
  part(asked: Asked, period: Period): Outcome {
    const { plan, measure, assignments, serving, proration, basis } = asked
    const ramp = basis === 'ramped' ? plan.ramp : undefined
    const cuts = { days: serving.cuts, byMonth: ramp !== undefined }
    const mayChange = serving.cuts.length > 0 || serving.ofRole.size > 1
    const trouble = mayChange && proration.by === 'none' && this.#changes(asked, period)
    if (trouble) return trouble
    const pieces = piecesOf(period, assignments, proration, cuts)
    const terms: QuotaTerm[] = []
    let missing = false
    for (const piece of pieces) {
      const ramped = rampOf(ramp, measure, piece)
      if ('late' in ramped) {
        this.findings.lateRamp(plan, ramped)
        return 'failed'
      }
      if ('instead' in ramped) {
        if (!isWholeMonths(period)) {
          this.findings.oddMonths(plan, period)
          return 'failed'
        }
        terms.push({ whole: ramped.instead, share: piece.ofMonth })
        continue
      }
      const spread = this.#whole(asked, period, piece.stand)
      if (spread === 'failed') return 'failed'
      const share = timesFractions(ramped.percent, piece.share)
      if (spread) terms.push({ whole: spread.amount, share, exact: spread.exact })
      // Before a manager comes he has no team.
      else if (share.top !== 0n && (piece.there || measure.quota === undefined)) missing = true
    }
    if (missing) return 'missing'
    if (terms.length === 0) {
      // He has no days in it: a quota of nothing, where there is one to be prorated.
      const spread = this.#whole(asked, period, standAtEnd(period, assignments))
      if (spread === 'failed' || spread === undefined) return spread
      terms.push({ whole: spread.amount, share: NONE })
    }
    const amount = totalOf(terms)
    const isMoney = measure.unit === 'money'
    return { period, terms, amount: isMoney ? round(amount, minorDigits(plan.currency), 'half_up') : amount }
  }

  /** Only proration could divide a pay period inside which his quota changes. */
  #changes(asked: Asked, period: Period): 'missing' | 'failed' | undefined {
    const { plan, assignments, serving } = asked
    const stands = standsIn(period, assignments, serving.cuts)
    if (stands.length < 2) return undefined
    const spreads = stands.map((stand) => this.#whole(asked, period, stand))
    const [first] = spreads
    if (spreads.includes('failed')) return 'failed'
    const same = (each: (typeof spreads)[number]): boolean =>
      each === first || (isSpread(each) && isSpread(first) && each.amount.equals(first.amount))
    if (spreads.every(same)) return undefined
    if (spreads.includes(undefined)) return 'missing'
    this.findings.unstated(plan, assignments[0]!, period)
    return 'failed'
  }

  /**
   * The quota of a pay period for somebody who stands so all through it: by his own rows, else by those of his role or
   * of his team, which must not speak both.
   */
  #whole({ plan, measure, assignments, serving }: Asked, period: Period, stand: Stand): Spread | undefined | 'failed' {
    const { own, ofRole } = inForce(serving, period, stand)
    const { payee } = assignments[0]!
    if (own.length > 0 || measure.quota === undefined) {
      const serve = own.length > 0 ? own : ofRole
      this.record?.({ kind: 'quota', payee: payee.id, measure, period, rows: serve.map(({ row }) => row) })
      return this.spreads.of(plan, measure, period, serve)
    }
    if (ofRole.length > 0) {
      this.findings.roleAndTeam(measure, measure.quota, ofRole[0]!.row)
      return 'failed'
    }
    this.record?.({ kind: 'quota', payee: payee.id, measure, period, rows: [] })
    return this.teams.of(plan, measure, measure.quota, payee, period)
  }
}

/** The sum of terms, divided once, so that halves of a cent and whole results come out as they are. */
export function totalOf(terms: readonly QuotaTerm[]): Decimal {
  const [first] = terms
  // A single decimal is by far the most frequent: no fraction is needed.
  if (terms.length === 1 && first!.exact === undefined) return timesFraction(first!.whole, first!.share)
  const exact = terms.map((term) => timesFractions(term.exact ?? fractionOf(term.whole), term.share))
  return timesFraction(ONE, exact.reduce(plusFraction, NONE))
}

function isWholeMonths({ start, end }: Period): boolean {
  return partsOf(start).day === 1 && partsOf(end).day === 1
}

function isSpread(each: Spread | 'failed' | undefined): each is Spread {
  return each !== undefined && each !== 'failed'
}
