import { addDays } from '../base/date.js'
import { groupBy } from '../base/order.js'
import type { Calendar, Period } from '../base/period.js'
import { checkObjectives } from '../checks/objectives.js'
import { checkQuotaMeasures, checkQuotaRoles, checkRejectedQuotas, checkTeamQuotas } from '../checks/quotas.js'
import { checkOverlays, checkSplits } from '../checks/splits.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Book } from '../engine/book.js'
import { FxTable } from '../engine/fx.js'
import { groupPayees } from '../input/group-payees.js'
import { openTable } from '../input/open-table.js'
import { readTable, type FileRead, type RejectedRow, type ReadOptions } from '../input/read-table.js'
import type { Placed, TableSpec } from '../input/table-spec.js'
import { tables } from '../input/tables.js'
import { isInForce } from '../plan/in-force.js'
import type { Plan } from '../plan/plan.js'
import type { PlanBook } from './load-plans.js'
import { periodsInForce, rhythmOf } from './periods-in-force.js'
import type { InputName } from './settings.js'
import type { Sources } from './sources.js'

/** A book, and what was read to make it. */
export interface LoadedBook {
  readonly book: Book
  readonly read: readonly { readonly table: string; readonly file: FileRead }[]
  readonly rejected: ReadonlyMap<string, readonly RejectedRow[]>
}

/** Reads everything but the deals, and chooses the period; undefined when `found` holds errors. */
export async function loadBook(
  sources: Sources,
  loaded: PlanBook,
  periodId: string,
  found: Diagnostic[],
): Promise<LoadedBook | undefined> {
  const { settings, calendar, plans, reps } = loaded
  const period = plans && choosePeriod(calendar, plans, periodId, found)
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
  const fx = await readAll('fx', tables.fx, {})
  const openingDate = firstPeriod && addDays(firstPeriod.start, -1)
  // Which day a blank date means is known only where the plans are.
  const openings = plans ? await readAll('opening', tables.opening, { context: { ...known, openingDate } }) : []
  const splits = groupBy(splitRows, (row) => row.deal)
  // Where a row could not be read, what is left of its deal says nothing about the total.
  if (splitsAreRead) checkSplits(splits, found)
  if (plans) {
    checkOverlays(splitRows, plans, found)
    checkQuotaMeasures(quotas, plans, found)
    checkQuotaRoles(quotas, payees, found)
    checkTeamQuotas(plans, found)
    checkObjectives(objectives, plans, calendar, found)
  }
  // A split row less is more pay for the others (or the owner): it is never just listed (F33).
  for (const { file, record, key } of rejected.get('splits') ?? []) {
    const message = `the split row of ${key} cannot be used, and without it the deal would be shared otherwise`
    found.push(diagnose('SPM5060', message, { place: { file, record }, fix: 'Correct the row.' }))
  }
  checkRejectedQuotas(rejected.get('quotas') ?? [], quotas, plans ?? [], found)
  if (period && firstPeriod && period.start < firstPeriod.start) {
    const message = `${period.id} lies before the first period, ${firstPeriod.id}`
    found.push(diagnose('SPM1011', message, { fix: `Name ${firstPeriod.id} or a later one.` }))
  }
  if (plans === undefined || period === undefined || hasErrors(found)) return undefined
  const book: Book = {
    calendar,
    period,
    plans,
    payees,
    quotas,
    objectives: groupBy(objectives, (row) => row.payee),
    splits,
    fx: new FxTable(fx),
    fxPolicy: settings.fx,
    openings,
    firstPeriod,
    currency: settings.currency,
    onBadDeal: sources.tables.get('deals')?.settings.on_bad_row ?? 'stop',
  }
  return { book, read, rejected }
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

/** The rhythm among the plans in force in a period: one that is over, or not yet begun, sets none. */
function rhythmIn(calendar: Calendar, plans: readonly Plan[], period: Period | undefined): string {
  const inForce = plans.filter((plan) => period && isInForce(plan, period))
  return rhythmOf(calendar, inForce.length > 0 ? inForce : plans)
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
