import type { Decimal } from '../../base/decimal.js'
import type { Currency } from '../../base/money.js'
import type { PeriodId } from '../../model/ids.js'
import type { AdjustmentRow } from '../../model/records.js'
import { checkCurrencyMark } from '../currency-mark.js'
import { payeeChecker } from '../known-payee.js'
import type { ColumnSpec, TableSpec } from '../table-spec.js'

const FILLED = { required: true, filled: true, inRecord: true } as const

const columns = [
  {
    name: 'id',
    kind: 'text',
    ...FILLED,
    aliases: ['adjustment_id'],
    doc: 'Names the adjustment; unique in all files.',
  },
  {
    name: 'period',
    kind: 'period',
    ...FILLED,
    aliases: ['period_id'],
    doc: 'The period whose run pays it, such as 2026-03. No other run does.',
  },
  { name: 'payee_id', kind: 'text', ...FILLED, doc: 'Whom it pays; he may have left.' },
  {
    name: 'amount',
    kind: 'number',
    ...FILLED,
    doc: 'In pay currency; negative to take back. Never 0, and no parts of the smallest coin.',
  },
  { name: 'reason', kind: 'text', ...FILLED, doc: 'Why, as the payee may read it.' },
  { name: 'requested_by', kind: 'text', ...FILLED, doc: 'Who asked for it: a payee_id, or any other name.' },
  {
    name: 'approved_by',
    kind: 'text',
    ...FILLED,
    doc: 'Who approved it: neither the one who asked for it nor the payee.',
  },
  {
    name: 'plan',
    kind: 'text',
    inRecord: true,
    aliases: ['plan_id'],
    doc: 'The plan it belongs to; blank: the one that the payee is on at the period’s end, or was on last.',
  },
  {
    name: 'component',
    kind: 'text',
    inRecord: true,
    aliases: ['component_id'],
    doc: 'The component of the payee’s plan that it corrects; blank: his plan as a whole.',
  },
  {
    name: 'deal_id',
    kind: 'text',
    inRecord: true,
    aliases: ['opportunity_id'],
    doc: 'The deal it is about; it need not be in the deals file.',
  },
  { name: 'currency', kind: 'currency', inRecord: true, doc: 'Blank, or the payee’s pay currency.' },
  { name: 'reference', kind: 'text', inRecord: true, doc: 'A ticket or letter, for people.' },
] as const satisfies readonly ColumnSpec[]

export const adjustmentsTable: TableSpec<AdjustmentRow> = {
  name: 'adjustments',
  row: 'adjustment',
  key: ['id'],
  unique: true,
  total: 'amount',
  columns,
  builder: (context) => {
    const payee = payeeChecker(context)
    return (row) => {
      const { values, file, record } = row
      const amount = values[3] as Decimal
      const currency = (values[10] as string) || undefined
      if ((values[3] as Decimal | undefined)?.isZero()) row.bad(3, 'SPM2050', 'The amount is 0.')
      checkCurrencyMark(row, 3, currency ?? '')
      return {
        id: values[0] as string,
        period: values[1] as PeriodId,
        payee: payee(row, 2),
        amount,
        reason: values[4] as string,
        requestedBy: values[5] as string,
        approvedBy: values[6] as string,
        plan: values[7] as string,
        component: values[8] as string,
        deal: values[9] as string,
        currency: currency as Currency | undefined,
        reference: values[11] as string,
        file,
        record,
      }
    }
  },
}
