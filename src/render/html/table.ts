import { html, type Html } from './markup.js'

export interface HtmlColumn {
  readonly name: string
  /** `bar`: drawn, the cells are HTML. */
  readonly kind: 'text' | 'number' | 'bar'
}

export type HtmlCell = string | Html

export interface HtmlTable {
  /** What the table holds. */

  readonly caption: string
  /** A heading just above says the same: the caption is for those who have the page read to them. */
  readonly headed?: boolean
  readonly columns: readonly HtmlColumn[]
  /** The first cell of a row is its head, if there is something in it. */
  readonly rows: readonly (readonly HtmlCell[])[]
  readonly total?: readonly HtmlCell[] | undefined
}

/** A table that scrolls sideways where it is wider than the screen (also by keyboard, hence the focus). */
export function htmlTable({ caption, headed = false, columns, rows, total }: HtmlTable): Html {
  const className = (index: number): Html => {
    const { kind } = columns[index]!
    return kind === 'text' ? html`` : kind === 'number' ? html` class="number"` : html` class="bar"`
  }
  const line = (cells: readonly HtmlCell[]): Html => {
    const all = cells.map((cell, index) =>
      index === 0 && cell !== ''
        ? html`<th scope="row" ${className(index)}>${cell}</th>`
        : html`<td${className(index)}>${cell}</td>`,
    )
    return html`<tr>
      ${all}
    </tr> `
  }
  const heads = columns.map(({ name }, index) => html`<th scope="col" ${className(index)}>${name}</th>`)
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table>
<caption${headed ? html` class="unseen"` : undefined}>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.map(line)}</tbody>
${
  total === undefined
    ? undefined
    : html`<tfoot>
        ${line(total)}
      </tfoot> `
}</table>
</div>
`
}
