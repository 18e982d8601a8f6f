import { parse } from 'csv-parse/sync'
import { runCli } from '../../src/cli.js'
import { captured, fakeEnv } from '../io/fake-env.js'

export interface Reported {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Every report, with options under which it says something else. */
export const REPORTS: readonly string[] = [
  'payouts',
  'lines',
  'exceptions',
  'balances',
  'accruals',
  'summary',
  'attainment',
  'attainment --by manager',
  'attainment --by team --span quarter',
  'attainment --span year',
  'leaderboard',
  'leaderboard --by credited --span year',
  'leaderboard --by paid',
]

/** Runs `spm report …` in a folder. @param tty columns of a terminal; a pipe without */
export async function reported(root: string, line: string | readonly string[], tty?: number): Promise<Reported> {
  const env = fakeEnv(root, tty === undefined ? {} : { stdout: captured(true, tty), vars: { NO_COLOR: '1' } })
  const code = await runCli(
    ['report', ...(typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line)],
    env,
  )
  return { code, out: env.stdout.text(), err: env.stderr.text() }
}

/** Rows of a report as CSV, by column name. */
export async function csvRowsOf(root: string, line: string): Promise<readonly Record<string, string>[]> {
  const { code, out, err } = await reported(root, `${line} --format csv --quiet`)
  if (code !== 0) throw new Error(err)
  return parse(out, { columns: true })
}

/** Amounts with two decimals (or none) added up, by what a row says. */
export function sums(
  rows: readonly Record<string, string>[],
  key: (row: Record<string, string>) => string,
  amount: string,
) {
  const totals = new Map<string, bigint>()
  for (const row of rows) {
    const text = row[amount]!
    if (!/^-?\d+\.\d\d$/.test(text)) throw new Error(`${amount} is no money: ${text}`)
    totals.set(key(row), (totals.get(key(row)) ?? 0n) + BigInt(text.replace('.', '')))
  }
  return Object.fromEntries([...totals].filter(([, total]) => total !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)))
}
