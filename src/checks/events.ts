import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { DealId } from '../model/ids.js'
import type { EventRow, HoldRow } from '../model/records.js'
import type { Plan } from '../plan/plan.js'

/** Deals by id, of the export and of closed periods. */
interface KnownDeals {
  has(id: DealId): boolean
}

/** An event of a deal that nobody knows would be lost. */
export function checkEventDeals(rows: readonly EventRow[], deals: KnownDeals, found: Diagnostic[]): void {
  for (const { id, deal, file, record } of rows) {
    if (deals.has(deal)) continue
    const place = { file, record, cell: 'deal_id' }
    found.push(diagnose('SPM6080', `event "${id}" is of deal "${deal}", which the deals do not have`, { place }))
  }
}

/** A hold names a component of some plan. */
export function checkHoldComponents(rows: readonly HoldRow[], plans: readonly Plan[], found: Diagnostic[]): void {
  const components = [...new Set(plans.flatMap((plan) => plan.components.map(({ id }) => id as string)))]
  for (const { id, component, file, record } of rows) {
    if (component === undefined || components.includes(component)) continue
    const hint = didYouMean(component, components)
    const message = `hold "${id}" is on component "${component}", which no plan has.${hint}`
    found.push(diagnose('SPM6083', message, { place: { file, record, cell: 'component' } }))
  }
}

/** A hold names a deal that is there. */
export function checkHoldDeals(rows: readonly HoldRow[], deals: KnownDeals, found: Diagnostic[]): void {
  for (const { id, deal, file, record } of rows) {
    if (deal === undefined || deals.has(deal)) continue
    const place = { file, record, cell: 'deal_id' }
    found.push(diagnose('SPM6083', `hold "${id}" is on deal "${deal}", which the deals do not have`, { place }))
  }
}
