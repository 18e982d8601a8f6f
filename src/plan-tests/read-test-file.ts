import { diagnose, hasErrors, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import type { InputName } from '../project/settings.js'
import { parseYaml, type YamlDocument, type YamlPath } from '../yaml/document.js'
import { checkShape } from '../yaml/shape.js'
import { readExpected, type Expected } from './expected.js'
import type { GivenTable } from './given-table.js'
import { OUTPUT_NAMES } from './outputs.js'
import { testFileShape, type CaseShape, type GivenShape, type TableShape, type TestFileShape } from './shape.js'

/** The tables that a case computes from. */
export type Given = ReadonlyMap<InputName, GivenTable>

/** A period that is closed before, and what its exports held then. */
export interface ClosedStep {
  readonly period: string
  readonly place: Place
  readonly given: Given
}

/** One example of a plan: what is given, and what must come of it. */
export interface TestCase {
  readonly name: string
  readonly place: Place
  readonly doc: YamlDocument
  /** Plan files relative to the test file; undefined: all of its folder. */
  readonly plans: readonly string[] | undefined
  readonly period: string
  readonly closed: readonly ClosedStep[]
  readonly given: Given
  /** Where settings of the file and of the case stand; those of the case win. */
  readonly settings: readonly YamlPath[]
  readonly expected: readonly Expected[]
  /** Codes with which the run is refused; undefined: it is not. */
  readonly errors: readonly string[] | undefined
  /** Codes of its warnings; undefined: whatever it warns of. */
  readonly warnings: readonly string[] | undefined
}

/** Reads a test file; undefined when it has errors, all of which are in `found`. @param folder the one it stands in */
export async function readTestFile(
  text: string,
  file: string,
  folder: string,
  found: Diagnostic[],
): Promise<readonly TestCase[] | undefined> {
  const own: Diagnostic[] = []
  const doc = parseYaml(text, file, own)
  const shape = doc && checkShape<TestFileShape>(testFileShape, doc, own, 'SPM3700')
  const cases = shape && (await casesOf(shape, doc, folder, own))
  found.push(...own)
  return hasErrors(own) ? undefined : cases
}

async function casesOf(
  shape: TestFileShape,
  doc: YamlDocument,
  folder: string,
  found: Diagnostic[],
): Promise<readonly TestCase[]> {
  const cases: TestCase[] = []
  const names = new Map<string, Place>()
  for (const [index, each] of shape.cases.entries()) {
    const path = ['cases', index]
    const place = doc.placeOf([...path, 'name'])
    const first = names.get(each.name)
    if (first) {
      const related = [{ message: 'first used here', place: first }]
      found.push(diagnose('SPM3702', `two cases are called "${each.name}"`, { place, related }))
    }
    names.set(each.name, first ?? place)
    const made = await caseOf(shape, each, doc, path, folder, found)
    if (made) cases.push(made)
  }
  return cases
}

async function caseOf(
  file: TestFileShape,
  own: CaseShape,
  doc: YamlDocument,
  path: YamlPath,
  folder: string,
  found: Diagnostic[],
): Promise<TestCase | undefined> {
  const place = doc.placeOf([...path, 'name'])
  const lacks = (what: string): void => void found.push(diagnose('SPM3703', `"${own.name}" ${what}`, { place }))
  const given = new Map([...tablesIn(file.given, doc, ['given']), ...tablesIn(own.given, doc, [...path, 'given'])])
  for (const name of ['deals', 'reps'] as const) {
    if (!given.has(name)) lacks(`is given no ${name}: write at least their headers`)
  }
  const period = own.period ?? file.period
  if (period === undefined) lacks('says no period')
  const { expect } = own
  if (Object.keys(expect).length === 0) lacks('expects nothing')
  const tables = OUTPUT_NAMES.filter((name) => expect[name] !== undefined)
  if (expect.errors !== undefined && tables[0] !== undefined) {
    const at = doc.placeOf([...path, 'expect', tables[0]], 'key')
    found.push(diagnose('SPM3708', `"${own.name}" expects to be refused, and ${tables[0]}`, { place: at }))
  }
  const expected: Expected[] = []
  for (const name of tables) {
    const at = { doc, path: [...path, 'expect', name] }
    const read = await readExpected(name, expect[name]!, at, folder, found)
    if (read) expected.push(read)
  }
  const closed = own.closed
    ? closedOf(own.closed, doc, [...path, 'closed'], given)
    : closedOf(file.closed, doc, ['closed'], given)
  if (period === undefined) return undefined
  const settings = [
    ...(file.settings ? [['settings']] : []),
    ...(own.settings ? [[...path, 'settings']] : []),
  ] satisfies YamlPath[]
  const plans = own.plans ?? file.plans
  return {
    name: own.name,
    place,
    doc,
    plans: typeof plans === 'string' ? [plans] : plans,
    period,
    closed,
    given,
    settings,
    expected,
    errors: expect.errors,
    warnings: expect.warnings,
  }
}

function tablesIn(given: GivenShape | undefined, doc: YamlDocument, path: YamlPath): Given {
  const tables = Object.entries(given ?? {}) as [InputName, TableShape][]
  return new Map(tables.map(([name, value]) => [name, { value, doc, path: [...path, name] }]))
}

function closedOf(
  closed: TestFileShape['closed'],
  doc: YamlDocument,
  path: YamlPath,
  given: Given,
): readonly ClosedStep[] {
  return (closed ?? []).map((each, index) => {
    const place = doc.placeOf([...path, index])
    if (typeof each === 'string') return { period: each, place, given }
    const then = tablesIn(each.given, doc, [...path, index, 'given'])
    return { period: each.period, place, given: new Map([...given, ...then]) }
  })
}
