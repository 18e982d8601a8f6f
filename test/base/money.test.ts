import { describe, expect, test } from 'vitest'
import {
  Decimal,
  formatDecimal,
  formatExact,
  formatPercent,
  mended,
  parseDecimal,
  parseRatio,
} from '../../src/base/decimal.js'
import { formatMoney, isCurrency, minorDigits, round, type RoundingMode } from '../../src/base/money.js'

describe('rounding to cents by mode', () => {
  const VALUES = ['0.005', '0.015', '-0.005', '-0.015', '0.0049', '-0.0051']
  test.each([
    ['half_up', ['0.01', '0.02', '-0.01', '-0.02', '0.00', '-0.01']],
    ['half_down', ['0.00', '0.01', '0.00', '-0.01', '0.00', '-0.01']],
    ['half_even', ['0.00', '0.02', '0.00', '-0.02', '0.00', '-0.01']],
    ['up', ['0.01', '0.02', '-0.01', '-0.02', '0.01', '-0.01']],
    ['down', ['0.00', '0.01', '0.00', '-0.01', '0.00', '0.00']],
    ['ceiling', ['0.01', '0.02', '0.00', '-0.01', '0.01', '0.00']],
    ['floor', ['0.00', '0.01', '-0.01', '-0.02', '0.00', '-0.01']],
  ] as const)('%s', (mode: RoundingMode, expected) => {
    expect(VALUES.map((value) => round(new Decimal(value), 2, mode).toFixed(2))).toEqual(expected)
  })
  test('what a quotient leaves at the 60th digit decides nothing', () => {
    // 0.15 / 3 x 3 x 0.1 = 0.015; three thirds of 0.15 at 10 %
    const third = new Decimal('0.1').dividedBy(3)
    expect(third.times(3).toFixed()).toMatch(/^0\.09{10}/)
    expect(round(third.times(3).times('0.05'), 2, 'half_up').toFixed(2)).toBe('0.01')
    expect(round(third.times(3), 1, 'down').toFixed(1)).toBe('0.1')
  })
})

test('an amount and two rates of the most digits that inputs can have are untouched by mending', () => {
  const product = new Decimal('123456789012345.0123456789').times('1.0123456789').times('0.012345678912')
  expect(mended(product).equals(product)).toBe(true)
  expect(mended(new Decimal(10000).dividedBy(3).times(3)).toFixed()).toBe('10000')
})

test('amounts show the minor unit of their currency and never minus zero', () => {
  expect(formatMoney(new Decimal('1234.5'), 'USD')).toBe('1234.50')
  expect(formatMoney(new Decimal('1234'), 'JPY')).toBe('1234')
  expect(formatMoney(new Decimal('1.5'), 'KWD')).toBe('1.500')
  expect(formatMoney(new Decimal('-0'), 'USD')).toBe('0.00')
  expect([minorDigits('EUR'), minorDigits('JPY'), minorDigits('KWD'), minorDigits('CLF')]).toEqual([2, 0, 3, 4])
  expect(['USD', 'usd', 'XXX', 'EURO', ''].map(isCurrency)).toEqual([true, false, false, false, false])
})

test('numbers are plain digits, at most 15 and 10, or nothing', () => {
  expect(formatDecimal(parseDecimal('-12.50')!)).toBe('-12.5')
  for (const text of [
    '',
    '.5',
    '5.',
    '1e5',
    '0x10',
    '1_000',
    '1,000',
    'NaN',
    'Infinity',
    '1'.repeat(16),
    '0.12345678901',
  ])
    expect(parseDecimal(text)).toBeUndefined()
})

test('a percent is a hundredth of its number', () => {
  expect(parseRatio('8%')!.toFixed()).toBe('0.08')
  expect(parseRatio('33.33 %')!.toFixed()).toBe('0.3333')
  expect(parseRatio('0.08')!.toFixed()).toBe('0.08')
  expect(parseRatio('%')).toBeUndefined()
})

test('percents are rounded down, exact amounts at the twelfth decimal', () => {
  expect(formatPercent(new Decimal('0.99999'))).toBe('99.99')
  expect(formatPercent(new Decimal('-0.00001'))).toBe('-0.01')
  expect(formatPercent(new Decimal(0))).toBe('0.00')
  expect(formatExact(new Decimal(1).dividedBy(3))).toBe('0.333333333333')
  expect(formatExact(new Decimal('-0.0000000000001'))).toBe('0')
  // By 24 and times 24 is the tie that it was, whatever the 60th digit says.
  expect(formatExact(new Decimal('0.0000000000005').dividedBy(24).times(24))).toBe('0.000000000001')
})
