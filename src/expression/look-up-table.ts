import type { ASTNode } from '@marcbachmann/cel-js'
import { ONE, type Decimal } from '../base/decimal.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { CellType, KeyedTable } from '../model/table.js'
import type { Call, FunctionSpec } from './function-spec.js'
import { columnOf, rootOfLack } from './mentions.js'
import { fractionOf } from './operators.js'
import { Absent, needs, TYPE_WORDS, type Compiler, type Fraction, type Frame, type Run, type Typed } from './typed.js'

const FORM = 'lookup("products", deal.product, "list_price")'

/**
 * `lookup("table", key, "column")`: the cell of a table of spm.yaml, of the column's type (F48). A key that the table
 * lacks and a blank cell are absent, unless a fourth value says what stands for them.
 */
export const lookup: FunctionSpec = {
  form: FORM,
  takes: { from: 3, to: 4 },
  compile(call) {
    const { node, args, compiler } = call
    const [tableNode, keyNode, columnNode, otherNode] = args as [ASTNode, ASTNode, ASTNode, ASTNode?]
    const key = compiler.compile(keyNode)
    const other = otherNode && compiler.compile(otherNode)
    const found = tableOf(call, tableNode, columnNode)
    if (!needs('text', key, 'the key of lookup()', compiler) || !found) return undefined
    if (otherNode && !other) return undefined
    const { name, table, index } = found
    const column = table.columns[index]!
    if (other && other.type !== column.type) {
      const message = `"${column.name}" of table "${name}" is ${TYPE_WORDS[column.type]}, but the value in its place is ${TYPE_WORDS[other.type]}`
      return compiler.report('SPM4004', message, other.node)
    }
    const read = reader(found, key, keyNode, compiler)
    if (typeof key.constant === 'string' && !other) {
      const answer = read({})
      if (answer instanceof Absent) return compiler.report('SPM3324', answer.reason, keyNode)
    }
    const declare = (wanted: CellType): string =>
      `If the column holds ${wanted === 'boolean' ? 'yes or no' : `${wanted}s`}, declare types: { ${column.name}: ${wanted} } in spm.yaml for the table "${name}".`
    const looked: Typed = { node, type: column.type, run: read, total: false, declare }
    return withOther(looked, key, other)
  },
}

interface Found {
  readonly name: string
  readonly table: KeyedTable
  readonly index: number
}

function tableOf({ compiler }: Call, tableNode: ASTNode, columnNode: ASTNode): Found | undefined {
  const name = textOf(tableNode)
  const column = textOf(columnNode)
  if (name === undefined || column === undefined) {
    const at = name === undefined ? tableNode : columnNode
    return compiler.report('SPM4009', 'lookup() names its table and column in quotes', at, `Write ${FORM}.`)
  }
  const { tables } = compiler.scope
  const table = tables?.get(name)
  if (table === undefined) {
    const known = [...(tables?.keys() ?? [])]
    const fix = known.length === 0 ? undefined : `Tables of spm.yaml: ${known.join(', ')}.`
    return compiler.report('SPM3322', `there is no table "${name}".${didYouMean(name, known)}`, tableNode, fix)
  }
  const names = table.columns.map((each) => each.name)
  const index = names.indexOf(column)
  if (index < 0) {
    const message = `table "${name}" has no column "${column}".${didYouMean(column, names)}`
    return compiler.report('SPM3323', message, columnNode, `Its columns: ${names.join(', ')}.`)
  }
  return { name, table, index }
}

function textOf(node: ASTNode): string | undefined {
  return node.op === 'value' && typeof node.args === 'string' ? node.args : undefined
}

function reader({ name, table, index }: Found, key: Typed, keyNode: ASTNode, { text }: Compiler): Run {
  const written = text.slice(keyNode.start, keyNode.end)
  const [root, column] = [rootOfLack(keyNode), columnOf(keyNode)]
  const isBlank = new Absent(`${written} is blank, and table "${name}" is looked into by it`, root, column)
  const { rows, columns } = table
  return (frame) => {
    const value = key.run(frame)
    if (value instanceof Absent) return value
    const row = rows.get(value as string)
    const cell = row?.[index]
    if (cell !== undefined && cell !== '') return cell
    if (value === '') return isBlank
    const what = row ? `a blank ${columns[index]!.name} for` : 'no row'
    return new Absent(`table "${name}" has ${what} "${value as string}"`, root, column, 'SPM5605')
  }
}

/** Another value where the table has none; what the key itself lacks stays a lack. */
function withOther(looked: Typed, key: Typed, other: Typed | undefined): Typed {
  if (other === undefined) return looked
  const { run } = looked
  const orElse =
    <T>(found: (value: Exclude<ReturnType<Run>, Absent>) => T, instead: (frame: Frame) => T | Absent) =>
    (frame: Frame): T | Absent => {
      const value = run(frame)
      if (!(value instanceof Absent)) return found(value)
      const lacking = key.total ? undefined : key.run(frame)
      return lacking instanceof Absent ? lacking : instead(frame)
    }
  const plain = orElse((value) => value, other.run)
  if (!other.fraction) return { ...looked, run: plain }
  const fraction = orElse<Fraction>((value) => ({ num: value as Decimal, den: ONE }), fractionOf(other))
  return { ...looked, run: plain, fraction }
}
