import type { ASTNode } from '@marcbachmann/cel-js'
import type { Cell } from '../model/table.js'
import { fractionOf, orderOf, quotient } from './operators.js'
import {
  Absent,
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

/**
 * `&&` and `||`. A side that decides alone does so even when the other is absent, on whichever side it stands, as CEL
 * has it; else absence wins.
 */
export function compileLogical(
  node: ASTNode,
  op: '&&' | '||',
  left: Typed | undefined,
  right: Typed | undefined,
  compiler: Compiler,
): Typed | undefined {
  const fits = [needs('boolean', left, `"${op}"`, compiler), needs('boolean', right, `"${op}"`, compiler)]
  if (!left || !right || fits.includes(false)) return undefined
  const decisive = op === '||'
  const [a, b] = [left.run, right.run]
  const run: Run = (frame) => {
    const x = a(frame)
    if (x === decisive) return decisive
    const y = b(frame)
    return y === decisive || !(x instanceof Absent) ? y : x
  }
  return folded({ node, type: 'boolean', run, total: left.total && right.total }, left, right)
}

export function compileNot(node: ASTNode, part: Typed | undefined, compiler: Compiler): Typed | undefined {
  if (!needs('boolean', part, '"!"', compiler)) return undefined
  const { run } = part
  const not: Run = (frame) => {
    const value = run(frame)
    return value instanceof Absent ? value : value !== true
  }
  return folded({ node, type: 'boolean', run: not, total: part.total }, part)
}

/** `condition ? a : b`; only the chosen side is evaluated. */
export function compileChoice(
  node: ASTNode,
  [condition, yes, no]: readonly (Typed | undefined)[],
  compiler: Compiler,
): Typed | undefined {
  const fits = needs('boolean', condition, '"? :"', compiler)
  if (yes && no && yes.type !== no.type) {
    const message = `both results of "? :" need one type, but they are ${TYPE_WORDS[yes.type]} and ${TYPE_WORDS[no.type]}`
    return compiler.report('SPM4004', message, node, fixFor(yes, no.type) ?? fixFor(no, yes.type))
  }
  if (!fits || !yes || !no) return undefined
  const total = condition.total && yes.total && no.total
  const choose =
    <T>(a: (frame: Frame) => T, b: (frame: Frame) => T) =>
    (frame: Frame): T | Absent => {
      const chosen = condition.run(frame)
      return chosen instanceof Absent ? chosen : chosen === true ? a(frame) : b(frame)
    }
  if (yes.fraction || no.fraction) {
    const fraction: (frame: Frame) => Fraction | Absent = choose(fractionOf(yes), fractionOf(no))
    return folded({ node, type: 'number', run: quotient(fraction), total: false, fraction }, condition, yes, no)
  }
  return folded({ node, type: yes.type, run: choose(yes.run, no.run), total }, condition, yes, no)
}

/** `x in [a, b]`: the same as `x == a || x == b`. */
export function compileIn(
  node: ASTNode,
  left: Typed | undefined,
  list: ASTNode & { readonly op: 'list' },
  compiler: Compiler,
): Typed | undefined {
  const items = list.args.map((item) => compiler.compile(item))
  if (items.length === 0)
    return compiler.report('SPM4005', 'the list after "in" is empty', list, 'Name at least one value.')
  if (!left) return undefined
  let fits = true
  for (const item of items) {
    if (!item || item.type === left.type) continue
    fits = false
    const message = `${compiler.text.slice(left.node.start, left.node.end)} is ${TYPE_WORDS[left.type]}, but this is ${TYPE_WORDS[item.type]}`
    compiler.report('SPM4004', message, item.node, fixFor(item, left.type) ?? fixFor(left, item.type))
  }
  const parts = items.filter((item) => item !== undefined)
  if (!fits || parts.length < items.length) return undefined
  return { node, type: 'boolean', run: membership(left, parts), total: left.total && parts.every((part) => part.total) }
}

function membership(left: Typed, items: readonly Typed[]): Run {
  if (left.type !== 'number' && items.every((item) => item.constant !== undefined)) {
    const values = new Set<Cell>(items.map((item) => item.constant))
    return (frame) => {
      const value = left.run(frame)
      return value instanceof Absent ? value : values.has(value)
    }
  }
  const orders = items.map((item) => orderOf(left, item))
  return (frame) => {
    let absent: Absent | undefined
    for (const order of orders) {
      const result = order(frame)
      if (result === 0) return true
      if (result instanceof Absent) absent ??= result
    }
    return absent ?? false
  }
}
