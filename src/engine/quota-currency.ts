import type { Decimal } from '../base/decimal.js'
import { minorDigits, round } from '../base/money.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import type { QuotaRow } from '../model/records.js'
import type { Plan } from '../plan/plan.js'
import type { Book } from './book.js'
import { whereLooked } from './fx.js'
import { holderOf } from './quota-rows.js'
import type { ReportOnce } from './report-once.js'

/** Quotas in plan currency. A rate that moves would move the quota, so that only fixed rates convert it (F24). */
export class QuotaCurrency {
  constructor(
    private readonly book: Pick<Book, 'fx' | 'fxPolicy' | 'period'>,
    private readonly report: ReportOnce,
  ) {}

  /** The row's amount, converted and rounded once, half up, to the minor unit; undefined (and told) without a rate. */
  amountOf(row: QuotaRow, { id, currency }: Plan): Decimal | undefined {
    if (row.currency === undefined || row.currency === currency) return row.amount
    const { fx, fxPolicy, period } = this.book
    const place = { file: row.file, record: row.record, cell: 'currency' }
    const key = `currency ${row.file} ${row.record} ${id}`
    if (fxPolicy?.credit !== 'fixed') {
      const message = `the quota of ${holderOf(row)} is in ${row.currency}, plan ${id} is in ${currency}`
      this.report(diagnose('SPM5012', message, { place }), key)
      return undefined
    }
    const use = fx.find(row.currency, currency, 'fixed', fxPolicy, period.start, period)
    if (use) return round(row.amount.times(use.rate), minorDigits(currency), 'half_up')
    const on = whereLooked('fixed', fxPolicy, period.start, period)
    const message = `no rate from ${row.currency} to ${currency} for ${on}, which the quota of ${holderOf(row)} needs`
    this.report(diagnose('SPM5031', message, { place }), key)
    return undefined
  }
}
