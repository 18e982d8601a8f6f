import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fiscalCalendar } from '../../src/base/period.js'
import { describe, type Asked } from '../../src/describe/describe.js'
import type { Description } from '../../src/describe/description.js'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { parsePlans, type PlanFile } from '../../src/plan/parse.js'
import { loadPlans } from '../../src/project/load-plans.js'
import { descriptionMarkdown } from '../../src/render/description-markdown.js'
import { examplesOf } from '../plans/examples.js'
import { sourcesOf, type TestProject } from './project.js'

const PLANS = join(import.meta.dirname, '../../plans')

/** What is asked of a plan of which nothing is known but its text. */
export function askedOf({ shape, constants }: Pick<PlanFile, 'shape' | 'constants'>): Asked {
  const calendar = fiscalCalendar(1)
  return {
    plan: shape,
    constants,
    calendar,
    compiled: undefined,
    sha256: '0',
    payee: undefined,
    quotaOf: () => undefined,
  }
}

/** The description of a plan by its text alone, as Markdown without its escapes, on one line. */
export function wordsOf(file: Pick<PlanFile, 'shape' | 'constants'>): string {
  return plainMarkdown(describe(askedOf(file)))
}

export function plainMarkdown(description: Description): string {
  return descriptionMarkdown(description).replaceAll(/\\(.)/g, '$1').replaceAll(/\s+/g, ' ')
}

/** The plan of a project in memory, with figures: columns come from its files and settings. */
export async function describeProject(
  project: Omit<TestProject, 'period' | 'deals' | 'reps'> & { readonly deals?: string; readonly reps?: string },
  more: Partial<Asked> = {},
): Promise<Description> {
  const found: Diagnostic[] = []
  const sources = sourcesOf(project, found)
  const loaded = sources && (await loadPlans(sources, found))
  const file = loaded?.files[0]
  const compiled = loaded?.plans?.[0]
  if (file === undefined || compiled === undefined)
    throw new Error(found.map(({ code, message }) => `${code} ${message}`).join('\n'))
  return describe({ ...askedOf(file), calendar: loaded!.calendar, compiled, ...more })
}

/** Every plan that the project's own documents hold: the example plans, and all plans of the language reference. */
export function documentedPlans(): readonly PlanFile[] {
  const texts = new Set<string>()
  const files: PlanFile[] = []
  const add = (plans: readonly string[]): void => {
    const sources = plans.map((text, index) => ({ name: `${index}.yaml`, text }))
    for (const file of parsePlans(sources, [], []).files) {
      const text = JSON.stringify(file.shape)
      if (texts.has(text)) continue
      texts.add(text)
      files.push(file)
    }
  }
  for (const name of readdirSync(PLANS, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.yaml') && !name.endsWith('spm.yaml') && !name.endsWith('.test.yaml'))
      add([readFileSync(join(PLANS, name), 'utf8')])
  }
  const reference = readFileSync(join(PLANS, 'README.md'), 'utf8')
  for (const { project } of examplesOf(reference)) add([project.plans].flat())
  return files
}
