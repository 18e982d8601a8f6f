import { addDays, earlier, FIRST_DATE, later, type PlainDate } from '../base/date.js'
import { groupBy } from '../base/order.js'
import type { Calendar } from '../base/period.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { keptAdjustment, keptQuota, keptReps, type KeptCells, type KeptRep } from '../ledger/kept.js'
import type { Posted } from '../ledger/posted.js'
import type { Changes } from '../ledger/why.js'
import type { PayeeId } from '../model/ids.js'
import type { AdjustmentRow, Payee, QuotaRow } from '../model/records.js'
import type { Columns } from '../model/table.js'
import type { PlanFile } from '../plan/parse.js'
import type { Plan } from '../plan/plan.js'
import { keptPlan } from './kept-plan.js'
import { askedColumns } from './used-columns.js'

interface Given {
  readonly calendar: Calendar
  readonly plans: readonly Plan[]
  readonly files: readonly PlanFile[]
  readonly payees: ReadonlyMap<PayeeId, Payee>
  readonly repColumns: Columns
  readonly quotas: readonly QuotaRow[]
  readonly adjustments: ReadonlyMap<PayeeId, readonly AdjustmentRow[]>
}

/**
 * What of plans, people and quotas differs from what closed periods were paid by. A change of a plan or a reps row that
 * reaches into them is an error unless it says which is the first period it restates (F7); quotas may change freely.
 */
export function checkClosed(
  given: Given,
  posted: Posted,
  found: Diagnostic[],
): Omit<Changes, 'deals' | 'removed' | 'cancelled'> {
  checkAdjustmentsOf(given, posted, found)
  return {
    plans: checkPlansOf(given, posted, found),
    reps: checkRepsOf(given, posted, found),
    quotas: changedQuotas(given, posted),
  }
}

/** An adjustment changed after posting, or for a period that is closed, is an error (F46). */
function checkAdjustmentsOf({ adjustments }: Given, posted: Posted, found: Diagnostic[]): void {
  const closed = new Set<string>(posted.closed.map(({ period }) => period.id))
  for (const row of [...adjustments.values()].flat()) {
    const { id, period, file, record } = row
    const paid = posted.adjustments.get(id)
    const report = (message: string): void => {
      found.push(diagnose('SPM6065', message, { place: { file, record, cell: 'period' } }))
    }
    if (paid === undefined) {
      if (closed.has(period)) report(`adjustment "${id}" is for ${period}, which is closed`)
    } else if (paid.join('\n') !== keptAdjustment(row).join('\n')) {
      report(`adjustment "${id}" is not the one that ${paid[1]!} paid`)
    }
  }
}

/** The first day that a `restates` allows to change; undefined (and told) where it names no period. */
function restatedFrom(
  calendar: Calendar,
  id: string | undefined,
  place: Diagnostic['place'],
  found: Diagnostic[],
): PlainDate | undefined {
  if (id === undefined || id === '') return undefined
  const period = calendar.period(id)
  if (period) return period.start
  const fix = `Periods look like ${calendar.example}.`
  found.push(diagnose('SPM6061', `restates "${id}" is not a period of the calendar`, { ...(place && { place }), fix }))
  return FIRST_DATE
}

function checkPlansOf({ calendar, plans, files }: Given, posted: Posted, found: Diagnostic[]): ReadonlySet<string> {
  const changed = new Set<string>()
  const first = posted.closed[0]!.period.start
  const restated = new Map<string, PlainDate>()
  for (const [index, { id, restates }] of plans.entries()) {
    const from = restatedFrom(calendar, restates, files[index]!.doc.placeOf(['restates']), found)
    if (from !== undefined) restated.set(id, earlier(from, restated.get(id) ?? from))
  }
  const last = addDays(posted.end, -1)
  const now = new Map(
    plans.map((plan, index) => [`${plan.id} ${plan.from}`, { plan, kept: keptPlan(plan, files[index]!) }]),
  )
  const report = (id: string, reach: PlainDate, what: string, plan: Plan | undefined): void => {
    changed.add(id)
    const allowed = restated.get(id)
    if (allowed !== undefined && allowed <= later(reach, first)) return
    const fix = `Leave the plan as it was and write a new version of it that starts on ${posted.end} or later; or say restates: ${posted.closed[0]!.period.id} (the first period to pay by the change).`
    found.push(
      diagnose('SPM6060', `${what}, and periods until ${last} are closed`, { ...(plan && { place: plan.place }), fix }),
    )
  }
  for (const before of posted.plans) {
    if (before.from >= posted.end) continue
    const key = `${before.plan} ${before.from}`
    const there = now.get(key)
    now.delete(key)
    if (there === undefined) {
      const same = plans.find(({ id }) => id === before.plan)
      report(
        before.plan,
        before.from,
        `plan ${before.plan} from ${before.from} paid closed periods and is not there any more`,
        same,
      )
    } else if (there.kept.says !== before.says) {
      report(before.plan, before.from, `plan ${before.plan} was changed`, there.plan)
    } else if (earlier(there.kept.to, last) !== earlier(before.to, last)) {
      const reach = addDays(earlier(there.kept.to, before.to), 1)
      report(before.plan, reach, `the last day of plan ${before.plan} was changed`, there.plan)
    }
  }
  for (const { plan } of now.values()) {
    if (plan.from < posted.end)
      report(plan.id, plan.from, `plan ${plan.id} starts on ${plan.from} and was not there`, plan)
  }
  return changed
}

/** Columns that say until when a row holds. What they say of closed days is looked at day by day. */
const BOUNDS = ['effective_from', 'effective_to', 'end_date'] as const

function checkRepsOf(
  { calendar, plans, payees, repColumns }: Given,
  posted: Posted,
  found: Diagnostic[],
): ReadonlySet<PayeeId> {
  const changed = new Set<PayeeId>()
  const asked = askedColumns(plans, 'rep')
  const apart = new Set<string>(BOUNDS.filter((name) => !asked.has(name)))
  for (const id of new Set([...posted.reps.keys(), ...payees.keys()])) {
    const before = posted.reps.get(id) ?? []
    const payee = payees.get(id)
    const rows = payee ? keptReps(payee, repColumns) : []
    const day = firstDifference(before, rows, posted.end, apart)
    if (day === undefined) continue
    changed.add(id)
    // Somebody who came into the file after the close changes nothing that was there.
    if (before.length === 0) continue
    const row = payee?.rows.findLast(({ from }) => from <= day) ?? payee?.rows[0]
    const place = row && { file: row.file, record: row.record }
    const froms = (payee?.rows ?? []).map(({ restates, file, record }) =>
      restatedFrom(calendar, restates, { file, record, cell: 'restates' }, found),
    )
    const allowed = froms.filter((from) => from !== undefined).sort()[0]
    if (allowed !== undefined && allowed <= later(day, posted.closed[0]!.period.start)) continue
    const since = day <= posted.closed[0]!.period.start ? '' : ` from ${day} on`
    const message = payee
      ? `the reps file says something else of "${id}"${since} than when ${posted.closed.at(-1)!.period.id} was closed`
      : `"${id}" was in the reps file when ${posted.closed.at(-1)!.period.id} was closed and is not there any more`
    found.push(diagnose('SPM6060', message, { ...(place && { place }), fix: repsFix(posted) }))
  }
  return changed
}

function repsFix({ end, closed }: Posted): string {
  return `Keep the row as it was and give what changes a row of its own with effective_from ${end} or later; or write the first period to pay by the change (such as ${closed.at(-1)!.period.id}) in a column "restates".`
}

interface Span {
  readonly from: PlainDate
  readonly says: Omit<KeptRep, 'from' | 'to' | 'left'> & { readonly left: PlainDate | null }
}

/**
 * The first closed day on which two histories of a payee differ.
 * @param apart columns that are not compared as cells
 */
function firstDifference(
  before: readonly KeptRep[],
  now: readonly KeptRep[],
  end: PlainDate,
  apart: ReadonlySet<string>,
): PlainDate | undefined {
  const known = new Set(before.flatMap(({ cells }) => Object.keys(cells)).filter((name) => !apart.has(name)))
  const [a, b] = [spansOf(before, end, known), spansOf(now, end, known)]
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [one, other] = [a[index], b[index]]
    if (one && other && one.from === other.from && JSON.stringify(one.says) === JSON.stringify(other.says)) continue
    return [one?.from, other?.from].filter((day) => day !== undefined).sort()[0]
  }
  return undefined
}

/** What rows say of the days before one, neighbours that say the same as one; a gap says nothing. */
function spansOf(rows: readonly KeptRep[], end: PlainDate, known: ReadonlySet<string>): readonly Span[] {
  const spans: Span[] = []
  let next: PlainDate | undefined
  for (const { from, to, left, cells, ...row } of rows) {
    if (from >= end) break
    const says = { ...row, left: left !== null && left < end ? left : null, cells: narrowed(cells, known) }
    const last = spans.at(-1)
    const goesOn = last && next === from && JSON.stringify(last.says) === JSON.stringify(says)
    if (!goesOn) {
      if (next !== undefined && next < from) spans.push({ from: next, says: NOTHING })
      spans.push({ from, says })
    }
    next = to < end ? addDays(to, 1) : end
  }
  if (next !== undefined && next < end) spans.push({ from: next, says: NOTHING })
  return spans
}

const NOTHING: Span['says'] = {
  payee: '' as PayeeId,
  hired: null,
  left: null,
  plan: '',
  currency: null,
  manager: '',
  role: '',
  cells: {},
}

function narrowed(cells: KeptCells, known: ReadonlySet<string>): KeptCells {
  return Object.fromEntries(Object.entries(cells).filter(([name]) => known.has(name)))
}

function changedQuotas({ calendar, quotas, payees }: Given, posted: Posted): ReadonlySet<PayeeId> {
  const before = new Set(posted.quotas.map((row) => row.join('\n')))
  const now = new Map(quotas.map((row) => [keptQuota(row).join('\n'), row]))
  const differing = [
    ...[...now].filter(([key]) => !before.has(key)).map(([, row]) => keptQuota(row)),
    ...posted.quotas.filter((row) => !now.has(row.join('\n'))),
  ].filter(([, , , period]) => (calendar.period(period ?? '')?.start ?? FIRST_DATE) < posted.end)
  const roles = groupBy(
    [...payees.values()].flatMap(({ id, rows }) => rows.map(({ role }) => ({ id, role }))),
    ({ role }) => role,
  )
  return new Set(
    differing.flatMap(([payee = '', role = '']) =>
      payee === '' ? (roles.get(role) ?? []).map(({ id }) => id) : [payee as PayeeId],
    ),
  )
}
