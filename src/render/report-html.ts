import { formatDecimal, parseDecimal } from '../base/decimal.js'
import { grouped } from '../base/money.js'
import type { Report } from '../reports/report.js'
import { goalBar, shareBar, sparkBars } from './html/bars.js'
import { html, type Html } from './html/markup.js'
import { renderPage } from './html/page.js'
import { htmlTable, type HtmlCell, type HtmlColumn } from './html/table.js'
import { forPeople, headingOf } from './people.js'

/** A report as one page: a table for each section. */
export function reportHtml(report: Report): string {
  const { title, sections, remarks } = report
  const { seen, cells } = forPeople(report, draw)
  // A head such as `0%    100%` is for a terminal's bars.
  const columns = seen.map(({ name, plainName, kind }): HtmlColumn => ({
    name: kind === 'bar' && name.includes('%') ? plainName : name,
    kind,
  }))
  const parts = sections.flatMap((section) => {
    if (section.rows.length === 0) return []
    const heading = headingOf(report, section.rows[0])
    const rows = section.rows.map(cells)
    const total = section.total && cells(section.total)
    // Tables stand by themselves here: a column that says nothing in one is left out of it.
    const told = columns.map(
      (_, index) => index === 0 || [...rows, ...(total ? [total] : [])].some((row) => !isBlank(row[index]!)),
    )
    const only = <T>(all: readonly T[]): readonly T[] => all.filter((_, index) => told[index])
    const table = htmlTable({
      caption: heading === '' ? title : heading,
      headed: true,
      columns: only(columns),
      rows: rows.map(only),
      total: total && only(total),
    })
    const head = heading === '' ? undefined : html`<h2>${heading}</h2> `
    return [head, table, section.remark === undefined ? undefined : html`<p>${section.remark}</p> `]
  })
  return renderPage({ title, body: [...parts, remarks.map((remark) => html`<p>${remark}</p> `)] })
}

function isBlank(cell: HtmlCell): boolean {
  return (typeof cell === 'string' ? cell : cell.html) === ''
}

function draw(kind: 'goal' | 'share' | 'columns', cell: string, name: string): Html {
  if (kind === 'goal') return goalBar(cell)
  if (kind === 'share') return shareBar(cell)
  const values = cell.split(' ').flatMap((each) => parseDecimal(each) ?? [])
  return sparkBars(name.replaceAll('_', ' '), values, (value) => grouped(formatDecimal(value)))
}
