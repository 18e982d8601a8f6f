import { checkDeals } from '../checks/deals.js'
import { checkSplitDeals } from '../checks/splits.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Book } from '../engine/book.js'
import type { OpenedTable } from '../input/open-table.js'
import { readTable, type TableRead } from '../input/read-table.js'
import type { DealId } from '../model/ids.js'
import type { Deal } from '../model/records.js'
import type { PlanBook } from './load-plans.js'

/** Says how far a run is: what is being done, and how many deals are through. */
export type Tell = (step: string) => Promise<void>

const BETWEEN_SIGNS_OF_LIFE = 20_000

/** Reads the deals; where people and splits are known, also whether owners and deals with splits are there. */
export async function readDeals(
  opened: OpenedTable<Deal>,
  { columns }: Pick<PlanBook, 'columns'>,
  known: (Pick<Book, 'payees' | 'splits'> & { readonly deals?: ReadonlyMap<DealId, unknown> | undefined }) | undefined,
  tell: Tell,
  found: Diagnostic[],
): Promise<TableRead<Deal>> {
  await tell('reading deals')
  const context = known ? { payees: known.payees } : {}
  const table = await readTable(opened, { columns: columns.deals, context }, found)
  if (known && known.splits.size > 0 && !hasErrors(found)) {
    const deals = new Set<DealId>([...(known.deals?.keys() ?? []), ...table.rows.map((deal) => deal.id)])
    checkSplitDeals(known.splits, deals, found)
  }
  if (!hasErrors(found)) found.push(...checkDeals(table.rows, columns.deals))
  return table
}

/** Hands the deals on one by one, and lets go of each. */
export async function creditDeals(rows: (Deal | undefined)[], add: (deal: Deal) => void, tell: Tell): Promise<void> {
  const count = rows.length
  for (let index = 0; index < count; index += 1) {
    if (index % BETWEEN_SIGNS_OF_LIFE === 0) await tell(`crediting ${index} of ${count} deals`)
    add(rows[index]!)
    // What nobody is credited with is not needed any more, and there may be a million of it.
    rows[index] = undefined
  }
}
