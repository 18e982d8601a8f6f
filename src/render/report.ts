import type { Report, ReportRow } from '../reports/report.js'
import { drawBar } from './bar.js'
import { csvRows } from './csv.js'
import { renderJson } from './json.js'
import { markdownTable, markdownText } from './markdown.js'
import { forPeople, headingOf, type SeenColumn } from './people.js'
import { reportHtml } from './report-html.js'
import { safe } from './safe.js'
import { renderSections, type TableColumn, type TableOptions } from './table.js'

/** One renderer a format: a further format is a line here. */
export const reportFormats = {
  table: reportTable,
  csv: reportCsv,
  json: reportJson,
  md: reportMarkdown,
  html: reportHtml,
} as const satisfies Readonly<Record<string, (report: Report, options: TableOptions) => string>>

export type ReportFormat = keyof typeof reportFormats

export function renderReport(report: Report, format: ReportFormat, options: TableOptions): string {
  return reportFormats[format](report, options)
}

function tableColumn({ name, kind, keep }: SeenColumn): TableColumn {
  return { name, align: kind === 'number' ? 'right' : 'left', keep }
}

function reportTable(report: Report, options: TableOptions): string {
  const { chalk } = options
  const { seen, cells } = forPeople(report, (kind, cell) => drawBar(kind, cell, chalk))
  const columns = seen.map(tableColumn)
  const sections = report.sections.map((section) => ({
    heading: headingOf(report, section.rows[0]),
    rows: section.rows.map(cells),
    total: section.total && cells(section.total),
    remark: section.remark,
  }))
  const remarks = report.remarks.map((remark) => `\n${safe(remark)}\n`)
  return `${chalk.bold(safe(report.title))}\n${renderSections({ columns, sections }, options)}${remarks.join('')}`
}

/**
 * Rows alone. Control characters become visible as on the terminal, where this goes when it is not sent to a file;
 * JSON has them as they are.
 */
function reportCsv(report: Report): string {
  const wanted = report.columns.flatMap(({ place }, index) => (place === 'bar' ? [] : [index]))
  const csv = csvRows(wanted.map((index) => report.columns[index]!))
  const rows = report.sections.flatMap((section) => section.rows)
  return csv.header + rows.map(({ exact }) => csv.row(wanted.map((index) => safe(exact[index]!)))).join('')
}

/** Numbers are strings, exact; a number or date that is not there is null. Fields are only ever added. */
function reportJson(report: Report): string {
  const { name, about, columns, sections } = report
  const object = ({ exact }: ReportRow): object =>
    Object.fromEntries(
      columns.flatMap(({ name: column, type, place }, index) => {
        const cell = exact[index]!
        return place === 'bar' ? [] : [[column, cell === '' && type !== 'text' ? null : cell]]
      }),
    )
  const rows = sections.flatMap((section) => section.rows.map(object))
  const said = sections.flatMap(({ remark, rows: own }) =>
    remark === undefined ? [] : [[headingOf(report, own[0]), remark].filter((part) => part !== '').join(': ')],
  )
  return renderJson({ version: 1, report: name, ...about, rows, remarks: [...said, ...report.remarks] })
}

function reportMarkdown(report: Report): string {
  const { seen, cells } = forPeople(report)
  const columns = seen.map(tableColumn)
  const parts = report.sections.map((section) => {
    const all = section.total ? [...section.rows, section.total] : section.rows
    const heading = headingOf(report, section.rows[0])
    const remark = section.remark === undefined ? '' : `\n${markdownText(section.remark)}\n`
    return `${heading === '' ? '' : `\n## ${markdownText(heading)}\n`}\n${markdownTable({ columns, rows: all.map(cells) })}${remark}`
  })
  const remarks = report.remarks.map((remark) => `\n${markdownText(remark)}\n`)
  return `# ${markdownText(report.title)}\n${parts.join('')}${remarks.join('')}`
}
