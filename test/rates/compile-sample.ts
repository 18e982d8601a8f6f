import { parseDecimal, parseRatio } from '../../src/base/decimal.js'
import type { CompiledRate, RateContext } from '../../src/rates/rate.js'
import { rateStructure } from '../../src/rates/registry.js'
import type { RateSample } from './samples.js'

/** Compiles a rate outside a plan; only fixed numbers, no expressions. */
export function compileSample({ shape, window }: RateSample): { rate: CompiledRate | undefined; codes: string[] } {
  const codes: string[] = []
  const context: RateContext = {
    window,
    checkRate: () => true,
    report: (code) => void codes.push(code),
    rateValue: (text) => {
      const value = text.endsWith('%') ? parseRatio(text) : parseDecimal(text)
      return value && { kind: 'fixed', value }
    },
  }
  const structure = rateStructure(shape.kind)!
  return { rate: structure.compile(structure.shape.parse(shape), context), codes }
}
