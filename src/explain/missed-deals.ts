import { compareText } from '../base/order.js'
import { REASONS, type Reason } from '../engine/credit.js'
import type { PayeeId } from '../model/ids.js'
import { cellsAgainst, distinct, judgedStep } from './missed.js'
import type { DealNotes } from './recording.js'
import type { Step } from './step.js'
import type { Subject } from './subject.js'
import { list, many } from './words.js'

/** Deals told one by one, of each reason; the rest is counted. */
const TOLD = 10

/** Deals in which somebody takes part and with which he is not credited, by the reason that came furthest. */
export function missedSteps(payee: PayeeId, subject: Subject): readonly Step[] {
  const { calculation, recording } = subject
  const credited = new Set((calculation.credits.byPayee.get(payee) ?? []).map(({ dealId }) => dealId))
  const by = new Map<Reason, DealNotes[]>()
  for (const notes of recording.deals) {
    const takesPart = notes.participants.some((each) => each.payee === payee)
    if (credited.has(notes.deal.id) || !takesPart) continue
    const reason = furthest(notes, payee)
    if (reason === undefined) continue
    const mine = by.get(reason)
    if (mine) mine.push(notes)
    else by.set(reason, [notes])
  }
  return [...by]
    .sort(([a], [b]) => REASONS.indexOf(b) - REASONS.indexOf(a))
    .map(([reason, all]) => reasonStep(reason, all, payee, subject))
}

function furthest({ judged, rejected }: DealNotes, payee: PayeeId): Reason | undefined {
  if (rejected !== undefined) return 'rejected'
  const reasons = judged.flatMap(({ payee: of, verdict }) =>
    of === payee && verdict.kind === 'missed' ? [verdict.reason] : [],
  )
  return reasons.sort((a, b) => REASONS.indexOf(b) - REASONS.indexOf(a))[0]
}

export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  other_plan: 'counted by no measure of the plan of that day',
  condition_false: 'not meant by the conditions of the plan',
  before_first_period: 'dated before the first period',
  before_window: 'dated before this period: earlier ones paid them',
  after_period: 'dated after this period',
  no_rule: 'counted for others alone',
  no_plan: 'dated when there was no plan',
  no_own_plan: 'dated when there was no plan but additional ones',
  no_rep_row: 'dated when no row of the reps file was in force',
  not_yet_hired: 'dated before the hire date',
  left_company: 'dated after the end date',
  reversal: 'refunds that the clawback rule settles',
  cancelled: 'cancelled',
  rejected: 'rejected: a cell that a plan needs is blank',
}

/** Deals outside of the period are named at most; of the others each says why. */
const OUTSIDE: ReadonlySet<Reason> = new Set(['before_first_period', 'before_window', 'after_period'])

function reasonStep(reason: Reason, all: readonly DealNotes[], payee: PayeeId, subject: Subject): Step {
  const sorted = all.toSorted((a, b) => compareText(a.deal.id, b.deal.id))
  const named = sorted.slice(0, TOLD).map(({ deal }) => deal.id)
  const more = sorted.length > TOLD ? `, ${sorted.length - TOLD} more` : ''
  const what = `${many(all.length, 'deal')} ${REASON_WORDS[reason]}`
  if (OUTSIDE.has(reason)) return { what, how: `${named.join(', ')}${more}` }
  return {
    what,
    how: more === '' ? undefined : `the first ${TOLD} of them`,
    because: [
      ...(reason === 'condition_false' ? conditionSteps(sorted, payee) : []),
      ...sorted.slice(0, TOLD).map((notes) => dealStep(notes, reason, payee, subject)),
    ],
  }
}

function dealStep({ deal, judged, rejected }: DealNotes, reason: Reason, payee: PayeeId, subject: Subject): Step {
  const inputs = [{ file: deal.file, record: deal.record }]
  if (rejected !== undefined) return { what: `Deal ${deal.id}`, how: rejected, inputs }
  const mine = distinct(judged.filter((each) => each.payee === payee)).filter(
    ({ verdict }) => verdict.kind === 'missed' && verdict.reason === reason,
  )
  const what = `Deal ${deal.id}`
  if (reason === 'condition_false') return { what, how: list(cellsAgainst(mine, subject)), inputs }
  const [nearest] = mine
  return { what, how: nearest && judgedStep(nearest, subject).how, inputs, rule: nearest?.measure.place }
}

/** The conditions that say which deals a plan means, once for all deals that they refuse. */
function conditionSteps(all: readonly DealNotes[], payee: PayeeId): readonly Step[] {
  const measures = new Set(
    all.flatMap(({ judged }) =>
      judged.flatMap(({ payee: of, verdict, measure }) =>
        of === payee && verdict.kind === 'missed' && verdict.reason === 'condition_false' ? [measure] : [],
      ),
    ),
  )
  return [...measures].flatMap(({ label, where, place }) =>
    where === undefined ? [] : [{ what: `${label} counts`, how: where.text, rule: place }],
  )
}
