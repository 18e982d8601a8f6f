import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
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
 * What people have been paid in closed months and carry, by the ledger, beside what the data of today are worth. What was
 * cancelled is worth nothing, and what waits or is held all of it; what a clawback leaves to somebody, and what he loses
 * when he leaves, no data tell: that is added as it was settled.
 * @param fresh the same project, of which nothing was ever closed
 * @param settled rows by hand, by the month in which they were settled
 */
export async function reckon(
  project: ClosingProject,
  fresh: ClosingProject,
  months: readonly string[],
  settled: readonly Row[],
): Promise<readonly Reckoning[]> {
  const [paid, to, by, worth] = [new Totals(), new Totals(), new Totals(), new Totals()]
  forgetCancelled(join(fresh.root, 'data'))
  for (const row of settled.filter(({ month }) => month! <= months.at(-1)!)) worth.add(row, 'amount')
  for (const month of months) {
    for (const row of payable(join(project.root, 'ledger', month))) paid.add(row, 'amount')
    await fresh.calc(month)
    const earned = payable(fresh.run(month)).filter(({ kind }) => !BESIDE_WORTH.has(kind as LineKind))
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

/** Kinds that say when pay is paid, or what becomes of it, and not what deals are worth. */
const BESIDE_WORTH: ReadonlySet<LineKind> = new Set([...BALANCE_LINES, 'forfeited'])

/**
 * Leaves of each deal what was not cancelled, refunded or never paid, as if no more had ever been sold; and no events or
 * holds, since what waits is worth what is paid. So the worth is told without clawbacks and releases of the tool.
 */
function forgetCancelled(data: string): void {
  const gone = new Map<string, Decimal | undefined>()
  for (const file of readdirSync(data).filter((name) => /^(events|holds)/.test(name))) {
    const rows = file.startsWith('events') ? readRows(join(data, file)) : []
    for (const { deal_id, type, amount } of rows)
      if (type !== 'payment' && type !== 'invoice') gone.set(deal_id!, amount ? new Decimal(amount) : undefined)
    rmSync(join(data, file))
  }
  writeFileSync(join(data, 'events-none.csv'), 'event_id,deal_id,date,type\n')
  for (const file of readdirSync(data).filter((name) => name.startsWith('deals'))) {
    const rows = readRows(join(data, file)).flatMap((row) => {
      const less = gone.get(row['deal_id']!)
      if (!gone.has(row['deal_id']!)) return [row]
      return less ? [{ ...row, amount: new Decimal(row['amount']!).minus(less).toFixed() }] : []
    })
    writeFileSync(join(data, file), stringify(rows, { header: true }))
  }
}

function payable(run: string): readonly Row[] {
  return readRows(join(run, 'payout-lines.csv')).filter(({ status }) => status === 'payable')
}
