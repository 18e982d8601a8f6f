import { csvText } from './csv-text.js'
import { dateText } from './date-text.js'
import { inCurrency } from './in-currency.js'
import { side } from './journal.js'
import { checkTexts, dimensionsOf, journalColumns, journalSays, journalsOf } from './journals.js'
import { fileName, type ExportFile, type ExportSource, type ExportTarget } from './target.js'

/** What a journal number takes. */
const NUMBER = 21

/** QuickBooks Online import of journal entries, in the company's currency. */
async function build(source: ExportSource): Promise<readonly ExportFile[]> {
  const { currency, date } = source.settings.quickbooks!
  checkTexts(source, { name: 'Account Name', most: 100 })
  const journal = inCurrency(source, 'quickbooks', await journalsOf(source), currency)
  const header = ['Journal No.', 'Journal Date', 'Account Name', 'Description', 'Debits', 'Credits']
  // There is no room for DRAFT and the run in a number.
  const number = source.isDraft ? `DRAFT-${source.posted.period.id}-${currency}` : (journal?.id ?? '')
  if ([...number].length > NUMBER) {
    const message = `"${number}" cannot stand in Journal No.: it has ${number.length} characters; it takes ${NUMBER}`
    source.report('SPM1046', message)
  }
  const rows = (journal?.blocks.flat() ?? []).map((row) => [
    number,
    dateText(journal!.date, date),
    row.account,
    source.isDraft ? `DRAFT, not closed: ${row.memo}` : row.memo,
    side(row.debit, currency),
    side(row.credit, currency),
    ...row.dimensions,
  ])
  const name = fileName(source, `quickbooks-${source.posted.period.id}.csv`)
  return [
    {
      name,
      text: csvText([[...header, ...dimensionsOf(source)], ...rows]),
      encoding: 'utf-8',
      rows: rows.length,
      says: journalSays(journal ? [journal] : []),
    },
  ]
}

export const quickbooksTarget: ExportTarget = {
  name: 'quickbooks',
  summary: 'QuickBooks Online journal entries (CSV import)',
  needs: ['journal', 'quickbooks'],
  columns: journalColumns,
  build,
}
