import { sum } from '../base/decimal.js'
import type { BalanceKind } from '../engine/balances.js'
import type { DealKey } from '../engine/deal-pay.js'
import { holdOn, holdOnPayee } from '../engine/holds.js'
import { list, percentWords } from '../explain/words.js'
import { paysDeals } from '../plan/component.js'
import type { ReleasePart } from '../plan/release.js'
import { accrualGroups, accrualsOf, type Accrual } from '../reports/accrual-rows.js'
import { placeOf } from './earned.js'
import { payBlocks } from './pay-rows.js'
import type { Block, Section } from './statement.js'
import { dealName, money, openWords, type Told } from './told.js'

const BALANCE_WORDS: Readonly<Record<BalanceKind, string>> = {
  draw: 'Draw that you owe',
  negative: 'Totals below zero that you owe',
  accrued: 'Earned and not released yet',
  held: 'Held',
  threshold: 'Too little to be paid out so far',
}

/** What is carried from period to period: what this one adds and takes, line by line, and how it opens and closes. */
export function balancesSection(told: Told): Section | undefined {
  const { balances, lines } = told.result
  const moves = payBlocks(
    'What balances add to and take from this payout',
    lines.filter((line) => placeOf(line) === 'balances'),
    told,
    false,
  )
  const standing = balances.length > 0 ? [table(told)] : []
  const waits = waitBlocks(told)
  const blocks = [...moves, ...standing, ...waits]
  return blocks.length === 0 ? undefined : { title: 'Balances, and what waits', blocks }
}

function table({ result: { balances } }: Told): Block {
  const columns = ['opening', 'added', 'taken', 'forgiven', 'closing'] as const
  const shown = columns.filter((name) => name !== 'forgiven' || balances.some((each) => !each.forgiven.isZero()))
  return {
    kind: 'table',
    caption: 'Balances as they opened and closed',
    columns: [
      { name: 'balance', kind: 'text' },
      { name: 'currency', kind: 'text' },
      ...shown.map((name) => ({ name, kind: 'number' }) as const),
    ],
    rows: balances.map((each) => [
      BALANCE_WORDS[each.kind],
      each.currency,
      ...shown.map((name) => money(each[name], each.currency)),
    ]),
  }
}

/** What is earned and not payable, deal by deal, and what it waits for. */
function waitBlocks(told: Told): readonly Block[] {
  const { result, subject } = told
  // What waits for the end of a pay period is told line by line.
  const all = accrualsOf(result, subject.book.brought).filter(({ why }) => why !== 'pay_period')
  return accrualGroups(all).map((mine) => {
    const { currency } = mine[0]!
    return {
      kind: 'table',
      caption: `Earned and not payable yet, in ${currency}`,
      columns: [
        { name: 'deal', kind: 'text' },
        { name: 'credited on', kind: 'text' },
        { name: 'for', kind: 'text' },
        { name: 'waits for', kind: 'text' },
        { name: currency, kind: 'number' },
      ],
      rows: mine.map((each) => [
        dealName(told, each.deal),
        each.date,
        each.component === '' ? '' : componentName(each, told),
        waitWords(each, told),
        money(each.amount, currency),
      ]),
      total: ['total', '', '', '', money(sum(mine.map(({ amount }) => amount)), currency)],
    }
  })
}

function componentOf({ plan, component }: Accrual, { subject }: Told) {
  const plans = subject.book.plans.filter(({ id }) => id === plan)
  return plans.at(-1)?.components.find(({ id }) => id === component)
}

function componentName(accrual: Accrual, told: Told): string {
  return componentOf(accrual, told)?.name ?? accrual.component
}

function waitWords(accrual: Accrual, told: Told): string {
  const { why, deal, component } = accrual
  if (why === 'threshold') return 'the payout to be large enough'
  if (why === 'hold') {
    const { book } = told.subject
    const { payee } = told.result
    const hold = deal === '' ? holdOnPayee(book, payee) : holdOn(book, { payee, component, deal } as DealKey)
    return hold ? `a hold to be released: ${openWords(told, hold.reason)}` : 'a hold to be released'
  }
  const terms = componentOf(accrual, told)
  const release = terms && paysDeals(terms) ? terms.release : undefined
  return release ? list(release.parts.filter(isLater).map(partWords)) : 'its release'
}

function isLater({ at, after }: ReleasePart): boolean {
  return at !== 'booking' || after !== undefined
}

/** `payment (40 %)`, `90 days after booking (20 %)`. */
function partWords({ at, after, share }: ReleasePart): string {
  const time = after === undefined ? '' : `${after.count} ${after.unit} after `
  return `${time}${at} (${percentWords(share)})`
}
