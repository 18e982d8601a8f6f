import { FIRST_DATE, type PlainDate } from '../../base/date.js'
import type { Decimal } from '../../base/decimal.js'
import type { Currency } from '../../base/money.js'
import type { OpeningRow } from '../../model/records.js'
import { payeeChecker } from '../known-payee.js'
import type { TableSpec } from '../table-spec.js'

export const openingTable: TableSpec<OpeningRow> = {
  name: 'opening',
  row: 'opening balance',
  key: ['payee_id', 'kind', 'name', 'date', 'currency'],
  unique: true,
  total: 'amount',
  columns: [
    { name: 'payee_id', kind: 'text', required: true, filled: true, inRecord: true, doc: 'Who brings it.' },
    {
      name: 'kind',
      kind: 'text',
      required: true,
      filled: true,
      inRecord: true,
      doc: 'credit or paid (to date), or balance (carried).',
    },
    {
      name: 'name',
      kind: 'text',
      required: true,
      filled: true,
      inRecord: true,
      aliases: ['measure', 'component'],
      doc: 'The measure (credit) or component (paid) it belongs to; the kind of balance, such as negative.',
    },
    { name: 'amount', kind: 'number', required: true, filled: true, inRecord: true, doc: 'In plan currency.' },
    {
      name: 'date',
      kind: 'date',
      inRecord: true,
      doc: 'The day it counts for; blank: the day before the first period.',
    },
    { name: 'currency', kind: 'currency', inRecord: true, doc: 'A plan currency; blank: that of the payee’s plan.' },
  ],
  builder: (context) => {
    const payee = payeeChecker(context)
    return (row) => {
      const { values, file, record } = row
      const kind = (values[1] as string).toLowerCase()
      if (kind !== '' && kind !== 'credit' && kind !== 'paid' && kind !== 'balance') {
        row.bad(1, 'SPM2022', `kind "${values[1] as string}" is neither credit, paid nor balance.`)
      }
      const written = values[4] as PlainDate | undefined
      if (written === undefined && context.openingDate === undefined) {
        row.bad(4, 'SPM2012', 'The date is blank, and no first period says which day is meant.')
      }
      return {
        payee: payee(row, 0),
        kind: kind === 'paid' || kind === 'balance' ? kind : 'credit',
        name: values[2] as string,
        amount: values[3] as Decimal,
        currency: ((values[5] as string | undefined) || undefined) as Currency | undefined,
        date: written ?? context.openingDate ?? FIRST_DATE,
        file,
        record,
      }
    }
  },
}
