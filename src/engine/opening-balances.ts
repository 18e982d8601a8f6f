import { minorDigits, type Currency } from '../base/money.js'
import type { Code } from '../diagnostics/catalogue.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { PayeeId } from '../model/ids.js'
import type { OpeningRow } from '../model/records.js'
import type { Assignment } from './assign.js'
import { BALANCE_KINDS, type OpeningBalance } from './balances.js'
import type { Book } from './book.js'

/** Accrued pay stands by deal, and no row says which deal is to release it: it is paid by an adjustment when it is due. */
export const OPENING_KINDS = BALANCE_KINDS.filter((kind) => kind !== 'accrued')

/** An opening balance and the row that says it. */
export interface OpeningBalanceRow extends OpeningBalance {
  readonly payee: PayeeId
  readonly row: OpeningRow
}

/**
 * Balances that payees bring into the first period (F45): rows of kind `balance` in the opening file, each of a kind of
 * {@link OPENING_KINDS}, above zero, in whole minor units of a plan currency.
 */
export function openingBalances(
  { openings, firstPeriod, plans }: Pick<Book, 'openings' | 'firstPeriod' | 'plans'>,
  assignments: ReadonlyMap<PayeeId, readonly Assignment[]>,
  found: Diagnostic[],
): readonly OpeningBalanceRow[] {
  const known = new Set<string>()
  return openings.flatMap((row): OpeningBalanceRow[] => {
    if (row.kind !== 'balance') return []
    const report = (code: Code, message: string, cell: string): [] => {
      found.push(diagnose(code, message, { place: { file: row.file, record: row.record, cell } }))
      return []
    }
    const { payee, amount } = row
    if (firstPeriod === undefined)
      return report('SPM5050', 'no `first_period` in spm.yaml says where spm takes over', 'name')
    if (row.date >= firstPeriod.start)
      return report(
        'SPM5050',
        `${row.date} is not before ${firstPeriod.id}, from which on spm keeps balances itself`,
        'date',
      )
    const kind = OPENING_KINDS.find((each) => each === row.name.toLowerCase())
    if (kind === undefined) {
      const hint = didYouMean(row.name, OPENING_KINDS)
      return report(
        'SPM6075',
        `"${row.name}" is not a kind of balance; there is ${OPENING_KINDS.join(', ')}.${hint}`,
        'name',
      )
    }
    const mine = (assignments.get(payee) ?? []).filter(({ from, to }) => from < firstPeriod.end && row.date <= to)
    const currency = currencyOf(row, plans, mine)
    if ('problem' in currency)
      return report('SPM6077', currency.problem, row.currency === undefined ? 'payee_id' : 'currency')
    const { is } = currency
    if (!amount.greaterThan(0))
      return report('SPM6076', `a balance of ${amount.toFixed()} ${is} is not above zero`, 'amount')
    if (amount.decimalPlaces() > minorDigits(is))
      return report('SPM6076', `${amount.toFixed()} has more decimals than ${is}`, 'amount')
    const key = [payee, kind, is].join('\n')
    if (known.has(key)) return report('SPM5050', `"${payee}" has two opening balances of kind ${kind} in ${is}`, 'name')
    known.add(key)
    return [{ payee, kind, currency: is, amount, row }]
  })
}

/** What the row says, else what the payee's plans between its day and the first period count in. */
function currencyOf(
  { currency, payee }: OpeningRow,
  plans: Book['plans'],
  mine: readonly Assignment[],
): { readonly is: Currency } | { readonly problem: string } {
  const paid = [...new Set(plans.map((plan) => plan.currency))].sort()
  if (currency !== undefined) {
    if (paid.includes(currency)) return { is: currency }
    return { problem: `no plan pays in ${currency}; there is ${paid.join(', ')}` }
  }
  const [is, other] = [...new Set(mine.map(({ plan }) => plan.currency))].sort()
  if (is === undefined) return { problem: `"${payee}" is on no plan then, so the currency must be named` }
  if (other !== undefined)
    return { problem: `"${payee}" is on plans in ${is} and ${other}, so the currency must be named` }
  return { is }
}

/** Refuses rows that are not what the first closed period took over: the ledger holds now, and they pay nothing. */
export function checkTakenOver(
  rows: readonly OpeningBalanceRow[],
  taken: ReadonlyMap<PayeeId, readonly OpeningBalance[]>,
  firstClosed: string,
  found: Diagnostic[],
): void {
  for (const { payee, kind, currency, amount, row } of rows) {
    const there = (taken.get(payee) ?? []).find((each) => each.kind === kind && each.currency === currency)
    if (there?.amount.equals(amount)) continue
    const was = there ? `took over ${there.amount.toFixed(minorDigits(currency))} ${currency}` : 'took over none'
    const message = `${firstClosed}, which is closed, ${was} of kind ${kind} for "${payee}"`
    found.push(diagnose('SPM6078', message, { place: { file: row.file, record: row.record, cell: 'amount' } }))
  }
}
