import type { PlainDate } from '../../base/date.js'
import type { DealId, PayeeId } from '../../model/ids.js'
import type { HoldRow } from '../../model/records.js'
import { payeeChecker } from '../known-payee.js'
import type { TableSpec } from '../table-spec.js'

const FILLED = { required: true, filled: true, inRecord: true } as const

export const holdsTable: TableSpec<HoldRow> = {
  name: 'holds',
  row: 'hold',
  key: ['hold_id'],
  unique: true,
  columns: [
    { name: 'hold_id', kind: 'text', ...FILLED, doc: 'Names the hold; unique in all files.' },
    { name: 'payee_id', kind: 'text', inRecord: true, doc: 'Whose pay is held; blank: everybody’s.' },
    {
      name: 'deal_id',
      kind: 'text',
      inRecord: true,
      aliases: ['opportunity_id'],
      doc: 'Only what this deal pays; blank: whatever the rest of the row names.',
    },
    {
      name: 'component',
      kind: 'text',
      inRecord: true,
      aliases: ['component_id'],
      doc: 'Only what this component pays; blank: whatever the rest of the row names.',
    },
    { name: 'from', kind: 'date', ...FILLED, doc: 'The first day of the hold.' },
    { name: 'until', kind: 'date', inRecord: true, doc: 'The day it is released; blank: it is not yet.' },
    { name: 'reason', kind: 'text', ...FILLED, doc: 'Why, as the payee may read it.' },
  ],
  builder: (context) => {
    const payee = payeeChecker(context)
    return (row) => {
      const { values, file, record } = row
      const [id, written, deal, component, from, until, reason] = values as readonly string[]
      if (written === '' && deal === '' && component === '')
        row.bad(0, 'SPM2062', 'The hold names no payee, deal or component.')
      if (until !== undefined && from !== undefined && until <= from) {
        const when = until === from ? 'the day on which it starts' : `before it starts on ${from}`
        row.bad(5, 'SPM2063', `The hold is released on ${until}, ${when}.`)
      }
      return {
        id: id!,
        payee: written === '' ? undefined : (payee(row, 1) as PayeeId),
        deal: deal === '' ? undefined : (deal as DealId),
        component: component === '' ? undefined : component!,
        from: from as PlainDate,
        until: until as PlainDate | undefined,
        reason: reason!,
        file,
        record,
      }
    }
  },
}
