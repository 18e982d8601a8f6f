import { formatExact, formatPercent } from '../../base/decimal.js'
import { lastDay } from '../../base/period.js'
import type { Attainment } from '../../engine/attain.js'
import type { OutputTable } from '../output-table.js'

export const attainmentTable: OutputTable<Attainment> = {
  file: 'attainment.csv',
  doc: 'How far each payee has come with each measure, in the pay period and in each longer window.',
  columns: [
    {
      name: 'payee_id',
      type: 'text',
      names: 'person',
      doc: 'As in the reps file.',
      value: ({ participation }) => participation.current.payee.id,
    },
    {
      name: 'name',
      type: 'text',
      names: 'name',
      doc: 'The name in force.',
      value: ({ participation }) => participation.current.row.name,
    },
    {
      name: 'team',
      type: 'text',
      names: 'team',
      doc: 'The team in force.',
      value: ({ participation }) => participation.current.row.team,
    },
    {
      name: 'region',
      type: 'text',
      doc: 'The region in force.',
      value: ({ participation }) => participation.current.row.region,
    },
    { name: 'plan_id', type: 'text', doc: 'The plan.', value: ({ participation }) => participation.run.plan.id },
    { name: 'measure', type: 'text', doc: 'What counts.', value: ({ measure }) => measure.id },
    { name: 'window', type: 'text', doc: 'Level of the span: month, quarter, …', value: ({ span }) => span.level },
    { name: 'span', type: 'text', doc: 'The span itself.', value: ({ span }) => span.id },
    { name: 'from', type: 'date', doc: 'Its first day.', value: ({ span }) => span.start },
    { name: 'to', type: 'date', doc: 'Its last day.', value: ({ span }) => lastDay(span) },
    {
      name: 'against',
      type: 'text',
      doc: 'full_quota: of the whole span; quota_to_date: of its pay periods so far.',
      value: ({ against }) => against,
    },
    {
      name: 'unit',
      type: 'text',
      doc: 'Plan currency, or number.',
      value: ({ measure, participation }) => (measure.unit === 'money' ? participation.run.plan.currency : 'number'),
    },
    {
      name: 'quota',
      type: 'number',
      doc: 'Prorated and ramped quota, in the unit; blank where there is none.',
      value: ({ quota }) => (quota ? formatExact(quota.amount) : ''),
    },
    {
      name: 'credited',
      type: 'number',
      doc: 'Credited from the span’s first day to the end of the run’s period, exact.',
      value: ({ credited }) => formatExact(credited),
    },
    {
      name: 'attainment_percent',
      type: 'number',
      doc: 'credited / quota, rounded down to two decimals.',
      value: ({ quota, credited }) =>
        quota && !quota.amount.isZero() ? formatPercent(credited.dividedBy(quota.amount)) : '',
    },
    {
      name: 'gap',
      type: 'number',
      doc: 'quota - credited; negative above quota.',
      value: ({ quota, credited }) => (quota ? formatExact(quota.amount.minus(credited)) : ''),
    },
    {
      name: 'components',
      type: 'text',
      doc: 'The components that use it; blank where it is only reported.',
      value: ({ components }) => components.join(' '),
    },
  ],
}
