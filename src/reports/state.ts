import { makeReport, type Report, type ReportColumn } from './report.js'

/** A run as it stands: what it came to, and what was done with it. */
export interface RunRow {
  readonly period: string
  readonly run: string
  /** draft, approved, closed, changed (not as it was written), unlogged. */
  readonly state: string
  readonly latest: boolean
  readonly by: string
  /** ISO time, from the audit log. */
  readonly at: string
  readonly approvedBy: string
  readonly payable: string
  readonly exceptions: string
}

function text<Row>(name: string, doc: string, value: (row: Row) => string, more: Partial<ReportColumn<Row>> = {}) {
  return { name, type: 'text' as const, doc, value, ...more }
}

const runColumns: readonly ReportColumn<RunRow>[] = [
  text('period', 'The period.', ({ period }) => period),
  text('run', 'The run.', ({ run }) => run, { keep: 'key' }),
  text('state', 'draft, approved, closed; changed or unlogged where something is wrong.', ({ state }) => state),
  text('latest', 'Whether it is the newest of its period.', ({ latest }) => (latest ? 'latest' : ''), { label: '' }),
  text('computed_by', 'Who computed it first.', ({ by }) => by, { label: 'by' }),
  text('computed_at', 'When, by the audit log.', ({ at }) => at, { label: 'at', keep: 'extra' }),
  text('approved_by', 'Who approved it.', ({ approvedBy }) => approvedBy, { label: 'approved by' }),
  text('payable', 'What it pays.', ({ payable }) => payable),
  text('exceptions', 'How much there is to look at.', ({ exceptions }) => exceptions, { keep: 'extra' }),
]

/** What was computed. */
export function runsReport(rows: readonly RunRow[]): Report {
  const remarks = rows.length === 0 ? ['There are no runs: spm calc makes one.'] : []
  return makeReport({ name: 'runs', title: 'Runs', about: {}, remarks }, runColumns, [{ rows }])
}

/** A period as it stands. */
export interface PeriodRow {
  readonly period: string
  readonly state: string
  readonly run: string
  readonly payable: string
  readonly approvedBy: string
  readonly closedBy: string
}

const periodColumns: readonly ReportColumn<PeriodRow>[] = [
  text('period', 'The period.', ({ period }) => period, { keep: 'key' }),
  text('state', 'closed, approved, draft.', ({ state }) => state),
  text('run', 'The run that was posted; else the approved or latest one.', ({ run }) => run),
  text('payable', 'What it pays.', ({ payable }) => payable),
  text('approved_by', 'Who approved it.', ({ approvedBy }) => approvedBy, { label: 'approved by' }),
  text('closed_by', 'Who closed it.', ({ closedBy }) => closedBy, { label: 'closed by' }),
]

/** What is closed and what is open, and what comes next. */
export function statusReport(rows: readonly PeriodRow[], remarks: readonly string[], ledger: string): Report {
  const about = { ledger }
  return makeReport({ name: 'status', title: 'Periods', about, remarks }, periodColumns, [{ rows }])
}
