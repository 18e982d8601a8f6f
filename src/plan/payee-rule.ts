import { ONE, parseRatio, ZERO } from '../base/decimal.js'
import type { Expression, ExpressionScope } from '../expression/expression.js'
import { conjunctsOf } from '../expression/conjuncts.js'
import type { Columns } from '../model/table.js'
import type { Compiler, Path } from './compile.js'
import type { PayeeConditions, PayeeRule } from './plan.js'
import type { CreditRuleShape } from './credit-shapes.js'

type RuleShape = Extract<CreditRuleShape, { rule: unknown }>['rule']

/** Credit by a condition on rep and deal. */
export function compilePayeeRule(
  { where, share }: RuleShape,
  path: Path,
  { report, expression, context }: Compiler,
): PayeeRule | undefined {
  const { deals, reps } = context
  const scope: ExpressionScope = { deal: deals, rep: reps }
  const whole = expression([...path, 'where'], scope, 'boolean')
  const part = share === undefined ? ONE : parseRatio(share)
  if (part === undefined || !part.greaterThan(ZERO) || part.greaterThan(ONE)) {
    report('SPM3321', `a share of ${share} of each deal`, [...path, 'share'])
    return undefined
  }
  if (whole === undefined) return undefined
  const onDeal: Expression[] = []
  const matching: Expression[] = []
  const others: Expression[] = []
  const compared = new Map<string, number>()
  for (const { condition, matches } of conjunctsOf(where, scope)) {
    const { deal, rep } = condition.uses
    if (rep.size === 0) onDeal.push(condition)
    else (matches || deal.size === 0 ? matching : others).push(condition)
    for (const name of matches ? deal : []) {
      const column = deals.get(name)
      if (column?.type === 'text') compared.set(name, column.slot)
    }
  }
  return {
    text: where,
    share: part,
    onDeal,
    matching: reading(matching, deals),
    others: reading(others, deals),
    compared: [...compared].map(([name, slot]) => ({ name, slot })),
  }
}

function reading(conditions: readonly Expression[], deals: Columns): PayeeConditions {
  const names = new Set(conditions.flatMap(({ uses }) => [...uses.deal]))
  return { conditions, slots: [...names].flatMap((name) => deals.get(name)?.slot ?? []) }
}
