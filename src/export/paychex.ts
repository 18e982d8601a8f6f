import { csvText } from './csv-text.js'
import { carried, fixedText, type Field } from './carried.js'
import { amountText, byCode, checkDistinct, codesIn, payRows, paySays, type PayrollId } from './payroll-rows.js'
import { fileName, namedColumns, type ExportFile, type ExportSource, type ExportTarget } from './target.js'

/** By position: every column stands in every row, also those that stay blank. */
const COLUMNS = [
  'Client ID',
  'Worker ID',
  'Org',
  'Job Number',
  'Pay Component',
  'Rate',
  'Rate Number',
  'Hours',
  'Units',
  'Line Date',
  'Amount',
  'Check Seq Number',
  'Override State',
  'Override Local',
  'Override Local Jurisdiction',
  'Labor Assignment',
  'Check Template',
  'Output Type',
  'Net Pay',
  'Check Number',
  'FIT Amt',
  'SS Amt',
  'Medicare Amt',
  'Fed Backup Withholding Amt',
  'State Tax Jurisdiction',
  'SIT Amount',
  'SDI Amt',
  'Fam Leave',
  'Med Leave',
  'SUI Amt',
  'State Misc Amt',
  'State Surcharge Amt',
  'State WC Amt',
  'State Backup Withholding Amt',
  'State Allocation %',
  'Local Tax Jurisdiction',
  'Local Tax Name',
  'Local Amt',
  'Local Allocation %',
]

const CLIENT: Field = { name: 'Client ID', pattern: /^[A-Za-z0-9]{1,8}$/, expects: 'at most eight letters and digits' }
const WORKER: Field = { name: 'Worker ID', pattern: /^[A-Za-z0-9]{1,10}$/, expects: 'at most ten letters and digits' }
const COMPONENT: Field = { name: 'Pay Component', most: 20, pattern: /^[\w .&/-]+$/, expects: 'letters and digits' }

/** Paychex Flex Standard Payroll Import: one row for each pay component of a payee, by position. */
async function build(source: ExportSource): Promise<readonly ExportFile[]> {
  const settings = source.settings.paychex!
  for (const code of codesIn(settings.codes)) fixedText(source, code, ['paychex', 'codes'], COMPONENT)
  const pays = await payRows(source, { target: 'paychex', currency: settings.currency })
  const ids: PayrollId[] = []
  const rows = pays.flatMap((pay) => {
    const client = carried(source, pay.payee, settings.client_id, ['paychex', 'client_id'], CLIENT)
    const worker = carried(source, pay.payee, settings.worker_id, ['paychex', 'worker_id'], WORKER)
    ids.push({ payee: pay.payee, id: worker === '' ? '' : `${client} ${worker}`, value: settings.worker_id })
    return byCode(source, pay, settings.codes, ['paychex', 'codes']).map(({ code, amount }) => {
      const cells: Readonly<Record<string, string>> = {
        'Client ID': client,
        'Worker ID': worker,
        'Pay Component': code,
        Amount: amountText(source, amount, pay, 'Amount', 7),
      }
      return COLUMNS.map((column) => cells[column] ?? '')
    })
  })
  checkDistinct(source, ids, 'Client ID and Worker ID')
  const header = settings.header === 'false' ? [] : [COLUMNS]
  const name = fileName(source, `paychex-${source.posted.period.id}.csv`)
  return [{ name, text: csvText([...header, ...rows]), encoding: 'utf-8', rows: rows.length, says: paySays(pays) }]
}

export const paychexTarget: ExportTarget = {
  name: 'paychex',
  summary: 'Paychex Flex Standard Payroll Import (SPI), by position',
  needs: ['paychex'],
  columns: ({ paychex }) =>
    namedColumns([
      [paychex?.client_id, ['paychex', 'client_id']],
      [paychex?.worker_id, ['paychex', 'worker_id']],
    ]),
  build,
}
