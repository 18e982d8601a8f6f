import type { Period } from '../base/period.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { RecordFormat } from '../input/file-format.js'
import type { Sources } from '../project/sources.js'
import { caseSettings } from './case-settings.js'
import { caseSources, type CaseGround, type CaseSources } from './case-sources.js'
import { compare, type Compared } from './compare.js'
import type { Coverage } from './coverage.js'
import { MemoryLedger } from './memory-ledger.js'
import { runInMemory, type MemoryRun } from './memory-run.js'
import { OUTPUTS } from './outputs.js'
import type { ClosedStep, TestCase } from './read-test-file.js'
import { plansOf, type TestProject } from './test-project.js'
import { why } from './why.js'

/** Codes that were expected, and those that came. */
export interface ComparedCodes {
  readonly of: 'errors' | 'warnings'
  readonly expected: readonly string[]
  readonly actual: readonly string[]
}

/** What a case came to. */
export interface CaseOutcome {
  readonly test: TestCase
  readonly passed: boolean
  /** The outputs that differ from what was expected. */
  readonly compared: readonly Compared[]
  readonly codes: readonly ComparedCodes[]
  /** Why the rows that differ came out as they did. */
  readonly why: readonly string[]
  /** What stopped the run, or what it warned of where that was not expected. */
  readonly found: readonly Diagnostic[]
}

export interface CaseOptions {
  readonly remember: (file: string, format: RecordFormat) => void
  /** Sees the plans and the run that a case is about. */
  readonly coverage?: Coverage | undefined
}

/** Runs a case: closes what is closed before, pays its period, and compares. */
export async function runCase(
  project: TestProject,
  file: string,
  test: TestCase,
  { remember, coverage }: CaseOptions,
): Promise<CaseOutcome> {
  const found: Diagnostic[] = []
  const settings = caseSettings(project.settings, test, found)
  const plans = plansOf(project.root, file, test, found)
  if (settings === undefined || hasErrors(found)) return refused(test, found, [])
  const watch: Sources['watch'] = coverage && ((...seen) => coverage.watch(...seen))
  const ground: CaseGround = { ...plans, root: project.root, file, settings, remember, watch }
  const run = await runPeriods(ground, test, found)
  if (run === undefined || hasErrors(found)) return refused(test, found, test.errors ?? [])
  coverage?.see(run)
  const all = test.expected.map((each) => compare(each, run.tables.get(OUTPUTS[each.output].file)!))
  const compared = all.filter(({ equal }) => !equal)
  const codes = [
    ...(test.errors ? [{ of: 'errors' as const, expected: test.errors, actual: [] }] : []),
    ...differentWarnings(test, found),
  ]
  return {
    test,
    passed: compared.length + codes.length === 0,
    compared,
    codes,
    why: compared.length > 0 ? why(compared, run) : [],
    found: codes.length + compared.length > 0 ? found.filter(({ severity }) => severity === 'warning') : [],
  }
}

/** The run of the case's period, after all that is closed before it. */
async function runPeriods(ground: CaseGround, test: TestCase, found: Diagnostic[]): Promise<MemoryRun | undefined> {
  const ledger = new MemoryLedger()
  let before: Period | undefined
  const run = async (
    { period: id, place }: Pick<ClosedStep, 'period' | 'place'>,
    given: CaseSources,
    into: Diagnostic[],
  ): Promise<MemoryRun | undefined> => {
    const own: Diagnostic[] = []
    const made = await runInMemory(given.sources, id, await ledger.posted(), own)
    into.push(...given.placed(own))
    if (made === undefined) return undefined
    const { period } = made.book
    if (before && period.start < before.end) {
      into.push(
        diagnose('SPM3704', `${period.id} does not come after ${before.id}, which is closed before it`, { place }),
      )
      return undefined
    }
    before = period
    return made
  }
  for (const step of test.closed) {
    // Warnings of a closed period were told when it was paid.
    const own: Diagnostic[] = []
    const sources = caseSources({ ...ground, watch: undefined }, step.given, own)
    const made = await run(step, sources, own)
    const kept: Diagnostic[] = []
    if (made) await ledger.close(made, sources.sources, kept)
    own.push(...sources.placed(kept))
    found.push(...own.filter(({ severity }) => severity === 'error').map((each) => inPeriod(each, step.period)))
    if (hasErrors(found)) return undefined
  }
  const sources = caseSources(ground, test.given, found)
  return hasErrors(found) ? undefined : run(test, sources, found)
}

function inPeriod(one: Diagnostic, period: string): Diagnostic {
  return one.code === 'SPM3704' ? one : { ...one, message: `closing ${period}: ${one.message}` }
}

/** A run that did not come to be: as it should, where its errors were expected. */
function refused(test: TestCase, found: readonly Diagnostic[], expected: readonly string[]): CaseOutcome {
  const actual = codesOf(found, 'error')
  const same = test.errors !== undefined && sameCodes(expected, actual)
  const codes = test.errors && !same ? [{ of: 'errors' as const, expected: test.errors, actual }] : []
  const warned = same ? differentWarnings(test, found) : []
  const passed = same && warned.length === 0
  const told = found.filter(({ severity }) => severity !== 'note')
  return { test, passed, compared: [], codes: [...codes, ...warned], why: [], found: passed ? [] : told }
}

function differentWarnings({ warnings }: TestCase, found: readonly Diagnostic[]): readonly ComparedCodes[] {
  const actual = codesOf(found, 'warning')
  return warnings && !sameCodes(warnings, actual) ? [{ of: 'warnings', expected: warnings, actual }] : []
}

function codesOf(found: readonly Diagnostic[], severity: Diagnostic['severity']): readonly string[] {
  return [...new Set(found.filter((each) => each.severity === severity).map(({ code }) => code))].sort()
}

function sameCodes(expected: readonly string[], actual: readonly string[]): boolean {
  return [...new Set(expected)].sort().join() === actual.join()
}
