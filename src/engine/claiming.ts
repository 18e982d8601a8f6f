import type { PlainDate } from '../base/date.js'
import type { Decimal } from '../base/decimal.js'
import { lastDay } from '../base/period.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import { isAbsent } from '../expression/expression.js'
import type { PayeeId } from '../model/ids.js'
import type { Deal } from '../model/records.js'
import type { CreditRules, Measure } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import type { Book } from './book.js'
import { debits, faceOf } from './cancelled.js'
import type { DealEvent } from './deal-history.js'
import { Claimants, overlaysOf, shareOf, type Claim } from './claims.js'
import { EXCEPTIONAL, missOf, type Credit, type CreditBy, type Exception, type Missed, type Reason } from './credit.js'
import { checkClaims } from './invariants.js'
import { blankOf, judge, outsideOf, type Blank } from './judge.js'
import type { Recorder } from './recorder.js'
import type { ReportOnce } from './report-once.js'
import type { Participant } from './splits.js'
import type { PlanRun } from './windows.js'

/** Makes a credit of a share; the blank that rejects the deal, or undefined where what is missing was reported. */
type MakeCredit = (
  measure: Measure,
  assignment: Assignment,
  date: PlainDate,
  share: Decimal,
  by: CreditBy,
) => Credit | Blank | undefined

interface Claimed {
  readonly credits: readonly Credit[]
  readonly missed: readonly Missed[]
  readonly odd: readonly Exception[]
}

/** Measures whose condition was false for a deal, and those that some deal met: kept for all of crediting. */
interface Asked {
  readonly refusing: Set<Measure>
  readonly met: Set<Measure>
}

interface ClaimingMeasure {
  readonly run: PlanRun
  readonly measure: Measure
  readonly rules: CreditRules
  /** Everybody who is ever on the plan. */
  readonly members: ReadonlySet<PayeeId>
}

/** Crediting by the measures that know other ways than `direct` alone; undefined where there is none. */
export function claimingOf(
  book: Book,
  runs: readonly PlanRun[],
  assignments: ReadonlyMap<PayeeId, readonly Assignment[]>,
  asked: Asked,
  report: ReportOnce,
  record?: Recorder,
): Claiming | undefined {
  const claiming = runs.flatMap((run): ClaimingMeasure[] => {
    const measures = [...run.plan.measures.values()].filter(({ credit }) => credit !== 'direct')
    if (measures.length === 0) return []
    const on = [...assignments].filter(([, mine]) => mine.some(({ plan }) => plan === run.plan))
    const members = new Set(on.map(([payee]) => payee))
    return measures.map((measure) => ({ run, measure, rules: measure.credit as CreditRules, members }))
  })
  return claiming.length === 0 ? undefined : new Claiming(book, claiming, assignments, asked, report, record)
}

const WAYS = ['direct', 'overlay', 'rollup', 'territory', 'rule'] as const

/** One measure credits one payee with one deal once, whatever the ways in which it came to him. */
export class Claiming {
  readonly #claimants: Claimants
  readonly #creditsOverlay: boolean
  readonly #ways = new Map<string, CreditBy>()

  constructor(
    private readonly book: Book,
    private readonly measures: readonly ClaimingMeasure[],
    private readonly assignments: ReadonlyMap<PayeeId, readonly Assignment[]>,
    private readonly asked: Asked,
    private readonly report: ReportOnce,
    private readonly record?: Recorder,
  ) {
    this.#claimants = new Claimants(book, assignments, report)
    this.#creditsOverlay = measures.some(({ rules }) => rules.overlay)
  }

  credit(row: Deal, participants: readonly Participant[], make: MakeCredit, debit?: DealEvent): Claimed | Blank {
    const overlays = overlaysOf(this.book.splits.get(row.id))
    const credits: Credit[] = []
    const lacking = new Map<PayeeId, Missed>()
    const odd = new Map<string, Exception>()
    for (const { run, measure, rules, members } of this.measures) {
      const deal = faceOf(row, run.plan, this.book)
      if (deal === undefined || (debit && !debits(row.id, run.plan, this.book).includes(debit))) continue
      const dated = measure.date.evaluate({ deal: deal.cells })
      // Without a credit date nobody is credited; who might have been says whether the blank rejects the deal.
      const date = isAbsent(dated) ? lastDay(this.book.period) : (dated as PlainDate)
      const outside = isAbsent(dated) ? undefined : outsideOf(debit?.date ?? date, measure, run, this.book)
      if (outside !== undefined) {
        if (!debit) this.#refused(deal, measure, run, outside, date)
        if (!this.asked.met.has(measure) && mayCount(measure, deal)) this.asked.met.add(measure)
        continue
      }
      if (!isAbsent(dated) && refuses(measure, deal)) {
        this.asked.refusing.add(measure)
        if (!debit) this.#refused(deal, measure, run, 'condition_false', date)
        continue
      }
      const { claims, gaps } = this.#claimants.of(deal, run.plan, rules, date, participants, overlays)
      checkClaims(rules, claims, deal.id)
      if (!debit) this.record?.({ kind: 'claimed', deal, measure, claims: { claims, gaps } })
      for (const claim of claims) {
        if (!members.has(claim.payee)) continue
        const payee = this.book.payees.get(claim.payee)!
        const verdict = judge(deal, measure, run, payee, this.assignments.get(claim.payee)!, this.book, debit?.date)
        if (!debit) this.record?.({ kind: 'judged', deal, payee: payee.id, measure, run, verdict })
        if (verdict.kind === 'blank') return verdict
        if (verdict.kind === 'missed') {
          const { reason, date: on, detail } = verdict
          if (reason === 'condition_false') this.asked.refusing.add(measure)
          else if (reason !== 'other_plan') this.asked.met.add(measure)
          // What participants of the deal miss is told with their other measures.
          if (claim.direct.isZero() && on !== '' && EXCEPTIONAL.has(reason))
            lacking.set(payee.id, { ...missOf(deal, payee.id), reason, date: on, detail })
          continue
        }
        this.asked.met.add(measure)
        const { unclear } = claim
        if (unclear?.blank.root === 'rep') {
          this.#reportBlankRep(measure, unclear)
          continue
        }
        if (unclear) return blankOf(`${measure.label} cannot tell whom it credits by ${unclear.rule}`, unclear.blank)
        const credit = make(measure, verdict.assignment, date, shareOf(claim), this.#byOf(claim))
        if (credit && 'kind' in credit) return credit
        if (credit) credits.push(credit)
      }
      if (isAbsent(dated) || date < this.book.period.start || !mayCount(measure, deal)) continue
      for (const { kind, payee, detail } of gaps) odd.set(detail, { ...missOf(deal, payee), kind, date, detail })
    }
    for (const { assignment } of credits) lacking.delete(assignment.payee.id)
    return { credits, missed: [...lacking.values()], odd: [...odd.values()] }
  }

  /** Overlay shares of people on whose plans no measure credits overlays: somebody may wait for money. */
  unclaimedOverlays(deal: Deal, credits: readonly Credit[]): readonly Exception[] {
    const [any] = credits
    if (!this.#creditsOverlay || any === undefined || any.date < this.book.period.start) return []
    return overlaysOf(this.book.splits.get(deal.id))
      .filter(({ payee }) => !this.measures.some(({ rules, members }) => rules.overlay && members.has(payee)))
      .map(({ payee }) => ({
        ...missOf(deal, payee),
        kind: 'overlay_not_credited',
        date: any.date,
        detail: 'no measure of the payee’s plan credits overlay shares',
      }))
  }

  #refused(deal: Deal, measure: Measure, run: PlanRun, reason: Reason, date: PlainDate): void {
    this.record?.({
      kind: 'refused',
      deal,
      measure,
      run,
      verdict: { kind: 'missed', reason, date, detail: measure.label },
    })
  }

  #reportBlankRep({ label }: Measure, { blank, row, rule }: NonNullable<Claim['unclear']>): void {
    const { file, record } = row
    const place = { file, record, ...(blank.column !== undefined && { cell: blank.column }) }
    const message = `${label} cannot tell whether "${row.payee}" is credited by ${rule}: ${blank.reason}`
    this.report(diagnose(blank.code ?? 'SPM5705', message, { place }))
  }

  /** One record for all credits that came the same way. */
  #byOf(claim: Claim): CreditBy {
    const ways = WAYS.filter((way) => !claim[way].isZero()).join(' ')
    const via = claim.via.join(' ')
    const key = `${ways}\n${via}`
    const known = this.#ways.get(key)
    if (known) return known
    const by = { ways, via }
    this.#ways.set(key, by)
    return by
  }
}

/** Does its condition, asked of the deal alone, say no for everybody? */
function refuses({ where }: Measure, deal: Deal): boolean {
  return where !== undefined && where.uses.rep.size === 0 && where.evaluate({ deal: deal.cells }) === false
}

/** Could the measure count the deal for somebody, whoever it is? */
function mayCount({ where }: Measure, deal: Deal): boolean {
  return where === undefined || where.uses.rep.size > 0 || where.evaluate({ deal: deal.cells }) === true
}
