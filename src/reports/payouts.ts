import { sum, type Decimal } from '../base/decimal.js'
import { groupBy, compareText } from '../base/order.js'
import { PAY_GROUPS } from '../engine/pay-groups.js'
import type { Payout } from '../engine/settle.js'
import { payoutsTable, type PayoutRow } from '../run/tables/payouts.js'
import type { ReportDefinition } from './definition.js'
import { borrowed, makeReport, type ReportColumn, type SectionContent } from './report.js'

/** A payout, or the sum of a section's. */
interface Row extends PayoutRow {
  /** Payees summed; 0 for a payee's own row. */
  readonly summed: number
}

const column = borrowed<Row, PayoutRow>(payoutsTable.columns, (row) => row)

const columns: readonly ReportColumn<Row>[] = [
  {
    ...column('payee_id', { label: 'payee', keep: 'key' }),
    shown: ({ summed, result }) => (summed > 0 ? 'total' : result.payee),
  },
  {
    ...column('name'),
    shown: (row) => (row.summed > 0 ? `${row.summed} payees` : column('name').value(row)),
  },
  column('period', { place: 'files' }),
  column('plans', { keep: 'extra' }),
  column('currency', { place: 'heading' }),
  ...PAY_GROUPS.map((group) => column(group, { label: group.replaceAll('_', '-'), keep: 'extra' })),
  column('total', { place: 'files' }),
  column('payable'),
  column('owed', { keep: 'extra' }),
  column('accrued', { keep: 'extra' }),
]

/** What payroll pays: a row for each payee, the most first, by pay currency. */
export const payoutsReport: ReportDefinition = {
  name: 'payouts',
  options: [],
  examples: ['spm report payouts --period 2026-03', 'spm report payouts --period 2026-03 --format md'],
  about:
    'What `spm calc` would pay, computed from the inputs; nothing is written. By pay\n' +
    'currency, the highest payout first, ties by id. Payees without pay are listed too.',
  build({ book, calculation, pseudonym }) {
    const rows: Row[] = []
    for (const result of calculation.payees()) {
      for (const payout of result.payouts) rows.push({ period: book.period.id, result, payout, summed: 0 })
    }
    const about = { period: book.period.id }
    const title = `Payouts ${book.period.id}`
    const sections = [...groupBy(rows, (row) => row.payout.currency)]
      .sort(([a], [b]) => compareText(a, b))
      .map(([, mine]) => section(mine))
    return makeReport({ name: 'payouts', title, about, remarks: [], pseudonym }, columns, sections)
  },
}

function section(mine: readonly Row[]): SectionContent<Row> {
  const rank = (a: Row, b: Row): number => b.payout.total.comparedTo(a.payout.total)
  const rows = mine.toSorted((a, b) => rank(a, b) || compareText(a.result.payee, b.result.payee))
  const add = (of: (payout: Payout) => Decimal): Decimal => sum(rows.map((row) => of(row.payout)))
  const payout: Payout = {
    ...rows[0]!.payout,
    plans: [],
    by: Object.fromEntries(PAY_GROUPS.map((group) => [group, add(({ by }) => by[group])])) as Payout['by'],
    total: add((each) => each.total),
    payable: add((each) => each.payable),
    owed: add((each) => each.owed),
    accrued: add((each) => each.accrued),
  }
  return { rows, rank, total: { ...rows[0]!, payout, summed: rows.length } }
}
