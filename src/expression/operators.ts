import type { ASTNode } from '@marcbachmann/cel-js'
import { mended, ONE, type Decimal } from '../base/decimal.js'
import {
  Absent,
  DIVISION_BY_ZERO,
  fixFor,
  folded,
  needs,
  TYPE_WORDS,
  type Compiler,
  type Fraction,
  type Frame,
  type Run,
  type Typed,
} from './typed.js'

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='
export type Arithmetic = '+' | '-' | '*' | '/'

/** Whether an order of -1, 0 or 1 satisfies the operator. */
const SATISFIES: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

export function fractionOf(part: Typed): (frame: Frame) => Fraction | Absent {
  if (part.fraction) return part.fraction
  return (frame) => {
    const value = part.run(frame)
    return value instanceof Absent ? value : { num: value as Decimal, den: ONE }
  }
}

/** Most denominators are the one of a plain number: no product then. */
function scale(value: Decimal, den: Decimal): Decimal {
  return den === ONE ? value : value.times(den)
}

/** Orders two numbers; an attainment among them is a quotient already, and must not decide by its last digit (F10). */
function compareNumbers(a: Decimal, b: Decimal): number {
  return mended(a).comparedTo(mended(b))
}

/** Orders two quotients by cross-multiplication, without dividing (F10). */
export function compareFractions(a: Fraction, b: Fraction): number {
  const order = compareNumbers(scale(a.num, b.den), scale(b.num, a.den))
  return a.den.isNegative() === b.den.isNegative() ? order : -order
}

/** -1, 0 or 1, or why there is no answer. Text is ordered by code unit, dates by day. */
export function orderOf(left: Typed, right: Typed): (frame: Frame) => number | Absent {
  if (left.fraction || right.fraction) {
    const [a, b] = [fractionOf(left), fractionOf(right)]
    return (frame) => {
      const x = a(frame)
      if (x instanceof Absent) return x
      const y = b(frame)
      return y instanceof Absent ? y : compareFractions(x, y)
    }
  }
  const number = left.type === 'number'
  return (frame) => {
    const a = left.run(frame)
    if (a instanceof Absent) return a
    const b = right.run(frame)
    if (b instanceof Absent) return b
    if (number) return compareNumbers(a as Decimal, b as Decimal)
    return a === b ? 0 : (a as string) < (b as string) ? -1 : 1
  }
}

export function compileComparison(
  node: ASTNode,
  op: Comparison,
  left: Typed | undefined,
  right: Typed | undefined,
  compiler: Compiler,
): Typed | undefined {
  if (!left || !right) return undefined
  const ordering = op !== '==' && op !== '!='
  if (left.type !== right.type) {
    const chained = ordering && left.type === 'boolean' && /^[<>]/.test(left.node.op)
    const fix = chained ? 'Compare twice: 0 < x && x < 5.' : (fixFor(left, right.type) ?? fixFor(right, left.type))
    const written = (part: Typed): string =>
      `${compiler.text.slice(part.node.start, part.node.end)} is ${TYPE_WORDS[part.type]}`
    return compiler.report(
      'SPM4004',
      `"${op}" compares equal types, but ${written(left)} and ${written(right)}`,
      node,
      fix,
    )
  }
  if (ordering && left.type === 'boolean') {
    return compiler.report(
      'SPM4004',
      `"${op}" cannot order true and false`,
      node,
      'Use the condition itself, or ! for its opposite.',
    )
  }
  const total = left.total && right.total
  if (total && left.type === 'text' && !ordering) {
    const [a, b] = [left.run, right.run]
    const run: Run = op === '==' ? (frame) => a(frame) === b(frame) : (frame) => a(frame) !== b(frame)
    return folded({ node, type: 'boolean', run, total }, left, right)
  }
  const order = orderOf(left, right)
  const satisfies = SATISFIES[op]
  const run: Run = (frame) => {
    const result = order(frame)
    return result instanceof Absent ? result : satisfies(result)
  }
  return folded({ node, type: 'boolean', run, total }, left, right)
}

export function compileArithmetic(
  node: ASTNode,
  op: Arithmetic,
  left: Typed | undefined,
  right: Typed | undefined,
  compiler: Compiler,
): Typed | undefined {
  if (op === '+' && left?.type === 'text' && right?.type === 'text') return joinTexts(node, left, right)
  if (op === '-' && left?.type === 'date' && right?.type === 'date') {
    return compiler.report('SPM4004', 'dates cannot be subtracted', node, 'Write days_between(earlier, later).')
  }
  const fits = [needs('number', left, `"${op}"`, compiler), needs('number', right, `"${op}"`, compiler)]
  if (!left || !right || fits.includes(false)) return undefined
  const total = left.total && right.total && op !== '/'
  if (op === '/' || left.fraction || right.fraction) {
    const fraction = fractionArithmetic(op, fractionOf(left), fractionOf(right))
    return folded({ node, type: 'number', run: quotient(fraction), total: false, fraction }, left, right)
  }
  const [a, b] = [left.run, right.run]
  const apply = PLAIN[op]
  const run: Run = (frame) => {
    const x = a(frame)
    if (x instanceof Absent) return x
    const y = b(frame)
    return y instanceof Absent ? y : apply(x as Decimal, y as Decimal)
  }
  return folded({ node, type: 'number', run, total }, left, right)
}

const PLAIN: Readonly<Record<Exclude<Arithmetic, '/'>, (a: Decimal, b: Decimal) => Decimal>> = {
  '+': (a, b) => a.plus(b),
  '-': (a, b) => a.minus(b),
  '*': (a, b) => a.times(b),
}

/** Divides once, at the end. */
export function quotient(fraction: (frame: Frame) => Fraction | Absent): Run {
  return (frame) => {
    const value = fraction(frame)
    return value instanceof Absent ? value : value.num.dividedBy(value.den)
  }
}

type FractionRun = (frame: Frame) => Fraction | Absent

function fractionArithmetic(op: Arithmetic, left: FractionRun, right: FractionRun): FractionRun {
  return (frame) => {
    const a = left(frame)
    if (a instanceof Absent) return a
    const b = right(frame)
    if (b instanceof Absent) return b
    if (op === '*') return { num: a.num.times(b.num), den: scale(a.den, b.den) }
    if (op === '/') {
      if (b.num.isZero()) return DIVISION_BY_ZERO
      return { num: scale(a.num, b.den), den: a.den === ONE ? b.num : a.den.times(b.num) }
    }
    const [x, y] = [scale(a.num, b.den), scale(b.num, a.den)]
    return { num: op === '+' ? x.plus(y) : x.minus(y), den: scale(a.den, b.den) }
  }
}

function joinTexts(node: ASTNode, left: Typed, right: Typed): Typed {
  const [a, b] = [left.run, right.run]
  const total = left.total && right.total
  const run: Run = (frame) => {
    const x = a(frame)
    if (x instanceof Absent) return x
    const y = b(frame)
    return y instanceof Absent ? y : `${x as string}${y as string}`
  }
  const declare = left.declare ?? right.declare
  return folded({ node, type: 'text', run, total, ...(declare && { declare }) }, left, right)
}
