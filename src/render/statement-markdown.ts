import { formatDecimal } from '../base/decimal.js'
import { grouped, isCurrency, minorDigits, round } from '../base/money.js'
import type { Block, Curve, PayRow, Statement } from '../statement/statement.js'
import { markdownTable, markdownText } from './markdown.js'

/** A statement as Markdown: to be read as text, mailed, or put on a page. */
export function statementMarkdown({ title, about, sections, foot }: Statement): string {
  const parts = sections.map(
    ({ title: head, blocks }) => `\n## ${markdownText(head)}\n${blocks.map(blockText).join('')}`,
  )
  return `# ${markdownText(title)}\n\n${markdownText(about)}\n${parts.join('')}\n---\n\n${markdownText(foot)}\n`
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'facts':
      return `\n${block.facts.map(([what, value]) => `- ${markdownText(what)}: **${markdownText(value)}**\n`).join('')}`
    case 'text':
      return `\n${markdownText(block.text)}\n`
    case 'list':
      return `\n${block.items.map((item) => `- ${markdownText(item)}\n`).join('')}`
    case 'heading':
      return `\n### ${markdownText(block.text)}\n`
    case 'curve':
      return curveText(block.curve)
    case 'table':
      return tableText(block)
    case 'pay':
      return `${captionText(block)}\n${block.rows.map((row) => payText(row, block.currency)).join('')}`
  }
}

function captionText({ caption, headed = false }: { readonly caption: string; readonly headed?: boolean }): string {
  return headed ? '' : `\n${markdownText(caption)}:\n`
}

function payText({ deal, date, what, notes, amount }: PayRow, currency: string): string {
  const head = [deal, date].filter((each) => each !== '').map(markdownText)
  const about = head.length > 0 ? `**${head[0]!}**${head.length > 1 ? `, ${head[1]!}` : ''}: ` : ''
  const lines = notes.map((note) => `  - ${markdownText(note)}\n`)
  return `- ${about}${markdownText(what)}: **${amount} ${currency}**\n${lines.join('')}`
}

/** A column that says nothing in any row is left out. */
function tableText(block: Extract<Block, { kind: 'table' }>): string {
  const { columns, rows, total } = block
  const wanted = columns.flatMap((_, at) => (rows.some((row) => row[at] !== '') ? [at] : []))
  const only = (cells: readonly string[]): readonly string[] =>
    wanted.map((at) => (columns[at]!.kind === 'bar' && cells[at] !== '' ? `${cells[at]!} %` : cells[at]!))
  return `${captionText(block)}\n${markdownTable({
    columns: wanted.map((at) => ({
      name: columns[at]!.name,
      align: columns[at]!.kind === 'text' ? ('left' as const) : ('right' as const),
    })),
    rows: [...rows, ...(total ? [total] : [])].map(only),
  })}`
}

/** The corners of a curve as a table; a round one by some of its points. */
function curveText({ title, unit, pays, lines, mark }: Curve): string {
  const value = (amount: Curve['lines'][number]['points'][number]['x'], of: string): string =>
    isCurrency(of)
      ? grouped(round(amount, minorDigits(of), 'half_up').toFixed(minorDigits(of)))
      : grouped(formatDecimal(round(amount, 2, 'half_up')))
  const rows = lines.flatMap(({ label, points }) =>
    points.map(({ x, y }) => [label, value(x, unit), value(y, pays)] as const),
  )
  const here = mark ? [[mark.label, value(mark.x, unit), value(mark.y, pays)] as const] : []
  const columns = [
    { name: '', align: 'left' as const },
    { name: unit, align: 'right' as const },
    { name: `pays, ${pays}`, align: 'right' as const },
  ]
  return `\n${markdownText(title)}:\n\n${markdownTable({ columns, rows: [...rows, ...here] })}`
}
