import type { ASTNode } from '@marcbachmann/cel-js'
import { didYouMean, nearest } from '../diagnostics/suggest.js'
import type { CellType, Columns } from '../model/table.js'
import {
  Absent,
  constantOf,
  type Compiler,
  type ConstantTerm,
  type ExpressionScope,
  type Run,
  type Typed,
} from './typed.js'

/** A name with its parts: `deal.amount`, `rep["Job Title"]`, `credit.amount`, `quota`. */
export interface Reference {
  readonly root: string
  readonly rootNode: ASTNode
  readonly parts: readonly { readonly name: string; readonly start: number; readonly end: number }[]
}

const FILES = { deal: 'deals', rep: 'reps' } as const

/** Takes a chain of `.` and `["…"]` apart; undefined when it is something else, which is reported. */
export function referenceOf(node: ASTNode, compiler: Compiler): Reference | undefined {
  const parts: { name: string; start: number; end: number }[] = []
  let at: ASTNode = node
  while (at.op === '.' || at.op === '[]') {
    if (at.op === '.') {
      parts.unshift({ name: at.args[1], start: at.pos, end: at.end })
    } else {
      const [, key] = at.args
      if (key.op !== 'value' || typeof key.args !== 'string') {
        return compiler.report(
          'SPM4005',
          'only a column name in quotes can stand in square brackets here',
          key,
          'Write deal["Exact Header"].',
        )
      }
      parts.unshift({ name: key.args, start: key.start, end: key.end })
    }
    at = at.args[0]
  }
  if (at.op === 'id') return { root: at.args, rootNode: at, parts }
  return compiler.report('SPM4005', 'only deal, rep and other names have columns', at)
}

/** The place of a column in its row, or a name beside the rows. */
export type Target =
  | { readonly root: 'deal' | 'rep'; readonly name: string; readonly slot: number; readonly type: CellType }
  | { readonly root: 'name'; readonly name: string; readonly type: CellType }

export function resolve(node: ASTNode, compiler: Compiler): Target | undefined {
  const reference = referenceOf(node, compiler)
  if (!reference) return undefined
  const { root, rootNode, parts } = reference
  const { scope, uses } = compiler
  const dotted = [root, ...parts.map((part) => part.name)].join('.')
  const named = scope.names?.get(dotted)
  if (named !== undefined) {
    uses.names.add(dotted)
    return { root: 'name', name: dotted, type: named }
  }
  if (root !== 'deal' && root !== 'rep') return unknownName(dotted, rootNode, node, compiler)
  const columns = scope[root]
  if (!columns) {
    return compiler.report('SPM4002', `"${root}" cannot be used here, only ${rootsOf(scope).join(', ')}`, rootNode)
  }
  if (parts.length === 0) {
    return compiler.report(
      'SPM4002',
      `"${root}" is a whole row; name one of its columns`,
      node,
      `Write for example ${root}.${columns.names[0] ?? 'amount'}.`,
    )
  }
  const name = parts.map((part) => part.name).join('.')
  const column = columns.get(name)
  if (!column) {
    const at = { start: parts[0]!.start, end: parts.at(-1)!.end }
    return unknownColumn(root, name, columns, at, compiler)
  }
  uses[root].add(name)
  return { root, name, slot: column.slot, type: column.type }
}

export function rootsOf(scope: ExpressionScope): string[] {
  // A name with a colon is what a function asks for: `attainment_of:new_business`.
  const names = [...(scope.names?.keys() ?? [])].filter((name) => !name.includes(':'))
  return [...(scope.deal ? ['deal'] : []), ...(scope.rep ? ['rep'] : []), ...names]
}

/** All that can stand alone or before a point. */
function knownNames(scope: ExpressionScope): string[] {
  return [...rootsOf(scope), ...(scope.constants?.names ?? [])]
}

function unknownColumn(
  root: 'deal' | 'rep',
  name: string,
  columns: Columns,
  at: { start: number; end: number },
  compiler: Compiler,
): undefined {
  const other = root === 'deal' ? 'rep' : 'deal'
  const elsewhere = nearest(name, columns.names) === undefined && compiler.scope[other]?.get(name)
  const hint = elsewhere ? ` Did you mean "${other}.${name}"?` : didYouMean(name, columns.names)
  const known = columns.names.slice(0, 15).join(', ') + (columns.names.length > 15 ? ', …' : '')
  const fix = `Known columns: ${known}. Declare others in spm.yaml: inputs: { ${FILES[root]}: { types: { ${keyText(name)}: text } } }.`
  return compiler.report('SPM4003', `${FILES[root]} have no column "${name}".${hint}`, at, fix)
}

function unknownName(dotted: string, rootNode: ASTNode, node: ASTNode, compiler: Compiler): undefined {
  const { scope } = compiler
  const root = dotted.split('.', 1)[0]!
  if (scope.constants?.names.includes(root)) {
    const fix = 'Write its name alone; it always has a value.'
    return compiler.report('SPM4002', `"${root}" is a constant, not a column`, node, fix)
  }
  const owner = (['deal', 'rep'] as const).find((each) => scope[each]?.get(dotted))
  if (owner) return compiler.report('SPM4002', `unknown name "${dotted}". Did you mean "${owner}.${dotted}"?`, node)
  if (/^(?:true|false)$/i.test(root)) {
    return compiler.report('SPM4002', `unknown name "${root}"`, node, `Write ${root.toLowerCase()} in lower case.`)
  }
  const hint = didYouMean(dotted, scope.names?.keys() ?? []) || didYouMean(root, knownNames(scope))
  return compiler.report(
    'SPM4002',
    `unknown name "${root}".${hint}`,
    rootNode,
    `Names here: ${knownNames(scope).join(', ')}; text goes in double quotes.`,
  )
}

/** A name as a key or value inside YAML braces. */
export function keyText(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : JSON.stringify(name)
}

/** Compiles a column or name: blank numbers, dates and booleans are absent, blank text is ''. */
export function compileReference(node: ASTNode, compiler: Compiler): Typed | undefined {
  const constant = node.op === 'id' ? compiler.scope.constants?.use(node.args) : undefined
  if (constant) return compileConstant(node, constant, compiler)
  const target = resolve(node, compiler)
  if (!target) return undefined
  const { type, name, root } = target
  const run = readerOf(target)
  if (root !== 'name' && type === 'text') {
    const lookup = name.includes('.') && name.slice(0, name.indexOf('.'))
    const declare = (wanted: CellType): string => {
      const types = `types: { ${keyText(lookup ? name.slice(lookup.length + 1) : name)}: ${wanted} }`
      const where = lookup ? `for the lookup "${lookup}"` : `for inputs.${FILES[root]}`
      return `If the column holds ${wanted === 'boolean' ? 'yes or no' : `${wanted}s`}, declare ${types} in spm.yaml ${where}.`
    }
    return { node, type, run, total: true, declare }
  }
  const absent = new Absent(`${root === 'name' ? name : `${root}.${name}`} is blank`, root, name)
  return { node, type, run: (frame) => run(frame) ?? absent, total: false }
}

/** A constant of the plan: its value, or that of the payee's own row where it may differ by payee. */
function compileConstant(
  node: ASTNode,
  { type, value, perPayee }: ConstantTerm,
  compiler: Compiler,
): Typed | undefined {
  const name = compiler.text.slice(node.start, node.end)
  if (compiler.scope.names?.has(name)) {
    return compiler.report('SPM3602', `"${name}" has a meaning of its own here, and is a constant as well`, node)
  }
  if (perPayee === undefined) return constantOf(node, type, value)
  const { rep } = compiler.scope
  if (rep === undefined) {
    const fix = 'Name a constant without `per_payee` here.'
    return compiler.report('SPM3608', `"${name}" differs by payee, and this does not know of payees`, node, fix)
  }
  const column = rep.get(perPayee)
  // A column that is missing or of another type has been reported where the constant is written.
  if (column?.type !== type) return constantOf(node, type, value)
  compiler.uses.rep.add(perPayee)
  const { slot } = column
  const run: Run = ({ rep: cells }) => {
    const own = cells![slot]
    return own === undefined || own === '' ? value : own
  }
  return { node, type, run, total: true }
}

/** `has(deal.x)`: whether the cell is filled; a typo in it is found like everywhere else. */
export function compileHas(node: ASTNode, argument: ASTNode | undefined, compiler: Compiler): Typed | undefined {
  if (argument?.op !== '.' && argument?.op !== '[]' && argument?.op !== 'id') {
    return compiler.report('SPM4009', 'has() takes one column', argument ?? node, 'Write has(deal.cancel_date).')
  }
  const target = resolve(argument, compiler)
  if (!target) return undefined
  const run = readerOf(target)
  const filled: Run = (frame) => {
    const cell = run(frame)
    return cell !== undefined && cell !== ''
  }
  return { node, type: 'boolean', run: filled, total: true }
}

function readerOf(target: Target): (frame: Parameters<Run>[0]) => Exclude<ReturnType<Run>, Absent> {
  const { name } = target
  if (target.root === 'name') return (frame) => frame.values![name]
  const { slot } = target
  return target.root === 'deal' ? (frame) => frame.deal![slot] : (frame) => frame.rep![slot]
}
