import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { Participation } from '../engine/attain.js'
import type { PayeeResult } from '../engine/calculate.js'
import type { SettledLine } from '../engine/settle.js'
import type { PayeeId } from '../model/ids.js'
import { paysDeals } from '../plan/component.js'
import { checkAsked, type Asked } from './asked.js'
import { idleStep } from './components.js'
import { candidates, candidateStep, rowStep } from './candidates.js'
import { missedSteps } from './missed-deals.js'
import { touches } from './lines.js'
import { accruedStep, balanceStep, payoutStep, someLines } from './payouts.js'
import { attainmentStep } from './quotas.js'
import type { Chapter, Explanation, Step } from './step.js'
import type { Subject } from './subject.js'
import { amountWords, list, many, personWords } from './words.js'

/** The explanation that was asked for; undefined, and told, where there is no such payee, deal, component or line. */
export function explain(asked: Asked, subject: Subject, found: Diagnostic[]): Explanation | undefined {
  const wrong = checkAsked(asked, subject)
  found.push(...wrong)
  if (wrong.length > 0) return undefined
  const { payee, deal, line } = asked
  const of =
    payee === undefined
      ? candidates(subject.recording.dealNotes(deal!)!, subject).map((each) => each.payee)
      : [payee as PayeeId]
  const results = [...subject.calculation.payees(new Set(of))]
  if (line !== undefined && !results.some(({ lines }) => lines.some((each) => each.line.id.startsWith(line)))) {
    const who = payee === undefined ? `deal "${deal!}"` : `"${payee}"`
    const ids = results.flatMap(({ lines }) => lines.map((each) => each.line.id))
    found.push(
      diagnose('SPM1023', `${who} has no line "${line}" in ${subject.book.period.id}.${didYouMean(line, ids)}`),
    )
    return undefined
  }
  return payee === undefined
    ? explainDeal(deal!, asked, results, subject)
    : explainPayee(payee as PayeeId, asked, results[0], subject)
}

/** Why somebody is paid what he is paid in a period; of one deal, component or line, where that was asked for. */
function explainPayee(payee: PayeeId, asked: Asked, result: PayeeResult | undefined, subject: Subject): Explanation {
  const { book } = subject
  const isPart = asked.deal !== undefined || asked.component !== undefined || asked.line !== undefined
  const lines = (result?.lines ?? []).filter((line) => isWanted(line, asked))
  const chapters = isPart
    ? [
        { title: 'Paid', steps: someLines(lines, subject) },
        { title: 'Pays nothing', steps: lines.length === 0 ? idleOf(asked, result, subject) : [] },
        ...dealChapters(payee, asked, subject),
      ]
    : wholeChapters(payee, result, subject)
  return {
    title: `${personWords(book.payees.get(payee)!)}, ${book.period.id}`,
    about: aboutOf(payee, asked, subject),
    summary: [...(isPart ? partSummary(lines, asked, subject) : summaryOf(result, subject)), ...closedWords(subject)],
    chapters: chapters.filter(({ steps }) => steps.length > 0),
  }
}

/** What a deal pays and to whom, and why not to everybody else who could have been credited with it. */
function explainDeal(deal: string, asked: Asked, results: readonly PayeeResult[], subject: Subject): Explanation {
  const notes = subject.recording.dealNotes(deal)!
  const people = candidates(notes, subject)
  const paid = results.map((result) => ({
    result,
    lines: result.lines.filter((line) => isWanted(line, asked)),
  }))
  const steps = paid.flatMap(({ result, lines }) => {
    const name = personWords(subject.book.payees.get(result.payee)!)
    return someLines(lines, subject).map((step): Step => ({ ...step, what: name }))
  })
  return {
    title: `Deal ${deal}, ${subject.book.period.id}`,
    about: aboutOf(undefined, asked, subject),
    summary: [
      steps.length === 0 ? `It pays nobody in ${subject.book.period.id}.` : paidWords(steps),
      ...closedWords(subject),
    ],
    chapters: [
      { title: 'What the export says', steps: [rowStep(notes, subject)] },
      { title: 'Paid', steps },
      { title: 'Who could be credited', steps: people.map((each) => candidateStep(each, notes, subject)) },
    ].filter(({ steps: mine }) => mine.length > 0),
  }
}

function closedWords({ isClosed, book }: Subject): readonly string[] {
  return isClosed ? [`${book.period.id} is closed: this is what it pays by today’s data, not what was paid.`] : []
}

function isWanted({ line }: SettledLine, { deal, component, line: id }: Asked): boolean {
  if (id !== undefined && !line.id.startsWith(id)) return false
  if (component !== undefined && line.component?.id !== component) return false
  return deal === undefined || touches(line, deal)
}

function wholeChapters(payee: PayeeId, result: PayeeResult | undefined, subject: Subject): readonly Chapter[] {
  const payouts = result?.payouts ?? []
  const own = (result?.participations ?? []).filter(({ run }) => run.end === subject.book.period.end)
  const { attainments } = subject.calculation
  return [
    { title: 'Pay', steps: payouts.map((payout) => payoutStep(payout, result!, subject)) },
    { title: 'Payable later', steps: payouts.flatMap((payout) => accruedStep(payout, result!, subject) ?? []) },
    { title: 'Components that pay nothing', steps: own.flatMap((each) => idleSteps(each, result!, subject)) },
    {
      title: 'Other attainment',
      steps: attainments
        // What components go by is told with them.
        .filter(({ participation, components }) => own.includes(participation) && components.length === 0)
        .map((each) => attainmentStep(each, subject)),
    },
    { title: 'Balances', steps: (result?.balances ?? []).map(balanceStep) },
    { title: 'Deals without a credit', steps: missedSteps(payee, subject) },
  ]
}

function idleSteps(participation: Participation, { lines }: PayeeResult, subject: Subject): readonly Step[] {
  const paying = new Set(lines.flatMap(({ line }) => (line.participation === participation ? [line.component] : [])))
  return participation.run.plan.components
    .filter((component) => !paying.has(component) && !(participation.left && paysDeals(component)))
    .map((component) => idleStep(component, participation, subject))
}

/** The component that was asked for, on the plans of the payee. */
function idleOf({ component }: Asked, result: PayeeResult | undefined, subject: Subject): readonly Step[] {
  return (result?.participations ?? []).flatMap((each) =>
    each.run.plan.components.filter(({ id }) => id === component).map((own) => idleStep(own, each, subject)),
  )
}

/** Of a deal that was asked for: what somebody was credited with, or why with nothing. */
function dealChapters(payee: PayeeId, { deal }: Asked, subject: Subject): readonly Chapter[] {
  const notes = deal === undefined ? undefined : subject.recording.dealNotes(deal)
  if (notes === undefined) return []
  const known = candidates(notes, subject).find((each) => each.payee === payee)
  const mine = known ?? { payee, roles: ['who takes no part in it and stands above nobody who does'] }
  return [
    { title: 'What the export says', steps: [rowStep(notes, subject)] },
    { title: 'Credit', steps: [candidateStep(mine, notes, subject)] },
  ]
}

function aboutOf(payee: string | undefined, asked: Asked, { book }: Subject): Explanation['about'] {
  const given = { payee, deal: asked.deal, component: asked.component, line: asked.line }
  return Object.fromEntries(
    Object.entries({ period: book.period.id, ...given }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  )
}

function summaryOf(result: PayeeResult | undefined, { book }: Subject): readonly string[] {
  const { id } = book.period
  if (result === undefined) return [`On no plan in ${id}: nothing is paid.`]
  const plans = list([...new Set(result.participations.map(({ run }) => run.plan.id))])
  const pays = result.payouts.map(({ payable, owed, currency }) =>
    owed.isZero() ? amountWords(payable, currency) : `nothing, and ${amountWords(owed, currency)} are owed`,
  )
  const on = plans === '' ? 'On no plan' : `On plan ${plans}`
  return [`${on}; paid ${pays.length > 0 ? list(pays) : 'nothing'}.`]
}

function partSummary(lines: readonly SettledLine[], asked: Asked, { book }: Subject): readonly string[] {
  const what = [
    ...(asked.deal === undefined ? [] : [`deal ${asked.deal}`]),
    ...(asked.component === undefined ? [] : [`component ${asked.component}`]),
    ...(asked.line === undefined ? [] : [`line ${asked.line}`]),
  ]
  const count = lines.length === 0 ? 'no line' : many(lines.length, 'line')
  return [`Of ${list(what)} alone: ${count} in ${book.period.id}.`]
}

function paidWords(steps: readonly Step[]): string {
  const paid = steps.map(({ what, amount, unit }) => `${what} ${amountWords(amount!, unit!)}`)
  return `It pays ${list(paid)}.`
}
