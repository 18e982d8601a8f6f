/** Numbers of the styles that every workbook has. */
export const PLAIN = 0
export const HEAD = 1
export const TEXT = 2
/** Text that a spreadsheet would compute if it were typed: it stays text when the cell is edited. */
export const TEXT_MARKED = 3
export const DATE = 4
const FIRST_NUMBER = 5
/** Formats of one's own begin here. */
const FIRST_FORMAT = 165
const DATE_FORMAT = 164

/** The styles of a workbook; one for each format of numbers that its columns need. */
export class Styles {
  readonly #formats: string[] = []

  /**
   * The style of a column of numbers: as many digits after the point as they have, two for up to two. Where they have more
   * and not the same, the spreadsheet shows what fits; the cells hold all.
   */
  number(cells: readonly string[]): number {
    const decimals = new Set(cells.filter((cell) => cell !== '').map(decimalsOf))
    const most = Math.max(0, ...decimals)
    if (decimals.size > 1 && most > 2) return PLAIN
    const format = most === 0 ? '#,##0' : `#,##0.${'0'.repeat(most)}`
    const known = this.#formats.indexOf(format)
    if (known >= 0) return FIRST_NUMBER + known
    this.#formats.push(format)
    return FIRST_NUMBER + this.#formats.length - 1
  }

  xml(): string {
    const own = this.#formats.map(
      (format, index) => `<numFmt numFmtId="${FIRST_FORMAT + index}" formatCode="${format}"/>`,
    )
    const numbers = this.#formats.map((_, index) => style(FIRST_FORMAT + index))
    const styles = [
      style(0),
      style(49, 'fontId="1" applyFont="1"'),
      style(49),
      style(49, 'quotePrefix="1"'),
      style(DATE_FORMAT),
    ]
    return (
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
      `<numFmts count="${own.length + 1}"><numFmt numFmtId="${DATE_FORMAT}" formatCode="yyyy\\-mm\\-dd"/>${own.join('')}</numFmts>` +
      '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
      '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      `<cellXfs count="${styles.length + numbers.length}">${[...styles, ...numbers].join('')}</cellXfs>` +
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
  }
}

function style(format: number, more = 'fontId="0"'): string {
  const font = more.includes('fontId') ? more : `fontId="0" ${more}`
  return `<xf numFmtId="${format}" ${font} fillId="0" borderId="0" xfId="0"${format === 0 ? '' : ' applyNumberFormat="1"'}/>`
}

function decimalsOf(digits: string): number {
  const point = digits.indexOf('.')
  return point < 0 ? 0 : digits.length - point - 1
}
