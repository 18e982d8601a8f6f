import { formatDecimal } from '../base/decimal.js'
import { formatMoney } from '../base/money.js'
import type { Attainment } from '../engine/attain.js'
import { attainmentTable } from '../run/tables/attainment.js'
import { attainmentSections, type AttainmentRow, type By } from './attainment-rows.js'
import type { ReportDefinition } from './definition.js'
import { borrowed, makeReport, type ReportColumn } from './report.js'

/** Ids named in a remark; the rest is counted. */
const NAMED = 5
/** Digits after the point at which people read counts and quantities; files have all. */
const NUMBER_DIGITS = 2

const column = borrowed<AttainmentRow, Attainment>(attainmentTable.columns, (row) => row.attainment)

/** A quota or credit as people read it: money in the digits of its currency. */
function amount(name: string, label: string): ReportColumn<AttainmentRow> {
  const own = column(name, { label })
  const shown = ({ attainment }: AttainmentRow): string => {
    const { quota, credited, measure, participation } = attainment
    if (quota === undefined) return ''
    const value = name === 'quota' ? quota.amount : name === 'credited' ? credited : quota.amount.minus(credited)
    return measure.unit === 'money'
      ? formatMoney(value, participation.run.plan.currency)
      : formatDecimal(value.toDecimalPlaces(NUMBER_DIGITS))
  }
  return { ...own, shown }
}

const figures: readonly ReportColumn<AttainmentRow>[] = [
  amount('quota', 'quota'),
  amount('credited', 'credited'),
  column('attainment_percent', { label: '%' }),
  { ...amount('gap', 'gap'), keep: 'extra' },
  { ...column('attainment_percent'), name: 'bar', label: '0%    100%', place: 'bar', keep: 'extra' },
]
const spans: readonly ReportColumn<AttainmentRow>[] = [
  column('measure', { place: 'heading' }),
  column('window', { place: 'files' }),
  column('span', { place: 'heading' }),
  column('from', { place: 'files' }),
  column('to', { place: 'files' }),
  { ...column('against', { place: 'heading' }), shown: ({ attainment }) => attainment.against.replaceAll('_', ' ') },
  column('unit', { place: 'heading' }),
]

const byPayee: readonly ReportColumn<AttainmentRow>[] = [
  {
    ...column('payee_id', { label: 'payee', keep: 'key' }),
    shown: ({ kind, attainment }) => (kind === 'total' ? 'total' : attainment.participation.current.payee.id),
  },
  {
    ...column('name'),
    shown: ({ kind, payees, attainment }) =>
      kind === 'total' ? many(payees) : attainment.participation.current.row.name,
  },
  column('team', { place: 'files' }),
  column('region', { place: 'files' }),
  column('plan_id', { place: 'heading' }),
  ...spans,
  ...figures,
]

/** Its measures stand apart: payees' own plans count the same deals. */
const additionalPlan: ReportColumn<AttainmentRow> = {
  name: 'additional_plan',
  type: 'text',
  doc: 'The additional plan that counts it; blank for the payees’ own plans.',
  place: 'heading',
  value: ({ attainment }) => {
    const { id, additional } = attainment.participation.run.plan
    return additional ? id : ''
  },
}

function byGroup(by: Exclude<By, 'payee'>): readonly ReportColumn<AttainmentRow>[] {
  return [
    {
      ...column(by === 'plan' ? 'plan_id' : by, { label: by, keep: 'key' }),
      value: ({ group }) => group,
      shown: ({ kind, group }) => (kind === 'total' ? 'total' : group === '' ? `(no ${by})` : group),
    },
    ...(by === 'plan' ? [] : [additionalPlan]),
    ...spans,
    { name: 'payees', type: 'number', doc: 'Payees with a quota.', value: ({ payees }) => String(payees) },
    {
      name: 'without_quota',
      type: 'number',
      doc: 'Payees of the group who have none here, and so are in no sum.',
      place: 'files',
      value: ({ without }) => String(without.length),
    },
    ...figures,
  ]
}

export const attainmentReport: ReportDefinition = {
  name: 'attainment',
  options: [
    {
      flags: '--by <what>',
      summary: 'a row for each',
      choices: ['payee', 'team', 'region', 'plan'],
      default: 'payee',
    },
    {
      flags: '--span <level>',
      summary: 'only spans of this length, period being the pay period (default: all)',
      choices: ['period', 'month', 'quarter', 'half', 'year'],
    },
  ],
  examples: [
    'spm report attainment --period 2026-03',
    'spm report attainment --period 2026-03 --by team --span year',
    'spm report attainment --period 2026-03 --format csv > attainment.csv',
  ],
  about:
    'At the end of the period, computed from the inputs; nothing is written. Sorted\n' +
    'by plan, measure and span, then the highest attainment first, ties by id.\n' +
    'Percents are rounded down. Groups add up the payees with a quota, each measure,\n' +
    'span and currency apart; payees without one are counted and named.',
  build({ book, calculation }, option) {
    const by = option('by') as By
    const { sections, withoutAny } = attainmentSections(calculation.attainments, by, option('span'))
    const remarks = [
      ...(sections.length === 0 ? ['No quota, so no attainment to show.'] : []),
      ...(withoutAny.length > 0 ? [`Without any quota: ${named(withoutAny)}`] : []),
    ]
    const about = { period: book.period.id, by }
    const title = `Attainment ${book.period.id} by ${by}`
    return makeReport(
      { name: 'attainment', title, about, remarks },
      by === 'payee' ? byPayee : byGroup(by),
      sections.map(({ rows, total, without }) => ({
        rows,
        total,
        remark: without.length > 0 ? `without a quota, so not counted: ${named(without)}` : undefined,
      })),
    )
  },
}

function many(payees: number): string {
  return `${payees} ${payees === 1 ? 'payee' : 'payees'}`
}

/** `6 payees (E1, E2, …)`. */
function named(ids: readonly string[]): string {
  const more = ids.length > NAMED ? ', …' : ''
  return `${many(ids.length)} (${ids.slice(0, NAMED).join(', ')}${more})`
}
