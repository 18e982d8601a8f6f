import type { PlainDate } from '../../base/date.js'
import type { PeriodId } from '../../model/ids.js'
import type { PeriodRow } from '../../model/records.js'
import type { TableSpec } from '../table-spec.js'

export const periodsTable: TableSpec<PeriodRow> = {
  name: 'periods',
  row: 'period',
  key: ['period_id'],
  unique: true,
  columns: [
    {
      name: 'period_id',
      kind: 'period',
      required: true,
      filled: true,
      inRecord: true,
      aliases: ['period'],
      doc: 'Letters, digits and hyphens.',
    },
    {
      name: 'start',
      kind: 'date',
      required: true,
      filled: true,
      inRecord: true,
      aliases: ['start_date'],
      doc: 'First day.',
    },
    {
      name: 'end',
      kind: 'date',
      required: true,
      filled: true,
      inRecord: true,
      doc: 'First day after the period: not included.',
    },
    { name: 'level', kind: 'text', inRecord: true, doc: 'What plans call such a period in `pays:`; blank: period.' },
  ],
  builder: () => (row) => {
    const { values, file, record } = row
    const start = values[1] as PlainDate
    const end = values[2] as PlainDate
    if (start !== undefined && end !== undefined && end <= start) {
      row.bad(2, 'SPM2025', `The period's end ${end} is not after its start ${start} (the end is not included).`)
    }
    return { id: values[0] as PeriodId, level: (values[3] as string) || 'period', start, end, file, record }
  },
}
