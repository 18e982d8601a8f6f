import { parseDecimal, sum, type Decimal } from '../base/decimal.js'
import { formatMoney, grouped } from '../base/money.js'
import { compareText, groupBy } from '../base/order.js'
import { byCause, compareRuns, type Cause, type Change } from './compare-runs.js'
import type { Pseudonym } from './pseudonyms.js'
import { makeReport, type Report, type ReportColumn, type SectionContent } from './report.js'
import type { RunTables } from './run-tables.js'

interface Row extends Change {
  /** The sum of a payee's rows. */
  readonly isTotal: boolean
}

function money(name: string, label: string, doc: string, of: (row: Row) => Decimal): ReportColumn<Row> {
  return { name, label, type: 'number', doc, value: (row) => formatMoney(of(row), row.currency) }
}

const columns: readonly ReportColumn<Row>[] = [
  {
    name: 'payee_id',
    type: 'text',
    doc: 'As in the reps file.',
    place: 'heading',
    names: 'person',
    value: ({ payee }) => payee,
  },
  { name: 'name', type: 'text', doc: 'His name.', place: 'heading', names: 'name', value: ({ name }) => name },
  { name: 'currency', type: 'text', doc: 'Pay currency.', place: 'heading', value: ({ currency }) => currency },
  { name: 'plan_id', label: 'plan', type: 'text', doc: 'The plan.', keep: 'extra', value: ({ plan }) => plan },
  {
    name: 'component_id',
    label: 'component',
    type: 'text',
    doc: 'The component; blank for adjustments and what is settled for the payee as a whole.',
    value: ({ component }) => component,
    shown: ({ component, of, isTotal }) => (isTotal ? 'total' : component === '' ? of : component),
  },
  {
    name: 'deal_id',
    label: 'deal',
    type: 'text',
    doc: 'The deal.',
    keep: 'key',
    names: 'deal',
    value: ({ deal }) => deal,
  },
  {
    name: 'source_period',
    label: 'earned in',
    type: 'text',
    doc: 'The pay period it was earned in.',
    keep: 'extra',
    value: ({ source }) => source,
  },
  money('before', 'was', 'In the first run.', ({ before }) => before),
  money('after', 'is', 'In the second run.', ({ after }) => after),
  money('change', 'change', 'after - before.', ({ change }) => change),
  {
    name: 'causes',
    label: 'cause',
    type: 'text',
    doc: 'data, quota, plan, settings, version, ledger, period; several where each could have made it.',
    value: ({ causes }) => causes.join(' '),
  },
  { name: 'why', type: 'text', doc: 'In words.', keep: 'extra', names: 'words', value: ({ why }) => why },
]

export interface RunDifference {
  readonly report: Report
  readonly isEmpty: boolean
}

/** What two runs do not agree on, payee by payee, those with the largest change first, and why. */
export function diffReport(before: RunTables, after: RunTables, pseudonym?: Pseudonym): RunDifference {
  const changes = compareRuns(before, after)
  const groups = [...groupBy(changes, ({ payee, currency }) => `${payee}\n${currency}`).values()]
  const sections = groups
    .map((mine): SectionContent<Row> => ({ rows: mine.map(plain), total: totalOf(mine) }))
    .sort(
      (a, b) => b.total!.change.abs().comparedTo(a.total!.change.abs()) || compareText(a.total!.payee, b.total!.payee),
    )
  const about = { before: before.name, after: after.name }
  const title = `What differs from ${before.name} to ${after.name}`
  const sums = groups.map((mine) => sum(mine.map(({ change }) => change)))
  const remarks = remarksOf(before, after, changes, sums)
  return {
    report: makeReport({ name: 'diff', title, about, remarks, pseudonym }, columns, sections),
    isEmpty: changes.length === 0,
  }
}

function plain(change: Change): Row {
  return { ...change, isTotal: false }
}

function totalOf(mine: readonly Change[]): Row {
  const of = (key: 'before' | 'after' | 'change'): Decimal => sum(mine.map((each) => each[key]))
  const rest = { plan: '', component: '', deal: '', source: '', causes: [], why: '' }
  return { ...mine[0]!, ...rest, before: of('before'), after: of('after'), change: of('change'), isTotal: true }
}

/** What all payees are paid in each currency, and how much of the change has which cause. */
function remarksOf(
  before: RunTables,
  after: RunTables,
  changes: readonly Change[],
  sums: readonly Decimal[],
): readonly string[] {
  if (changes.length === 0) return ['Both runs pay everybody the same.']
  const totals = ({ payouts }: RunTables, currency: string): Decimal =>
    sum(payouts.filter((row) => row['currency'] === currency).map((row) => parseDecimal(row['total']!)!))
  const currencies = [...new Set(changes.map(({ currency }) => currency))].sort(compareText)
  return [
    payeeWords(sums),
    ...currencies.map((currency) => {
      const mine = changes.filter((each) => each.currency === currency)
      const [was, is] = [totals(before, currency), totals(after, currency)]
      const causes = byCause(mine).map(({ causes: of, change }) => `${signed(change, currency)} ${causeWords(of)}`)
      return `${currency}: ${grouped(formatMoney(is, currency))}, was ${grouped(formatMoney(was, currency))}: ${signed(is.minus(was), currency)}, of that ${causes.join(', ')}.`
    }),
  ]
}

function payeeWords(sums: readonly Decimal[]): string {
  const same = sums.filter((each) => each.isZero()).length
  const count = (payees: number): string => (payees === 1 ? '1 payee is' : `${payees} payees are`)
  return same === 0
    ? `${count(sums.length)} paid otherwise.`
    : `${count(sums.length - same)} paid otherwise; ${count(same)} paid the same, by other lines.`
}

const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  data: 'data',
  quota: 'quotas',
  plan: 'plans',
  settings: 'settings',
  version: 'the version of spm',
  ledger: 'the ledger',
  period: 'what is another period',
  unexplained: 'nothing that the runs tell of',
}

/** `by data`; `by data and plans together` where it cannot be told which. */
function causeWords(causes: readonly Cause[]): string {
  const words = causes.map((cause) => CAUSE_WORDS[cause])
  const together = words.length > 1 ? ' together' : ''
  return `by ${[...words.slice(0, -2), words.slice(-2).join(' and ')].join(', ')}${together}`
}

function signed(amount: Decimal, currency: string): string {
  return `${amount.isNegative() ? '' : '+'}${grouped(formatMoney(amount, currency))}`
}
