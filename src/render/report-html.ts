import { formatDecimal, parseDecimal } from '../base/decimal.js'
import { grouped } from '../base/money.js'
import type { Report } from '../reports/report.js'
import { goalBar, shareBar, sparkBars } from './html/bars.js'
import { html, type Html } from './html/markup.js'
import { renderPage } from './html/page.js'
import { htmlTable, type HtmlColumn } from './html/table.js'
import { forPeople, headingOf } from './people.js'

/** A report as one page: a table for each section. */
export function reportHtml(report: Report): string {
  const { title, sections, remarks } = report
  const { seen, cells } = forPeople(report, draw)
  // A head such as `0%    100%` is for a terminal's bars.
  const columns = seen.map(({ name, plainName, kind }): HtmlColumn => ({
    name: kind === 'bar' ? plainName : name,
    kind,
  }))
  const parts = sections.flatMap((section) => {
    if (section.rows.length === 0) return []
    const heading = headingOf(report, section.rows[0])
    const table = htmlTable({
      caption: heading === '' ? title : heading,
      headed: true,
      columns,
      rows: section.rows.map(cells),
      total: section.total && cells(section.total),
    })
    const head = heading === '' ? undefined : html`<h2>${heading}</h2> `
    return [head, table, section.remark === undefined ? undefined : html`<p>${section.remark}</p> `]
  })
  return renderPage({ title, body: [...parts, remarks.map((remark) => html`<p>${remark}</p> `)] })
}

function draw(kind: 'goal' | 'share' | 'columns', cell: string, name: string): Html {
  if (kind === 'goal') return goalBar(cell)
  if (kind === 'share') return shareBar(cell)
  const values = cell.split(' ').flatMap((each) => parseDecimal(each) ?? [])
  return sparkBars(name.replaceAll('_', ' '), values, (value) => grouped(formatDecimal(value)))
}
