import type { Report } from '../reports/report.js'
import { whatIsTooMuch, workbook, type Sheet } from './xlsx/workbook.js'

/** A report as a workbook: the columns of its CSV on one sheet, what is to be said of it on another. */
export function reportXlsx(report: Report): { readonly bytes: Uint8Array } | { readonly tooMuch: string } {
  const sheets = [rowsOf(report), notesOf(report)]
  const tooMuch = whatIsTooMuch(sheets)
  return tooMuch === undefined ? { bytes: workbook(sheets) } : { tooMuch }
}

function rowsOf({ name, columns, sections }: Report): Sheet {
  const wanted = columns.flatMap(({ place }, index) => (place === 'bar' ? [] : [index]))
  return {
    name,
    columns: wanted.map((index) => columns[index]!),
    rows: sections.flatMap(({ rows }) => rows.map(({ exact }) => wanted.map((index) => exact[index]!))),
  }
}

function notesOf({ title, about, sections, remarks }: Report): Sheet {
  const said = [...sections.flatMap(({ remark }) => remark ?? []), ...remarks]
  return {
    name: 'about',
    columns: [
      { name: 'about', type: 'text' },
      { name: 'value', type: 'text' },
    ],
    rows: [['report', title], ...Object.entries(about), ...said.map((remark) => ['remark', remark])],
  }
}
