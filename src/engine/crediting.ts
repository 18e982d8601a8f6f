import { compareText } from '../base/order.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import type { Deal } from '../model/records.js'
import type { Columns } from '../model/table.js'
import type { CreditRules, Measure, Plan } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import type { Book } from './book.js'
import { debitOf, debits, unsettled } from './cancelled.js'
import type { DealEvent } from './deal-history.js'
import { claimingOf, type Claiming } from './claiming.js'
import {
  DIRECT,
  EXCEPTIONAL,
  further,
  missOf,
  type Credit,
  type Credits,
  type Exception,
  type Missed,
} from './credit.js'
import { checkShares } from './invariants.js'
import { judge, type Blank, type Verdict } from './judge.js'
import { CreditMaker } from './make-credits.js'
import type { Recorder } from './recorder.js'
import { reportingOnce, type ReportOnce } from './report-once.js'
import { reviewsOfCredit } from './review.js'
import { shareOut, type Participant } from './splits.js'
import type { PlanRun } from './windows.js'

/**
 * Turns deals into credits, one deal at a time and in any order. Every deal ends as credited (by at least one measure),
 * excluded with a reason, or rejected for a blank cell that a plan needs.
 */
export class Crediting {
  readonly #byPayee = new Map<PayeeId, Credit[]>()
  readonly #exclusions: Missed[] = []
  readonly #exceptions: Exception[] = []
  readonly #runs: ReadonlyMap<Plan, PlanRun>
  readonly #maker: CreditMaker
  readonly #refusing = new Set<Measure>()
  readonly #met = new Set<Measure>()
  /** Undefined where all plans credit by `direct` alone. */
  readonly #claiming: Claiming | undefined
  #read = 0
  #credited = 0
  #rejected = 0

  constructor(
    private readonly book: Book,
    runs: readonly PlanRun[],
    private readonly assignments: ReadonlyMap<PayeeId, readonly Assignment[]>,
    dealColumns: Columns,
    private readonly found: Diagnostic[],
    report: ReportOnce = reportingOnce(found),
    private readonly record?: Recorder,
  ) {
    this.#runs = new Map(runs.map((run) => [run.plan, run]))
    this.#maker = new CreditMaker(book, runs, dealColumns, report)
    this.#claiming = claimingOf(book, runs, assignments, { refusing: this.#refusing, met: this.#met }, report, record)
  }

  add(deal: Deal): void {
    this.#read += 1
    const credits: Credit[] = []
    const missed: Missed[] = []
    const participants = shareOut(deal, this.book.splits.get(deal.id))
    checkShares(participants, deal.id)
    this.record?.({ kind: 'deal', deal, participants })
    for (const participant of participants) {
      const part = this.#participant(deal, participant)
      if ('kind' in part) return this.#reject(deal, part)
      credits.push(...part.credits)
      if (part.missed) missed.push(part.missed)
    }
    const claimed = this.#claiming?.credit(deal, participants, (...asked) => this.#maker.make(deal, ...asked))
    if (claimed) {
      if ('kind' in claimed) return this.#reject(deal, claimed)
      credits.push(...claimed.credits)
      missed.push(...claimed.missed)
      this.#exceptions.push(...claimed.odd)
      this.#exceptions.push(...this.#claiming!.unclaimedOverlays(deal, credits))
    }
    for (const credit of credits) {
      this.#keep(credit)
      this.#exceptions.push(...reviewsOfCredit(deal, credit, this.#runs.get(credit.assignment.plan)!))
      const { whole, date, measure, assignment, by } = credit
      if (!whole.isZero() || by.via !== '' || date < this.book.period.start) continue
      this.#exceptions.push({ ...missOf(deal, assignment.payee.id), kind: 'zero_amount', date, detail: measure.label })
    }
    for (const { reason, ...miss } of missed) {
      // Told once: in the run of the period that holds the day.
      if (EXCEPTIONAL.has(reason) && miss.date >= this.book.period.start)
        this.#exceptions.push({ ...miss, kind: reason })
    }
    if (credits.length > 0) this.#credited += 1
    else if (missed.length > 0) this.#exclusions.push(missed.reduce(further))
    else this.#exclusions.push({ ...missOf(deal, deal.owner), reason: 'no_rule', date: '', detail: 'no measure' })
    for (const event of this.book.histories.get(deal.id)?.events ?? []) {
      this.#debit(deal, participants, event)
      this.#exceptions.push(...unsettled(deal, event, credits, this.book))
    }
  }

  /** Takes a cancelled deal out of the attainment of the day it was cancelled, where plans say so (F5). */
  #debit(deal: Deal, participants: readonly Participant[], event: DealEvent): void {
    const { book } = this
    const keep = (credit: Credit | Blank | undefined): void => {
      // What is wrong with the deal was told when it was credited.
      if (credit && !('kind' in credit)) this.#keep(debitOf(credit, event, credit.assignment.plan, book))
    }
    for (const { payee: id, share } of participants) {
      const assignments = this.assignments.get(id)!
      for (const run of this.#runsOf(assignments)) {
        if (!debits(deal.id, run.plan, book).includes(event)) continue
        for (const measure of run.plan.measures.values()) {
          if (measure.credit !== 'direct') continue
          const verdict = judge(deal, measure, run, book.payees.get(id)!, assignments, book, event.date)
          if (verdict.kind === 'counts')
            keep(this.#maker.make(deal, measure, verdict.assignment, verdict.date, share, DIRECT))
        }
      }
    }
    const claimed = this.#claiming?.credit(deal, participants, (...asked) => this.#maker.make(deal, ...asked), event)
    if (claimed && !('kind' in claimed)) claimed.credits.forEach(keep)
  }

  /** Counts what was credited before the first period; not a deal of this run. */
  addOpening(credit: Credit): void {
    this.#keep(credit)
  }

  finish(): Credits {
    const byPayee = [...this.#byPayee].sort(([a], [b]) => compareText(a, b))
    for (const [, credits] of byPayee)
      credits.sort((a, b) => compareText(a.date, b.date) || compareText(a.dealId, b.dealId))
    const rejected = this.#rejected
    return {
      byPayee: new Map(byPayee),
      exclusions: this.#exclusions.sort((a, b) => compareText(a.dealId, b.dealId)),
      exceptions: this.#exceptions,
      unmet: new Set([...this.#refusing].filter((measure) => !this.#met.has(measure))),
      counts: {
        read: this.#read,
        credited: this.#credited,
        excluded: this.#exclusions.length - rejected,
        rejected,
      },
    }
  }

  #keep(credit: Credit): void {
    const { payee } = credit.assignment
    const mine = this.#byPayee.get(payee.id)
    if (mine) mine.push(credit)
    else this.#byPayee.set(payee.id, [credit])
  }

  #reject(deal: Deal, { detail, cell, code = 'SPM5030' }: Blank): void {
    this.record?.({ kind: 'rejected', deal, detail })
    const place = { file: deal.file, record: deal.record, ...(cell !== undefined && { cell }) }
    const diagnostic = diagnose(code, `deal "${deal.id}": ${detail}`, { place })
    // Two rows of a table that fit alike are a fault of the plan, which no setting takes as read (F30).
    const stop = this.book.onBadDeal === 'stop' || code === 'SPM5602'
    this.found.push(stop ? diagnostic : { ...diagnostic, severity: 'warning' })
    const miss = { ...missOf(deal, deal.owner), date: '', detail } as const
    this.#rejected += 1
    this.#exclusions.push({ ...miss, reason: 'rejected' })
    this.#exceptions.push({ ...miss, kind: 'rejected' })
  }

  /** The plans that could count a deal of somebody: those he is ever on; without one of his own all, to say what he misses. */
  #runsOf(assignments: readonly Assignment[]): readonly PlanRun[] {
    const known = this.#runsKnown.get(assignments)
    if (known) return known
    const mine = new Set(assignments.map((each) => this.#runs.get(each.plan)!))
    const others = [...this.#runs.values()].filter(({ plan }) => mine.size === 0 || !plan.additional)
    const runs = assignments.some(({ onTop }) => !onTop) ? [...mine] : [...new Set([...mine, ...others])]
    this.#runsKnown.set(assignments, runs)
    return runs
  }
  readonly #runsKnown = new WeakMap<readonly Assignment[], readonly PlanRun[]>()

  /** A participant's credits, else why there is none, or the blank that rejects the deal. */
  #participant(deal: Deal, { payee: id, share }: Participant): { credits: Credit[]; missed?: Missed } | Blank {
    const payee = this.book.payees.get(id)!
    const assignments = this.assignments.get(id)!
    const credits: Credit[] = []
    let missed: Missed | undefined
    let planless: Missed | undefined
    // Its credit is made with all others of such a measure.
    let claimed = false
    for (const run of this.#runsOf(assignments)) {
      const { plan } = run
      for (const measure of plan.measures.values()) {
        const plain = measure.credit === 'direct'
        const direct = plain || (measure.credit as CreditRules).direct
        const said = judge(deal, measure, run, payee, assignments, this.book)
        const verdict = direct ? said : withoutRule(said, measure)
        this.record?.({ kind: 'judged', deal, payee: id, measure, run, verdict })
        if (verdict.kind === 'blank') return verdict
        if (verdict.kind === 'missed') {
          const { reason, date, detail } = verdict
          if (reason === 'condition_false') this.#refusing.add(measure)
          else if (reason !== 'other_plan') this.#met.add(measure)
          const next: Missed = { ...missOf(deal, id), reason, date, detail }
          missed = missed ? further(missed, next) : next
          if (reason === 'no_own_plan') planless ??= next
          continue
        }
        this.#met.add(measure)
        if (!plain) {
          claimed = true
          continue
        }
        const credit = this.#maker.make(deal, measure, verdict.assignment, verdict.date, share, DIRECT)
        if (credit && 'kind' in credit) return credit
        if (credit) credits.push(credit)
      }
    }
    // What comes on top of a plan does not stand for it: he may be owed more.
    if (planless && credits.length > 0 && credits.every(({ assignment }) => assignment.onTop))
      return { credits, missed: planless }
    if (credits.length > 0 || claimed) return { credits }
    return { credits, missed: missed ?? { ...missOf(deal, id), reason: 'no_plan', date: '', detail: 'no measure' } }
  }
}

/** A participant whom the measure does not credit as such: however far he came, it ends at its rules. */
function withoutRule(verdict: Verdict, { label }: Measure): Verdict {
  // Whether he is there at all matters to the managers above him too; whether he has a plan does not.
  if (verdict.kind === 'missed' && verdict.reason !== 'no_plan' && verdict.reason !== 'no_own_plan') return verdict
  const date = verdict.kind === 'blank' ? '' : verdict.date
  return { kind: 'missed', reason: 'no_rule', date, detail: label }
}
