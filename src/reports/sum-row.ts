import { parseDecimal, sum } from '../base/decimal.js'
import type { ReportColumn, ReportRow, SectionContent } from './report.js'

type Sums = NonNullable<SectionContent<never>['sums']>

/** The sum of rows: of some columns of money, exact and with as many digits as they have. */
export function sumOf(
  columns: readonly Pick<ReportColumn<never>, 'name'>[],
  rows: readonly ReportRow[],
  { of, shown }: Sums,
): ReportRow {
  const cells = columns.map(({ name }, index) => {
    if (!of.includes(name)) return shown[name] ?? ''
    const each = rows.map(({ exact }) => exact[index]!).filter((cell) => cell !== '')
    const digits = each.reduce((most, cell) => Math.max(most, decimalsOf(cell)), 0)
    return each.length === 0 ? '' : sum(each.map((cell) => parseDecimal(cell)!)).toFixed(digits)
  })
  return { exact: cells, shown: cells }
}

function decimalsOf(digits: string): number {
  const point = digits.indexOf('.')
  return point < 0 ? 0 : digits.length - point - 1
}
