import type { PlainDate } from '../base/date.js'
import { ONE, type Decimal } from '../base/decimal.js'
import { timesFraction } from '../base/fraction.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import { isAbsent } from '../expression/expression.js'
import type { Deal } from '../model/records.js'
import type { Columns } from '../model/table.js'
import type { Measure, Plan } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import type { Book } from './book.js'
import { faceOf, stayingPart } from './cancelled.js'
import { creditNeeds, type CreditNeeds } from './credit-needs.js'
import type { Credit, CreditBy } from './credit.js'
import { whereLooked, type FxUse } from './fx.js'
import { blankOf, type Blank } from './judge.js'
import { RateProbe } from './probe-rates.js'
import type { ReportOnce } from './report-once.js'
import type { PlanRun } from './windows.js'

/** Makes a credit of a payee's share of a deal: what it is worth, in which currency, and what rates need of it. */
export class CreditMaker {
  readonly #quantity: number | undefined
  readonly #needs: CreditNeeds
  readonly #rates: RateProbe

  constructor(
    private readonly book: Book,
    runs: readonly PlanRun[],
    dealColumns: Columns,
    private readonly report: ReportOnce,
  ) {
    this.#quantity = dealColumns.get('quantity')?.slot
    this.#needs = creditNeeds(book, runs)
    this.#rates = new RateProbe(this.#needs.uplifts, report)
  }

  /** The blank that rejects the deal, or undefined where what is missing was reported (a rate of exchange). */
  make(
    row: Deal,
    measure: Measure,
    assignment: Assignment,
    date: PlainDate,
    share: Decimal,
    by: CreditBy,
  ): Credit | Blank | undefined {
    const { plan } = assignment
    // Who is not credited with it has been told by judge.
    const deal = faceOf(row, plan, this.book) ?? row
    const name = `${plan.id}/${measure.id}`
    let quantity: Decimal | undefined
    if (this.#needs.quantity.has(measure)) {
      quantity = deal.cells[this.#quantity!] as Decimal | undefined
      if (quantity === undefined)
        return { kind: 'blank', detail: `${name} needs its quantity, which is blank`, cell: 'quantity' }
    }
    const counted = measure.amount
    let whole: Decimal
    if (counted === 'count') whole = ONE
    else if (counted === 'quantity') whole = quantity!
    else {
      const value = counted.evaluate({ deal: deal.cells, rep: assignment.row.cells })
      if (isAbsent(value)) return blankOf(`${name} has no amount`, value)
      whole = value as Decimal
    }
    const fx = measure.unit === 'money' ? this.#convert(deal, plan, date) : undefined
    if (fx === null) return undefined
    if (fx) whole = whole.times(fx.rate)
    const staying = stayingPart(deal.id, plan, this.book)
    if (staying && counted !== 'count') {
      whole = timesFraction(whole, staying)
      quantity &&= timesFraction(quantity, staying)
    }
    const amount = measure.split === 'whole' || share.equals(ONE) ? whole : whole.times(share)
    const cells = this.#needs.cells.has(measure) ? deal.cells : undefined
    const credit = { dealId: deal.id, cells, assignment, measure, date, share, whole, amount, quantity, by, fx }
    return this.#rates.probe(deal, credit) ?? credit
  }

  /** The rate from the deal's currency to the plan's; undefined where none is needed, null when missing (reported once). */
  #convert(deal: Deal, plan: Plan, date: PlainDate): FxUse | undefined | null {
    const from = deal.currency ?? this.book.currency ?? plan.currency
    if (from === plan.currency) return undefined
    const { fx, fxPolicy, calendar, period } = this.book
    const basis = fxPolicy?.credit
    const place = { file: deal.file, record: deal.record, cell: 'currency' }
    if (fxPolicy === undefined || basis === undefined) {
      const message = `deals in ${from} are credited by plan ${plan.id} in ${plan.currency}`
      this.report(diagnose('SPM5034', message, { place }))
      return null
    }
    const creditPeriod = calendar.at(period.level, date)
    const use = creditPeriod && fx.find(from, plan.currency, basis, fxPolicy, date, creditPeriod)
    if (use) return use
    const on = whereLooked(basis, fxPolicy, date, creditPeriod)
    const message = `no rate from ${from} to ${plan.currency} for ${on}, which deals need`
    this.report(diagnose('SPM5031', message, { place }))
    return null
  }
}
