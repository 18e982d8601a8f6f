import type { PlainDate } from '../base/date.js'
import type { PayeeId } from '../model/ids.js'
import type { Payee, RepRow } from '../model/records.js'
import type { TerritoryRule } from '../plan/plan.js'
import { rowInForce } from './hierarchy.js'

/** Who holds a territory in a role on a day (F37). */
export class Territories {
  readonly #byRule = new Map<TerritoryRule, ReadonlyMap<string, readonly Payee[]>>()

  constructor(private readonly payees: ReadonlyMap<PayeeId, Payee>) {}

  /** The rows in force; more than one is for the caller to judge. */
  holders(rule: TerritoryRule, territory: string, date: PlainDate): readonly RepRow[] {
    const candidates = this.#candidates(rule).get(territory) ?? []
    return candidates.flatMap((payee) => {
      const row = rowInForce(payee, date)
      return row && row.cells[rule.territorySlot] === territory && row.cells[rule.roleSlot] === rule.role ? [row] : []
    })
  }

  #candidates(rule: TerritoryRule): ReadonlyMap<string, readonly Payee[]> {
    const known = this.#byRule.get(rule)
    if (known) return known
    const byTerritory = new Map<string, Payee[]>()
    for (const payee of this.payees.values()) {
      const held = payee.rows.filter((row) => row.cells[rule.roleSlot] === rule.role)
      for (const territory of new Set(held.map((row) => row.cells[rule.territorySlot] as string))) {
        const group = byTerritory.get(territory)
        if (group) group.push(payee)
        else byTerritory.set(territory, [payee])
      }
    }
    this.#byRule.set(rule, byTerritory)
    return byTerritory
  }
}
