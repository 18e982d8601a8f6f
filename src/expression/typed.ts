import type { ASTNode } from '@marcbachmann/cel-js'
import type { Decimal } from '../base/decimal.js'
import type { Code } from '../diagnostics/catalogue.js'
import type { Cell, CellType, Columns, KeyedTable } from '../model/table.js'

/** What an expression is evaluated on: the rows it may name, and values beside them. */
export interface Frame {
  readonly deal?: readonly Cell[] | undefined
  readonly rep?: readonly Cell[] | undefined
  /** Values of the scope's `names`; undefined is blank. */
  readonly values?: Readonly<Record<string, Cell>> | undefined
}

/** What an expression may name, known before any row is read. */
export interface ExpressionScope {
  readonly deal?: Columns | undefined
  readonly rep?: Columns | undefined
  /** Further values by their written name, `quota` or `credit.amount`: a line here and a value in the frame is all it takes. */
  readonly names?: ReadonlyMap<string, CellType> | undefined
  /** What `lookup()` can look into, by name. */
  readonly tables?: ReadonlyMap<string, KeyedTable> | undefined
  /** Values that the plan names; one of them is as good as the value written out. */
  readonly constants?: NamedConstants | undefined
}

/** The constants of a plan, as expressions ask for them. */
export interface NamedConstants {
  readonly names: readonly string[]
  /** The constant of a name, which from then on counts as used. */
  use(name: string): ConstantTerm | undefined
}

export interface ConstantTerm {
  readonly type: CellType
  readonly value: Exclude<Cell, undefined>
  /** The reps column whose filled cell is the payee's own value. */
  readonly perPayee?: string | undefined
}

/**
 * The result of an expression that has none for this row: a blank cell was used, or a number divided by zero.
 * A value, not an exception, made once per reference while compiling, so that it costs nothing per row.
 */
export class Absent {
  constructor(
    /** `deal.amount is blank`, for messages. */
    readonly reason: string,
    readonly root?: 'deal' | 'rep' | 'name',
    /** The blank column or name. */
    readonly column?: string,
    /** What kind of trouble it is, where it is not a blank cell: a look-up without an answer. */
    readonly code?: Code,
  ) {}
}

export function isAbsent(value: unknown): value is Absent {
  return value instanceof Absent
}

export const DIVISION_BY_ZERO = new Absent('it divides by zero')

export type Run = (frame: Frame) => Cell | Absent

/** A quotient kept as two numbers, so that rounding a division never decides a comparison (F10). `den` is not zero. */
export interface Fraction {
  readonly num: Decimal
  readonly den: Decimal
}

/** A checked and compiled part of an expression. */
export interface Typed {
  readonly node: ASTNode
  readonly type: CellType
  readonly run: Run
  /** Never absent: spares the test. */
  readonly total: boolean
  /** The value, when it does not depend on the row. */
  readonly constant?: Exclude<Cell, undefined>
  /** Present where the number contains a division. */
  readonly fraction?: (frame: Frame) => Fraction | Absent
  /** How to say in spm.yaml that this text column is a `type`. */
  readonly declare?: (type: CellType) => string
}

/** What the parts of the compiler share. */
export interface Compiler {
  readonly text: string
  readonly scope: ExpressionScope
  readonly uses: { readonly deal: Set<string>; readonly rep: Set<string>; readonly names: Set<string> }
  report(code: Code, message: string, at: { readonly start: number; readonly end: number }, fix?: string): undefined
  compile(node: ASTNode): Typed | undefined
}

export const TYPE_WORDS: Readonly<Record<CellType, string>> = {
  text: 'text',
  number: 'a number',
  date: 'a date',
  boolean: 'true or false',
}

/** A part that reads no row is its value; a division by zero stays without one. */
export function folded(typed: Typed, ...parts: readonly Typed[]): Typed {
  if (parts.some((part) => part.constant === undefined)) return typed
  const constant = typed.run({})
  return constant === undefined || constant instanceof Absent ? typed : { ...typed, run: () => constant, constant }
}

export function constantOf(node: ASTNode, type: CellType, constant: Exclude<Cell, undefined>): Typed {
  return { node, type, run: () => constant, total: true, constant }
}

/** Reports a part whose type is not the needed one; true when it fits (an unknown type has been reported already). */
export function needs(type: CellType, part: Typed | undefined, by: string, compiler: Compiler): part is Typed {
  if (!part) return false
  if (part.type === type) return true
  const written = compiler.text.slice(part.node.start, part.node.end)
  compiler.report(
    'SPM4004',
    `${by} needs ${TYPE_WORDS[type]}, but ${written} is ${TYPE_WORDS[part.type]}`,
    part.node,
    fixFor(part, type),
  )
  return false
}

/** Advice for a part that has another type than wanted. */
export function fixFor(part: Typed, wanted: CellType): string | undefined {
  if (part.declare && part.type === 'text') return part.declare(wanted)
  if (part.type !== 'text' || typeof part.constant !== 'string') return undefined
  if (wanted === 'date') return `Write date("${part.constant}").`
  if (wanted === 'boolean' && /^(?:true|false)$/i.test(part.constant))
    return `Write ${part.constant.toLowerCase()} without quotes.`
  return wanted === 'number' ? 'Write the number without quotes.' : undefined
}
