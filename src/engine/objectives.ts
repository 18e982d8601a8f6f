import { min, sum, type Decimal } from '../base/decimal.js'
import type { DealId } from '../model/ids.js'
import type { ObjectiveRow } from '../model/records.js'
import type { MboComponent } from '../plan/component.js'
import type { Participation } from './attain.js'
import type { Book } from './book.js'
import type { Exception } from './credit.js'
import { eligibleDays } from './eligible.js'
import type { RunContext } from './run-context.js'

/** A payee's objectives for the window of an mbo component. */
export function objectivesOf(
  { run, current }: Participation,
  { id, window }: MboComponent,
  { objectives }: Book,
): readonly ObjectiveRow[] {
  const span = run.span(window)
  const rows = objectives.get(current.payee.id) ?? []
  const mine = rows.filter(({ period, component }) => period === span.id && (component === '' || component === id))
  return mine.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** How much of an objective counts: its score, at most the component's `max_score` (F41). */
export function countedScore(score: Decimal, { maxScore }: MboComponent): Decimal {
  return maxScore === undefined ? score : min(score, maxScore)
}

/** The weighted score of somebody's objectives, a ratio; undefined while one is not judged. */
export function scoreOf(participation: Participation, id: string, { book }: RunContext): Decimal | undefined {
  const component = participation.run.plan.components.find((each) => each.id === id)
  if (component?.kind !== 'mbo') return undefined
  const rows = objectivesOf(participation, component, book)
  if (rows.length === 0 || rows.some(({ score }) => score === undefined)) return undefined
  return sum(rows.map(({ weight, score }) => weight.times(countedScore(score!, component))))
}

/** Who has no objectives, or some that nobody has judged, when they would be paid: never 0 in silence (F41). */
export function objectiveExceptions(participation: Participation, book: Book): readonly Exception[] {
  const { run, current } = participation
  return run.plan.components.flatMap((component): Exception[] => {
    if (component.kind !== 'mbo' || !paysNow(run.end, run.span(component.window).end, component.interim)) return []
    if (eligibleDays(component, participation).length === 0) return []
    const rows = objectivesOf(participation, component, book)
    const name = `${run.plan.id}/${component.id}`
    const base = { dealId: '' as DealId, payee: current.payee.id, date: '' as const }
    const { file, record } = current.row
    if (rows.length === 0) {
      const detail = `${name} has no objectives for ${run.span(component.window).id} to pay`
      return [{ ...base, kind: 'no_objectives', detail, file, record }]
    }
    const open = rows.filter(({ score }) => score === undefined)
    return open.map((row) => {
      const detail = `${name}: objective "${row.id}" has no score and is not paid`
      return { ...base, kind: 'blank_score', detail, file: row.file, record: row.record }
    })
  })
}

/** Pay for a window is due at its end, or to date where it is `interim` (F17). */
export function paysNow(end: string, windowEnd: string, interim: boolean): boolean {
  return interim || end === windowEnd
}
