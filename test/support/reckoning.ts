import { join } from 'node:path'
import { Decimal, ZERO } from '../../src/base/decimal.js'
import { OWED_TO_PAYEE, type BalanceKind } from '../../src/engine/balances.js'
import { BALANCE_LINES, type LineKind } from '../../src/engine/line.js'
import { readRows } from '../fixtures/run-totals.js'
import type { ClosingProject } from './closing.js'
import type { Row } from './story.js'

/** Sums by payee and currency. */
class Totals {
  readonly #sums = new Map<string, Decimal>()

  add(row: Row, column: string): void {
    const key = `${row['payee_id']},${row['currency']}`
    this.#sums.set(key, this.of(key).plus(new Decimal(row[column]!)))
  }

  of(key: string): Decimal {
    return this.#sums.get(key) ?? ZERO
  }

  get keys(): readonly string[] {
    return [...this.#sums.keys()]
  }
}

/**
 * A payee and a currency that lines of his are in, and amounts in it: what he stands at is paid + owed to him - owed by
 * him; what the data of today are worth is to be the same.
 */
export type Reckoning = Readonly<
  Record<'payee_id' | 'currency' | 'paid' | 'owed_to_payee' | 'owed_by_payee' | 'stands' | 'worth', string>
>

/**
 * What people have been paid in closed months and carry, by the ledger, beside what the data of today are worth.
 * @param fresh the same project, of which nothing was ever closed
 */
export async function reckon(
  project: ClosingProject,
  fresh: ClosingProject,
  months: readonly string[],
): Promise<readonly Reckoning[]> {
  const [paid, to, by, worth] = [new Totals(), new Totals(), new Totals(), new Totals()]
  for (const month of months) {
    for (const row of payable(join(project.root, 'ledger', month))) paid.add(row, 'amount')
    await fresh.calc(month)
    const earned = payable(fresh.run(month)).filter(({ kind }) => !BALANCE_LINES.has(kind as LineKind))
    for (const row of earned) worth.add(row, 'amount')
  }
  for (const row of readRows(join(project.root, 'ledger', months.at(-1)!, 'balances.csv')))
    (OWED_TO_PAYEE.has(row['kind'] as BalanceKind) ? to : by).add(row, 'closing')
  return [...new Set([...paid.keys, ...to.keys, ...by.keys, ...worth.keys])].map((key) => {
    const [payee_id = '', currency = ''] = key.split(',')
    return {
      payee_id,
      currency,
      paid: paid.of(key).toFixed(2),
      owed_to_payee: to.of(key).toFixed(2),
      owed_by_payee: by.of(key).toFixed(2),
      stands: paid.of(key).plus(to.of(key)).minus(by.of(key)).toFixed(2),
      worth: worth.of(key).toFixed(2),
    }
  })
}

function payable(run: string): readonly Row[] {
  return readRows(join(run, 'payout-lines.csv')).filter(({ status }) => status === 'payable')
}
