import { formatExact, ONE } from '../base/decimal.js'
import type { Credit } from '../engine/credit.js'
import type { FxUse } from '../engine/fx.js'
import type { Input, Step } from './step.js'
import type { Subject } from './subject.js'
import { amountWords, percentWords, unitOf } from './words.js'

const WAYS: Readonly<Record<string, string>> = {
  direct: 'directly',
  overlay: 'as an overlay, beside the shares of the deal',
  rollup: 'as a manager',
  territory: 'for the territory',
  rule: 'by a rule of the plan',
  cancelled: 'taken out again because the deal was cancelled',
  opening: 'brought in from before the first period',
}

/** `at 1.1 EUR to USD of 2026-03`. */
export function fxWords({ from, to, rate, on }: FxUse): string {
  return `at ${formatExact(rate)} ${from} to ${to} of ${on}`
}

/** What somebody is credited with of a deal: the row, his share, the rule that counts it. */
export function creditStep(credit: Credit, subject: Subject): Step {
  const { dealId, date, share, whole, amount, measure, assignment, by, fx } = credit
  const unit = unitOf(measure, assignment.plan)
  const ways = by.ways.split(' ').map((way) => WAYS[way] ?? way)
  const via = by.via === '' || subject.isPrivate ? '' : `, through ${by.via.replaceAll(' ', ', ')}`
  const part = share.equals(ONE) || measure.split === 'whole' ? '' : `${percentWords(share)} of `
  const deal = dealId === '' ? '' : ` of deal ${dealId}`
  const converted = fx ? `, converted ${fxWords(fx)}` : ''
  return {
    what: `credited by ${measure.id} on ${date}`,
    amount,
    unit,
    how: `${part}${amountWords(whole, unit)}${deal}, ${ways.join(' and ')}${via}${converted}`,
    rule: measure.place,
    inputs: creditInputs(credit, subject),
  }
}

/** The rows that a credit was made from: the deal, its split, the payee. */
export function creditInputs(
  { dealId, assignment, measure, date }: Credit,
  { book, recording }: Subject,
): readonly Input[] {
  const { id } = assignment.payee
  const deal = recording.dealNotes(dealId)?.deal
  const splits = dealId === '' ? [] : (book.splits.get(dealId)?.filter(({ payee }) => payee === id) ?? [])
  const openings = dealId === '' ? book.openings : []
  const opening = openings.filter(
    (row) => row.payee === id && row.kind === 'credit' && row.name === measure.id && row.date === date,
  )
  // The one row of somebody says nothing new; of several the one in force that day.
  const rep = assignment.payee.rows.length > 1 ? [assignment.row] : []
  const rows = [...(deal ? [deal] : []), ...splits, ...opening, ...rep]
  return rows.map(({ file, record }) => ({ file, record }))
}
