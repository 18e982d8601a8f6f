import { z } from 'zod'
import { mended, ZERO } from '../base/decimal.js'
import { Absent, type Expression } from '../expression/expression.js'
import type { CellType } from '../model/table.js'
import { expressionText } from '../yaml/scalars.js'
import { checkSplit } from './paid-on.js'
import type { RateContext, RateStructure } from './rate.js'
import { distance } from './walk.js'

const shape = z.strictObject({
  kind: z.literal('formula'),
  formula: expressionText.describe('What a credit pays, in plan currency; may be negative.'),
  split: z.enum(['share', 'whole']).describe('How `credit.quantity` of a shared deal counts.').optional(),
})
type Shape = z.infer<typeof shape>

/** What a formula may name beside `deal` and `rep`. Values of the credit come from the engine, the others from here. */
function namesIn(context: RateContext): ReadonlyMap<string, CellType> {
  return new Map<string, CellType>([
    ['credit.amount', 'number'],
    ...(context.scope.deal?.get('quantity') ? ([['credit.quantity', 'number']] as const) : []),
    ['credit.percent', 'number'],
    ['credit.date', 'date'],
    ['credit.payee_id', 'text'],
    ['quota', 'number'],
    ['attainment', 'number'],
    ...(targetSlot(context) === undefined ? [] : ([['target_incentive', 'number']] as const)),
  ])
}

/** An expression that gives the pay of each credit (F28). */
export const formula: RateStructure<Shape> = {
  kind: 'formula',
  summary: 'an expression giving the amount',
  shape,
  compile(node, context) {
    const written = context.numberAt(['formula'], namesIn(context))
    if (written === undefined) return undefined
    const { names } = written.uses
    const needsQuota = names.has('quota') || names.has('attainment')
    if (needsQuota && context.window === 'deal') {
      context.report('SPM3117', 'the formula needs a quota, which a single deal does not have', ['formula'])
      return undefined
    }
    if (!checkSplit(names.has('credit.quantity'), node, context)) return undefined
    const expression = withTarget(written, context)
    return {
      kind: 'formula',
      needsQuota,
      needsQuantity: names.has('credit.quantity'),
      stable: !names.has('attainment'),
      signed: true,
      split: node.split,
      tiers: [],
      expressions: [expression],
      earn({ credits, quota, from = 0 }, evaluate) {
        // Without a quota (none to date yet) nothing has been earned; where one is missing at the end is an error.
        const unmeasured = needsQuota && !quota?.greaterThan(ZERO)
        const measured = needsQuota && !unmeasured
        const values = {
          quota,
          attainment: measured ? mended(distance(credits, 'amount').dividedBy(quota!)) : undefined,
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
}

/** Where the reps file has the yearly target incentive (F22). */
function targetSlot({ scope }: RateContext): number | undefined {
  const column = scope.rep?.get('target_incentive')
  return column?.type === 'number' ? column.slot : undefined
}

/** `target_incentive` is the payee's own cell; a blank one is the payee's lack, not the deal's. */
function withTarget(expression: Expression, context: RateContext): Expression {
  const slot = targetSlot(context)
  if (slot === undefined || !expression.uses.names.has('target_incentive')) return expression
  const blank = new Absent('target_incentive is blank', 'rep', 'target_incentive')
  return {
    ...expression,
    uses: { ...expression.uses, rep: new Set([...expression.uses.rep, 'target_incentive']) },
    evaluate(frame) {
      const value = expression.evaluate({ ...frame, values: { ...frame.values, target_incentive: frame.rep![slot] } })
      return value instanceof Absent && value.root === 'name' && value.column === 'target_incentive' ? blank : value
    },
  }
}
