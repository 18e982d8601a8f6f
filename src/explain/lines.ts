import { sum, ZERO } from '../base/decimal.js'
import type { Place } from '../diagnostics/diagnostic.js'
import { isOnDeal, moneyOf, type Line, type LineKind, type Part } from '../engine/line.js'
import type { SettledLine } from '../engine/settle.js'
import { creditStep } from './credits.js'
import { lineInputs } from './line-inputs.js'
import { multiplierSteps } from './multipliers.js'
import { objectiveSteps } from './objectives.js'
import { rateWords, sliceSteps } from './slices.js'
import type { Step } from './step.js'
import type { Subject } from './subject.js'
import { amountWords, exactWords, figureWords } from './words.js'

/** What lines are called where the deal does not say it. */
export const KIND_WORDS: Readonly<Record<LineKind, string>> = {
  commission: 'Commission',
  spiff: 'Spiff',
  override: 'Override',
  bonus: 'Bonus',
  mbo: 'Objectives',
  pool: 'Share of the pool',
  rank: 'Prize',
  re_rating: 'Earlier deals of the window, at what it gives now',
  gate: 'Gate closed',
  gate_reversal: 'Gate closed again: taken back',
  gate_release: 'Gate open: what waited for it',
  deal_cap: 'Cap per deal',
  budget_cap: 'Budget',
  group_cap: 'Cap per group of deals',
  period_cap: 'Cap per pay period',
  window_cap: 'Cap per window',
  plan_cap: 'Cap of the plan',
  carried: 'Cut earlier, paid now',
  plan_carried: 'Cut earlier by the plan, paid now',
  floor: 'Topped up to the minimum',
  plan_floor: 'Topped up to the minimum of the plan',
  adjustment: 'Adjustment',
  true_up: 'Change of a closed period',
  clawback: 'Clawback',
  forfeited: 'Lost by leaving',
  guarantee: 'Guarantee',
  advance: 'Advance, paid already',
  accrued_withheld: 'Earned, not payable yet',
  accrued_released: 'Payable now, earned before',
  held_withheld: 'Held',
  held_released: 'No longer held',
  draw_paid: 'Draw',
  draw_recovered: 'Draw paid back',
  negative_carried: 'Below zero, carried on',
  negative_recovered: 'Taken for an earlier total below zero',
  threshold_carried: 'Too little to be paid out, carried on',
  threshold_paid: 'Waited for the threshold',
}

/** The deal that a line speaks of; '' for several or none. */
export function dealOf({ adjustment, onDeal, credit, changes }: Line): string {
  return adjustment?.row.deal || onDeal?.deal || credit?.dealId || changes?.deal || ''
}

/** Does a line have to do with a deal, also as one of several? */
export function touches(line: Line, deal: string): boolean {
  return dealOf(line) === deal || line.parts.some(({ credit }) => credit?.dealId === deal)
}

/** A line in pay currency, and everything it was made of in that of its plan. */
export function lineStep(settled: SettledLine, subject: Subject): Step {
  const { line, payAmount, payCurrency, fx } = settled
  const own = ownStep(line, subject)
  if (fx === undefined) return own
  const money = amountWords(line.amount, moneyOf(line))
  return {
    ...own,
    amount: payAmount,
    unit: payCurrency,
    how: [own.how, `its share of the converted payout, of ${money}`].filter((each) => each).join('; '),
    parts: [],
    because: [
      { ...own, what: `${money} before conversion`, line: undefined, how: '', because: [], notApplied: [] },
      ...own.because,
    ],
  }
}

function ownStep(line: Line, subject: Subject): Step & { readonly because: readonly Step[] } {
  const { kind, amount, component, credit } = line
  const isRated = component !== undefined && (isOnDeal(line) || kind === component.kind)
  const { applied, not } = isRated ? multiplierSteps(line, subject) : { applied: [], not: [] }
  return {
    what: isOnDeal(line) ? rateWords(line) : nameOf(line),
    amount,
    unit: moneyOf(line),
    line: line.id,
    how: howWords(line, reasonOf(line, subject)),
    rule: ruleOf(line),
    inputs: lineInputs(line, subject),
    parts: partSteps(line),
    because: [
      ...(credit && isOnDeal(line) ? [creditStep(credit, subject)] : []),
      ...applied,
      ...objectiveSteps(line, subject),
    ],
    notApplied: not,
  }
}

function nameOf(line: Line): string {
  const deal = dealOf(line)
  return `${KIND_WORDS[line.kind]}${deal === '' ? '' : `, deal ${deal}`}`
}

/** Why a line exists; to the payee without those with whom he shares a deal. */
export function reasonOf({ reason, changes }: Line, { isPrivate }: Pick<Subject, 'isPrivate'>): string {
  return isPrivate && changes ? changes.toPayee : reason
}

function howWords(line: Line, reason: string): string {
  const of = line.changes?.id ?? line.onDeal?.line
  const words = isOnDeal(line) ? singleWords(line) : line.kind === 're_rating' ? '' : rateWords(line, reason)
  return `${words}${of === undefined ? '' : ` (line ${of})`}`
}

/** Where a deal of one slice lies, which no part says. */
function singleWords(line: Line): string {
  const steps = line.slices.length === 1 && line.exact.equals(line.amount) ? sliceSteps(line) : []
  return steps[0]?.how ?? ''
}

function ruleOf({ kind, component, participation: { run }, adjustment }: Line): Place | undefined {
  if (adjustment) return undefined
  const { plan } = run
  const isDraw = kind === 'draw_paid' || kind === 'draw_recovered' || kind === 'advance'
  if (isDraw) return plan.draw?.place ?? plan.place
  return component?.place ?? (kind === 'guarantee' && plan.guarantee ? plan.guarantee.place : plan.place)
}

/** Slices or parts by deal, and what rounding does to their sum: together the line, to the last digit. */
function partSteps(line: Line): readonly Step[] {
  const { amount, exact, participation, adjustment } = line
  if (adjustment) return []
  const { plan } = participation.run
  const steps = line.slices.length > 0 ? sliceSteps(line) : line.parts.map((part) => partStep(part, line))
  if (steps.length === 0) return []
  const rest = amount.minus(sum(steps.map((step) => step.amount ?? ZERO)))
  // A single slice is the line itself.
  if (rest.isZero()) return line.slices.length === 1 && isOnDeal(line) ? [] : steps
  const { mode, at } = plan.rounding
  const together = at === 'total' ? ', so that all lines sum to their rounded total' : ''
  const how = `${exactWords(exact)} to ${figureWords(amount, plan.currency)}, ${mode.replaceAll('_', ' ')}${together}`
  return [...steps, { what: 'rounding', amount: rest, unit: plan.currency, how }]
}

function partStep({ credit, pay }: Part, { participation }: Line): Step {
  const isDeal = credit !== undefined && credit.dealId !== ''
  const what = isDeal ? `deal ${credit.dealId} of ${credit.date}` : credit ? 'opening credits' : 'no deal'
  return { what, amount: pay, unit: participation.run.plan.currency }
}
