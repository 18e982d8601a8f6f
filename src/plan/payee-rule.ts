import { ONE, parseRatio, ZERO } from '../base/decimal.js'
import type { Expression, ExpressionScope } from '../expression/expression.js'
import { conjunctsOf } from '../expression/conjuncts.js'
import type { Compiler, Path } from './compiler.js'
import type { CreditRuleShape } from './credit-shapes.js'
import type { PayeeRule } from './plan.js'

type RuleShape = Extract<CreditRuleShape, { rule: unknown }>['rule']

/** Credit by a condition on rep and deal. */
export function compilePayeeRule(
  { where, share }: RuleShape,
  path: Path,
  { report, expression, context, constants }: Compiler,
): PayeeRule | undefined {
  const { deals, reps, tables } = context
  const scope: ExpressionScope = { deal: deals, rep: reps, tables, constants }
  const whole = expression([...path, 'where'], scope, 'boolean')
  const part = share === undefined ? ONE : parseRatio(share)
  if (part === undefined || !part.greaterThan(ZERO) || part.greaterThan(ONE)) {
    report('SPM3321', `a share of ${share} of each deal`, [...path, 'share'])
    return undefined
  }
  if (whole === undefined) return undefined
  const parts = { onDeal: [] as Expression[], onRep: [] as Expression[], onBoth: [] as Expression[] }
  const equal: PayeeRule['equal'][number][] = []
  for (const { condition, matches } of conjunctsOf(whole, scope)) {
    const { deal, rep } = condition.uses
    const pair = matches ? textPair([...deal][0], [...rep][0], context) : undefined
    if (pair) equal.push(pair)
    else parts[rep.size === 0 ? 'onDeal' : deal.size === 0 ? 'onRep' : 'onBoth'].push(condition)
  }
  const names = new Set(parts.onBoth.flatMap(({ uses }) => [...uses.deal]))
  const slots = [...names].flatMap((name) => deals.get(name)?.slot ?? [])
  return { text: where, share: part, ...parts, equal, slots, uses: whole.uses }
}

/** Where two texts stand that must be equal. */
function textPair(
  deal: string | undefined,
  rep: string | undefined,
  { deals, reps }: Compiler['context'],
): PayeeRule['equal'][number] | undefined {
  const [ofDeal, ofRep] = [deals.get(deal ?? ''), reps.get(rep ?? '')]
  if (ofDeal?.type !== 'text' || ofRep?.type !== 'text') return undefined
  return { deal: ofDeal.name, dealSlot: ofDeal.slot, repSlot: ofRep.slot }
}
