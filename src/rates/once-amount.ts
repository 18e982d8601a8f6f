import { ONE, ZERO } from '../base/decimal.js'
import type { CompiledOnce, RateValue } from './rate.js'

/** One amount for the window, given by an expression on the payee and what he has reached. */
export function onceAmount(kind: string, value: RateValue): CompiledOnce {
  const expressions = value.kind === 'expression' ? [value.expression] : []
  const names = new Set(expressions.flatMap(({ uses }) => [...uses.names]))
  const needsQuota = names.has('quota') || names.has('attainment')
  return {
    kind,
    needsQuota,
    needsQuantity: false,
    needsTarget: names.has('target'),
    needsMeasure: needsQuota || names.has('credited'),
    split: undefined,
    values: value.kind === 'expression' && value.expression.constant === undefined ? undefined : [value],
    tiers: [],
    expressions,
    earn(_, evaluate) {
      const amount = value.kind === 'fixed' ? value.value : evaluate(value.expression)
      return [{ tier: -1, from: ZERO, to: ZERO, base: ONE, rate: amount, pay: amount }]
    },
  }
}
