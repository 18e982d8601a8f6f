import type { Report, ReportRow } from '../reports/report.js'
import { grouped } from '../base/money.js'
import { renderBar } from './bar.js'
import { csvRows } from './csv.js'
import { renderJson } from './json.js'
import { markdownTable, markdownText } from './markdown.js'
import { safe } from './safe.js'
import { renderSections, type TableColumn, type TableOptions } from './table.js'

/** One renderer a format: a further format is a line here. */
export const reportFormats = {
  table: reportTable,
  csv: reportCsv,
  json: reportJson,
  md: reportMarkdown,
} as const satisfies Readonly<Record<string, (report: Report, options: TableOptions) => string>>

export type ReportFormat = keyof typeof reportFormats

export function renderReport(report: Report, format: ReportFormat, options: TableOptions): string {
  return reportFormats[format](report, options)
}

/** Which columns people see below the headings, and their cells. */
function forPeople({ columns }: Report, bar?: (percent: string) => string) {
  const seen = columns.flatMap((column, index) => {
    const { place, type, keep } = column
    if (place === 'heading' || place === 'files' || (place === 'bar' && bar === undefined)) return []
    const isBar = place === 'bar'
    return [{ index, isBar, isNumber: type === 'number' && !isBar, keep, name: column.label ?? column.name }]
  })
  return {
    columns: seen.map(({ name, isNumber, keep }): TableColumn => ({ name, align: isNumber ? 'right' : 'left', keep })),
    cells: ({ shown }: ReportRow): readonly string[] =>
      seen.map(({ index, isBar, isNumber }) => {
        const cell = shown[index]!
        return isBar ? bar!(cell) : isNumber ? grouped(cell) : cell
      }),
  }
}

/** What the rows of a section have in common. */
function headingOf({ columns }: Report, row: ReportRow | undefined): string {
  const cells = columns.map((column, index) => (column.place === 'heading' ? (row?.shown[index] ?? '') : ''))
  return cells.filter((cell) => cell !== '').join(' · ')
}

function reportTable(report: Report, options: TableOptions): string {
  const { chalk } = options
  const { columns, cells } = forPeople(report, (percent) => renderBar(percent, chalk))
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
  const { columns, cells } = forPeople(report)
  const parts = report.sections.map((section) => {
    const all = section.total ? [...section.rows, section.total] : section.rows
    const heading = headingOf(report, section.rows[0])
    const remark = section.remark === undefined ? '' : `\n${markdownText(section.remark)}\n`
    return `${heading === '' ? '' : `\n## ${markdownText(heading)}\n`}\n${markdownTable({ columns, rows: all.map(cells) })}${remark}`
  })
  const remarks = report.remarks.map((remark) => `\n${markdownText(remark)}\n`)
  return `# ${markdownText(report.title)}\n${parts.join('')}${remarks.join('')}`
}
