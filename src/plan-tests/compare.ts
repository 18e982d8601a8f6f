import { parseDecimal } from '../base/decimal.js'
import type { Expected, ExpectedColumn } from './expected.js'
import type { MemoryTable } from './memory-run.js'
import type { OutputName } from './outputs.js'

/** A row that was expected, one that came, or both where they belong together. */
export interface ComparedRow {
  readonly expected: readonly string[] | undefined
  readonly actual: readonly string[] | undefined
  /** The row of the output, from 0; undefined where none came. */
  readonly at: number | undefined
  /** Which columns differ; all of a row without a partner. */
  readonly differs: readonly boolean[]
}

export interface Compared {
  readonly output: OutputName
  readonly columns: readonly string[]
  /** In the order in which they were expected, then those that nobody expected. */
  readonly rows: readonly ComparedRow[]
  readonly equal: boolean
}

interface Came {
  readonly cells: readonly string[]
  readonly at: number
}

/**
 * Compares an output with what a case expects of it: every row of the one must be a row of the other, in any order.
 * Numbers are compared as exact values (100 is 100.00), everything else as text.
 */
export function compare({ output, where, columns, rows }: Expected, table: MemoryTable): Compared {
  const fieldOf = ({ name }: ExpectedColumn): number => table.columns.findIndex((each) => each.name === name)
  const came: Came[] = table.rows.flatMap((row, at) => {
    const wanted = where.every(([column, cell]) => sameCell(column, cell, row[fieldOf(column)]!))
    return wanted ? [{ cells: columns.map((column) => row[fieldOf(column)]!), at }] : []
  })
  const partners = pair(rows, came, columns)
  const taken = new Set(partners)
  const all = [
    ...rows.map((expected, index) => comparedRow(expected, partners[index], columns)),
    ...came.filter((each) => !taken.has(each)).map((each) => comparedRow(undefined, each, columns)),
  ]
  return {
    output,
    columns: columns.map(({ name }) => name),
    rows: all,
    equal: all.every(({ differs }) => !differs.includes(true)),
  }
}

function comparedRow(
  expected: readonly string[] | undefined,
  actual: Came | undefined,
  columns: readonly ExpectedColumn[],
): ComparedRow {
  const both = expected !== undefined && actual !== undefined
  const differs = columns.map((column, index) => !both || !sameCell(column, expected[index]!, actual.cells[index]!))
  return { expected, actual: actual?.cells, at: actual?.at, differs }
}

function sameCell({ type }: ExpectedColumn, expected: string, actual: string): boolean {
  if (expected === actual) return true
  if (type !== 'number') return false
  const [a, b] = [parseDecimal(expected), parseDecimal(actual)]
  return a !== undefined && b !== undefined && a.equals(b)
}

/** The row that came for each expected one: first those that are equal, then those that have most in common. */
function pair(
  rows: readonly (readonly string[])[],
  came: readonly Came[],
  columns: readonly ExpectedColumn[],
): readonly (Came | undefined)[] {
  const left = new Set(came)
  const common = (row: readonly string[], { cells }: Came): number =>
    columns.filter((column, index) => sameCell(column, row[index]!, cells[index]!)).length
  const take = (row: readonly string[], least: number): Came | undefined => {
    let best: Came | undefined
    let most = least - 1
    for (const each of left) {
      const count = common(row, each)
      if (count > most) [best, most] = [each, count]
    }
    if (best) left.delete(best)
    return best
  }
  const partners: (Came | undefined)[] = rows.map((row) => take(row, columns.length))
  // What a row is about stands in its text cells: rows without one in common have nothing to do with each other.
  for (let least = columns.length - 1; least > 0; least -= 1) {
    for (const [index, row] of rows.entries()) partners[index] ??= take(row, least)
  }
  return partners
}
