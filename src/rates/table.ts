import * as z from 'zod'
import { isAbsent, type Absent, type Frame } from '../expression/expression.js'
import { expressionText, ratioText, text } from '../yaml/scalars.js'
import { compileAttribute, type Attribute } from './attribute.js'
import { lookUp, noAnswer } from './look-up.js'
import { onceAmount } from './once-amount.js'
import { oneRate } from './one-rate.js'
import { checkSplit, paidOn } from './paid-on.js'
import type { RateContext, RateStructure, RateValue } from './rate.js'
import {
  cellValue,
  collide,
  compileRow,
  covers,
  matches,
  ROW_KEYS,
  type RowShape,
  type TableRow,
} from './table-rows.js'

const rate = z.union([ratioText, expressionText]).describe('Share of the credited amount.').optional()
const amount = z.union([ratioText, expressionText]).describe('Money per deal or per unit, in plan currency.').optional()

const shape = z.strictObject({
  kind: z.literal('table'),
  by: z.array(text).min(1).describe('The attributes: columns of the deals, or rep.x.'),
  match: z
    .enum(['first', 'specific'])
    .describe('first: the first row that fits; specific: the one that gives the earliest attribute of `by`.'),
  per: z.enum(['deal', 'unit']).describe('What the `amount` of a row is paid for.').optional(),
  split: z.enum(['share', 'whole']).describe('How a deal shared by several people counts (with `amount`).').optional(),
  rows: z
    .array(
      z
        .object({ when: expressionText.describe('A further condition on the deal and rep.').optional(), rate, amount })
        .catchall(z.union([text, z.array(text).min(1)])),
    )
    .min(1)
    .describe('Attributes and what they pay; an attribute left out matches any.'),
  otherwise: z
    .strictObject({ rate, amount })
    .describe('What is paid where no row fits; without it such a deal is an error.')
    .optional(),
})
type Shape = z.infer<typeof shape>

/** A rate or an amount by attributes of the deal and the payee (F30). */
export const table: RateStructure<Shape> = {
  kind: 'table',
  summary: 'a rate or an amount by product, region and other attributes',
  shape,
  compile(node, context) {
    const paidBy = (node.rows[0] as RowShape)['amount'] === undefined ? 'rate' : 'amount'
    const value = compileTable(node, paidBy, context)
    const on = paidOn(paidBy, node, context)
    if (!checkSplit(paidBy === 'amount', node, context) || value === undefined || on === undefined) return undefined
    return oneRate('table', value.found, on, node.split, value.values)
  },
  compileOnce(node, context) {
    for (const key of ['per', 'split'] as const) {
      if (node[key] !== undefined) context.report('SPM3904', `\`${key}\` has no effect: the amount is paid once`, [key])
    }
    const value = compileTable(node, 'amount', context)
    return value && { ...onceAmount('table', value.found), values: value.values }
  },
}

/** The value that the table gives a deal, and all that it may be. */
interface Found {
  readonly found: RateValue
  readonly values: readonly RateValue[]
}

function compileTable(node: Shape, paidBy: 'rate' | 'amount', context: RateContext): Found | undefined {
  const attributes = compileAttributes(node.by, context)
  const rows = attributes && compileRows(node.rows as readonly RowShape[], attributes, paidBy, node.match, context)
  const otherwise = node.otherwise && cellValue(node.otherwise, paidBy, ['otherwise'], context)
  if (rows === undefined) return undefined
  if (node.otherwise !== undefined) {
    if (otherwise === undefined) return undefined
    const all = rows.findIndex(({ rank, when }) => rank === 0 && when === undefined)
    if (all >= 0) {
      context.report('SPM3213', `\`otherwise\` is never reached: row ${all + 1} fits every deal`, ['otherwise'])
      return undefined
    }
  }
  const find = node.match === 'first' ? findFirst : findSpecific
  const values = [...rows.map(({ value }) => value), ...(otherwise ? [otherwise] : [])]
  const expression = lookUp((frame) => find(rows, attributes!, frame) ?? otherwise ?? none(attributes!, frame), {
    attributes: attributes!,
    expressions: rows.flatMap(({ when }) => when ?? []),
    values,
  })
  return { found: { kind: 'expression', expression }, values }
}

function none(attributes: readonly Attribute[], frame: Frame): Absent {
  return noAnswer('SPM5601', 'no row of its table fits', attributes, frame)
}

function findFirst(
  rows: readonly TableRow[],
  attributes: readonly Attribute[],
  frame: Frame,
): RateValue | Absent | undefined {
  for (const row of rows) {
    const fits = matches(row, attributes, frame)
    if (isAbsent(fits)) return fits
    if (fits) return row.value
  }
  return undefined
}

/** The row that gives the earlier attribute wins; two that give the same ones are a tie, which nothing settles. */
function findSpecific(
  rows: readonly TableRow[],
  attributes: readonly Attribute[],
  frame: Frame,
): RateValue | Absent | undefined {
  let best: TableRow | undefined
  let twin: TableRow | undefined
  for (const row of rows) {
    if (best !== undefined && row.rank < best.rank) continue
    const fits = matches(row, attributes, frame)
    if (isAbsent(fits)) return fits
    if (!fits) continue
    twin = row.rank === best?.rank ? best : undefined
    best = row
  }
  if (best === undefined || twin === undefined) return best?.value
  const what = `rows ${rows.indexOf(twin) + 1} and ${rows.indexOf(best) + 1} of its table fit alike`
  return noAnswer('SPM5602', what, attributes, frame)
}

function compileAttributes(names: readonly string[], context: RateContext): readonly Attribute[] | undefined {
  const attributes = names.flatMap((name, index) => {
    if ((ROW_KEYS as readonly string[]).includes(name)) {
      const message = `in a row \`${name}\` is what it pays or asks: write "deal.${name}" for the column`
      context.report('SPM3210', message, ['by', index])
      return []
    }
    return compileAttribute(name, ['by', index], context) ?? []
  })
  return attributes.length === names.length ? attributes : undefined
}

function compileRows(
  shapes: readonly RowShape[],
  attributes: readonly Attribute[],
  paidBy: 'rate' | 'amount',
  match: Shape['match'],
  context: RateContext,
): readonly TableRow[] | undefined {
  const rows = shapes.flatMap((row, index) => compileRow(row, index, attributes, paidBy, context) ?? [])
  if (rows.length < shapes.length) return undefined
  let ok = true
  for (const [index, row] of rows.entries()) {
    const before = rows.slice(0, index)
    const same = before.findIndex((each) => (match === 'first' ? covers(each, row) : collide(each, row)))
    if (same < 0) continue
    ok = false
    const path = ['rows', index]
    if (match === 'first') context.report('SPM3213', `row ${same + 1} fits all that row ${index + 1} is for`, path)
    else context.report('SPM3214', `rows ${same + 1} and ${index + 1} fit the same deals alike`, path)
  }
  return ok ? rows : undefined
}
