import { parseDecimal, sum, ZERO, type Decimal } from '../base/decimal.js'
import { formatMoney, grouped, minorDigits } from '../base/money.js'
import { PAY_GROUPS, type PayGroup } from '../engine/pay-groups.js'
import type { Place } from '../diagnostics/diagnostic.js'
import { repColumn, type Cells, type ExportSource } from './target.js'

/** What payroll calls each group of pay; `other`: those that are not named. */
export type Codes = Readonly<Partial<Record<PayGroup, string | undefined>>> & { readonly other: string }

/** Columns that every payouts.csv has, beside the groups. */
const COLUMNS = [
  'payee_id',
  'name',
  'period',
  'plans',
  'currency',
  ...PAY_GROUPS,
  'total',
  'payable',
  'owed',
  'accrued',
] as const
export const PAYOUT_COLUMNS: readonly string[] = COLUMNS

/** Somebody's row of payouts.csv. */
export interface Pay {
  readonly payee: string
  readonly currency: string
  readonly payable: Decimal
  readonly cells: Cells
}

/** An amount under the code that payroll knows it by. */
export interface CodedPay {
  readonly code: string
  readonly amount: Decimal
}

export interface PayRowsOptions {
  /** The target's key under `exports`. */
  readonly target: string
  /** Only what is paid in it; undefined: everything. */
  readonly currency: string | undefined
  /** Rows of those who are paid nothing, too. */
  readonly keepZero?: boolean
}

/**
 * Who is paid. Who owes instead is paid nothing, and named; what is paid in another currency than the file's is named
 * by its total (SPM1050, SPM1051).
 */
export async function payRows(source: ExportSource, options: PayRowsOptions): Promise<readonly Pay[]> {
  const { target, currency, keepZero } = options
  const rows: Pay[] = []
  const elsewhere = new Map<string, { payees: number; amount: Decimal }>()
  await source.posted.rows('payouts.csv', COLUMNS, (cells) => {
    const pay = { payee: cells.payee_id, currency: cells.currency, payable: money(cells.payable), cells }
    const owed = money(cells.owed)
    if (!owed.isZero()) {
      const message = `"${pay.payee}" owes ${cells.owed} ${pay.currency} and is paid nothing: the file does not hold it`
      source.report('SPM1051', message)
    }
    if (currency !== undefined && pay.currency !== currency) {
      if (pay.payable.isZero()) return
      const known = elsewhere.get(pay.currency)
      elsewhere.set(pay.currency, {
        payees: (known?.payees ?? 0) + 1,
        amount: (known?.amount ?? ZERO).plus(pay.payable),
      })
    } else if (!pay.payable.isZero() || keepZero) rows.push(pay)
  })
  tellElsewhere(source, target, elsewhere)
  return rows
}

function tellElsewhere(
  { report, placeOf }: ExportSource,
  target: string,
  elsewhere: ReadonlyMap<string, { readonly payees: number; readonly amount: Decimal }>,
): void {
  for (const [currency, { payees, amount }] of elsewhere) {
    const who = payees === 1 ? '1 payee is' : `${payees} payees are`
    const shown = `${grouped(formatMoney(amount, currency))} ${currency}`
    report('SPM1050', `${who} paid ${shown} in all, which is not in this file`, {
      place: placeOf([target, 'currency']),
    })
  }
}

/**
 * A payee's pay by code: the sums of the groups that share one, which sum to what he is paid. A code that comes out below
 * zero is refused: payroll would take it for a deduction, or for nothing (SPM1049).
 */
export function byCode(source: ExportSource, pay: Pay, codes: Codes, path: readonly string[]): readonly CodedPay[] {
  const amounts = new Map<string, { amount: Decimal; groups: PayGroup[] }>()
  for (const group of PAY_GROUPS) {
    const code = codes[group] ?? codes.other
    const amount = money(pay.cells[group]!)
    const known = amounts.get(code) ?? { amount: ZERO, groups: [] }
    amounts.set(code, {
      amount: known.amount.plus(amount),
      groups: amount.isZero() ? known.groups : [...known.groups, group],
    })
  }
  const coded: CodedPay[] = []
  for (const [code, { amount, groups }] of amounts) {
    if (amount.isNegative() && !amount.isZero()) {
      const shown = `${formatMoney(amount, pay.currency)} ${pay.currency}`
      const message = `"${pay.payee}" would be sent ${shown} under "${code}" (${groups.join(', ')})`
      const fix = `Give ${groups.join(', ')} the code of what it is taken from: the two are netted then.`
      source.report('SPM1049', message, { place: source.placeOf(path), fix })
    } else if (!amount.isZero()) coded.push({ code, amount })
  }
  return coded
}

/** Codes in the order in which settings name them. */
export function codesIn(codes: Codes): readonly string[] {
  return [...new Set(Object.values(codes).filter((code) => code !== undefined))]
}

/**
 * An amount as a format of two decimals writes it; one that it cannot carry is reported.
 * @param digits how many digits it takes before the point
 */
export function amountText(source: ExportSource, amount: Decimal, pay: Pay, name: string, digits: number): string {
  const text = formatMoney(amount, pay.currency)
  const whole = text.replace(/^-/, '').split('.')[0]!
  if (minorDigits(pay.currency) > 2 || whole.length > digits) {
    const why = whole.length > digits ? `${digits} digits before the point` : 'two decimals'
    source.report('SPM1047', `${text} ${pay.currency} of "${pay.payee}" cannot stand in ${name}: it takes ${why}`)
  }
  return text
}

/** `3 payees, 750.00 USD`. */
export function paySays(rows: readonly Pay[]): string {
  const currencies = [...new Set(rows.map(({ currency }) => currency))]
  const totals = currencies.map((currency) => {
    const mine = rows.filter((row) => row.currency === currency)
    return `${grouped(formatMoney(sum(mine.map(({ payable }) => payable)), currency))} ${currency}`
  })
  const payees = new Set(rows.map(({ payee }) => payee)).size
  return `${payees === 1 ? '1 payee' : `${payees} payees`}, ${totals.join(', ') || 'nothing payable'}`
}

/** What tells a payee apart for payroll, and the column that holds it. */
export interface PayrollId {
  readonly payee: string
  /** Blank where it has been reported, or where he has none and needs none. */
  readonly id: string
  readonly value: string
}

/** Two payees that payroll could not tell apart (SPM1048). */
export function checkDistinct({ people, report }: ExportSource, ids: readonly PayrollId[], name: string): void {
  const first = new Map<string, string>()
  for (const { payee, id, value } of ids) {
    if (id === '') continue
    const known = first.get(id)
    first.set(id, known ?? payee)
    if (known === undefined || known === payee) continue
    const column = repColumn(value)
    const placed = (who: string): Place | undefined => (column ? people(who)?.placeOf(column) : undefined)
    const other = placed(known)
    report('SPM1048', `"${known}" and "${payee}" both have ${name} "${id}"`, {
      place: placed(payee),
      ...(other && { related: [{ message: 'the other one', place: other }] }),
    })
  }
}

function money(text: string): Decimal {
  return parseDecimal(text) ?? ZERO
}
