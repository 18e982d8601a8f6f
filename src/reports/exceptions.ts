import { grouped } from '../base/money.js'
import { compareText, groupBy } from '../base/order.js'
import { exceptionsTable, type ExceptionRow } from '../run/tables/exceptions.js'
import { exceptionRows } from '../run/exception-rows.js'
import type { ReportDefinition } from './definition.js'
import { borrowed, makeReport, type ReportColumn } from './report.js'

const column = borrowed<ExceptionRow, ExceptionRow>(exceptionsTable.columns, (row) => row)

const columns: readonly ReportColumn<ExceptionRow>[] = [
  { ...column('kind', { place: 'heading' }), shown: ({ kind }) => kind.replaceAll('_', ' ') },
  column('payee_id', { label: 'payee', keep: 'key' }),
  column('deal_id', { label: 'deal', keep: 'key' }),
  column('date', { keep: 'extra' }),
  column('message', { label: 'what' }),
  {
    ...column('file', { label: 'where', keep: 'extra' }),
    shown: ({ file, record }) => `${file} row ${record}`,
  },
  column('row', { place: 'files' }),
]

/** What a person should look at before approving. */
export const exceptionsReport: ReportDefinition = {
  name: 'exceptions',
  options: [],
  examples: [
    'spm report exceptions --period 2026-03',
    'spm report exceptions --period 2026-03 --format csv > exceptions.csv',
  ],
  about:
    'What a person should look at before approving, by kind; computed from the inputs,\n' +
    'nothing is written. Rows of an export are numbered as a spreadsheet numbers them.',
  build({ book, calculation, rejected, pseudonym }) {
    // Some come up only while people are paid.
    for (const _ of calculation.payees());
    const rows = exceptionRows(calculation, rejected)
    const groups = [...groupBy(rows, ({ kind }) => kind)].sort(([a], [b]) => compareText(a, b))
    const sections = groups.map(([, mine]) => ({
      rows: mine,
      remark: mine.length === 1 ? undefined : `${grouped(String(mine.length))} of them`,
    }))
    const about = { period: book.period.id }
    const remarks = rows.length === 0 ? ['Nothing to look at.'] : []
    return makeReport(
      { name: 'exceptions', title: `Exceptions ${book.period.id}`, about, remarks, pseudonym },
      columns,
      sections,
    )
  },
}
