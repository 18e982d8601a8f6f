import { diagnose } from '../diagnostics/diagnostic.js'
import { nearest } from '../diagnostics/suggest.js'
import { groupBy, sortedBy } from '../base/order.js'
import type { SettledLine } from '../engine/settle.js'
import { payoutLinesTable } from '../run/tables/payout-lines.js'
import type { ReportDefinition, ReportInput } from './definition.js'
import { borrowed, makeReport, type ReportColumn } from './report.js'

const column = borrowed<SettledLine, SettledLine>(payoutLinesTable.columns, (row) => row)

/** In the order of payout-lines.csv; what people do not see stands in files. */
const SEEN: Readonly<Record<string, Omit<Partial<ReportColumn<SettledLine>>, 'value'>>> = {
  payee_id: { label: 'payee', keep: 'key' },
  plan_id: { label: 'plan', keep: 'extra' },
  component_id: { label: 'component' },
  kind: {},
  status: { place: 'heading' },
  deal_id: { label: 'deal' },
  source_period: { label: 'earned in', keep: 'extra' },
  credited_amount: { label: 'credited', keep: 'extra' },
  pay_amount: { label: 'pay' },
  pay_currency: { place: 'heading' },
  reason: { keep: 'extra' },
}
const columns = payoutLinesTable.columns.map(({ name }) => column(name, SEEN[name] ?? { place: 'files' }))

/** Every amount that makes up the payouts. */
export const linesReport: ReportDefinition = {
  name: 'lines',
  options: [{ flags: '--payee <id>', summary: 'one payee’s lines' }],
  examples: [
    'spm report lines --period 2026-03 --payee E-12',
    'spm report lines --period 2026-03 --format xlsx --out lines.xlsx',
  ],
  about:
    'Every line of `spm calc`, computed from the inputs; nothing is written. What is\n' +
    'payable now first, then what is accrued, by pay currency. The payable lines of a\n' +
    'payee sum to his payout.',
  build(input, option, found) {
    const { book, calculation, pseudonym } = input
    const payee = option('payee')
    if (payee !== undefined && !isKnown(input, payee)) {
      const near = nearest(payee, [...book.payees.keys()])
      const fix = near === undefined ? undefined : `Did you mean "${near}"?`
      found.push(diagnose('SPM1032', `there is no payee "${payee}"`, { fix }))
      return undefined
    }
    const rows: SettledLine[] = []
    // Everybody is settled: what is wrong elsewhere stops the report as it stops a run.
    for (const result of calculation.payees())
      if (payee === undefined || result.payee === payee) rows.push(...result.lines)
    const shown = payee === undefined ? undefined : (pseudonym?.('person', payee) ?? payee)
    const title = `Lines ${book.period.id}${shown === undefined ? '' : ` of ${shown}`}`
    const about = { period: book.period.id, ...(shown !== undefined && { payee: shown }) }
    const groups = groupBy(rows, ({ status, payCurrency }) => `${status === 'payable' ? 0 : 1} ${payCurrency}`)
    const sections = sortedBy(groups, ([key]) => key).map(([, mine]) => ({
      rows: mine,
      sums: { of: ['pay_amount'], shown: { payee_id: 'total' } },
    }))
    const remarks = rows.length === 0 ? ['No lines.'] : []
    return makeReport({ name: 'lines', title, about, remarks, pseudonym }, columns, sections)
  },
}

function isKnown({ book }: ReportInput, payee: string): boolean {
  return [...book.payees.keys()].some((id) => id === payee)
}
