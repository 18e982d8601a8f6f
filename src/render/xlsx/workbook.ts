import { strToU8, zipSync } from 'fflate'
import { displayWidth } from '../width.js'
import { cellText, cellXml, columnName, textCell, type CellType } from './cell.js'
import { DATE, HEAD, PLAIN, Styles } from './styles.js'

export interface Sheet {
  /** Our own word: at most 31 characters, none of \ / ? * [ ] : */
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: CellType }[]
  readonly rows: readonly (readonly string[])[]
}

/** What Excel, LibreOffice and Numbers can open at most. */
const MOST_ROWS = 1_048_576
const MOST_CHARACTERS = 32_767
const WIDEST = 60
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** The first that a zip file can tell: the same content gives the same bytes. Without a zone, so in every zone. */
const NO_TIME = '1980-01-01T00:00:00'

/** Why sheets are more than a workbook can hold; undefined where they are not. */
export function whatIsTooMuch(sheets: readonly Sheet[]): string | undefined {
  for (const { rows, columns } of sheets) {
    if (rows.length + 1 > MOST_ROWS) return `${rows.length} rows`
    for (const row of rows) {
      const long = row.findIndex((cell) => cell.length > MOST_CHARACTERS || cellText(cell).length > 2 * MOST_CHARACTERS)
      if (long >= 0) return `a cell of column ${columns[long]!.name} with ${row[long]!.length} characters`
    }
  }
  return undefined
}

/** Sheets as an XLSX file (Office Open XML): heads that stay in sight, filters, widths that fit. */
export function workbook(sheets: readonly Sheet[]): Uint8Array {
  const styles = new Styles()
  const parts: Record<string, Uint8Array> = {}
  const add = (path: string, xml: string): void => {
    parts[path] = strToU8(XML + xml)
  }
  const each = sheets.map((sheet, index) => ({ id: index + 1, file: `worksheets/sheet${index + 1}.xml`, sheet }))
  const overrides = each.map(({ file }) => `<Override PartName="/xl/${file}" ContentType="${KIND}.worksheet+xml"/>`)
  add(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/>${overrides.join('')}</Types>`,
  )
  add(
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  )
  const named = each.map(({ id, sheet }) => `<sheet name="${cellText(sheet.name)}" sheetId="${id}" r:id="rId${id}"/>`)
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${named.join('')}</sheets></workbook>`,
  )
  const targets = each.map(
    ({ id, file }) => `<Relationship Id="rId${id}" Type="${RELATIONS}/worksheet" Target="${file}"/>`,
  )
  add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}/relationships">${targets.join('')}<Relationship Id="rId${each.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  )
  for (const { id, file, sheet } of each) add(`xl/${file}`, sheetXml(sheet, styles, id === 1))
  add('xl/styles.xml', styles.xml())
  return zipSync(parts, { level: 6, mtime: NO_TIME })
}

function sheetXml({ columns, rows }: Sheet, styles: Styles, isFirst: boolean): string {
  const style = columns.map(({ type }, index) =>
    type === 'number' ? styles.number(rows.map((row) => row[index]!)) : type === 'date' ? DATE : PLAIN,
  )
  const names = columns.map((_, index) => columnName(index))
  const head = columns.map(({ name }, index) => textCell(`${names[index]}1`, name, HEAD)).join('')
  const lines = rows.map((row, at) => {
    const cells = row.map((cell, index) =>
      cellXml(`${names[index]}${at + 2}`, cell, columns[index]!.type, style[index]!),
    )
    return `<row r="${at + 2}">${cells.join('')}</row>`
  })
  const widths = columns.map(({ name, type }, index) => {
    const room = type === 'number' ? 4 : 2
    const longest = rows.reduce((most, row) => Math.max(most, displayWidth(row[index]!)), displayWidth(name))
    const width = Math.min(WIDEST, longest + room)
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`
  })
  const all = `A1:${names.at(-1)}${rows.length + 1}`
  return (
    `<worksheet xmlns="${MAIN}"><dimension ref="${all}"/>` +
    `<sheetViews><sheetView workbookViewId="0"${isFirst ? ' tabSelected="1"' : ''}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${widths.join('')}</cols><sheetData><row r="1">${head}</row>${lines.join('')}</sheetData><autoFilter ref="${all}"/></worksheet>`
  )
}
