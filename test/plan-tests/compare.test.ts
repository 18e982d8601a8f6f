import { describe, expect, it } from 'vitest'
import { compare } from '../../src/plan-tests/compare.js'
import type { Expected, ExpectedColumn } from '../../src/plan-tests/expected.js'

const PAYEE: ExpectedColumn = { name: 'payee_id', type: 'text' }
const AMOUNT: ExpectedColumn = { name: 'payable', type: 'number' }

function compared(
  rows: readonly (readonly string[])[],
  came: readonly (readonly string[])[],
  where: Expected['where'] = [],
) {
  const columns = [PAYEE, AMOUNT]
  return compare({ output: 'payouts', where, columns, rows }, { columns, rows: came })
}

describe('what was expected and what came', () => {
  it('is equal in any order, and whatever the digits of a number', () => {
    const came = [
      ['ana', '100.00'],
      ['ben', '0.00'],
    ]
    const { equal } = compared(
      [
        ['ben', '0'],
        ['ana', '100'],
      ],
      came,
    )
    expect(equal).toBe(true)
  })

  it.each([
    ['99.99', false],
    ['100.00', true],
    ['100.01', false],
    ['', false],
  ])('is compared to the cent: 100.00 expected, %s came: %s', (came, same) => {
    const { equal, rows } = compared([['ana', '100.00']], [['ana', came]])
    expect(equal).toBe(same)
    expect(rows[0]!.differs).toEqual([false, !same])
  })

  it('keeps text letter by letter: 007 is not 7', () => {
    expect(compared([['007', '1']], [['7', '1']]).equal).toBe(false)
  })

  it('counts rows: two alike are not one, and a row that nobody expected is told', () => {
    const twice = compared(
      [['ana', '1']],
      [
        ['ana', '1'],
        ['ana', '1'],
      ],
    )
    expect(twice.equal).toBe(false)
    expect(twice.rows.map(({ expected }) => expected !== undefined)).toEqual([true, false])
    expect(compared([['ana', '1']], []).rows).toEqual([
      { expected: ['ana', '1'], actual: undefined, at: undefined, differs: [true, true] },
    ])
  })

  it('puts a row beside the one that has most in common with it, equal ones first', () => {
    const { rows } = compared(
      [
        ['ana', '2'],
        ['ana', '1'],
      ],
      [
        ['ana', '1'],
        ['ana', '3'],
      ],
    )
    expect(rows.map(({ actual }) => actual)).toEqual([
      ['ana', '3'],
      ['ana', '1'],
    ])
  })

  it('looks only at rows that `where` names', () => {
    const came = [
      ['ana', '1'],
      ['ben', '2'],
    ]
    expect(compared([['ben', '2']], came, [[PAYEE, 'ben']]).equal).toBe(true)
    expect(compared([['ben', '2']], came, [[AMOUNT, '2.0']]).equal).toBe(true)
    expect(compared([['ben', '2']], came).equal).toBe(false)
  })
})
