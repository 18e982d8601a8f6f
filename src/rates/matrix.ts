import * as z from 'zod'
import { mended } from '../base/decimal.js'
import { isAbsent, type Absent, type Frame } from '../expression/expression.js'
import { expressionText, ratioText, text } from '../yaml/scalars.js'
import { compileDimension, type Accumulating, type Dimension, type PerDeal } from './dimensions.js'
import { lookUp } from './look-up.js'
import { oneRate } from './one-rate.js'
import { checkSplit, paidOn, type PaidOn } from './paid-on.js'
import { expressionsIn, type CompiledRate, type RateContext, type RateStructure, type RateValue } from './rate.js'
import { cellValue } from './table-rows.js'
import { placesOf, tierReached, tierStarts, type Tier } from './tiers.js'
import { distance, mixedCourse, walk } from './walk.js'

const cell = z.union([ratioText, expressionText])
type Cells = string | readonly Cells[]
const three = z.array(z.union([cell, z.array(z.union([cell, z.array(cell)]))])).min(1)

const shape = z.strictObject({
  kind: z.literal('matrix'),
  dimensions: z
    .array(
      z.strictObject({
        by: expressionText.describe('attainment, amount, quantity, count; a number on deal and rep; or a column.'),
        at: z
          .enum(['end', 'running'])
          .describe('end: the band at the pay period’s end is that of the whole window; running: deal by deal.')
          .optional(),
        bands: z
          .array(
            z.union([
              ratioText,
              z.strictObject({
                from: ratioText.describe('Start of the band; the boundary itself belongs to it.').optional(),
                above: ratioText
                  .describe('Start of the band; the boundary itself belongs to the band below.')
                  .optional(),
              }),
            ]),
          )
          .min(1)
          .describe('Where each band starts, from the lowest up; the last one is open at the top.')
          .optional(),
        values: z
          .array(text)
          .min(1)
          .describe('The values of a column, one row or column of the matrix each.')
          .optional(),
      }),
    )
    .min(2)
    .max(3)
    .describe('Two or three: the first goes down the rows, the next across.'),
  rates: three.describe('A list for each band or value of the first dimension, and so on.').optional(),
  amounts: three.describe('Money per deal or per unit, laid out like `rates`.').optional(),
  per: z.enum(['deal', 'unit']).describe('What `amounts` are paid for.').optional(),
  split: z.enum(['share', 'whole']).describe('How a deal shared by several people counts.').optional(),
  otherwise: z
    .strictObject({
      rate: cell.describe('Share of the credited amount.').optional(),
      amount: cell.describe('Money per deal or per unit, in plan currency.').optional(),
    })
    .describe('What is paid outside of the matrix; without it such a deal is an error.')
    .optional(),
})
type Shape = z.infer<typeof shape>

/** A rate by two or three dimensions: attainment by product, margin by deal size (F27). */
export const matrix: RateStructure<Shape> = {
  kind: 'matrix',
  summary: 'a rate by two or three dimensions: bands or attributes',
  shape,
  compile(node, context) {
    const dimensions = node.dimensions.flatMap((each, index) => compileDimension(each, index, context) ?? [])
    if (dimensions.length < node.dimensions.length) return undefined
    const moving = dimensions.filter((each) => each.kind === 'accumulating')
    if (moving.length > 1) {
      const names = moving.map(({ by }) => by).join(' and ')
      context.report('SPM3223', `${names} both accumulate: a matrix can follow one of them`, ['dimensions'])
      return undefined
    }
    const own = moving[0]
    const paidBy = node.rates === undefined ? 'amount' : 'rate'
    const values = compileCells(node, dimensions, context)
    const otherwise = node.otherwise && cellValue(node.otherwise, paidBy, ['otherwise'], context)
    const on = paidOn(paidBy, node, context)
    const counts = paidBy === 'amount' || own?.by === 'count' || own?.by === 'quantity'
    if (!checkSplit(counts, node, context) || values === undefined || on === undefined) return undefined
    if (node.otherwise !== undefined && otherwise === undefined) return undefined
    const rateAt = (fixed: number): RateValue => lookUpAt(dimensions, values, otherwise, fixed)
    const all = [...values, ...(otherwise ? [otherwise] : [])]
    if (own === undefined) return oneRate('matrix', rateAt(0), on, node.split, all)
    const rate = { ...moved(own, rateAt, on, node.split), values: all }
    return { ...rate, cases: casesOf(dimensions, values, (at) => moved(own, at, on, node.split)) }
  },
}

/** The matrix with its accumulating dimension at one band: a value for each credit. */
function lookUpAt(
  dimensions: readonly Dimension[],
  values: readonly RateValue[],
  otherwise: RateValue | undefined,
  fixed: number,
): RateValue {
  const find = (frame: Frame): RateValue | Absent => {
    let index = 0
    for (const dimension of dimensions) {
      const at = dimension.kind === 'accumulating' ? fixed : dimension.find(frame)
      if (isAbsent(at)) return at.code === 'SPM5601' && otherwise !== undefined ? otherwise : at
      index = index * dimension.size + at
    }
    return values[index]!
  }
  const own = dimensions.filter((each): each is PerDeal => each.kind === 'per_deal')
  const expression = lookUp(find, {
    attributes: own.flatMap(({ attributes }) => attributes),
    expressions: own.flatMap(({ expressions }) => expressions),
    values: [...values, ...(otherwise ? [otherwise] : [])],
  })
  return { kind: 'expression', expression }
}

/** One rate for each place in the dimensions that do not accumulate. */
function casesOf(
  dimensions: readonly Dimension[],
  values: readonly RateValue[],
  rateOf: (rateAt: (band: number) => RateValue) => CompiledRate,
): NonNullable<CompiledRate['cases']> {
  let cases: { readonly label: string; readonly at: (band: number) => number }[] = [{ label: '', at: () => 0 }]
  for (const dimension of dimensions) {
    const { size } = dimension
    cases =
      dimension.kind === 'accumulating'
        ? cases.map(({ label, at }) => ({ label, at: (band) => at(band) * size + band }))
        : cases.flatMap(({ label, at }) =>
            dimension.labels.map((own, place) => ({
              label: label === '' ? own : `${label}, ${own}`,
              at: (band: number) => at(band) * size + place,
            })),
          )
  }
  return cases.map(({ label, at }) => ({ label, rate: rateOf((band) => values[at(band)]!) }))
}

/** The bands of what accumulates are tiers, whose rates are looked up deal by deal. */
function moved(
  { by, bands, mode }: Accumulating,
  rateAt: (band: number) => RateValue,
  on: PaidOn,
  split: Shape['split'],
): CompiledRate {
  const tiers = bands.map((band, index): Tier => ({ ...band, mode, value: rateAt(index) }))
  const stable = mode === 'marginal'
  return {
    kind: 'matrix',
    needsQuota: by === 'attainment',
    needsQuantity: by === 'quantity' || on === 'unit',
    stable,
    split,
    on,
    values: tiers.map(({ value }) => value),
    scale: { by, places: placesOf(tiers) },
    tiers: tiers.map(({ label }) => label),
    expressions: expressionsIn(tiers.map(({ value }) => value)),
    earn({ credits, quota, from = 0 }, evaluate) {
      const start = distance(credits.slice(0, from), by)
      const starts = tierStarts(tiers, by, quota)
      const reached = stable ? 0 : tierReached(tiers, starts, mended(distance(credits, by)))
      const step = walk({ tiers, by, on }, mixedCourse(tiers, starts, reached), start)
      return credits.slice(from).map((credit) => step(credit, evaluate))
    },
  }
}

/** The cells in one list, the last dimension running fastest. */
function compileCells(
  { rates, amounts }: Shape,
  dimensions: readonly Dimension[],
  context: RateContext,
): readonly RateValue[] | undefined {
  if ((rates === undefined) === (amounts === undefined)) {
    context.report('SPM3215', 'a matrix pays in one way: `rates` or `amounts`', [])
    return undefined
  }
  const key = rates === undefined ? 'amounts' : 'rates'
  const values: RateValue[] = []
  let ok = true
  const visit = (node: Cells, depth: number, path: readonly (string | number)[]): void => {
    const size = dimensions[depth]?.size
    if ((typeof node === 'string') !== (size === undefined) || (typeof node !== 'string' && node.length !== size)) {
      const found = typeof node === 'string' ? 'one value' : `${node.length} entries`
      const wanted = size === undefined ? 'one value' : `${size} entries`
      context.report('SPM3222', `expected ${wanted} here, one for each place of its dimension, found ${found}`, path)
      ok = false
    } else if (typeof node === 'string') {
      const value = context.rateValue(node, path, key === 'rates' ? 'rate' : 'amount')
      if (value === undefined) ok = false
      else values.push(value)
    } else for (const [index, each] of node.entries()) visit(each, depth + 1, [...path, index])
  }
  visit((rates ?? amounts)!, 0, [key])
  return ok ? values : undefined
}
