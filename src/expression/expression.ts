import type { ASTNode } from '@marcbachmann/cel-js'
import { parseDecimal } from '../base/decimal.js'
import type { Code } from '../diagnostics/catalogue.js'
import type { Cell, CellType } from '../model/table.js'
import { compileCall, unaryNumber } from './functions.js'
import { compileChoice, compileIn, compileLogical, compileNot } from './logic.js'
import { compileArithmetic, compileComparison } from './operators.js'
import { parseExpression } from './parse.js'
import { compileReference } from './reference.js'
import {
  constantOf,
  fixFor,
  needs,
  TYPE_WORDS,
  type Absent,
  type Compiler,
  type ExpressionScope,
  type Frame,
  type Typed,
} from './typed.js'

export { Absent, isAbsent, type ConstantTerm, type ExpressionScope, type Frame, type NamedConstants } from './typed.js'

/** A condition or formula of a plan, type-checked and compiled to closures over rows of cells. */
export interface Expression {
  readonly type: CellType
  /** As written. */
  readonly text: string
  /** The columns and names it mentions, also those only tested with `has()`. */
  readonly uses: {
    readonly deal: ReadonlySet<string>
    readonly rep: ReadonlySet<string>
    readonly names: ReadonlySet<string>
  }
  /** The value, where it is the same whatever the row: numbers written out, constants, and what is reckoned from them. */
  readonly constant?: Exclude<Cell, undefined> | undefined
  /** The value, or why this row gives none: a blank cell was used, or a number divided by zero. */
  evaluate(frame: Frame): Exclude<Cell, undefined> | Absent
  /** The conditions that `&&` joins, each with what it alone mentions: to tell which of them fails. Itself where it is one. */
  conjuncts(): readonly Expression[]
}

/** Deep enough for anything a person reads; far from the end of the stack. */
const MAX_DEPTH = 300

export type ReportError = (message: string, start: number, end: number, code: Code, fix?: string) => void

/** A compiler for the parts of one text; `uses` collects what they mention. */
function compilerFor(text: string, scope: ExpressionScope, onError: ReportError): Compiler {
  let depth = 0
  const compiler: Compiler = {
    text,
    scope,
    uses: { deal: new Set(), rep: new Set(), names: new Set() },
    report: (code, message, at, fix) => void onError(message, at.start, at.end, code, fix),
    compile: (node) => {
      depth += 1
      if (depth > MAX_DEPTH) {
        if (depth === MAX_DEPTH + 1) compiler.report('SPM4008', 'the expression is nested too deeply', node)
        return undefined
      }
      const typed = compileNode(node, compiler)
      if (depth <= MAX_DEPTH) depth -= 1
      return typed
    },
  }
  return compiler
}

/**
 * Checks and compiles an expression in one pass. All its type errors are reported, each at [start, end) of the text.
 * @param expect the type that the place needs, or the types it allows
 */
export function compileExpression(
  text: string,
  scope: ExpressionScope,
  expect: CellType | readonly CellType[],
  onError: ReportError,
): Expression | undefined {
  const compiler = compilerFor(text, scope, onError)
  const ast = parseExpression(text, compiler.report)
  const root = ast && compiler.compile(ast)
  if (!root) return undefined
  const expected = typeof expect === 'string' ? [expect] : expect
  if (!expected.includes(root.type)) {
    const wanted = expected.map((type) => TYPE_WORDS[type]).join(' or ')
    const fix = expected.map((type) => fixFor(root, type)).find((each) => each !== undefined)
    return compiler.report(
      'SPM4004',
      `this gives ${TYPE_WORDS[root.type]}, but ${wanted} is needed here`,
      root.node,
      fix,
    )
  }
  const evaluate = root.run as Expression['evaluate']
  const whole: Expression = {
    type: root.type,
    text,
    uses: compiler.uses,
    constant: root.constant,
    evaluate,
    conjuncts: () => {
      const parts = operandsOf(ast).map((node) => compilePart(node, text, scope))
      return parts.length > 1 && parts.every((part) => part !== undefined) ? parts : [whole]
    },
  }
  return whole
}

/** The operands of the `&&` at the top. */
export function operandsOf(node: ASTNode): readonly ASTNode[] {
  return node.op === '&&' ? node.args.flatMap(operandsOf) : [node]
}

/** A part of a checked expression by itself; undefined where it does not stand alone. */
export function compilePart(node: ASTNode, text: string, scope: ExpressionScope): Expression | undefined {
  const compiler = compilerFor(text, scope, () => undefined)
  const part = compiler.compile(node)
  if (part === undefined) return undefined
  const evaluate = part.run as Expression['evaluate']
  const written = text.slice(node.start, node.end)
  const whole: Expression = {
    type: part.type,
    text: written,
    uses: compiler.uses,
    evaluate,
    conjuncts: () => [whole],
  }
  return whole
}

function compileNode(node: ASTNode, compiler: Compiler): Typed | undefined {
  switch (node.op) {
    case 'value':
      return compileLiteral(node, compiler)
    case 'id':
    case '.':
    case '[]':
      return compileReference(node, compiler)
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileComparison(node, node.op, compiler.compile(node.args[0]), compiler.compile(node.args[1]), compiler)
    case '+':
    case '-':
    case '*':
    case '/':
      return compileArithmetic(node, node.op, compiler.compile(node.args[0]), compiler.compile(node.args[1]), compiler)
    case '&&':
    case '||':
      return compileLogical(node, node.op, compiler.compile(node.args[0]), compiler.compile(node.args[1]), compiler)
    case '!_':
      return compileNot(node, compiler.compile(node.args), compiler)
    case '-_': {
      const part = compiler.compile(node.args)
      return needs('number', part, '"-"', compiler) ? unaryNumber(node, part, (value) => value.negated()) : undefined
    }
    case '?:':
      return compileChoice(node, node.args.map(compiler.compile), compiler)
    case 'in': {
      const [left, list] = node.args
      const part = compiler.compile(left)
      if (list.op === 'list') return compileIn(node, part, list, compiler)
      return compiler.report('SPM4005', '"in" needs a list of values', list, 'Write x in ["a", "b"].')
    }
    case 'call':
      return compileCall(node, node.args[0], undefined, node.args[1], compiler)
    case 'rcall':
      return compileCall(node, node.args[0], node.args[1], node.args[2], compiler)
    case 'list':
      return compiler.report('SPM4005', 'a list can only stand after "in"', node)
    case 'map':
      return compiler.report('SPM4005', 'braces are not available in expressions', node)
    case '%':
      return compiler.report(
        'SPM4005',
        '"%" is not available: it is neither percent nor remainder',
        node,
        'Write 8% as 0.08.',
      )
    default:
      return compiler.report('SPM4005', 'this is not available in expressions', node)
  }
}

/** Numbers are read from their source text: a float in between would lose digits. */
function compileLiteral(node: ASTNode & { readonly op: 'value' }, compiler: Compiler): Typed | undefined {
  const value = node.args
  if (typeof value === 'string') return constantOf(node, 'text', value)
  if (typeof value === 'boolean') return constantOf(node, 'boolean', value)
  const written = compiler.text.slice(node.start, node.end)
  if (value === null)
    return compiler.report('SPM4005', 'null is not available', node, 'Test for a blank cell with has(deal.x).')
  if (value instanceof Uint8Array)
    return compiler.report('SPM4005', 'byte text is not available', node, 'Write the text without b before it.')
  const number = parseDecimal(written)
  return number
    ? constantOf(node, 'number', number)
    : compiler.report('SPM4006', `"${written}" is not a plain number`, node)
}
