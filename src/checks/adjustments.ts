import type { Calendar, Period } from '../base/period.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { PayeeId } from '../model/ids.js'
import type { AdjustmentRow, Payee } from '../model/records.js'
import { isInForce } from '../plan/in-force.js'
import type { Plan } from '../plan/plan.js'

/** An adjustment needs two people, and the one who approves it is not the payee (domain section 7). */
export function checkApprovals(
  rows: readonly AdjustmentRow[],
  payees: ReadonlyMap<PayeeId, Payee>,
  found: Diagnostic[],
): void {
  if (rows.length === 0) return
  const called = namesOf(payees)
  for (const { id, payee, requestedBy, approvedBy, file, record } of rows) {
    const place = { file, record, cell: 'approved_by' }
    if (isSame(called, requestedBy, approvedBy)) {
      const also = requestedBy === approvedBy ? '' : ` (as "${requestedBy}")`
      found.push(diagnose('SPM2051', `"${approvedBy}" asked for adjustment "${id}"${also} and approved it`, { place }))
    }
    if (isSame(called, payee, approvedBy)) {
      const also = payee === approvedBy ? '' : ` (as "${approvedBy}")`
      found.push(diagnose('SPM2052', `"${payee}" is the payee of adjustment "${id}" and approved it${also}`, { place }))
    }
  }
}

type Names = ReadonlyMap<string, ReadonlySet<PayeeId>>

/** Who is called what: payees by id, by each of their names and by their mail addresses. */
function namesOf(payees: ReadonlyMap<PayeeId, Payee>): Names {
  const called = new Map<string, Set<PayeeId>>()
  for (const { id, rows } of payees.values()) {
    for (const name of [id, ...rows.flatMap((row) => (row.email === '' ? [row.name] : [row.name, row.email]))]) {
      const known = called.get(plain(name))
      if (known) known.add(id)
      else called.set(plain(name), new Set([id]))
    }
  }
  return called
}

/** Whether two words may mean one person: "E1", "e1" and "Ada Lind" where E1 is Ada Lind. */
function isSame(called: Names, one: string, other: string): boolean {
  const also = called.get(plain(other))
  return plain(one) === plain(other) || [...(called.get(plain(one)) ?? [])].some((id) => also?.has(id))
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/g, ' ')
}

interface RunsOf {
  readonly plans: readonly Plan[]
  readonly calendar: Calendar
  /** The level of the runs around a period. */
  readonly rhythm: (period: Period) => string
  readonly firstPeriod: Period | undefined
}

/** Each adjustment is for one period of the runs, and of a plan that is there; told once for each that is none. */
export function checkAdjustments(rows: readonly AdjustmentRow[], given: RunsOf, found: Diagnostic[]): void {
  if (given.plans.length === 0) return
  checkPlanNames(rows, given.plans, found)
  checkTheirPeriods(rows, given, found)
}

function checkPlanNames(rows: readonly AdjustmentRow[], plans: readonly Plan[], found: Diagnostic[]): void {
  const known = new Set(['', ...plans.map(({ id }) => id as string)])
  for (const { id, plan, file, record } of rows) {
    if (known.has(plan)) continue
    const hint = didYouMean(
      plan,
      plans.map((each) => each.id),
    )
    const message = `adjustment "${id}" is of plan "${plan}", which no plan file defines.${hint}`
    found.push(diagnose('SPM5947', message, { place: { file, record, cell: 'plan' } }))
    known.add(plan)
  }
}

/** Is there a run of this period that pays adjustments? */
export function isPaid({ plans, firstPeriod }: Pick<RunsOf, 'plans' | 'firstPeriod'>, period: Period): boolean {
  return plans.some((plan) => isInForce(plan, period)) && !(firstPeriod && period.start < firstPeriod.start)
}

function checkTheirPeriods(
  rows: readonly AdjustmentRow[],
  { plans, calendar, rhythm, firstPeriod }: RunsOf,
  found: Diagnostic[],
): void {
  const told = new Set<string>()
  for (const { id, period: name, file, record } of rows) {
    if (told.has(name)) continue
    const place = { file, record, cell: 'period' }
    const period = calendar.period(name)
    if (period === undefined) {
      const message = `adjustment "${id}": ${name} is not a period of the calendar, in which periods look like ${calendar.example}`
      found.push(diagnose('SPM5940', message, { place }))
    } else if (period.level !== rhythm(period)) {
      const message = `adjustment "${id}": ${name} is a ${period.level}, but runs go by ${rhythm(period)}`
      found.push(diagnose('SPM5940', message, { place }))
    } else if (!isPaid({ plans, firstPeriod }, period)) {
      const early = firstPeriod && period.start < firstPeriod.start
      const why = early ? `before the first period, ${firstPeriod.id}` : 'in which no plan is in force'
      found.push(diagnose('SPM5941', `adjustment "${id}" is for ${name}, ${why}`, { place }))
    } else continue
    told.add(name)
  }
}
