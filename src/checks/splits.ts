import { HUNDRED, ONE, formatDecimal, sum } from '../base/decimal.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { DealId } from '../model/ids.js'
import type { SplitRow } from '../model/records.js'
import type { Plan } from '../plan/plan.js'

/** Revenue splits of a deal total 100 % exactly (F33); weights always do. */
export function checkSplits(splits: ReadonlyMap<DealId, readonly SplitRow[]>, found: Diagnostic[]): void {
  for (const [deal, rows] of splits) {
    const revenue = rows.filter((row) => row.type === 'revenue' && row.share !== undefined)
    if (revenue.length === 0) continue
    const total = sum(revenue.map((row) => row.share!))
    if (total.equals(ONE)) continue
    const last = revenue.at(-1)!
    found.push(
      diagnose('SPM5060', `the revenue splits of deal "${deal}" total ${formatDecimal(total.times(HUNDRED))} %`, {
        place: { file: last.file, record: last.record, cell: 'percent' },
        related: revenue.slice(0, -1).map((row) => ({
          message: `the share of "${row.payee}"`,
          place: { file: row.file, record: row.record, cell: 'percent' },
        })),
      }),
    )
  }
}

/** So many ids are named; exports that hold other years than the splits miss hundreds. */
const NAMED = 5

/** Splits of deals that the export does not hold change nothing: often an id that was mistyped. */
export function checkSplitDeals(
  splits: ReadonlyMap<DealId, readonly SplitRow[]>,
  deals: { has(id: DealId): boolean },
  found: Diagnostic[],
): void {
  const missing = [...splits].flatMap(([deal, [row]]) => (deals.has(deal) || row === undefined ? [] : [{ deal, row }]))
  const first = missing[0]
  if (first === undefined) return
  const named = missing.slice(0, NAMED).map(({ deal }) => `"${deal}"`)
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : ''
  const what = missing.length === 1 ? 'deal' : `${missing.length} deals:`
  const place = { file: first.row.file, record: first.row.record }
  const message = `splits name ${what} ${named.join(', ')}${more}, which the deals do not have`
  found.push(diagnose('SPM5061', message, { place }))
}

/** Overlay shares of which no measure makes a credit are said once: somebody may wait for money. */
export function checkOverlays(splits: readonly SplitRow[], plans: readonly Plan[], found: Diagnostic[]): void {
  const overlays = splits.filter((row) => row.type === 'overlay')
  const first = overlays[0]
  if (first === undefined) return
  const credited = plans.some((plan) =>
    [...plan.measures.values()].some(
      ({ credit }) => typeof credit === 'object' && (credit.overlay || credit.rollup?.overlay),
    ),
  )
  if (credited) {
    const weighed = overlays.find(({ weight }) => weight !== undefined)
    if (weighed === undefined) return
    const at = { file: weighed.file, record: weighed.record, cell: 'weight' }
    found.push(
      diagnose('SPM5704', `the overlay of "${weighed.payee}" on deal "${weighed.deal}" is a weight`, { place: at }),
    )
    return
  }
  const rows = overlays.length === 1 ? 'one overlay row credits' : `${overlays.length} overlay rows credit`
  const place = { file: first.file, record: first.record, cell: 'type' }
  found.push(diagnose('SPM5063', `${rows} nobody: the plans credit owners and revenue splits`, { place }))
}
