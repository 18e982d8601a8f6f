import type { ASTNode } from '@marcbachmann/cel-js'
import { formatDecimal, ONE, type Decimal } from '../base/decimal.js'
import type { FunctionSpec } from './function-spec.js'
import { columnOf, mentionsOf, rootOfLack } from './mentions.js'
import { compareFractions, fractionOf, quotient } from './operators.js'
import { Absent, needs, TYPE_WORDS, type Compiler, type Fraction, type Frame, type Typed } from './typed.js'

const FORM = 'band(deal.seats, [0, 50, 100], [10, 8, 6])'

/**
 * `band(x, [bounds], [values])`: the value of the last bound that x reaches, the bound itself included. Below the first
 * bound it is absent. x may be a quotient, which is compared by multiplying out (F10).
 */
export const band: FunctionSpec = {
  form: FORM,
  takes: { from: 3, to: 3 },
  compile({ node, args, compiler }) {
    const [xNode, boundsNode, valuesNode] = args as [ASTNode, ASTNode, ASTNode]
    const x = compiler.compile(xNode)
    const fits = needs('number', x, 'band()', compiler)
    const bounds = listOf(boundsNode, compiler)?.map((each) => boundOf(each, compiler))
    const values = listOf(valuesNode, compiler)?.map((each) => compiler.compile(each))
    if (!bounds || !values) return undefined
    if (bounds.length !== values.length) {
      const message = `band() has ${count(bounds.length, 'bound')} and ${count(values.length, 'value')}`
      return compiler.report('SPM3325', message, valuesNode)
    }
    if (!fits || !bounds.every(isThere) || !values.every(isThere)) return undefined
    const wrong = bounds.findIndex((bound, index) => index > 0 && !bound.value.greaterThan(bounds[index - 1]!.value))
    if (wrong > 0) {
      const message = `the bounds of band() must ascend: ${textOf(bounds[wrong - 1]!.node, compiler)}, then ${textOf(bounds[wrong]!.node, compiler)}`
      return compiler.report('SPM3325', message, bounds[wrong]!.node)
    }
    return banded(node, x, bounds, values, compiler)
  },
}

interface Bound {
  readonly node: ASTNode
  readonly value: Decimal
}

function listOf(node: ASTNode, compiler: Compiler): readonly ASTNode[] | undefined {
  if (node.op === 'list' && node.args.length > 0) return node.args
  return compiler.report('SPM4009', 'band() takes its bounds and its values as two lists', node, `Write ${FORM}.`)
}

/** A number that is the same for every deal; a quotient would be a rounded bound. */
function boundOf(node: ASTNode, compiler: Compiler): Bound | undefined {
  const part = compiler.compile(node)
  if (!needs('number', part, 'a bound of band()', compiler)) return undefined
  const fixed = part.constant !== undefined || mentionsOf(node).size === 0
  const value = fixed && !part.fraction ? part.run({}) : undefined
  if (value !== undefined && !(value instanceof Absent)) return { node, value: value as Decimal }
  const message = `a bound of band() is a plain number, not ${textOf(node, compiler)}`
  return compiler.report('SPM3325', message, node)
}

function banded(
  node: ASTNode,
  x: Typed,
  bounds: readonly Bound[],
  values: readonly Typed[],
  compiler: Compiler,
): Typed | undefined {
  const [first] = values as [Typed, ...Typed[]]
  const odd = values.find((each) => each.type !== first.type)
  if (odd) {
    const message = `all values of band() need one type, but they are ${TYPE_WORDS[first.type]} and ${TYPE_WORDS[odd.type]}`
    return compiler.report('SPM4004', message, odd.node)
  }
  const marks = bounds.map(({ value }): Fraction => ({ num: value, den: ONE }))
  const lowest = formatDecimal(bounds[0]!.value)
  const reason = `${textOf(x.node, compiler)} is below ${lowest}, the first bound of band()`
  const below = new Absent(reason, rootOfLack(x.node), columnOf(x.node), 'SPM5606')
  const position = fractionOf(x)
  const choose =
    <T>(choices: readonly ((frame: Frame) => T | Absent)[]) =>
    (frame: Frame): T | Absent => {
      const at = position(frame)
      if (at instanceof Absent) return at
      const reached = marks.findLastIndex((mark) => compareFractions(at, mark) >= 0)
      return reached < 0 ? below : choices[reached]!(frame)
    }
  if (values.some(({ fraction }) => fraction)) {
    const fraction = choose(values.map(fractionOf))
    return { node, type: 'number', run: quotient(fraction), total: false, fraction }
  }
  return { node, type: first.type, run: choose(values.map(({ run }) => run)), total: false }
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined
}

function textOf(node: ASTNode, { text }: Compiler): string {
  return text.slice(node.start, node.end)
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}
