import type { Decimal } from '../../base/decimal.js'
import type { FxRow } from '../../model/records.js'
import type { TableSpec } from '../table-spec.js'

export const fxTable: TableSpec<FxRow> = {
  name: 'fx',
  row: 'rate of exchange',
  key: ['date', 'from', 'to'],
  unique: true,
  columns: [
    {
      name: 'date',
      kind: 'date_or_period',
      required: true,
      filled: true,
      inRecord: true,
      aliases: ['period', 'period_id', 'rate_date'],
      doc: 'The day, or the id of the period, that the rate is for.',
    },
    {
      name: 'from',
      kind: 'currency',
      required: true,
      filled: true,
      inRecord: true,
      aliases: ['from_currency'],
      doc: 'An amount in this currency …',
    },
    {
      name: 'to',
      kind: 'currency',
      required: true,
      filled: true,
      inRecord: true,
      aliases: ['to_currency'],
      doc: '… becomes one in this …',
    },
    {
      name: 'rate',
      kind: 'number',
      required: true,
      filled: true,
      inRecord: true,
      aliases: ['exchange_rate'],
      doc: '… when multiplied by this (F9).',
    },
  ],
  builder: () => (row) => {
    const { values, file, record } = row
    const rate = values[3] as Decimal
    if (rate !== undefined && (rate.isZero() || rate.isNegative())) {
      row.bad(3, 'SPM2023', 'A rate of exchange must be above 0.')
    }
    return { on: values[0] as string, from: values[1] as string, to: values[2] as string, rate, file, record }
  },
}
