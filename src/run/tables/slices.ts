import { formatExact, ONE } from '../../base/decimal.js'
import type { Line, Part } from '../../engine/line.js'
import type { Slice } from '../../rates/rate.js'
import type { OutputTable } from '../output-table.js'

/** A slice of one deal in one tier, or what one deal contributes to a line that speaks of several. */
export interface SliceRow {
  readonly line: Line
  /** From 1 within the line. */
  readonly n: number
  readonly slice: Slice | undefined
  readonly part: Part | undefined
}

export function sliceRows(line: Line): readonly SliceRow[] {
  return [
    ...line.slices.map((slice, index) => ({ line, n: index + 1, slice, part: undefined })),
    ...line.parts.map((part, index) => ({ line, n: index + 1, slice: undefined, part })),
  ]
}

function tiersOf({ component }: Line): readonly string[] {
  return component && 'rate' in component ? component.rate.tiers : []
}

export const slicesTable: OutputTable<SliceRow> = {
  file: 'slices.csv',
  doc: 'What a line is made of: the part of the deal in each tier, or the part of each deal. Pays sum to exact_amount.',
  columns: [
    { name: 'line_id', type: 'text', doc: 'The line in payout-lines.csv.', value: ({ line }) => line.id },
    { name: 'n', type: 'number', doc: 'Number within the line, from 1.', value: ({ n }) => String(n) },
    {
      name: 'deal_id',
      type: 'text',
      doc: 'The deal; blank for an opening credit.',
      value: ({ line, part }) => (part?.credit ?? line.credit)?.dealId ?? '',
    },
    {
      name: 'tier',
      type: 'text',
      doc: 'Where the tier starts; an objective, a place, a pool; blank for flat rates and parts.',
      value: ({ line, slice }) => (slice ? (slice.label ?? tiersOf(line)[slice.tier] ?? '') : ''),
    },
    {
      name: 'from',
      type: 'number',
      doc: 'Position in the tiers (amount, quantity or count) before the slice.',
      value: ({ slice }) => (slice ? formatExact(slice.from) : ''),
    },
    {
      name: 'to',
      type: 'number',
      doc: 'Position after the slice.',
      value: ({ slice }) => (slice ? formatExact(slice.to) : ''),
    },
    {
      name: 'base',
      type: 'number',
      doc: 'What the rate is multiplied with: an amount, or a number of deals or units.',
      value: ({ slice }) => (slice ? formatExact(slice.base) : ''),
    },
    {
      name: 'rate',
      type: 'number',
      doc: 'A ratio (0.08 is 8 %), points added included, or money per deal or unit.',
      value: ({ slice }) => (slice ? formatExact(slice.rate) : ''),
    },
    {
      name: 'multiplier',
      type: 'number',
      doc: 'The line’s multiplier.',
      value: ({ line, slice }) => (slice ? formatExact(line.base?.multiplier ?? ONE) : ''),
    },
    {
      name: 'pay',
      type: 'number',
      doc: 'base x rate x multiplier, exact, in plan currency, to 12 decimals.',
      value: ({ slice, part }) => formatExact((slice ?? part)!.pay),
    },
  ],
}
