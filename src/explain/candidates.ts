import type { PlainDate } from '../base/date.js'
import { lastDay } from '../base/period.js'
import { ONE, ZERO } from '../base/decimal.js'
import { overlaysOf } from '../engine/claims.js'
import type { Credit } from '../engine/credit.js'
import { Hierarchy } from '../engine/hierarchy.js'
import type { PayeeId } from '../model/ids.js'
import { creditStep } from './credits.js'
import { touches } from './lines.js'
import { distinct, judgedStep } from './missed.js'
import type { DealNotes, Judged } from './recording.js'
import type { Step } from './step.js'
import type { Subject } from './subject.js'
import { cellWords, list, percentWords, personWords } from './words.js'

/** A role: closed periods paid him, and the deal has nothing to do with him any more. */
const PAID_BEFORE = 'paid before'

/** Somebody who is, or could have been, credited with a deal. */
export interface Candidate {
  readonly payee: PayeeId
  /** Why he could be: `owner`, `split 50 %`, `manager of E1`. */
  readonly roles: readonly string[]
}

/** Everybody whom a deal could reach: who takes part, their managers, and whom the credit rules of measures name. */
export function candidates({ deal, participants, judged, claimed }: DealNotes, subject: Subject): readonly Candidate[] {
  const { book, calculation } = subject
  const roles = new Map<PayeeId, string[]>()
  const add = (payee: PayeeId, role: string): void => {
    const mine = roles.get(payee)
    if (mine === undefined) roles.set(payee, [role])
    else if (!mine.includes(role)) mine.push(role)
  }
  add(deal.owner, participants.some(({ payee }) => payee === deal.owner) ? 'owner' : 'owner, replaced by the split')
  const isSplit = participants.length > 1 || participants.some(({ share }) => !share.equals(ONE))
  for (const { payee, share } of participants) add(payee, isSplit ? `split ${percentWords(share)}` : 'owner')
  for (const { payee, share } of overlaysOf(book.splits.get(deal.id))) add(payee, `overlay ${percentWords(share)}`)
  const day = dayOf(judged) ?? lastDay(book.period)
  const hierarchy = new Hierarchy(book.payees, calculation.assignments)
  for (const { payee } of participants) {
    const person = book.payees.get(payee)
    for (const above of person ? hierarchy.above(person, day).managers : []) add(above.id, `above ${payee}`)
  }
  for (const { claims } of claimed) {
    for (const { payee, territory, rule } of claims.claims) {
      if (territory.greaterThan(ZERO)) add(payee, 'by territory')
      if (rule.greaterThan(ZERO)) add(payee, 'by a rule of the plan')
    }
  }
  // A change of owner takes back from somebody who has nothing to do with it any more.
  for (const [payee, lines] of book.brought.trueUps)
    if (lines.some((line) => touches(line, deal.id))) add(payee, PAID_BEFORE)
  for (const [payee, pays] of book.brought.dealPay)
    if (pays.some((pay) => pay.deal === deal.id)) add(payee, PAID_BEFORE)
  return [...roles].map(([payee, mine]) => ({ payee, roles: mine }))
}

function dayOf(judged: readonly Judged[]): PlainDate | undefined {
  return judged.flatMap(({ verdict }) => ('date' in verdict && verdict.date !== '' ? [verdict.date] : []))[0]
}

/** What the export says of a deal. */
export function rowStep({ deal }: DealNotes, { columns }: Subject): Step {
  const cells = columns.deals.list.map(({ name, slot }) => `${name} ${cellWords(deal.cells[slot])}`)
  return {
    what: `Deal ${deal.id}`,
    how: [`owner ${deal.owner}`, ...cells].join('; '),
    inputs: [{ file: deal.file, record: deal.record }],
  }
}

/** Credited by which measure, or what each measure asked of him answered. */
export function candidateStep(candidate: Candidate, notes: DealNotes, subject: Subject): Step {
  const { book, calculation } = subject
  const payee = book.payees.get(candidate.payee)
  const what = `${payee ? personWords(payee) : candidate.payee}, ${list(candidate.roles)}`
  const credits = (calculation.credits.byPayee.get(candidate.payee) ?? []).filter(
    ({ dealId }) => dealId === notes.deal.id,
  )
  const judged = distinct(notes.judged.filter((each) => each.payee === candidate.payee))
  const missed = judged.filter(({ verdict }) => verdict.kind !== 'counts').map((each) => judgedStep(each, subject))
  if (credits.length > 0) {
    const because = credits.map((credit) => creditStep(credit, subject))
    return { what, how: creditedWords(credits, subject), because, notApplied: missed }
  }
  if (notes.rejected !== undefined) return { what, how: `not credited: the row is rejected, ${notes.rejected}` }
  if (missed.length > 0) return { what, how: 'not credited', notApplied: missed }
  return { what, how: notAsked(candidate, notes, subject), notApplied: refusals(candidate, notes, subject) }
}

function creditedWords(credits: readonly Credit[], { book }: Subject): string {
  const here = credits.some(({ date }) => date >= book.period.start)
  return here ? 'credited' : `credited in an earlier period, and in ${book.period.id} only part of the total`
}

/** Nobody asked a measure of his about the deal. */
function notAsked({ payee, roles }: Candidate, { deal, judged }: DealNotes, { calculation, book }: Subject): string {
  const day = dayOf(judged) ?? lastDay(book.period)
  const plans = (calculation.assignments.get(payee) ?? []).filter(({ from, to }) => from <= day && day <= to)
  if (plans.length === 0) return 'not credited: on no plan that day'
  if (roles.every((role) => role === PAID_BEFORE)) return 'not credited any more'
  const named = list([...new Set(plans.map(({ plan }) => plan.id))])
  const isOverlay = overlaysOf(book.splits.get(deal.id)).some((each) => each.payee === payee)
  const needs = isOverlay ? 'overlay shares' : 'the deals of people below'
  const measures = plans.flatMap(({ plan }) => [...plan.measures.values()])
  if (measures.some(({ credit }) => credit !== 'direct'))
    return `not credited: no measure of plan ${named} wants the deal`
  return `not credited: no measure of plan ${named} credits ${needs}`
}

/** Measures of his plans that want the deal for nobody, and what keeps their rules from reaching him. */
function refusals({ payee }: Candidate, { refused, claimed }: DealNotes, subject: Subject): readonly Step[] {
  const plans = new Set((subject.calculation.assignments.get(payee) ?? []).map(({ plan }) => plan))
  const gaps = claimed.flatMap(({ measure, claims }) =>
    claims.gaps.map(({ detail }): Step => ({ what: measure.label, how: detail, rule: measure.place })),
  )
  return [
    ...refused.filter(({ run }) => plans.has(run.plan)).map((each) => judgedStep({ ...each, payee }, subject)),
    ...gaps,
  ]
}
