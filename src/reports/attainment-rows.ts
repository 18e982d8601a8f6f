import { sum } from '../base/decimal.js'
import { compareText, groupBy } from '../base/order.js'
import type { Attainment } from '../engine/attain.js'

export type By = 'payee' | 'team' | 'region' | 'plan'

/** A payee's attainment, or the sum of those of a group. */
export interface AttainmentRow {
  readonly kind: 'row' | 'total'
  /** Payee, team, region or plan; '' where the payees have none. */
  readonly group: string
  /** How many payees with a quota are in it. */
  readonly payees: number
  /** Payees of the group without a quota here, by id. */
  readonly without: readonly string[]
  /** Of a sum: quota and credited are summed, the rest is what all have in common. */
  readonly attainment: Attainment
}

/** Rows of one measure, span, quota basis and unit (and plan, for payees): what may be added up and compared. */
export interface AttainmentSection {
  readonly rows: readonly AttainmentRow[]
  /** Undefined where it would repeat the only row. */
  readonly total: AttainmentRow | undefined
  readonly without: readonly string[]
}

/**
 * Attainments as sections of rows, the highest attainment first, ties by group.
 * @param span only spans of this calendar level; `period` is each plan's pay period; undefined takes all
 * @returns also the payees who have no quota anywhere and are in no section's `without`, by id
 */
export function attainmentSections(
  attainments: readonly Attainment[],
  by: By,
  span: string | undefined,
): { readonly sections: readonly AttainmentSection[]; readonly withoutAny: readonly string[] } {
  const current = withoutContinued(attainments)
  const wanted = current.filter((each) => span === undefined || isSpan(each, span))
  const sections = [...groupBy(wanted, (each) => sectionKey(each, by)).values()]
    .filter((all) => all.some(hasQuota))
    .sort((a, b) => bySection(a[0]!, b[0]!, by))
    .map((all) => sectionOf(all, current, by))
  const said = new Set(sections.flatMap(({ without }) => without))
  const holders = new Set(current.filter(hasQuota).map(payeeOf))
  const without = new Set(current.map(payeeOf).filter((payee) => !holders.has(payee) && !said.has(payee)))
  return { sections, withoutAny: [...without].sort(compareText) }
}

function sectionOf(all: readonly Attainment[], everything: readonly Attainment[], by: By): AttainmentSection {
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
  const missingIn = groupBy(missing, (each) => groupOf(each, by))
  const rows = [...groupBy(counted, (each) => groupOf(each, by))].map(([group, mine]) =>
    rowOf('row', group, mine, without(missingIn.get(group) ?? [])),
  )
  const nobody = without(missing)
  return {
    rows: rows.sort(byAttainment),
    total: rows.length > 1 ? rowOf('total', '', counted, nobody) : undefined,
    without: nobody,
  }
}

function payeeOf({ participation }: Attainment): string {
  return participation.current.payee.id
}

function hasQuota({ quota }: Attainment): boolean {
  return quota !== undefined
}

function unitOf({ measure, participation }: Attainment): string {
  return measure.unit === 'money' ? participation.run.plan.currency : 'number'
}

function isSpan({ span, participation }: Attainment, wanted: string): boolean {
  return wanted === 'period' ? span.id === participation.run.payPeriod.id : span.level === wanted
}

function groupOf(attainment: Attainment, by: By): string {
  const { current, run } = attainment.participation
  return by === 'payee' ? current.payee.id : by === 'plan' ? run.plan.id : current.row[by]
}

function sectionKey(attainment: Attainment, by: By): string {
  const { participation, measure, span, against } = attainment
  // What an additional plan counts is counted by the payee's own plan too: it stands apart, not in one sum with it.
  const { id, additional } = participation.run.plan
  const plan = by === 'payee' || additional ? id : ''
  return [plan, measure.id, span.id, against, unitOf(attainment)].join('\n')
}

/** By plan, measure, span (the shortest first), quota basis, unit. */
function bySection(a: Attainment, b: Attainment, by: By): number {
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
function withoutContinued(attainments: readonly Attainment[]): readonly Attainment[] {
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

function rowOf(
  kind: AttainmentRow['kind'],
  group: string,
  counted: readonly Attainment[],
  without: readonly string[],
): AttainmentRow {
  const payees = new Set(counted.map(payeeOf)).size
  const amount = sum(counted.map(({ quota }) => quota!.amount))
  const credited = sum(counted.map((each) => each.credited))
  const first = counted[0]!
  const attainment = counted.length === 1 ? first : { ...first, quota: { amount, parts: [] }, credited }
  return { kind, group, payees, without, attainment }
}

/** The highest attainment first, by cross-multiplication: a rounded quotient would tie what is not equal. */
function byAttainment(a: AttainmentRow, b: AttainmentRow): number {
  const p = a.attainment
  const q = b.attainment
  const [m, n] = [p.quota!.amount, q.quota!.amount]
  // Nothing is attained of a quota of 0: those stand last.
  if (m.greaterThan(0) !== n.greaterThan(0)) return m.greaterThan(0) ? -1 : 1
  const order = m.greaterThan(0) ? q.credited.times(m).comparedTo(p.credited.times(n)) : 0
  return order || compareText(a.group, b.group)
}
