/**
 * What of a person or deal a cell tells. `person`: the id of a payee or manager; `name`: of the person whose id stands
 * before it; `team`: often named after somebody; `deal` and `line`: ids; `words`: text that may name somebody; `row`: where in an export it stands.
 */
export type Naming = 'person' | 'name' | 'team' | 'deal' | 'line' | 'words' | 'row'

/** A column of a CSV file that a run writes: the one place that says its name, type, meaning and value. */
export interface OutputColumn<Row> {
  readonly name: string
  readonly type: 'text' | 'number' | 'date'
  /** Meaning, unit and sign, for the documentation. */
  readonly doc: string
  readonly value: (row: Row) => string
  /** For reports that may not tell it (`--redact`). */
  readonly names?: Naming
}

/** A CSV file of the run folder. */
export interface OutputTable<Row> {
  readonly file: string
  readonly doc: string
  readonly columns: readonly OutputColumn<Row>[]
}

/** Takes the files of a run, row by row; the writer on disk and the dry run's both fit. */
export interface RunSink {
  file(
    name: string,
    columns: readonly { readonly name: string; readonly type: 'text' | 'number' | 'date' }[],
  ): { row(cells: readonly string[]): void }
}

/** Opens a table's file and gives a function that writes one of its rows. */
export function tableWriter<Row>(sink: RunSink, table: OutputTable<Row>): (row: Row) => void {
  const { columns } = table
  const file = sink.file(table.file, columns)
  return (row) => file.row(columns.map((column) => column.value(row)))
}
