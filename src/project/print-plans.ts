import type { PlanFile } from '../plan/parse.js'
import { planShape } from '../plan/shape.js'
import { printYaml } from '../yaml/print.js'

/** What has done its work once a plan is resolved. */
const RESOLVED: ReadonlySet<string> = new Set(['template', 'extends', 'without'])
const KEYS = Object.keys(planShape.shape).filter((key) => !RESOLVED.has(key))

/**
 * Plans as YAML with all that they extend, constants kept: one document each, in the order of their files, under a
 * comment that names it. Each, saved as a file, is the same plan.
 */
export function printPlans(files: readonly PlanFile[]): string {
  return files.map((file) => `${heading(file)}${resolvedText(file)}`).join('---\n')
}

/** A plan with all that it extends, without its heading: what is signed. */
export function resolvedText({ doc }: PlanFile): string {
  return printYaml(doc, KEYS)
}

function heading({ shape, doc, through }: PlanFile): string {
  const bases = through.map(({ id, file }) => `, extends ${id} (${file})`)
  // A comment ends with its line, whatever a file is called.
  return `# ${shape.plan} (${doc.file})${bases.join('')}`.replaceAll(/\p{Cc}/gu, '?') + '\n'
}
