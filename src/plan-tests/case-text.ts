import type { InputName, Settings } from '../project/settings.js'
import { IDS } from './redact.js'
import type { RawTable } from './raw-tables.js'

/** A case to be written down. */
export interface RecordedCase {
  readonly plans: readonly string[]
  readonly period: string
  readonly closed: readonly string[]
  /** Those of the project, of which a case says how its tables are written. */
  readonly settings: Settings
  readonly given: readonly (readonly [InputName, RawTable])[]
  /** As the case calls him. */
  readonly payee: string
  readonly payouts: readonly ReadonlyMap<string, string>[]
  readonly lines: readonly ReadonlyMap<string, string>[]
}

const LINE_COLUMNS = ['component_id', 'kind', 'deal_id', 'source_period', 'status', 'amount']
const NOT_MONEY = new Set(['payee_id', 'name', 'period', 'plans'])

/** The YAML of a test file with one case. */
export function caseText(recorded: RecordedCase): string {
  const { plans, period, closed, settings, given, payee, payouts, lines } = recorded
  const money = [...(payouts[0]?.keys() ?? [])].filter((column) => {
    const always = column === 'currency' || column === 'payable'
    return always || (!NOT_MONEY.has(column) && payouts.some((row) => !/^-?0(?:\.0+)?$/.test(row.get(column)!)))
  })
  const inputs = given.flatMap(([name]) => {
    const { types, decimal, date, null: blanks, values, on_bad_row } = settings.inputs[name] ?? {}
    // Texts that stand for ids would tell them.
    const telling = values && Object.fromEntries(Object.entries(values).filter(([column]) => !(column in IDS)))
    const own = Object.entries({ types, decimal, date, null: blanks, values: telling, on_bad_row })
    const said = own.filter(([, value]) => value !== undefined)
    return said.length > 0 ? [`    ${name}: ${JSON.stringify(Object.fromEntries(said))}\n`] : []
  })
  const first = settings.firstPeriod === undefined ? '' : `  first_period: ${settings.firstPeriod}\n`
  const ofCase = first + (inputs.length > 0 ? `  inputs:\n${inputs.join('')}` : '')
  return [
    `# Recorded from the project: names and ids are replaced, amounts and dates are not. Read it before you share it.\n`,
    `plans: [${plans.map(scalar).join(', ')}]\n`,
    `period: ${scalar(period)}\n`,
    closed.length > 0 ? `closed: [${closed.map(scalar).join(', ')}]\n` : '',
    ofCase === '' ? '' : `settings:\n${ofCase}`,
    'given:\n',
    ...given.map(([name, { columns, rows }]) => `  ${name}:\n${tableText(columns, rows, '    ')}`),
    `\ncases:\n  - name: ${scalar(`${payee} in ${period}, as recorded`)}\n    expect:\n`,
    expectText('payouts', payee, money, payouts),
    expectText('lines', payee, LINE_COLUMNS, lines),
  ].join('')
}

function expectText(
  output: string,
  payee: string,
  columns: readonly string[],
  rows: readonly ReadonlyMap<string, string>[],
): string {
  return `      ${output}:\n        where: { payee_id: ${payee} }\n        rows:\n${tableText(columns, rows, '          ')}`
}

function tableText(columns: readonly string[], rows: readonly ReadonlyMap<string, string>[], indent: string): string {
  const row = (cells: readonly string[]): string => `${indent}- [${cells.map(scalar).join(', ')}]\n`
  return row(columns) + rows.map((each) => row(columns.map((column) => each.get(column) ?? ''))).join('')
}

/** Text as YAML writes it between brackets: bare where it can mean nothing else. */
function scalar(text: string): string {
  return /^[\w.-][\w./%+-]*(?: [\w./%+-]+)*$/.test(text) && !/^-+(?: |$)/.test(text) ? text : JSON.stringify(text)
}
