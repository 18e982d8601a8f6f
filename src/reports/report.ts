import type { Naming, OutputColumn } from '../run/output-table.js'
import type { Pseudonym } from './pseudonyms.js'
import { redacted } from './redact.js'
import { sumOf } from './sum-row.js'

/** A column of a report: an output column, and how people see it. Files (csv, json) get `value`, always exact. */
export interface ReportColumn<Row> extends Omit<OutputColumn<Row>, 'names'> {
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
  /** Whom or what the cell tells, in all rows or in some: a redacted report puts a pseudonym there. */
  readonly names?: Naming | ((row: Row) => Naming | undefined)
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
  /** Instead of `total`: the columns to add up, and what stands in the columns for text, by name. */
  readonly sums?: { readonly of: readonly string[]; readonly shown: Readonly<Record<string, string>> } | undefined
  readonly remark?: string | undefined
  /**
   * What orders the rows before the ids of those that tie do. A redacted report orders by it, then by pseudonym: in the
   * order of ids, a list of all would tell who is who. Without it, rows stand in the order of their cells.
   */
  readonly rank?: (a: Row, b: Row) => number
}

export interface ReportAbout extends Pick<Report, 'name' | 'title' | 'about' | 'remarks'> {
  /** Puts pseudonyms in the place of people and deals. Titles, remarks and `about` have theirs already. */
  readonly pseudonym?: Pseudonym | undefined
}

/** Columns and rows made into a report. */
export function makeReport<Row>(
  { pseudonym, ...what }: ReportAbout,
  columns: readonly ReportColumn<Row>[],
  sections: readonly SectionContent<Row>[],
): Report {
  const cells = (row: Row): ReportRow => {
    const exact = columns.map((column) => column.value(row))
    return { exact, shown: columns.map((column, index) => column.shown?.(row) ?? exact[index]!) }
  }
  const seen = pseudonym ? columns.map(withoutNames) : columns
  return {
    ...what,
    columns: seen,
    sections: sections.map(({ rows, total, sums, remark, rank }) => {
      const all = rows.map(cells)
      return {
        rows: pseudonym ? redacted(rows, all, columns, rank, pseudonym) : all,
        total: total !== undefined ? cells(total) : sums && all.length > 1 ? sumOf(columns, all, sums) : undefined,
        remark,
      }
    }),
  }
}

/** Beside pseudonyms a column of names says the same again; files keep it, so that they stay of one form. */
function withoutNames<Row>(column: ReportColumn<Row>): ReportColumn<Row> {
  return column.names === 'name' ? { ...column, place: 'files' } : column
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
