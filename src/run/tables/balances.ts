import { formatMoney } from '../../base/money.js'
import type { Balance } from '../../engine/balances.js'
import type { OutputTable } from '../output-table.js'

function money(name: string, doc: string, of: (balance: Balance) => Balance['opening']) {
  return { name, type: 'number' as const, doc, value: (row: Balance) => formatMoney(of(row), row.currency) }
}

export const balancesTable: OutputTable<Balance> = {
  file: 'balances.csv',
  doc: 'What each payee carries from closed periods into later ones; only what stands or has moved. All amounts positive, in plan currency.',
  columns: [
    { name: 'payee_id', type: 'text', names: 'person', doc: 'As in the reps file.', value: ({ payee }) => payee },
    {
      name: 'kind',
      type: 'text',
      doc: 'draw: owed by the payee, what draws have topped up or paid in advance; negative: owed by him, since a total came out below zero; accrued: owed to him, earned and not payable yet; held: owed to him, stopped by a hold; threshold: owed to him, since it was too little to be paid.',
      value: ({ kind }) => kind,
    },
    { name: 'currency', type: 'text', doc: 'Plan currency.', value: ({ currency }) => currency },
    money(
      'opening',
      'What the latest closed period left; in the first period, what opening.csv brings.',
      ({ opening }) => opening,
    ),
    money('added', 'What this run adds.', ({ added }) => added),
    money('taken', 'What this run takes from it.', ({ taken }) => taken),
    money('forgiven', 'What nobody has to pay any more.', ({ forgiven }) => forgiven),
    money('closing', 'opening + added - taken - forgiven.', ({ closing }) => closing),
  ],
}
