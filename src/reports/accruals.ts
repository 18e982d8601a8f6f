import { formatMoney } from '../base/money.js'
import type { OutputColumn } from '../run/output-table.js'
import { accrualGroups, accrualsOf, type Accrual, type WaitsFor } from './accrual-rows.js'
import type { ReportDefinition } from './definition.js'
import { personName } from './person-name.js'
import { makeReport, type ReportColumn } from './report.js'

const WORDS: Readonly<Record<WaitsFor, string>> = {
  pay_period: 'the plan’s pay period has not ended',
  release: 'not released yet',
  hold: 'held',
  threshold: 'too little to be paid',
}

function text(
  name: string,
  doc: string,
  value: (row: Accrual) => string,
  more: Omit<Partial<ReportColumn<Accrual>>, 'value'> = {},
): ReportColumn<Accrual> {
  const type: OutputColumn<Accrual>['type'] = 'text'
  return { name, type, doc, value, ...more }
}

const columns: readonly ReportColumn<Accrual>[] = [
  text('waits_for', 'Why it is not payable: pay_period, release, hold, threshold.', ({ why }) => why, {
    place: 'heading',
    shown: ({ why }) => WORDS[why],
  }),
  text('payee_id', 'As in the reps file.', ({ result }) => result.payee, {
    label: 'payee',
    keep: 'key',
    names: 'person',
  }),
  text('name', 'The name in force.', ({ result }) => personName(result), { names: 'name' }),
  text('plan_id', 'The plan; blank where it waits for no deal.', ({ plan }) => plan, { label: 'plan', keep: 'extra' }),
  text('component_id', 'The component.', ({ component }) => component, { label: 'component' }),
  text('deal_id', 'The deal; blank where it waits for none.', ({ deal }) => deal, { label: 'deal', names: 'deal' }),
  { name: 'credit_date', type: 'date', doc: 'The day the deal counts for.', keep: 'extra', value: ({ date }) => date },
  text('currency', 'Pay currency for pay_period, plan currency for the rest.', ({ currency }) => currency, {
    place: 'heading',
  }),
  {
    name: 'amount',
    type: 'number',
    doc: 'Earned and not payable yet.',
    value: ({ amount, currency }) => formatMoney(amount, currency),
  },
]

/** What is earned and not payable yet. */
export const accrualsReport: ReportDefinition = {
  name: 'accruals',
  options: [],
  examples: [
    'spm report accruals --period 2026-03',
    'spm report accruals --period 2026-03 --format csv > accruals.csv',
  ],
  about:
    'What is earned and not payable at the end of the period, and what it waits for:\n' +
    'the end of the plan’s pay period, a release, a hold, the payment threshold.\n' +
    'Computed from the inputs; nothing is written. In order of payee, then deal date.',
  build({ book, calculation, pseudonym }) {
    const all = [...calculation.payees()].flatMap((result) => accrualsOf(result, book.brought))
    const about = { period: book.period.id }
    const remarks = all.length === 0 ? ['Nothing waits: all that is earned is payable.'] : []
    return makeReport(
      { name: 'accruals', title: `Accruals ${book.period.id}`, about, remarks, pseudonym },
      columns,
      accrualGroups(all).map((rows) => ({ rows, sums: { of: ['amount'], shown: { payee_id: 'total' } } })),
    )
  },
}
