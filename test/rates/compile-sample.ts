import { parseDecimal, parseRatio } from '../../src/base/decimal.js'
import { compileExpression } from '../../src/expression/expression.js'
import { Columns } from '../../src/model/table.js'
import type { CompiledOnce, CompiledRate, RateContext } from '../../src/rates/rate.js'
import { rateStructure } from '../../src/rates/registry.js'
import type { RateSample } from './samples.js'

/** The columns that samples may look up: a text and a number of the deal. */
export const SAMPLE_SCOPE = {
  deal: new Columns([
    { name: 'product', type: 'text', slot: 0 },
    { name: 'margin', type: 'number', slot: 1 },
  ]),
  rep: new Columns([
    { name: 'region', type: 'text', slot: 0 },
    { name: 'base', type: 'number', slot: 1 },
  ]),
}

/** Compiles a rate outside a plan; only fixed numbers, no expressions. */
export function compileSample(sample: RateSample): { rate: CompiledRate | undefined; codes: string[] } {
  const { context, codes } = contextOf(sample)
  const structure = rateStructure(sample.shape.kind)!
  return { rate: structure.compile?.(structure.shape.parse(sample.shape), context), codes }
}

/** Compiles what pays once a window. */
export function compileOnceSample(sample: RateSample): { once: CompiledOnce | undefined; codes: string[] } {
  const { context, codes } = contextOf(sample)
  const structure = rateStructure(sample.shape.kind)!
  return { once: structure.compileOnce?.(structure.shape.parse(sample.shape), context), codes }
}

function contextOf({ shape, window }: RateSample): { context: RateContext; codes: string[] } {
  const codes: string[] = []
  const context: RateContext = {
    window,
    names: new Map([['credit.amount', 'number']]),
    checkRate: () => true,
    scope: SAMPLE_SCOPE,
    condition: () => undefined,
    numberAt: (path, names) => {
      let node: unknown = shape
      for (const key of path) node = (node as Record<string, unknown>)[key]
      return compileExpression(node as string, { ...SAMPLE_SCOPE, names }, 'number', (text) => void codes.push(text))
    },
    report: (code) => void codes.push(code),
    rateValue: (text) => {
      const value = text.endsWith('%') ? parseRatio(text) : parseDecimal(text)
      return value && { kind: 'fixed', value }
    },
  }
  return { context, codes }
}
