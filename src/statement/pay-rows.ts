import { formatExact, ONE, sum } from '../base/decimal.js'
import { groupBy } from '../base/order.js'
import { isOnDeal, moneyOf, type Line } from '../engine/line.js'
import type { SettledLine } from '../engine/settle.js'
import { creditStep } from '../explain/credits.js'
import { dealOf, KIND_WORDS, lineStep, reasonOf } from '../explain/lines.js'
import { multiplierSteps } from '../explain/multipliers.js'
import { objectiveSteps } from '../explain/objectives.js'
import { paidWords } from '../explain/slices.js'
import type { Step } from '../explain/step.js'
import { amountWords, many } from '../explain/words.js'
import type { Block, PayRow } from './statement.js'
import { dealName, money, openWords, type Told } from './told.js'

/** Parts of a line by deal that are told one by one; the rest is counted. */
const TOLD = 12

/**
 * Lines as blocks, one for each currency that they are paid in.
 * @param headed whether a heading above says what the caption says
 */
export function payBlocks(caption: string, lines: readonly SettledLine[], told: Told, headed = true): readonly Block[] {
  return [...groupBy(lines, ({ payCurrency }) => payCurrency)].map(([currency, mine]) => ({
    kind: 'pay',
    caption,
    headed,
    currency,
    rows: mine.map((line) => payRow(line, told)),
    total: money(sum(mine.map(({ payAmount }) => payAmount)), currency),
  }))
}

function payRow(settled: SettledLine, told: Told): PayRow {
  const { line, payAmount, payCurrency } = settled
  return {
    deal: dealName(told, dealOf(line)),
    date: line.credit?.date ?? '',
    what: isOnDeal(line) ? paidWords(line, openWords(told, line.reason)) : KIND_WORDS[line.kind],
    notes: notesOf(settled, told),
    amount: money(payAmount, payCurrency),
  }
}

function notesOf(settled: SettledLine, told: Told): readonly string[] {
  const { line, fx } = settled
  const { subject } = told
  const step = lineStep(settled, subject)
  // What a converted line was made of stands one step deeper.
  const parts = (fx === undefined ? step.parts : step.because?.[0]?.parts) ?? []
  const reason = isOnDeal(line) || line.kind === 're_rating' ? '' : reasonOf(line, subject)
  const isRated = line.component !== undefined && line.kind === line.component.kind
  const grounds = isRated ? [...multiplierSteps(line, subject).applied, ...objectiveSteps(line, subject)] : []
  return [
    ...(reason === '' ? [] : [openWords(told, reason)]),
    ...partNotes(parts, line, told),
    ...creditNotes(line, told),
    ...grounds.map((each) => (told.pseudonym ? openWords(told, each.what) : said(each))),
    ...(fx ? [`${amountWords(line.amount, fx.from)}, paid at ${formatExact(fx.rate)} ${fx.from} to ${fx.to}`] : []),
  ]
}

/** Slices or parts by deal, and rounding; a single slice is the line itself. */
function partNotes(parts: readonly Step[], line: Line, told: Told): readonly string[] {
  const unit = moneyOf(line)
  const rounding = parts.find(({ what }) => what === 'rounding')
  const rest = parts.filter((part) => part !== rounding)
  const rounded = rounding ? [`rounded: ${rounding.how ?? ''}`] : []
  if (line.slices.length > 0) {
    const shown = isOnDeal(line) && rest.length === 1 ? [] : rest
    const words = shown.map((part, index) => {
      const label = line.slices[index]?.label
      return label !== undefined && told.pseudonym ? { ...part, what: openWords(told, part.what) } : part
    })
    return [...words.map((part) => said(part, unit)), ...rounded]
  }
  const deals = rest.slice(0, TOLD).map((part, index) => {
    const { credit } = line.parts[index]!
    return said(
      told.pseudonym && credit?.dealId ? { ...part, what: `deal ${dealName(told, credit.dealId)}` } : part,
      unit,
    )
  })
  return [...deals, ...(rest.length > TOLD ? [`and ${many(rest.length - TOLD, 'more deal')}`] : []), ...rounded]
}

/** What somebody is credited with, where that is not the whole deal as it was sold. */
function creditNotes(line: Line, told: Told): readonly string[] {
  const { credit } = line
  if (credit === undefined || credit.dealId === '' || !isOnDeal(line)) return []
  // An override is on what others are credited with anyway.
  const isPlainWay = credit.by.ways === 'direct' || line.kind === 'override'
  const isPlain = credit.share.equals(ONE) && credit.fx === undefined && isPlainWay
  // The deal stands beside it.
  return isPlain ? [] : [`credited: ${creditStep(credit, told.subject).how!.replace(` of deal ${credit.dealId}`, '')}`]
}

/** A step as a line: `5,000.00 at 8 %: 400.00 USD (tier 1 of 3)`. */
export function said({ what, amount, how }: Step, unit?: string): string {
  const pays = amount === undefined || unit === undefined ? '' : `: ${amountWords(amount, unit)}`
  const why = how ? (pays === '' ? `: ${how}` : ` (${how})`) : ''
  return `${what}${pays}${why}`
}
