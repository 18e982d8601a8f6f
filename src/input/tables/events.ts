import type { PlainDate } from '../../base/date.js'
import type { Decimal } from '../../base/decimal.js'
import { didYouMean } from '../../diagnostics/suggest.js'
import type { DealId } from '../../model/ids.js'
import { EVENT_TYPES, type EventRow, type EventType } from '../../model/records.js'
import type { TableSpec } from '../table-spec.js'

const FILLED = { required: true, filled: true, inRecord: true } as const

export const eventsTable: TableSpec<EventRow> = {
  name: 'events',
  row: 'event',
  key: ['event_id'],
  unique: true,
  total: 'amount',
  columns: [
    { name: 'event_id', kind: 'text', ...FILLED, doc: 'Names the event; unique in all files.' },
    { name: 'deal_id', kind: 'text', ...FILLED, aliases: ['opportunity_id'], doc: 'The deal it happened to.' },
    { name: 'date', kind: 'date', ...FILLED, aliases: ['event_date'], doc: 'The day it happened.' },
    {
      name: 'type',
      kind: 'text',
      ...FILLED,
      aliases: ['event_type'],
      doc: 'invoice, payment, cancel, refund or non_payment.',
    },
    {
      name: 'amount',
      kind: 'number',
      inRecord: true,
      doc: 'How much of the deal, above zero, in its currency; blank: all of it.',
    },
    { name: 'reason', kind: 'text', inRecord: true, doc: 'Why, as payees may read it.' },
  ],
  builder: () => (row) => {
    const { values, file, record } = row
    const written = (values[3] as string).toLowerCase().replaceAll(/[\s-]+/g, '_')
    const amount = values[4] as Decimal | undefined
    if (written !== '' && !(EVENT_TYPES as readonly string[]).includes(written)) {
      const hint = didYouMean(written, EVENT_TYPES)
      row.bad(3, 'SPM2060', `type "${values[3] as string}" is none of ${EVENT_TYPES.join(', ')}.${hint}`)
    }
    if (amount && !amount.greaterThan(0))
      row.bad(4, 'SPM2061', 'The amount of an event is above zero; its type says which way the money goes.')
    return {
      id: values[0] as string,
      deal: values[1] as DealId,
      date: values[2] as PlainDate,
      type: written as EventType,
      amount,
      reason: values[5] as string,
      file,
      record,
    }
  },
}
