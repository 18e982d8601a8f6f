import type { PresetTable } from '../../src/input/preset.js'
import type { TableSpec, Placed } from '../../src/input/table-spec.js'
import type { OutputTable } from '../../src/run/output-table.js'

/** Numbers of internal rules mean nothing to a reader. */
function plain(doc: string): string {
  return doc.replaceAll(/ ?\(F\d+(?:, F\d+)*\)/g, '').replaceAll('`', '')
}

/** Rows of the documentation of an input: column, type, needed, other headers, meaning. */
export function inputRows(spec: TableSpec<Placed>): string[][] {
  return spec.columns.map(({ name, kind, required, unless, filled, aliases = [], doc }) => {
    const needed = unless
      ? `yes, or ${unless}`
      : required
        ? filled
          ? 'yes, every row'
          : 'yes'
        : filled
          ? 'every row'
          : ''
    return [name, kind.replaceAll('_', ' '), needed, aliases.join(', '), plain(doc)]
  })
}

/** Rows of the documentation of a preset: column, headers, headers that nobody has checked. */
export function presetRows({ columns }: PresetTable): string[][] {
  return columns.map(({ name, headers, unverified = [] }) => [name, headers.join(', '), unverified.join(', ')])
}

/** Rows of the documentation of an output: column, type, meaning. */
export function outputRows(table: OutputTable<never>): string[][] {
  return table.columns.map(({ name, type, doc }) => [name, type, plain(doc)])
}
