import { parseDate } from '../base/date.js'
import { Decimal, parseDecimal } from '../base/decimal.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { Absent, type Frame } from '../expression/expression.js'
import type { Cell, CellType } from '../model/table.js'
import type { RateContext } from './rate.js'

/** A column by whose cells a rate is looked up: `product` or `deal.product`, `rep.region`. */
export interface Attribute {
  /** As the plan writes it. */
  readonly name: string
  readonly root: 'deal' | 'rep'
  readonly column: string
  readonly type: CellType
  read(frame: Frame): Cell
  /** What the look-up says when the cell is blank and a value is asked of it. */
  readonly blank: Absent
}

type Path = readonly (string | number)[]

/** Resolves a column of the deals or, as `rep.x`, of the reps; undefined when reported as unknown. */
export function compileAttribute(name: string, path: Path, context: RateContext): Attribute | undefined {
  const [, prefix, rest] = /^(?:(deal|rep)\.)?([^]+)$/.exec(name)!
  const root = prefix === 'rep' ? 'rep' : 'deal'
  const columns = context.scope[root]
  if (columns === undefined) {
    context.report('SPM3210', `what is paid once a window knows no ${root}: write rep.${rest!}`, path)
    return undefined
  }
  const column = columns.get(rest!)
  if (column === undefined) {
    const hint = didYouMean(rest!, columns.names)
    context.report('SPM3210', `${root === 'deal' ? 'deals' : 'reps'} have no column "${rest}".${hint}`, path)
    return undefined
  }
  const { slot, type } = column
  return {
    name,
    root,
    column: column.name,
    type,
    read: root === 'deal' ? (frame) => frame.deal![slot] : (frame) => frame.rep![slot],
    blank: new Absent(`${root}.${column.name} is blank`, root, column.name),
  }
}

/** A cell's value written in a plan, in the type of its column; undefined when reported as unreadable. */
export function attributeValue(
  text: string,
  { name, type }: Attribute,
  path: Path,
  context: RateContext,
): Exclude<Cell, undefined> | undefined {
  const value =
    type === 'number'
      ? parseDecimal(text)
      : type === 'date'
        ? parseDate(text)
        : type === 'boolean'
          ? ({ true: true, false: false } as Readonly<Record<string, boolean>>)[text]
          : text
  if (value === undefined) {
    const wanted = { number: 'a number', date: 'a date', boolean: 'true or false', text: 'text' }[type]
    context.report('SPM3211', `${name} is ${wanted}, which "${text}" is not`, path)
  }
  return value
}

export function sameValue(a: Cell, b: Cell): boolean {
  return a instanceof Decimal && b instanceof Decimal ? a.equals(b) : a === b
}
