import { fiscalCalendar, customCalendar, type Calendar } from '../base/period.js'
import { checkPeriods } from '../checks/periods.js'
import { checkContinuedPay } from '../checks/continued-pay.js'
import { checkPlans } from '../checks/plans.js'
import { diagnose, distinct, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Lookup } from '../input/lookup.js'
import { columnsWithoutFile, narrowColumns, openTable, type OpenedTable } from '../input/open-table.js'
import { readKeyedTable, readLookup } from '../input/read-lookup.js'
import { readTable, type FileRead } from '../input/read-table.js'
import type { Placed, TableSpec } from '../input/table-spec.js'
import { tables } from '../input/tables.js'
import type { Deal, RepRow } from '../model/records.js'
import type { Columns, KeyedTable } from '../model/table.js'
import { compilePlan } from '../plan/compile.js'
import { checkUnused } from '../plan/constants.js'
import { parsePlans, type PlanFile } from '../plan/parse.js'
import type { Plan } from '../plan/plan.js'
import type { InputName, Settings } from './settings.js'
import type { Sources } from './sources.js'
import { usedColumns } from './used-columns.js'

/** A project whose plans are checked against the headers of its exports; no row of deals or reps is read yet. */
export interface PlanBook {
  readonly settings: Settings
  readonly calendar: Calendar
  /** The plans as written, with what they extend. */
  readonly files: readonly PlanFile[]
  /** Undefined when something is wrong with them or there are only templates; rows can be read all the same, so that one run names all problems. */
  readonly plans: readonly Plan[] | undefined
  readonly deals: OpenedTable<Deal> | undefined
  readonly reps: OpenedTable<RepRow> | undefined
  /** The columns whose cells are stored, at the slots that the plans' expressions read. */
  readonly columns: { readonly deals: Columns; readonly reps: Columns }
  /** What was read on the way, for the manifest. */
  readonly read: readonly { readonly table: string; readonly file: FileRead }[]
}

/** Reads calendar and lookups, opens deals and reps for their headers, compiles and checks the plans. */
export async function loadPlans(sources: Sources, found: Diagnostic[]): Promise<PlanBook | undefined> {
  const { settings } = sources
  const read: { table: string; file: FileRead }[] = []
  const calendar = await loadCalendar(sources, read, found)
  const lookups: { onto: string; lookup: Lookup }[] = []
  for (const { settings: own, files } of sources.lookups) {
    const lookup = await readLookup(own, files, found)
    if (lookup === undefined) continue
    lookups.push({ onto: own.onto, lookup })
    for (const file of lookup.files) read.push({ table: `lookup ${own.as}`, file })
  }
  const keyed = new Map<string, KeyedTable>()
  for (const { settings: own, files } of sources.keyed) {
    const table = await readKeyedTable(own, files, found)
    if (table === undefined) continue
    keyed.set(own.as, table)
    for (const file of table.files) read.push({ table: `table ${own.as}`, file })
  }
  const open = <T extends Placed>(name: 'deals' | 'reps', spec: TableSpec<T>): Promise<OpenedTable<T> | undefined> => {
    const source = sources.tables.get(name)
    const onto = lookups.filter((each) => each.onto === name).map((each) => each.lookup)
    return source ? openTable(spec, source.settings, source.files, onto, found) : Promise.resolve(undefined)
  }
  const deals = await open('deals', tables.deals)
  const reps = await open('reps', tables.reps)
  sources.cells?.keep(deals)
  sources.cells?.keep(reps)
  const columns = <T extends Placed>(
    name: InputName,
    spec: TableSpec<T>,
    opened: OpenedTable<T> | undefined,
  ): Columns =>
    opened?.columns ??
    columnsWithoutFile(
      spec,
      settings.inputs[name] ?? {},
      settings.lookups.filter((lookup) => lookup.onto === name),
    )
  const dealColumns = columns('deals', tables.deals, deals)
  const repColumns = columns('reps', tables.reps, reps)
  // A table that could not be opened has said why; plans checked against its standard columns would add noise.
  const wanted = (name: InputName): boolean => sources.tables.has(name) || sources.unread?.has(name) === true
  const unopened = (wanted('deals') && !deals) || (wanted('reps') && !reps)
  const { files, complete } = parsePlans(sources.plans, sources.library ?? [], found)
  const unread = sources.lookups.length > lookups.length || sources.keyed.length > keyed.size
  if (calendar === undefined || unopened || unread) return undefined
  const compileAll = (deal: Columns, rep: Columns, into: Diagnostic[]): readonly Plan[] =>
    files.flatMap((file) => compilePlan(file, { deals: deal, reps: rep, calendar, tables: keyed }, into) ?? [])
  const told: Diagnostic[] = []
  const plans = compileAll(dealColumns, repColumns, told)
  found.push(...distinct(told))
  if (sources.plans.length === 0 && !sources.unread?.has('plans'))
    found.push(diagnose('SPM3011', 'no plan file was given or found'))
  if (complete && plans.length === files.length) {
    checkPlans(plans, found)
    checkContinuedPay(plans, calendar, found)
    checkUnused(
      files.map(({ constants }) => constants),
      new Set(sources.plans.map(({ name }) => name)),
      found,
    )
  }
  // Compiled once to learn which columns plans ask for, and again for where only these are stored.
  const kept = {
    deals: narrowColumns(dealColumns, usedColumns(plans, 'deal', dealColumns)),
    reps: narrowColumns(repColumns, usedColumns(plans, 'rep', repColumns)),
  }
  const sound = hasErrors(found) || files.length === 0 ? undefined : compileAll(kept.deals, kept.reps, [])
  if (sound) sources.watch?.(sound, files)
  return { settings, calendar, files, plans: sound, deals, reps, columns: kept, read }
}

async function loadCalendar(
  { settings, tables: sources, cells }: Sources,
  read: { table: string; file: FileRead }[],
  found: Diagnostic[],
): Promise<Calendar | undefined> {
  const source = sources.get('periods')
  if (source === undefined) return fiscalCalendar(settings.fiscalYearStarts)
  const opened = await openTable(tables.periods, source.settings, source.files, [], found)
  cells?.keep(opened)
  if (opened === undefined) return undefined
  const before = found.length
  const { rows, files } = await readTable(opened, {}, found)
  for (const file of files) read.push({ table: 'periods', file })
  checkPeriods(rows, found)
  return hasErrors(found.slice(before)) ? undefined : customCalendar(rows)
}
