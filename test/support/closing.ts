import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runCli } from '../../src/cli.js'
import { readOwnCsv } from '../../src/input/read-own-csv.js'
import { fakeEnv } from '../io/fake-env.js'
import { tempFolder } from '../io/temp-folder.js'

/** What a command printed and returned. */
export interface Said {
  readonly exit: number
  readonly out: string
  readonly err: string
  /** Codes of all findings, in the order shown. */
  readonly codes: readonly string[]
}

/** One rep, 10 % of each deal, and a deal in January and in February. */
export const ONE_REP = {
  'plans/ae.yaml': `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
measures:
  bookings: {amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - {id: base, kind: commission, measure: bookings, window: deal, rate: {kind: flat, rate: 10%}}
`,
  'data/reps.csv': 'payee_id,name,plan\nE1,Ann,ae\n',
  'data/deals.csv': 'deal_id,payee_id,amount,close_date\nD1,E1,1000,2026-01-10\nD2,E1,2000,2026-02-10\n',
} as const

/** A project on disk whose periods are run, approved and closed as people do it. */
export class ClosingProject {
  /**
   * @param files by path: `spm.yaml`, `plans/ae.yaml`, `data/reps.csv` …
   * @param root where it stands; without it, in a folder that is gone after the test
   */
  constructor(
    files: Readonly<Record<string, string>>,
    readonly root: string = tempFolder(),
  ) {
    this.write(files)
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, file)), { recursive: true })
      writeFileSync(join(this.root, file), text)
    }
  }

  async spm(line: string | readonly string[], actor = 'ann'): Promise<Said> {
    const env = fakeEnv(this.root, { actor })
    const exit = await runCli(typeof line === 'string' ? line.split(' ') : [...line], env)
    const out = env.stdout.text()
    const err = env.stderr.text()
    const codes = [...`${out}${err}`.matchAll(/^(?:error|warning|note) (SPM\d{4})/gm)].map(([, code]) => code!)
    return { exit, out, err, codes }
  }

  /** Calculates a period; throws where that fails. */
  async calc(period: string): Promise<void> {
    const { exit, err } = await this.spm(`calc --period ${period}`)
    if (exit !== 0) throw new Error(err)
  }

  /** Calculates, approves and closes a period; throws where one of these fails. */
  async close(period: string): Promise<void> {
    await this.calc(period)
    for (const command of ['approve', 'close']) {
      const { exit, err } = await this.spm(`${command} --period ${period}`, 'bob')
      if (exit !== 0) throw new Error(err)
    }
  }

  /** The folder of a period's latest run. */
  run(period: string): string {
    const folder = join(this.root, 'runs', period)
    return join(folder, readFileSync(join(folder, 'latest'), 'utf8').trim())
  }

  /** Rows of a file of a period's latest run, some of their columns. */
  async rows(period: string, file: string, columns: readonly string[]): Promise<readonly (readonly string[])[]> {
    const rows: (readonly string[])[] = []
    const path = join(this.run(period), file)
    await readOwnCsv({ name: file, open: () => chunks(path) }, columns, (cells) => void rows.push([...cells]))
    return rows
  }

  lines(period: string, ...columns: string[]): Promise<readonly (readonly string[])[]> {
    return this.rows(period, 'payout-lines.csv', columns)
  }

  closed(): readonly string[] {
    const ledger = join(this.root, 'ledger')
    if (!existsSync(ledger)) return []
    return readdirSync(ledger).filter((name) => existsSync(join(ledger, name, 'close.json')))
  }
}

async function* chunks(path: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(readFileSync(path))
}
