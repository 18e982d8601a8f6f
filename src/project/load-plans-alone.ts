import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { CellType } from '../model/table.js'
import { loadPlans, type PlanBook } from './load-plans.js'
import type { InputName } from './settings.js'
import type { Sources } from './sources.js'

/** Plans of which only the text is known, perhaps: their exports are not at hand. */
export interface PlansAlone {
  readonly loaded: PlanBook | undefined
  /** Columns that plans name and that no file or setting shows, with the place of the first of them; none is usual. */
  readonly unknown: readonly string[]
  readonly place: Diagnostic['place']
}

/** Where a plan names a column that there is not. */
const COLUMN_CODES: ReadonlySet<string> = new Set(['SPM3210', 'SPM3606', 'SPM4003'])
const MISSING = /^(deals|reps) have no column "([^"]+)"/
const TYPES: readonly CellType[] = ['text', 'number', 'boolean', 'date']

type Types = ReadonlyMap<string, CellType>

/**
 * Loads plans for those who read them, not for a run. Where an export is not given, columns that only it would show are
 * taken as there, each with the type with which the plans fit: no figure of a plan hangs on that. All other mistakes of the
 * plans are in `found`.
 */
export async function loadPlansAlone(sources: Sources, found: Diagnostic[]): Promise<PlansAlone> {
  const first: Diagnostic[] = []
  const usual = await loadPlans(sources, first)
  const missing = missingIn(first, sources)
  if (missing.length === 0) {
    found.push(...first)
    return { loaded: usual, unknown: [], place: undefined }
  }
  let types: Types = new Map(missing.map((key) => [key, 'text'] as const))
  let told = await loadWith(sources, types)
  // An expression tells the first column that it lacks.
  for (let more = missingIn(told.found, sources); more.length > 0; more = missingIn(told.found, sources)) {
    types = new Map([...types, ...more.map((key) => [key, 'text'] as const)])
    told = await loadWith(sources, types)
  }
  for (const key of types.keys()) {
    for (const type of TYPES.slice(1)) {
      if (errorsIn(told.found) === 0) break
      const other = new Map([...types, [key, type]])
      const tried = await loadWith(sources, other)
      if (errorsIn(tried.found) < errorsIn(told.found)) [types, told] = [other, tried]
    }
  }
  found.push(...told.found)
  const place = first.find(({ code }) => COLUMN_CODES.has(code))?.place
  return { loaded: told.loaded, unknown: [...types.keys()].map((key) => key.split(' ').slice(1).join(' ')), place }
}

/** `deals partner_role`: tables and columns that findings say are not there, of tables without a file. */
function missingIn(found: readonly Diagnostic[], { tables }: Sources): readonly string[] {
  const columns = found
    .filter(({ code }) => COLUMN_CODES.has(code))
    .flatMap(({ message }) => {
      const [, table, name] = MISSING.exec(message) ?? []
      return table === undefined || tables.has(table as InputName) ? [] : [`${table} ${name!}`]
    })
  return [...new Set(columns)]
}

function errorsIn(found: readonly Diagnostic[]): number {
  return found.filter(({ severity }) => severity === 'error').length
}

async function loadWith(
  sources: Sources,
  types: Types,
): Promise<{ readonly loaded: PlanBook | undefined; readonly found: readonly Diagnostic[] }> {
  const found: Diagnostic[] = []
  const { inputs } = sources.settings
  const withTypes = (table: 'deals' | 'reps') => {
    const own = [...types].flatMap(([key, type]) =>
      key.startsWith(`${table} `) ? [[key.slice(table.length + 1), type]] : [],
    )
    return {
      ...inputs[table],
      types: { ...inputs[table]?.types, ...(Object.fromEntries(own) as Record<string, CellType>) },
    }
  }
  const settings = { ...sources.settings, inputs: { ...inputs, deals: withTypes('deals'), reps: withTypes('reps') } }
  return { loaded: await loadPlans({ ...sources, settings }, found), found }
}
