import { ONE, type Decimal } from '../../base/decimal.js'
import type { DealId } from '../../model/ids.js'
import type { SplitRow, SplitType } from '../../model/records.js'
import { payeeChecker } from '../known-payee.js'
import type { TableSpec } from '../table-spec.js'

export const splitsTable: TableSpec<SplitRow> = {
  name: 'splits',
  row: 'split',
  key: ['deal_id', 'payee_id', 'type'],
  unique: true,
  columns: [
    {
      name: 'deal_id',
      kind: 'text',
      required: true,
      filled: true,
      inRecord: true,
      aliases: ['opportunity_id'],
      doc: 'The deal that is shared.',
    },
    { name: 'payee_id', kind: 'text', required: true, filled: true, inRecord: true, doc: 'A participant.' },
    {
      name: 'percent',
      kind: 'percent',
      inRecord: true,
      aliases: ['split_percentage', 'split_percent'],
      doc: 'His share: 33.33 and 33.33% both mean percent. Revenue rows of a deal total 100.',
    },
    {
      name: 'weight',
      kind: 'number',
      inRecord: true,
      doc: 'Instead of percent, for the whole file: parts of the sum.',
    },
    { name: 'type', kind: 'text', inRecord: true, aliases: ['split_type'], doc: 'revenue (or blank) or overlay.' },
  ],
  builder: (context) => {
    const payee = payeeChecker(context)
    /** The column that the first row fills: all others must fill the same one (F33). */
    let mode: 'percent' | 'weight' | undefined
    return (row) => {
      const { values, file, record } = row
      const share = values[2] as Decimal | undefined
      const weight = values[3] as Decimal | undefined
      const written = (values[4] as string).toLowerCase()
      if (written !== '' && written !== 'revenue' && written !== 'overlay') {
        row.bad(4, 'SPM2022', `type "${values[4] as string}" is neither revenue nor overlay.`)
      }
      const type: SplitType = written === 'overlay' ? 'overlay' : 'revenue'
      if (share !== undefined && weight !== undefined) {
        row.bad(3, 'SPM2024', 'The row has both a percent and a weight.')
      } else if (share !== undefined || weight !== undefined) {
        const own = share ? 'percent' : 'weight'
        mode ??= own
        if (own !== mode) row.bad(share ? 2 : 3, 'SPM2024', `The row has a ${own}, earlier rows a ${mode}.`)
      } else row.bad(mode === 'weight' ? 3 : 2, 'SPM2012', 'The row has neither a percent nor a weight.')
      if (share && (!share.isPositive() || share.isZero())) row.bad(2, 'SPM2023', 'A split percent must be above 0.')
      else if (share && type === 'revenue' && share.greaterThan(ONE)) {
        row.bad(2, 'SPM2023', 'A revenue split is at most 100 percent.')
      }
      if (weight && (!weight.isPositive() || weight.isZero())) row.bad(3, 'SPM2023', 'A split weight must be above 0.')
      return { deal: values[0] as DealId, payee: payee(row, 1), share, weight, type, file, record }
    }
  },
}
