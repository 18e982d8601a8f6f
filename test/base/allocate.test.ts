import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate, roundParts } from '../../src/base/allocate.js'
import { Decimal, sum } from '../../src/base/decimal.js'
import { round, ROUNDING_MODES } from '../../src/base/money.js'

const decimals = (...texts: readonly string[]): Decimal[] => texts.map((text) => new Decimal(text))
const shown = (parts: readonly Decimal[]): string[] => parts.map((part) => part.toFixed(2))

describe('fixed money is divided by largest remainder', () => {
  test.each([
    ['100', ['1', '1', '1'], ['33.34', '33.33', '33.33']],
    ['0.01', ['1', '1', '1'], ['0.01', '0.00', '0.00']],
    ['0.02', ['1', '2', '2'], ['0.00', '0.01', '0.01']],
    ['10', ['0', '1', '0'], ['0.00', '10.00', '0.00']],
    ['-100', ['1', '1', '1'], ['-33.34', '-33.33', '-33.33']],
    ['0', ['1', '1'], ['0.00', '0.00']],
    // 0.5 -> 0.25 0.125 0.125: the two halves of a cent, the earlier first
    ['0.5', ['2', '1', '1'], ['0.25', '0.13', '0.12']],
  ])('%s by %j', (total, weights, parts) => {
    expect(shown(allocate(new Decimal(total), decimals(...weights), 2))).toEqual(parts)
  })

  const cents = fc
    .integer({ min: -1_000_000_000, max: 1_000_000_000 })
    .map((value) => new Decimal(value).dividedBy(100))
  const weights = fc
    .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 })
    .filter((all) => all.some((each) => each > 0))
    .map((all) => all.map((each) => new Decimal(each)))

  test('parts sum to the whole, are within a cent of their exact share, and mirror when negative', () => {
    fc.assert(
      fc.property(cents, weights, (total, by) => {
        const parts = allocate(total, by, 2)
        expect(sum(parts).equals(total)).toBe(true)
        const whole = sum(by)
        for (const [index, part] of parts.entries()) {
          const exact = total.times(by[index]!).dividedBy(whole)
          expect(part.minus(exact).abs().lessThan(new Decimal('0.01'))).toBe(true)
          if (by[index]!.isZero()) expect(part.isZero()).toBe(true)
        }
        expect(shown(allocate(total.negated(), by, 2))).toEqual(shown(parts.map((part) => part.negated())))
      }),
    )
  })

  test('nothing to divide by is a mistake of the caller', () => {
    expect(() => allocate(new Decimal(1), decimals('0', '0'), 2)).toThrow(RangeError)
  })
})

describe('lines are rounded so that they sum to their rounded total', () => {
  const amounts = fc.array(
    fc.integer({ min: -99999, max: 99999 }).map((value) => new Decimal(value).dividedBy(1000)),
    { minLength: 1, maxLength: 10 },
  )
  test.each(ROUNDING_MODES)('whatever the mode: %s', (mode) => {
    fc.assert(
      fc.property(amounts, (parts) => {
        const total = round(sum(parts), 2, mode)
        const lines = roundParts(total, parts, 2)
        expect(sum(lines).equals(total)).toBe(true)
        for (const [index, line] of lines.entries()) {
          expect(line.minus(parts[index]!).abs().lessThan(new Decimal('0.01'))).toBe(true)
        }
      }),
    )
  })
  test('a total out of reach is a bug, never a wrong line', () => {
    expect(() => roundParts(new Decimal('1'), decimals('0.1', '0.2'), 2)).toThrow(RangeError)
  })
})
