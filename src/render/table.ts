import Table from 'cli-table3'
import type { ChalkInstance } from 'chalk'
import { safe } from './safe.js'
import { cutTo, displayWidth, padTo } from './width.js'

export interface TableColumn {
  readonly name: string
  /** Numbers stand to the right and are never cut. */
  readonly align: 'left' | 'right'
  /** `key` is cut only when all else is; an `extra` never, but it is left out where the rest would suffer. */
  readonly keep?: 'key' | 'extra' | undefined
}

export interface TableContent {
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly string[])[]
}

export interface TableOptions {
  readonly isTTY: boolean
  /** Width to stay within on a terminal, by cutting text columns; pipes get everything. */
  readonly width: number
  readonly chalk: ChalkInstance
  /** Rows to show on a terminal at most. */
  readonly limit?: number
}

/** Rows under a heading; sections of a table have their columns in common. */
export interface TableSection {
  readonly heading: string
  readonly rows: readonly (readonly string[])[]
  readonly total: readonly string[] | undefined
  readonly remark: string | undefined
}

export interface SectionedContent {
  readonly columns: readonly TableColumn[]
  readonly sections: readonly TableSection[]
}

/** A boxed table above this many rows is slow (cli-table3 grows faster than its rows) and no easier to read. */
const BOXED_ROWS = 60
const NARROWEST = 8
/** Names stay readable down to this; columns that are an extra go before they are cut further. */
const READABLE = 12
const DEFAULT_LIMIT = 500

function naturalWidths(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): number[] {
  const natural = columns.map((column) => displayWidth(column.name))
  for (const row of rows) {
    for (const [index, cell] of row.entries()) natural[index] = Math.max(natural[index]!, displayWidth(cell))
  }
  return natural
}

/** Widths of the columns, the widest text columns cut until the whole fits or nothing more can be cut. */
function fit(
  natural: readonly number[],
  columns: readonly TableColumn[],
  room: number,
  narrowest = NARROWEST,
  cutKeys = true,
): number[] {
  const widths = [...natural]
  let over = widths.reduce((total, width) => total + width, 0) - room
  while (over > 0) {
    let widest = -1
    for (const [index, column] of columns.entries()) {
      const canCut = column.align === 'left' && column.keep !== 'extra' && (cutKeys || column.keep !== 'key')
      if (canCut && widths[index]! > narrowest && widths[index]! > (widths[widest] ?? 0)) widest = index
    }
    if (widest < 0) break
    widths[widest]! -= 1
    over -= 1
  }
  return widths
}

type Style = (text: string) => string
const unstyled: Style = (text) => text

/** Makes lines of plain columns. */
function lineMaker(columns: readonly TableColumn[], widths: readonly number[], gap = 2) {
  const last = columns.length - 1
  const line = (cells: readonly string[], style: Style = unstyled): string =>
    cells
      .map((cell, index) => {
        const { align } = columns[index]!
        return style(index === last && align === 'left' ? cell : padTo(cell, widths[index]!, align))
      })
      .join(' '.repeat(gap))
      .trimEnd()
  const names = columns.map((column, index) => cutTo(column.name, widths[index]!))
  const rule = widths.map((width) => '-'.repeat(width))
  return {
    line,
    names: (chalk: ChalkInstance): string => line(names, chalk.bold),
    rule: (chalk: ChalkInstance): string => line(rule, chalk.dim),
  }
}

function plain(table: TableContent, widths: readonly number[], chalk: ChalkInstance): string {
  const { line, names, rule } = lineMaker(table.columns, widths)
  return `${[names(chalk), rule(chalk), ...table.rows.map((row) => line(row))].join('\n')}\n`
}

function boxed(table: TableContent, chalk: ChalkInstance): string {
  const box = new Table({
    head: table.columns.map((column) => chalk.bold(column.name)),
    colAligns: table.columns.map((column) => column.align),
    // Colours come from our chalk alone: the library would write its own into pipes.
    style: { head: [], border: [], compact: true },
  })
  for (const row of table.rows) box.push([...row])
  return `${box.toString()}\n`
}

/** A table for people: boxed on a terminal when small, in plain columns otherwise. Cells are made safe here. */
export function renderTable(
  content: TableContent,
  { isTTY, width, chalk, limit = DEFAULT_LIMIT }: TableOptions,
): string {
  const hidden = isTTY ? Math.max(0, content.rows.length - limit) : 0
  const shown = hidden > 0 ? content.rows.slice(0, limit) : content.rows
  const columns = content.columns.map((column) => ({ ...column, name: safe(column.name) }))
  const cells = shown.map((row) => row.map(safe))
  const natural = naturalWidths(columns, cells)
  const asBox = isTTY && cells.length <= BOXED_ROWS
  const frame = asBox ? columns.length * 3 + 1 : (columns.length - 1) * 2
  const widths = isTTY ? fit(natural, columns, width - frame) : natural
  const rows = isTTY ? cells.map((row) => row.map((cell, index) => cutTo(cell, widths[index]!))) : cells
  const fits = widths.reduce((total, each) => total + each, frame) <= width
  const text = asBox && fits ? boxed({ columns, rows }, chalk) : plain({ columns, rows }, widths, chalk)
  return text + moreRows(hidden)
}

function moreRows(hidden: number): string {
  return hidden === 0 ? '' : `… and ${hidden} more rows: --format csv shows all\n`
}

/** Sections of plain columns of the same widths, so that the eye can go down them. Cells are made safe here. */
export function renderSections(
  content: SectionedContent,
  { isTTY, width, chalk, limit = DEFAULT_LIMIT }: TableOptions,
): string {
  const all = content.columns.map((column) => ({ ...column, name: safe(column.name) }))
  let left = isTTY ? limit : Infinity
  let hidden = 0
  const sections = content.sections.flatMap((section) => {
    const rows = section.rows.slice(0, left).map((row) => row.map(safe))
    left -= rows.length
    hidden += section.rows.length - rows.length
    return rows.length > 0 ? [{ ...section, rows, total: section.total?.map(safe) }] : []
  })
  const natural = naturalWidths(
    all,
    sections.flatMap(({ rows, total }) => (total ? [...rows, total] : rows)),
  )
  const whole: Layout = { kept: all.map((_, index) => index), widths: natural, gap: 2 }
  const { kept, widths, gap } = isTTY ? fitColumns(all, natural, width) : whole
  const columns = kept.map((index) => all[index]!)
  const { line, names, rule } = lineMaker(columns, widths, gap)
  const cut = (row: readonly string[]): string[] => kept.map((index, at) => cutTo(row[index]!, widths[at]!))
  const texts = sections.map(({ heading, rows, total, remark }) =>
    [
      ...(heading === '' ? [] : [chalk.bold(isTTY ? cutTo(safe(heading), width) : safe(heading))]),
      names(chalk),
      rule(chalk),
      ...rows.map((row) => line(cut(row))),
      ...(total ? [rule(chalk), line(cut(total), chalk.bold)] : []),
      ...(remark === undefined ? [] : [safe(remark)]),
    ].join('\n'),
  )
  return texts.map((text) => `\n${text}\n`).join('') + moreRows(hidden)
}

interface Layout {
  /** Indexes of the columns. */
  readonly kept: readonly number[]
  readonly widths: readonly number[]
  /** Blanks between columns. */
  readonly gap: number
}

/** Makes columns fit a width: closer together and names cut a little first, then extras left out, the last one first. */
function fitColumns(columns: readonly TableColumn[], natural: readonly number[], width: number): Layout {
  const attempt = (kept: readonly number[], gap: number, narrowest: number, cutKeys: boolean): Layout | undefined => {
    const room = width - (kept.length - 1) * gap
    const chosen = kept.map((index) => columns[index]!)
    const own = kept.map((index) => natural[index]!)
    const widths = fit(own, chosen, room, narrowest, cutKeys)
    return widths.reduce((total, each) => total + each, 0) <= room ? { kept, widths, gap } : undefined
  }
  let kept: readonly number[] = columns.map((_, index) => index)
  for (;;) {
    const layout = attempt(kept, 2, READABLE, false) ?? attempt(kept, 1, READABLE, false)
    if (layout) return layout
    const extra = kept.findLast((index) => columns[index]!.keep === 'extra')
    if (extra === undefined) break
    kept = kept.filter((index) => index !== extra)
  }
  const widths = fit(
    kept.map((index) => natural[index]!),
    kept.map((index) => columns[index]!),
    width - kept.length + 1,
  )
  return { kept, widths, gap: 1 }
}
