import type { ASTNode } from '@marcbachmann/cel-js'
import { parseDate, daysBetween, monthsBetween, type PlainDate } from '../base/date.js'
import { Decimal, mended } from '../base/decimal.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { Cell, CellType } from '../model/table.js'
import { band } from './band.js'
import type { FunctionSpec } from './function-spec.js'
import { lookup } from './look-up-table.js'
import { compareFractions, fractionOf, orderOf, quotient } from './operators.js'
import { compileHas } from './reference.js'
import {
  Absent,
  constantOf,
  folded,
  needs,
  type Compiler,
  type Fraction,
  type Frame,
  type Run,
  type Typed,
} from './typed.js'

/** A function whose arguments are all of fixed types and whose result follows from their values. */
function simple(
  form: string,
  types: readonly CellType[],
  type: CellType,
  apply: (...values: never[]) => Exclude<Cell, undefined>,
  method = false,
): FunctionSpec {
  return {
    form,
    takes: { from: types.length, to: types.length },
    method,
    compile: ({ node, name, args, compiler }) => {
      const parts = typedArguments(args, types, name, compiler)
      if (!parts) return undefined
      const evaluate = apply as (...values: Cell[]) => Exclude<Cell, undefined>
      const run: Run = (frame) => {
        const values: Cell[] = []
        for (const part of parts) {
          const value = part.run(frame)
          if (value instanceof Absent) return value
          values.push(value)
        }
        return evaluate(...values)
      }
      return folded({ node, type, run, total: parts.every((part) => part.total) }, ...parts)
    },
  }
}

function typedArguments(
  args: readonly ASTNode[],
  types: readonly CellType[],
  name: string,
  compiler: Compiler,
): readonly Typed[] | undefined {
  const parts = args.map((arg) => compiler.compile(arg))
  const fits = parts.map((part, i) => needs(types[Math.min(i, types.length - 1)]!, part, `${name}()`, compiler))
  return fits.includes(false) ? undefined : (parts as Typed[])
}

/** The smallest or largest of numbers or dates; quotients are compared by cross-multiplication. */
function extreme(form: string, sign: 1 | -1): FunctionSpec {
  return {
    form,
    takes: { from: 2, to: 32 },
    compile: ({ node, name, args, compiler }) => {
      const first = compiler.compile(args[0]!)
      const type = first?.type === 'date' ? 'date' : 'number'
      const rest = args.slice(1).map((arg) => compiler.compile(arg))
      const fits = [first, ...rest].map((part) => needs(type, part, `${name}()`, compiler))
      if (fits.includes(false)) return undefined
      return (rest as Typed[]).reduce((a, b) => better(node, a, b, sign), first!)
    },
  }
}

function better(node: ASTNode, left: Typed, right: Typed, sign: 1 | -1): Typed {
  const total = left.total && right.total
  if (left.fraction || right.fraction) {
    const [a, b] = [fractionOf(left), fractionOf(right)]
    const fraction = (frame: Frame): Fraction | Absent => {
      const x = a(frame)
      if (x instanceof Absent) return x
      const y = b(frame)
      return y instanceof Absent ? y : compareFractions(x, y) * sign <= 0 ? x : y
    }
    return folded({ node, type: 'number', run: quotient(fraction), total: false, fraction }, left, right)
  }
  const order = orderOf(left, right)
  const run: Run = (frame) => {
    const result = order(frame)
    return result instanceof Absent ? result : result * sign <= 0 ? left.run(frame) : right.run(frame)
  }
  return folded({ node, type: left.type, run, total }, left, right)
}

const round: FunctionSpec = {
  form: 'round(x, 2)',
  takes: { from: 1, to: 2 },
  compile: ({ node, args, compiler }) => {
    const part = compiler.compile(args[0]!)
    const fits = needs('number', part, 'round()', compiler)
    const digits = args[1] ? compiler.text.slice(args[1].start, args[1].end) : '0'
    if (!/^(?:\d|10)$/.test(digits)) {
      return compiler.report(
        'SPM4009',
        'the digits of round() are a whole number from 0 to 10',
        args[1]!,
        'Write round(x, 2).',
      )
    }
    if (!fits) return undefined
    const places = digits === '10' ? 10 : digits.charCodeAt(0) - 48
    return mapNumber(node, part, (value) => mended(value).toDecimalPlaces(places, Decimal.ROUND_HALF_UP))
  },
}

function mapNumber(node: ASTNode, part: Typed, apply: (value: Decimal) => Decimal): Typed {
  const { run } = part
  const mapped: Run = (frame) => {
    const value = run(frame)
    return value instanceof Absent ? value : apply(value as Decimal)
  }
  return folded({ node, type: 'number', run: mapped, total: part.total }, part)
}

const date: FunctionSpec = {
  form: 'date("2026-03-31")',
  takes: { from: 1, to: 1 },
  compile: ({ node, args: [arg], compiler }) => {
    if (arg?.op !== 'value' || typeof arg.args !== 'string') {
      const fix = 'A column is made a date by declaring it in spm.yaml: types: { x: date }.'
      return compiler.report('SPM4009', 'date() takes a date in quotes', arg ?? node, fix)
    }
    const day = parseDate(arg.args)
    return day === undefined
      ? compiler.report('SPM4007', `"${arg.args}" is not a date`, arg)
      : constantOf(node, 'date', day)
  },
}

/** A value of another component, by its id: `attainment_of("new_business")`, a name `attainment_of:new_business` of the scope. */
function ofComponent(name: string, blank: string): FunctionSpec {
  return {
    form: `${name}("component")`,
    takes: { from: 1, to: 1 },
    compile: ({ node, args: [arg], compiler }) => {
      if (arg?.op !== 'value' || typeof arg.args !== 'string') {
        return compiler.report('SPM4009', `${name}() takes the id of a component in quotes`, arg ?? node)
      }
      const key = `${name}:${arg.args}`
      if (!compiler.scope.names?.has(key)) {
        const ids = [...(compiler.scope.names?.keys() ?? [])].flatMap((each) =>
          each.startsWith(`${name}:`) ? [each.slice(name.length + 1)] : [],
        )
        const known = ids.length > 0 ? `Components here: ${ids.join(', ')}.` : 'No component here has one.'
        return compiler.report(
          'SPM4002',
          `${name}() knows no component "${arg.args}".${didYouMean(arg.args, ids)}`,
          arg,
          known,
        )
      }
      compiler.uses.names.add(key)
      const absent = new Absent(`"${arg.args}" ${blank}`, 'name', key)
      return { node, type: 'number', run: (frame) => frame.values?.[key] ?? absent, total: false }
    },
  }
}

/** Every function of the language; nothing else can be called. */
export const FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  min: extreme('min(a, b)', 1),
  max: extreme('max(a, b)', -1),
  abs: {
    form: 'abs(x)',
    takes: { from: 1, to: 1 },
    compile: ({ node, args, compiler }) => {
      const [part] = typedArguments(args, ['number'], 'abs', compiler) ?? []
      const absolute = (value: Decimal): Decimal => value.abs()
      return part && unaryNumber(node, part, absolute, absolute)
    },
  },
  round,
  floor: simple('floor(x)', ['number'], 'number', (x: Decimal) => mended(x).floor()),
  ceil: simple('ceil(x)', ['number'], 'number', (x: Decimal) => mended(x).ceil()),
  days_between: simple(
    'days_between(from, to)',
    ['date', 'date'],
    'number',
    (from: PlainDate, to: PlainDate) => new Decimal(daysBetween(from, to)),
  ),
  months_between: simple(
    'months_between(from, to)',
    ['date', 'date'],
    'number',
    (from: PlainDate, to: PlainDate) => new Decimal(monthsBetween(from, to)),
  ),
  date,
  band,
  lookup,
  attainment_of: ofComponent('attainment_of', 'has no quota to be an attainment of'),
  score_of: ofComponent('score_of', 'has no objectives, or some without a score'),
  has: {
    form: 'has(deal.x)',
    takes: { from: 1, to: 1 },
    compile: ({ node, args, compiler }) => compileHas(node, args[0], compiler),
  },
  size: simple('size(text)', ['text'], 'number', (text: string) => new Decimal([...text].length), true),
  startsWith: simple(
    'text.startsWith("a")',
    ['text', 'text'],
    'boolean',
    (text: string, part: string) => text.startsWith(part),
    true,
  ),
  endsWith: simple(
    'text.endsWith("a")',
    ['text', 'text'],
    'boolean',
    (text: string, part: string) => text.endsWith(part),
    true,
  ),
  contains: simple(
    'text.contains("a")',
    ['text', 'text'],
    'boolean',
    (text: string, part: string) => text.includes(part),
    true,
  ),
  lower: simple('text.lower()', ['text'], 'text', (text: string) => text.toLowerCase(), true),
}

/** A change of sign, which a quotient keeps; `den` says what becomes of its second number. */
export function unaryNumber(
  node: ASTNode,
  part: Typed,
  num: (value: Decimal) => Decimal,
  den: (value: Decimal) => Decimal = (value) => value,
): Typed {
  const { fraction } = part
  if (!fraction) return mapNumber(node, part, num)
  const changed = (frame: Frame): Fraction | Absent => {
    const value = fraction(frame)
    return value instanceof Absent ? value : { num: num(value.num), den: den(value.den) }
  }
  return folded({ node, type: 'number', run: quotient(changed), total: false, fraction: changed }, part)
}

/** `name(a, b)`, or `a.name(b)` when `receiver` is given. */
export function compileCall(
  node: ASTNode,
  name: string,
  receiver: ASTNode | undefined,
  args: readonly ASTNode[],
  compiler: Compiler,
): Typed | undefined {
  const spec = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
  if (!spec) {
    const fix = `Functions: ${Object.keys(FUNCTIONS).join(', ')}.`
    return compiler.report(
      'SPM4005',
      `there is no function "${name}".${didYouMean(name, Object.keys(FUNCTIONS))}`,
      node,
      fix,
    )
  }
  if (receiver && !spec.method) {
    return compiler.report('SPM4009', `${name}() is not written after a point`, node, `Write ${spec.form}.`)
  }
  const all = receiver ? [receiver, ...args] : args
  const { from, to } = spec.takes
  if (all.length < from || all.length > to) {
    const count = from === to ? `${from} value${from === 1 ? '' : 's'}` : `${from} to ${to} values`
    return compiler.report('SPM4009', `${name}() takes ${count}, here are ${all.length}`, node, `Write ${spec.form}.`)
  }
  return spec.compile({ node, name, args: all, compiler })
}
