import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileExpression, isAbsent } from '../../src/expression/expression.js'

/** An expression as text with its exact value as a rational, undefined where it divides by zero. */
interface Sample {
  readonly text: string
  readonly value: readonly [bigint, bigint] | undefined
}

const literal: fc.Arbitrary<Sample> = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 3 }))
  .map(([units, digits]) => {
    const padded = String(units).padStart(digits + 1, '0')
    const text = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`
    return { text, value: [BigInt(units), 10n ** BigInt(digits)] }
  })

function combine(op: string, a: Sample, b: Sample): Sample {
  const text = `(${a.text} ${op} ${b.text})`
  if (!a.value || !b.value) return { text, value: undefined }
  const [[p, q], [r, s]] = [a.value, b.value]
  if (op === '+') return { text, value: [p * s + r * q, q * s] }
  if (op === '-') return { text, value: [p * s - r * q, q * s] }
  if (op === '*') return { text, value: [p * r, q * s] }
  return { text, value: r === 0n ? undefined : [p * s, q * r] }
}

const { sample } = fc.letrec<{ sample: Sample; pair: Sample; negated: Sample }>((tie) => ({
  sample: fc.oneof({ maxDepth: 2, withCrossShrink: true }, literal, tie('pair'), tie('negated')),
  pair: fc
    .tuple(fc.constantFrom('+', '-', '*', '/'), tie('sample'), tie('sample'))
    .map(([op, a, b]) => combine(op, a, b)),
  negated: tie('sample').map(({ text, value }) => ({
    text: `-${text}`,
    value: value && ([-value[0], value[1]] as const),
  })),
}))

function order([p, q]: readonly [bigint, bigint], [r, s]: readonly [bigint, bigint]): number {
  const difference = (p * s - r * q) * (q * s > 0n ? 1n : -1n)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

test('comparisons of arithmetic agree with exact rationals', () => {
  fc.assert(
    fc.property(sample, sample, fc.constantFrom('==', '!=', '<', '<=', '>', '>='), (a, b, op) => {
      const compiled = compileExpression(`${a.text} ${op} ${b.text}`, {}, 'boolean', (message) => {
        throw new Error(message)
      })
      const result = compiled!.evaluate({})
      if (!a.value || !b.value) {
        expect(isAbsent(result)).toBe(true)
        return
      }
      const sign = order(a.value, b.value)
      const truth = {
        '==': sign === 0,
        '!=': sign !== 0,
        '<': sign < 0,
        '<=': sign <= 0,
        '>': sign > 0,
        '>=': sign >= 0,
      }
      expect(result).toBe(truth[op])
    }),
    { numRuns: 2000 },
  )
})

test('a value compared with itself written out another way is equal', () => {
  fc.assert(
    fc.property(sample, literal, (a, b) => {
      if (!a.value || !b.value || b.value[0] === 0n) return
      const compiled = compileExpression(`${a.text} / ${b.text} * ${b.text} == ${a.text}`, {}, 'boolean', (message) => {
        throw new Error(message)
      })
      expect(compiled!.evaluate({})).toBe(true)
    }),
    { numRuns: 1000 },
  )
})
