import { didYouMean } from '../diagnostics/suggest.js'
import { Absent, isAbsent, type Expression, type Frame } from '../expression/expression.js'
import type { Cell } from '../model/table.js'
import { attributeValue, sameValue, type Attribute } from './attribute.js'
import type { RateContext, RateValue } from './rate.js'

/** A row of a table as written: attributes by name, beside the keys that have a meaning. */
export type RowShape = Readonly<Record<string, string | readonly string[] | undefined>>
export const ROW_KEYS = ['when', 'rate', 'amount'] as const

export interface TableRow {
  /** By attribute; undefined matches any. */
  readonly wanted: readonly (readonly Exclude<Cell, undefined>[] | undefined)[]
  readonly when: Expression | undefined
  readonly value: RateValue
  /** Higher where earlier attributes are given: 4, 2, 1 for the first, second, third of three (F30). */
  readonly rank: number
}

/** A row's attributes, condition and value; undefined when something in it is reported. */
export function compileRow(
  shape: RowShape,
  index: number,
  attributes: readonly Attribute[],
  paidBy: 'rate' | 'amount',
  context: RateContext,
): TableRow | undefined {
  const path = ['rows', index]
  const names = attributes.map(({ name }) => name)
  let ok = true
  for (const key of Object.keys(shape)) {
    if (names.includes(key) || (ROW_KEYS as readonly string[]).includes(key)) continue
    const message = `the table is not by "${key}".${didYouMean(key, names)}`
    context.report('SPM3212', message, [...path, key], `\`by\` names ${names.join(', ')}.`)
    ok = false
  }
  const wanted = attributes.map((attribute) => {
    const given = shape[attribute.name]
    if (given === undefined) return undefined
    return [given].flat().flatMap((text, place) => {
      const at = [...path, attribute.name, ...(typeof given === 'string' ? [] : [place])]
      const value = attributeValue(text, attribute, at, context)
      if (value === undefined) ok = false
      return value === undefined ? [] : [value]
    })
  })
  const when = shape['when'] === undefined ? undefined : context.condition([...path, 'when'])
  if (shape['when'] !== undefined && when === undefined) ok = false
  const value = cellValue(shape, paidBy, path, context)
  if (!ok || value === undefined) return undefined
  const rank = wanted.reduce((sum, each) => sum * 2 + (each === undefined ? 0 : 1), 0)
  return { wanted, when, value, rank }
}

/** `rate` or `amount` of a row or of `otherwise`: one of them, the same in all rows. */
export function cellValue(
  shape: RowShape,
  paidBy: 'rate' | 'amount',
  path: readonly (string | number)[],
  context: RateContext,
): RateValue | undefined {
  const other = paidBy === 'rate' ? 'amount' : 'rate'
  const text = shape[paidBy]
  if (shape[other] !== undefined || typeof text !== 'string') {
    const both = shape[other] !== undefined && text !== undefined
    const message =
      both || (text === undefined && shape[other] === undefined)
        ? 'a row pays in one way: `rate` or `amount`'
        : 'all rows pay in the same way: `rate` in each, or `amount` in each'
    context.report('SPM3215', message, path)
    return undefined
  }
  return context.rateValue(text, [...path, paidBy], paidBy)
}

/** Whether a row is for this deal. A blank cell gives no answer, unless another attribute has decided already. */
export function matches(row: TableRow, attributes: readonly Attribute[], frame: Frame): boolean | Absent {
  let blank: Absent | undefined
  for (const [index, wanted] of row.wanted.entries()) {
    if (wanted === undefined) continue
    const cell = attributes[index]!.read(frame)
    if (cell === undefined) blank = attributes[index]!.blank
    else if (!wanted.some((value) => sameValue(value, cell))) return false
  }
  const held = row.when?.evaluate(frame) ?? true
  if (held === false) return false
  return blank ?? (isAbsent(held) ? held : true)
}

/** Is every deal of the second row one of the first as well? */
export function covers(first: TableRow, second: TableRow): boolean {
  if (first.when !== undefined) return false
  return first.wanted.every((values, index) => {
    const own = second.wanted[index]
    if (values === undefined) return true
    return own !== undefined && own.every((value) => values.some((each) => sameValue(each, value)))
  })
}

/** Two rows that give the same attributes and share a value of each match the same deal alike. */
export function collide(a: TableRow, b: TableRow): boolean {
  if (a.when !== undefined || b.when !== undefined || a.rank !== b.rank) return false
  return a.wanted.every((values, index) => {
    const others = b.wanted[index]
    return values === undefined || others!.some((value) => values.some((each) => sameValue(each, value)))
  })
}
