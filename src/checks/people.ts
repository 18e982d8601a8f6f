import { earlier, FIRST_DATE, LAST_DATE, later, type PlainDate } from '../base/date.js'
import { compareText } from '../base/order.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Assignment } from '../engine/assign.js'
import type { RepRow } from '../model/records.js'
import type { DealComponent } from '../plan/component.js'
import type { Plan } from '../plan/plan.js'
import type { PeopleToCheck, RowCheck } from './row-check.js'

/** So many are named; a company has many people who sell nothing. */
const NAMED = 5

/** Payees who are there in the plans' days and on no plan in any of them: one finding for all. */
const checkPlanless: RowCheck = ({ plans, payees, assignments }) => {
  // Where nobody is on any plan, each of the plans has told so.
  if ([...assignments.values()].every((mine) => mine.length === 0)) return []
  const planless = [...payees.values()]
    .filter(({ id }) => (assignments.get(id) ?? []).length === 0)
    .flatMap(({ rows }) => rows.find((row) => isThere(row, plans)) ?? [])
    .sort((a, b) => compareText(a.payee, b.payee))
  const first = planless[0]
  if (first === undefined) return []
  const names = planless.slice(0, NAMED).map(({ payee }) => `"${payee}"`)
  const more = planless.length - names.length
  const verb = planless.length === 1 ? 'is' : 'are'
  const who = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''} ${verb}`
  const message = `${who} on no plan, though there while plans are in force`
  return [diagnose('SPM5082', message, { place: { file: first.file, record: first.record } })]
}

function isThere(row: RepRow, plans: readonly Plan[]): boolean {
  const first = later(row.from, row.hired ?? FIRST_DATE)
  const last = earlier(row.to, row.left ?? LAST_DATE)
  return plans.some(({ from, to }) => later(first, from) <= earlier(last, to))
}

/** Overrides of plans whose people have nobody below them at the levels that are paid. */
const checkIdleOverrides: RowCheck = (book) =>
  book.plans.flatMap((plan): readonly Diagnostic[] => {
    const on = [...book.assignments.values()].flat().filter((each) => each.plan === plan)
    if (on.length === 0) return []
    return plan.components.flatMap((component) => {
      if (component.kind !== 'override' || reaches(component, plan, on, book)) return []
      const levels = levelWords(component)
      const message = `"${component.id}" reaches nobody: no one on ${plan.id} has anybody ${levels} below`
      return [diagnose('SPM5081', message, { place: component.place })]
    })
  })

function reaches(
  { override }: DealComponent,
  plan: Plan,
  on: readonly Assignment[],
  { payees, calendar, hierarchy }: PeopleToCheck,
): boolean {
  const { levels } = override!
  const ids = new Set(on.map(({ payee }) => payee.id))
  const days = daysOf(plan, calendar)
  return [...payees.values()].some((payee) =>
    [...days, ...payee.rows.map(({ from }) => later(from, plan.from))].some((day) =>
      hierarchy.above(payee, day).managers.some((manager, index) => {
        const level = index + 1
        const wanted = levels.kind === 'only' ? level === levels.n : level <= (levels.n ?? level)
        return wanted && ids.has(manager.id)
      }),
    ),
  )
}

/** A day in each pay period of the plan: who is above whom may change. */
function daysOf({ pays, from, to }: Plan, calendar: PeopleToCheck['calendar']): readonly PlainDate[] {
  const days: PlainDate[] = []
  for (let day = from; day <= to;) {
    days.push(day)
    const period = calendar.at(pays, day)
    if (period === undefined) break
    day = period.end
  }
  return days
}

function levelWords({ override }: DealComponent): string {
  const { levels } = override!
  if (levels.n === undefined) return 'at any level'
  const count = `${levels.n} ${levels.n === 1 ? 'level' : 'levels'}`
  return levels.kind === 'only' ? `exactly ${count}` : `up to ${count}`
}

/** What `spm validate` warns about beside the plans' own text. To add one: a function, and its name here. */
export const rowChecks: readonly RowCheck[] = [checkPlanless, checkIdleOverrides]
