import type { OutputColumn } from '../run/output-table.js'
import { makeReport, type Report, type ReportColumn } from './report.js'

/** A row of a file of the ledger: the closed period, and its cells by column name. */
interface PostedRow {
  readonly period: string
  readonly cells: Readonly<Record<string, string>>
}

type Cell = ReportColumn<PostedRow>

function cell(name: string, type: OutputColumn<PostedRow>['type'], doc: string, more: Partial<Cell> = {}): Cell {
  return { name, type, doc, value: ({ cells }) => cells[name] ?? '', ...more }
}

const period: Cell = { name: 'period', type: 'text', doc: 'The closed period.', value: (row) => row.period }

const balanceColumns: readonly Cell[] = [
  { ...period, keep: 'extra' },
  cell('payee_id', 'text', 'As in the reps file.', { label: 'payee', keep: 'key' }),
  cell('kind', 'text', 'Which balance.'),
  cell('currency', 'text', 'Plan currency.'),
  cell('opening', 'number', 'What the period before left.'),
  cell('added', 'number', 'What the period added.'),
  cell('taken', 'number', 'What it took.'),
  cell('forgiven', 'number', 'What nobody has to pay any more.', { keep: 'extra' }),
  cell('closing', 'number', 'opening + added - taken - forgiven.'),
]

const postingColumns: readonly Cell[] = [
  period,
  cell('line_id', 'text', 'The posted line.', { place: 'files' }),
  cell('payee_id', 'text', 'As in the reps file.', { label: 'payee', place: 'files' }),
  cell('plan_id', 'text', 'The plan.', { label: 'plan', keep: 'extra' }),
  cell('component_id', 'text', 'The component.', { label: 'component' }),
  cell('kind', 'text', 'What it is.', { keep: 'key' }),
  cell('deal_id', 'text', 'The deal.', { label: 'deal' }),
  cell('source_period', 'text', 'The pay period it was earned in.', { label: 'earned in' }),
  cell('amount', 'number', 'In plan currency.'),
  cell('currency', 'text', 'Plan currency.', { place: 'files' }),
  cell('pay_amount', 'number', 'In pay currency.', { label: 'paid' }),
  cell('pay_currency', 'text', 'Pay currency.', { label: 'in' }),
  cell('changes_line', 'text', 'The line that a true-up changes.', { place: 'files' }),
  cell('reason', 'text', 'Why, where the kind alone does not say it.', { keep: 'extra' }),
]

/** Columns that are read from the files of the ledger. */
export const BALANCE_NAMES = namesOf(balanceColumns)
export const POSTING_NAMES = namesOf(postingColumns)

function namesOf(columns: readonly Cell[]): readonly string[] {
  return columns.filter((column) => column !== period && column.name !== 'period').map(({ name }) => name)
}

/** What payees carry, as closed periods left it. */
export function balancesReport(rows: readonly PostedRow[], title: string, about: Report['about']): Report {
  const remarks = rows.length === 0 ? ['Nobody carries anything.'] : []
  return makeReport({ name: 'balances', title, about, remarks }, balanceColumns, [{ rows }])
}

/** What was posted for a payee. */
export function postingsReport(rows: readonly PostedRow[], title: string, about: Report['about']): Report {
  const remarks = rows.length === 0 ? ['Nothing was posted.'] : []
  return makeReport({ name: 'postings', title, about, remarks }, postingColumns, [{ rows }])
}
