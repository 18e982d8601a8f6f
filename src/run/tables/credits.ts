import { formatExact } from '../../base/decimal.js'
import type { Credit } from '../../engine/credit.js'
import type { OutputTable } from '../output-table.js'

export const creditsTable: OutputTable<Credit> = {
  file: 'credits.csv',
  doc: 'Who is credited with what, in every window that this run looks at.',
  columns: [
    { name: 'payee_id', type: 'text', doc: 'As in the reps file.', value: ({ assignment }) => assignment.payee.id },
    {
      name: 'plan_id',
      type: 'text',
      doc: 'The plan that credits it.',
      value: ({ assignment }) => assignment.plan.id,
    },
    { name: 'measure', type: 'text', doc: 'The measure that counts it.', value: ({ measure }) => measure.id },
    {
      name: 'deal_id',
      type: 'text',
      doc: 'The deal; blank for an opening credit.',
      value: ({ dealId }) => dealId,
    },
    {
      name: 'credit',
      type: 'text',
      doc: 'How it came to the payee: direct, overlay, rollup, territory, rule, several of them, or opening; cancelled: taken out of attainment again.',
      value: ({ by }) => by.ways,
    },
    { name: 'via', type: 'text', doc: 'Rolled up: the people below from whom it comes.', value: ({ by }) => by.via },
    { name: 'credit_date', type: 'date', doc: 'The day it counts for.', value: ({ date }) => date },
    {
      name: 'share',
      type: 'number',
      doc: 'The payee’s share of the deal: 0.5 is half.',
      value: ({ share }) => formatExact(share),
    },
    {
      name: 'deal_amount',
      type: 'number',
      doc: 'The whole deal in the unit, exact.',
      value: ({ whole }) => formatExact(whole),
    },
    {
      name: 'credited_amount',
      type: 'number',
      doc: 'The payee’s part in the unit, exact.',
      value: ({ amount }) => formatExact(amount),
    },
    {
      name: 'unit',
      type: 'text',
      doc: 'Plan currency, or number.',
      value: ({ measure, assignment }) => (measure.unit === 'money' ? assignment.plan.currency : 'number'),
    },
    {
      name: 'deal_currency',
      type: 'text',
      doc: 'Where it was converted: from which currency.',
      value: ({ fx }) => fx?.from ?? '',
    },
    {
      name: 'fx_rate',
      type: 'number',
      doc: 'Deal currency to plan currency.',
      value: ({ fx }) => (fx ? formatExact(fx.rate) : ''),
    },
    { name: 'fx_on', type: 'text', doc: 'The day or period of that rate.', value: ({ fx }) => fx?.on ?? '' },
  ],
}
