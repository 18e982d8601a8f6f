import type { Missed } from '../../engine/credit.js'
import type { OutputTable } from '../output-table.js'

export const exclusionsTable: OutputTable<Missed> = {
  file: 'exclusions.csv',
  doc: 'Every deal that nobody is credited with, with the reason: read = credited + these.',
  columns: [
    { name: 'deal_id', type: 'text', doc: 'The deal.', value: ({ dealId }) => dealId },
    {
      name: 'payee_id',
      type: 'text',
      doc: 'The participant who came nearest to a credit; blank where the row could not be read.',
      value: ({ payee }) => payee,
    },
    {
      name: 'reason',
      type: 'text',
      doc: 'Why not; rejected: the row could not be used.',
      value: ({ reason }) => reason,
    },
    { name: 'credit_date', type: 'date', doc: 'The day it would count for.', value: ({ date }) => date },
    {
      name: 'detail',
      type: 'text',
      doc: 'The plan and measure that came nearest, or what is wrong with the row.',
      value: ({ detail }) => detail,
    },
    { name: 'file', type: 'text', doc: 'The export.', value: ({ file }) => file },
    {
      name: 'row',
      type: 'number',
      doc: 'Row in the export, as a spreadsheet numbers it.',
      value: ({ record }) => String(record),
    },
  ],
}
