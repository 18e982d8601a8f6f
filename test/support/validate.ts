import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { checkRows } from '../../src/project/check-rows.js'
import { loadPlans } from '../../src/project/load-plans.js'
import { warnOfPlans } from '../../src/project/warn-of-plans.js'
import { sourcesOf, type TestProject } from './project.js'

/** What `spm validate` finds; with `data` also in each deal. Without reps the plans stand alone. */
export async function validate(
  project: Omit<TestProject, 'period' | 'deals' | 'reps'> & { readonly deals?: string; readonly reps?: string },
  data = false,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = []
  const sources = sourcesOf(project, found)
  const loaded = sources && (await loadPlans(sources, found))
  const rows =
    sources && loaded?.reps && (await checkRows(sources, loaded, { deals: data }, () => Promise.resolve(), found))
  if (loaded) warnOfPlans(loaded, rows?.forPlans, found)
  return found
}

/** Messages of one code, or of all. */
export async function said(project: Parameters<typeof validate>[0], code?: string): Promise<readonly string[]> {
  const found = await validate(project)
  return found.filter((each) => code === undefined || each.code === code).map(({ message }) => message)
}
