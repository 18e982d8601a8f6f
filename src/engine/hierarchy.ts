import { addDays, earlier, FIRST_DATE, LAST_DATE, later, type PlainDate } from '../base/date.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import type { Payee, RepRow } from '../model/records.js'
import type { Assignment } from './assign.js'

/** Who stands above a payee on a day. */
export interface Above {
  /** From the direct manager up; ends below a vacancy or where a circle closes. */
  readonly managers: readonly Payee[]
  /** The first manager who is missing: his id, and the row that names him. Nobody above him is reached (F35). */
  readonly vacant: { readonly id: string; readonly of: RepRow } | undefined
  /** Rows of managers who stand above each other, in order. */
  readonly circle: readonly RepRow[] | undefined
}

/** Managers who stand above each other, told alike wherever the climb begins. */
export function circleFound(rows: readonly RepRow[]): Diagnostic {
  const first = rows.reduce((least, row, index) => (row.payee < rows[least]!.payee ? index : least), 0)
  const turned = [...rows.slice(first), ...rows.slice(0, first)]
  const names = [...turned, turned[0]!].map(({ payee }) => payee).join(' -> ')
  const { file, record } = turned[0]!
  const place = { file, record, cell: 'manager_id' }
  return diagnose('SPM5702', `managers stand above each other: ${names}`, { place })
}

/** The row of somebody who is with the company on a day. */
export function rowInForce(payee: Payee | undefined, date: PlainDate): RepRow | undefined {
  const row = payee?.rows.find((each) => each.from <= date && date <= each.to)
  const away = row && ((row.hired !== undefined && date < row.hired) || (row.left !== undefined && date > row.left))
  return away ? undefined : row
}

/** From..to, both included: the days after somebody left on which he is still credited, and under which row. */
interface LeaverRow {
  readonly row: RepRow
  readonly from: PlainDate
  readonly to: PlainDate
}

interface Known extends Above {
  /** Days on which nothing of it changes, both included. */
  readonly from: PlainDate
  readonly to: PlainDate
}

/** Managers by manager_id, each day by the rows in force on it. */
export class Hierarchy {
  readonly #known = new Map<PayeeId, Known[]>()

  /** @param assignments with them, somebody who left and is still credited stands where he stood (F40) */
  constructor(
    private readonly payees: ReadonlyMap<PayeeId, Payee>,
    private readonly assignments?: ReadonlyMap<PayeeId, readonly Assignment[]>,
  ) {}

  above(payee: Payee, date: PlainDate): Above {
    const known = this.#known.get(payee.id)
    const hit = known?.find(({ from, to }) => from <= date && date <= to)
    if (hit) return hit
    const above = this.#climb(payee, date, this.#leaver(payee.id, date))
    if (known) known.push(above)
    else this.#known.set(payee.id, [above])
    return above
  }

  #leaver(id: PayeeId, date: PlainDate): LeaverRow | undefined {
    const after = this.assignments?.get(id)?.find(({ to, creditTo }) => to < date && date <= creditTo)
    return after && { row: after.row, from: addDays(after.to, 1), to: after.creditTo }
  }

  #climb(payee: Payee, date: PlainDate, leaver: LeaverRow | undefined): Known {
    let [from, to] = [FIRST_DATE, LAST_DATE]
    const rows: RepRow[] = []
    const managers: Payee[] = []
    let vacant: Above['vacant']
    let circle: Above['circle']
    let here: Payee | undefined = payee
    while (here !== undefined) {
      const after = here === payee ? leaver : undefined
      const row = after?.row ?? rowInForce(here, date)
      if (row === undefined) {
        // Nobody knows for how long: the next day is looked at anew.
        from = to = date
        const below = rows.at(-1)
        if (below) vacant = { id: here.id, of: below }
        break
      }
      from = later(from, after?.from ?? later(row.from, row.hired ?? FIRST_DATE))
      to = earlier(to, after?.to ?? earlier(row.to, row.left ?? LAST_DATE))
      if (rows.length > 0) managers.push(here)
      rows.push(row)
      const id = row.managerId as PayeeId
      if (id === '') break
      const start = rows.findIndex((each) => each.payee === id)
      if (start >= 0) {
        circle = rows.slice(start)
        break
      }
      here = this.payees.get(id)
      if (here === undefined) vacant = { id, of: row }
    }
    return { managers, vacant, circle, from, to }
  }
}
