import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkFiles } from '../../src/audit/check-runs.js'
import { splitLog } from '../../src/audit/entry.js'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { readLedgerFolders } from '../../src/io/read-ledger.js'
import { readRun } from '../../src/io/read-runs.js'
import { checkLedger } from '../../src/ledger/check-ledger.js'
import { ClosingProject, type Said } from '../support/closing.js'
import { randoms, run, type Ended, type Kill } from './process.js'

/**
 * Whole processes killed at random moments (`npm run kills`): calc, close and reopen of February, over a January that is
 * closed. SPM_KILLS says how many, SPM_KILLS_SEED which moments. The usual test run, which need not have a
 * built program, kills nobody.
 */
const LONG = process.env['npm_lifecycle_event'] === 'kills'
const KILLS = Number.parseInt(process.env['SPM_KILLS'] ?? (LONG ? '120' : '0'), 10)
const SEED = Number.parseInt(process.env['SPM_KILLS_SEED'] ?? '1', 10)

const COMMANDS = {
  calc: ['calc', '--period', '2026-02', '--as', 'ann', '--quiet'],
  close: ['close', '--period', '2026-02', '--as', 'bob', '--quiet'],
  reopen: ['reopen', '--period', '2026-02', '--reason', 'kills', '--as', 'bob', '--quiet'],
} as const
type Command = keyof typeof COMMANDS

const PLAN = `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
negative: carry
measures:
  bookings: {amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - {id: base, kind: commission, measure: bookings, window: deal, rate: {kind: flat, rate: 10%}}
`

/** Deals of January and February; a late one, so that February pays a true-up; `amount` makes each draft another. */
function deals(amount: number, late = true): string {
  const own = [...Array(40).keys()].map(
    (n) => `F${n},E${n % 5},${amount + n},2026-02-${String((n % 28) + 1).padStart(2, '0')}`,
  )
  return [
    'deal_id,payee_id,amount,close_date',
    'D1,E1,1000,2026-01-10',
    ...(late ? ['D2,E2,-50,2026-01-11'] : []),
    ...own,
    '',
  ].join('\n')
}

async function januaryClosed(): Promise<ClosingProject> {
  const reps = [...Array(5).keys()].map((n) => `E${n},Rep ${n},ae\n`).join('')
  const project = new ClosingProject({
    'plans/ae.yaml': PLAN,
    'data/reps.csv': `payee_id,name,plan\n${reps}`,
    'data/deals.csv': deals(1, false),
  })
  await project.close('2026-01')
  return project
}

const said = async (project: ClosingProject, command: Command): Promise<Said> => {
  const [, ...rest] = COMMANDS[command]
  return project.spm([command, ...rest.filter((word) => word !== '--quiet')].join(' '))
}

/** Whether February is closed; what stands in the ledger is whole. */
function isClosed({ root }: ClosingProject): boolean {
  const found: Diagnostic[] = []
  const ledger = join(root, 'ledger')
  const closed = checkLedger(readLedgerFolders(ledger), found)
  expect(found).toEqual([])
  const there = readdirSync(ledger).filter((name) => name !== 'reopened' && !name.startsWith('.'))
  expect(closed.map(({ period }) => period.id)).toEqual(there.sort())
  return there.includes('2026-02')
}

/** Every run folder holds what its manifest says. */
function checkAllRuns({ root }: ClosingProject): void {
  const found: Diagnostic[] = []
  for (const period of readdirSync(join(root, 'runs'))) {
    for (const { name } of readdirSync(join(root, 'runs', period), { withFileTypes: true }).filter((each) =>
      each.isDirectory(),
    )) {
      if (name.startsWith('.')) continue
      const there = readRun(join(root, 'runs'), period, name)
      expect(there, `run ${name} of ${period}`).toBeDefined()
      checkFiles(there!, found)
    }
  }
  expect(found).toEqual([])
}

/** What a folder holds; nothing where it is not there. */
const namesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : [])

/** Drafts of February. */
const drafts = ({ root }: ClosingProject): number =>
  namesIn(join(root, 'runs/2026-02')).filter((name) => /^[0-9a-f]{12}$/.test(name)).length

/** Closes and reopenings of February as the log has them: in turn, none lost, none twice. */
function turns({ root }: ClosingProject): readonly string[] {
  const lines = splitLog(readFileSync(join(root, 'audit.jsonl')))
  return lines.flatMap(({ entry }) =>
    entry && ['close', 'reopen'].includes(entry.action) && entry.details['period'] === '2026-02' ? [entry.action] : [],
  )
}

/** What must come before the command: a new draft, its approval, a close. */
async function prepare(project: ClosingProject, command: Command, round: number): Promise<void> {
  if (command === 'calc') project.write({ 'data/deals.csv': deals(100 + round) })
  if (command === 'close') expect((await project.spm('approve --period 2026-02', 'bob')).exit).toBe(0)
}

/** How long each command takes, and holds the lock, where nobody kills it: the longest of three. */
async function undisturbed(): Promise<Record<Command, Ended>> {
  const project = await januaryClosed()
  const longest = new Map<Command, Ended>()
  for (const round of [0, 1, 2]) {
    for (const command of ['calc', 'close', 'reopen'] as const) {
      await prepare(project, command, round)
      const ended = await run(project.root, COMMANDS[command])
      expect(ended).toMatchObject({ exit: 0, err: '' })
      const { took = 0, locked = 0 } = longest.get(command) ?? {}
      longest.set(command, { ...ended, took: Math.max(took, ended.took), locked: Math.max(locked, ended.locked) })
    }
  }
  return Object.fromEntries(longest) as Record<Command, Ended>
}

/** One kill of four falls anywhere; the others fall while the lock is held, which is when something is written. */
function drawKill({ took, locked }: Ended, random: () => number): Kill {
  return random() < 0.25 ? { since: 'start', after: took * random() } : { since: 'lock', after: locked * random() }
}

test.runIf(KILLS > 0)(
  `February stands as if nobody had been killed, after ${KILLS} kills of calc, close and reopen (seed ${SEED})`,
  async () => {
    const random = randoms(SEED)
    const calmly = await undisturbed()
    const project = await januaryClosed()
    const tally = { kills: 0, ended: 0, effect: 0, none: 0, locks: 0, pieces: 0, unlogged: 0 }
    for (let round = 0; tally.kills < KILLS; round += 1) {
      for (const command of ['calc', 'close', 'reopen'] as const) {
        await prepare(project, command, round)
        const before = drafts(project)
        const { exit, err } = await run(project.root, COMMANDS[command], drawKill(calmly[command], random))
        if (exit !== undefined) expect({ exit, err }).toEqual({ exit: 0, err: '' })
        const closed = isClosed(project)
        checkAllRuns(project)
        const left = [project.root, join(project.root, 'runs/2026-02'), join(project.root, 'ledger')].flatMap(namesIn)
        const done = command === 'calc' ? drafts(project) > before : closed === (command === 'close')
        if (exit === undefined) {
          tally.kills += 1
          tally[done ? 'effect' : 'none'] += 1
          if (left.includes('audit.jsonl.lock')) tally.locks += 1
          if (left.some((name) => name.startsWith('.tmp-'))) tally.pieces += 1
        } else tally.ended += 1
        // The same again: it does what was not done, or says that it was done.
        if (command === 'calc') {
          // By the built program too: its version stands in the manifest, and the same run is logged then.
          const rerun = await run(project.root, COMMANDS.calc)
          expect({ exit: rerun.exit, err: rerun.err }).toEqual({ exit: 0, err: '' })
        } else {
          const again = await said(project, command)
          const done = closed === (command === 'close')
          if (again.codes.includes('SPM6059')) tally.unlogged += 1
          const refused = command === 'close' ? ['SPM6054'] : ['SPM6058']
          expect(
            again.codes.filter((code) => code !== 'SPM6059'),
            again.err,
          ).toEqual(done ? refused : [])
        }
        expect(isClosed(project)).toBe(command === 'close')
        const verified = await project.spm('audit verify')
        expect(verified.exit, verified.out + verified.err).toBe(0)
        expect(existsSync(join(project.root, 'audit.jsonl.lock'))).toBe(false)
      }
      expect(turns(project)).toEqual(Array.from({ length: round + 1 }).flatMap(() => ['close', 'reopen']))
    }
    // Else the moments were not those at which something is written.
    if (KILLS >= 100) expect(Math.min(tally.effect, tally.none, tally.locks, tally.pieces)).toBeGreaterThan(0)
    process.stdout.write(`${JSON.stringify({ calmly, tally })}\n`)
    const calm = await januaryClosed()
    for (const each of [project, calm]) {
      each.write({ 'data/deals.csv': deals(7) })
      await each.close('2026-02')
    }
    const record = (of: ClosingProject, period: string): string =>
      readFileSync(join(of.root, 'ledger', period, 'close.json'), 'utf8')
    for (const period of ['2026-01', '2026-02']) expect(record(project, period)).toBe(record(calm, period))
    expect(await project.lines('2026-02', 'line_id', 'amount')).toEqual(
      await calm.lines('2026-02', 'line_id', 'amount'),
    )
    const leftovers = readdirSync(join(project.root, 'runs/2026-02')).filter((name) => name.startsWith('.tmp-'))
    expect(leftovers).toEqual([])
  },
  60_000 + KILLS * 5000,
)
