import { formatMoney } from '../base/money.js'
import { csvText } from './csv-text.js'
import { dateText } from './date-text.js'
import { fixedText, type Field } from './carried.js'
import { inCurrency } from './in-currency.js'
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

/** Xero takes so many lines a file, and so many tracking categories. */
const MOST_LINES = 300
const MOST_TRACKING = 2
const CODE: Field = {
  name: '*AccountCode',
  pattern: /^\S{1,10}$/,
  expects: 'the code of an account, such as 200, and not its name',
}

/** Xero manual journals: an amount above zero is a debit; a file of at most 300 lines, each a journal that balances. */
async function build(source: ExportSource): Promise<readonly ExportFile[]> {
  const { currency, tax_rate } = source.settings.xero!
  checkTexts(source, CODE)
  fixedText(source, tax_rate, ['xero', 'tax_rate'], { name: 'TaxRate', most: 100 })
  const tracking = dimensionsOf(source)
  if (tracking.length > MOST_TRACKING) {
    const message = `Xero takes ${MOST_TRACKING} tracking categories, and ${tracking.join(', ')} are ${tracking.length}`
    source.report('SPM1046', message, { place: source.placeOf(['journal', 'dimensions']) })
  }
  const journal = inCurrency(source, 'xero', await journalsOf(source), currency)
  const parts = journal === undefined ? [] : partsOf(source, journal)
  const trackingHeader = tracking.flatMap((_, index) => [`TrackingName${index + 1}`, `TrackingOption${index + 1}`])
  const header = ['*Narration', '*Date', 'Description', '*AccountCode', '*TaxRate', '*Amount', ...trackingHeader]
  const files = parts.length === 0 ? [[]] : parts
  return files.map((rows, index) => {
    const part = files.length === 1 ? '' : ` (${index + 1} of ${files.length})`
    const cells = rows.map((row) => [
      `${journal!.memo}${part}`,
      dateText(journal!.date, 'DD/MM/YYYY'),
      row.memo,
      row.account,
      tax_rate,
      formatMoney(row.debit.minus(row.credit), currency),
      ...row.dimensions.flatMap((option, at) => [tracking[at]!, option]),
    ])
    const suffix = files.length === 1 ? '' : `-${index + 1}`
    return {
      name: fileName(source, `xero-${source.posted.period.id}${suffix}.csv`),
      text: csvText([header, ...cells]),
      encoding: 'utf-8',
      rows: cells.length,
      says: journalSays(journal ? [{ ...journal, blocks: [rows] }] : []),
    }
  })
}

/** Fills file after file with blocks, which balance, so that each file does. */
function partsOf(source: ExportSource, { blocks }: Journal): readonly (readonly JournalRow[])[] {
  const parts: JournalRow[][] = []
  for (const block of blocks) {
    if (block.length > MOST_LINES) {
      const message = `${block.length} lines that balance only together do not fit into a file of ${MOST_LINES}`
      source.report('SPM1053', message, { place: source.placeOf(['journal', 'detail']) })
    }
    const last = parts.at(-1)
    if (last && last.length + block.length <= MOST_LINES) last.push(...block)
    else parts.push([...block])
  }
  return parts
}

export const xeroTarget: ExportTarget = {
  name: 'xero',
  summary: 'Xero manual journals, at most 300 lines a file',
  needs: ['journal', 'xero'],
  columns: journalColumns,
  build,
}
