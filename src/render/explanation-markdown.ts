import type { Explanation, Step } from '../explain/step.js'
import { placesOf, stepAmountWithUnit, type ExplanationOptions } from './explanation-step.js'
import { markdownText } from './markdown.js'

/** A nested list: what adds up in bold figures, what it rests on and what did not apply in italics. */
export function explanationMarkdown({ title, summary, chapters }: Explanation, { pathOf }: ExplanationOptions): string {
  const parts = [`# ${markdownText(title)}\n`, ...summary.map((text) => `\n${markdownText(text)}\n`)]
  for (const chapter of chapters) {
    const lines = chapter.steps.flatMap((step) => listed(step, '', 0, pathOf))
    parts.push(`\n## ${markdownText(chapter.title)}\n\n${lines.join('\n')}\n`)
  }
  return parts.join('')
}

function listed(step: Step, mark: string, depth: number, pathOf: ExplanationOptions['pathOf']): readonly string[] {
  const amount = mark === '' ? stepAmountWithUnit(step) : ''
  const head = `${mark}${markdownText(step.what)}${amount === '' ? '' : `: **${amount}**`}`
  const how = step.how ? ` — ${markdownText(step.how)}` : ''
  const places = placesOf(step, pathOf).map(markdownText)
  const where = places.length > 0 ? ` (${places.join(', ')})` : ''
  return [
    `${'  '.repeat(depth)}- ${head}${how}${where}`,
    ...(step.parts ?? []).flatMap((each) => listed(each, '', depth + 1, pathOf)),
    ...(step.because ?? []).flatMap((each) => listed(each, '*because* ', depth + 1, pathOf)),
    ...(step.notApplied ?? []).flatMap((each) => listed(each, '*does not apply:* ', depth + 1, pathOf)),
  ]
}
