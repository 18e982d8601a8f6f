import { describe, expect, test } from 'vitest'
import { parseDecimal } from '../../src/base/decimal.js'
import { compileExpression, isAbsent, type ExpressionScope } from '../../src/expression/expression.js'
import { Columns, type Cell, type CellType, type KeyedTable } from '../../src/model/table.js'

const columns: readonly [string, CellType][] = [
  ['seats', 'number'],
  ['of', 'number'],
  ['product', 'text'],
]
const products: KeyedTable = {
  columns: [
    { name: 'price', type: 'number' },
    { name: 'family', type: 'text' },
  ],
  rows: new Map<string, readonly Cell[]>([
    ['P1', [parseDecimal('12.50'), 'Cloud']],
    ['P2', [undefined, '']],
  ]),
}
const scope: ExpressionScope = {
  deal: new Columns(columns.map(([name, type], slot) => ({ name, type, slot }))),
  tables: new Map([['products', products]]),
}

/** What was found wrong: `code text that is marked`. */
function problems(text: string): readonly string[] {
  const found: string[] = []
  compileExpression(text, scope, ['number', 'text'], (_, start, end, code) =>
    found.push(`${code} ${text.slice(start, end)}`),
  )
  return found
}

function value(text: string, ...cells: readonly (string | undefined)[]): string {
  const [seats, of, product = ''] = cells
  const expression = compileExpression(text, scope, ['number', 'text', 'boolean'], (message) => {
    throw new Error(message)
  })!
  const number = (cell: string | undefined): Cell => (cell === undefined ? undefined : parseDecimal(cell))
  const got = expression.evaluate({ deal: [number(seats), number(of), product] })
  return isAbsent(got) ? `absent: ${got.reason}` : String(got)
}

describe('band()', () => {
  const SEATS = 'band(deal.seats, [0, 50, 100], [10, 8, 6])'
  test.each([
    ['0', '10'],
    ['49.9999999999', '10'],
    ['50', '8'],
    ['99.99', '8'],
    ['100', '6'],
    ['1000000', '6'],
  ])('%s seats reach the value of the last bound at or below', (seats, wanted) => {
    expect(value(SEATS, seats)).toBe(wanted)
  })
  test('below the first bound has no value, and neither has a blank', () => {
    expect(value(SEATS, '-0.01')).toBe('absent: deal.seats is below 0, the first bound of band()')
    expect(value(SEATS)).toBe('absent: deal.seats is blank')
  })
  test('compares a quotient by multiplying out: three times a third is the bound itself', () => {
    const thirds =
      'band(deal.seats / deal.of + deal.seats / deal.of + deal.seats / deal.of, [0, 1], ["below", "there"])'
    expect(value(thirds, '1', '3')).toBe('there')
    expect(value(thirds, '1', '3.0000000001')).toBe('below')
    expect(value(thirds, '-1', '-3')).toBe('there')
  })
  test('keeps values that are quotients exact', () => {
    expect(value('3 * band(deal.seats, [0], [deal.of / 3]) == 1', '5', '1')).toBe('true')
  })
  test('takes negative bounds, and values by expression of which only the one reached is looked at', () => {
    expect(value('band(deal.seats, [-10, 0], [deal.of, 1])', '0')).toBe('1')
    expect(value('band(deal.seats, [-10, 0], [deal.of, 1])', '-10')).toBe('absent: deal.of is blank')
  })
  test.each([
    ['band(deal.seats, [0, 50, 50], [1, 2, 3])', 'SPM3325 50'],
    ['band(deal.seats, [50, 0], [1, 2])', 'SPM3325 0'],
    ['band(deal.seats, [0, 50], [1, 2, 3])', 'SPM3325 [1, 2, 3]'],
    ['band(deal.seats, [0, deal.of], [1, 2])', 'SPM3325 deal.of'],
    ['band(deal.seats, [0, 1 / 3], [1, 2])', 'SPM3325 1 / 3'],
    ['band(deal.seats, 0, 1)', 'SPM4009 0'],
    ['band(deal.seats, [], [])', 'SPM4009 []'],
    ['band(deal.seats, [0, 1], [1, "a"])', 'SPM4004 "a"'],
    ['band(deal.product, [0], [1])', 'SPM4004 deal.product'],
    ['band(deal.seats, [0, "50"], [1, 2])', 'SPM4004 "50"'],
    ['min([1, 2], 3)', 'SPM4005 [1, 2]'],
  ])('%s is refused', (text, wanted) => {
    expect(problems(text)).toContain(wanted)
  })
})

describe('lookup()', () => {
  const PRICE = 'lookup("products", deal.product, "price")'
  test('has the type of its column', () => {
    expect(value(`${PRICE} * 2`, '1', '1', 'P1')).toBe('25')
    expect(value('lookup("products", deal.product, "family") == "Cloud"', '1', '1', 'P1')).toBe('true')
    expect(problems(`lookup("products", deal.product, "family") * 2`)).toHaveLength(1)
  })
  test.each([
    ['P9', 'absent: table "products" has no row "P9"'],
    ['P2', 'absent: table "products" has a blank price for "P2"'],
    ['', 'absent: deal.product is blank, and table "products" is looked into by it'],
  ])('has no answer for the key "%s"', (key, wanted) => {
    expect(value(PRICE, '1', '1', key)).toBe(wanted)
    expect(value('lookup("products", deal.product, "price", 7)', '1', '1', key)).toBe('7')
    expect(value('lookup("products", deal.product, "family", "none")', '1', '1', key)).toBe('none')
  })
  test('does not look at the other value where it has its own, and keeps a quotient exact', () => {
    expect(value('lookup("products", deal.product, "price", deal.of)', '1', undefined, 'P1')).toBe('12.5')
    const thirds = '3 * lookup("products", deal.product, "price", deal.seats / 3) == 1'
    expect(value(thirds, '1', '1', 'P9')).toBe('true')
  })
  test('a key that the inner table lacks stays a lack: the outer value does not stand for it', () => {
    const nested = 'lookup("products", lookup("products", deal.product, "family"), "price", 0)'
    expect(value(nested, '1', '1', 'P9')).toBe('absent: table "products" has no row "P9"')
    expect(value(nested, '1', '1', 'P1')).toBe('0')
  })
  test.each([
    ['lookup("product", deal.product, "price")', 'SPM3322 "product"'],
    ['lookup("products", deal.product, "prise")', 'SPM3323 "prise"'],
    ['lookup("products", "P9", "price")', 'SPM3324 "P9"'],
    ['lookup("products", "P2", "price")', 'SPM3324 "P2"'],
    ['lookup(deal.product, deal.product, "price")', 'SPM4009 deal.product'],
    ['lookup("products", deal.product, price)', 'SPM4009 price'],
    ['lookup("products", deal.seats, "price")', 'SPM4004 deal.seats'],
    ['lookup("products", deal.product, "price", "0")', 'SPM4004 "0"'],
    ['lookup("products", deal.product)', 'SPM4009 lookup("products", deal.product)'],
  ])('%s is refused at its place', (text, wanted) => {
    expect(problems(text)).toEqual([wanted])
  })
})
