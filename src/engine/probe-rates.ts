import { formatExact, type Decimal } from '../base/decimal.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import { isAbsent, type Absent, type Expression } from '../expression/expression.js'
import type { Deal, RepRow } from '../model/records.js'
import type { Cell } from '../model/table.js'
import { paysDeals } from '../plan/component.js'
import type { Measure } from '../plan/plan.js'
import { needsWindow, rateCredit, rateFrame, standIns } from './credit-values.js'
import type { Credit } from './credit.js'
import type { MeasureUplift } from './credit-needs.js'
import { eligible } from './eligible.js'
import { blankOf, type Blank } from './judge.js'
import { checkIncentiveCurrency, namesIncentive, PAYEE_NAMES, payeeValues } from './payee-values.js'
import type { ReportOnce } from './report-once.js'
import { reviewed } from './review.js'

/**
 * Asks the rates and conditions of a credit while its deal is at hand, so that a blank cell rejects the deal at its row
 * instead of surfacing when somebody is paid.
 */
export class RateProbe {
  constructor(
    private readonly uplifts: ReadonlyMap<Measure, readonly MeasureUplift[]>,
    private readonly report: ReportOnce,
  ) {}

  /** Rates that are expressions must have a value for this credit, and never a negative one (F28). */
  probe(deal: Deal, credit: Credit): Blank | undefined {
    const { measure, date } = credit
    const { plan, row } = credit.assignment
    for (const component of plan.components) {
      if (!paysDeals(component) || component.measure !== measure || !eligible(component, row, date)) continue
      const rate = `the rate of ${plan.id}/${component.id}`
      for (const expression of component.rate.expressions) {
        if (namesIncentive(expression.uses)) checkIncentiveCurrency(plan, row, { report: this.report })
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
          const message = `${rate} comes out at ${formatExact(value as Decimal)} for deal "${deal.id}"`
          this.report(diagnose('SPM5033', message, { place: { file: deal.file, record: deal.record } }))
        }
      }
      const group = component.cap?.perGroup
      if (group && isBlank(deal.cells[group.slot])) {
        const detail = `the cap of ${plan.id}/${component.id} is for each ${group.column}, which is blank`
        return { kind: 'blank', detail, cell: group.column }
      }
      for (const condition of component.conditions) {
        const answer = condition.evaluate({ deal: deal.cells, rep: row.cells })
        const blank = this.#blankIn(`a condition of ${plan.id}/${component.id}`, row, answer)
        if (blank) return blank
      }
      for (const review of component.reviews) {
        if (namesIncentive(review.when.uses)) checkIncentiveCurrency(plan, row, { report: this.report })
        const answer = reviewed(review, deal, credit, component)
        const blank = this.#blankIn(`a review of ${plan.id}/${component.id}`, row, answer)
        if (blank) return blank
      }
    }
    // An uplift moves the window also by credits that the component does not pay.
    for (const { what, when } of this.uplifts.get(measure) ?? []) {
      const blank = this.#blankIn(what, row, when.evaluate({ deal: deal.cells, rep: row.cells }))
      if (blank) return blank
    }
    return undefined
  }

  /** A condition without an answer: the blank that rejects the deal, unless it is one of the payee, which is told. */
  #blankIn(what: string, row: RepRow, answer: ReturnType<Expression['evaluate']>): Blank | undefined {
    if (!isAbsent(answer)) return undefined
    if (answer.root !== 'rep') return blankOf(`${what} has no answer`, answer)
    this.#reportBlankRep(what, row, answer)
    return undefined
  }

  #reportBlankRep(what: string, row: RepRow, { reason, column, code }: Absent): void {
    const place = { file: row.file, record: row.record, ...(column !== undefined && { cell: column }) }
    this.report(diagnose(code ?? 'SPM5032', `${what} has no value for "${row.payee}": ${reason}`, { place }))
  }
}

function isBlank(cell: Cell): boolean {
  return cell === undefined || cell === ''
}
