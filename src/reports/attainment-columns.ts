import { formatDecimal, formatExact, formatPercent, type Decimal } from '../base/decimal.js'
import { formatMoney } from '../base/money.js'
import type { Attainment } from '../engine/attain.js'
import { attainmentTable } from '../run/tables/attainment.js'
import type { AttainmentRow, By } from './attainment-rows.js'
import type { Managers } from './who-is-above.js'
import { borrowed, type ReportColumn } from './report.js'

/** Digits after the point at which people read counts and quantities; files have all. */
const NUMBER_DIGITS = 2

type Column = ReportColumn<AttainmentRow>
export const column = borrowed<AttainmentRow, Attainment>(attainmentTable.columns, (row) => row.attainment)

/** An amount in a measure's unit as people read it: money in the digits of its currency. */
export function shownAmount({ measure, participation }: Attainment, value: Decimal): string {
  return measure.unit === 'money'
    ? formatMoney(value, participation.run.plan.currency)
    : formatDecimal(value.toDecimalPlaces(NUMBER_DIGITS))
}

function amount(name: 'quota' | 'credited' | 'gap', more: Omit<Partial<Column>, 'value'> = {}): Column {
  const shown = ({ attainment }: AttainmentRow): string => {
    const { quota, credited } = attainment
    if (name === 'credited') return shownAmount(attainment, credited)
    return quota === undefined
      ? ''
      : shownAmount(attainment, name === 'quota' ? quota.amount : quota.amount.minus(credited))
  }
  return { ...column(name, more), shown }
}

/** Credited by the quota of the pay periods so far: 100 % is on pace for the span. */
function paceOf({ attainment: { credited, quotaToDate } }: AttainmentRow): string {
  const quota = quotaToDate()
  return quota === undefined || quota.isZero() ? '' : formatPercent(credited.dividedBy(quota))
}

const pace: Column = {
  name: 'pace_percent',
  type: 'number',
  label: 'pace',
  keep: 'extra',
  doc: 'credited / quota of the span’s pay periods so far, rounded down to two decimals.',
  value: paceOf,
  // Where all of the span has come, or the quota is to date already, it would say the same twice.
  shown: (row) => {
    const { quota, quotaToDate } = row.attainment
    const toDate = quotaToDate()
    return quota === undefined || toDate === undefined || toDate.equals(quota.amount) ? '' : paceOf(row)
  },
}

const quotaToDate: Column = {
  name: 'quota_to_date',
  type: 'number',
  place: 'files',
  doc: 'The quota of the span’s pay periods so far.',
  value: ({ attainment }) => {
    const amountToDate = attainment.quotaToDate()
    return amountToDate === undefined ? '' : formatExact(amountToDate)
  },
}

const trend: Column = {
  name: 'credited_by_period',
  type: 'text',
  label: 'trend',
  place: 'bar',
  bar: 'columns',
  keep: 'extra',
  doc: 'Credited in each pay period of the span so far.',
  value: ({ attainment, byPeriod }) => byPeriod.map((value) => shownAmount(attainment, value)).join(' '),
}

const bar: Column = { ...column('attainment_percent'), name: 'bar', label: '0%    100%', place: 'bar', keep: 'extra' }

export const figures: readonly Column[] = [
  amount('quota'),
  amount('credited'),
  column('attainment_percent', { label: '%' }),
  amount('gap', { keep: 'extra' }),
  quotaToDate,
  pace,
  bar,
  trend,
]

/** For ranks: without what says the same in other words. */
export const rankFigures: readonly Column[] = [
  amount('quota', { keep: 'extra' }),
  amount('credited'),
  column('attainment_percent', { label: '%' }),
]

export const spans: readonly Column[] = [
  column('measure', { place: 'heading' }),
  column('window', { place: 'files' }),
  column('span', { place: 'heading' }),
  column('from', { place: 'files' }),
  column('to', { place: 'files' }),
  { ...column('against', { place: 'heading' }), shown: ({ attainment }) => attainment.against.replaceAll('_', ' ') },
  column('unit', { place: 'heading' }),
]

/** Who it is: the columns of a payee. */
export const person: readonly Column[] = [
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
]

/** Its measures stand apart: payees' own plans count the same deals. */
export const additionalPlan: Column = {
  name: 'additional_plan',
  type: 'text',
  doc: 'The additional plan that counts it; blank for the payees’ own plans.',
  place: 'heading',
  value: ({ attainment }) => {
    const { id, additional } = attainment.participation.run.plan
    return additional ? id : ''
  },
}

const counts: readonly Column[] = [
  { name: 'payees', type: 'number', doc: 'Payees with a quota.', value: ({ payees }) => String(payees) },
  {
    name: 'without_quota',
    type: 'number',
    doc: 'Payees of the group who have none here, and so are in no sum.',
    place: 'files',
    value: ({ without }) => String(without.length),
  },
]

export function byGroup(by: Exclude<By, 'payee' | 'everybody' | 'manager'>): readonly Column[] {
  return [
    {
      ...column(by === 'plan' ? 'plan_id' : by, { label: by, keep: 'key' }),
      value: ({ group }) => group,
      shown: ({ kind, group }) => (kind === 'total' ? 'total' : group === '' ? `(no ${by})` : group),
    },
    ...(by === 'plan' ? [] : [additionalPlan]),
    ...spans,
    ...counts,
    ...figures,
  ]
}

/** A row for everybody who has people with a quota below. */
export function byManager({ levelOf, above, nameOf }: Managers): readonly Column[] {
  return [
    {
      name: 'manager_id',
      type: 'text',
      names: 'person',
      label: 'manager',
      keep: 'key',
      doc: 'The manager: everybody below at any level is summed, what he is credited himself is not.',
      value: ({ group }) => group,
      shown: ({ kind, group }) => (kind === 'total' ? 'total' : group),
    },
    {
      name: 'name',
      type: 'text',
      names: 'name',
      doc: 'The name in force.',
      value: ({ group }) => nameOf(group),
      shown: ({ kind, group }) => (kind === 'total' ? 'everybody once' : nameOf(group)),
    },
    {
      name: 'level',
      type: 'number',
      doc: '1 for those with nobody above.',
      value: ({ kind, group }) => (kind === 'total' ? '' : String(levelOf(group))),
    },
    {
      name: 'reports_to',
      type: 'text',
      names: 'person',
      label: 'reports to',
      keep: 'extra',
      doc: 'The manager’s manager.',
      value: ({ kind, group }) => (kind === 'total' ? '' : (above(group)[0] ?? '')),
    },
    additionalPlan,
    ...spans,
    ...counts,
    ...figures,
  ]
}

export function many(payees: number): string {
  return `${payees} ${payees === 1 ? 'payee' : 'payees'}`
}
