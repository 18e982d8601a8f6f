import { lastDay } from '../base/period.js'
import type { PlainDate } from '../base/date.js'
import { sum, ZERO, type Decimal } from '../base/decimal.js'
import { formatMoney, grouped } from '../base/money.js'
import { compareText, groupBy } from '../base/order.js'
import { InvariantBreach } from '../engine/invariants.js'
import { safe } from '../render/safe.js'
import { accountsOf, type Accounts } from './accounts.js'
import { carried, fixedText, type Field } from './carried.js'
import { entriesOf, type About, type Entry } from './postings.js'
import { namedColumns, type ExportSource, type NamedColumn } from './target.js'

/** A row of a journal: one of debit and credit is zero. */
export interface JournalRow {
  readonly account: string
  readonly debit: Decimal
  readonly credit: Decimal
  readonly about: About
  readonly memo: string
  /** Cells of the reps file, in the order of the settings' `dimensions`. */
  readonly dimensions: readonly string[]
}

/** Everything of one period and currency. */
export interface Journal {
  /** At most 21 characters for months: `2026-03-USD-19e3ec85`. */
  readonly id: string
  readonly currency: string
  /** The last day of the period. */
  readonly date: PlainDate
  readonly memo: string
  /** Rows that balance among themselves: a file may part between two of them, and never inside one. */
  readonly blocks: readonly (readonly JournalRow[])[]
}

/** The headers of further columns. */
export function dimensionsOf({ settings }: ExportSource): readonly string[] {
  return Object.keys(settings.journal?.dimensions ?? {})
}

export function journalColumns(settings: ExportSource['settings']): readonly NamedColumn[] {
  const dimensions = Object.entries(settings.journal?.dimensions ?? {})
  return namedColumns(dimensions.map(([header, value]) => [value, ['journal', 'dimensions', header]]))
}

/** The journals of a period, one a currency, checked: debits = credits in each of them and in each of its blocks. */
export async function journalsOf(source: ExportSource): Promise<readonly Journal[]> {
  const { posted, isDraft } = source
  const entries = await entriesOf(source)
  const accounts = accountsOf(source, entries)
  if (accounts === undefined) return []
  const journals = [...groupBy(entries, ({ currency }) => currency)].toSorted(([a], [b]) => compareText(a, b))
  return journals.map(([currency, mine]) => {
    const id = `${posted.period.id}-${currency}-${posted.run.slice(0, 8)}`
    const memo = `Commissions of ${posted.period.id}, run ${posted.run}`
    const journal = {
      id: isDraft ? `DRAFT-${id}` : id,
      currency,
      date: lastDay(posted.period),
      memo: isDraft ? `DRAFT, not closed: ${memo}` : memo,
      blocks: blocksOf(source, mine, accounts),
    }
    checkBalanced(journal)
    return journal
  })
}

/** What a journal comes to, for people. */
export function journalSays(journals: readonly Journal[]): string {
  const totals = journals.map(({ currency, blocks }) => {
    const debits = sum(blocks.flat().map(({ debit }) => debit))
    return `debits = credits = ${grouped(formatMoney(debits, currency))} ${currency}`
  })
  return totals.join(', ') || 'nothing to post'
}

function blocksOf(source: ExportSource, entries: readonly Entry[], accounts: Accounts): readonly JournalRow[][] {
  const { dimensions = {}, detail = 'line' } = source.settings.journal!
  const known = new Map<string, readonly string[]>()
  const cellsOf = (payee: string): readonly string[] => {
    let cells = known.get(payee)
    if (!cells) {
      cells = Object.entries(dimensions).map(([name, value]) =>
        carried(source, payee, value, ['journal', 'dimensions', name], { name }),
      )
      known.set(payee, cells)
    }
    return cells
  }
  const rows = (entry: Entry): readonly JournalRow[] => {
    const { about, amount } = entry
    const row = (account: string, debit: Decimal): JournalRow => ({
      account,
      ...sides(debit),
      about,
      memo: memoOf(about),
      dimensions: cellsOf(about.payee),
    })
    return [row(accounts.of(entry.debit, about), amount), row(accounts.of(entry.credit, about), amount.negated())]
  }
  if (detail === 'line') return entries.map((entry) => [...rows(entry)])
  const keyOf = ({ about }: Entry): string =>
    [detail === 'payee' ? about.payee : '', ...cellsOf(about.payee)].join('\u001f')
  return [...groupBy(entries, keyOf).values()].flatMap((mine) => {
    const block = summed(mine.flatMap(rows), detail === 'payee' ? mine[0]!.about.payee : '')
    return block.length === 0 ? [] : [block]
  })
}

/** One row for each account, in order; accounts on which nothing is left have none. */
function summed(rows: readonly JournalRow[], payee: string): JournalRow[] {
  const about: About = { payee, plan: '', component: '', deal: '', kind: '', source: '', line: '' }
  return [...groupBy(rows, ({ account }) => account)]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([account, mine]) => {
      const net = sum(mine.map(({ debit, credit }) => debit.minus(credit)))
      const memo = payee === '' ? 'commissions' : `commissions, ${safe(payee)}`
      return net.isZero() ? [] : [{ account, ...sides(net), about, memo, dimensions: mine[0]!.dimensions }]
    })
}

function sides(net: Decimal): { readonly debit: Decimal; readonly credit: Decimal } {
  return net.isNegative() ? { debit: ZERO, credit: net.negated() } : { debit: net, credit: ZERO }
}

/** Begins with a word of ours, so that no id can be taken for a formula. */
function memoOf({ kind, deal, payee, source }: About): string {
  const words = [kind.replaceAll('_', ' '), deal].filter((word) => word !== '').join(' ')
  return safe([words, payee, source].filter((word) => word !== '').join(', '))
}

function checkBalanced({ id, blocks }: Journal): void {
  for (const block of [...blocks, blocks.flat()]) {
    const net = sum(block.map(({ debit, credit }) => debit.minus(credit)))
    if (!net.isZero()) throw new InvariantBreach(`debits = credits: ${id} is off by ${net.toFixed()}`)
  }
}

/**
 * Accounts and headers of a journal, as the settings name them: reported once where the format cannot carry them.
 * @param account what the format takes for an account
 */
export function checkTexts(source: ExportSource, account: Field): void {
  const { accounts, expense_by = {}, dimensions = {} } = source.settings.journal!
  for (const [role, text] of Object.entries(accounts)) {
    if (text !== undefined) fixedText(source, text, ['journal', 'accounts', role], account)
  }
  for (const [component, text] of Object.entries(expense_by)) {
    fixedText(source, text, ['journal', 'expense_by', component], account)
  }
  for (const header of Object.keys(dimensions)) {
    fixedText(source, header, ['journal', 'dimensions', header], { name: 'a header', most: 100 })
  }
}
