import { sum } from '../base/decimal.js'
import { formatMoney } from '../base/money.js'
import { groupBy } from '../base/order.js'
import type { About, Entry, Role } from './postings.js'
import type { ExportSource } from './target.js'

/** What is earned like all else, where no account of its own is named. */
const AS_EXPENSE: ReadonlySet<Role> = new Set(['adjustment', 'guarantee'])

/** Which account an entry stands in. */
export interface Accounts {
  of(role: Role, about: Pick<About, 'plan' | 'component'>): string
}

/**
 * The accounts that the settings name. One that the entries need and nobody names is an error that says for how much:
 * none is guessed (SPM1052). Undefined then.
 */
export function accountsOf(source: ExportSource, entries: readonly Entry[]): Accounts | undefined {
  const { accounts, expense_by = {} } = source.settings.journal!
  const named = (role: Role): string | undefined =>
    accounts[role] ?? (AS_EXPENSE.has(role) ? accounts.expense : undefined)
  const missing = groupBy(
    entries.flatMap((entry) =>
      [entry.debit, entry.credit].filter((role) => named(role) === undefined).map((role) => ({ role, entry })),
    ),
    ({ role }) => role,
  )
  for (const [role, each] of missing) {
    const { currency } = each[0]!.entry
    const inIt = each.filter(({ entry }) => entry.currency === currency)
    const moved = `${formatMoney(sum(inIt.map(({ entry }) => entry.amount.abs())), currency)} ${currency}`
    const message = `no account is named for ${role}, which ${moved} move through`
    const fix = `Add ${role}: <account> under exports: journal: accounts.`
    source.report('SPM1052', message, { place: source.placeOf(['journal', 'accounts']), fix })
  }
  if (missing.size > 0) return undefined
  return {
    of: (role, { plan, component }) => {
      const own = role === 'expense' || (AS_EXPENSE.has(role) && accounts[role] === undefined)
      const by = own ? (expense_by[`${plan}/${component}`] ?? expense_by[component]) : undefined
      return by ?? named(role)!
    },
  }
}
