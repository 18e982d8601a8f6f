import type { Explanation, Step } from '../explain/step.js'
import { placesOf, stepAmount, stepAmountWithUnit, type ExplanationOptions } from './explanation-step.js'
import { safe } from './safe.js'
import { displayWidth, padTo } from './width.js'
import { broken, wrapped } from './wrap.js'

/** How a step hangs on the one above: it adds up to it, is a reason for it, or did not apply. */
type Branch = 'part' | 'reason' | 'not'

/** Text keeps this much room, however deep it stands. */
const NARROWEST = 30

/**
 * For a terminal: amounts that add up stand in one column at the right edge, each step below what it is a part of; what
 * a step rests on and what did not apply hang below it without a figure in that column.
 */
export function explanationTree({ title, summary, chapters }: Explanation, options: ExplanationOptions): string {
  const { chalk, width } = options
  const lines = [
    ...wrapped(safe(title), width).map((text) => chalk.bold(text)),
    ...summary.flatMap((text) => wrapped(safe(text), width)),
  ]
  for (const chapter of chapters) {
    lines.push('', chalk.bold(safe(chapter.title)))
    for (const step of chapter.steps) lines.push(...stepLines(step, 'part', '', '', options))
  }
  return `${lines.join('\n')}\n`
}

function stepLines(
  step: Step,
  branch: Branch,
  first: string,
  rest: string,
  options: ExplanationOptions,
  above?: Step,
): readonly string[] {
  const { chalk, width, pathOf } = options
  const below: readonly (readonly [Step, Branch])[] = [
    ...(step.parts ?? []).map((each) => [each, 'part'] as const),
    ...(step.because ?? []).map((each) => [each, 'reason'] as const),
    ...(step.notApplied ?? []).map((each) => [each, 'not'] as const),
  ]
  const stem = `${rest}${below.length > 0 ? '│  ' : '   '}`
  const room = Math.max(NARROWEST, width - displayWidth(stem))
  // The rule of a component is not said again with each of its lines.
  const told = above ? placesOf({ ...above, inputs: [] }, pathOf) : []
  const places = placesOf(step, pathOf)
    .filter((place) => !told.includes(place))
    .map(safe)
  return [
    ...headLines(step, branch, first, stem, options, above === undefined),
    ...(branch === 'part' ? wrapped(safe(step.how ?? ''), room).map((text) => `${stem}${text}`) : []),
    ...wrappedPlaces(places, room).map((text) => `${stem}${chalk.dim(text)}`),
    ...below.flatMap(([each, kind], index) => {
      const last = index === below.length - 1
      return stepLines(each, kind, `${rest}${last ? '└─ ' : '├─ '}`, `${rest}${last ? '   ' : '│  '}`, options, step)
    }),
  ]
}

/** A part has its amount at the right edge; a reason is a sentence. */
function headLines(
  step: Step,
  branch: Branch,
  first: string,
  stem: string,
  { chalk, width }: ExplanationOptions,
  isTop: boolean,
): readonly string[] {
  const what = safe(step.what)
  if (branch !== 'part') {
    const mark = branch === 'not' ? 'does not apply: ' : ''
    const how = step.how ? `: ${safe(step.how)}` : ''
    const [head = '', ...more] = wrapped(`${mark}${what}${how}`, Math.max(NARROWEST, width - displayWidth(stem)))
    return [`${first}${head}`, ...more.map((text) => `${stem}${text}`)]
  }
  const amount = isTop ? stepAmountWithUnit(step) : stepAmount(step)
  const left = width - displayWidth(first) - displayWidth(amount) - 1
  const [head = '', ...more] = wrapped(what, Math.max(NARROWEST, left))
  const shown = isTop ? chalk.bold(head) : head
  const pad = padTo('', Math.max(1, width - displayWidth(first) - displayWidth(head) - displayWidth(amount)), 'left')
  return [`${first}${shown}${amount === '' ? '' : `${pad}${amount}`}`, ...more.map((text) => `${stem}${text}`)]
}

function wrappedPlaces(places: readonly string[], width: number): readonly string[] {
  return broken(places, ', ', width)
}
