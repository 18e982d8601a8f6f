import type { Block, PayRow, Statement } from '../statement/statement.js'
import { goalBar } from './html/bars.js'
import { courseChart } from './html/course-chart.js'
import { html, type Html } from './html/markup.js'
import { facts, renderPage } from './html/page.js'
import { htmlTable, type HtmlCell, type HtmlColumn } from './html/table.js'

/** A statement as one page that prints well, works offline and reads aloud. */
export function statementHtml({ title, about, sections, foot }: Statement): string {
  const body = sections.map(
    ({ title: head, blocks }) =>
      html`<h2>${head}</h2>
        ${blocks.map(blockHtml)}`,
  )
  return renderPage({ title, about, body, foot })
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'facts':
      return facts(block.facts)
    case 'text':
      return html`<p>${block.text}</p> `
    case 'list':
      return html`<ul>
        ${block.items.map((item) => html`<li>${item}</li> `)}
      </ul> `
    case 'heading':
      return html`<h3>${block.text}</h3> `
    case 'curve':
      return courseChart(block.curve)
    case 'table': {
      const rows = block.rows.map((row) => row.map((cell, at) => cellHtml(cell, block.columns[at]!.kind)))
      return narrowed({ ...block, rows })
    }
    case 'pay':
      return payTable(block)
  }
}

const SHORT = /^\S{1,12}$/

function cellHtml(cell: string, kind: HtmlColumn['kind']): HtmlCell {
  if (kind === 'bar' && cell !== '') return html`${cell} %${goalBar(cell)}`
  // A period, day or id is not broken at its hyphens.
  return kind === 'text' && SHORT.test(cell) ? html`<span class="when">${cell}</span>` : cell
}

/** A column that says nothing in any row is left out. */
function narrowed({
  caption,
  headed = false,
  columns,
  rows,
  total,
}: {
  readonly caption: string
  readonly headed?: boolean
  readonly columns: readonly HtmlColumn[]
  readonly rows: readonly (readonly HtmlCell[])[]
  readonly total?: readonly HtmlCell[] | undefined
}): Html {
  const says = columns.map((_, at) => rows.some((row) => text(row[at]!) !== ''))
  const only = <T>(cells: readonly T[]): readonly T[] => cells.filter((_, at) => says[at])
  return htmlTable({ caption, headed, columns: only(columns), rows: rows.map(only), total: total && only(total) })
}

function text(cell: HtmlCell): string {
  return typeof cell === 'string' ? cell : cell.html
}

function payTable({ caption, headed, currency, rows, total }: Extract<Block, { kind: 'pay' }>): Html {
  return narrowed({
    caption,
    headed,
    columns: [
      { name: 'deal', kind: 'text' },
      { name: 'what', kind: 'text' },
      { name: currency, kind: 'number' },
    ],
    rows: rows.map((row) => [dealHtml(row), whatHtml(row), row.amount]),
    // It stands under the first column that there is.
    total: rows.some(({ deal, date }) => deal !== '' || date !== '') ? ['total', '', total] : ['', 'total', total],
  })
}

/** The deal and, below it, its day: side by side they would leave no room on a phone. */
function dealHtml({ deal, date }: PayRow): HtmlCell {
  if (date === '') return deal
  return html`${deal}${deal === '' ? undefined : html`<br />`}<small class="when">${date}</small>`
}

function whatHtml({ what, notes }: PayRow): Html {
  return html`${what}${notes.map((note) => html`<br /><small>${note}</small>`)}`
}
