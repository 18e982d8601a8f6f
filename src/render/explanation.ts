import { formatExact } from '../base/decimal.js'
import type { Place } from '../diagnostics/diagnostic.js'
import type { Explanation, Input, Step } from '../explain/step.js'
import type { ExplanationOptions } from './explanation-step.js'
import { explanationMarkdown } from './explanation-markdown.js'
import { explanationTree } from './explanation-tree.js'
import { renderJson } from './json.js'

/** One renderer a format: a further format is a line here. */
export const explanationFormats = {
  tree: explanationTree,
  md: explanationMarkdown,
  json: explanationJson,
} as const satisfies Readonly<Record<string, (explanation: Explanation, options: ExplanationOptions) => string>>

export type ExplanationFormat = keyof typeof explanationFormats

/** Amounts are exact text (F10). Fields are only ever added. */
function explanationJson({ title, about, summary, chapters }: Explanation, { pathOf }: ExplanationOptions): string {
  const rule = ({ file, line, column }: Place): object => ({ file: pathOf(file), line, column })
  const input = ({ file, record }: Input): object => ({ file: pathOf(file), row: record })
  const object = (step: Step): object => ({
    what: step.what,
    ...(step.amount && { amount: formatExact(step.amount), unit: step.unit }),
    ...(step.line !== undefined && { line_id: step.line }),
    ...(step.how !== undefined && step.how !== '' && { how: step.how }),
    ...(step.rule && { rule: rule(step.rule) }),
    ...(step.inputs?.length && { inputs: step.inputs.map(input) }),
    ...(step.parts?.length && { parts: step.parts.map(object) }),
    ...(step.because?.length && { because: step.because.map(object) }),
    ...(step.notApplied?.length && { not_applied: step.notApplied.map(object) }),
  })
  const told = chapters.map((chapter) => ({ title: chapter.title, steps: chapter.steps.map(object) }))
  return renderJson({ version: 1, explain: about, title, summary, chapters: told })
}
