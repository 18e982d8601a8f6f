import type { InputName } from '../project/settings.js'
import type { RawTable } from './raw-tables.js'

/** Columns with the id of a person, a deal, or something else that has a name of its own. */
export const IDS: Readonly<
  Record<string, 'payee' | 'deal' | 'event' | 'hold' | 'adjustment' | 'objective' | 'account'>
> = {
  payee_id: 'payee',
  manager_id: 'payee',
  requested_by: 'payee',
  approved_by: 'payee',
  deal_id: 'deal',
  reverses: 'deal',
  event_id: 'event',
  hold_id: 'hold',
  objective_id: 'objective',
  account: 'account',
}
/** What a case does without. */
const LEFT_OUT = new Set(['email', 'reference', 'target', 'actual'])

/**
 * Gives people, deals, accounts and whatever else has a name others, the same for the same thing in all tables; blanks stay
 * blank. Amounts, dates and what the plan asks for (stage, product, region …) stay as they are.
 */
export class Redaction {
  readonly #names = new Map<string, string>()
  readonly #counts = new Map<string, number>()

  /** @param payee the one whom the case is about: he comes first */
  constructor(payee: string) {
    this.of('payee', payee)
  }

  of(what: string, id: string): string {
    if (id === '') return ''
    const key = `${what}\n${id}`
    const known = this.#names.get(key)
    if (known !== undefined) return known
    const count = (this.#counts.get(what) ?? 0) + 1
    this.#counts.set(what, count)
    const name = `${what}${count}`
    this.#names.set(key, name)
    return name
  }

  table(name: InputName, { columns, rows }: RawTable): RawTable {
    const kept = columns.filter((column) => !LEFT_OUT.has(column))
    return {
      columns: kept,
      rows: rows.map((row) => new Map(kept.map((column) => [column, this.#cell(name, column, row)] as const))),
    }
  }

  #cell(table: InputName, column: string, row: ReadonlyMap<string, string>): string {
    const text = row.get(column) ?? ''
    const what = IDS[column]
    if (what !== undefined) return this.of(what, text)
    if (table === 'adjustments' && column === 'id') return this.of('adjustment', text)
    if (table === 'reps' && column === 'name') return `Name of ${this.of('payee', row.get('payee_id') ?? '')}`
    return column === 'reason' && text !== '' ? 'redacted' : text
  }
}
