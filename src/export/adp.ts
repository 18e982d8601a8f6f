import { csvText } from './csv-text.js'
import { carried, fixedText, type Field } from './carried.js'
import {
  amountText,
  byCode,
  checkDistinct,
  codesIn,
  payRows,
  paySays,
  type Pay,
  type PayrollId,
} from './payroll-rows.js'
import { fileName, namedColumns, type ExportFile, type ExportSource, type ExportTarget } from './target.js'

const COMPANY: Field = { name: 'Co Code', pattern: /^[A-Za-z0-9]{2,3}$/, expects: 'two or three letters and digits' }
const BATCH: Field = { name: 'Batch ID', pattern: /^[A-Za-z0-9]{1,8}$/, expects: 'at most eight letters and digits' }
const FILE_NUMBER: Field = { name: 'File #', pattern: /^\d{1,6}$/, expects: 'a number of at most six digits' }
const CODE: Field = {
  name: 'an earnings code',
  pattern: /^[A-Za-z0-9]{1,3}$/,
  expects: 'at most three letters and digits',
}
/** The numbers of the pairs of code and amount: 1 and 2 are regular and overtime. */
const PAIRS = [3, 4, 5]

/** ADP Workforce Now paydata: one row a payee, earnings as pairs of code and amount, a file for each company code. */
async function build(source: ExportSource): Promise<readonly ExportFile[]> {
  const settings = source.settings.adp!
  const codes = codesIn(settings.codes)
  const batch = fixedText(source, settings.batch_id, ['adp', 'batch_id'], BATCH)
  for (const code of codes) fixedText(source, code, ['adp', 'codes'], CODE)
  if (codes.length > PAIRS.length) {
    const message = `paydata takes ${PAIRS.length} earnings codes a row, and ${codes.join(', ')} are ${codes.length}`
    source.report('SPM1046', message, { place: source.placeOf(['adp', 'codes']) })
    return []
  }
  const pairs = PAIRS.slice(0, codes.length)
  const header = [
    'Co Code',
    'Batch ID',
    'File #',
    ...pairs.flatMap((n) => [`Earnings ${n} Code`, `Earnings ${n} Amount`]),
  ]
  const byCompany = new Map<string, { readonly pays: Pay[]; readonly rows: string[][] }>()
  const ids: PayrollId[] = []
  for (const pay of await payRows(source, { target: 'adp', currency: settings.currency })) {
    const company = carried(source, pay.payee, settings.company_code, ['adp', 'company_code'], COMPANY)
    const number = carried(source, pay.payee, settings.file_number, ['adp', 'file_number'], FILE_NUMBER)
    const file = number === '' ? '' : number.padStart(6, '0')
    ids.push({ payee: pay.payee, id: file === '' ? '' : `${company} ${file}`, value: settings.file_number })
    const coded = byCode(source, pay, settings.codes, ['adp', 'codes'])
    const cells = codes.flatMap((code) => {
      const amount = coded.find((each) => each.code === code)?.amount
      // Empty, not 0: a pair without an amount is none.
      return amount ? [code, amountText(source, amount, pay, 'an earnings amount', 7)] : ['', '']
    })
    const known = byCompany.get(company) ?? { pays: [], rows: [] }
    known.pays.push(pay)
    known.rows.push([company, batch, file, ...cells])
    byCompany.set(company, known)
  }
  checkDistinct(source, ids, 'Co Code and File #')
  return [...byCompany].map(([company, { pays, rows }]) => ({
    // ADP finds the file by this name; a code of two is filled up.
    name: fileName(source, `PR${company.padEnd(3, '_')}EPI.csv`),
    text: csvText([header, ...rows]),
    encoding: 'utf-8',
    rows: rows.length,
    says: paySays(pays),
  }))
}

export const adpTarget: ExportTarget = {
  name: 'adp',
  summary: 'ADP Workforce Now paydata (PR<co>EPI.csv), one file a company code',
  needs: ['adp'],
  columns: ({ adp }) =>
    namedColumns([
      [adp?.company_code, ['adp', 'company_code']],
      [adp?.file_number, ['adp', 'file_number']],
    ]),
  build,
}
