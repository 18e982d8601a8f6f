import { groupBy } from '../base/order.js'
import { BALANCE_KINDS, OWED_TO_PAYEE, type Balance } from '../engine/balances.js'
import type { PayeeResult } from '../engine/calculate.js'
import { balancesTable } from '../run/tables/balances.js'
import type { ReportDefinition } from './definition.js'
import { personName } from './person-name.js'
import { borrowed, makeReport, type ReportColumn } from './report.js'

interface Row {
  readonly balance: Balance
  readonly result: PayeeResult
}

const column = borrowed<Row, Balance>(balancesTable.columns, ({ balance }) => balance)
const AMOUNTS = ['opening', 'added', 'taken', 'forgiven', 'closing']

const columns: readonly ReportColumn<Row>[] = [
  { ...column('kind', { place: 'heading' }), shown: ({ balance }) => `${balance.kind} (${whose(balance)})` },
  column('payee_id', { label: 'payee', keep: 'key' }),
  { name: 'name', type: 'text', names: 'name', doc: 'The name in force.', value: ({ result }) => personName(result) },
  column('currency', { place: 'heading' }),
  ...AMOUNTS.map((name) => column(name, name === 'forgiven' ? { keep: 'extra' } : {})),
]

function whose({ kind }: Balance): string {
  return OWED_TO_PAYEE.has(kind) ? 'owed to the payee' : 'owed by the payee'
}

/** What payees carry into and out of the period. */
export const balancesReport: ReportDefinition = {
  name: 'balances',
  options: [],
  examples: [
    'spm report balances --period 2026-03',
    'spm report balances --period 2026-03 --format xlsx --out balances.xlsx',
  ],
  about:
    'What each payee carries from closed periods, and what this one adds and takes;\n' +
    'computed from the inputs, nothing is written. By kind and plan currency, in order\n' +
    'of payee. All amounts are positive. What closed periods left: spm ledger.',
  build({ book, calculation, pseudonym }) {
    const rows = [...calculation.payees()].flatMap((result) =>
      result.balances.map((balance): Row => ({ balance, result })),
    )
    const order = ({ kind, currency }: Balance): string => `${BALANCE_KINDS.indexOf(kind)} ${currency}`
    const groups = [...groupBy(rows, ({ balance }) => order(balance))].sort(([a], [b]) => (a < b ? -1 : 1))
    const about = { period: book.period.id }
    const remarks = rows.length === 0 ? ['Nobody carries anything.'] : []
    return makeReport(
      { name: 'balances', title: `Balances ${book.period.id}`, about, remarks, pseudonym },
      columns,
      groups.map(([, mine]) => ({
        rows: mine,
        sums: { of: AMOUNTS, shown: { payee_id: 'total', name: `${mine.length} payees` } },
      })),
    )
  },
}
