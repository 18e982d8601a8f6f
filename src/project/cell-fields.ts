import type { OpenedTable } from '../input/open-table.js'
import type { Placed } from '../input/table-spec.js'
import type { Place } from '../diagnostics/diagnostic.js'

/** Which field of a file holds which of our columns, so that a finding about `currency` points at its cell. */
export class CellFields {
  readonly #files = new Map<string, ReadonlyMap<string, number>>()

  /** Remembers the columns of an opened table; hands it on. */
  keep<T extends Placed>(opened: OpenedTable<T> | undefined): OpenedTable<T> | undefined {
    for (const { source, binding } of opened?.files ?? []) {
      const fields = binding.columns.flatMap(({ name, source: from }) =>
        from.from === 'field' ? [[name, from.index] as const] : [],
      )
      this.#files.set(source.name, new Map(fields))
    }
    return opened
  }

  /** The place with the field of its cell, where the file has one. */
  resolve(place: Place): Place {
    const { file, cell, ...rest } = place
    if (cell === undefined) return place
    const field = this.#files.get(file)?.get(cell)
    return { file, ...rest, ...(field !== undefined && rest.field === undefined && { field }) }
  }
}
