import type { Decimal } from '../../base/decimal.js'
import type { PeriodId } from '../../model/ids.js'
import type { ObjectiveRow } from '../../model/records.js'
import { payeeChecker } from '../known-payee.js'
import type { TableSpec } from '../table-spec.js'

export const objectivesTable: TableSpec<ObjectiveRow> = {
  name: 'objectives',
  row: 'objective',
  key: ['payee_id', 'period', 'objective_id', 'component'],
  unique: true,
  columns: [
    { name: 'payee_id', kind: 'text', required: true, filled: true, inRecord: true, doc: 'Whose objective.' },
    {
      name: 'period',
      kind: 'period',
      required: true,
      filled: true,
      inRecord: true,
      aliases: ['period_id'],
      doc: 'The window of the mbo component, such as 2026-Q1.',
    },
    {
      name: 'objective_id',
      kind: 'text',
      required: true,
      filled: true,
      inRecord: true,
      aliases: ['objective'],
      doc: 'Names it in slices.csv.',
    },
    {
      name: 'weight',
      kind: 'percent',
      required: true,
      filled: true,
      inRecord: true,
      doc: 'Its part of the target: 40 and 40% both mean percent. Those of a payee and period total 100.',
    },
    {
      name: 'score',
      kind: 'percent',
      required: true,
      inRecord: true,
      doc: 'How far it was met: 95 and 95% both mean percent; blank: not judged yet, an exception and not paid.',
    },
    {
      name: 'component',
      kind: 'text',
      inRecord: true,
      aliases: ['component_id'],
      doc: 'The mbo component; blank: every one with this window.',
    },
    { name: 'target', kind: 'text', doc: 'What was agreed, for people.' },
    { name: 'actual', kind: 'text', doc: 'What was reached, for people.' },
  ],
  builder: (context) => {
    const payee = payeeChecker(context)
    return (row) => {
      const { values, file, record } = row
      const weight = values[3] as Decimal | undefined
      const score = values[4] as Decimal | undefined
      if (weight && (weight.isNegative() || weight.isZero())) row.bad(3, 'SPM2023', 'A weight must be above 0.')
      if (score?.isNegative()) row.bad(4, 'SPM2023', 'A score cannot be below 0.')
      return {
        payee: payee(row, 0),
        period: values[1] as PeriodId,
        id: values[2] as string,
        weight: weight!,
        score,
        component: values[5] as string,
        file,
        record,
      }
    }
  },
}
