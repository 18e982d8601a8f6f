import { csvText } from './csv-text.js'
import { carried, type Field } from './carried.js'
import { amountText, byCode, checkDistinct, codesIn, payRows, paySays, type PayrollId } from './payroll-rows.js'
import { fileName, namedColumns, type ExportFile, type ExportSource, type ExportTarget } from './target.js'

const LAST: Field = { name: 'last_name' }
const FIRST: Field = { name: 'first_name' }
const TITLE: Field = { name: 'title', optional: true }
const ID: Field = {
  name: 'gusto_employee_id',
  pattern: /^[A-Za-z0-9]{6}$/,
  expects: 'six letters and digits',
  optional: true,
}

/** Gusto's upload for payroll: a blank leaves what is there, a 0 overwrites it; no row of totals. */
async function build(source: ExportSource): Promise<readonly ExportFile[]> {
  const settings = source.settings.gusto!
  const earnings = codesIn(settings.codes).toSorted()
  const header = ['last_name', 'first_name', 'title', 'gusto_employee_id', ...earnings]
  const pays = await payRows(source, { target: 'gusto', currency: settings.currency })
  const names: PayrollId[] = []
  const ids: PayrollId[] = []
  const rows = pays.map((pay) => {
    const of = (value: string | undefined, key: string, field: Field): string =>
      value === undefined ? '' : carried(source, pay.payee, value, ['gusto', key], field)
    const last = of(settings.last_name, 'last_name', LAST)
    const first = of(settings.first_name, 'first_name', FIRST)
    const title = of(settings.title, 'title', TITLE)
    const id = of(settings.employee_id, 'employee_id', ID)
    // Gusto knows people by their names where it has no id; capitals do not count.
    const name = id !== '' || last === '' ? '' : `${first} ${last}`.toLowerCase()
    names.push({ payee: pay.payee, id: name, value: settings.last_name })
    ids.push({ payee: pay.payee, id: id.toUpperCase(), value: settings.employee_id ?? '' })
    const coded = byCode(source, pay, settings.codes, ['gusto', 'codes'])
    const cells = earnings.map((earning) => {
      const amount = coded.find(({ code }) => code === earning)?.amount
      return amount ? amountText(source, amount, pay, earning, 9) : ''
    })
    return [last, first, title, id, ...cells]
  })
  checkDistinct(source, names, 'the name')
  checkDistinct(source, ids, 'gusto_employee_id')
  const name = fileName(source, `gusto-${source.posted.period.id}.csv`)
  return [{ name, text: csvText([header, ...rows]), encoding: 'utf-8', rows: rows.length, says: paySays(pays) }]
}

export const gustoTarget: ExportTarget = {
  name: 'gusto',
  summary: 'Gusto payroll upload: bonus and commission by employee',
  needs: ['gusto'],
  columns: ({ gusto }) =>
    namedColumns([
      [gusto?.last_name, ['gusto', 'last_name']],
      [gusto?.first_name, ['gusto', 'first_name']],
      [gusto?.title, ['gusto', 'title']],
      [gusto?.employee_id, ['gusto', 'employee_id']],
    ]),
  build,
}
