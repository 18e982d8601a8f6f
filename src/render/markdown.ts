import { safe } from './safe.js'
import type { TableContent } from './table.js'

/** Text from files in Markdown: what means something there is escaped. */
export function markdownText(text: string): string {
  return safe(text).replace(/[\\|`*_<>[\]]/g, (char) => `\\${char}`)
}

/** A table in Markdown. */
export function markdownTable({ columns, rows }: TableContent): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const lines = [
    line(columns.map((column) => markdownText(column.name))),
    line(columns.map((column) => (column.align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(markdownText))),
  ]
  return `${lines.join('\n')}\n`
}
