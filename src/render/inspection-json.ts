import type { ColumnProfile, TextAt } from '../inspect/column-profile.js'
import type { Inspection } from '../inspect/inspect-file.js'
import type { Proposal } from '../inspect/propose.js'
import type { ProposedSettings } from '../inspect/proposed-settings.js'
import { renderJson } from './json.js'

/** An inspection for programs: numbers are texts, so that they stay exact. Fields are only added to it. */
export function renderInspectionJson(
  { file, text, header, rows, blankLines, ragged, footer, columns }: Inspection,
  proposal: Proposal | undefined,
  settings: ProposedSettings | undefined,
  yaml: string,
): string {
  return renderJson({
    version: 1,
    file,
    bytes: text.bytes,
    encoding: text.encoding,
    encoding_by: text.encodingBy,
    delimiter: text.delimiter,
    delimiter_by: text.delimiterBy,
    line_ends: text.lineEnds,
    header: header !== undefined,
    rows,
    blank_lines: blankLines,
    ragged_rows: ragged.rows,
    footer,
    columns: columns.map(columnJson),
    proposal: proposal && {
      table: proposal.table,
      preset: proposal.preset,
      columns: proposal.mapped.map(({ column, profile, by }) => ({
        column,
        header: profile.name,
        position: profile.position,
        by,
      })),
      missing: proposal.missing,
      open: settings?.open,
      cautions: settings?.cautions,
      unmapped: proposal.extra.map(({ name }) => name),
    },
    settings: yaml,
  })
}

function columnJson(column: ColumnProfile): unknown {
  const { name, position, type, filled, blank, nulls, distinct, values, repeated, number, date, misfits } = column
  return {
    name,
    position,
    type,
    filled,
    blank,
    nulls: nulls.map(textCount),
    distinct,
    values: values?.map(textCount),
    repeated: repeated && { cells: repeated.cells, first: repeated.first.map(textAt) },
    number: number && {
      readings: number.readings,
      marks: number.marks,
      percents: number.percents,
      parentheses: number.parentheses,
      grouped: number.grouped,
      may_be_thousands: number.mayBeThousands,
    },
    date,
    misfits: { cells: misfits.cells, first: misfits.first.map(textAt) },
    spreadsheet_errors: column.spreadsheetErrors,
    two_digit_years: column.twoDigitYears,
    serial_dates: column.serialDates,
  }
}

function textCount([text, cells]: readonly [string, number]): unknown {
  return { text, cells }
}

function textAt({ text, record }: TextAt): unknown {
  return { text, row: record }
}
