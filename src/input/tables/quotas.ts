import type { Decimal } from '../../base/decimal.js'
import type { PeriodId } from '../../model/ids.js'
import type { QuotaRow } from '../../model/records.js'
import { checkCurrencyMark } from '../currency-mark.js'
import { payeeChecker } from '../known-payee.js'
import type { TableSpec } from '../table-spec.js'

export const quotasTable: TableSpec<QuotaRow> = {
  name: 'quotas',
  row: 'quota',
  key: ['payee_id', 'period', 'measure'],
  unique: true,
  total: 'amount',
  columns: [
    { name: 'payee_id', kind: 'text', required: true, filled: true, inRecord: true, doc: 'Whose quota.' },
    {
      name: 'period',
      kind: 'period',
      required: true,
      filled: true,
      inRecord: true,
      aliases: ['period_id'],
      doc: 'Period id, such as 2026-03, 2026-Q1, 2026.',
    },
    {
      name: 'measure',
      kind: 'text',
      inRecord: true,
      aliases: ['quota_name'],
      doc: 'The measure it serves; blank: all.',
    },
    {
      name: 'amount',
      kind: 'number',
      required: true,
      filled: true,
      inRecord: true,
      aliases: ['quota', 'quota_amount'],
      doc: 'For the whole period.',
    },
    { name: 'currency', kind: 'currency', inRecord: true, doc: 'ISO 4217; blank: the plan currency.' },
  ],
  builder: (context) => {
    const payee = payeeChecker(context)
    return (row) => {
      const { values, file, record } = row
      const currency = values[4] as string
      checkCurrencyMark(row, 3, currency)
      return {
        payee: payee(row, 0),
        period: values[1] as PeriodId,
        measure: values[2] as string,
        amount: values[3] as Decimal,
        currency: currency === '' ? undefined : currency,
        file,
        record,
      }
    }
  },
}
