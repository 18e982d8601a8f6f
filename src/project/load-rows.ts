import { addDays } from '../base/date.js'
import { groupBy } from '../base/order.js'
import type { Period } from '../base/period.js'
import { checkAdjustments, checkApprovals } from '../checks/adjustments.js'
import { checkHoldComponents } from '../checks/events.js'
import { checkObjectives } from '../checks/objectives.js'
import {
  checkQuotaAmounts,
  checkQuotaMeasures,
  checkQuotaRoles,
  checkRejectedQuotas,
  checkTeamQuotas,
} from '../checks/quotas.js'
import { checkOverlays, checkSplits } from '../checks/splits.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { groupPayees } from '../input/group-payees.js'
import { openTable } from '../input/open-table.js'
import { readTable, type FileRead, type RejectedRow, type ReadOptions } from '../input/read-table.js'
import type { Placed, TableSpec } from '../input/table-spec.js'
import { tables } from '../input/tables.js'
import type { DealId, PayeeId } from '../model/ids.js'
import type {
  AdjustmentRow,
  EventRow,
  FxRow,
  HoldRow,
  ObjectiveRow,
  OpeningRow,
  Payee,
  QuotaRow,
  SplitRow,
} from '../model/records.js'
import type { Plan } from '../plan/plan.js'
import type { PlanBook } from './load-plans.js'
import { rhythmIn } from './periods-in-force.js'
import type { InputName } from './settings.js'
import type { Sources } from './sources.js'

/** Every row but those of the deals, each for itself and beside the plans. */
export interface LoadedRows {
  readonly payees: ReadonlyMap<PayeeId, Payee>
  readonly quotas: readonly QuotaRow[]
  readonly objectives: readonly ObjectiveRow[]
  readonly adjustments: readonly AdjustmentRow[]
  readonly splits: ReadonlyMap<DealId, readonly SplitRow[]>
  readonly events: readonly EventRow[]
  readonly holds: readonly HoldRow[]
  readonly fx: readonly FxRow[]
  readonly openings: readonly OpeningRow[]
  readonly firstPeriod: Period | undefined
  readonly read: readonly { readonly table: string; readonly file: FileRead }[]
  readonly rejected: ReadonlyMap<string, readonly RejectedRow[]>
}

/** Reads and checks every table but the deals; undefined where there is no reps file. */
export async function loadRows(
  sources: Sources,
  loaded: PlanBook,
  found: Diagnostic[],
): Promise<LoadedRows | undefined> {
  const { settings, calendar, plans, reps } = loaded
  const firstPeriod = plans && settings.firstPeriod !== undefined ? firstPeriodOf(loaded, plans, found) : undefined
  const read: { table: string; file: FileRead }[] = []
  const rejected = new Map<string, readonly RejectedRow[]>()
  const keep = <T>(
    table: string,
    result: { rows: readonly T[]; files: readonly FileRead[]; rejected: readonly RejectedRow[] },
  ) => {
    for (const file of result.files) read.push({ table, file })
    if (result.rejected.length > 0) rejected.set(table, result.rejected)
    return result.rows
  }
  if (reps === undefined) return undefined
  const context = { effectiveTo: settings.effectiveTo }
  const beforeReps = found.length
  const payees = groupPayees(
    keep('reps', await readTable(reps, { columns: loaded.columns.reps, context }, found)),
    found,
  )
  // Where people could not be read, everything that names them would be wrong too.
  const known = hasErrors(found.slice(beforeReps)) ? {} : { payees }
  const readAll = async <T extends Placed>(
    name: InputName,
    spec: TableSpec<T>,
    options: ReadOptions,
  ): Promise<readonly T[]> => {
    const source = sources.tables.get(name)
    const opened = source && (await openTable(spec, source.settings, source.files, [], found))
    sources.cells?.keep(opened)
    return opened ? keep(name, await readTable(opened, options, found)) : []
  }
  const quotas = await readAll('quotas', tables.quotas, { context: { ...known, ...context } })
  const beforeSplits = found.length
  const splitRows = await readAll('splits', tables.splits, { context: known })
  const splitsAreRead = !hasErrors(found.slice(beforeSplits))
  const objectives = await readAll('objectives', tables.objectives, { context: known })
  const adjustments = await readAll('adjustments', tables.adjustments, { context: known })
  const events = await readAll('events', tables.events, {})
  const holds = await readAll('holds', tables.holds, { context: known })
  const fx = await readAll('fx', tables.fx, {})
  const openingDate = firstPeriod && addDays(firstPeriod.start, -1)
  // Which day a blank date means is known only where the plans are.
  const openings = plans ? await readAll('opening', tables.opening, { context: { ...known, openingDate } }) : []
  const splits = groupBy(splitRows, (row) => row.deal)
  // Where a row could not be read, what is left of its deal says nothing about the total.
  if (splitsAreRead) checkSplits(splits, found)
  checkApprovals(adjustments, payees, found)
  if (plans) {
    checkOverlays(splitRows, plans, found)
    checkHoldComponents(holds, plans, found)
    checkQuotaMeasures(quotas, plans, found)
    checkQuotaAmounts(quotas, found)
    checkQuotaRoles(quotas, payees, found)
    checkTeamQuotas(plans, found)
    checkObjectives(objectives, plans, calendar, found)
    const rhythm = (period: Period): string => rhythmIn(calendar, plans, period)
    checkAdjustments(adjustments, { plans, calendar, rhythm, firstPeriod }, found)
  }
  // A split row less is more pay for the others (or the owner): it is never just listed (F33).
  for (const { file, record, key } of rejected.get('splits') ?? []) {
    const message = `the split row of ${key} cannot be used, and without it the deal would be shared otherwise`
    found.push(diagnose('SPM5060', message, { place: { file, record }, fix: 'Correct the row.' }))
  }
  checkRejectedQuotas(rejected.get('quotas') ?? [], quotas, plans ?? [], found)
  return {
    payees,
    quotas,
    objectives,
    adjustments,
    splits,
    events,
    holds,
    fx,
    openings,
    firstPeriod,
    read,
    rejected,
  }
}

function firstPeriodOf(
  { settings, calendar }: PlanBook,
  plans: readonly Plan[],
  found: Diagnostic[],
): Period | undefined {
  const id = settings.firstPeriod!
  const period = calendar.period(id)
  const rhythm = rhythmIn(calendar, plans, period)
  if (period?.level === rhythm) return period
  const message = period
    ? `first_period ${id} is a ${period.level}, but runs go by ${rhythm}`
    : `first_period "${id}" is not a period of the calendar`
  const fix = period ? `Name its first ${rhythm}.` : `Periods look like ${calendar.example}.`
  found.push(diagnose('SPM5021', message, { place: settings.doc?.placeOf(['first_period']), fix }))
  return undefined
}
