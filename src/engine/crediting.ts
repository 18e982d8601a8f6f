import type { PlainDate } from '../base/date.js'
import { formatExact, ONE, type Decimal } from '../base/decimal.js'
import { compareText } from '../base/order.js'
import type { Code } from '../diagnostics/catalogue.js'
import { diagnose, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import { isAbsent, type Absent, type Expression } from '../expression/expression.js'
import type { PayeeId } from '../model/ids.js'
import type { Deal, RepRow } from '../model/records.js'
import type { Columns } from '../model/table.js'
import { chainOf } from '../plan/chain.js'
import { paysDeals, type Component, type DealComponent } from '../plan/component.js'
import type { CreditRules, Measure, Plan } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import type { Book } from './book.js'
import { claimingOf, type Claiming } from './claiming.js'
import { needsWindow, rateCredit, rateFrame, standIns } from './credit-values.js'
import {
  DIRECT,
  EXCEPTIONAL,
  further,
  missOf,
  type Credit,
  type CreditBy,
  type Exception,
  type Missed,
} from './credit.js'
import { eligible } from './eligible.js'
import { whereLooked, type FxUse } from './fx.js'
import { checkShares } from './invariants.js'
import { blankOf, judge, type Blank, type Verdict } from './judge.js'
import { PAYEE_NAMES, payeeValues } from './payee-values.js'
import { shareOut, type Participant } from './splits.js'
import type { PlanRun } from './windows.js'

export interface Credits {
  /** In order of payee id; each payee's credits in order of date, then deal id. */
  readonly byPayee: ReadonlyMap<PayeeId, readonly Credit[]>
  /** Every deal that nobody was credited with, by deal id. */
  readonly exclusions: readonly Missed[]
  readonly exceptions: readonly Exception[]
  /** Measures that were asked about deals and whose condition was false for all of them, whatever their dates. */
  readonly unmet: ReadonlySet<Measure>
  /** In deals: read = credited + excluded + rejected. */
  readonly counts: {
    readonly read: number
    readonly credited: number
    readonly excluded: number
    readonly rejected: number
  }
}

/**
 * Turns deals into credits, one deal at a time and in any order. Every deal ends as credited (by at least one measure),
 * excluded with a reason, or rejected for a blank cell that a plan needs.
 */
export class Crediting {
  readonly #byPayee = new Map<PayeeId, Credit[]>()
  readonly #exclusions: Missed[] = []
  readonly #exceptions: Exception[] = []
  readonly #runs: ReadonlyMap<Plan, PlanRun>
  readonly #quantity: number | undefined
  /** The measures whose components need the quantity of a deal. */
  readonly #needQuantity: ReadonlySet<Measure>
  /** The measures whose components have rates that read the deal. */
  readonly #needCells: ReadonlySet<Measure>
  readonly #refusing = new Set<Measure>()
  readonly #met = new Set<Measure>()
  /** Undefined where all plans credit by `direct` alone. */
  readonly #claiming: Claiming | undefined
  readonly #uplifts: ReturnType<typeof upliftsOf>
  #read = 0
  #credited = 0
  #rejected = 0

  constructor(
    private readonly book: Book,
    runs: readonly PlanRun[],
    private readonly assignments: ReadonlyMap<PayeeId, readonly Assignment[]>,
    dealColumns: Columns,
    private readonly found: Diagnostic[],
  ) {
    this.#runs = new Map(runs.map((run) => [run.plan, run]))
    this.#quantity = dealColumns.get('quantity')?.slot
    const needy = runs.flatMap(({ plan }) => plan.components.filter(needsQuantity))
    const counted = runs.flatMap(({ plan }) =>
      [...plan.measures.values()].filter(({ amount }) => amount === 'quantity'),
    )
    const counting = new Set([...needy.flatMap(({ measure }) => measure ?? []), ...counted])
    // A plan that goes on from another one counts its units too.
    const continued = runs.flatMap(({ plan }) =>
      chainOf(plan, book.plans).flatMap((other) =>
        [...plan.measures.values()].filter((each) => counting.has(each)).map(({ id }) => other.measures.get(id)),
      ),
    )
    this.#needQuantity = new Set([...counting, ...continued.filter((each) => each !== undefined)])
    const reading = runs.flatMap(({ plan }) => plan.components.filter(paysDeals).filter(readsDeals))
    this.#uplifts = upliftsOf(book, runs)
    const lifting = [...this.#uplifts].filter(([, uplifts]) => uplifts.some(({ when }) => when.uses.deal.size > 0))
    this.#needCells = new Set([...reading.map(({ measure }) => measure), ...lifting.map(([measure]) => measure)])
    this.#claiming = claimingOf(book, runs, assignments, { refusing: this.#refusing, met: this.#met }, found)
  }

  add(deal: Deal): void {
    this.#read += 1
    const credits: Credit[] = []
    const missed: Missed[] = []
    const participants = shareOut(deal, this.book.splits.get(deal.id))
    checkShares(participants, deal.id)
    for (const participant of participants) {
      const part = this.#participant(deal, participant)
      if ('kind' in part) return this.#reject(deal, part)
      credits.push(...part.credits)
      if (part.missed) missed.push(part.missed)
    }
    const claimed = this.#claiming?.credit(deal, participants, (...asked) => this.#credit(deal, ...asked))
    if (claimed) {
      if ('kind' in claimed) return this.#reject(deal, claimed)
      credits.push(...claimed.credits)
      missed.push(...claimed.missed)
      this.#exceptions.push(...claimed.odd)
      this.#exceptions.push(...this.#claiming!.unclaimedOverlays(deal, credits))
    }
    for (const credit of credits) {
      this.#keep(credit)
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
      exceptions: this.#exceptions.sort(
        (a, b) => compareText(a.kind, b.kind) || compareText(a.payee, b.payee) || compareText(a.dealId, b.dealId),
      ),
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

  /** The plans that could count a deal of somebody: those he is ever on, else all, to say what he misses. */
  #runsOf(assignments: readonly Assignment[]): readonly PlanRun[] {
    const known = this.#runsKnown.get(assignments)
    if (known) return known
    const own = new Set(assignments.map((each) => this.#runs.get(each.plan)!))
    const runs = own.size > 0 ? [...own] : [...this.#runs.values()]
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
    // Its credit is made with all others of such a measure.
    let claimed = false
    for (const run of this.#runsOf(assignments)) {
      const { plan } = run
      for (const measure of plan.measures.values()) {
        const plain = measure.credit === 'direct'
        const direct = plain || (measure.credit as CreditRules).direct
        const said = judge(deal, measure, run, payee, assignments, this.book)
        const verdict = direct ? said : withoutRule(said, measure)
        if (verdict.kind === 'blank') return verdict
        if (verdict.kind === 'missed') {
          const { reason, date, detail } = verdict
          if (reason === 'condition_false') this.#refusing.add(measure)
          else if (reason !== 'other_plan') this.#met.add(measure)
          const next: Missed = { ...missOf(deal, id), reason, date, detail }
          missed = missed ? further(missed, next) : next
          continue
        }
        this.#met.add(measure)
        if (!plain) {
          claimed = true
          continue
        }
        const credit = this.#credit(deal, measure, verdict.assignment, verdict.date, share, DIRECT)
        if (credit && 'kind' in credit) return credit
        if (credit) credits.push(credit)
      }
    }
    if (credits.length > 0 || claimed) return { credits }
    return { credits, missed: missed ?? { ...missOf(deal, id), reason: 'no_plan', date: '', detail: 'no measure' } }
  }

  #credit(
    deal: Deal,
    measure: Measure,
    assignment: Assignment,
    date: PlainDate,
    share: Decimal,
    by: CreditBy,
  ): Credit | Blank | undefined {
    const { plan, row } = assignment
    const name = `${plan.id}/${measure.id}`
    let quantity: Decimal | undefined
    if (this.#needQuantity.has(measure)) {
      quantity = deal.cells[this.#quantity!] as Decimal | undefined
      if (quantity === undefined)
        return { kind: 'blank', detail: `${name} needs its quantity, which is blank`, cell: 'quantity' }
    }
    const counted = measure.amount
    let whole: Decimal
    if (counted === 'count') whole = ONE
    else if (counted === 'quantity') whole = quantity!
    else {
      const value = counted.evaluate({ deal: deal.cells, rep: row.cells })
      if (isAbsent(value)) return blankOf(`${name} has no amount`, value)
      whole = value as Decimal
    }
    const fx = measure.unit === 'money' ? this.#convert(deal, plan, date) : undefined
    if (fx === null) return undefined
    if (fx) whole = whole.times(fx.rate)
    const amount = measure.split === 'whole' || share.equals(ONE) ? whole : whole.times(share)
    const cells = this.#needCells.has(measure) ? deal.cells : undefined
    const credit = { dealId: deal.id, cells, assignment, measure, date, share, whole, amount, quantity, by, fx }
    return this.#probeRates(deal, credit) ?? credit
  }

  /** The rate from the deal's currency to the plan's; undefined where none is needed, null when missing (reported once). */
  #convert(deal: Deal, plan: Plan, date: PlainDate): FxUse | undefined | null {
    const from = deal.currency ?? this.book.currency ?? plan.currency
    if (from === plan.currency) return undefined
    const { fx, fxPolicy, calendar, period } = this.book
    const basis = fxPolicy?.credit
    const place = { file: deal.file, record: deal.record, cell: 'currency' }
    if (fxPolicy === undefined || basis === undefined) {
      this.#reportOnce('SPM5034', `deals in ${from} are credited by plan ${plan.id} in ${plan.currency}`, place)
      return null
    }
    const creditPeriod = calendar.at(period.level, date)
    const use = creditPeriod && fx.find(from, plan.currency, basis, fxPolicy, date, creditPeriod)
    if (use) return use
    const on = whereLooked(basis, fxPolicy, date, creditPeriod)
    this.#reportOnce('SPM5031', `no rate from ${from} to ${plan.currency} for ${on}, which deals need`, place)
    return null
  }

  /** Rates that are expressions must have a value for this credit, and never a negative one (F28). */
  #probeRates(deal: Deal, credit: Credit): Blank | undefined {
    const { measure, date } = credit
    const { plan, row } = credit.assignment
    for (const component of plan.components) {
      if (!paysDeals(component) || component.measure !== measure || !eligible(component, row, date)) continue
      const rate = `the rate of ${plan.id}/${component.id}`
      for (const expression of component.rate.expressions) {
        const named = expression.uses.names.size > 0
        const early = named && needsWindow(expression)
        const values = { ...payeeValues(plan, component.weight, row), ...(early && standIns(expression)) }
        const value = expression.evaluate(
          named
            ? rateFrame(expression, credit, rateCredit(credit, component), deal.cells, values)
            : { deal: deal.cells, rep: row.cells },
        )
        if (isAbsent(value)) {
          // Divided by zero on a stand-in: the window itself will tell.
          if (early && value.root === undefined) continue
          const payees = value.root === 'name' && PAYEE_NAMES.has(value.column ?? '')
          if (value.root !== 'rep' && !payees) return blankOf(`${rate} has no value`, value)
          this.#reportBlankRep(rate, row, payees ? { ...value, column: 'target_incentive' } : value)
        } else if (!component.rate.signed && (value as Decimal).isNegative() && !(value as Decimal).isZero()) {
          this.#reportOnce('SPM5033', `${rate} comes out at ${formatExact(value as Decimal)} for deal "${deal.id}"`, {
            file: deal.file,
            record: deal.record,
          })
        }
      }
      for (const condition of component.conditions) {
        const answer = condition.evaluate({ deal: deal.cells, rep: row.cells })
        if (!isAbsent(answer)) continue
        const what = `a condition of ${plan.id}/${component.id}`
        if (answer.root !== 'rep') return blankOf(`${what} has no answer`, answer)
        this.#reportBlankRep(what, row, answer)
      }
    }
    // An uplift moves the window also by credits that the component does not pay.
    for (const { what, when } of this.#uplifts.get(measure) ?? []) {
      const answer = when.evaluate({ deal: deal.cells, rep: row.cells })
      if (!isAbsent(answer)) continue
      if (answer.root !== 'rep') return blankOf(`${what} has no answer`, answer)
      this.#reportBlankRep(what, row, answer)
    }
    return undefined
  }

  #reportBlankRep(what: string, row: RepRow, { reason, column, code }: Absent): void {
    this.#reportOnce(code ?? 'SPM5032', `${what} has no value for "${row.payee}": ${reason}`, {
      file: row.file,
      record: row.record,
      ...(column !== undefined && { cell: column }),
    })
  }

  readonly #said = new Set<string>()
  #reportOnce(code: Code, message: string, place: Place): void {
    if (this.#said.has(message)) return
    this.#said.add(message)
    this.found.push(diagnose(code, message, { place }))
  }
}

/** Does a component ask for the units of a deal? */
function needsQuantity(component: Component): boolean {
  return 'rate' in component && component.rate.needsQuantity
}

/** Does it read cells of the deal when the window is reckoned? */
function readsDeals({ rate, conditions, cap }: DealComponent): boolean {
  return cap?.perGroup !== undefined || [...rate.expressions, ...conditions].some(({ uses }) => uses.deal.size > 0)
}

/** A participant whom the measure does not credit as such: however far he came, it ends at its rules. */
function withoutRule(verdict: Verdict, { label }: Measure): Verdict {
  // Whether he is there at all matters to the managers above him too; whether he has a plan does not.
  if (verdict.kind === 'missed' && verdict.reason !== 'no_plan') return verdict
  const date = verdict.kind === 'blank' ? '' : verdict.date
  return { kind: 'missed', reason: 'no_rule', date, detail: label }
}

/** Conditions of uplifts by the measures whose credits they lift: also those of plans that are gone on from. */
function upliftsOf(
  { plans }: Book,
  runs: readonly PlanRun[],
): ReadonlyMap<Measure, readonly { readonly what: string; readonly when: Expression }[]> {
  const uplifts = new Map<Measure, { what: string; when: Expression }[]>()
  for (const { plan } of runs) {
    for (const { id, measure, uplift } of plan.components.filter(paysDeals)) {
      if (uplift?.when === undefined) continue
      const entry = { what: `the uplift of ${plan.id}/${id}`, when: uplift.when }
      for (const other of chainOf(plan, plans)) {
        const same = other === plan ? measure : other.measures.get(measure.id)
        if (same) uplifts.set(same, [...(uplifts.get(same) ?? []), entry])
      }
    }
  }
  return uplifts
}
