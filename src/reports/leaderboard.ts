import { formatPercent, sum, type Decimal } from '../base/decimal.js'
import { formatMoney } from '../base/money.js'
import { compareText, groupBy } from '../base/order.js'
import { additionalPlan, column, person, rankFigures, spans } from './attainment-columns.js'
import {
  attainmentSections,
  byAttainment,
  bySection,
  isSpan,
  payeeOf,
  rowOf,
  sectionKey,
  withoutContinued,
  type AttainmentRow,
} from './attainment-rows.js'
import { askedSpan } from './attainment.js'
import type { ReportDefinition, ReportInput } from './definition.js'
import { personName } from './person-name.js'
import { ranksOf } from './ranks.js'
import { makeReport, type Report, type ReportColumn, type SectionContent } from './report.js'

/** A row with its place. */
interface Placed<Row> {
  /** '' without a place: nothing is attained of a quota of 0. */
  readonly rank: string
  readonly of: Row
  /** Of the first row's figure, for the bar. */
  readonly share: string
}

interface PaidRow {
  readonly payee: string
  readonly name: string
  readonly currency: string
  readonly payable: Decimal
}

/** Columns of rows that have a place now. */
function placed<Row>(columns: readonly ReportColumn<Row>[]): readonly ReportColumn<Placed<Row>>[] {
  const own = columns.map((each): ReportColumn<Placed<Row>> => {
    const { value, shown, names, ...rest } = each
    return {
      ...rest,
      value: ({ of }) => value(of),
      ...(shown && { shown: ({ of }: Placed<Row>) => shown(of) }),
      ...(names && { names: typeof names === 'function' ? ({ of }: Placed<Row>) => names(of) : names }),
    }
  })
  const rank: ReportColumn<Placed<Row>> = {
    name: 'rank',
    type: 'number',
    keep: 'key',
    doc: 'Payees who tie share a place, and the next places are skipped (1, 1, 3).',
    value: (row) => row.rank,
  }
  return [rank, ...own]
}

const shareBar = <Row>(): ReportColumn<Placed<Row>> => ({
  name: 'bar',
  type: 'number',
  label: 'of the first',
  place: 'bar',
  bar: 'share',
  keep: 'extra',
  doc: 'A percent of the first.',
  value: ({ share }) => share,
})

const goalBar: ReportColumn<Placed<AttainmentRow>> = {
  ...shareBar(),
  label: '0%    100%',
  bar: 'goal',
  value: ({ of }) => column('attainment_percent').value(of),
}

const paidColumns: readonly ReportColumn<PaidRow>[] = [
  {
    name: 'payee_id',
    type: 'text',
    label: 'payee',
    names: 'person',
    keep: 'key',
    doc: 'As in the reps file.',
    value: ({ payee }) => payee,
  },
  { name: 'name', type: 'text', names: 'name', doc: 'The name in force.', value: ({ name }) => name },
  { name: 'currency', type: 'text', place: 'heading', doc: 'Pay currency.', value: ({ currency }) => currency },
  {
    name: 'payable',
    type: 'number',
    doc: 'What payroll pays.',
    value: ({ payable, currency }) => formatMoney(payable, currency),
  },
]

/** Rows in order with their places; ties in the order of ids. */
function section<Row>(
  rows: readonly Row[],
  compare: (a: Row, b: Row) => number,
  figure: (row: Row) => Decimal,
  isPlaced: (row: Row) => boolean = () => true,
): SectionContent<Placed<Row>> {
  const ranks = ranksOf(rows, compare)
  const first = figure(rows[0]!)
  const share = (row: Row): string => (first.greaterThan(0) ? formatPercent(figure(row).dividedBy(first)) : '')
  return {
    rows: rows.map((of, index) => ({ of, rank: isPlaced(of) ? String(ranks[index]!) : '', share: share(of) })),
    rank: (a, b) => compare(a.of, b.of),
  }
}

const figureOf = {
  attainment: byAttainment,
  credited: (a: AttainmentRow, b: AttainmentRow) => b.attainment.credited.comparedTo(a.attainment.credited),
}

export const leaderboardReport: ReportDefinition = {
  name: 'leaderboard',
  options: [
    { flags: '--by <what>', summary: 'rank by', choices: ['attainment', 'credited', 'paid'], default: 'attainment' },
    {
      flags: '--span <level>',
      summary: 'to date over this span, for attainment and credited',
      choices: ['period', 'month', 'quarter', 'half', 'year'],
      default: 'period',
    },
  ],
  examples: [
    'spm report leaderboard --period 2026-03',
    'spm report leaderboard --period 2026-03 --by paid',
    'spm report leaderboard --period 2026-03 --span year --format html --out board.html',
  ],
  about:
    'Payees in order, each measure, quota basis and currency apart; computed from the\n' +
    'inputs, nothing is written. Those who tie exactly share a place, the next places\n' +
    'are skipped (1, 1, 3), and they stand in order of payee. By attainment: those\n' +
    'with a quota above zero. Paid: what payroll pays.',
  toDate: (option) => (option('by') === 'paid' ? undefined : askedSpan(option)),
  build(input, option) {
    const by = option('by') ?? 'attainment'
    const span = option('span') ?? 'period'
    return by === 'paid' ? paid(input) : attained(input, by === 'credited' ? 'credited' : 'attainment', span)
  },
}

function attained({ book, calculation, pseudonym }: ReportInput, by: keyof typeof figureOf, span: string): Report {
  const groups = by === 'attainment' ? withQuota(calculation, span) : withCredit(calculation, span)
  const columns = placed([...person, additionalPlan, ...spans, ...rankFigures])
  const title = `Leaderboard ${book.period.id} by ${by}`
  const about = { period: book.period.id, by, span }
  const remarks = groups.length === 0 ? ['Nobody to rank.'] : []
  return makeReport(
    { name: 'leaderboard', title, about, remarks, pseudonym },
    [...columns, by === 'attainment' ? goalBar : shareBar()],
    groups.map((rows) =>
      section(
        rows,
        figureOf[by],
        ({ attainment }) => attainment.credited,
        ({ attainment: { quota } }) => by === 'credited' || quota!.amount.greaterThan(0),
      ),
    ),
  )
}

function withQuota({ attainments }: ReportInput['calculation'], span: string): readonly (readonly AttainmentRow[])[] {
  return attainmentSections(attainments, { by: 'everybody', span }).sections.map(({ rows }) => rows)
}

function withCredit({ attainments }: ReportInput['calculation'], span: string): readonly (readonly AttainmentRow[])[] {
  const wanted = withoutContinued(attainments).filter((each) => isSpan(each, span))
  return [...groupBy(wanted, (each) => sectionKey(each, 'everybody')).values()]
    .sort((a, b) => bySection(a[0]!, b[0]!, 'everybody'))
    .map((all) =>
      [...groupBy(all, payeeOf)]
        .map(([payee, mine]) => rowOf('row', payee, mine, []))
        .sort((a, b) => figureOf.credited(a, b) || compareText(a.group, b.group)),
    )
}

function paid({ book, calculation, pseudonym }: ReportInput): Report {
  const rows = [...calculation.payees()].flatMap((result) =>
    result.payouts.map(({ currency, payable }): PaidRow => {
      return { payee: result.payee, name: personName(result), currency, payable }
    }),
  )
  const most = (a: PaidRow, b: PaidRow): number => b.payable.comparedTo(a.payable)
  const groups = [...groupBy(rows, ({ currency }) => currency)].sort(([a], [b]) => compareText(a, b))
  const title = `Leaderboard ${book.period.id} by pay`
  const about = { period: book.period.id, by: 'paid' }
  return makeReport(
    { name: 'leaderboard', title, about, remarks: rows.length === 0 ? ['Nobody to rank.'] : [], pseudonym },
    [...placed(paidColumns), shareBar()],
    groups.map(([currency, mine]) => {
      const sorted = mine.toSorted((a, b) => most(a, b) || compareText(a.payee, b.payee))
      const total = { payee: 'total', name: '', currency, payable: sum(mine.map(({ payable }) => payable)) }
      const content = section(sorted, most, ({ payable }) => payable)
      return sorted.length > 1 ? { ...content, total: { of: total, rank: '', share: '' } } : content
    }),
  )
}
