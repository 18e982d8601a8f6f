import { sum, ZERO, type Decimal } from '../base/decimal.js'
import { groupBy } from '../base/order.js'
import { PAY_GROUPS, type PayGroup } from '../engine/pay-groups.js'
import type { Payout } from '../engine/settle.js'
import { list } from '../explain/words.js'
import { accrualsOf } from '../reports/accrual-rows.js'
import { attainmentsOf, percentOf } from './attained.js'
import type { Block, Section } from './statement.js'
import { money, type Told } from './told.js'

const GROUP_WORDS: Readonly<Record<PayGroup, string>> = {
  commission: 'Commissions',
  override: 'Overrides on what your people sell',
  bonus: 'Bonuses, objectives and prizes',
  re_rating: 'Earlier deals, at what their window gives now',
  gates: 'Gates',
  caps: 'Caps',
  floors: 'Topped up to a minimum',
  adjustment: 'Adjustments',
  true_ups: 'Changes of closed periods',
  clawbacks: 'Clawbacks',
  guarantee: 'Guarantee',
  balances: 'Balances: draws, and pay that waits or waited',
  advance: 'Advance, paid already',
}

/** Groups that the plan earns in the period, as against what is settled beside them. */
const EARNED: readonly PayGroup[] = ['commission', 'override', 'bonus', 're_rating', 'gates', 'caps', 'floors']

/** What is paid, what was earned, what waits, and how the one comes of the other. */
export function summarySection(told: Told): Section {
  const { result, subject } = told
  const { payouts } = result
  if (payouts.length === 0) {
    const text = `There is no plan for you in ${subject.book.period.id}, and nothing is paid.`
    return { title: 'Summary', blocks: [{ kind: 'text', text }, ...stateBlocks(told)] }
  }
  return {
    title: 'Summary',
    blocks: [
      { kind: 'facts', facts: factsOf(told) },
      ...stateBlocks(told),
      ...payouts.flatMap((payout) => waterfall(payout, told)),
    ],
  }
}

function factsOf(told: Told): readonly (readonly [string, string])[] {
  const { result, subject, before } = told
  const one = result.payouts.length === 1
  const of = (what: string, currency: string): string => (one ? what : `${what}, ${currency}`)
  const paid = result.payouts.flatMap((payout) => {
    const { currency, payable, owed, by } = payout
    const earned = sum(EARNED.map((group) => by[group]))
    const last = before?.totals.get(result.payee)?.get(currency)
    return [
      owed.isZero()
        ? ([of(paidWord(told), currency), `${money(payable, currency)} ${currency}`] as const)
        : ([of('Owed by you', currency), `${money(owed, currency)} ${currency}`] as const),
      [of('Earned in the period', currency), `${money(earned, currency)} ${currency}`] as const,
      ...(before && last
        ? [[of(`The period before, ${before.period}`, currency), `${money(last, currency)} ${currency}`] as const]
        : []),
    ]
  })
  const waits = groupBy(accrualsOf(result, subject.book.brought), ({ currency }) => currency)
  const waiting = [...waits].map(
    ([currency, mine]) => [`Earned, not payable yet`, `${money(total(mine), currency)} ${currency}`] as const,
  )
  return [...paid, ...waiting, ...reachedFacts(told)]
}

/** The first thing with a quota that pay goes by. */
function reachedFacts(told: Told): readonly (readonly [string, string])[] {
  const first = attainmentsOf(told).find((each) => each.components.length > 0 && percentOf(each) !== undefined)
  return first ? [[`Reached of the quota, ${first.span.id}`, `${percentOf(first)!} %`]] : []
}

function total(all: readonly { readonly amount: Decimal }[]): Decimal {
  return sum(all.map(({ amount }) => amount))
}

/** By kind of line, as payouts.csv has it; what is zero is left out. */
function waterfall({ currency, by, total: comesTo, owed }: Payout, told: Told): readonly Block[] {
  const groups = PAY_GROUPS.filter((group) => !by[group].isZero())
  if (groups.length < 2) return []
  return [
    {
      kind: 'table',
      caption: `How it adds up, in ${currency}`,
      headed: true,
      columns: [
        { name: `How it adds up`, kind: 'text' },
        { name: currency, kind: 'number' },
      ],
      rows: groups.map((group) => [GROUP_WORDS[group], money(by[group], currency)]),
      total: [
        owed.isZero() ? paidWord(told) : 'Owed by you',
        money(owed.isZero() ? comesTo : owed.negated(), currency),
      ],
    },
  ]
}

/** What the run that was approved or posted pays him, and what is shown here, by currency. */
function doneOf({ result, now }: Pick<Told, 'result' | 'now'>) {
  const then = now.totals.get(result.payee) ?? new Map<string, Decimal>()
  const today = new Map(result.payouts.map((payout) => [payout.currency, payout.total]))
  return [...new Set([...today.keys(), ...then.keys()])].map((currency) => ({
    currency,
    done: then.get(currency) ?? ZERO,
    isSame: (then.get(currency) ?? ZERO).equals(today.get(currency) ?? ZERO),
  }))
}

function isAsDone(told: Pick<Told, 'result' | 'now'>): boolean {
  return doneOf(told).every(({ isSame }) => isSame)
}

function paidWord(told: Told): string {
  return told.now.state === 'closed' && isAsDone(told) ? 'Paid' : 'To be paid'
}

/** Draft, approved or closed; and where another amount was approved or paid, which. */
function stateBlocks({ result, subject, now }: Told): readonly Block[] {
  const { id } = subject.book.period
  if (now.state === 'draft') return [text(`This is a draft: ${id} is not approved yet, and figures may still change.`)]
  const isSame = isAsDone({ result, now })
  const was = list(doneOf({ result, now }).map(({ done, currency }) => `${money(done, currency)} ${currency}`))
  if (now.state === 'approved')
    return [text(isSame ? `${id} is approved.` : `${id} was approved with ${was}; this page shows it by today’s data.`)]
  if (isSame) return [text(`${id} is closed: this is what was paid.`)]
  const later = 'what differs comes as a change of a closed period'
  return [text(`${id} is closed, and ${was} was paid. This page shows it by today’s data; ${later}.`)]
}

function text(words: string): Block {
  return { kind: 'text', text: words }
}
