import type { Decimal } from '../base/decimal.js'
import { formatMoney } from '../base/money.js'
import { groupBy } from '../base/order.js'
import { resultOf } from '../run/write-results.js'
import { closeFigures } from './close-figures.js'
import type { ReportDefinition } from './definition.js'
import { makeReport, type ReportColumn } from './report.js'
import {
  balanceRows,
  byChange,
  changeOf,
  inputRows,
  moverRows,
  payRows,
  planRows,
  type SummaryRow,
} from './summary-rows.js'

/** Payees whose pay changed most, for each currency. */
const MOVERS = 10
const MOVERS_PART = 'largest movers'

function money(
  name: string,
  doc: string,
  of: (row: SummaryRow) => Decimal | undefined,
  more: Partial<ReportColumn<SummaryRow>> = {},
) {
  const value = (row: SummaryRow): string => {
    const amount = of(row)
    return amount === undefined ? '' : formatMoney(amount, row.currency!)
  }
  return { ...more, name, type: 'number' as const, doc, value }
}

const columns: readonly ReportColumn<SummaryRow>[] = [
  { name: 'part', type: 'text', place: 'heading', doc: 'The part of the sheet.', value: ({ part }) => part },
  {
    name: 'item',
    type: 'text',
    keep: 'key',
    doc: 'What is counted or added up; a payee’s id among the largest movers.',
    names: ({ part }) => (part === MOVERS_PART ? 'person' : undefined),
    value: ({ item }) => item,
  },
  {
    name: 'name',
    type: 'text',
    keep: 'extra',
    doc: 'The payee’s name.',
    names: ({ part }) => (part === MOVERS_PART ? 'name' : undefined),
    value: ({ name }) => name ?? '',
  },
  {
    name: 'count',
    type: 'number',
    doc: 'How many: deals, rows, lines, payees.',
    value: ({ count }) => (count === undefined ? '' : String(count)),
  },
  { name: 'currency', type: 'text', label: 'in', doc: 'Of the amounts.', value: ({ currency }) => currency ?? '' },
  money('amount', 'What it comes to; what a balance closes with.', ({ amount }) => amount),
  money('before', 'The same of the period before; what a balance opened with.', ({ before }) => before, {
    keep: 'extra',
  }),
  money('change', 'amount - before.', changeOf, { keep: 'extra' }),
]

/** The period close sheet. */
export const summaryReport: ReportDefinition = {
  name: 'summary',
  options: [],
  examples: [
    'spm report summary --period 2026-03',
    'spm report summary --period 2026-03 --format html --out close.html',
  ],
  about:
    'The sheet for the close of a period: every deal accounted for, what is paid by\n' +
    'kind, plan and component, balances, exceptions by kind, and who changed most\n' +
    'since the period before, as it was closed or last calculated. Computed from the\n' +
    'inputs; nothing is written.',
  looksBack: true,
  build({ book, calculation, rejected, before, pseudonym }) {
    const figures = closeFigures(calculation)
    const result = resultOf(calculation, rejected, book.brought.deals, figures.totals)
    const rows: readonly SummaryRow[] = [
      ...inputRows(result),
      ...payRows(figures, before),
      ...planRows(figures, before),
      ...balanceRows(figures),
      ...(before ? moverRows(figures, before, MOVERS) : []),
    ]
    const about = { period: book.period.id, ...(before && { before: before.period }) }
    const said = before
      ? `Before: ${before.period}, ${before.state === 'closed' ? 'as it was closed' : 'not closed, by its latest run'}.`
      : 'Nothing to compare with: the period before was neither closed nor calculated.'
    return makeReport(
      { name: 'summary', title: `Summary ${book.period.id}`, about, remarks: [said], pseudonym },
      columns,
      [...groupBy(rows, ({ part }) => part)].map(([part, mine]) => ({
        rows: mine,
        ...(part === MOVERS_PART && { rank: byChange }),
      })),
    )
  },
}
