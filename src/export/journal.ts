import { formatMoney } from '../base/money.js'
import { csvRows, type CsvColumn } from '../render/csv.js'
import { safe } from '../render/safe.js'
import {
  checkTexts,
  dimensionsOf,
  journalColumns,
  journalSays,
  journalsOf,
  type Journal,
  type JournalRow,
} from './journals.js'
import { fileName, type ExportFile, type ExportSource, type ExportTarget } from './target.js'

interface Column extends CsvColumn {
  readonly of: (row: JournalRow, journal: Journal) => string
}

const COLUMNS: readonly Column[] = [
  { name: 'journal', type: 'text', of: (_, { id }) => id },
  { name: 'date', type: 'date', of: (_, { date }) => date },
  { name: 'currency', type: 'text', of: (_, { currency }) => currency },
  { name: 'account', type: 'text', of: ({ account }) => account },
  { name: 'debit', type: 'number', of: ({ debit }, { currency }) => side(debit, currency) },
  { name: 'credit', type: 'number', of: ({ credit }, { currency }) => side(credit, currency) },
  { name: 'payee_id', type: 'text', of: ({ about }) => about.payee },
  { name: 'plan_id', type: 'text', of: ({ about }) => about.plan },
  { name: 'component_id', type: 'text', of: ({ about }) => about.component },
  { name: 'deal_id', type: 'text', of: ({ about }) => about.deal },
  { name: 'kind', type: 'text', of: ({ about }) => about.kind },
  { name: 'source_period', type: 'text', of: ({ about }) => about.source },
  { name: 'line_id', type: 'text', of: ({ about }) => about.line },
  { name: 'memo', type: 'text', of: ({ memo }) => memo },
]

/** An amount of its side of the journal; blank on the other one. */
export function side(amount: JournalRow['debit'], currency: string): string {
  return amount.isZero() ? '' : formatMoney(amount, currency)
}

/** A journal of our own columns, for any ledger and for people: a CSV file like all others of spm. */
async function build(source: ExportSource): Promise<readonly ExportFile[]> {
  checkTexts(source, { name: 'an account', most: 250 })
  const journals = await journalsOf(source)
  const dimensions = dimensionsOf(source)
  const csv = csvRows([...COLUMNS, ...dimensions.map((name) => ({ name, type: 'text' as const }))])
  const rows = journals.flatMap((journal) =>
    journal.blocks
      .flat()
      .map((row) => csv.row([...COLUMNS.map(({ of }) => safe(of(row, journal))), ...row.dimensions])),
  )
  const name = fileName(source, `journal-${source.posted.period.id}.csv`)
  return [
    { name, text: [csv.header, ...rows].join(''), encoding: 'utf-8', rows: rows.length, says: journalSays(journals) },
  ]
}

export const journalTarget: ExportTarget = {
  name: 'journal',
  summary: 'journal entries for any ledger, with payee, plan, deal and line',
  needs: ['journal'],
  columns: journalColumns,
  build,
}
