import { formatMoney } from '../../base/money.js'
import type { Decimal } from '../../base/decimal.js'
import type { PayeeResult } from '../../engine/calculate.js'
import { PAY_GROUPS, type PayGroup } from '../../engine/pay-groups.js'
import type { Payout } from '../../engine/settle.js'
import type { OutputColumn, OutputTable } from '../output-table.js'

export interface PayoutRow {
  readonly period: string
  readonly result: PayeeResult
  readonly payout: Payout
}

function money(name: string, doc: string, of: (payout: Payout) => Decimal): OutputColumn<PayoutRow> {
  return { name, type: 'number', doc, value: ({ payout }) => formatMoney(of(payout), payout.currency) }
}

const GROUP_DOCS: Readonly<Record<PayGroup, string>> = {
  commission: 'On deals credited in the pay period, SPIFFs included.',
  override: 'On deals of the people below.',
  bonus: 'Bonuses, objectives (MBO), pools and prizes.',
  re_rating: 'Changes on earlier deals of the window.',
  gates: 'What waits for or is lost to closed gates, negative; what is released.',
  caps: 'What caps and spent budgets cut, negative; what is carried into room.',
  floors: 'What tops components and the plan up to their minimum.',
  adjustment: 'Approved amounts of the adjustments file for this period; no cap or gate acts on them.',
  true_ups: 'What closed periods pay more or less by today’s data.',
  clawbacks: 'What is taken back of the pay on cancelled deals, negative; what leavers lose.',
  guarantee: 'What tops pay up to the guarantee of the plan; nobody owes it.',
  balances:
    'Draws paid and recovered; what waits for its release or is held, and what of it is paid; what is carried of a total below zero, or waits for the threshold, and what of it comes back.',
  advance: 'What was paid at the period’s start (`netted: same_period`), negative: payable does not hold it again.',
}

export const payoutsTable: OutputTable<PayoutRow> = {
  file: 'payouts.csv',
  doc: 'One row for each payee and pay currency, also for those who earned nothing. Amounts in pay currency.',
  columns: [
    {
      name: 'payee_id',
      type: 'text',
      names: 'person',
      doc: 'As in the reps file.',
      value: ({ result }) => result.payee,
    },
    { name: 'name', type: 'text', names: 'name', doc: 'The name in force at the end of the period.', value: nameOf },
    { name: 'period', type: 'text', doc: 'The period being paid.', value: ({ period }) => period },
    {
      name: 'plans',
      type: 'text',
      doc: 'The plans that pay in this currency.',
      value: ({ payout }) => [...new Set(payout.plans.map((plan) => plan.id))].join(' '),
    },
    { name: 'currency', type: 'text', doc: 'Pay currency.', value: ({ payout }) => payout.currency },
    ...PAY_GROUPS.map((group) => money(group, GROUP_DOCS[group], ({ by }) => by[group])),
    money('total', `${PAY_GROUPS.join(' + ')}.`, (payout) => payout.total),
    money('payable', 'What payroll pays: the total, or 0 where it is negative.', (payout) => payout.payable),
    money('owed', 'A negative total, as a positive amount owed by the payee.', (payout) => payout.owed),
    money('accrued', 'Earned on plans whose pay period has not ended.', (payout) => payout.accrued),
  ],
}

function nameOf({ result }: PayoutRow): string {
  return result.participations.at(-1)!.current.row.name
}
