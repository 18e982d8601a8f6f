import type { Decimal } from '../../base/decimal.js'
import type { PeriodId } from '../../model/ids.js'
import type { QuotaRow } from '../../model/records.js'
import { checkCurrencyMark } from '../currency-mark.js'
import { payeeChecker } from '../known-payee.js'
import { effectiveDays } from '../effective-days.js'
import type { TableSpec } from '../table-spec.js'

export const quotasTable: TableSpec<QuotaRow> = {
  name: 'quotas',
  row: 'quota',
  key: ['payee_id', 'period', 'measure', 'role', 'effective_from'],
  unique: true,
  total: 'amount',
  columns: [
    {
      name: 'payee_id',
      kind: 'text',
      required: true,
      unless: 'role',
      inRecord: true,
      doc: 'Whose quota; blank where it is a quota of a role.',
    },
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
    { name: 'role', kind: 'text', inRecord: true, doc: 'Instead of payee_id: the quota of everybody in this role.' },
    {
      name: 'effective_from',
      kind: 'date',
      inRecord: true,
      doc: 'First day on which the row is in force; blank: the first day of its period.',
    },
    {
      name: 'effective_to',
      kind: 'date',
      inRecord: true,
      doc: 'Last day in force (F38); blank: the last day of its period.',
    },
  ],
  builder: (context) => {
    const knownPayee = payeeChecker(context)
    return (row) => {
      const { values, file, record } = row
      const payee = values[0] as string
      const role = values[5] as string
      if (payee !== '' && role !== '') row.bad(5, 'SPM2040', 'The row has both a payee_id and a role.')
      if (payee === '' && role === '') row.bad(0, 'SPM2040', 'The row has neither a payee_id nor a role.')
      const currency = values[4] as string
      checkCurrencyMark(row, 3, currency)
      const { from, to } = effectiveDays(row, 6, 7, context)
      return {
        payee: payee === '' ? undefined : knownPayee(row, 0),
        role,
        period: values[1] as PeriodId,
        measure: values[2] as string,
        amount: values[3] as Decimal,
        currency: currency === '' ? undefined : currency,
        from,
        to,
        file,
        record,
      }
    }
  },
}
