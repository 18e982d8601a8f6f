import { expect } from 'vitest'
import { parseDecimal, sum, ZERO, type Decimal } from '../../src/base/decimal.js'
import { postedBefore } from '../../src/commands/posted-before.js'
import { hasErrors, type Diagnostic } from '../../src/diagnostics/diagnostic.js'
import type { PayeeResult } from '../../src/engine/calculate.js'
import { Recording } from '../../src/explain/recording.js'
import type { Posted } from '../../src/ledger/posted.js'
import { findSources, type DiskSources } from '../../src/project/find-sources.js'
import { runProject, type ProjectRun } from '../../src/project/run-project.js'
import type { Sources } from '../../src/project/sources.js'
import { statementFormats } from '../../src/render/statement.js'
import { makeStatement } from '../../src/statement/make-statement.js'
import type { Pseudonym } from '../../src/reports/pseudonyms.js'
import type { Block, Statement } from '../../src/statement/statement.js'
import type { Told } from '../../src/statement/told.js'
import { fakeEnv } from '../io/fake-env.js'
import { sourcesOf, type TestProject } from './project.js'

/** Everybody's statement of a period. */
async function allOf(
  sources: Sources,
  period: string,
  more: Partial<Told> = {},
  posted?: Posted,
): Promise<{ readonly run: ProjectRun; readonly all: readonly { result: PayeeResult; statement: Statement }[] }> {
  const found: Diagnostic[] = []
  const recording = new Recording(undefined, undefined)
  const run = await runProject(sources, period, async () => {}, found, { posted, record: recording.record })
  if (run === undefined) throw new Error(found.map(({ code, message }) => `${code} ${message}`).join('\n'))
  const all = [...run.calculation.payees()].map((result) => {
    const mine = run.calculation.attainments.filter((each) => each.participation.current.payee.id === result.payee)
    const statement = makeStatement({
      result,
      subject: {
        ...run,
        calculation: { ...run.calculation, attainments: mine },
        recording,
        isClosed: false,
        isPrivate: true,
      },
      missed: run.calculation.credits.exclusions.filter(({ payee }) => payee === result.payee),
      terms: sources.settings.statements,
      now: { state: 'draft', totals: new Map() },
      before: undefined,
      pseudonym: undefined,
      ...more,
    })
    recording.forget(result.payee)
    return { result, statement }
  })
  expect(hasErrors(found)).toBe(false)
  return { run, all }
}

/** A payee's statement of a project in memory, as Markdown. */
export async function stated(project: TestProject, payee: string, more: Partial<Told> = {}): Promise<string> {
  const { all } = await allOf(sourcesOf(project, [])!, project.period, more)
  const mine = all.find(({ result }) => result.payee === payee)
  if (mine === undefined) throw new Error(`nothing for ${payee}`)
  return statementFormats.md(mine.statement)
}

/** What the lines of some sections sum to, by currency. */
function lineSums({ sections }: Statement, isLater: boolean): Readonly<Record<string, string>> {
  const sums = new Map<string, Decimal>()
  for (const { title, blocks } of sections) {
    if ((title === 'Earned so far, paid later') !== isLater) continue
    for (const block of blocks) if (block.kind === 'pay') addUp(block, sums)
  }
  return Object.fromEntries([...sums].map(([currency, total]) => [currency, total.toFixed()]))
}

function addUp({ rows, total, currency }: Extract<Block, { kind: 'pay' }>, sums: Map<string, Decimal>): void {
  const amounts = rows.map(({ amount }) => plain(amount))
  expect(sum(amounts).toFixed()).toBe(plain(total).toFixed())
  sums.set(currency, sum([sums.get(currency) ?? ZERO, ...amounts]))
}

function plain(amount: string): Decimal {
  return parseDecimal(amount.replaceAll(',', ''))!
}

/**
 * Everybody's statement adds up to his payouts, and names nobody else: neither by id nor by name, unless the plan's own
 * text, or what the company wrote for him to read (reasons, settings) or calls its deals, has it. Returns how many.
 */
async function expectStatements(sources: Sources, period: string, posted?: Posted): Promise<number> {
  const { run, all } = await allOf(sources, period, {}, posted)
  const { book } = run
  const people = [...book.payees.values()].map(({ id, rows }) => ({
    id,
    words: [id, ...rows.map(({ name }) => name)].filter((each) => each !== ''),
  }))
  for (const { result, statement } of all) {
    const { payee, payouts } = result
    const nonZero = (of: 'total' | 'accrued'): object =>
      Object.fromEntries(payouts.flatMap((each) => (each[of].isZero() ? [] : [[each.currency, each[of].toFixed()]])))
    const some = (sums: Readonly<Record<string, string>>): object =>
      Object.fromEntries(Object.entries(sums).filter(([, total]) => total !== '0'))
    expect([payee, period, some(lineSums(statement, false))]).toEqual([payee, period, nonZero('total')])
    expect([payee, period, some(lineSums(statement, true))]).toEqual([payee, period, nonZero('accrued')])
    const credits = run.calculation.credits.byPayee.get(payee) ?? []
    const known = [
      ...sources.plans.map(({ text }) => text),
      ...people.find(({ id }) => id === payee)!.words,
      ...run.calculation.credits.exclusions.flatMap(({ payee: of, dealId }) => (of === payee ? [dealId] : [])),
      ...credits.flatMap(({ dealId, cells = [] }) => [dealId, ...cells.map((cell) => String(cell ?? ''))]),
      ...(book.adjustments.get(payee) ?? []).map(({ reason }) => reason),
      ...book.holds.map(({ reason }) => reason),
      ...[...book.histories.values()].flatMap(({ events }) => events.map(({ reason }) => reason)),
    ].join('\n')
    const told = statementFormats.md(statement)
    const others = people.filter(({ id }) => id !== payee).flatMap(({ words }) => words)
    expect([payee, period, others.filter((each) => isIn(each, told) && !isIn(each, known))]).toEqual([
      payee,
      period,
      [],
    ])
  }
  return all.length
}

function isIn(word: string, text: string): boolean {
  const escaped = word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(text)
}

export async function expectStatementsIn(project: TestProject): Promise<number> {
  return expectStatements(sourcesOf(project, [])!, project.period)
}

/** Redacted statements of a project in memory: together, as Markdown, with everything that they must not tell. */
export async function redactedOf(
  sources: Sources,
  period: string,
  pseudonym: Pseudonym,
): Promise<{ readonly text: string; readonly secrets: readonly string[] }> {
  const { run, all } = await allOf(sources, period, { pseudonym })
  const people = [...run.book.payees.values()].flatMap(({ id, rows }) => [id, ...rows.map(({ name }) => name)])
  const { byPayee, exclusions } = run.calculation.credits
  const credited = [...byPayee.values()].flatMap((mine) => mine.map(({ dealId }) => dealId))
  const secrets = new Set([...people, ...credited, ...exclusions.map(({ dealId }) => dealId)])
  secrets.delete('')
  return { text: all.map(({ statement }) => statementFormats.md(statement)).join('\n'), secrets: [...secrets] }
}

/** Everybody's statement of a project on disk is sound, with what its closed periods bring. */
export async function expectStatementsOf(root: string, period: string): Promise<number> {
  const found: Diagnostic[] = []
  const sources = sourcesAt(root)
  return expectStatements(sources, period, await postedBefore(fakeEnv(root), sources, period, found))
}

export function sourcesAt(root: string): DiskSources {
  const found: Diagnostic[] = []
  const sources = findSources(root, { config: undefined, plans: [], inputs: {}, overrides: [] }, found)
  if (sources === undefined) throw new Error(found.map(({ message }) => message).join('\n'))
  return sources
}
