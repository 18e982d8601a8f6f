import { compareText } from '../base/order.js'
import type { Period } from '../base/period.js'
import type { PlainDate } from '../base/date.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { SourceFile } from '../input/table-settings.js'
import { readOwnCsv } from '../input/read-own-csv.js'
import { changesOf } from '../ledger/deal-changes.js'
import {
  formatLines,
  KEPT,
  keptAdjustment,
  keptDeal,
  keptEvent,
  keptEventKey,
  keptFx,
  keptQuota,
  keptReps,
  type KeptDeal,
  type KeptEvent,
} from '../ledger/kept.js'
import type { DealId } from '../model/ids.js'
import { dealEvents, settledDeals, type DealEvents } from './deal-events.js'
import { keptPlan } from './kept-plan.js'
import { mergeDeals } from './merge-deals.js'
import type { Posted } from '../ledger/posted.js'
import { loadPlans } from './load-plans.js'
import { loadRows } from './load-rows.js'
import { readDeals } from './read-deals.js'
import type { Sources } from './sources.js'

/**
 * What a close keeps of the inputs of its run, by file name: the deals that it credits where they are new or differ
 * from what is kept already, and people, plans, quotas and rates of exchange as they are. Undefined when `found` holds
 * errors, which cannot be where the inputs are those of the run.
 */
export async function keepInputs(
  sources: Sources,
  credits: SourceFile,
  period: Period,
  posted: Posted | undefined,
  found: Diagnostic[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const loaded = await loadPlans(sources, found)
  const rows = loaded && (await loadRows(sources, loaded, found))
  if (loaded?.deals === undefined || loaded.plans === undefined || rows === undefined) return undefined
  const tell = (): Promise<void> => Promise.resolve()
  const table = await readDeals(loaded.deals, loaded, undefined, tell, found)
  const dates = await creditDates(credits, period)
  const columns = loaded.columns.deals
  const { plans } = loaded
  const { events: eventRows, holds } = rows
  const { rejected } = table
  const happened = { deals: table.rows, rejected, events: eventRows, holds, columns, plans, posted, end: period.end }
  const events = dealEvents(happened, found)
  const { closedDeals } = sources.settings
  const settled = settledDeals(events, plans)
  const today = posted && mergeDeals(table.rows, rows.splits, columns, posted, closedDeals, settled)
  const deals: KeptDeal[] = [...(today?.removed ?? [])].map((id) => ({ ...posted!.deals.get(id)!, removed: true }))
  for (const deal of today?.rows ?? table.rows) {
    const before = posted?.deals.get(deal.id)
    // What a later run does not look at keeps the days that an earlier one credited.
    const mine = [...new Set([...(dates.get(deal.id) ?? []), ...(before?.dates ?? [])])].sort()
    if (mine.length === 0) continue
    const now = keptDeal(deal, (today ?? rows).splits.get(deal.id) ?? [], mine, columns)
    const same = before && changesOf(before, now).length === 0 && before.dates.join() === mine.join()
    if (!same || before.removed) deals.push(now)
  }
  deals.sort((a, b) => compareText(a.deal, b.deal))
  const { payees, quotas, fx } = rows
  const adjustments = rows.adjustments.filter((row) => row.period === period.id).map(keptAdjustment)
  return new Map([
    [KEPT.deals, formatLines(deals)],
    [KEPT.reps, formatLines([...payees.values()].flatMap((payee) => keptReps(payee, loaded.columns.reps)))],
    [KEPT.plans, formatLines(loaded.plans.map((plan, index) => keptPlan(plan, loaded.files[index]!)))],
    [KEPT.quotas, formatLines(quotas.map(keptQuota).toSorted((a, b) => compareText(a.join('\n'), b.join('\n'))))],
    [KEPT.events, formatLines(newEvents(events, posted))],
    [KEPT.adjustments, formatLines(adjustments.toSorted((a, b) => compareText(a[0]!, b[0]!)))],
    [KEPT.fx, formatLines(fx.map(keptFx).toSorted((a, b) => compareText(a.join('\n'), b.join('\n'))))],
  ])
}

/** Events that closed periods have not seen, or not like this. */
function newEvents(events: DealEvents, posted: Posted | undefined): readonly KeptEvent[] {
  const all = [...events].flatMap(([deal, mine]) => mine.map((each) => keptEvent(each, deal)))
  const fresh = all.filter((each) => {
    const before = posted?.events.get(keptEventKey(each))
    return (
      before === undefined || before.date !== each.date || before.amount !== each.amount || before.type !== each.type
    )
  })
  return fresh.sort((a, b) => compareText(keptEventKey(a), keptEventKey(b)))
}

/** Which deals a run credits, and on which days of closed periods. */
async function creditDates(credits: SourceFile, period: Period): Promise<ReadonlyMap<DealId, readonly PlainDate[]>> {
  const dates = new Map<DealId, Set<PlainDate>>()
  await readOwnCsv(credits, ['deal_id', 'credit_date'], ([deal = '', date = '']) => {
    if (deal === '' || date >= period.end) return
    const known = dates.get(deal as DealId)
    if (known) known.add(date as PlainDate)
    else dates.set(deal as DealId, new Set([date as PlainDate]))
  })
  return new Map([...dates].map(([deal, days]) => [deal, [...days].sort()]))
}
