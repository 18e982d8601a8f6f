import { parseDecimal, type Decimal } from '../base/decimal.js'
import { formatMoney, minorDigits } from '../base/money.js'
import { lastDay } from '../base/period.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { ExportsShape } from '../project/export-shape.js'
import { carried, whyNot, type Field } from './carried.js'
import { csvText } from './csv-text.js'
import { dateText } from './date-text.js'
import { byCode, PAYOUT_COLUMNS, payRows, paySays, type CodedPay, type Pay } from './payroll-rows.js'
import { fileName, namedColumns, repColumn, type ExportFile, type ExportSource, type ExportTarget } from './target.js'

type Settings = NonNullable<ExportsShape['payroll']>
type Column = Settings['columns'][number]

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const
/** What a column may hold beside those of payouts.csv and the reps file. */
const OF_THE_RUN = ['period_start', 'period_end', 'run', 'status'] as const
const OF_A_CODE = ['code', 'amount'] as const
const TEXTS: ReadonlySet<string> = new Set(['payee_id', 'name', 'period', 'plans', 'currency'])

/** A row to be written: a payee's, or one of his codes'. */
interface Row {
  readonly pay: Pay
  readonly coded: CodedPay | undefined
}

/** Any payroll system: columns by a template in the settings. */
async function build(source: ExportSource): Promise<readonly ExportFile[]> {
  const settings = source.settings.payroll!
  if (!checkTemplate(source, settings)) return []
  const { columns, codes, rows: each, zero, currency, delimiter, line_ends, encoding, header } = settings
  const pays = await payRows(source, { target: 'payroll', currency, keepZero: zero === 'keep' })
  const rows = pays.flatMap((pay): readonly Row[] =>
    each === 'code' && codes
      ? byCode(source, pay, codes, ['payroll', 'codes']).map((coded) => ({ pay, coded }))
      : [{ pay, coded: undefined }],
  )
  const cells = rows.map((row) => columns.map((column, index) => cellOf(source, row, column, index, encoding)))
  const style = { delimiter: DELIMITERS[delimiter ?? 'comma'], lineEnd: line_ends === 'lf' ? '\n' : '\r\n' } as const
  const head = header === 'false' ? [] : [columns.map((column) => column.header)]
  return [
    {
      name: fileName(source, `payroll-${source.posted.period.id}.csv`),
      text: csvText([...head, ...cells], style),
      encoding: encoding ?? 'utf-8',
      rows: rows.length,
      says: paySays(pays),
    },
  ]
}

/** Whether every column says one thing that there is. */
function checkTemplate(source: ExportSource, { columns, codes, rows, encoding }: Settings): boolean {
  let sound = true
  const wrong = (message: string, path: readonly (string | number)[], fix?: string): void => {
    sound = false
    source.report('SPM1044', message, { place: source.placeOf(path), fix })
  }
  if (rows === 'code' && codes === undefined) {
    wrong('rows: code needs codes', ['payroll', 'rows'], 'Add codes: { other: <code> }.')
  }
  for (const [index, { header, value, text }] of columns.entries()) {
    const path = ['payroll', 'columns', index]
    const why = whyNot(header, fieldOf(header, encoding))
    if (why !== undefined) wrong(`"${header}" cannot stand in the header: it ${why}`, [...path, 'header'])
    if ((value === undefined) === (text === undefined)) {
      wrong(`column "${header}" must have either value or text`, path, 'Keep one of the two.')
    }
    if (value === undefined || repColumn(value) !== undefined) continue
    const known = [...PAYOUT_COLUMNS, ...OF_THE_RUN, ...(rows === 'code' ? OF_A_CODE : [])]
    if (known.includes(value)) continue
    const hint = (OF_A_CODE as readonly string[]).includes(value) ? ' without rows: code' : ''
    wrong(`there is no "${value}"${hint}.${didYouMean(value, known)}`, [...path, 'value'])
  }
  return sound
}

function cellOf(
  source: ExportSource,
  { pay, coded }: Row,
  column: Column,
  index: number,
  encoding: Settings['encoding'],
): string {
  const { header, value, text } = column
  const path = ['payroll', 'columns', String(index)]
  const field = { ...fieldOf(header, encoding), ...(column.most && { most: Number.parseInt(column.most, 10) }) }
  const { period, run } = source.posted
  const written = (cell: string, at: string): string => {
    const why = cell === '' ? undefined : whyNot(cell, field)
    if (why === undefined) return cell
    const place = source.placeOf([...path, at])
    source.report('SPM1046', `"${cell}" of "${pay.payee}" cannot stand in ${header}: it ${why}`, { place })
    return ''
  }
  if (value === undefined) return written(text ?? '', 'text')
  if (repColumn(value) !== undefined) return padded(carried(source, pay.payee, value, path, field), column)
  if (value === 'period_start' || value === 'period_end') {
    const date = value === 'period_start' ? period.start : lastDay(period)
    return column.date === undefined ? date : dateText(date, column.date)
  }
  if (value === 'run') return run
  if (value === 'status') return source.isDraft ? 'draft' : 'closed'
  if (value === 'code') return written(coded!.code, 'value')
  if (TEXTS.has(value)) return written(padded(pay.cells[value]!, column), 'value')
  const amount = value === 'amount' ? coded!.amount : parseDecimal(pay.cells[value] ?? '')
  return amount === undefined ? '' : amountOf(source, pay, amount, column, path, field)
}

function amountOf(
  source: ExportSource,
  pay: Pay,
  amount: Decimal,
  column: Column,
  path: readonly string[],
  field: Field,
): string {
  const place = source.placeOf([...path, 'value'])
  const shown = `${formatMoney(amount, pay.currency)} ${pay.currency}`
  if (amount.isNegative() && !amount.isZero()) {
    source.report('SPM1049', `"${pay.payee}" would be sent ${shown} in ${column.header}`, { place })
    return ''
  }
  const plain = formatMoney(amount, pay.currency)
  const minor = plain.replace('.', '').replace(/^0+(?=\d)/, '')
  const text = padded(column.unit === 'minor' ? minor : plain.replace('.', column.decimal ?? '.'), column)
  if (column.unit === 'minor' && minorDigits(pay.currency) !== 2) {
    const why = 'minor units of two currencies would be mixed up'
    source.report('SPM1047', `${shown} of "${pay.payee}" cannot stand in ${column.header}: ${why}`, { place })
  } else if (field.most !== undefined && text.length > field.most) {
    const why = `it takes ${field.most} characters`
    source.report('SPM1047', `${shown} of "${pay.payee}" cannot stand in ${column.header}: ${why}`, { place })
  }
  return text
}

function padded(text: string, { pad }: Column): string {
  return pad !== undefined && /^\d+$/.test(text) ? text.padStart(Number.parseInt(pad, 10), '0') : text
}

/** What Windows-1252 holds: Latin-1 and its own signs. */
const WINDOWS_1252 = /^[ -~\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/

function fieldOf(header: string, encoding: Settings['encoding']): Field {
  if (encoding !== 'windows-1252') return { name: header }
  return { name: header, pattern: WINDOWS_1252, expects: 'in the characters of windows-1252' }
}

export const payrollTarget: ExportTarget = {
  name: 'payroll',
  summary: 'any payroll system: columns by a template in spm.yaml',
  needs: ['payroll'],
  columns: ({ payroll }) =>
    namedColumns((payroll?.columns ?? []).map(({ value }, index) => [value, ['payroll', 'columns', index, 'value']])),
  build,
}
