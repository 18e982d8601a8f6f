import type { DealId } from '../../model/ids.js'
import type { Deal } from '../../model/records.js'
import { checkCurrencyMark } from '../currency-mark.js'
import { payeeChecker } from '../known-payee.js'
import type { TableSpec } from '../table-spec.js'

/** Indexes of columns below. */
const AMOUNT = 3
const REVERSES = 16

export const dealsTable: TableSpec<Deal> = {
  name: 'deals',
  row: 'deal',
  key: ['deal_id'],
  unique: true,
  total: 'amount',
  columns: [
    {
      name: 'deal_id',
      kind: 'text',
      required: true,
      filled: true,
      inRecord: true,
      aliases: ['opportunity_id'],
      doc: 'Names the deal; unique in all deals files together.',
    },
    {
      name: 'payee_id',
      kind: 'text',
      required: true,
      filled: true,
      inRecord: true,
      doc: 'The owner, as in the reps file.',
    },
    { name: 'currency', kind: 'currency', inRecord: true, aliases: ['currency_iso_code'], doc: 'ISO 4217 code.' },
    { name: 'amount', kind: 'number', required: true, doc: 'In the deal currency; negative for a credit memo.' },
    { name: 'close_date', kind: 'date', required: true, doc: 'The day the deal was won.' },
    { name: 'stage', kind: 'text', aliases: ['stage_name', 'deal_stage'], doc: 'Sales stage.' },
    { name: 'status', kind: 'text', doc: 'Status of the order.' },
    { name: 'product', kind: 'text', doc: 'What was sold.' },
    { name: 'quantity', kind: 'number', doc: 'Units sold.' },
    { name: 'type', kind: 'text', aliases: ['deal_type'], doc: 'New, expansion, renewal …' },
    { name: 'account', kind: 'text', aliases: ['account_name'], doc: 'The customer.' },
    { name: 'territory_id', kind: 'text', doc: 'The territory the deal belongs to.' },
    { name: 'margin', kind: 'number', doc: 'Margin, as an amount or a ratio, as the plan reads it.' },
    { name: 'invoice_date', kind: 'date', doc: 'The day it was invoiced.' },
    { name: 'payment_date', kind: 'date', doc: 'The day it was paid.' },
    { name: 'cancel_date', kind: 'date', doc: 'The day it was cancelled.' },
    { name: 'reverses', kind: 'text', inRecord: true, doc: 'The deal_id that this negative row refunds.' },
  ],
  builder: (context) => {
    const payee = payeeChecker(context)
    return (row) => {
      const { values, cells, file, record } = row
      const currency = values[2] as string
      checkCurrencyMark(row, AMOUNT, currency)
      return {
        id: values[0] as DealId,
        owner: payee(row, 1),
        currency: currency === '' ? undefined : currency,
        reverses: values[REVERSES] === '' ? undefined : (values[REVERSES] as DealId),
        cells,
        file,
        record,
      }
    }
  },
}
