import { expect } from 'vitest'
import { Decimal, ONE, sum } from '../../src/base/decimal.js'
import { minorDigits } from '../../src/base/money.js'
import { postedBefore } from '../../src/commands/posted-before.js'
import { hasErrors, type Diagnostic } from '../../src/diagnostics/diagnostic.js'
import type { Asked } from '../../src/explain/asked.js'
import { explain } from '../../src/explain/explain.js'
import { Recording } from '../../src/explain/recording.js'
import type { Explanation, Step } from '../../src/explain/step.js'
import type { Posted } from '../../src/ledger/posted.js'
import { findSources } from '../../src/project/find-sources.js'
import { runProject } from '../../src/project/run-project.js'
import type { Sources } from '../../src/project/sources.js'
import { fakeEnv } from '../io/fake-env.js'
import { sourcesOf, type TestProject } from './project.js'

const TEN = new Decimal(10)
const ALL: Asked = { payee: undefined, deal: undefined, component: undefined, line: undefined }

/** An explanation of a project in memory; throws where there is none. */
export async function explained(project: TestProject, asked: Partial<Asked>): Promise<Explanation> {
  const found: Diagnostic[] = []
  const sources = sourcesOf(project, found)
  const recording = new Recording(asked.payee, asked.deal)
  const run =
    sources && (await runProject(sources, project.period, async () => {}, found, { record: recording.record }))
  const told = run && explain({ ...ALL, ...asked }, { ...run, recording, isClosed: false }, found)
  if (told === undefined) throw new Error(found.map(({ code, message }) => `${code} ${message}`).join('\n'))
  return told
}

/** All steps of an explanation, at whatever depth, as sentences: `what: how`. */
export function sentences({ summary, chapters }: Explanation): readonly string[] {
  const told = (step: Step): readonly string[] => [
    step.how ? `${step.what}: ${step.how}` : step.what,
    ...below(step).flatMap(told),
  ]
  return [...summary, ...chapters.flatMap(({ steps }) => steps.flatMap(told))]
}

export function below({ parts = [], because = [], notApplied = [] }: Step): readonly Step[] {
  return [...parts, ...because, ...notApplied]
}

/** Steps whose parts do not sum to them, or are of another unit: none, in a sound explanation. */
export function breaches(step: Step): readonly string[] {
  const { what, amount, unit, parts = [] } = step
  const deeper = [...below(step).flatMap(breaches), ...tooMuchRounding(step)]
  if (parts.length === 0) return deeper
  const others = parts.filter((part) => part.unit !== unit || part.amount === undefined)
  const total = sum(parts.map((part) => part.amount!))
  const is = amount !== undefined && total.equals(amount)
  return [...(others.length === 0 && is ? [] : [`${what}: ${amount?.toFixed()} is not ${total.toFixed()}`]), ...deeper]
}

/** Rounding is never more than a minor unit: no difference hides in it. */
function tooMuchRounding({ what, amount, unit }: Step): readonly string[] {
  if (what !== 'rounding') return []
  const minor = ONE.dividedBy(TEN.pow(minorDigits(unit!)))
  return amount!.abs().lessThan(minor) ? [] : [`rounding of ${amount!.toFixed()} ${unit!}`]
}

/** The leaves below a step in its own unit: what its amount comes down to. */
export function leaves(step: Step): readonly Decimal[] {
  return (step.parts ?? []).length === 0 ? [step.amount!] : step.parts!.flatMap(leaves)
}

/** The steps that are payout lines. */
function linesIn(step: Step): readonly Step[] {
  return step.line === undefined ? (step.parts ?? []).flatMap(linesIn) : [step]
}

/**
 * Explains everybody who is paid in a run and holds it against the run: the leaves sum to their lines, the lines to the
 * payout, to the last digit. Returns how many lines were looked at.
 */
export async function expectLaw(sources: Sources, period: string, posted?: Posted): Promise<number> {
  const found: Diagnostic[] = []
  const recording = new Recording(undefined, undefined)
  const run = await runProject(sources, period, async () => {}, found, { posted, record: recording.record })
  if (run === undefined) throw new Error(found.map(({ code, message }) => `${code} ${message}`).join('\n'))
  let lines = 0
  for (const result of run.calculation.payees()) {
    const { chapters } = explain({ ...ALL, payee: result.payee }, { ...run, recording, isClosed: false }, found)!
    expect(
      chapters.flatMap(({ steps }) => steps.flatMap(breaches)),
      `${result.payee} in ${period}`,
    ).toEqual([])
    const paid = chapters.find(({ title }) => title === 'Pay')?.steps ?? []
    const totals = paid.map((step) => `${sum(leaves(step)).toFixed()} ${step.unit}`)
    expect(totals).toEqual(result.payouts.map(({ total, currency }) => `${total.toFixed()} ${currency}`))
    const later = chapters.find(({ title }) => title === 'Payable later')?.steps ?? []
    const accrued = result.payouts.filter((payout) => !payout.accrued.isZero())
    expect(sum(later.flatMap(leaves)).toFixed()).toBe(sum(accrued.map((payout) => payout.accrued)).toFixed())
    const told = [...paid, ...later].flatMap(linesIn).map((step) => `${step.line} ${sum(leaves(step)).toFixed()}`)
    expect(told.sort()).toEqual(result.lines.map(({ line, payAmount }) => `${line.id} ${payAmount.toFixed()}`).sort())
    lines += told.length
  }
  expect(hasErrors(found)).toBe(false)
  return lines
}

/** The same of a project on disk, with what its closed periods bring. */
export async function expectLawOf(root: string, period: string): Promise<number> {
  const found: Diagnostic[] = []
  const sources = findSources(root, { config: undefined, plans: [], inputs: {}, overrides: [] }, found)
  if (sources === undefined) throw new Error(found.map(({ message }) => message).join('\n'))
  const posted = await postedBefore(fakeEnv(root), sources, period, found)
  return expectLaw(sources, period, posted)
}
