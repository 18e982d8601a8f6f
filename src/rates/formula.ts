import * as z from 'zod'
import { settled, ZERO } from '../base/decimal.js'
import type { CellType } from '../model/table.js'
import { expressionText } from '../yaml/scalars.js'
import { onceAmount } from './once-amount.js'
import { checkSplit } from './paid-on.js'
import type { RateContext, RateStructure } from './rate.js'
import { distance } from './walk.js'

const shape = z.strictObject({
  kind: z.literal('formula'),
  formula: expressionText.describe('What a credit pays, in plan currency; may be negative.'),
  split: z.enum(['share', 'whole']).describe('How `credit.quantity` of a shared deal counts.').optional(),
})
type Shape = z.infer<typeof shape>

/** What a formula on a deal may name beside what every rate may: the window's quota and attainment. */
function namesIn({ names }: RateContext): ReadonlyMap<string, CellType> {
  return new Map<string, CellType>([...names, ['quota', 'number'], ['attainment', 'number']])
}

/** An expression that gives the pay of each credit (F28). */
export const formula: RateStructure<Shape> = {
  kind: 'formula',
  summary: 'an expression giving the amount',
  shape,
  compile(node, context) {
    const expression = context.numberAt(['formula'], namesIn(context))
    if (expression === undefined) return undefined
    const { names } = expression.uses
    const needsQuota = names.has('quota') || names.has('attainment')
    if (needsQuota && context.window === 'deal') {
      context.report('SPM3117', 'the formula needs a quota, which a single deal does not have', ['formula'])
      return undefined
    }
    if (!checkSplit(names.has('credit.quantity'), node, context)) return undefined
    return {
      kind: 'formula',
      needsQuota,
      needsQuantity: names.has('credit.quantity'),
      stable: !names.has('attainment'),
      signed: true,
      on: 'amount',
      values: undefined,
      split: node.split,
      tiers: [],
      expressions: [expression],
      earn({ credits, quota, from = 0 }, evaluate) {
        // Without a quota (none to date yet) nothing has been earned; where one is missing at the end is an error.
        const unmeasured = needsQuota && !quota?.greaterThan(ZERO)
        const measured = needsQuota && !unmeasured
        const values = {
          quota,
          attainment: measured ? settled(distance(credits, 'amount').dividedBy(quota!)) : undefined,
        }
        let position = distance(credits.slice(0, from), 'amount')
        return credits.slice(from).map((credit) => {
          const before = position
          position = before.plus(credit.amount)
          const pay = unmeasured ? ZERO : evaluate(expression, credit, values)
          // For display: what the credit would have been multiplied with.
          const rate = credit.amount.isZero() ? ZERO : pay.dividedBy(credit.amount)
          return [{ tier: -1, from: before, to: position, base: credit.amount, rate, pay }]
        })
      },
    }
  },
  compileOnce(node, context) {
    if (node.split !== undefined) {
      context.report('SPM3904', '`split` has no effect: the amount is paid once', ['split'])
      return undefined
    }
    const expression = context.numberAt(['formula'], context.names)
    return expression && onceAmount('formula', { kind: 'expression', expression })
  },
}
