import { Absent, isAbsent, type Expression, type Frame } from '../expression/expression.js'
import { expressionsIn, type RateValue } from './rate.js'
import type { Attribute } from './attribute.js'
import { formatDecimal, Decimal } from '../base/decimal.js'

/** A look-up that can be asked which of its values it takes. */
export interface LookUp extends Expression {
  choose(frame: Frame): RateValue | Absent
}

/** Whether an expression of a rate looks its value up. */
export function isLookUp(expression: Expression): expression is LookUp {
  return 'choose' in expression
}

/**
 * A value looked up for each credit, dressed as an expression: crediting evaluates it once, so that a deal without an
 * answer is found there and never pays 0 in silence (F47).
 */
export function lookUp(
  find: (frame: Frame) => RateValue | Absent,
  parts: {
    readonly attributes: readonly Attribute[]
    readonly expressions: readonly Expression[]
    readonly values: readonly RateValue[]
  },
): LookUp {
  const used = [...parts.expressions, ...expressionsIn(parts.values)]
  const columns = (root: 'deal' | 'rep'): string[] => [
    ...parts.attributes.filter((each) => each.root === root).map(({ column }) => column),
    ...used.flatMap(({ uses }) => [...uses[root]]),
  ]
  const whole: LookUp = {
    type: 'number',
    text: 'look-up',
    conjuncts: () => [whole],
    choose: find,
    uses: {
      deal: new Set(columns('deal')),
      rep: new Set(columns('rep')),
      names: new Set(used.flatMap(({ uses }) => [...uses.names])),
    },
    evaluate(frame) {
      const found = find(frame)
      if (isAbsent(found)) return found
      return found.kind === 'fixed' ? found.value : found.expression.evaluate(frame)
    },
  }
  return whole
}

/** Nothing in the table is for this deal (`SPM5601`), or two things are alike (`SPM5602`). */
export function noAnswer(
  code: 'SPM5601' | 'SPM5602',
  what: string,
  attributes: readonly Attribute[],
  frame: Frame,
): Absent {
  const cells = attributes.map((each) => {
    const cell = each.read(frame)
    if (cell === undefined || cell === '') return `a blank ${each.name}`
    return `${each.name} "${cell instanceof Decimal ? formatDecimal(cell) : String(cell)}"`
  })
  const of = attributes.find(({ root }) => root === 'deal')
  const on = cells.length === 0 ? '' : `: ${cells.join(', ')}`
  return new Absent(`${what}${on}`, of || attributes.length === 0 ? 'deal' : 'rep', of?.column, code)
}
