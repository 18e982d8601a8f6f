import { compareText, groupBy } from '../base/order.js'
import type { Calendar, Period } from '../base/period.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { NOTHING_BROUGHT } from '../engine/balances.js'
import type { Book } from '../engine/book.js'
import { FxTable } from '../engine/fx.js'
import type { FileRead, RejectedRow } from '../input/read-table.js'
import type { EventRow, FxRow } from '../model/records.js'
import { isInForce } from '../plan/in-force.js'
import type { Plan } from '../plan/plan.js'
import type { PlanBook } from './load-plans.js'
import { loadRows, type LoadedRows } from './load-rows.js'
import { periodsInForce, rhythmIn } from './periods-in-force.js'
import type { Sources } from './sources.js'

/** A book, and what was read to make it. */
export interface LoadedBook {
  readonly book: Book
  readonly read: readonly { readonly table: string; readonly file: FileRead }[]
  readonly rejected: ReadonlyMap<string, readonly RejectedRow[]>
  /** The rows of the fx file. */
  readonly fx: readonly FxRow[]
  /** The rows of the events file. */
  readonly events: readonly EventRow[]
}

/** Reads everything but the deals, and chooses the period; undefined when `found` holds errors. */
export async function loadBook(
  sources: Sources,
  loaded: PlanBook,
  periodId: string,
  found: Diagnostic[],
): Promise<LoadedBook | undefined> {
  const { calendar, plans } = loaded
  const period = plans && choosePeriod(calendar, plans, periodId, found)
  const rows = await loadRows(sources, loaded, found)
  if (rows === undefined) return undefined
  const { firstPeriod, read, rejected } = rows
  if (period && firstPeriod && period.start < firstPeriod.start) {
    const message = `${period.id} lies before the first period, ${firstPeriod.id}`
    found.push(diagnose('SPM1011', message, { fix: `Name ${firstPeriod.id} or a later one.` }))
  }
  if (plans === undefined || period === undefined || hasErrors(found)) return undefined
  return { book: bookOf(sources, { ...loaded, plans }, rows, period), read, rejected, fx: rows.fx, events: rows.events }
}

/** Everything that a run of a period is calculated from. */
export function bookOf(
  sources: Sources,
  { settings, calendar, plans }: PlanBook & { readonly plans: readonly Plan[] },
  { payees, quotas, objectives, adjustments, splits, holds, fx, openings, firstPeriod }: LoadedRows,
  period: Period,
): Book {
  return {
    calendar,
    period,
    plans,
    payees,
    quotas,
    objectives: groupBy(objectives, (row) => row.payee),
    adjustments: groupBy(adjustments, (row) => row.payee),
    splits,
    fx: new FxTable(fx),
    fxPolicy: settings.fx,
    openings,
    firstPeriod,
    currency: settings.currency,
    holds: holds.toSorted((a, b) => compareText(a.id, b.id)),
    histories: new Map(),
    shown: new Map(),
    restatedBy: undefined,
    brought: NOTHING_BROUGHT,
    onBadDeal: sources.tables.get('deals')?.settings.on_bad_row ?? 'stop',
  }
}

function choosePeriod(calendar: Calendar, plans: readonly Plan[], id: string, found: Diagnostic[]): Period | undefined {
  const period = calendar.period(id)
  const rhythm = rhythmIn(calendar, plans, period)
  const paying = period !== undefined && plans.some((plan) => isInForce(plan, period))
  // A mistyped year would else come out as a run that pays nobody.
  if (period?.level === rhythm && paying) return period
  let message = `"${id}" is not a period of the calendar`
  if (period) message = `${id} is a ${period.level}, but the plans pay by ${rhythm}`
  if (period && !paying) message = `no plan is in force in ${id}`
  const first = period && calendar.at(rhythm, period.start)
  const example = first && paying ? `, for example --period ${first.id}` : ''
  found.push(diagnose('SPM1011', message, { fix: `${sentence(periodsInForce(calendar, plans))}${example}.` }))
  return undefined
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
