const QUOTED = /["\r\n]/

/** How a file parts its cells and rows. */
export interface CsvStyle {
  readonly delimiter: string
  readonly lineEnd: '\r\n' | '\n'
}

/** What the systems of others take: commas, CRLF. */
export const PLAIN: CsvStyle = { delimiter: ',', lineEnd: '\r\n' }

/**
 * Rows as a system reads them, not people: nothing is marked or changed. What could do harm in a spreadsheet has been
 * refused before (`carried.ts`).
 */
export function csvText(rows: readonly (readonly string[])[], { delimiter, lineEnd }: CsvStyle = PLAIN): string {
  const cell = (text: string): string =>
    QUOTED.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
  return rows.map((row) => `${row.map(cell).join(delimiter)}${lineEnd}`).join('')
}
