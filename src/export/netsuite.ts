import { minorDigits } from '../base/money.js'
import { csvText } from './csv-text.js'
import { dateText } from './date-text.js'
import { fixedText } from './carried.js'
import { side } from './journal.js'
import { checkTexts, dimensionsOf, journalColumns, journalSays, journalsOf, type Journal } from './journals.js'
import { fileName, type ExportFile, type ExportSource, type ExportTarget } from './target.js'

/** Debit and Credit take ten digits before the point and two after it. */
const DIGITS = 10

/** NetSuite CSV import of journal entries: an entry for each currency, named by its External ID. */
async function build(source: ExportSource): Promise<readonly ExportFile[]> {
  const settings = source.settings.netsuite!
  checkTexts(source, { name: 'Account', most: 250 })
  if (settings.subsidiary !== undefined) {
    fixedText(source, settings.subsidiary, ['netsuite', 'subsidiary'], { name: 'Subsidiary', most: 250 })
  }
  const journals = await journalsOf(source)
  const header = [
    'External ID',
    'Date',
    ...(settings.subsidiary === undefined ? [] : ['Subsidiary']),
    'Currency',
    'Memo',
    'Account',
    'Debit',
    'Credit',
    'Line Memo',
    ...dimensionsOf(source),
  ]
  const rows = journals.flatMap((journal) => {
    checkDigits(source, journal)
    const { id, date, currency, memo } = journal
    const subsidiary = settings.subsidiary === undefined ? [] : [settings.subsidiary]
    const head = [`spm-${id}`, dateText(date, settings.date), ...subsidiary, currency, memo]
    return journal.blocks
      .flat()
      .map((row) => [
        ...head,
        row.account,
        side(row.debit, currency),
        side(row.credit, currency),
        row.memo,
        ...row.dimensions,
      ])
  })
  const name = fileName(source, `netsuite-${source.posted.period.id}.csv`)
  return [{ name, text: csvText([header, ...rows]), encoding: 'utf-8', rows: rows.length, says: journalSays(journals) }]
}

function checkDigits({ report }: ExportSource, { blocks, currency }: Journal): void {
  for (const { account, debit, credit, memo } of blocks.flat()) {
    const text = side(debit.isZero() ? credit : debit, currency)
    const fits = text.split('.')[0]!.length <= DIGITS && minorDigits(currency) <= 2
    if (fits) continue
    const why = `NetSuite takes ${DIGITS} digits before the point and two decimals`
    report('SPM1047', `${text} ${currency} in ${account} (${memo}) cannot stand in Debit or Credit: ${why}`)
  }
}

export const netsuiteTarget: ExportTarget = {
  name: 'netsuite',
  summary: 'NetSuite journal entries (CSV import)',
  needs: ['journal', 'netsuite'],
  columns: journalColumns,
  build,
}
