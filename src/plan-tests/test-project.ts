import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { expandPaths } from '../io/expand.js'
import { exists, readText } from '../io/read.js'
import { IN_PLAN_FOLDERS, NOT_A_PLAN } from '../project/find-sources.js'
import { findRoot } from '../project/find-settings.js'
import { parseSettings, type Settings } from '../project/settings.js'
import type { SourceText } from '../project/sources.js'
import { readTestFile, type TestCase } from './read-test-file.js'

/** The project whose plans are tested: its settings, without its exports. */
export interface TestProject {
  readonly root: string
  readonly settings: Settings
}

/** A test file of the project. Names are relative to the root, with slashes. */
export interface TestFile {
  readonly name: string
  /** Undefined when it has errors, which have been told. */
  readonly cases: readonly TestCase[] | undefined
}

const TESTS = ['*.test.yaml', '*.test.yml']

/** Reads the settings; undefined when `found` holds errors. */
export function findTestProject(
  cwd: string,
  { config: named, overrides }: { readonly config: string | undefined; readonly overrides: readonly string[] },
  found: Diagnostic[],
): TestProject | undefined {
  const { config, root } = findRoot(cwd, named)
  const text = config === undefined ? '' : readText(cwd, config, found)
  const name = config === undefined ? 'spm.yaml' : nameIn(root, resolve(cwd, config))
  const settings = text === undefined ? undefined : parseSettings(text, name, found, overrides)
  return settings && { root, settings }
}

/**
 * The test files that are named, or those beside the plans. @param paths files, folders or patterns of the command line
 */
export function findTestFiles(
  { root, settings }: TestProject,
  cwd: string,
  paths: readonly string[],
  found: Diagnostic[],
): readonly string[] {
  if (paths.length > 0) {
    const named = expandPaths(cwd, paths, found, { inFolders: TESTS })
    return named.map((file) => nameIn(root, resolve(cwd, file)))
  }
  const plans = settings.plans ?? (exists(root, 'plans') ? ['plans'] : [])
  const folders = new Set(plans.map((path) => (/\.ya?ml$/.test(path) ? dirname(path) : path)))
  // A folder without tests is no mistake.
  const files = [...folders].flatMap((folder) => expandPaths(root, [folder], [], { inFolders: TESTS }))
  return [...new Set(files.map((file) => nameIn(root, resolve(root, file))))].sort()
}

/** The project's plan files, tested or not. */
export function findPlanFiles({ root, settings }: TestProject): readonly string[] {
  const plans = settings.plans ?? (exists(root, 'plans') ? ['plans'] : [])
  const files = expandPaths(root, plans, [], { inFolders: IN_PLAN_FOLDERS })
  return files.filter((file) => !NOT_A_PLAN.test(file)).map((file) => nameIn(root, resolve(root, file)))
}

export async function readTest(root: string, name: string, found: Diagnostic[]): Promise<TestFile> {
  const text = readText(root, name, found)
  const folder = resolve(root, dirname(name))
  return { name, cases: text === undefined ? undefined : await readTestFile(text, name, folder, found) }
}

/** The plans that a case names, or all beside its file; and the others there, which those may extend. */
export function plansOf(
  root: string,
  testFile: string,
  { plans, place }: TestCase,
  found: Diagnostic[],
): { readonly plans: readonly SourceText[]; readonly library: readonly SourceText[] } {
  const folder = dirname(testFile)
  const own: Diagnostic[] = []
  const read = (file: string, into: Diagnostic[]): SourceText[] => {
    const name = posix.join(slashed(folder), slashed(file))
    const text = readText(root, name, into)
    return text === undefined ? [] : [{ name, text }]
  }
  const files = (patterns: readonly string[], into: Diagnostic[]): readonly string[] =>
    expandPaths(resolve(root, folder), patterns, into, { inFolders: IN_PLAN_FOLDERS }).filter(
      (file) => !NOT_A_PLAN.test(file),
    )
  const named = files(plans ?? ['.'], own).flatMap((file) => read(file, own))
  for (const each of own) found.push({ ...each, place })
  if (named.length === 0 && own.length === 0) {
    found.push(diagnose('SPM3703', 'there is no plan beside the test file', { place }))
  }
  const names = new Set(named.map(({ name }) => name))
  const library = plans === undefined ? [] : files(['.'], []).flatMap((file) => read(file, []))
  return { plans: named, library: library.filter(({ name }) => !names.has(name)) }
}

/** A path relative to the root, with slashes. */
export function nameIn(root: string, path: string): string {
  const inside = relative(root, path)
  return slashed(isAbsolute(inside) ? path : inside)
}

function slashed(path: string): string {
  return path.split(sep).join('/')
}

/** A path that a test file says, relative to the root. */
export function besideTest(testFile: string, path: string): string {
  return isAbsolute(path) ? path : slashed(join(dirname(testFile), path))
}
