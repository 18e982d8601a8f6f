import { addDays, FIRST_DATE, LAST_DATE, later, earlier, type PlainDate } from '../base/date.js'
import { sum } from '../base/decimal.js'
import { groupBy } from '../base/order.js'
import { contains, daysIn, lastDay, type Calendar, type Period } from '../base/period.js'
import { diagnose, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import type { QuotaRow } from '../model/records.js'
import type { Measure } from '../plan/plan.js'
import type { Stand } from './quota-pieces.js'

/** A quota row with the period that it names. */
export interface Held {
  readonly row: QuotaRow
  readonly period: Period
  /** Days in force, both included: open where the row holds to its period's own first or last day. */
  readonly from: PlainDate
  readonly to: PlainDate
}

/** The rows that may serve a payee's measure, his own and those of the roles he has. */
export interface Serving {
  readonly own: readonly Held[]
  readonly ofRole: ReadonlyMap<string, readonly Held[]>
  /** All of them. */
  readonly all: readonly Held[]
  /** First days of changes among them, inside their periods. */
  readonly cuts: readonly PlainDate[]
  /** They contradict each other, which has been told. */
  readonly isTwofold: boolean
}

const NO_ROWS: readonly Held[] = []

/** The quota rows by payee and by role; unknown periods and rows that disagree are reported. */
export class QuotaRows {
  readonly #byPayee: ReadonlyMap<PayeeId | undefined, readonly Held[]>
  readonly #byRole: ReadonlyMap<string, readonly Held[]>
  readonly #twofold = new Set<readonly Held[]>()

  constructor(rows: readonly QuotaRow[], calendar: Calendar, found: Diagnostic[]) {
    const held = rows.flatMap((row) => hold(row, calendar, found) ?? [])
    const isOwn = ({ row }: Held): boolean => row.payee !== undefined
    this.#byPayee = groupBy(held.filter(isOwn), ({ row }) => row.payee)
    this.#byRole = groupBy(
      held.filter((each) => !isOwn(each)),
      ({ row }) => row.role,
    )
    for (const mine of [...this.#byPayee.values(), ...this.#byRole.values()]) {
      if (reportTwins(mine, calendar, found)) this.#twofold.add(mine)
    }
  }

  /** Rows for days of a span. */
  serving(payee: PayeeId, roles: Iterable<string>, measure: Measure, span: Pick<Period, 'start' | 'end'>): Serving {
    const serves = ({ row, period }: Held): boolean =>
      (row.measure === '' || row.measure === measure.id) && period.start < span.end && span.start < period.end
    const lists = [...new Set(roles)].map((role) => [role, this.#byRole.get(role) ?? NO_ROWS] as const)
    const mine = this.#byPayee.get(payee) ?? NO_ROWS
    const own = mine.filter(serves)
    const ofRole = new Map(lists.map(([role, rows]) => [role, rows.filter(serves)]))
    const isTwofold = this.#twofold.has(mine) || lists.some(([, rows]) => this.#twofold.has(rows))
    const all = [...own, ...[...ofRole.values()].flat()]
    const changes = all.flatMap(({ from, to }) => [from, to === LAST_DATE ? LAST_DATE : addDays(to, 1)])
    return { own, ofRole, all, cuts: changes.filter((day) => day !== FIRST_DATE && day !== LAST_DATE), isTwofold }
  }
}

/** The rows for a pay period that are in force on a day. Where a payee has one of his own, those of his role are silent. */
export function inForce(
  { own, ofRole }: Serving,
  pay: Period,
  { role, day }: Stand,
): { readonly own: readonly Held[]; readonly ofRole: readonly Held[] } {
  const holds = ({ period, from, to }: Held): boolean =>
    period.start < pay.end && pay.start < period.end && from <= day && day <= to
  return { own: own.filter(holds), ofRole: (ofRole.get(role) ?? []).filter(holds) }
}

/** Whose quota it is, for messages. */
export function holderOf({ payee, role }: QuotaRow): string {
  return payee === undefined ? `role "${role}"` : `"${payee}"`
}

function hold(row: QuotaRow, calendar: Calendar, found: Diagnostic[]): Held | undefined {
  const period = calendar.period(row.period)
  if (period === undefined) {
    const place = placeOf(row, 'period')
    const fix = `periods look like ${calendar.example}`
    found.push(diagnose('SPM5010', `"${row.period}" is not a period of the calendar`, { place, fix }))
    return undefined
  }
  const end = lastDay(period)
  if (row.from > end || row.to < period.start) {
    const cell = row.from > end ? 'effective_from' : 'effective_to'
    const message = `the quota of ${holderOf(row)} for ${row.period} is in force on none of its days`
    found.push(diagnose('SPM5732', message, { place: placeOf(row, cell) }))
    return undefined
  }
  const from = row.from <= period.start ? FIRST_DATE : row.from
  return { row, period, from, to: row.to >= end ? LAST_DATE : row.to }
}

function placeOf({ file, record }: QuotaRow, cell: string): Place {
  return { file, record, cell }
}

/** Rows that serve the same measure and days must agree (F24): same length twice, or two lengths with other sums. */
function reportTwins(mine: readonly Held[], calendar: Calendar, found: Diagnostic[]): boolean {
  for (const [index, a] of mine.entries()) {
    for (const b of mine.slice(index + 1)) {
      if (a.row.measure !== b.row.measure && a.row.measure !== '' && b.row.measure !== '') continue
      if (!sharesDays(a, b)) continue
      const [short, long] = daysIn(a.period) <= daysIn(b.period) ? [a, b] : [b, a]
      if (agree(short, long, mine, calendar)) continue
      const message = `two quota rows of ${holderOf(a.row)} speak of the same days: ${daysOf(a)} and ${daysOf(b)}`
      const related = [{ message: 'the other row', place: placeOf(a.row, 'period') }]
      found.push(diagnose('SPM5013', message, { place: placeOf(b.row, 'period'), related }))
      return true
    }
  }
  return false
}

function sharesDays(a: Held, b: Held): boolean {
  const first = [a.period.start, b.period.start, a.from, b.from].reduce(later)
  const last = [lastDay(a.period), lastDay(b.period), a.to, b.to].reduce(earlier)
  return first <= last
}

/** Do the shorter rows inside the longer one add up to it, in its currency and on the same days? */
function agree(short: Held, long: Held, mine: readonly Held[], calendar: Calendar): boolean {
  if (short.period.id === long.period.id || short.row.measure !== long.row.measure) return false
  const alike = ({ row, from, to }: Held): boolean =>
    row.measure === long.row.measure && row.currency === long.row.currency && from === long.from && to === long.to
  const inside = mine.filter(
    (each) => alike(each) && each.period.level === short.period.level && contains(long.period, each.period.start),
  )
  if (!alike(short) || inside.length !== calendar.within(long.period, short.period.level)?.length) return false
  return sum(inside.map(({ row }) => row.amount)).equals(long.row.amount)
}

function daysOf({ row, from, to }: Held): string {
  const since = from === FIRST_DATE ? '' : ` from ${from}`
  return `${row.period}${since}${to === LAST_DATE ? '' : ` to ${to}`}`
}
