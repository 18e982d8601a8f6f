import { displayWidth } from '../render/width.js'
import type { Entry, Group } from './tree.js'

/** Lines are filled to this width at most by columns; what is longer by itself stays as it is. */
export const MOST_WIDTH = 120

/** A group in braces or brackets on one line. */
export function inline(group: Group): string {
  return enclosed(group, cellsOf(group).join(', '))
}

/**
 * The lines of a list whose items are all groups of one kind on one line (tiers, rows of a table), their entries one below
 * the other. Undefined where the list has other items, or would become too wide.
 * @param room columns that a line has
 */
export function aligned(list: Group, room: number): readonly string[] | undefined {
  const rows = list.entries.map(({ value }) => value)
  const groups = rows.filter((row): row is Group => row.kind === 'group' && isInline(row))
  if (groups.length < rows.length || groups.length < 2 || new Set(groups.map((each) => each.of)).size > 1)
    return undefined
  const cells = groups.map(cellsOf)
  const widths = widthsOf(groups, cells)
  const lines = cells.map((row, n) => {
    const filled = row.map((cell, index) =>
      index === row.length - 1 ? cell : `${cell},`.padEnd(widths[index]! + cell.length - displayWidth(cell)),
    )
    return enclosed(groups[n]!, filled.join(' '))
  })
  const isWide = (line: string, { trail }: Entry): boolean => displayWidth(`${line} ${trail ?? ''}`) > room
  const wide = lines.some((line, n) => isWide(line, list.entries[n]!) && !isWide(inline(groups[n]!), list.entries[n]!))
  return wide ? undefined : lines
}

/** How wide each column is; 0 where what comes next is of another kind in each row, so that it is no column. */
function widthsOf(groups: readonly Group[], cells: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = []
  for (const row of cells) {
    for (const [index, cell] of row.slice(0, -1).entries()) {
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell) + 1)
    }
  }
  return widths.map((width, index) => {
    const next = new Set(groups.flatMap(({ entries }) => (entries[index + 1] ? [entries[index + 1]!.key] : [])))
    return next.size > 1 ? 0 : width
  })
}

/** Whether a group in braces or brackets stays on its line. */
export function isInline({ flow, broken, entries, tail }: Group): boolean {
  const hasComment = tail.length > 0 || entries.some(({ lead, trail }) => lead.length > 0 || trail !== undefined)
  return flow && !broken && !hasComment
}

function enclosed({ of }: Group, inside: string): string {
  if (inside === '') return of === 'map' ? '{}' : '[]'
  return of === 'map' ? `{ ${inside} }` : `[${inside}]`
}

function cellsOf({ entries }: Group): string[] {
  return entries.map(({ key, value }) => {
    const text = value.kind === 'leaf' ? value.lines.join(' ') : inline(value)
    return key === undefined ? text : `${key}: ${text}`
  })
}
