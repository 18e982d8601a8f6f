import { sum, type Decimal } from '../base/decimal.js'
import { compareText, groupBy } from '../base/order.js'
import type { Attainment } from '../engine/attain.js'
import { inSpan } from '../engine/attain.js'
import type { Managers } from './who-is-above.js'

/** `everybody`: a row a payee, whatever the plan. */
export type By = 'payee' | 'everybody' | 'team' | 'region' | 'plan' | 'manager'

/** A payee's attainment, or the sum of those of a group. */
export interface AttainmentRow {
  readonly kind: 'row' | 'total'
  /** Payee, manager, team, region or plan; '' where the payees have none. */
  readonly group: string
  /** How many payees with a quota are in it. */
  readonly payees: number
  /** Payees of the group without a quota here, by id. */
  readonly without: readonly string[]
  /** Of a sum: quota and credited are summed, the rest is what all have in common. */
  readonly attainment: Attainment
  /** Credited in each pay period of the span so far; none where it is one, or where plans pay at different times. */
  readonly byPeriod: readonly Decimal[]
}

/** Rows of one measure, span, quota basis and unit (and plan, for payees): what may be added up and compared. */
export interface AttainmentSection {
  readonly rows: readonly AttainmentRow[]
  /** Undefined where it would repeat the only row. */
  readonly total: AttainmentRow | undefined
  readonly without: readonly string[]
}

export interface AttainmentQuestion {
  readonly by: By
  /** Only spans of this calendar level; `period` is each plan's pay period; undefined takes all. */
  readonly span: string | undefined
  /** Who stands above whom, for `by: manager`. */
  readonly managers?: Managers | undefined
}

/**
 * Attainments as sections of rows, the highest attainment first, ties by group; managers from the top down.
 * @returns also the payees who have no quota anywhere and are in no section's `without`, by id
 */
export function attainmentSections(
  attainments: readonly Attainment[],
  question: AttainmentQuestion,
): { readonly sections: readonly AttainmentSection[]; readonly withoutAny: readonly string[] } {
  const current = withoutContinued(attainments).filter((each) => question.by !== 'manager' || !isRolledUp(each))
  const wanted = current.filter((each) => question.span === undefined || isSpan(each, question.span))
  const sections = [...groupBy(wanted, (each) => sectionKey(each, question.by)).values()]
    .filter((all) => all.some(hasQuota))
    .sort((a, b) => bySection(a[0]!, b[0]!, question.by))
    .map((all) => sectionOf(all, current, question))
    .filter(({ rows }) => rows.length > 0)
  const said = new Set(sections.flatMap(({ without }) => without))
  const holders = new Set(current.filter(hasQuota).map(payeeOf))
  const without = new Set(current.map(payeeOf).filter((payee) => !holders.has(payee) && !said.has(payee)))
  return { sections, withoutAny: [...without].sort(compareText) }
}

/** What the measure credits to managers already, or sums of their people's quotas, is not summed once more. */
function isRolledUp({ measure: { credit, quota } }: Attainment): boolean {
  return quota !== undefined || (credit !== 'direct' && credit.rollup !== undefined)
}

function sectionOf(
  all: readonly Attainment[],
  everything: readonly Attainment[],
  { by, managers }: AttainmentQuestion,
): AttainmentSection {
  const counted = all.filter(hasQuota)
  const holders = new Set(counted.map(payeeOf))
  const plans = new Set(all.map(({ participation }) => participation.run.plan))
  // Without a quota there is no row in a span that no component uses: who is missing shows in the other spans.
  const missing = everything.filter(
    (each) =>
      plans.has(each.participation.run.plan) && each.measure.id === all[0]!.measure.id && !holders.has(payeeOf(each)),
  )
  const without = (those: readonly Attainment[]): readonly string[] =>
    [...new Set(those.map(payeeOf))].sort(compareText)
  const missingIn = grouped(missing, by, managers)
  const rows = [...grouped(counted, by, managers)].map(([group, mine]) =>
    rowOf('row', group, mine, without(missingIn.get(group) ?? [])),
  )
  const nobody = without(missing)
  const level = (row: AttainmentRow): number => (by === 'manager' ? managers!.levelOf(row.group) : 0)
  return {
    rows: rows.sort((a, b) => level(a) - level(b) || byAttainment(a, b) || compareText(a.group, b.group)),
    total: rows.length > 1 ? rowOf('total', '', counted, nobody) : undefined,
    without: nobody,
  }
}

/** By group; a manager's holds everybody below him at any level, so that one payee is in several. */
function grouped(
  those: readonly Attainment[],
  by: By,
  managers: Managers | undefined,
): ReadonlyMap<string, readonly Attainment[]> {
  if (by !== 'manager') return groupBy(those, (each) => groupOf(each, by))
  const pairs = those.flatMap((each) => managers!.above(payeeOf(each)).map((manager) => ({ manager, each })))
  const groups = groupBy(pairs, ({ manager }) => manager)
  return new Map([...groups].map(([manager, mine]) => [manager, mine.map(({ each }) => each)]))
}

export function payeeOf({ participation }: Attainment): string {
  return participation.current.payee.id
}

function hasQuota({ quota }: Attainment): boolean {
  return quota !== undefined
}

export function unitOf({ measure, participation }: Attainment): string {
  return measure.unit === 'money' ? participation.run.plan.currency : 'number'
}

export function isSpan({ span, participation }: Attainment, wanted: string): boolean {
  return wanted === 'period' ? span.id === participation.run.payPeriod.id : span.level === wanted
}

function groupOf(attainment: Attainment, by: Exclude<By, 'manager'>): string {
  const { current, run } = attainment.participation
  if (by === 'payee' || by === 'everybody') return current.payee.id
  return by === 'plan' ? run.plan.id : current.row[by]
}

export function sectionKey(attainment: Attainment, by: By): string {
  const { participation, measure, span, against } = attainment
  // What an additional plan counts is counted by the payee's own plan too: it stands apart, not in one sum with it.
  const { id, additional } = participation.run.plan
  const plan = by === 'payee' || additional ? id : ''
  return [plan, measure.id, span.id, against, unitOf(attainment)].join('\n')
}

/** By plan, measure, span (the shortest first), quota basis, unit. */
export function bySection(a: Attainment, b: Attainment, by: By): number {
  return (
    (by === 'payee' ? compareText(a.participation.run.plan.id, b.participation.run.plan.id) : 0) ||
    compareText(a.measure.id, b.measure.id) ||
    compareText(b.span.start, a.span.start) ||
    compareText(a.span.end, b.span.end) ||
    compareText(a.against, b.against) ||
    compareText(unitOf(a), unitOf(b))
  )
}

/**
 * A payee who moved to a plan that continues another one has what he was credited there in the row of the new plan:
 * the old plan's row would count it twice.
 */
export function withoutContinued(attainments: readonly Attainment[]): readonly Attainment[] {
  const key = (each: Attainment): string =>
    [payeeOf(each), each.measure.id, each.span.id, each.against, unitOf(each)].join('\n')
  return [...groupBy(attainments, key).values()].flatMap((same) =>
    same.filter(({ participation: { assignments } }) =>
      same.every(
        ({ participation: other }) =>
          other.assignments.length <= assignments.length ||
          assignments.some((each) => !other.assignments.includes(each)),
      ),
    ),
  )
}

/** @param counted those of the group; with a quota, or none of them has one */
export function rowOf(
  kind: AttainmentRow['kind'],
  group: string,
  counted: readonly Attainment[],
  without: readonly string[],
): AttainmentRow {
  const payees = new Set(counted.map(payeeOf)).size
  const quotas = counted.flatMap(({ quota }) => quota?.amount ?? [])
  const credited = sum(counted.map((each) => each.credited))
  const first = counted[0]!
  const quotaToDate = (): Decimal | undefined => {
    const parts = counted.map((each) => each.quotaToDate())
    return parts.some((part) => part === undefined) ? undefined : sum(parts.map((part) => part!))
  }
  const quota = quotas.length === 0 ? undefined : { amount: sum(quotas), parts: [] }
  const attainment = counted.length === 1 ? first : { ...first, quota, credited, quotaToDate }
  return { kind, group, payees, without, attainment, byPeriod: creditedByPeriod(counted) }
}

function creditedByPeriod(counted: readonly Attainment[]): readonly Decimal[] {
  const each = counted.map(({ participation: { run, credits }, measure, window, span }) => {
    if (span.id === run.payPeriod.id) return []
    return run.payPeriods(window, 'quota_to_date', run.end).map((period) => ({
      id: period.id,
      credited: sum(inSpan(credits.get(measure) ?? [], period).map(({ amount }) => amount)),
    }))
  })
  const [first = [], ...rest] = each
  if (first.length < 2) return []
  if (rest.some((other) => other.map(({ id }) => id).join() !== first.map(({ id }) => id).join())) return []
  return first.map((_, index) => sum(each.map((periods) => periods[index]!.credited)))
}

/** The highest attainment first, by cross-multiplication: a rounded quotient would tie what is not equal. */
export function byAttainment(a: AttainmentRow, b: AttainmentRow): number {
  const p = a.attainment
  const q = b.attainment
  const [m, n] = [p.quota!.amount, q.quota!.amount]
  // Nothing is attained of a quota of 0: those stand last.
  if (m.greaterThan(0) !== n.greaterThan(0)) return m.greaterThan(0) ? -1 : 1
  return m.greaterThan(0) ? q.credited.times(m).comparedTo(p.credited.times(n)) : 0
}
