import type { Exception } from '../../engine/credit.js'
import type { OutputTable } from '../output-table.js'

/** Something a person should look at; also a row of any input that was listed instead of read. */
export interface ExceptionRow extends Omit<Exception, 'kind'> {
  readonly kind: Exception['kind'] | 'rejected_row'
}

const WORDS: Readonly<Partial<Record<ExceptionRow['kind'], string>>> = {
  no_plan: 'would count it, but the payee is on no plan that day',
  no_own_plan: 'would count it, but the payee is only on an additional plan that day',
  no_rep_row: 'would count it, but the reps file has no row of the payee in force that day',
  not_yet_hired: 'would count it, but the payee was not hired yet',
  left_company: 'would count it, but the payee had left',
  zero_amount: 'counts it with 0',
}

/** What is odd, in plain words. */
export function exceptionMessage({ kind, detail }: ExceptionRow): string {
  const words = WORDS[kind]
  return words === undefined ? detail : `${detail} ${words}`
}

export const exceptionsTable: OutputTable<ExceptionRow> = {
  file: 'exceptions.csv',
  doc: 'What a person should look at before approving.',
  columns: [
    { name: 'kind', type: 'text', doc: 'What is odd.', value: ({ kind }) => kind },
    { name: 'payee_id', type: 'text', names: 'person', doc: 'Whom it concerns.', value: ({ payee }) => payee },
    {
      name: 'deal_id',
      type: 'text',
      names: 'deal',
      doc: 'The deal, or the key of the row.',
      value: ({ dealId }) => dealId,
    },
    { name: 'date', type: 'date', doc: 'The credit date.', value: ({ date }) => date },
    { name: 'message', type: 'text', names: 'words', doc: 'In plain words.', value: exceptionMessage },
    { name: 'file', type: 'text', names: 'words', doc: 'The export.', value: ({ file }) => file },
    { name: 'row', type: 'number', names: 'row', doc: 'Row in the export.', value: ({ record }) => String(record) },
  ],
}
