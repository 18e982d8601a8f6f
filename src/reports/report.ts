import type { OutputColumn } from '../run/output-table.js'

/** A column of a report: an output column, and how people see it. Files (csv, json) get `value`, always exact. */
export interface ReportColumn<Row> extends OutputColumn<Row> {
  /** Heading for people; the name unless given. */
  readonly label?: string
  /** Plain digits or text for people, where they want less than `value`: money in the digits of its currency. */
  readonly shown?: (row: Row) => string
  /**
   * Where it stands for people. `heading`: once above the rows that have it in common. `files`: nowhere. `bar`: drawn on
   * a terminal and in HTML, and in no file.
   */
  readonly place?: 'heading' | 'files' | 'bar'
  /**
   * What a bar draws of its cell. `goal` (unless given): a percent of 100; `share`: a percent of the largest; `columns`:
   * numbers, one after the other in time.
   */
  readonly bar?: 'goal' | 'share' | 'columns'
  /** On a narrow terminal a `key` is cut last, and an `extra` left out first. */
  readonly keep?: 'key' | 'extra'
}

/** Cells of one row, in the order of the columns. */
export interface ReportRow {
  readonly exact: readonly string[]
  readonly shown: readonly string[]
}

/** Rows that share what their heading says. */
export interface ReportSection {
  readonly rows: readonly ReportRow[]
  /** The sum, for people; never a row of a CSV, where it would be added up again. */
  readonly total: ReportRow | undefined
  readonly remark: string | undefined
}

/** A report as a value: what every format renders. */
export interface Report {
  readonly name: string
  readonly title: string
  /** What was asked for (period, by), in JSON beside the rows. */
  readonly about: Readonly<Record<string, string>>
  readonly columns: readonly Pick<ReportColumn<never>, 'name' | 'type' | 'label' | 'place' | 'bar' | 'keep'>[]
  readonly sections: readonly ReportSection[]
  readonly remarks: readonly string[]
}

export interface SectionContent<Row> {
  readonly rows: readonly Row[]
  readonly total?: Row | undefined
  readonly remark?: string | undefined
}

/** Columns and rows made into a report. */
export function makeReport<Row>(
  what: Pick<Report, 'name' | 'title' | 'about' | 'remarks'>,
  columns: readonly ReportColumn<Row>[],
  sections: readonly SectionContent<Row>[],
): Report {
  const cells = (row: Row): ReportRow => {
    const exact = columns.map((column) => column.value(row))
    return { exact, shown: columns.map((column, index) => column.shown?.(row) ?? exact[index]!) }
  }
  return {
    ...what,
    columns,
    sections: sections.map(({ rows, total, remark }) => ({
      rows: rows.map(cells),
      total: total === undefined ? undefined : cells(total),
      remark,
    })),
  }
}

/** Output columns by name, for rows that hold the output table's row somewhere: written once, used in both. */
export function borrowed<Row, Inner>(
  columns: readonly OutputColumn<Inner>[],
  of: (row: Row) => Inner,
): (name: string, more?: Omit<Partial<ReportColumn<Row>>, 'value'>) => ReportColumn<Row> {
  return (name, more) => {
    const column = columns.find((each) => each.name === name)
    if (column === undefined) throw new TypeError(`no output column ${name}`)
    return { ...column, ...more, value: (row) => column.value(of(row)) }
  }
}
