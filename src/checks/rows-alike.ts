import { Decimal } from '../base/decimal.js'
import type { Cell } from '../model/table.js'

/** Finds rows with the same values, in the order in which they come. */
export class RowsAlike<Row> {
  /** By hash: a text for each of a million rows would take too much memory. */
  readonly #seen = new Map<number, Row>()
  constructor(readonly valuesOf: (row: Row) => readonly Cell[]) {}

  /** An earlier row with the same values; else the row is remembered. */
  before(row: Row): Row | undefined {
    const values = this.valuesOf(row)
    const hash = hashOf(values)
    const earlier = this.#seen.get(hash)
    if (earlier === undefined) this.#seen.set(hash, row)
    return earlier !== undefined && alike(this.valuesOf(earlier), values) ? earlier : undefined
  }
}

function alike(a: readonly Cell[], b: readonly Cell[]): boolean {
  return a.length === b.length && a.every((value, index) => same(value, b[index]))
}

function same(a: Cell, b: Cell): boolean {
  return a instanceof Decimal && b instanceof Decimal ? a.equals(b) : a === b
}

/** 53 bits of two sums with different factors, so that unlike rows hardly ever meet. */
function hashOf(values: readonly Cell[]): number {
  let one = 1
  let two = 1
  const add = (code: number): void => {
    one = (one * 31 + code) | 0
    two = (two * 1_000_003 + code) | 0
  }
  for (const value of values) {
    if (value instanceof Decimal) {
      add(value.s)
      add(value.e)
      for (const word of value.d) add(word)
    } else if (typeof value === 'string') {
      for (let index = 0; index < value.length; index += 1) add(value.charCodeAt(index))
    } else {
      add(value === undefined ? 1 : value ? 2 : 3)
    }
    // So that where one value ends and the next begins counts too.
    add(0x1f)
  }
  return (one >>> 0) * 0x20_0000 + ((two >>> 0) & 0x1f_ffff)
}
