import { formatFraction } from '../../base/fraction.js'
import type { Decimal } from '../../base/decimal.js'
import { formatMoney } from '../../base/money.js'
import { paidOf, type DealPay } from '../../engine/deal-pay.js'
import type { OutputColumn, OutputTable } from '../output-table.js'

function text(name: string, doc: string, value: (row: DealPay) => string): OutputColumn<DealPay> {
  return { name, type: 'text', doc, value }
}

function money(name: string, doc: string, of: (row: DealPay) => Decimal): OutputColumn<DealPay> {
  return { name, type: 'number', doc, value: (row) => formatMoney(of(row), row.currency) }
}

export const dealPayTable: OutputTable<DealPay> = {
  file: 'deal-pay.csv',
  doc: 'Where the pay on each deal stands to date, where it can wait, be held or be taken back; only deals for which this run changed it. In plan currency; earned = clawed_back + forfeited + paid + accrued + held.',
  columns: [
    text('payee_id', 'As in the reps file.', ({ payee }) => payee),
    text('plan_id', 'The plan.', ({ plan }) => plan),
    text('component_id', 'The component of the plan.', ({ component }) => component),
    text('deal_id', 'The deal.', ({ deal }) => deal),
    { name: 'credit_date', type: 'date', doc: 'The day the deal counts for.', value: ({ credited }) => credited },
    text('currency', 'Plan currency.', ({ currency }) => currency),
    money('earned', 'By today’s data, what true-ups change included.', ({ earned }) => earned),
    text('cancelled', 'What part of the deal has been cancelled: 1 is all of it.', (row) =>
      formatFraction(row.cancelled),
    ),
    money('cancelled_pay', 'How much of `earned` was earned on that part.', (row) => row.cancelledPay),
    text('taken_back', 'What share of the pay on the deal is taken back for it.', ({ taken }) => formatFraction(taken)),
    money('clawed_back', 'That share, rounded.', ({ clawedBack }) => clawedBack),
    money('forfeited', 'Not released when the payee left.', ({ forfeited }) => forfeited),
    money('paid', 'Paid so far, before draws and what is owed.', paidOf),
    money('accrued', 'Earned and not payable yet.', ({ accrued }) => accrued),
    money('held', 'Payable and held.', ({ held }) => held),
  ],
}
