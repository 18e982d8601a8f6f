import { ZERO, type Decimal } from '../base/decimal.js'
import type { Currency } from '../base/money.js'
import { compareText, groupBy } from '../base/order.js'
import { BALANCE_KINDS } from '../engine/balances.js'
import type { RunResult } from '../run/write-results.js'
import { SUMMED, type CloseFigures } from './close-figures.js'
import { groupKey, type PeriodBefore } from './period-before.js'

/** A line of the period close sheet. */
export interface SummaryRow {
  readonly part: string
  readonly item: string
  /** The item is a payee's id, and this his name. */
  readonly name?: string
  readonly count?: number
  readonly currency?: Currency
  readonly amount?: Decimal
  /** The same figure of the period before; undefined where there is nothing to compare with. */
  readonly before?: Decimal | undefined
}

/** Everything read is accounted for. */
export function inputRows({ deals, excludedBy, adjustments, exceptions }: RunResult): readonly SummaryRow[] {
  const { read, credited, excluded, rejected, fromLedger } = deals
  const part = 'deals'
  const others = [...adjustments.otherPeriods.values()].reduce((total, rows) => total + rows, 0)
  const kinds = [...groupBy(exceptions, ({ kind }) => kind)].sort(([a], [b]) => compareText(a, b))
  return [
    { part, item: 'read', count: read },
    ...(fromLedger > 0 ? [{ part, item: 'of them from the ledger', count: fromLedger }] : []),
    { part, item: 'credited', count: credited },
    { part, item: 'excluded', count: excluded },
    ...[...excludedBy].map(([reason, count]) => ({ part, item: `excluded: ${words(reason)}`, count })),
    { part, item: 'rejected', count: rejected },
    ...(adjustments.read === 0
      ? []
      : [
          { part: 'adjustments file', item: 'read', count: adjustments.read },
          { part: 'adjustments file', item: 'paid', count: adjustments.paid },
          { part: 'adjustments file', item: 'for other periods', count: others },
          { part: 'adjustments file', item: 'rejected', count: adjustments.rejected },
        ]),
    ...kinds.map(([kind, all]) => ({ part: 'exceptions', item: words(kind), count: all.length })),
  ]
}

/** What payouts.csv adds up to, with true-ups, clawbacks, adjustments and balances among its groups. */
export function payRows({ groups, totals }: CloseFigures, before: PeriodBefore | undefined): readonly SummaryRow[] {
  const gone = before ? [...before.groups].filter(([key]) => !groups.has(key)) : []
  const currencies = new Set([...groups.keys(), ...gone.map(([key]) => key)].map((key) => key.split(' ')[0]!))
  return [...currencies].sort(compareText).flatMap((currency) =>
    SUMMED.flatMap((name): readonly SummaryRow[] => {
      const key = groupKey(currency, name)
      const amount = groups.get(key) ?? ZERO
      const was = before && (before.groups.get(key) ?? ZERO)
      const always = name === 'total' || name === 'payable'
      if (!always && amount.isZero() && (was ?? ZERO).isZero()) return []
      const people = totals.currencies.find((each) => each.currency === currency)
      const count =
        name === 'payable' ? { count: people?.paid ?? 0 } : name === 'total' ? { count: people?.payees ?? 0 } : {}
      return [{ part: 'pay', item: name.replaceAll('_', '-'), ...count, currency, amount, before: was }]
    }),
  )
}

export function planRows({ components }: CloseFigures, before: PeriodBefore | undefined): readonly SummaryRow[] {
  const now = [...components].map(([key, { lines, amount }]) => ({ key, lines, amount }))
  const gone = before ? [...before.components.keys()].filter((key) => !components.has(key)) : []
  const all = [...now, ...gone.map((key) => ({ key, lines: 0, amount: ZERO }))].map(({ key, ...rest }) => {
    const [plan = '', component = '', currency = ''] = key.split('\n')
    return { plan, component, currency, was: before && (before.components.get(key) ?? ZERO), ...rest }
  })
  const rows = (part: string, nameOf: (each: (typeof all)[number]) => string): readonly SummaryRow[] =>
    [...groupBy(all, (each) => `${nameOf(each)}\n${each.currency}`)]
      .sort(([a], [b]) => compareText(a, b))
      .map(([, mine]) => ({
        part,
        item: nameOf(mine[0]!),
        count: mine.reduce((total, { lines }) => total + lines, 0),
        currency: mine[0]!.currency,
        amount: mine.reduce((total, { amount }) => total.plus(amount), ZERO),
        before: before && mine.reduce((total, { was }) => total.plus(was!), ZERO),
      }))
  return [
    ...rows('paid by plan', ({ plan }) => plan),
    ...rows(
      'paid by component',
      ({ plan, component }) => `${plan} / ${component === '' ? 'the plan as a whole' : component}`,
    ),
  ]
}

/** Balances: `before` is what they opened with. What moved them stands below, where there are two movements. */
export function balanceRows({ balances }: CloseFigures): readonly SummaryRow[] {
  return [...balances.values()]
    .sort(
      (a, b) => BALANCE_KINDS.indexOf(a.kind) - BALANCE_KINDS.indexOf(b.kind) || compareText(a.currency, b.currency),
    )
    .flatMap(({ kind, currency, payees: count, opening, closing, added, taken, forgiven }) => {
      const moves = Object.entries({ added, taken, forgiven }).filter(([, amount]) => !amount.isZero())
      return [
        { part: 'balances', item: kind, count, currency, amount: closing, before: opening },
        ...moves.map(([move, amount]) => ({ part: 'balances', item: `${kind}: ${move}`, currency, amount })),
      ]
    })
}

/** Payees whose total changed most, by currency; those of the period before who are not in this one among them. */
export function moverRows({ payees }: CloseFigures, before: PeriodBefore, most: number): readonly SummaryRow[] {
  const gone = [...before.payees.keys()].filter((key) => !payees.has(key))
  const all = [
    ...[...payees].map(([key, { payee, name, currency, total }]) => ({ key, payee, name, currency, total })),
    ...gone.map((key) => {
      const [payee = '', currency = ''] = key.split('\n')
      return { key, payee, name: '', currency, total: ZERO }
    }),
  ]
  const rows = all.map(({ key, payee: item, name, currency, total: amount }) => {
    return { part: 'largest movers', item, name, currency, amount, before: before.payees.get(key) ?? ZERO }
  })
  return [...groupBy(rows, ({ currency }) => currency)]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, mine]) =>
      mine
        .filter((row) => !changeOf(row)!.isZero())
        .sort((a, b) => byChange(a, b) || compareText(a.item, b.item))
        .slice(0, most),
    )
}

/** Amount - before; undefined where there is nothing to compare with. */
export function changeOf({ amount, before }: SummaryRow): Decimal | undefined {
  return amount && before && amount.minus(before)
}

/** The largest change first, up or down. */
export function byChange(a: SummaryRow, b: SummaryRow): number {
  return compareText(a.currency ?? '', b.currency ?? '') || changeOf(b)!.abs().comparedTo(changeOf(a)!.abs())
}

function words(name: string): string {
  return name.replaceAll('_', ' ')
}
