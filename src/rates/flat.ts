import * as z from 'zod'
import { expressionText, ratioText } from '../yaml/scalars.js'
import { oneRate } from './one-rate.js'
import { checkSplit, paidOn } from './paid-on.js'
import type { RateStructure } from './rate.js'

const shape = z.strictObject({
  kind: z.literal('flat'),
  rate: z
    .union([ratioText, expressionText])
    .describe('Share of the credited amount: 10%, or an expression.')
    .optional(),
  amount: z.union([ratioText, expressionText]).describe('Money per deal or per unit, in plan currency.').optional(),
  per: z.enum(['deal', 'unit']).describe('What `amount` is paid for.').optional(),
  split: z.enum(['share', 'whole']).describe('How a deal shared by several people counts (with `amount`).').optional(),
})
type Shape = z.infer<typeof shape>

/** One rate on the credited amount, or one sum per deal or unit. */
export const flat: RateStructure<Shape> = {
  kind: 'flat',
  summary: 'one rate on the amount, or a sum per deal or per unit',
  shape,
  compile(node, context) {
    if ((node.rate === undefined) === (node.amount === undefined)) {
      context.report('SPM3101', 'a flat rate has either `rate` or `amount`', node.rate === undefined ? [] : ['amount'])
      return undefined
    }
    const key = node.rate === undefined ? 'amount' : 'rate'
    const value = context.rateValue(node[key]!, [key], key)
    const on = paidOn(key, node, context)
    if (!checkSplit(key === 'amount', node, context) || value === undefined || on === undefined) return undefined
    return oneRate('flat', value, on, node.split)
  },
}
